import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createReceiveFile, type FileDeps } from '../../functions/receive-file/receive-file.ts';
import { createReports } from '../../functions/receive-file/reports.ts';
import { CREDENTIALS, REGION } from '../../infra/local/constants.ts';
import { startAws } from '../../infra/local/engines.ts';
import { type Report, reportSchema } from '../../shared/files/report/report.ts';
import { sha256 } from '../../shared/intake/canonical.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { caf } from '../../shared/partners/caf-msa/partner.ts';
import { createFileRegister } from '../../shared/store/files.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
let aws: Awaited<ReturnType<typeof startAws>>;
let s3: S3Client;
beforeAll(async () => {
  [store, aws] = await Promise.all([startTable(), startAws()]);
  s3 = new S3Client({ region: REGION, credentials: CREDENTIALS, endpoint: aws.url, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'drop' }));
});
afterAll(async () => {
  await store?.stop();
  await aws?.stop();
});

const env = { TABLE_NAME: 'hub', MATCHING_KEY: 'k'.repeat(32), DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
let dropped: Map<string, { bytes: Buffer; version: string }>;
let handedOver: string[];
let run = 0;
beforeEach(() => {
  dropped = new Map();
  handedOver = [];
  run += 1;
});

const receive = (over: Partial<FileDeps> = {}) =>
  createReceiveFile({
    ...createReceiveDeps(store.client, env),
    register: createFileRegister(store.client, 'hub', 30),
    reports: createReports(s3, 'drop'),
    versionOf: async (key) => {
      const found = dropped.get(key);
      return found && { version: found.version };
    },
    open: async function* (key) {
      yield dropped.get(key)?.bytes ?? Buffer.alloc(0);
    },
    goOn: async ({ key }) => {
      handedOver.push(key);
    },
    now: () => '2026-11-23T08:05:00.000Z',
    pause: async () => {},
    hasTime: () => true,
    ...over,
  });
let version = 0;
const drop = (name: string, csv: string, sender = 'caf'): { key: string; since: string } => {
  version += 1;
  const key = `drop/${sender}/${run}/${name}`;
  dropped.set(key, { bytes: Buffer.from(csv), version: `v${version}` });
  return { key, since: `2026-11-23T08:0${version % 10}:00.000Z` };
};
const HEAD = 'Référence;Date;Code INSEE;Adresse;Nom;Prénom;Date de naissance';
/** Letters that no other household of these tests shares. */
const lettersOf = (text: string): string =>
  [...sha256(text).slice(0, 12)]
    .map((digit) => 'bcdfghjklmnprstv'[Number.parseInt(digit, 16)] ?? '')
    .join('');
const row = (n: number, insee = '77284'): string => {
  const own = lettersOf(`${run} ${n}`);
  const birth = `${String(1 + (n % 28)).padStart(2, '0')}/${String(1 + (run % 12)).padStart(2, '0')}/${1940 + (n % 59)}`;
  return `R${run}-${n};02/03/2026;${insee};${n + 1} rue ${own};${own};${lettersOf(own)};${birth}`;
};
const tableOf = (...rows: string[]): string => [HEAD, ...rows].join('\n');

const textOf = async (key: string): Promise<string> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'drop', Key: key }));
  return (await Body?.transformToString()) ?? '';
};
const keysUnder = async (prefix: string): Promise<string[]> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'drop', Prefix: prefix }));
  return Contents.map(({ Key }) => Key ?? '');
};
const reportOf = async (name: string, sender = 'caf'): Promise<Report> => {
  const key = (await keysUnder(`reports/${sender}/${run}/${name}.`)).find((one) => one.endsWith('.json'));
  return reportSchema.parse(JSON.parse(await textOf(key ?? '')));
};
const eventsOf = async (): Promise<string[]> =>
  (await store.items('EVENT'))
    .filter(({ event }) => Object(event).kind === 'impaye')
    .map(({ event }) => String(Object(event).reference))
    .filter((reference) => reference.startsWith(`R${run}-`))
    .sort();

