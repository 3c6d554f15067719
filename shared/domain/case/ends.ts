import { bookkeepingKinds, type CaseEvent, type CaseEventKind } from '../events/case-event.ts';
import { normaliseName } from '../text/normalise-name.ts';

/** A kind of event that ends a case, or silences the delays that run in it. */
type End = {
  kind: CaseEventKind;
  /** Only this field ends or silences: when it has one of `values`, or any value when neither `values` nor `except` is there. */
  field?: string;
  values?: readonly (string | number | boolean)[];
  /** It ends or silences unless `field` has one of these values. */
  except?: readonly string[];
  /** When the ending does not count, the rest of the event does, without this field. */
  restStands?: true;
  /** It silences only when another event of the case gives a hearing: the first hearing starts delays, another puts them off. */
  afterHearing?: true;
};

/**
 * All that ends a case or silences its delays: the household left, was rehoused or evicted, or has a new lease; the debt is paid,
 * or a plan or protocol takes its place; the judge says no or gives time, the assignation lapsed, the judgment is reversed or may
 * not be enforced for now; the eviction is suspended, not carried out or pursued no more; the hearing is put off; the demande de
 * CFP is withdrawn; the préfet has decided.
 */
export const ends: readonly End[] = [
  { kind: 'departVolontaire' },
  { kind: 'relogement', field: 'etat', except: ['assure'] },
  { kind: 'procesVerbal', field: 'nature' },
  { kind: 'executionCfp' },
  { kind: 'paiement', field: 'solde', values: [0] },
  { kind: 'planApurement', field: 'etat', values: ['signe', 'respecte'] },
  { kind: 'protocoleCohesionSociale', field: 'etat', values: ['signe', 'respecte'] },
  { kind: 'nouveauBail' },
  { kind: 'decision', field: 'issue', values: ['rejet', 'delaiDePaiement', 'delaiPourQuitter'] },
  { kind: 'caduciteAssignation' },
  { kind: 'suiteJugement', field: 'etape', values: ['infirmation', 'executionProvisoireArretee'] },
  { kind: 'retraitDemandeCfp' },
  { kind: 'decisionCfp' },
  { kind: 'finPoursuites' },
  { kind: 'suspensionExpulsion' },
  { kind: 'surendettement', field: 'suspension', restStands: true },
  { kind: 'renvoiAudience', afterHearing: true },
];

const byKind = new Map(ends.map((end) => [end.kind, end]));

const told = (event: CaseEvent, field: string): unknown => Reflect.get(event, field);

const knowsHearing = (event: CaseEvent): boolean => told(event, 'dateAudience') !== undefined;

/** How an event ends or silences its case, if it does. @param facts the case's facts, this event among them */
const endOf = (event: CaseEvent, facts: readonly CaseEvent[]): End | undefined => {
  const end = byKind.get(event.kind);
  if (!end) return undefined;
  if (end.afterHearing && !facts.some((other) => other.id !== event.id && knowsHearing(other)))
    return undefined;
  if (end.field === undefined) return end;
  const value = told(event, end.field);
  if (end.except) return end.except.some((one) => one === value) ? undefined : end;
  return (end.values ? end.values.some((one) => one === value) : value !== undefined) ? end : undefined;
};

/**
 * Senders that are known to every case: the State's services decide on them all, and what an agent records is already a person's
 * word.
 */
const atHome: readonly string[] = ['etat', 'hub'];

const LANDLORD = 'bailleur-';

/**
 * Whether another sender's event names this sender as the landlord: a landlord's code is its name. A landlord is known to its own
 * tenants' cases.
 */
const isLandlord = (sender: string, facts: readonly CaseEvent[]): boolean =>
  sender.startsWith(LANDLORD) &&
  facts.some(
    (other) =>
      other.sender !== sender &&
      'bailleur' in other &&
      normaliseName(other.bailleur?.nom ?? '') === normaliseName(sender.slice(LANDLORD.length)),
  );

/** The events that count, and the ids of those that wait for a person before they end or silence anything. */
export type Counted = { counted: CaseEvent[]; aConfirmer: string[] };

/**
 * A sender new to a case cannot end it, nor silence its delays. What ends or silences counts when its sender is known to the
 * case:
 * - it had told another fact, which ends nothing, dated the same day or before and received no later;
 * - or another sender names it as the landlord;
 * - or nobody else told anything of the case (the State and the hub apart).
 *
 * A person's answer prevails: it decides about its own fact, and the last answer about a sender's fact says whether that sender's
 * other facts count. A fact that does not count waits without effect, and the delays go on: nothing its sender tells later
 * replaces the answer. The result depends on the events alone, not on the order they are read in.
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

/** For each sender, whether the last answer about one of its facts was `confirmee`. */
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

/** A person's answer about a fact that ends a case. */
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

/** Persons' answers about facts that end a case, by the id of the fact: the last one stands. @param standing the events that hold */
export const answersIn = (standing: readonly CaseEvent[]): Map<string, Answer['etat']> =>
  lastOf(saidIn(standing));
