import { BatchWriteCommand, DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { attachDoubt, confirmNew } from '../../shared/cases/review/answers.ts';
import { confirmCommune } from '../../shared/cases/review/confirm-commune.ts';
import { listReviews } from '../../shared/cases/review/open-reviews.ts';
import { surendettementFormat } from '../../shared/intake/partners/bdf/partner.ts';
import { impayeFormat } from '../../shared/intake/partners/caf-msa/partner.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createReferences } from '../../shared/store/references.ts';
import { receiverOf } from '../support/receive.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  store = await startTable();
});
afterAll(() => store?.stop());
afterEach(async () => {
  for (const entity of [
    'MESSAGE',
    'EVENT',
    'ALIAS',
    'CASE',
    'IDENTITY',
    'BLOCK',
    'NOTICE',
    'REVIEW',
    'COUNTER',
  ]) {
    for (const { PK, SK } of await store.items(entity)) {
      await store.client.send(
        new BatchWriteCommand({ RequestItems: { hub: [{ DeleteRequest: { Key: { PK, SK } } }] } }),
      );
    }
  }
});

const env = { TABLE_NAME: 'hub', MATCHING_KEY: 'k'.repeat(32), DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
const receivers = (receivedAt = '2026-03-03T08:00:00.000Z') => {
  const deps = createReceiveDeps(store.client, env);
  const impaye = receiverOf(deps, impayeFormat);
  const surendettement = receiverOf(deps, surendettementFormat);
  return {
    caf: (over: object = {}) =>
      impaye({ sender: 'caf', raw: JSON.stringify({ ...signal, ...over }), receivedAt }),
    raw: (raw: string) => impaye({ sender: 'caf', raw, receivedAt }),
    bdf: (over: object = {}) =>
      surendettement({ sender: 'bdf', raw: JSON.stringify({ ...notice, ...over }), receivedAt }),
  };
};
const household = [{ nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' }];
const signal = {
  version: '1',
  messageId: 'M-1',
  sender: 'caf',
  reference: 'IMP-1',
  actDate: '2026-03-02',
  dwelling: { insee: '77284', street: '12 rue des Tilleuls' },
  household,
  allocataire: '7204518',
};
const notice = {
  version: '1',
  sender: 'bdf',
  reference: 'B-1',
  actDate: '2026-03-05',
  dwelling: { insee: '77284', street: '12 r. des tilleuls' },
  household,
  numeroBdf: '0001',
  etape: 'recevabilite',
};
const replies = async () => (await store.items('MESSAGE')).map(({ reply }) => JSON.parse(String(reply)));

describe('a message filed', () => {
  it('opens a case with a readable reference, and is answered with a name of its own', async () => {
    expect(await receivers().caf()).toBe('accepted');
    expect(await store.items('CASE')).toMatchObject([
      { caseId: '77-2026-000001', stage: 'impaye', arrondissement: '771', version: 1 },
    ]);
    expect(await replies()).toMatchObject([
      {
        outcome: 'accepted',
        case: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
        messageId: 'M-1',
      },
    ]);
    expect(await store.items('NOTICE')).toMatchObject([{ recipient: 'arrondissement', status: 'due' }]);
  });

  it('joins the case its identity names, in three requests', async () => {
    const { caf } = receivers();
    await caf();
    store.takeRequests();
    expect(await caf({ messageId: 'M-2', actDate: '2026-03-09' })).toBe('accepted');
    expect(store.takeRequests()).toBe(3);
    expect(await store.items('CASE')).toMatchObject([{ eventCount: 2, version: 2 }]);
  });

  it('meets another partner’s message of the same person at the same address', async () => {
    const { caf, bdf } = receivers();
    await caf();
    await bdf();
    expect(await store.items('CASE')).toMatchObject([{ surendettement: 'recevabilite', eventCount: 2 }]);
  });

  it('is filed once however often it comes, and each arrival is counted for its reply', async () => {
    const { caf } = receivers();
    for (let time = 0; time < 3; time++) expect(await caf()).toBe('accepted');
    expect(await store.items('EVENT')).toHaveLength(1);
    expect(await store.items('NOTICE')).toHaveLength(1);
    expect(await store.items('MESSAGE')).toMatchObject([{ arrivals: 3 }]);
  });

  it('is recognised, and answered, after its marker has expired', async () => {
    const { caf } = receivers();
    await caf();
    const first = await replies();
    const [marker] = await store.items('MESSAGE');
    const expire = () =>
      store.client.send(new DeleteCommand({ TableName: 'hub', Key: { PK: marker?.PK, SK: marker?.SK } }));
    await expire();
    expect(await caf()).toBe('accepted');
    expect(await replies()).toEqual(first);
    expect(await store.items('EVENT')).toHaveLength(1);
    await expire();
    expect(await caf({ dette: 10 })).toBe('refused');
    expect((await replies()).flatMap(({ errors }) => errors)).toMatchObject([
      { code: 'IDENTIFIANT_REUTILISE' },
    ]);
  });

  it('opens its case in the year it is in Paris', async () => {
    const { caf } = receivers('2026-12-31T23:30:00.000Z');
    await caf();
    expect(await store.items('CASE')).toMatchObject([{ caseId: '77-2027-000001' }]);
  });

  it('opens one case when many first messages of a household come at the same instant', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => receivers().caf({ messageId: `M-${n}`, reference: `IMP-${n}` })),
    );
    expect(outcomes).toEqual(Array(8).fill('accepted'));
    expect(await store.items('CASE')).toMatchObject([{ eventCount: 8, version: 8 }]);
    expect(await store.items('NOTICE')).toHaveLength(8);
  });

  it('gives each new case a reference of its own under parallel load', async () => {
    const { caf } = receivers();
    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        caf({
          messageId: `M-${n}`,
          reference: `IMP-${n}`,
          allocataire: String(n),
          household: [{ nomNaissance: `Personne ${n}` }],
        }),
      ),
    );
    expect(new Set((await store.items('CASE')).map(({ caseId }) => caseId)).size).toBe(60);
  });

  it('keeps no name, birth date or number in a key', async () => {
    await receivers().caf();
    for (const { PK } of await store.items('IDENTITY')) expect(PK).toMatch(/^IDENTITY#[a-z]+#[0-9a-f]{32}$/);
  });
});

