import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { inForce, notUndone } from '../../domain/case/standing.ts';
import type { Commission } from '../../domain/commissions/commission.ts';
import type { Situation } from '../../domain/commissions/seance.ts';
import { type Communication, registre, type SeanceDite } from '../../domain/communications/registre.ts';
import { recipients } from '../../domain/delays/rule.ts';
import type { CaseEvent, EventOf } from '../../domain/events/case-event.ts';
import { readBesideCase, readCase, type StoredCase } from '../../store/case-store.ts';
import type { CommissionStore } from '../../store/commissions.ts';
import { answeredSchema, type Letter, letterSchema } from '../../store/communications.ts';
import { answeredKey, type Key, lettersOwed, noticeKey } from '../../store/keys.ts';

const text = z.optional(z.string());
/** A notice, as the register reads it, and its place among what awaits a letter. */
const avisSchema = z.object({
  entity: z.literal('NOTICE'),
  noticeId: z.string(),
  about: z.enum(['evenement', 'alerte']),
  template: z.string(),
  recipient: z.enum(recipients),
  status: z.string(),
  mailbox: text,
  sentAt: text,
  digestDay: text,
  eventId: text,
  listKey: text,
});
const told = z.object({ ...answeredSchema.shape, listKey: text });
const ATTRIBUTES = [...new Set([avisSchema, told, letterSchema].flatMap(({ shape }) => Object.keys(shape)))];

/** What one case keeps of its communications. */
type Kept = {
  caseId: string;
  avis: z.infer<typeof avisSchema>[];
  reponses: z.infer<typeof told>[];
  lettres: Letter[];
};

const keptOf = async (
  client: DynamoDBDocumentClient,
  table: string,
  found: Pick<StoredCase, 'summary' | 'beside'>,
): Promise<Kept> => {
  const kept: Kept = { caseId: found.summary.caseId, avis: [], reponses: [], lettres: [] };
  for (const item of await readBesideCase(client, table, found, ATTRIBUTES)) {
    if (item.entity === 'NOTICE') kept.avis.push(avisSchema.parse(item));
    if (item.entity === 'TOLD') kept.reponses.push(told.parse(item));
    if (item.entity === 'LETTER') kept.lettres.push(letterSchema.parse(item));
  }
  return kept;
};

/** Cases whose events came here and whose notices are read too, and sessions, at most: each costs a request or two. */
const MOST_FROM = 5;
const MOST_SESSIONS = 12;

/** The moves by which events came to a case, or left it, that hold. */
const movesOf = (events: readonly CaseEvent[], role: 'source' | 'cible'): EventOf<'deplacement'>[] =>
  inForce(events).filter(
    (event): event is EventOf<'deplacement'> => event.kind === 'deplacement' && event.role === role,
  );

/** What was told of events before they came here, under the reference where they were; of a case that came whole, all. */
const broughtBy = async (
  client: DynamoDBDocumentClient,
  table: string,
  events: readonly CaseEvent[],
): Promise<Kept[]> => {
  const moves = movesOf(events, 'cible').slice(-MOST_FROM);
  return Promise.all(
    moves.map(async ({ autre, cause, evenements }) => {
      const from = await readCase(client, table, autre);
      if (!from) return { caseId: autre, avis: [], reponses: [], lettres: [] };
      const kept = await keptOf(client, table, from);
      if (cause === 'fusion') return kept;
      const came = new Set(evenements);
      return {
        caseId: autre,
        avis: kept.avis.filter(({ eventId }) => eventId !== undefined && came.has(eventId)),
        reponses: [],
        lettres: [],
      };
    }),
  );
};

type Inscription = { commission: string; date: string; event: CaseEvent };
/** The sessions of commissions that a case's events name, the latest last. */
const sessionsOf = (events: readonly CaseEvent[]): Inscription[] => {
  const found = new Map<string, Inscription>();
  for (const event of notUndone(events)) {
    if (!('commission' in event) || event.commission === undefined) continue;
    const date = 'dateCommission' in event ? event.dateCommission : event.actDate;
    const name = `${event.commission}|${date}`;
    const before = found.get(name);
    if (!before || event.receivedAt < before.event.receivedAt)
      found.set(name, { commission: event.commission, date, event });
  }
  return [...found.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1)).slice(-MOST_SESSIONS);
};

