import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { startAws } from '../../local/engines.ts';
import { sha256 } from '../../shared/domain/text/canonical.ts';
import { createObjects } from '../../shared/intake/files/objects.ts';
import { createReceiveFile, type FileDeps } from '../../shared/intake/files/receive-file.ts';
import { caf } from '../../shared/intake/partners/caf-msa/partner.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import type { Upload } from '../../shared/intake/s3-upload.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { type Report, reportSchema } from '../../shared/outbound/reports/report.ts';
import { createReports } from '../../shared/outbound/reports/report-store.ts';
import { createFileRegister } from '../../shared/store/files.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
let aws: Awaited<ReturnType<typeof startAws>>;
let s3: S3Client;
beforeAll(async () => {
  [store, aws] = await Promise.all([startTable(), startAws()]);
  s3 = new S3Client({ region: REGION, credentials: CREDENTIALS, endpoint: aws.url, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'drop' }));
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: 'drop', VersioningConfiguration: { Status: 'Enabled' } }),
  );
});
afterAll(async () => {
  await store?.stop();
  await aws?.stop();
});

const env = { TABLE_NAME: 'hub', MATCHING_KEY: 'k'.repeat(32), DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
let handedOver: Upload[];
let run = 0;
beforeEach(() => {
  handedOver = [];
  run += 1;
});

const receive = (over: Partial<FileDeps> = {}) =>
  createReceiveFile({
    ...createReceiveDeps(store.client, env),
    register: createFileRegister(store.client, 'hub', 30),
    reports: createReports(s3, 'drop'),
    ...createObjects(s3, 'drop'),
    goOn: async (upload) => {
      handedOver.push(upload);
    },
    now: () => '2026-11-23T08:05:00.000Z',
    pause: async () => {},
    hasTime: () => true,
    lastDelivery: false,
    ...over,
  });
/** Puts a file where a partner does. Resolves to what S3 notifies. */
const drop = async (name: string, csv: string, sender = 'caf'): Promise<Upload> => {
  const key = `drop/${sender}/${run}/${name}`;
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: 'drop', Key: key, Body: csv }));
  return { key, versionId: VersionId, since: '2026-11-23T08:01:00.000Z' };
};
const HEAD = 'Référence;Date;Code INSEE;Adresse;Nom;Prénom;Date de naissance';
/** A name in letters that no other household of these tests has. */
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

describe('a file whose long numbers a spreadsheet spoilt', () => {
  it('puts each household in its own case, and says of each row which number is none', async () => {
    const rows = [row(1), row(2), row(3)].map((text) => `${text};2,02611E+12;Habitat;0000000`);
    await receive()(
      await drop('sci.csv', [`${HEAD};N° allocataire;Bailleur;Référence du bail`, ...rows].join('\n')),
    );
    const report = await reportOf('sci.csv');
    expect(report.totals).toMatchObject({ rows: 3, accepted: 3, pending: 0 });
    expect(new Set(report.rows.map((one) => one.case)).size).toBe(3);
    for (const { issues } of report.rows)
      expect(
        issues.filter(({ code }) => code === 'NUMERO_INVRAISEMBLABLE').map(({ column }) => column),
      ).toEqual(['Numéro d’allocataire', 'Référence du bail']);
  });
});