describe('a message in doubt', () => {
  it('whose commune is uncertain waits with its alert, until a later message names the commune', async () => {
    const { caf } = receivers();
    expect(await caf({ dwelling: { postcode: '77130' } })).toBe('pending');
    expect(await store.items('NOTICE')).toMatchObject([{ status: 'waiting' }]);
    expect(await store.items('REVIEW')).toMatchObject([{ reason: 'commune', state: 'open' }]);

    await caf({ messageId: 'M-2', dwelling: { insee: '77305' } });

    expect(
      (await store.items('NOTICE')).map(({ status, arrondissement }) => [status, arrondissement]),
    ).toEqual([
      ['due', '773'],
      ['due', '773'],
    ]);
    expect(await store.items('REVIEW')).toMatchObject([{ state: 'answered' }]);
  });

  it('whose commune is uncertain opens one review for its case, whatever comes after without it', async () => {
    const { caf } = receivers();
    await caf({ dwelling: { postcode: '77130' } });
    expect(await caf({ messageId: 'M-2', dwelling: { postcode: '77130' } })).toBe('pending');
    expect(await store.items('CASE')).toHaveLength(1);
    expect(await store.items('NOTICE')).toHaveLength(2);
    expect(await store.items('REVIEW')).toMatchObject([{ reason: 'commune', state: 'open' }]);

    await caf({ messageId: 'M-3', dwelling: { insee: '77305' } });
    expect(await store.items('REVIEW')).toMatchObject([{ state: 'answered' }]);
    expect((await store.items('NOTICE')).map(({ status }) => status)).toEqual(['due', 'due', 'due']);
  });

  it('that two cases could claim has a case of its own until a person says, and merges nothing', async () => {
    const { caf } = receivers();
    await caf();
    await caf({
      messageId: 'M-2',
      reference: 'IMP-2',
      allocataire: '7654321',
      household: [{ nomNaissance: 'Autre' }],
    });
    expect(await caf({ messageId: 'M-3', allocataire: '7654321' })).toBe('accepted');
    expect(await store.items('CASE')).toHaveLength(3);
    expect(await store.items('REVIEW')).toMatchObject([
      {
        reason: 'rapprochement',
        candidates: ['77-2026-000001', '77-2026-000002'],
        caseId: '77-2026-000003',
      },
    ]);
  });

  it('of a household known in another commune is in doubt: one case is one dwelling', async () => {
    const { caf } = receivers();
    await caf();
    expect(await caf({ messageId: 'M-2', dwelling: { insee: '77288' } })).toBe('accepted');
    expect(await store.items('REVIEW')).toMatchObject([
      { reason: 'rapprochement', rule: 'référence contredite', candidates: ['77-2026-000001'] },
    ]);
  });
});

