import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listReviews } from '../../shared/cases/review/open-reviews.ts';
import { caf } from '../../shared/intake/partners/caf-msa/partner.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { type Ran, runCommand } from '../support/command.ts';
import { exampleOf } from '../support/examples.ts';
import { MATCHING_KEY } from '../support/filed-case.ts';
import { startTable } from '../support/table.ts';

const EXAMPLE = exampleOf('impaye.v1');

/** The engine, for somebody who may read but not write. */
const startReadOnly = async (url: string) => {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const target = String(request.headers['x-amz-target']);
    if (/Put|Update|Delete|Write/.test(target)) {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      response.end('{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"no"}');
      return;
    }
    const headers = { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' };
    const authorization = String(request.headers.authorization);
    const told = await fetch(url, { method: 'POST', headers: { ...headers, authorization }, body });
    response.writeHead(told.status, headers).end(Buffer.from(await told.arrayBuffer()));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, stop: () => server.close() };
};

let readOnly: Awaited<ReturnType<typeof startReadOnly>>;
let store: Awaited<ReturnType<typeof startTable>>;
let endpoint: string;
beforeAll(async () => {
  store = await startTable();
  endpoint = store.url;
  readOnly = await startReadOnly(endpoint);
}, 400_000);
afterAll(() => {
  readOnly?.stop();
  return store?.stop();
});

const command = (name: string, ...args: string[]): Promise<Ran> =>
  runCommand(name, args, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    TABLE_NAME: store.table,
    MATCHING_KEY,
  });

let sent = 0;
/** Files a CAF message about a household of its own; `over` replaces any field. */
const file = async (over: Record<string, unknown> = {}): Promise<string> => {
  sent += 1;
  const receive = createReceive(
    createReceiveDeps(store.client, {
      TABLE_NAME: store.table,
      MATCHING_KEY,
      DEPARTEMENT: '77',
      MESSAGE_TTL_DAYS: 30,
    }),
    caf.formatFor,
  );
  const raw = JSON.stringify({
    ...EXAMPLE,
    messageId: `caf-${sent}`,
    reference: `IMP-${sent}`,
    allocataire: String(7_000_000 + sent),
    dwelling: { insee: '77284', street: `${sent} rue des ${'ABCDEFGHIJKLMNOPQRST'[sent % 20]}rènes` },
    household: [
      {
        nomNaissance: `Zyrom${'abcdefghijklmnopqrst'[sent % 20]}ska`,
        prenoms: ['Ludivine'],
        dateNaissance: '1961-04-23',
      },
    ],
    ...over,
  });
  const { caseId } = await receive({ sender: 'caf', raw, receivedAt: '2026-03-03T08:00:00.000Z' });
  if (caseId === undefined) throw new Error('not filed');
  return caseId;
};
const eventsOf = async (caseId: string) => (await readCase(store.client, store.table, caseId))?.events ?? [];
const record = (caseId: string, event: object | string, by = 'Claire Martin'): Promise<Ran> =>
  command(
    'record',
    '--case',
    caseId,
    '--by',
    by,
    '--event',
    typeof event === 'string' ? event : JSON.stringify(event),
  );
const cfp = { kind: 'decisionCfp', actDate: '2026-06-20', issue: 'accord' };

describe('what an agent records', { timeout: 120_000 }, () => {
  let caseId: string;
  beforeAll(async () => {
    caseId = await file();
  }, 400_000);

  it('is refused, field by field, when it says what is not an agent’s to say, and nothing is filed', async () => {
    const before = await eventsOf(caseId);
    const over = { sender: 'etude-moreau-meaux', household: [{ nomNaissance: 'Autre' }], id: 'caf:caf-1' };
    const { code, err } = await record(caseId, { ...cfp, ...over });
    expect(code).toBe(2);
    for (const path of Object.keys(over)) expect(err).toMatch(new RegExp(`CHAMP_INCONNU ${path} .*attendu`));
    const own = await record(caseId, { kind: 'gel', actDate: '2026-06-20', etat: 'leve' });
    expect([own.code, own.err]).toEqual([2, expect.stringMatching(/CHAMP_INVALIDE kind .*decisionCfp/)]);
    expect((await record(caseId, '{')).err).toMatch(/JSON_ILLISIBLE .*attendu/);
    expect(await eventsOf(caseId)).toEqual(before);
  });

  it('keeps its author apart from who sends it and from its reference', async () => {
    const { code } = await record(caseId, cfp);
    expect(code).toBe(0);
    const told = (await eventsOf(caseId)).find(({ kind }) => kind === 'decisionCfp');
    expect(told).toMatchObject({ sender: 'etat', by: 'Claire Martin', reference: caseId, household: [] });
  });

  it('is one event however its fields are ordered or spaced', async () => {
    const before = await eventsOf(caseId);
    await record(caseId, '{ "issue":"accord", "actDate":"2026-06-20",  "kind":"decisionCfp" }');
    expect(await eventsOf(caseId)).toEqual(before);
  });
});