describe('a file', () => {
  it('files its good rows, refuses its bad ones, and says so beside it, totals on top', async () => {
    const rows = [row(1), row(2, '75056'), row(3).replace('02/03/2026', '31/02/2026'), row(4)];
    await receive()(await drop('a.csv', tableOf(...rows)));
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
    const upload = await drop('a.csv', tableOf(row(1)));
    await receive()(upload);
    const [marker] = (await store.items('MESSAGE')).filter(({ raw }) => String(raw).includes(`R${run}-1`));
    expect(marker).toMatchObject({
      replyBy: 'report',
      rawKey: `drop/caf/${run}/a.csv?versionId=${upload.versionId}#2`,
    });
  });

  it('with the same content again changes nothing, and says where the first is', async () => {
    await receive()(await drop('a.csv', tableOf(row(1), row(2))));
    const before = await store.items('EVENT');
    await receive()(await drop('b.csv', tableOf(row(1), row(2))));
    expect(await reportOf('b.csv')).toMatchObject({
      outcome: 'known',
      knownAs: expect.stringContaining(`reports/caf/${run}/a.csv.`),
      totals: { rows: 2 },
      rows: [],
    });
    expect(await store.items('EVENT')).toHaveLength(before.length);
  });

  it('notified twice is taken once', async () => {
    const upload = await drop('a.csv', tableOf(row(1)));
    await receive()(upload);
    const report = await reportOf('a.csv');
    await receive()(upload);
    expect(await reportOf('a.csv')).toEqual(report);
  });

  it('that names two rows alike files one, and says which came before', async () => {
    await receive()(await drop('a.csv', tableOf(row(1), row(1))));
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
    await receive()(await drop('a.jsonl', JSON.stringify(message)));
    expect(await reportOf('a.jsonl')).toMatchObject({ totals: { accepted: 1, repeated: 1 } });
    expect(await eventsOf()).toEqual([`R${run}-7`]);
  });

  it.each([
    ['of no form', 'caf', 'a;b\n1;2', 'COLONNES_ABSENTES'],
    ['empty', 'caf', '', 'FICHIER_VIDE'],
    ['of a partner that sends no table', 'etude-moreau-meaux', HEAD, 'FICHIER_FORMAT'],
    ['of nobody', 'personne', HEAD, 'FICHIER_PREFIXE'],
  ])('%s is refused whole, and nothing of it is filed', async (_, sender, text, code) => {
    await receive()(await drop('a.csv', text, sender));
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
      await receive()(await drop(name, tableOf(row(1))));

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
    const upload = await drop('long.csv', lines());
    let invocations = 0;
    do {
      handedOver = [];
      invocations += 1;
      let batches = 0;
      await receive({ hasTime: () => ++batches < 2 })(upload);
    } while (handedOver.length > 0);
    expect(invocations).toBeGreaterThan(2);
    await expectWhole('long.csv');
  }, 180_000);

  it('stopped by a fault in between goes on where it was: no row is lost, nor counted twice', async () => {
    const upload = await drop('long.csv', lines());
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
  }, 180_000);

  it('left without an end is taken up when its content is dropped again, a day later and not before', async () => {
    let batches = 0;
    await receive({ hasTime: () => ++batches < 2 })(await drop('left.csv', lines()));
    await receive()(await drop('soon.csv', lines()));
    expect(await reportOf('soon.csv')).toMatchObject({ outcome: 'known' });
    await receive({ now: () => '2026-11-25T09:00:00.000Z' })(await drop('later.csv', lines()));
    await expectWhole('later.csv');
  }, 180_000);

  it('persists when a row meets a fault that passes, and fails whole when it does not', async () => {
    const deps = createReceiveDeps(store.client, env);
    let failures = 3;
    const fileEvent: typeof deps.fileEvent = async (...args) => {
      failures -= 1;
      if (failures > 0) throw new Error('throttled');
      return deps.fileEvent(...args);
    };
    await receive({ fileEvent })(await drop('a.csv', tableOf(row(1))));
    expect((await reportOf('a.csv')).totals).toMatchObject({ accepted: 1 });
    const never = async (): Promise<never> => {
      throw new Error('away');
    };
    const upload = await drop('b.csv', tableOf(row(2)));
    await expect(receive({ fileEvent: never })(upload)).rejects.toThrow('away');
    await receive()(upload);
    expect((await reportOf('b.csv')).totals).toMatchObject({ rows: 1, accepted: 1 });
  });
});

