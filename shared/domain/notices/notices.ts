import { createHash } from 'node:crypto';
import { addDays, type CivilDate, dateInFrench } from '../calendar/civil-date.ts';
import { parisDay } from '../calendar/paris-day.ts';
import { addWorkingDays, workingDayFrom } from '../calendar/working-days.ts';
import type { Case } from '../case/case-of.ts';
import type { Alert } from '../delays/alerts.ts';
import { type Deadline, delayKey } from '../delays/deadline.ts';
import { explain, sourceOf } from '../delays/explain.ts';
import { type Recipient, recipients } from '../delays/rule.ts';
import type { AlertName } from '../delays/rules/all.ts';
import { currentAudience } from '../delays/rules/judiciaire.ts';
import type { CaseEvent, CaseEventKind } from '../events/case-event.ts';
import type { ArrondissementCode } from '../events/household.ts';
import { titleOf } from '../procedure/stage.ts';
import { factsOf } from './facts.ts';
import { landlordKeyOf, saidCommune } from './said.ts';

/** What every notice says, whatever it is about. */
type Common = {
  noticeId: string;
  recipient: Recipient;
  /** All the recipients of the same news: the mail names those without an address to those who have one. */
  recipients: readonly Recipient[];
  arrondissement: ArrondissementCode | undefined;
  /** The commune as the official table names it; a postal code, or empty, where no commune is certain. */
  commune: string;
  insee: string | undefined;
  /** The landlord's key and the étude's code, by which their addresses are found. */
  bailleur: string | undefined;
  etude: string | undefined;
  /** Codes of the partners who have an ASLL or an AVDL open for the household. */
  accompagnants?: readonly string[];
  /** What the agent needs, French label to value. */
  facts: Record<string, string>;
  /** It cannot wait for the mailbox's summary: it has a mail, marked so. */
  urgent: boolean;
  /** The morning on which it is sent at the latest, Europe/Paris: a mailbox's summary waits until then for company, no longer. */
  sendBy: CivilDate;
  /** A date for the recipient's calendar. When the date moves, `uid` stays the same and `told`, the day it was told, is later. */
  calendar: { uid: string; date: string; title: string; told: string } | undefined;
};

/** An event was filed in a case. It waits while the case's arrondissement is unknown. */
export type EventNotice = Common & {
  about: 'evenement';
  template: CaseEventKind;
  actDate: string;
  eventId: string;
  sender: string;
  status: 'due' | 'waiting';
};

/** A delay of the case calls for something. */
export type AlertNotice = Common & {
  about: 'alerte';
  template: AlertName;
  rule: string;
  /** Date of the fact that the delay runs from. */
  from: string;
  /** The delay, in French. */
  title: string;
  /** Last day of the delay. */
  due: string | undefined;
  /** Last day to do what it asks; absent for what is to be done at once. */
  answerBy: string | undefined;
  /** Day on which it is to be sent. */
  day: string;
  explanation: string[];
  source: string;
  /** `gathered`: written by a run of the watch, and not sent until it is known how many notices its mailbox gets. */
  status: 'due' | 'gathered';
  /**
   * Whether it is for an arrondissement to take. Of one delay's alerts that are told at once, only the last is: «décision à préparer»
   * asks nothing once silence is a refusal.
   */
  toTake: boolean;
};

export type Notice = EventNotice | AlertNotice;

/**
 * The notices of an event that was filed in a case: to the State's mailbox of the dwelling's arrondissement (charter A6) and,
 * when it refers the case, to CCAPEX. The id depends on the event and the recipient only, so that filing twice
 * notifies once.
 *
 * @param knownAs the sender's own name of the case, so that a mailbox and the sender can speak of the same one
 */