describe('a file', () => {
  it('files its good rows, refuses its bad ones, and says so beside it, totals on top', async () => {
    const rows = [row(1), row(2, '75056'), row(3).replace('02/03/2026', '31/02/2026'), row(4)];
    await receive()(drop('a.csv', tableOf(...rows)));
    expect(await reportOf('a.csv')).toMatchObject({
      outcome: 'processed',
      totals: { rows: 4, accepted: 2, pending: 0, refused: 2, repeated: 0 },
      rows: [
        { line: 2, outcome: 'accepted', case: expect.stringMatching(/^[0-9A-Z]{4}-/) },
        { line: 3, outcome: 'refused', issues: [{ code: 'HORS_DEPARTEMENT' }] },
        { line: 4, outcome: 'refused', issues: [{ code: 'CHAMP_INVALIDE', column: 'Date' }] },
        { line: 5, outcome: 'accepted' },
      ],
    });
    expect(await eventsOf()).toEqual([`R${run}-1`, `R${run}-4`]);
    const csv = await textOf(
      (await keysUnder(`reports/caf/${run}/a.csv.`)).find((key) => key.endsWith('.csv')) ?? '',
    );
    expect(csv.indexOf('Refusées;2')).toBeLessThan(csv.indexOf('Ligne;Référence'));
    expect(await keysUnder('parts/')).toEqual([]);
  });

  it('gets no reply on a queue for its rows, and no raw copy: the report is told by the marker', async () => {
    await receive()(drop('a.csv', tableOf(row(1))));
    const [marker] = (await store.items('MESSAGE')).filter(({ raw }) => String(raw).includes(`R${run}-1`));
    expect(marker).toMatchObject({ replyBy: 'report', rawKey: `drop/caf/${run}/a.csv#2` });
  });

  it('with the same content again changes nothing, and says where the first is', async () => {
    await receive()(drop('a.csv', tableOf(row(1), row(2))));
    const before = await store.items('EVENT');
    await receive()(drop('b.csv', tableOf(row(1), row(2))));
    expect(await reportOf('b.csv')).toMatchObject({
      outcome: 'known',
      knownAs: expect.stringContaining(`reports/caf/${run}/a.csv.`),
      totals: { rows: 2 },
      rows: [],
    });
    expect(await store.items('EVENT')).toHaveLength(before.length);
  });

  it('notified twice is taken once', async () => {
    const upload = drop('a.csv', tableOf(row(1)));
    await receive()(upload);
    const report = await reportOf('a.csv');
    await receive()(upload);
    expect(await reportOf('a.csv')).toEqual(report);
  });

  it('that names two rows alike files one, and says which came before', async () => {
    await receive()(drop('a.csv', tableOf(row(1), row(1))));
    const { totals, rows } = await reportOf('a.csv');
    expect(totals).toMatchObject({ rows: 2, accepted: 2, repeated: 1 });
    expect(rows.filter(({ repeated }) => repeated)).toHaveLength(1);
    expect(await eventsOf()).toEqual([`R${run}-1`]);
  });

  it('with a row already sent on the queue knows it', async () => {
    const message = {
      version: '1',
      sender: 'caf',
      reference: `R${run}-7`,
      actDate: '2026-03-02',
      dwelling: { insee: '77284' },
      household: [{ nomNaissance: `Deja${run}` }],
    };
    const sent = { sender: 'caf', raw: JSON.stringify(message), receivedAt: '2026-11-22T08:00:00.000Z' };
    await createReceive(createReceiveDeps(store.client, env), caf.formatFor)(sent);
    await receive()(drop('a.jsonl', JSON.stringify(message)));
    expect(await reportOf('a.jsonl')).toMatchObject({ totals: { accepted: 1, repeated: 1 } });
    expect(await eventsOf()).toEqual([`R${run}-7`]);
  });

  it.each([
    ['of no form', 'caf', 'a;b\n1;2', 'COLONNES_ABSENTES'],
    ['empty', 'caf', '', 'FICHIER_VIDE'],
    ['of a partner that sends no table', 'etude-moreau-meaux', HEAD, 'FICHIER_FORMAT'],
    ['of nobody', 'personne', HEAD, 'FICHIER_PREFIXE'],
  ])('%s is refused whole, and nothing of it is filed', async (_, sender, text, code) => {
    await receive()(drop('a.csv', text, sender));
    expect(await reportOf('a.csv', sender)).toMatchObject({
      outcome: 'refused',
      errors: [{ code }],
      rows: [],
    });
    expect(await eventsOf()).toEqual([]);
  });
});