describe('two files under one key', () => {
  const numbers = Array.from({ length: 60 }, (_, n) => n);
  const linesFrom = (first: number): string => tableOf(...numbers.map((n) => row(first + n)));
  const reportsOf = async (name: string): Promise<Report[]> => {
    const keys = await keysUnder(`reports/caf/${run}/${name}`);
    const texts = await Promise.all(keys.filter((key) => key.endsWith('.json')).map(textOf));
    return texts.map((text) => reportSchema.parse(JSON.parse(text)));
  };
  const expectBoth = async (name: string): Promise<void> => {
    const reports = await reportsOf(name);
    expect(reports.map(({ outcome, totals }) => [outcome, totals.rows, totals.accepted])).toEqual([
      ['processed', 60, 60],
      ['processed', 60, 60],
    ]);
    expect(new Set(reports.map((one) => one.sha256)).size).toBe(2);
    expect(await eventsOf()).toHaveLength(120);
  };
  /** Hands over an upload again and again, as the queue does, until it has ended. */
  const takeWhole = async (upload: Upload): Promise<void> => {
    await receive()(upload);
    for (const one of handedOver.splice(0)) await takeWhole(one);
  };

  it.each([
    ['in the order they came', false],
    ['the second first', true],
  ])(
    'queued during an outage are both taken whole, %s',
    async (_, reversed) => {
      const uploads = [await drop('a.csv', linesFrom(0)), await drop('a.csv', linesFrom(60))];
      for (const upload of reversed ? uploads.reverse() : uploads) await receive()(upload);
      await expectBoth('a.csv');
    },
    180_000,
  );

  it.each([
    ['then the first goes on', false],
    ['and is taken before the first goes on', true],
  ])(
    'the second dropped while the first was being taken, %s: each is taken to its end',
    async (_, early) => {
      const first = await drop('a.csv', linesFrom(0));
      let batches = 0;
      await receive({ hasTime: () => ++batches < 2 })(first);
      const second = await drop('a.csv', linesFrom(60));
      const [rest] = handedOver.splice(0);
      if (!rest) throw new Error('not handed over');
      expect(rest.versionId).toBe(first.versionId);
      for (const upload of early ? [second, rest] : [rest, second]) await takeWhole(upload);
      await expectBoth('a.csv');
    },
    180_000,
  );

  it('the second dropped between two reads of the first: what is counted is what is filed', async () => {
    const first = await drop('a.csv', linesFrom(0));
    let reads = 0;
    const objects = createObjects(s3, 'drop');
    const open: FileDeps['open'] = async function* (key, versionId) {
      reads += 1;
      if (reads === 2) await drop('a.csv', linesFrom(60));
      yield* objects.open(key, versionId);
    };
    await receive({ open })(first);
    expect((await reportsOf('a.csv')).map(({ totals }) => totals.accepted)).toEqual([60]);
    expect(await eventsOf()).toEqual(numbers.map((n) => `R${run}-${n}`).sort());
  }, 180_000);

  it('each have their report, though the instant is the same and one has no name of its own', async () => {
    for (const n of [1, 2]) await receive()(await drop('a.csv', tableOf(row(n))));
    await receive()(await drop('b.csv', 'a;b\n1;2'));
    await receive()(await drop('b.csv', 'c;d\n1;2'));
    expect(await keysUnder(`reports/caf/${run}/`)).toHaveLength(8);
  });

  it('a part of a report that another run wrote over is read as it was noted', async () => {
    const upload = await drop('a.csv', linesFrom(0));
    let batches = 0;
    await receive({ hasTime: () => ++batches < 2 })(upload);
    for (const Key of await keysUnder('parts/'))
      await s3.send(new PutObjectCommand({ Bucket: 'drop', Key, Body: 'another run' }));
    for (const one of handedOver.splice(0)) await takeWhole(one);
    expect((await reportsOf('a.csv')).map(({ rows }) => rows.length)).toEqual([60]);
  }, 180_000);

  it('rows of each lead to the version they are in', async () => {
    const uploads = [await drop('a.csv', tableOf(row(1))), await drop('a.csv', tableOf(row(2)))];
    for (const upload of uploads) await receive()(upload);
    const places = (await store.items('EVENT'))
      .map(({ event }) => ({ reference: Object(event).reference, place: Object(event).rawKey }))
      .filter(({ reference }) => String(reference).startsWith(`R${run}-`))
      .map(({ place }) => String(place));
    expect(places.sort()).toEqual(
      uploads.map(({ key, versionId }) => `${key}?versionId=${versionId}#2`).sort(),
    );
  });
});