export const noticesOf = (event: CaseEvent, state: Case, caseId: string, knownAs?: string): EventNotice[] => {
  const to = recipientsOf(event, state);
  const day = parisDay(event.receivedAt);
  const calendar = hearingOf(event, caseId);
  const urgent = isNear(calendar?.date, day);
  const flags = state.chronology.flags.flatMap(({ since, message }) => (since <= day ? [message] : []));
  return to.map((recipient) => ({
    ...commonOf(state, recipient, to),
    about: 'evenement',
    noticeId: idOf(event.id, recipient),
    template: event.kind,
    actDate: event.actDate,
    eventId: event.id,
    sender: event.sender,
    status: state.arrondissement ? 'due' : 'waiting',
    facts: {
      // What a person tells has no other sender who would know the case by a name of its own.
      ...(knownAs !== undefined && event.by === undefined && { 'Connu de l’expéditeur sous': knownAs }),
      ...factsOf(event),
      ...(state.provisional && { Rapprochement: 'à confirmer : ce ménage est peut-être déjà connu' }),
      ...(state.aConfirmer.includes(event.id) && { 'Fin du dossier': END_TO_CONFIRM }),
      ...(flags.length > 0 && { 'À vérifier': flags.join(' ') }),
    },
    urgent,
    sendBy: urgent ? day : addWorkingDays(day, NEWS_WAIT + 1),
    calendar,
  }));
};

const calendarTitle = ({ title, firstDay }: Deadline): string =>
  firstDay ? `Début possible : ${title}` : title;

/**
 * The notices of alerts that are told at once, one for each recipient. The id depends on the case, the alert and the recipient: planning
 * twice notifies once.
 */
export const alertNotices = (
  alerts: readonly Alert[],
  state: Case,
  caseId: string,
  status: AlertNotice['status'],
): AlertNotice[] => {
  const notices = alerts.flatMap((alert) => noticesOfAlert(alert, state, caseId, status));
  // Of one delay, the later in this map takes the place of the earlier.
  const last = new Map(
    notices
      .filter(({ recipient }) => recipient === 'arrondissement')
      .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
      .map((notice) => [delayKey(notice.rule, notice.from), notice]),
  );
  return notices.map((notice) => ({
    ...notice,
    toTake: last.get(delayKey(notice.rule, notice.from)) === notice,
  }));
};

const noticesOfAlert = (
  alert: Alert,
  state: Case,
  caseId: string,
  status: AlertNotice['status'],
): Omit<AlertNotice, 'toTake'>[] => {
  const { deadline, name, day, key, to, serves, answerBy } = alert;
  const audience = currentAudience(state.chronology.marks);
  return to.map((recipient) => ({
    ...commonOf(state, recipient, to),
    about: 'alerte',
    noticeId: idOf(`${caseId}|${key}`, recipient),
    template: name,
    rule: deadline.rule,
    from: deadline.from.date,
    title: deadline.title,
    due: deadline.due,
    answerBy,
    day,
    urgent: alert.urgent && isNear(answerBy, day),
    sendBy: sendAlertBy(alert),
    explanation: [...explain(deadline), ...(serves ? explain(serves) : [])],
    source: sourceOf(deadline),
    status,
    facts: {
      Étape: titleOf(state.stage),
      ...(audience && { 'Date de l’audience': dateInFrench(audience.date) }),
      ...(state.provisional && deadline.commitsState && { 'À vérifier': PROVISIONAL }),
      ...(answerBy !== deadline.due && answerBy && { 'À rendre au plus tard le': dateInFrench(answerBy) }),
    },
    calendar:
      // Stryker disable next-line ConditionalExpression: for the types: no date is before one that is not there
      answerBy !== undefined && answerBy >= day
        ? { uid: `${caseId}-${deadline.rule}`, date: answerBy, title: calendarTitle(deadline), told: day }
        : undefined,
  }));
};

const PROVISIONAL = 'ce dossier est peut-être celui d’un ménage déjà connu : un rapprochement est à trancher';

const END_TO_CONFIRM =
  'à confirmer : rien de cet expéditeur, avant, ne l’appuie dans ce dossier ; les échéances courent jusqu’à la réponse d’une personne';

/**
 * What is urgent goes the same morning. What has a date to act by in the coming week goes on the first working morning, unless it would
 * be too late then. The rest waits one more.
 */
const sendAlertBy = ({ deadline, day, answerBy, urgent }: Alert): CivilDate => {
  if (!isNear(answerBy, day) || deadline.nature === 'attente') return addWorkingDays(day, NEWS_WAIT);
  const read = workingDayFrom(day);
  return urgent || answerBy <= read ? day : read;
};

const NEAR_DAYS = 7;
/** Working mornings for which what is not pressing may wait, after the first on which it could be told. */
const NEWS_WAIT = 1;