describe('a file’s name', () => {
  it.each(['../../bdf/autre.csv', './../msa/autre.csv', 'a/../../../etat/autre.csv'])(
    'that climbs, %s, stays the sender’s: its rows and its report',
    async (name) => {
      await receive()(drop(name, tableOf(row(1))));

      const reports = await keysUnder('reports/');
      const ours = reports.filter((key) => key.includes('autre.csv') && key.includes(`/${run}/`));
      expect(ours).toHaveLength(2);
      for (const key of ours) {
        expect(key.startsWith(`reports/caf/${run}/`)).toBe(true);
        expect(key.split('/')).not.toContain('..');
      }
      expect(await eventsOf()).toHaveLength(1);
    },
  );
});

describe('a long file', () => {
  const rows = Array.from({ length: 120 }, (_, n) => n);
  const lines = () => tableOf(...rows.map((n) => row(n, n % 10 === 9 ? '75056' : undefined)));
  const expectWhole = async (name: string): Promise<void> => {
    const report = await reportOf(name);
    expect(report.totals).toMatchObject({ rows: 120, refused: 12, repeated: 0 });
    expect(report.rows.map(({ line }) => line)).toEqual(rows.map((n) => n + 2));
    expect(await eventsOf()).toHaveLength(108);
  };

  it('out of time hands over, and goes on to the same end', async () => {
    const upload = drop('long.csv', lines());
    let invocations = 0;
    do {
      handedOver = [];
      invocations += 1;
      let batches = 0;
      await receive({ hasTime: () => ++batches < 2 })(upload);
    } while (handedOver.length > 0);
    expect(invocations).toBeGreaterThan(2);
    await expectWhole('long.csv');
  }, 60_000);

  it('stopped by a fault in between goes on where it was: no row is lost, nor counted twice', async () => {
    const upload = drop('long.csv', lines());
    const reports = createReports(s3, 'drop');
    let puts = 0;
    const failing = {
      reports: {
        ...reports,
        keepPart: async (...args: Parameters<typeof reports.keepPart>) => {
          puts += 1;
          if (puts === 2) throw new Error('S3 is away');
          return reports.keepPart(...args);
        },
      },
    };
    let batches = 0;
    await receive({ ...failing, hasTime: () => ++batches < 2 })(upload);
    await expect(receive(failing)(upload)).rejects.toThrow('S3 is away');
    await receive()(upload);
    await expectWhole('long.csv');
  }, 60_000);

  it('left without an end is taken up when its content is dropped again, a day later and not before', async () => {
    let batches = 0;
    await receive({ hasTime: () => ++batches < 2 })(drop('left.csv', lines()));
    await receive()(drop('soon.csv', lines()));
    expect(await reportOf('soon.csv')).toMatchObject({ outcome: 'known' });
    await receive({ now: () => '2026-11-25T09:00:00.000Z' })(drop('later.csv', lines()));
    await expectWhole('later.csv');
  }, 60_000);

  it('persists when a row meets a fault that passes, and fails whole when it does not', async () => {
    const deps = createReceiveDeps(store.client, env);
    let failures = 3;
    const fileEvent: typeof deps.fileEvent = async (...args) => {
      failures -= 1;
      if (failures > 0) throw new Error('throttled');
      return deps.fileEvent(...args);
    };
    await receive({ fileEvent })(drop('a.csv', tableOf(row(1))));
    expect((await reportOf('a.csv')).totals).toMatchObject({ accepted: 1 });
    const never = async (): Promise<never> => {
      throw new Error('away');
    };
    const upload = drop('b.csv', tableOf(row(2)));
    await expect(receive({ fileEvent: never })(upload)).rejects.toThrow('away');
    await receive()(upload);
    expect((await reportOf('b.csv')).totals).toMatchObject({ rows: 1, accepted: 1 });
  });
});
