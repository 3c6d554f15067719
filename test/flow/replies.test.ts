import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { resolveCase, reviewIdOf } from '../../shared/cases/filing/case-names.ts';
import { askPartner, attachDoubt, confirmNew, undoMove } from '../../shared/cases/review/answers.ts';
import { listReviews } from '../../shared/cases/review/open-reviews.ts';
import { messageIdOf } from '../../shared/domain/reference/message-id.ts';
import { surendettementFormat } from '../../shared/intake/partners/bdf/partner.ts';
import { impayeFormat } from '../../shared/intake/partners/caf-msa/partner.ts';
import { pieceFormat } from '../../shared/intake/partners/huissier/partner.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createReferences } from '../../shared/store/references.ts';
import { startTable } from '../support/table.ts';

/** A reply tells its sender about the sender's own message: never whether others know the household, nor how many cases there are. */
const env = { TABLE_NAME: 'hub', MATCHING_KEY: 'k'.repeat(32), DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
const AT = '2026-03-03T08:00:00.000Z';
const NAME = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/;
const formats = { caf: impayeFormat, bdf: surendettementFormat };

let store: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  store = await startTable();
});
afterAll(() => store?.stop());

const replySchema = z.looseObject({
  messageId: z.string(),
  reference: z.string(),
  outcome: z.string(),
  case: z.string(),
  warnings: z.array(z.unknown()),
});
let number = 0;
/** Sends a message by its sender's own channel. Resolves to the reply as its sender reads it. */
const send = async (sender: 'caf' | 'bdf' | `etude-${string}`, message: object) => {
  number += 1;
  const own = `M-${number}`;
  const format = sender === 'caf' || sender === 'bdf' ? formats[sender] : pieceFormat(undefined);
  const raw = JSON.stringify({
    version: '1',
    sender,
    messageId: own,
    reference: `R-${number}`,
    actDate: '2026-03-02',
    ...message,
  });
  await createReceive(createReceiveDeps(store.client, env), () => format)({ sender, raw, receivedAt: AT });
  return replyTo(sender, own);
};
const replyTo = async (sender: string, own: string) => {
  const id = messageIdOf(sender, own);
  const marker = (await store.items('MESSAGE')).find(({ messageId }) => messageId === id);
  return { ...replySchema.parse(JSON.parse(String(marker?.reply))), marker: marker ?? {}, own };
};
/** A reply without its opaque values: the rest is what it tells its reader. */
const tells = ({
  marker: _,
  own: __,
  case: ___,
  messageId: ____,
  reference: _____,
  ...rest
}: Awaited<ReturnType<typeof send>>) => rest;

const surnames = 'Abadie Benkhaled Carpentier Diallo Esteve Fofana Garnier Haddad Ibanez Jacquemin'.split(
  ' ',
);
const household = (n: number) => ({
  dwelling: { insee: '77284', street: `${12 + n * 9} rue ${surnames[n]}` },
  household: [{ nomNaissance: surnames[n], prenoms: ['Camille'], dateNaissance: `196${n}-04-1${n}` }],
});
const step = { etape: 'recevabilite' };
const deps = () => ({
  client: store.client,
  table: 'hub',
  matchingKey: env.MATCHING_KEY,
  nextReference: createReferences(store.client, 'hub', '77'),
});
const answer = { by: 'A. Gent', at: '2026-03-04T09:00:00.000Z' };