describe('the author of an answer', { timeout: 120_000 }, () => {
  it.each(['', '\u200b', ' HUB '])('is somebody: %j is refused, and nothing is written', async (by) => {
    const caseId = await file();
    const before = await eventsOf(caseId);
    for (const told of [
      await record(caseId, cfp, by),
      await command('review', 'commune', caseId, '--insee', '77305', '--by', by),
    ]) {
      expect(told.code).toBe(2);
      expect(told.err).toMatch(/--by/);
    }
    expect(await eventsOf(caseId)).toEqual(before);
  });

  it('is not who proposed a merge, however it is written', async () => {
    const [a, b] = [await file(), await file()];
    expect((await command('review', 'merge', a, b, '--by', 'Claire Martin')).code).toBe(0);
    for (const by of [' CLAIRE  Martin ', 'martin, claire'])
      expect((await command('review', 'merge', a, b, '--by', by)).err).toMatch(/SECOND_READER/);
    expect((await command('review', 'merge', a, b, '--by', 'Paul Durand')).code).toBe(0);
    const moved = (await eventsOf(a)).find(({ kind }) => kind === 'deplacement');
    expect(moved).toMatchObject({ by: 'Paul Durand', reference: a, sender: 'etat' });
  });

  it('answers of two cases: one twice, or already one, is said at once and nothing is proposed', async () => {
    const [a, b, c] = [await file(), await file(), await file()];
    const merge = (by: string, ...pair: string[]) => command('review', 'merge', ...pair, '--by', by);
    const proposals = async () => (await store.items('REVIEW')).filter(({ reason }) => reason === 'fusion');
    const before = await proposals();
    const same = await merge('Claire Martin', a, a);
    expect([same.code, same.err]).toEqual([1, expect.stringMatching(/seul dossier.*SAME_CASE/)]);
    const [event] = await eventsOf(a);
    const moved = await command(
      'review',
      'detach',
      a,
      '--event',
      event?.id ?? '',
      '--case',
      a,
      '--by',
      'Agent',
    );
    expect([moved.code, moved.err]).toEqual([1, expect.stringMatching(/seul dossier.*SAME_CASE/)]);
    expect(await proposals()).toEqual(before);

    await merge('Claire Martin', a, b);
    await merge('Paul Durand', a, b);
    const after = await proposals();
    for (const pair of [
      [a, b],
      [b, a],
      [b, c],
    ]) {
      const again = await merge('Claire Martin', ...pair);
      expect([again.code, again.err]).toEqual([1, expect.stringMatching(/déjà réuni.*MERGED_ALREADY/)]);
    }
    expect(await proposals()).toEqual(after);
  });

  it('is kept by the events of each answer: commune, new, distinct, detach, undo, reopen', async () => {
    const by = 'Claire Martin';
    const caseId = await file({ dwelling: { postcode: '77130', commune: 'Bois' } });
    await command('review', 'commune', caseId, '--insee', '77305', '--by', by);
    const other = await file();
    await record(other, cfp, by);
    const [first] = await eventsOf(other);
    const own = JSON.parse(
      (await command('review', 'detach', other, '--event', first?.id ?? '', '--by', by)).out,
    ).case;
    await command('review', 'undo', own, '--by', by);
    const told = [...(await eventsOf(caseId)), ...(await eventsOf(other)), ...(await eventsOf(own))].filter(
      ({ sender }) => sender === 'etat',
    );
    expect(told.map(({ kind }) => kind).sort()).toEqual(
      expect.arrayContaining(['communeConfirmee', 'decisionCfp', 'deplacement']),
    );
    expect(told.filter((event) => event.by !== by)).toEqual([]);
  });

  it('stays known when an answer is taken back: the review keeps each, with who and when', async () => {
    const caseId = await file();
    const review = {
      PK: `CASE#${caseId}`,
      SK: 'REVIEW#audit-1',
      entity: 'REVIEW',
      schemaVersion: 1,
      messageId: 'audit-1',
      reason: 'audit',
      state: 'open',
      openedAt: '2026-03-04T08:00:00.000Z',
      caseId,
      candidates: [],
      worklistKey: 'REVIEW#open',
      worklistSort: '2026-03-04T08:00:00.000Z#audit-1',
    };
    await store.client.send(new PutCommand({ TableName: store.table, Item: review }));
    await command('review', 'close', 'audit-1', '--by', 'Claire Martin');
    await command('review', 'reopen', 'audit-1', '--case', caseId, '--by', 'Paul Durand');
    const [item] = (await store.items('REVIEW')).filter(({ messageId }) => messageId === 'audit-1');
    expect(item?.answers).toMatchObject([
      { by: 'Claire Martin', what: 'answered' },
      { by: 'Paul Durand', what: 'reopened' },
    ]);
  });
});

