import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseNameOf } from '../../shared/cases/filing/case-names.ts';
import {
  answerEnd,
  askPartner,
  attachDoubt,
  closeReview,
  confirmNew,
  detachEvents,
  mergeCases,
  undoMove,
} from '../../shared/cases/review/answers.ts';
import { listReviews } from '../../shared/cases/review/open-reviews.ts';
import { readWhy } from '../../shared/cases/review/read-why.ts';
import { reopenReview } from '../../shared/cases/review/reopen.ts';
import { MOST_KEYS } from '../../shared/domain/matching/block-keys.ts';
import { messageIdOf } from '../../shared/domain/reference/message-id.ts';
import { surendettementFormat } from '../../shared/intake/partners/bdf/partner.ts';
import { impayeFormat } from '../../shared/intake/partners/caf-msa/partner.ts';
import { pieceFormat } from '../../shared/intake/partners/huissier/partner.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { createReferences } from '../../shared/store/references.ts';
import { receiverOf } from '../support/receive.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  store = await startTable();
});
afterAll(() => store?.stop());

const env = { TABLE_NAME: 'hub', MATCHING_KEY: 'k'.repeat(32), DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
const AT = '2026-03-03T08:00:00.000Z';

const surnames =
  'Abadie Benkhaled Carpentier Diallo Esteve Fofana Garnier Haddad Ibanez Jacquemin Kowalski Lefebvre Mendes Nguyen Olivier Pereira Quentin Rahmani Sylla Traore Urbain Valette Wagner Yilmaz Zerbib Aubertin Boulanger Camus Delattre Evrard Faucheux Gosselin Hamelin Imbert Jourdain Klein Lagarde Mercier Noiret Ozanne'.split(
    ' ',
  );
const firstNames =
  'Adama Beatrice Camille Driss Elodie Farid Gaelle Hugo Ines Jamila Karim Lea Moussa Nadia Oceane Paul Quitterie Rachid Sophie Theo Ursula Victor Wassila Yann Zoe Arthur Brigitte Cyprien Delphine Edgar Flora Gaston Helene Ismael Justine Kevin Lucile Maxence Ninon Octave'.split(
    ' ',
  );

/** The nth of a list of names. Beyond the end of the list, two names joined: no two numbers give the same. */
const nth = (names: readonly string[], n: number): string => {
  const { length } = names;
  const round = Math.floor(n / length);
  const name = names[n % length] ?? '';
  return round === 0 ? name : `${name}${names[(n * 7 + round) % length]?.toLowerCase()}`;
};

/** Each test has its own street, so that its households meet those of no other test. */
let street = '';
let test = 0;
beforeEach(() => {
  test += 1;
  street = `${10 + test} rue ${['des Tilleuls', 'du Miroir', 'Saint-Ambroise', 'de la Marne'][test % 4]} ${nth(surnames, test + 39)}`;
});

const receivers = () => {
  const deps = createReceiveDeps(store.client, env);
  const impaye = receiverOf(deps, impayeFormat);
  const surendettement = receiverOf(deps, surendettementFormat);
  const piece = receiverOf(deps, pieceFormat(undefined));
  const send =
    (receive: typeof impaye, sender: string, base: object) =>
    (over: object = {}) => {
      const message = { version: '1', sender, actDate: '2026-03-02', dwelling: { insee: '77284', street } };
      return receive({ sender, raw: JSON.stringify({ ...message, ...base, ...over }), receivedAt: AT });
    };
  const camille = { nomNaissance: nth(surnames, test), prenoms: [nth(firstNames, test)] };
  const born = { ...camille, dateNaissance: `19${20 + (test % 80)}-05-${10 + (test % 18)}` };
  return {
    camille,
    born,
    caf: send(impaye, 'caf', { reference: `I-${test}`, household: [born], allocataire: `9${test}00` }),
    bdf: send(surendettement, 'bdf', {
      reference: `B-${test}`,
      numeroBdf: `8${test}00`,
      household: [born],
      etape: 'recevabilite',
    }),
    etude: send(piece, 'etude-moreau-meaux', {
      reference: `E-${test}`,
      kind: 'demandeCfp',
      household: [camille],
    }),
  };
};

const own = async (entity: string) => {
  const mine = new Set(
    (await store.items('CASE'))
      .filter((item) => JSON.stringify(item).includes(street))
      .map((item) => item.caseId),
  );
  return (await store.items(entity)).filter(({ caseId }) => mine.has(caseId));
};
const kindsIn = async (caseId: string) =>
  ((await readCase(store.client, 'hub', caseId))?.events ?? []).map(({ kind }) => kind).sort();
const deps = () => ({
  client: store.client,
  table: 'hub',
  matchingKey: env.MATCHING_KEY,
  nextReference: createReferences(store.client, 'hub', '77'),
});
const answer = { by: 'A. Gent', at: '2026-03-04T09:00:00.000Z' };
const second = { by: 'B. Lecteur', at: '2026-03-05T09:00:00.000Z' };
const caseItem = async (caseId: string) => (await store.items('CASE')).find((item) => item.caseId === caseId);
const openReview = async (messageId: string) =>
  (await listReviews(store.client, 'hub')).find((review) => review.messageId === messageId);
const caseIds = async () => (await own('CASE')).map(({ caseId }) => String(caseId)).sort();
const reply = async (messageId: string) => {
  const found = (await store.items('MESSAGE')).find((item) => item.messageId === messageId);
  return JSON.parse(String(found?.reply));
};

/** The étude's own name for a case. */
const named = (caseId = '') => caseNameOf(env.MATCHING_KEY, 'etude-moreau-meaux', caseId);

const brother = async () => {
  const { caf, etude, camille } = receivers();
  await caf({ dwelling: { insee: '77284', street, complement: 'appt 12' } });
  const outcome = await etude({
    messageId: `doubt-${test}`,
    actDate: '2026-01-05',
    household: [camille],
    dwelling: { insee: '77284', street, complement: 'appt 31' },
  });
  return { outcome, messageId: messageIdOf('etude-moreau-meaux', `doubt-${test}`), cases: await caseIds() };
};

describe('messages that share no identifier', () => {
  it('meet by name, birth date and address: an étude, CAF and Banque de France in one case', async () => {
    const { caf, bdf, etude } = receivers();
    await caf();
    await bdf();
    await etude();
    expect(await own('CASE')).toMatchObject([{ eventCount: 3, stage: 'demandeCfp' }]);
    expect(await own('DECISION')).toMatchObject([
      {
        rule: expect.stringContaining('nom'),
        reasons: { weight: expect.any(Number), model: expect.any(String) },
      },
      { rule: expect.stringContaining('nom') },
    ]);
  });

  it('cost no more than two rounds of reads after the numbers, whatever the number of cases', async () => {
    const { caf, bdf } = receivers();
    await caf();
    store.takeRequests();
    await bdf();
    // Requests: numbers, the blocks, one batch of the cases found there, the case, the transaction.
    expect(store.takeRequests()).toBeLessThanOrEqual(1 + MOST_KEYS + 1 + 1 + 1);
    store.takeRequests();
    await bdf({ messageId: 'again', actDate: '2026-03-09', etape: 'orientation' });
    expect(store.takeRequests()).toBe(3);
  });

  it.each([
    [
      'another landlord',
      { bailleur: { nom: 'SCI des Deux Ponts' } },
      { bailleur: { nom: 'Habitat du Confluent' } },
    ],
    ['another type of way', {}, { dwelling: { insee: '77284', street: '12 allée des Acacias' } }],
    [
      'a compound first name',
      { household: [{ nomNaissance: 'Ozanne', prenoms: ['Jean-Claude'] }] },
      { household: [{ nomNaissance: 'Ozanne', prenoms: ['Jean'] }] },
    ],
    [
      'the estate for its way',
      { dwelling: { insee: '77284', street: '12 rue des Acacias', complement: 'Résidence les Pins' } },
      { dwelling: { insee: '77284', street: 'Résidence les Pins' } },
    ],
  ])('are asked about, not attached: %s', async (_, first, then) => {
    const { caf, etude, camille } = receivers();
    const dwelling = { insee: '77284', street: '12 rue des Acacias' };
    const household = [camille];
    await caf({ dwelling, household, ...first });
    await etude({ messageId: `asked-${test}`, dwelling, household, ...then });
    expect(await openReview(messageIdOf('etude-moreau-meaux', `asked-${test}`))).toBeDefined();
  });

  it('of two households in one building stay two cases', async () => {
    const { caf, etude } = receivers();
    await caf({ dwelling: { insee: '77284', street, complement: 'appt 12' } });
    await etude({
      dwelling: { insee: '77284', street, complement: 'appt 31' },
      household: [{ nomNaissance: 'Autrement', prenoms: ['Zoé'] }],
    });
    expect(await own('CASE')).toHaveLength(2);
    expect(await own('REVIEW')).toEqual([]);
  });
});

describe('a number that another household had', () => {
  const recycled = async () => {
    const all = receivers();
    const before = {
      messageId: `before-${test}`,
      actDate: '2025-03-04',
      household: [{ nomNaissance: `Autrement ${surnames[test]}`, prenoms: ['Zoé'] }],
      dwelling: { insee: '77186', street: `4 ${street.slice(3)}` },
    };
    expect(await all.etude(before)).toBe('accepted');
    return all;
  };

  it('names nobody: the case that the rest tells clearly takes the message', async () => {
    const { caf, etude, born } = await recycled();
    await caf();
    expect(await etude({ household: [born] })).toBe('accepted');
    expect(await own('CASE')).toMatchObject([{ eventCount: 2, stage: 'demandeCfp' }]);
    expect(await own('REVIEW')).toEqual([]);
  });

  it('is a doubt when a person said that the case the rest tells is not that household', async () => {
    const { caf, etude, born } = await recycled();
    const named = (await store.items('CASE')).find((item) =>
      JSON.stringify(item).includes(`etude-moreau-meaux:E-${test}"`),
    );
    await caf();
    const [told = ''] = await caseIds();
    const pair = [told, String(named?.caseId)].sort() as [string, string];
    await mergeCases(deps(), pair, answer);
    await confirmNew(deps(), `fusion-${pair.join('-')}`, 'distinct', second);
    // A doubt concerns only the hub: the sender reads the same reply as for any other message.
    expect(await etude({ household: [born] })).toBe('accepted');
    const doubt = (await own('REVIEW')).find(({ reason }) => reason === 'rapprochement');
    expect(doubt).toMatchObject({
      rule: 'référence contredite',
      reasons: expect.arrayContaining([
        expect.objectContaining({ caseId: told, vetoes: expect.arrayContaining(['distincts']) }),
      ]),
    });
  });

  it('is a doubt where nothing else tells the household', async () => {
    const { etude, born } = await recycled();
    expect(await etude({ household: [born] })).toBe('accepted');
    expect(await own('REVIEW')).toMatchObject([{ reason: 'rapprochement', rule: 'référence contredite' }]);
  });
});

describe('a doubt', () => {
  /** One name on two floors of a building: nothing distinguishes a homonym from a wrong flat. */

  it('has a case of its own: what happened is told at once, its delays wait but those that commit the State, and a person is asked with the reasons', async () => {
    const { outcome, cases } = await brother();
    expect(outcome).toBe('accepted');
    expect(cases).toHaveLength(2);
    const notices = (await own('NOTICE')).filter(({ caseId }) => caseId === cases[1]);
    expect(notices.map(({ about, template }) => [about, template])).toEqual([['evenement', 'demandeCfp']]);
    expect(await own('REVIEW')).toMatchObject([
      {
        reason: 'rapprochement',
        candidates: [cases[0]],
        reasons: [
          {
            vetoes: expect.arrayContaining(['autreAppartement']),
            explanation: expect.stringContaining('appartement'),
          },
        ],
      },
    ]);
  });

  it('answered «this household» moves its events there under its sender’s own name, and cancels the other reference', async () => {
    const { messageId, cases } = await brother();
    const [first = '', provisional = ''] = cases;
    await attachDoubt(deps(), messageId, first, answer);
    expect(await kindsIn(first)).toEqual(['demandeCfp', 'deplacement', 'impaye']);
    expect(await kindsIn(provisional)).toEqual(['deplacement', 'rapprochement']);
    expect(await reply(messageId)).toMatchObject({ outcome: 'accepted', case: named(provisional) });
    const notices = await own('NOTICE');
    expect(notices.filter(({ template }) => template === 'deplacement')).toMatchObject([
      { caseId: provisional, status: 'due' },
    ]);
    expect(notices.some(({ caseId, template }) => caseId === first && template === 'cfpRefusImplicite')).toBe(
      false,
    );
    expect((await own('CASE')).find(({ caseId }) => caseId === provisional)).toMatchObject({
      status: 'closed',
      mergedInto: first,
    });

    const { etude } = receivers();
    await etude({ messageId: `next-${test}`, actDate: '2026-03-01', kind: 'executionCfp', effectuee: false });
    expect(await kindsIn(first)).toContain('executionCfp');
  });

  it('answered «another household» lets its alerts go', async () => {
    const { messageId, cases } = await brother();
    await confirmNew(deps(), messageId, 'distinct', answer);
    const own2 = (await own('NOTICE')).filter(
      ({ caseId, about }) => caseId === cases[1] && about === 'alerte',
    );
    expect(own2.length).toBeGreaterThan(0);
    expect((await own('CASE')).find(({ caseId }) => caseId === cases[1])).toMatchObject({
      provisional: false,
      distinctFrom: [cases[0]],
    });
    expect(await reply(messageId)).toMatchObject({ outcome: 'accepted', case: named(cases[1]) });
  });

  it('may be asked of the partner, who reads the question, and stays open', async () => {
    const { messageId } = await brother();
    await askPartner(deps(), messageId, 'le numéro de l’appartement', answer);
    expect((await reply(messageId)).warnings).toContainEqual(
      expect.objectContaining({ code: 'PRECISION_DEMANDEE', expected: 'le numéro de l’appartement' }),
    );
    expect(
      (await listReviews(store.client, 'hub')).filter((review) => review.messageId === messageId),
    ).toMatchObject([{ state: 'open', asked: 'le numéro de l’appartement' }]);
  });

  it('an answer can be undone: the events go back, and the case is as it was', async () => {
    const { messageId, cases } = await brother();
    const [first = '', provisional = ''] = cases;
    await attachDoubt(deps(), messageId, first, answer);
    expect(await undoMove(deps(), first, second)).toBe(provisional);
    expect((await kindsIn(first)).filter((kind) => kind !== 'deplacement')).toEqual(['impaye']);
    expect(await kindsIn(provisional)).toContain('demandeCfp');
    // The doubt is open again, and the sender's reply has not changed.
    expect(await openReview(messageId)).toMatchObject({ reason: 'rapprochement', caseId: provisional });
    expect(await caseItem(provisional)).toMatchObject({ provisional: true });
    expect(await reply(messageId)).toMatchObject({ outcome: 'accepted', case: named(provisional) });
    await expect(undoMove(deps(), first, second)).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
  });
});

describe('an answer that moved nothing', () => {
  it.each(['confirme', 'distinct'] as const)('«%s» can be undone: the doubt is open again', async (etat) => {
    const { messageId, cases } = await brother();
    const [, own2 = ''] = cases;
    await confirmNew(deps(), messageId, etat, answer);
    await reopenReview(deps(), own2, messageId, second);
    expect(await caseItem(own2)).toMatchObject({ provisional: true, distinctFrom: [] });
    expect(await openReview(messageId)).toMatchObject({ reason: 'rapprochement' });
    expect(await reply(messageId)).toMatchObject({ outcome: 'accepted', case: named(own2) });
    await confirmNew(deps(), messageId, 'confirme', { ...second, at: '2026-03-06T09:00:00.000Z' });
    expect(await caseItem(own2)).toMatchObject({ provisional: false });
    await expect(reopenReview(deps(), own2, 'nothing', second)).rejects.toMatchObject({
      code: 'REVIEW_UNKNOWN',
    });
  });

  it('by «this household» is undone by its move only', async () => {
    const { messageId, cases } = await brother();
    const [first = '', provisional = ''] = cases;
    await attachDoubt(deps(), messageId, first, answer);
    await expect(reopenReview(deps(), provisional, messageId, second)).rejects.toMatchObject({
      code: 'NOTHING_TO_UNDO',
    });
  });
});

describe('two cases found to be one', () => {
  const two = async () => {
    const { caf, etude } = receivers();
    await caf();
    await etude({
      household: [{ nomNaissance: 'Montferrand', prenoms: ['Dominique'] }],
      dwelling: { insee: '77284', street: `${street} bis` },
    });
    const [a = '', b = ''] = await caseIds();
    return [a, b] as const;
  };

  it('are merged by a second reader only, the younger into the older, and it can be undone', async () => {
    const pair = await two();
    expect(await mergeCases(deps(), pair, answer)).toBeUndefined();
    await expect(mergeCases(deps(), pair, answer)).rejects.toMatchObject({ code: 'SECOND_READER' });
    expect(await mergeCases(deps(), [pair[1], pair[0]], second)).toBe(pair[0]);
    expect(await kindsIn(pair[0])).toEqual(['demandeCfp', 'deplacement', 'impaye']);
    await undoMove(deps(), pair[0], answer);
    expect(await kindsIn(pair[1])).toContain('demandeCfp');
  });

  it('one event is taken out, to a case of its own, and the mailbox that was told is told', async () => {
    const { caf, bdf } = receivers();
    await caf();
    await bdf();
    const [caseId = ''] = await caseIds();
    const event = (await readCase(store.client, 'hub', caseId))?.events.find(
      ({ kind }) => kind === 'surendettement',
    );
    const to = await detachEvents(deps(), caseId, [event?.id ?? ''], undefined, answer);
    expect(await kindsIn(to)).toEqual(['deplacement', 'surendettement']);
    // Whoever separates them says that they are two households, until that is undone.
    expect(await caseItem(to)).toMatchObject({ distinctFrom: [caseId] });
    expect(await caseItem(caseId)).toMatchObject({ distinctFrom: [to] });
    expect((await own('NOTICE')).filter(({ template }) => template === 'deplacement')).toMatchObject([
      { caseId },
    ]);
    await bdf({ messageId: 'later', actDate: '2026-03-20', etape: 'cloture' });
    expect(await kindsIn(to)).toContain('surendettement');
    expect((await kindsIn(caseId)).filter((kind) => kind === 'surendettement')).toEqual([]);
  });
});

describe('two cases of a household that nothing showed to be one', () => {
  const conjoint = { nomNaissance: 'Vandersteen', prenoms: ['Ghislaine'], dateNaissance: '1949-02-11' };

  it('are proposed as one when a message tells of both, to a person', async () => {
    const { caf, bdf, etude, born } = receivers();
    await etude();
    await caf({ household: [conjoint] });
    expect(await own('CASE')).toHaveLength(2);
    await bdf({ household: [conjoint, born] });
    const [first, second] = await caseIds();
    expect(await own('REVIEW')).toMatchObject([
      { reason: 'fusion', caseId: first, candidates: [second], proposedBy: 'hub' },
      // The spouse, told alone of the same house, was asked about before.
      { reason: 'rapprochement', caseId: second, candidates: [first] },
    ]);
  });

  it('are two households when a person says so, and that is kept', async () => {
    const { caf, bdf, etude, born } = receivers();
    await etude();
    await caf({ household: [conjoint] });
    await bdf({ household: [conjoint, born] });
    const [first = '', other = ''] = await caseIds();
    await confirmNew(deps(), `fusion-${first}-${other}`, 'distinct', answer);
    expect(await openReview(`fusion-${first}-${other}`)).toBeUndefined();
    expect(await caseItem(first)).toMatchObject({ distinctFrom: [other] });
    await reopenReview(deps(), first, `fusion-${first}-${other}`, second);
    expect(await openReview(`fusion-${first}-${other}`)).toMatchObject({ reason: 'fusion' });
    expect(await caseItem(first)).toMatchObject({ distinctFrom: [] });
  });

  it('are proposed as one when a case learns more by its own number', async () => {
    const { caf, etude, born } = receivers();
    await caf({ dwelling: { insee: '77284' }, household: [conjoint] });
    await etude();
    await caf({ messageId: `again-${test}`, actDate: '2026-03-09', household: [conjoint, born] });
    expect(await own('REVIEW')).toMatchObject([{ reason: 'fusion', proposedBy: 'hub' }]);
  });

  it('are looked for only in the blocks that a numbered message brings', async () => {
    const { caf, camille } = receivers();
    await caf();
    store.takeRequests();
    await caf({ messageId: `same-${test}`, actDate: '2026-03-09' });
    expect(store.takeRequests()).toBe(3);
    await caf({
      messageId: `more-${test}`,
      actDate: '2026-03-16',
      household: [{ ...camille, dateNaissance: '1971-02-03' }],
    });
    expect(store.takeRequests()).toBeGreaterThan(3);
  });
});

describe('two cases that a person said are two households', () => {
  it('are not proposed as one again, whatever comes', async () => {
    const { caf, bdf, born } = receivers();
    await caf();
    await bdf();
    const [caseId = ''] = await caseIds();
    const event = (await readCase(store.client, 'hub', caseId))?.events.find(
      ({ kind }) => kind === 'surendettement',
    );
    const to = await detachEvents(deps(), caseId, [event?.id ?? ''], undefined, answer);
    const conjoint = { nomNaissance: 'Vandersteen', prenoms: ['Ghislaine'], dateNaissance: '1949-02-11' };
    await bdf({
      messageId: `more-${test}`,
      actDate: '2026-03-09',
      etape: 'cloture',
      household: [born, conjoint],
    });
    expect(await kindsIn(to)).toHaveLength(3);
    expect((await own('REVIEW')).filter(({ reason }) => reason === 'fusion')).toEqual([]);
  });
});

describe('why an event is in its case', () => {
  it('is kept with it: a number, a comparison, or no case to compare it with and who lives near', async () => {
    const { caf, etude } = receivers();
    await caf();
    await caf({ messageId: `again-${test}`, actDate: '2026-03-09' });
    await etude({
      household: [{ nomNaissance: 'Autrement', prenoms: ['Zoé'] }],
      dwelling: { insee: '77284', street, complement: 'appt 31' },
    });
    const [first] = await caseIds();
    const why = (await own('EVENT')).map((item) => item.why);
    expect(why).toContainEqual({ rule: 'aucun dossier', model: 'fr.v1', neighbours: [] });
    expect(why).toContainEqual({ rule: 'référence', model: 'fr.v1' });
    const told = await readWhy(store.client, 'hub', first ?? '');
    expect(told.map(({ rule }) => rule)).toEqual(['aucun dossier', 'référence']);
    expect(why).toContainEqual({
      rule: 'aucun dossier',
      model: 'fr.v1',
      neighbours: expect.arrayContaining([first]),
    });
  });
});

describe('a person', () => {
  const parted = async () => {
    const { caf, bdf } = receivers();
    await caf();
    await bdf();
    const [caseId = ''] = await caseIds();
    const event = (await readCase(store.client, 'hub', caseId))?.events.find(
      ({ kind }) => kind === 'surendettement',
    );
    const to = await detachEvents(deps(), caseId, [event?.id ?? ''], undefined, answer);
    return { caseId, to };
  };

  it('may propose as one two cases that a person said are two, which the hub does not', async () => {
    const { caf, bdf, etude, born } = receivers();
    const conjoint = { nomNaissance: 'Vandersteen', prenoms: ['Ghislaine'], dateNaissance: '1949-02-11' };
    await etude();
    await caf({ household: [conjoint] });
    await bdf({ household: [conjoint, born] });
    const [first = '', other = ''] = await caseIds();
    const fusion = `fusion-${first}-${other}`;
    await confirmNew(deps(), fusion, 'distinct', answer);
    await bdf({ messageId: `more-${test}`, actDate: '2026-03-09', household: [conjoint, born] });
    expect(await openReview(fusion)).toBeUndefined();
    expect(await mergeCases(deps(), [first, other], answer)).toBeUndefined();
    expect(await openReview(fusion)).toMatchObject({ proposedBy: answer.by });
    expect(await mergeCases(deps(), [first, other], second)).toBe(first);
  });

  it('who undoes a detachment makes them one household again, and each event keeps why it was there', async () => {
    const { caseId, to } = await parted();
    expect(await readWhy(store.client, 'hub', to)).toContainEqual(
      expect.objectContaining({
        kind: 'surendettement',
        rule: expect.stringContaining('nom'),
        weight: expect.any(Number),
        moved: { from: caseId, by: answer.by, cause: 'detachement' },
      }),
    );
    await undoMove(deps(), to, second);
    expect(await caseItem(caseId)).toMatchObject({ distinctFrom: [] });
    expect(await caseItem(to)).toMatchObject({ mergedInto: caseId, status: 'closed' });
    const back = (await readWhy(store.client, 'hub', caseId)).find(({ kind }) => kind === 'surendettement');
    expect(back).toMatchObject({ rule: expect.stringContaining('nom'), weight: expect.any(Number) });
    expect(back?.moved).toBeUndefined();
  });

  it('who moves an event does not lose the words that say why it was there', async () => {
    const { messageId, cases } = await brother();
    const [first = '', provisional = ''] = cases;
    await attachDoubt(deps(), messageId, first, answer);
    expect(await readWhy(store.client, 'hub', first)).toContainEqual(
      expect.objectContaining({
        kind: 'demandeCfp',
        rule: 'dans le doute : rapprochement incertain',
        model: 'fr.v1',
        neighbours: [first],
        moved: { from: provisional, by: answer.by, cause: 'fusion' },
      }),
    );
  });
});

describe('a case that took a wrong message', () => {
  /** A father and a son of one name at one address: the son's number comes on the father's file. */
  const mixed = async () => {
    const { caf, etude, born } = receivers();
    await caf();
    await etude();
    await caf({
      messageId: `son-${test}`,
      actDate: '2026-03-09',
      allocataire: `7${test}77`,
      household: [{ ...born, dateNaissance: '2001-11-23' }],
    });
    return (await own('REVIEW')).filter(({ reason }) => reason === 'coherence');
  };

  it('is shown to a person by the message that tells, who may close it, and open it again', async () => {
    const [review] = await mixed();
    const id = String(review?.messageId);
    expect(await openReview(id)).toMatchObject({ reason: 'coherence', caseId: review?.caseId });
    await closeReview(deps(), id, answer);
    expect(await openReview(id)).toBeUndefined();
    await reopenReview(deps(), String(review?.caseId), id, second);
    expect(await openReview(id)).toMatchObject({ reason: 'coherence' });
  });

  it('is asked of a person, not answered like a doubt: what does not fit a question changes nothing', async () => {
    const [review] = await mixed();
    const [id, caseId] = [String(review?.messageId), String(review?.caseId)];
    const before = await kindsIn(caseId);
    const refused = { code: 'REVIEW_OTHERWISE' };
    await expect(confirmNew(deps(), id, 'confirme', answer)).rejects.toMatchObject(refused);
    await expect(attachDoubt(deps(), id, caseId, answer)).rejects.toMatchObject(refused);
    await expect(askPartner(deps(), id, 'quoi', answer)).rejects.toMatchObject(refused);
    const { messageId } = await (async () => {
      test += 1;
      street = `${200 + test} rue du Pont`;
      return brother();
    })();
    await expect(closeReview(deps(), messageId, answer)).rejects.toMatchObject(refused);
    expect(await kindsIn(caseId)).toEqual(before);
  });
});

describe('two first messages of a household at the same instant, by different keys', () => {
  it('end in one case, or in a proposal to merge, never in a silent double', async () => {
    for (let round = 0; round < 6; round++) {
      test += 1;
      street = `${round + 100} quai ${firstNames[round]}`;
      const { caf, etude, bdf } = receivers();
      await Promise.all([caf(), etude(), bdf()]);
      const cases = (await own('CASE')).filter(({ mergedInto }) => mergedInto === undefined);
      if (cases.length > 1) {
        const proposed = (await own('REVIEW')).filter(
          ({ reason }) => reason === 'fusion' || reason === 'rapprochement',
        );
        expect(proposed.length, `round ${round}`).toBeGreaterThan(0);
      } else expect(cases).toMatchObject([{ eventCount: 3 }]);
    }
  });

  it('do so even when both deliveries die as soon as their case is written', async () => {
    street = '4 impasse des Deux Messages';
    const LATE = '2026-03-03T21:00:00.000Z';
    const message = (sender: string, more: object) => ({
      sender,
      receivedAt: LATE,
      raw: JSON.stringify({
        version: '1',
        sender,
        reference: `R-${sender}`,
        actDate: '2026-03-02',
        dwelling: { insee: '77284', street },
        household: [{ nomNaissance: 'Bertholon', prenoms: ['Isaure'], dateNaissance: '1977-04-09' }],
        ...more,
      }),
    });
    const messages = [
      { format: impayeFormat, incoming: message('caf', { allocataire: '7700001' }) },
      {
        format: surendettementFormat,
        incoming: message('bdf', {
          numeroBdf: '7700002',
          etape: 'recevabilite',
          // No number in the street: nothing brings the two together while they are being written.
          dwelling: { insee: '77284' },
        }),
      },
    ];
    let written = 0;
    const bothHaveRead = Promise.withResolvers<void>();
    /** A table whose client dies for each delivery once that delivery has written. Neither writes before both have read. */
    const dying = () => {
      let dead = false;
      const send = async (command: never): Promise<unknown> => {
        if (dead) throw new Error('died');
        if (!(Object(command) instanceof TransactWriteItemsCommand)) return store.client.send(command);
        written += 1;
        if (written === messages.length) bothHaveRead.resolve();
        await bothHaveRead.promise;
        const result = await store.client.send(command);
        dead = true;
        return result;
      };
      return new Proxy(store.client, {
        get: (client, key) => (key === 'send' ? send : Reflect.get(client, key)),
      });
    };
    const ends = await Promise.allSettled(
      messages.map(({ format, incoming }) => receiverOf(createReceiveDeps(dying(), env), format)(incoming)),
    );
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const proposals = async () =>
      (await listReviews(store.client, 'hub')).filter(({ openedAt }) => openedAt === LATE);
    expect(await proposals()).toEqual([]);
    for (const { format, incoming } of messages)
      await receiverOf(createReceiveDeps(store.client, env), format)({ ...incoming, redelivered: true });
    expect(await proposals()).toMatchObject([{ reason: 'fusion', proposedBy: 'hub' }]);
  });
});

/** Two households that share nothing but a number: other names, other births, other streets. */
const strangers = () => {
  const { caf } = receivers();
  const of = (n: number) => ({
    dwelling: { insee: '77284', street: n === 0 ? street : `${n * 10} avenue ${nth(firstNames, test + 80)}` },
    household: [
      {
        nomNaissance: nth(surnames, 120 + test + 1000 * n),
        prenoms: [nth(firstNames, 160 + test + 1003 * n)],
        dateNaissance: `19${20 + ((test + 31 * n) % 80)}-0${1 + (n % 9)}-${10 + n}`,
      },
    ],
  });
  let sent = 0;
  const send = async (n: number, over: object) => {
    sent += 1;
    const messageId = `n${test}-${sent}`;
    const outcome = await caf({
      messageId,
      reference: `N-${test}-${n}-${sent}`,
      allocataire: undefined,
      ...of(n),
      ...over,
    });
    return { outcome, case: await caseHolding(messageIdOf('caf', messageId)) };
  };
  return { send };
};
const caseHolding = async (eventId: string): Promise<string> =>
  String(
    (await store.items('EVENT')).find((item) => JSON.stringify(item.event).includes(`"${eventId}"`))?.caseId,
  );
const reviewsOf = async (reason: string) =>
  (await own('REVIEW')).filter((review) => review.reason === reason);

describe('a number that is nobody’s', () => {
  it.each([
    '0000000',
    '0000000A',
    '1111111',
    '1234567',
    'NEANT',
    'Néant',
    'NC',
    'NCXXXX',
    'N/A',
    'SANS',
    'INCONNU',
    'A RENSEIGNER',
    'XXXX',
    '-',
    '?',
    '2,02611E+12',
    '2.02611E+12',
    '20/11/2026',
    '2026110012345670000',
  ])(
    '«%s» brings no stranger to a case, as allocataire, lease or reference, and the sender is told',
    async (value) => {
      const { send } = strangers();
      const everywhere = {
        reference: value,
        allocataire: value,
        bailleur: { nom: `Habitat ${nth(surnames, test)}`, referenceBail: value },
      };
      const [one, other] = [await send(0, everywhere), await send(1, everywhere)];
      expect([one.outcome, other.outcome]).toEqual(['accepted', 'accepted']);
      expect(other.case).not.toBe(one.case);
      const warned = (await reply(messageIdOf('caf', `n${test}-1`))).warnings.filter(
        ({ code }: { code: string }) => code === 'NUMERO_INVRAISEMBLABLE',
      );
      expect(warned.map(({ path }: { path: string }) => path).sort()).toEqual([
        'allocataire',
        'bailleur.referenceBail',
        'reference',
      ]);
      const claims = (await store.items('IDENTITY')).filter(({ caseId }) => caseId === one.case);
      expect(claims.map(({ PK }) => String(PK).split('#')[1])).toEqual(['foyer']);
    },
  );
});

describe('a lease that a partner copied on other households', () => {
  const lease = () => ({ bailleur: { nom: `Habitat ${nth(surnames, test)}`, referenceBail: `B-70${test}` } });

  it('opens one doubt, then names nobody: each household’s messages go by its persons and dwelling', async () => {
    const { send } = strangers();
    const first = await send(0, lease());
    const second = await send(1, lease());
    expect([first.outcome, second.outcome]).toEqual(['accepted', 'accepted']);
    expect(second.case).not.toBe(first.case);
    for (let n = 0; n < 3; n++) {
      expect(await send(1, lease())).toMatchObject({ case: second.case });
      expect(await send(0, lease())).toEqual({ outcome: 'accepted', case: first.case });
    }
    expect(await send(2, lease())).toMatchObject({ outcome: 'accepted' });
    expect(await reviewsOf('rapprochement')).toEqual([]);
    const doubts = (await listReviews(store.client, 'hub')).filter(
      ({ caseId, reason }) => [first.case, second.case].includes(caseId) && reason !== 'audit',
    );
    expect(doubts).toMatchObject([{ reason: 'rapprochement', caseId: second.case }]);
  });
});

describe('one lease under one sender’s several files', () => {
  it('brings no other surname into a case, were the first name, the birth date and the door the same', async () => {
    const { send } = strangers();
    const lease = { bailleur: { nom: `Habitat ${nth(surnames, test)}`, referenceBail: `B-70${test}` } };
    const person = { prenoms: ['Camille'], dateNaissance: '1977-11-30' };
    const cases = new Set<string>();
    for (let n = 0; n < 4; n++) {
      const household = [{ ...person, nomNaissance: nth(surnames, 300 + test + n * 41) }];
      cases.add((await send(0, { ...lease, household })).case);
    }
    expect(cases.size).toBe(4);
  });
});

describe('a person’s answer about a lease that two households were told under', () => {
  const lease = () => ({ bailleur: { nom: `Habitat ${nth(surnames, test)}`, referenceBail: `B-70${test}` } });
  // Nothing about the second household is enough by itself: no first name, no number in its street.
  const weak = () => ({
    ...lease(),
    household: [{ nomNaissance: nth(surnames, 7000 + test) }],
    dwelling: { insee: '77284', street: `lieu-dit ${nth(firstNames, 7000 + test)}` },
  });
  const doubtOf = async (caseId: string) =>
    (await listReviews(store.client, 'hub')).filter(
      (review) => review.caseId === caseId && review.reason !== 'audit',
    );

  it.each(['attach', 'confirme', 'distinct'] as const)(
    '«%s» holds for its next messages: they follow, and nobody is asked again',
    async (said) => {
      const { send } = strangers();
      const first = await send(0, lease());
      const second = await send(1, weak());
      expect(second.case).not.toBe(first.case);
      const [review] = await doubtOf(second.case);
      const id = review?.messageId ?? '';
      if (said === 'attach') await attachDoubt(deps(), id, first.case, answer);
      else await confirmNew(deps(), id, said, answer);
      const into = said === 'attach' ? first.case : second.case;
      for (let n = 0; n < 2; n++) {
        expect(await send(1, weak())).toEqual({ outcome: 'accepted', case: into });
        expect(await send(0, lease())).toEqual({ outcome: 'accepted', case: first.case });
      }
      expect(await doubtOf(into)).toEqual([]);
      expect(new Set([first.case, second.case, ...(await caseIds())]).size).toBe(2);
    },
  );
});

describe('a sender new to a case', () => {
  const left = () => {
    const { caf, etude, born } = receivers();
    const depart = (over: object = {}) =>
      etude({
        messageId: `left-${test}`,
        kind: 'departVolontaire',
        household: [born],
        ...over,
      });
    return { caf, etude, born, depart, fact: messageIdOf('etude-moreau-meaux', `left-${test}`) };
  };
  const signalled = { dateConstitution: '2026-02-20', suites: ['planDemande'] };
  const notAlone = async () => {
    const all = left();
    await all.caf(signalled);
    const [caseId = ''] = await caseIds();
    const before = await caseItem(caseId);
    expect(await all.depart()).toBe('accepted');
    return { ...all, caseId, before };
  };

  it('does not end it: the fact is filed, a person is asked, and what runs goes on', async () => {
    const { caseId, before, fact } = await notAlone();
    expect(await kindsIn(caseId)).toEqual(['departVolontaire', 'impaye']);
    const after = await caseItem(caseId);
    expect(after).toMatchObject({ status: 'open', stage: 'impaye', aConfirmer: [fact] });
    for (const same of ['nextDue', 'dueSort', 'alerted', 'stageSince', 'flags'])
      expect(after?.[same]).toEqual(before?.[same]);
    expect(await openReview(`fin-${fact}`)).toMatchObject({ reason: 'fin', caseId, events: [fact] });
    // The sender must not learn that others told of the household.
    expect(await reply(fact)).toMatchObject({ outcome: 'accepted', warnings: [], errors: [] });
    const [notice] = (await own('NOTICE')).filter(({ template }) => template === 'departVolontaire');
    expect(notice?.facts).toContainEqual(['Fin du dossier', expect.stringContaining('à confirmer')]);
  });

  it('ends it once a person confirmed, who may undo it; told again it is answered as it stands', async () => {
    const { caseId, fact, depart } = await notAlone();
    await answerEnd(deps(), `fin-${fact}`, 'confirmee', answer);
    expect(await caseItem(caseId)).toMatchObject({ status: 'closed', stage: 'parti', aConfirmer: [] });
    expect(await openReview(`fin-${fact}`)).toBeUndefined();
    await reopenReview(deps(), caseId, `fin-${fact}`, second);
    expect(await caseItem(caseId)).toMatchObject({ status: 'open', stage: 'impaye', aConfirmer: [fact] });
    expect(await openReview(`fin-${fact}`)).toMatchObject({ reason: 'fin' });
    expect(await depart()).toBe('accepted');
    expect(await caseItem(caseId)).toMatchObject({ eventCount: 2, aConfirmer: [fact] });
  });

  it('does not end it when a person set the fact aside: it stays, without effect', async () => {
    const { caseId, fact } = await notAlone();
    await answerEnd(deps(), `fin-${fact}`, 'rejetee', answer);
    expect(await caseItem(caseId)).toMatchObject({ status: 'open', stage: 'impaye', aConfirmer: [] });
    expect(await openReview(`fin-${fact}`)).toBeUndefined();
  });

  it('is asked of no more once it told something else of it; a fact that fits no end is not answered so', async () => {
    const { caseId, fact, etude, born } = await notAlone();
    await etude({
      messageId: `act-${test}`,
      kind: 'commandementDePayer',
      actDate: '2026-01-12',
      household: [born],
    });
    expect(await caseItem(caseId)).toMatchObject({ status: 'closed', stage: 'parti', aConfirmer: [] });
    expect(await openReview(`fin-${fact}`)).toBeUndefined();
    await expect(reopenReview(deps(), caseId, `fin-${fact}`, second)).rejects.toMatchObject({
      code: 'NOTHING_TO_UNDO',
    });
    await expect(answerEnd(deps(), `fin-${fact}`, 'confirmee', answer)).rejects.toMatchObject({
      code: 'REVIEW_UNKNOWN',
    });
  });

  it('ends the case it opened alone, until another partner tells of the same household', async () => {
    const { caf, depart, fact } = left();
    expect(await depart()).toBe('accepted');
    const [caseId = ''] = await caseIds();
    expect(await caseItem(caseId)).toMatchObject({ status: 'closed', aConfirmer: [] });
    await caf({ ...signalled, actDate: '2026-02-25' });
    expect(await caseItem(caseId)).toMatchObject({ status: 'open', eventCount: 2, aConfirmer: [fact] });
    expect(await openReview(`fin-${fact}`)).toMatchObject({ caseId });
  });

  it('does not end it by a merge nor a detachment: the question, and its answer, go with the fact', async () => {
    const { caseId, fact } = await notAlone();
    await answerEnd(deps(), `fin-${fact}`, 'confirmee', answer);
    const to = await detachEvents(deps(), caseId, [fact], undefined, second);
    expect(await caseItem(caseId)).toMatchObject({ status: 'open', aConfirmer: [] });
    expect(await caseItem(to)).toMatchObject({ status: 'closed', stage: 'parti', aConfirmer: [] });
    await undoMove(deps(), to, { ...second, at: '2026-03-06T09:00:00.000Z' });
    expect(await caseItem(caseId)).toMatchObject({ status: 'closed', stage: 'parti' });
    await reopenReview(deps(), caseId, `fin-${fact}`, { ...second, at: '2026-03-07T09:00:00.000Z' });
    const apart = await detachEvents(deps(), caseId, [fact], undefined, {
      ...second,
      at: '2026-03-08T09:00:00.000Z',
    });
    expect(await openReview(`fin-${fact}`)).toBeUndefined();
    await undoMove(deps(), apart, { ...second, at: '2026-03-09T09:00:00.000Z' });
    expect(await caseItem(caseId)).toMatchObject({ status: 'open', aConfirmer: [fact] });
    expect(await openReview(`fin-${fact}`)).toMatchObject({ caseId });
  });
});