describe('a reply', () => {
  it('of a household that CAF told first is like that of one nobody told, but for a name that says nothing', async () => {
    const caf = await send('caf', household(0));
    const known = await send('bdf', { ...household(0), ...step });
    const unknown = await send('bdf', { ...household(1), ...step });

    expect(known.marker.caseId).toBe(caf.marker.caseId);
    expect(unknown.marker.caseId).not.toBe(caf.marker.caseId);
    expect(tells(known)).toEqual(tells(unknown));
    for (const { case: name } of [caf, known, unknown]) expect(name).toMatch(NAME);
    expect(new Set([caf.case, known.case, unknown.case]).size).toBe(3);
    for (const { marker } of [known, unknown]) expect(String(marker.reply)).not.toContain('77-2026');
  });

  it('names a case alike to one sender, and to two études otherwise', async () => {
    const bailleur = { nom: 'Habitat Exemple', referenceBail: 'B-0002' };
    const act = (n: number, kind: string) => ({ ...household(n), kind, bailleur });
    const first = await send('etude-a', act(2, 'commandementDePayer'));
    const again = await send('etude-a', { ...act(2, 'assignation'), actDate: '2026-03-03' });
    const other = await send('etude-b', { ...act(2, 'decision'), actDate: '2026-03-03' });

    expect(new Set([first, again, other].map(({ marker }) => marker.caseId)).size).toBe(1);
    expect(again.case).toBe(first.case);
    expect(other.case).not.toBe(first.case);
    for (const name of [first.case, other.case, first.case.toLowerCase().replaceAll('-', ' ')])
      expect(await resolveCase(store.client, 'hub', name)).toBe(first.marker.caseId);
    await expect(resolveCase(store.client, 'hub', 'ZZZZ-ZZZZ-ZZZZ')).rejects.toMatchObject({
      code: expect.stringMatching(/^NAME_/),
    });
  });

  it('of a household that may be another’s is as any other, and an answer about it changes no reply', async () => {
    const flat = (n: number, complement: string) => {
      const { dwelling, household: persons } = household(n);
      return {
        dwelling: { ...dwelling, complement },
        household: persons.map(({ dateNaissance: _, ...one }) => one),
      };
    };
    const act = { kind: 'demandeCfp', actDate: '2026-01-05' };
    await send('caf', { ...household(3), dwelling: { ...household(3).dwelling, complement: 'appt 12' } });
    const doubtful = await send('etude-a', { ...flat(3, 'appt 31'), ...act });
    const plain = await send('etude-a', { ...flat(4, 'appt 31'), ...act });
    const review = (await listReviews(store.client, 'hub')).find(
      ({ caseId }) => caseId === doubtful.marker.caseId,
    );

    expect(review?.reason).toBe('rapprochement');
    expect(tells(doubtful)).toEqual(tells(plain));
    const [candidate = ''] = review?.candidates ?? [];
    const id = review ? reviewIdOf(review) : '';
    expect(id).toMatch(NAME);
    await attachDoubt(deps(), id.toLowerCase(), candidate, answer);
    const attached = await replyTo('etude-a', doubtful.own);
    expect(attached.marker).toMatchObject({ caseId: candidate, replyBy: 'done' });
    expect(attached.marker.reply).toBe(doubtful.marker.reply);
    expect(await resolveCase(store.client, 'hub', doubtful.case)).toBe(candidate);
    await undoMove(deps(), candidate, { ...answer, at: '2026-03-05T09:00:00.000Z' });
    expect((await replyTo('etude-a', doubtful.own)).marker).toMatchObject({
      caseId: doubtful.marker.caseId,
      reply: doubtful.marker.reply,
    });
    expect(await resolveCase(store.client, 'hub', doubtful.case)).toBe(doubtful.marker.caseId);
  });

  it('tells a question that a person asks, and that it is answered', async () => {
    const { dwelling, household: persons } = household(5);
    await send('caf', { ...household(5), dwelling: { ...dwelling, complement: 'appt 12' } });
    const { own, marker } = await send('etude-a', {
      kind: 'demandeCfp',
      actDate: '2026-01-05',
      dwelling: { ...dwelling, complement: 'appt 31' },
      household: persons.map(({ dateNaissance: _, ...one }) => one),
    });
    const id = String(marker.messageId);
    await askPartner(deps(), id, 'le numéro de l’appartement', answer);
    expect(await replyTo('etude-a', own)).toMatchObject({
      outcome: 'pending',
      marker: { replyBy: 'queue' },
      warnings: expect.arrayContaining([expect.objectContaining({ code: 'PRECISION_DEMANDEE' })]),
    });
    await confirmNew(deps(), id, 'confirme', answer);
    const settled = await replyTo('etude-a', own);
    expect(settled).toMatchObject({ outcome: 'accepted', marker: { replyBy: 'queue' } });
    expect(JSON.stringify(settled.warnings)).not.toContain('PRECISION_DEMANDEE');
  });

  it('of a commune in doubt does not tell that another sender’s message has settled it', async () => {
    const nowhere = { dwelling: { postcode: '77130', street: '3 rue Haute' } };
    await send('caf', { ...household(6), allocataire: '7700001' });
    const known = await send('caf', { ...household(6), ...nowhere, allocataire: '7700001', dette: 12 });
    const unknown = await send('caf', { ...household(7), ...nowhere, allocataire: '7700002', dette: 12 });
    const cases = await store.items('CASE');
    expect(cases.find(({ caseId }) => caseId === known.marker.caseId)).toMatchObject({
      arrondissement: '771',
    });
    expect(tells(known)).toEqual(tells(unknown));
    expect(known.outcome).toBe('pending');
  });

  it('names a case by a word that neither counts nor sorts as cases do', async () => {
    const names: string[] = [];
    for (let n = 0; n < 12; n++)
      names.push(
        (
          await send('caf', {
            dwelling: { insee: '77288', street: `${n * 17 + 1} allée des Pins` },
            household: [{ nomNaissance: `Zed${'abcdefghijkl'[n]}ov`, dateNaissance: `19${50 + n}-01-02` }],
          })
        ).case,
      );
    expect(new Set(names).size).toBe(12);
    expect(names).not.toEqual(names.toSorted());
    expect(names).not.toEqual(names.toSorted().reverse());
  });
});

describe('a name', () => {
  it('is written once a sender and case, in the case, and nothing typed is in a key', async () => {
    const aliases = await store.items('ALIAS');
    const pairs = aliases.map(({ caseId, sender }) => `${caseId} ${sender}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const entity of ['MESSAGE', 'EVENT', 'REVIEW', 'DECISION', 'NOTICE'])
      for (const { PK, SK } of await store.items(entity)) expect(`${PK} ${SK}`).not.toMatch(/M-\d/);
  });
});