describe('a person’s answer', () => {
  const deps = () => ({
    client: store.client,
    table: 'hub',
    matchingKey: env.MATCHING_KEY,
    nextReference: createReferences(store.client, 'hub', '77'),
  });
  const answer = { by: 'A. Gent', at: '2026-03-04T09:00:00.000Z' };
  const provins = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;

  it('about the commune lets the alert go, and closes the review', async () => {
    await receivers().caf({ dwelling: { postcode: '77130' } });
    expect(await listReviews(store.client, 'hub')).toMatchObject([{ reason: 'commune' }]);
    await confirmCommune(deps(), '77-2026-000001', provins, answer);
    expect(await store.items('NOTICE')).toMatchObject([
      { status: 'due', arrondissement: '773', commune: 'Provins' },
    ]);
    expect(await store.items('CASE')).toMatchObject([{ status: 'open', arrondissement: '773' }]);
    expect(await listReviews(store.client, 'hub')).toEqual([]);
    expect(await store.items('REVIEW')).toMatchObject([{ answeredBy: 'A. Gent' }]);
  });

  it.each(['attach', 'new'])('about a doubtful message settles it once: %s', async (action) => {
    const { caf } = receivers();
    await caf();
    await caf({ messageId: 'M-2', dwelling: { insee: '77288' } });
    const settle = () =>
      action === 'attach'
        ? attachDoubt(deps(), 'caf:M-2', '77-2026-000001', answer)
        : confirmNew(deps(), 'caf:M-2', 'confirme', answer);
    expect(await settle()).toBe(action === 'attach' ? '77-2026-000001' : '77-2026-000002');
    const own = (await store.items('EVENT')).filter(({ event }) => Object(event).kind === 'impaye');
    expect(own).toHaveLength(2);
    expect(await listReviews(store.client, 'hub')).toEqual([]);
    expect((await replies()).map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    await expect(settle()).rejects.toMatchObject({ code: 'REVIEW_UNKNOWN' });
  });
});

describe('a message refused', () => {
  it.each([
    ['not JSON', '{"version":', 'JSON_ILLISIBLE', ''],
    ['holding half a character', { reference: '\ud800' }, 'JSON_ILLISIBLE', ''],
    ['of another version', { version: '2' }, 'VERSION_INCONNUE', 'version'],
    ['without a reference', { reference: undefined }, 'CHAMP_MANQUANT', 'reference'],
    ['dated on a day that does not exist', { actDate: '2026-02-30' }, 'CHAMP_INVALIDE', 'actDate'],
    ['without a person', { household: [] }, 'CHAMP_INVALIDE', 'household'],
    [
      'with a nameless person',
      { household: [{ prenoms: ['X'] }] },
      'CHAMP_MANQUANT',
      'household[0].nomNaissance',
    ],
    ['from somebody else', { sender: 'msa' }, 'EXPEDITEUR_INATTENDU', 'sender'],
    ['about a dwelling elsewhere', { dwelling: { insee: '75112' } }, 'HORS_DEPARTEMENT', 'dwelling'],
  ])('%s is told why, and kept as it came', async (_, input, code, path) => {
    const { caf, raw } = receivers();
    expect(await (typeof input === 'string' ? raw(input) : caf(input))).toBe('refused');
    expect(await replies()).toMatchObject([{ outcome: 'refused', errors: [{ code, path }] }]);
    expect((await store.items('MESSAGE'))[0]?.raw).toBeTruthy();
    expect(await store.items('CASE')).toEqual([]);
  });

  it('never takes another content under an id already used', async () => {
    const { caf } = receivers();
    await caf();
    expect(await caf({ dette: 10 })).toBe('refused');
    expect(await store.items('EVENT')).toHaveLength(1);
    expect((await replies()).flatMap(({ errors }) => errors)).toMatchObject([
      { code: 'IDENTIFIANT_REUTILISE' },
    ]);
  });

  it('may be corrected and sent again under the same id', async () => {
    const { caf } = receivers();
    expect(await caf({ actDate: 'hier' })).toBe('refused');
    expect(await caf({ actDate: 'hier' })).toBe('refused');
    expect(await caf()).toBe('accepted');
    expect((await store.items('MESSAGE')).map(({ outcome, arrivals }) => [outcome, arrivals]).sort()).toEqual(
      [
        ['accepted', 1],
        ['refused', 2],
      ],
    );
  });

  it('repeats nothing of what it was sent in its reply', async () => {
    await receivers().caf({
      household: [{ nomNaissance: 'Secret', dateNaissance: '32/13/1984' }],
      actDate: 'hier',
    });
    expect(JSON.stringify(await replies())).not.toMatch(/Secret|1984|hier/);
  });
});

describe('a message incomplete', () => {
  it('is filed, and its sender is asked for what lacks or could not be read', async () => {
    expect(await receivers().caf({ dette: -3, couleur: 'bleu', allocataire: undefined })).toBe('accepted');
    const [reply] = await replies();
    const codes = new Map(
      reply.warnings.map(({ path, code }: { path: string; code: string }) => [path, code]),
    );
    expect(codes.get('dette')).toBe('CHAMP_INVALIDE');
    expect(codes.get('couleur')).toBe('CHAMP_INCONNU');
    expect(codes.get('allocataire')).toBe('CHAMP_MANQUANT');
  });
});