describe('a read of cases by a command', { timeout: 120_000 }, () => {
  let caseId: string;
  beforeAll(async () => {
    caseId = await file({ dwelling: { postcode: '77130', commune: 'Bois' } });
  });
  const by = 'Claire Martin';
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-export-'));
  const reads = (): [string, string[]][] => [
    ['review list', ['review', 'list']],
    ['review why', ['review', 'why', caseId]],
    ['case', ['case', caseId]],
    ['trace --reference', ['trace', '--reference', caseId]],
    ['trace --message', ['trace', '--message', `caf:caf-${sent}`]],
    ['backup export', ['backup', 'export', '--to', folder]],
    ['backup drill', ['backup', 'drill']],
  ];
  const traces = async () => (await store.items('TRACE')).filter(({ action }) => action === 'lecture');

  it('needs to know who reads', async () => {
    const before = await traces();
    for (const [, [name = '', ...args]] of reads()) {
      const { code, out, err } = await command(name, ...args);
      expect([name, args, code, out]).toEqual([name, args, 2, '']);
      expect(err).toMatch(/--by/);
    }
    expect(await traces()).toEqual(before);
  });

  it('leaves who, when, which command and which cases, and no name', async () => {
    for (const [told, [name = '', ...args]] of reads()) {
      const before = (await traces()).length;
      const ran = await command(name, ...args, '--by', by);
      expect([told, ran.code, ran.err]).toEqual([told, 0, '']);
      const after = await traces();
      expect(after.length).toBe(before + 1);
      const written = after.find(({ command: one }) => one === told);
      expect(written).toMatchObject({
        by,
        cases: told.startsWith('backup') ? ['*'] : expect.arrayContaining([caseId]),
      });
      expect(JSON.stringify(written)).not.toMatch(/Zyrom|Ludivine|caf-\d|1961/);
    }
  });

  it('shows nothing when it can’t be recorded', async () => {
    for (const [, [name = '', ...args]] of reads()) {
      const ran = await runCommand(name, [...args, '--by', by], {
        AWS_ENDPOINT_URL_DYNAMODB: readOnly.url,
        TABLE_NAME: store.table,
        MATCHING_KEY,
      });
      expect([name, ran.code, ran.out]).toEqual([name, 1, '']);
    }
  });

  it('leaves a trace of what was looked for and not found', async () => {
    const before = (await traces()).length;
    await command('trace', '--message', 'caf:inconnu', '--by', by);
    await command('review', 'why', '77-2026-999999', '--by', by);
    expect((await traces()).length).toBe(before + 2);
  });

  it('of the list is in sentences, with how to answer each; or a line of JSON each, for a program', async () => {
    const { out } = await command('review', 'list', '--by', by);
    expect(out).toContain('Dans quelle commune est ce logement ?');
    expect(out).toContain(`→ review commune ${caseId} --insee CODE --by NOM`);
    const { out: lines } = await command('review', 'list', '--json', '--by', by);
    const told = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(told).toContainEqual(expect.objectContaining({ reason: 'commune', caseId }));
  });

  it('of one case is the same page as that of its events in a file', async () => {
    const { out, code } = await command('case', caseId, '--by', by);
    expect(code).toBe(0);
    expect(out).toMatch(/Impayé/);
    const unknown = await command('case', '77-2026-999999', '--by', by);
    expect([unknown.code, unknown.out]).toEqual([1, '']);
    expect(unknown.err).toContain('ce dossier n’existe pas');
    expect((await command('case')).code).toBe(2);
  });

  it('is told for each review that lists it', async () => {
    const open = (await listReviews(store.client, store.table)).map(({ caseId: one }) => one);
    await command('review', 'list', '--by', by);
    const last = (await traces()).filter(({ command: one }) => one === 'review list').at(-1);
    expect(last?.cases).toEqual(expect.arrayContaining([...new Set(open)]));
  });
});
