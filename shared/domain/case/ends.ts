import { bookkeepingKinds, type CaseEvent, type CaseEventKind } from '../events/case-event.ts';
import { normaliseName } from '../text/normalise-name.ts';

/** A kind of event that ends a case, or silences what runs in it. */
type End = {
  kind: CaseEventKind;
  /** It does by this field only, where it holds one of `values`, or anything when there are none. */
  field?: string;
  values?: readonly (string | number | boolean)[];
  /** The rest of the event stands without the field. */
  restStands?: true;
  /** It does where the case knows a hearing already: the first one told starts delays, another puts them off. */
  afterHearing?: true;
};

/**
 * All that ends or silences: the household left, was rehoused or evicted; the debt is paid, or a plan or protocol takes its place; the
 * judge says no or gives time, the eviction is suspended or not carried out, the hearing put off, the préfet has decided.
 */
export const ends: readonly End[] = [
  { kind: 'departVolontaire' },
  { kind: 'relogement' },
  { kind: 'procesVerbal', field: 'nature' },
  { kind: 'executionCfp' },
  { kind: 'paiement', field: 'solde', values: [0] },
  { kind: 'planApurement', field: 'etat', values: ['signe'] },
  { kind: 'protocoleCohesionSociale', field: 'etat', values: ['signe'] },
  { kind: 'decision', field: 'issue', values: ['rejet', 'delaiDePaiement', 'delaiPourQuitter'] },
  { kind: 'decisionCfp' },
  { kind: 'suspensionExpulsion' },
  { kind: 'surendettement', field: 'suspension', restStands: true },
  { kind: 'renvoiAudience', afterHearing: true },
];

const byKind = new Map(ends.map((end) => [end.kind, end]));

const told = (event: CaseEvent, field: string): unknown => Reflect.get(event, field);

const knowsHearing = (event: CaseEvent): boolean => told(event, 'dateAudience') !== undefined;

/** How an event ends or silences its case, if it does. @param facts the case's, itself among them */
const endOf = (event: CaseEvent, facts: readonly CaseEvent[]): End | undefined => {
  const end = byKind.get(event.kind);
  if (!end) return undefined;
  if (end.afterHearing && !facts.some((other) => other.id !== event.id && knowsHearing(other)))
    return undefined;
  if (end.field === undefined) return end;
  const value = told(event, end.field);
  return (end.values ? end.values.some((one) => one === value) : value !== undefined) ? end : undefined;
};

/** The State and the hub are no strangers to any case: its services decide of them, and what an agent records, a person says. */
const atHome: readonly string[] = ['etat', 'hub'];

const LANDLORD = 'bailleur-';

/** Whether others name a sender as the landlord: its code is its name. A landlord is no stranger to its own tenants. */
const isLandlord = (sender: string, facts: readonly CaseEvent[]): boolean =>
  sender.startsWith(LANDLORD) &&
  facts.some(
    (other) =>
      other.sender !== sender &&
      'bailleur' in other &&
      normaliseName(other.bailleur?.nom ?? '') === normaliseName(sender.slice(LANDLORD.length)),
  );

/** Events as they count, and those that wait for a person before they end or silence anything. */
export type Counted = { counted: CaseEvent[]; aConfirmer: string[] };

/**
 * Whoever never acted in a case does not end it. What ends or silences it counts when its sender had told something else of it, dated the same
 * day or before and received no later; when it is the landlord that others name; when it is the only one to have told anything of the case; or
 * when a person confirmed a fact of that sender, and set none aside since. Otherwise the fact waits, without effect, and what runs goes on: nothing its
 * sender tells later answers for the person. It depends on the events alone, whatever the order they are read in.
 *
 * @param standing the case's events that hold (`inForce`), in order
 */
export const countedIn = (standing: readonly CaseEvent[]): Counted => {
  const facts = standing.filter(
    ({ kind, sender }) => !bookkeepingKinds.includes(kind) && !atHome.includes(sender),
  );
  const alone = new Set(facts.map(({ sender }) => sender)).size < 2;
  const ending = new Map(
    facts.flatMap((event) => {
      const end = endOf(event, facts);
      return end ? [[event.id, end] as const] : [];
    }),
  );
  const said = saidIn(standing);
  const answers = lastOf(said);
  const believed = believedIn(facts, said);
  const isKnown = ({ sender, actDate, receivedAt }: CaseEvent): boolean =>
    believed.get(sender) ??
    (alone ||
      isLandlord(sender, facts) ||
      facts.some(
        (other) =>
          other.sender === sender &&
          !ending.has(other.id) &&
          other.actDate <= actDate &&
          other.receivedAt <= receivedAt,
      ));
  const aConfirmer: string[] = [];
  const counted = standing.flatMap((event): CaseEvent[] => {
    const end = ending.get(event.id);
    const answer = answers.get(event.id);
    if (!end || answer === 'confirmee' || (answer === undefined && isKnown(event))) return [event];
    if (answer === undefined) aConfirmer.push(event.id);
    return end.restStands && end.field !== undefined ? [withoutField(event, end.field)] : [];
  });
  return { counted, aConfirmer: aConfirmer.sort() };
};

/** Whether a person believed each sender, the last time they were asked of one of its facts. */
const believedIn = (facts: readonly CaseEvent[], answers: readonly Answer[]): Map<string, boolean> => {
  const senders = new Map(facts.map(({ id, sender }) => [id, sender]));
  return new Map(
    answers.flatMap(({ evenement, etat }) => {
      const sender = senders.get(evenement);
      return sender === undefined ? [] : [[sender, etat === 'confirmee'] as const];
    }),
  );
};

const withoutField = (event: CaseEvent, field: string): CaseEvent => ({ ...event, [field]: undefined });

/** What a person said of a fact that ends a case. */
type Answer = { evenement: string; etat: 'confirmee' | 'rejetee' };

const saidIn = (standing: readonly CaseEvent[]): Answer[] =>
  standing
    .flatMap((event) =>
      event.kind === 'confirmationFin' && event.etat !== 'annulee'
        ? [{ at: `${event.receivedAt}|${event.id}`, evenement: event.evenement, etat: event.etat }]
        : [],
    )
    .sort((a, b) => (a.at < b.at ? -1 : 1));

const lastOf = (said: readonly Answer[]): Map<string, Answer['etat']> =>
  new Map(said.map(({ evenement, etat }) => [evenement, etat]));

/** What persons said of facts that end a case, by the facts' ids: the last word stands. @param standing the events that hold */
export const answersIn = (standing: readonly CaseEvent[]): Map<string, Answer['etat']> =>
  lastOf(saidIn(standing));