describe('a file that is gone', () => {
  const removed = async (upload: Upload): Promise<Upload> => {
    await s3.send(new DeleteObjectCommand({ Bucket: 'drop', Key: upload.key, VersionId: upload.versionId }));
    return upload;
  };

  it('when it is looked at is told so beside where it was, though its key holds another', async () => {
    const first = await drop('a.csv', tableOf(row(1)));
    await drop('a.csv', tableOf(row(2)));
    await receive()(await removed(first));
    expect(await reportOf('a.csv')).toMatchObject({
      outcome: 'refused',
      errors: [{ code: 'FICHIER_DISPARU' }],
      totals: { rows: 0 },
    });
    expect(await eventsOf()).toEqual([]);
  });

  it('under a delete marker is taken: its version is there', async () => {
    const first = await drop('a.csv', tableOf(row(1)));
    await s3.send(new DeleteObjectCommand({ Bucket: 'drop', Key: first.key }));
    await receive()(first);
    expect(await reportOf('a.csv')).toMatchObject({ outcome: 'processed', totals: { accepted: 1 } });
  });

  it('after its report, and told of again, keeps its report', async () => {
    const first = await drop('a.csv', tableOf(row(1)));
    await receive()(first);
    await receive()(await removed(first));
    expect(await reportOf('a.csv')).toMatchObject({ outcome: 'processed' });
    expect(await keysUnder(`reports/caf/${run}/a.csv`)).toHaveLength(2);
  });

  it('between two reads fails, and is told of when the queue brings it back', async () => {
    const first = await drop('a.csv', tableOf(row(1)));
    const objects = createObjects(s3, 'drop');
    let reads = 0;
    const open: FileDeps['open'] = async function* (key, versionId) {
      reads += 1;
      if (reads === 2) await removed(first);
      yield* objects.open(key, versionId);
    };
    await expect(receive({ open })(first)).rejects.toMatchObject({ name: 'NoSuchVersion' });
    await receive()(first);
    expect(await reportOf('a.csv')).toMatchObject({ errors: [{ code: 'FICHIER_DISPARU' }] });
  });
});

describe('a file that is told of without its version', () => {
  it('is the latest of its key, in that version to its end', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => row(n));
    const { versionId, ...told } = await drop('a.csv', tableOf(...rows));
    let batches = 0;
    await receive({ hasTime: () => ++batches < 2 })(told);
    await drop('a.csv', tableOf(row(100)));
    const [rest] = handedOver;
    expect(rest).toEqual({ ...told, versionId });
    if (rest) await receive()(rest);
    expect(await reportOf('a.csv')).toMatchObject({ totals: { rows: 60, accepted: 60 } });
  });

  it('is read where the bucket keeps no versions', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'plain' }));
    const told = await drop('a.csv', tableOf(row(1)));
    await s3.send(new PutObjectCommand({ Bucket: 'plain', Key: told.key, Body: tableOf(row(1)) }));
    await receive(createObjects(s3, 'plain'))({ key: told.key, since: told.since });
    expect(await reportOf('a.csv')).toMatchObject({ outcome: 'processed', totals: { accepted: 1 } });
  });

  it('and is gone is told so', async () => {
    const { versionId: _, ...told } = await drop('a.csv', tableOf(row(1)));
    await s3.send(new DeleteObjectCommand({ Bucket: 'drop', Key: told.key }));
    await receive()(told);
    expect(await reportOf('a.csv')).toMatchObject({ errors: [{ code: 'FICHIER_DISPARU' }] });
  });
});

describe('a file’s longest name', () => {
  it.each([
    ['of one letter', 'a'],
    ['of letters of two bytes', 'é'],
    ['of signs of four', '🏠'],
    ['over several lines', 'a\n'],
  ])('%s has its report, in 1,024 bytes', async (_, letter) => {
    const room = 1024 - Buffer.byteLength(`drop/caf/${run}/`);
    const name = letter.repeat(Math.floor(room / Buffer.byteLength(letter)));
    const uploads = [await drop(name, tableOf(row(1))), await drop(name, tableOf(row(2)))];
    for (const upload of uploads) await receive()(upload);
    const keys = await keysUnder(`reports/caf/${run}/`);
    expect(keys).toHaveLength(4);
    for (const key of keys) expect(Buffer.byteLength(key)).toBeLessThanOrEqual(1024);
    expect(await eventsOf()).toHaveLength(2);
  });
});