const isOf = ({ id: messageId }: CaseEvent, caseId: string, situation: Situation): boolean =>
  situation.caseId === caseId ||
  situation.messageId === messageId ||
  situation.evenements.includes(messageId);

const seanceDite = async (
  store: CommissionStore,
  caseId: string,
  { commission: code, date, event }: Inscription,
  known: (code: string) => Promise<Commission | undefined>,
): Promise<SeanceDite[]> => {
  const commission = await known(code);
  if (!commission) return [];
  const [situations, courriels] = await Promise.all([
    store.situations(code, date),
    store.courriels(code, date),
  ]);
  const situation = situations.find((one) => isOf(event, caseId, one));
  return [
    {
      commission,
      date,
      situation: situation?.etat === 'inscrite' ? situation : undefined,
      depuis: event.receivedAt,
      lettreLe: situation?.lettreLe ?? (event.kind === 'inscriptionClpil' ? event.lettreAccordLe : undefined),
      courriels,
    },
  ];
};

/** An item that is listed as awaiting a letter. */
export type Owed = {
  key: Key;
  /** Whether its mail has gone, or will not: else it waits for the morning's summary, and stays listed. */
  settled: boolean;
};
/** A case's register, its letters, and the items that await one. */
export type Register = { communications: Communication[]; letters: Letter[]; owed: Owed[] };

const PENDING: readonly string[] = ['waiting', 'gathered', 'due'];
const owedOf = ({ caseId, avis, reponses }: Kept): Owed[] => {
  const isOwed = ({ listKey }: { listKey?: string | undefined }): boolean =>
    listKey?.startsWith(lettersOwed('')) === true;
  return [
    ...avis.filter(isOwed).map(({ noticeId, status }) => ({
      key: noticeKey(caseId, noticeId),
      settled: !PENDING.includes(status),
    })),
    ...reponses.filter(isOwed).map(({ id }) => ({ key: answeredKey(caseId, id), settled: true })),
  ];
};

/**
 * Makes a case's register of what is kept already: its notices, answers and letters, its acts, the sessions that these name. One request for what lies
 * beside the case; one for each commission and two for each session, `MOST_SESSIONS` at most; two for each case that came into it.
 *
 * @param boitesDeLEtat the State's own mailboxes
 */
export const readRegister = async (
  { client, table, store }: { client: DynamoDBDocumentClient; table: string; store: CommissionStore },
  found: StoredCase,
  boitesDeLEtat: ReadonlySet<string>,
): Promise<Register> => {
  const { summary, events } = found;
  const { caseId } = summary;
  const commissions = new Map<string, Promise<Commission | undefined>>();
  const known = (code: string): Promise<Commission | undefined> => {
    const asked = commissions.get(code) ?? store.get(code);
    commissions.set(code, asked);
    return asked;
  };
  const [own, from, seances] = await Promise.all([
    keptOf(client, table, found),
    broughtBy(client, table, events),
    Promise.all(sessionsOf(events).map((one) => seanceDite(store, caseId, one, known))),
  ]);
  // What was told of events that went is another household's.
  const gone = new Set(movesOf(events, 'source').flatMap(({ evenements }) => evenements));
  const all = [
    { ...own, avis: own.avis.filter(({ eventId }) => eventId === undefined || !gone.has(eventId)) },
    ...from,
  ];
  const letters = all.flatMap(({ lettres }) => lettres).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return {
    communications: registre({
      avis: all.flatMap(({ avis }) => avis),
      reponses: all.flatMap(({ reponses }) => reponses),
      lettres: letters,
      events,
      seances: seances.flat(),
      boitesDeLEtat,
    }),
    letters,
    owed: all.flatMap(owedOf),
  };
};