/** Whether a date is to come, and within a week. */
const isNear = (date: CivilDate | undefined, day: CivilDate): date is CivilDate =>
  date !== undefined && day <= date && date <= addDays(day, NEAR_DAYS);

const hearingOf = (event: CaseEvent, caseId: string): Common['calendar'] => {
  // Stryker disable next-line ConditionalExpression: for the types: other events do not have the field
  if (event.kind !== 'assignation' && event.kind !== 'renvoiAudience') return undefined;
  const { dateAudience: date, actDate: told } = event;
  return date === undefined ? undefined : { uid: `${caseId}-audience`, date, title: 'Audience', told };
};

const commonOf = (
  { arrondissement, dwelling, chronology }: Case,
  recipient: Recipient,
  to: readonly Recipient[],
): Omit<Common, 'noticeId' | 'facts' | 'calendar' | 'urgent' | 'sendBy'> => ({
  recipient,
  recipients: to,
  arrondissement,
  commune: saidCommune(dwelling) ?? '',
  insee: dwelling.insee,
  bailleur: chronology.situation.bailleur.nom && landlordKeyOf(chronology.situation.bailleur.nom),
  etude: chronology.situation.etude,
  ...(chronology.situation.accompagnants.length > 0 && {
    accompagnants: chronology.situation.accompagnants,
  }),
});

/** Short, and plain enough for a mail header or tag whatever the partner's message id holds. */
const idOf = (what: string, recipient: Recipient): string =>
  createHash('sha256').update(`${what}|${recipient}`).digest('hex').slice(0, 24);

/**
 * The State is not notified of its own events. It is notified when a case's events went to another case. The CCAPEX is told of a
 * grant that departs from its opinion (loi 90-449, art. 7-2); MDS and CCAS, of which of them makes an enquiry (charter A1 CCAS: «en articulation
 * avec les MDS»); and whoever was told of an act, that it was undone.
 */
const recipientsOf = (event: CaseEvent, { chronology }: Case): Recipient[] => {
  if (event.kind === 'deplacement') return event.role === 'source' ? ['arrondissement'] : [];
  if (event.kind === 'acteAnnule') return recipients.filter((one) => event.prevenus.includes(one));
  if (event.kind === 'decisionCfp' && event.motifEcart !== undefined) return ['ccapex'];
  // One body makes the enquiry: it learns that it is in charge, and the other that it is not.
  if (event.kind === 'demandeEnqueteSociale' && event.organisme !== undefined) return ['mds', 'ccas'];
  const doubled = event.kind === 'accompagnement' && isDoubled(chronology);
  if (doubled) return ['arrondissement', ...bodiesOf(chronology.situation.accompagnants)];
  if (event.sender === 'etat' || event.sender === 'hub') return [];
  if (event.kind === 'retraitClpil' && event.sender.startsWith('bailleur-'))
    return ['arrondissement', 'clpil'];
  return isReferred(event, chronology.situation) ? ['arrondissement', 'ccapex'] : ['arrondissement'];
};

/**
 * Whether an event refers the case to the CCAPEX, which examines no eviction after an adjudication sale (charter §II; it is not competent for those
 * who buy their home). A landlord's referral before it assigns waits for nobody: only its date matters.
 */
const isReferred = (event: CaseEvent, { motif }: Case['chronology']['situation']): boolean => {
  if (motif === 'adjudication') return false;
  switch (event.kind) {
    case 'impaye':
      return event.suites?.includes('saisineCcapex') === true;
    case 'saisineCcapex':
      return !event.sender.startsWith('bailleur-') || event.objet === 'aideLogement';
    case 'decisionClpil':
      return event.issues.includes('renvoiCcapex');
    default:
      return false;
  }
};

/** ASLL and AVDL open at once: the charter's «doublon», told to the two bodies (A1 État, Département). */
const isDoubled = ({ flags }: Case['chronology']): boolean =>
  flags.some(({ code }) => code === 'doublonAccompagnement');

const families = ['mds', 'ccas', 'association'] as const;
const bodiesOf = (codes: readonly string[]): Recipient[] =>
  families.filter((family) => codes.some((code) => code === family || code.startsWith(`${family}-`)));
