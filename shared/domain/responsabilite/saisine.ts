import { addMonths, type CivilDate, FIRST_DAY, LAST_DAY, laterOf } from '../calendar/civil-date.ts';
import { type Mark, type MarkName, named } from '../procedure/mark.ts';

/** Months between the commandement de quitter les lieux and the eviction, unless the judge changed them (CPCE, art. L412-1). */
const CQL_MONTHS = 2;

/** What closes a demande de CFP: a new one may be made after it. */
const closings: readonly MarkName[] = [
  'cfpAccorde',
  'cfpSursis',
  'demandeCfpRetiree',
  'demandeCfpRejeteePrematuree',
  'protocoleSigne',
  'protocoleRespecte',
  'nouveauBail',
  'titreInfirme',
  'renonciation',
  'vente',
  'deces',
  'reloge',
  'parti',
  'expulse',
];

/** A demande de CFP that counts. */
export type Demande = {
  /**
   * The commissaire de justice's demande; the denunciation of a protocol, which stands for one; the refusal of a concours that had
   * been granted, by which the demande is open again; or an express refusal whose demande nobody told.
   */
  mark: Mark;
  /** What closed it, if anything has. */
  closedBy: Mark | undefined;
  /** Nobody told the demande: the express refusal alone shows that there was one. */
  unknown?: true;
  /** What closed the one before: on the same day, it closes nor ends anything of this one. */
  after?: Mark;
};

/**
 * The demandes that count, in order. A demande made again while another is open moves nothing. The landlord's denunciation of a
 * protocole de cohésion sociale counts as a demande (CE, 16 avril 2008, n° 300268).
 */
export const demandesOf = (marks: readonly Mark[]): Demande[] => {
  const demandes: Demande[] = [];
  for (const mark of named(marks, 'demandeCfp', 'protocoleDenonce', 'cfpRefuse')) {
    const open = demandes.at(-1);
    const unknown = mark.name === 'cfpRefuse' && !isRetraction(marks, open, mark);
    if (open && (!open.closedBy || mark.date < open.closedBy.date)) continue;
    if (unknown && !answersUnknown(marks, open, mark)) continue;
    // While a protocol runs, no concours is owed: a demande made then waits for its denunciation.
    if (mark.name === 'demandeCfp' && protocoleEnCours(marks, mark.date)) continue;
    // Denounced before any commandement and any demande, there is nothing to carry out yet.
    const served = named(marks, 'commandementDeQuitterLesLieux').some(({ date }) => date <= mark.date);
    if (mark.name === 'protocoleDenonce' && !served && demandes.length === 0) continue;
    const closedBy = named(marks, ...closings).find(
      // Made again on the day the one before was closed, it is not closed by the same fact.
      (closing) =>
        closing.date >= mark.date && closing !== open?.closedBy && !isLateRejection(marks, mark, closing),
    );
    demandes.push({
      mark,
      closedBy,
      ...(unknown && { unknown }),
      ...(open?.closedBy && { after: open.closedBy }),
    });
  }
  return demandes;
};

const grants: readonly MarkName[] = ['cfpAccorde', 'cfpSursis'];

/** A refusal that goes back on a grant, while nothing else has closed the demande since. */
const isRetraction = (marks: readonly Mark[], before: Demande | undefined, refusal: Mark): boolean => {
  const granted = before?.closedBy;
  return (
    granted !== undefined &&
    grants.includes(granted.name) &&
    granted.date < refusal.date &&
    named(marks, ...closings).every(
      ({ name, date }) => grants.includes(name) || date < granted.date || date > refusal.date,
    )
  );
};

/** A refusal of a demande that nobody told: the one before was withdrawn or rejected, if there was one, and the household is there. */
const answersUnknown = (marks: readonly Mark[], before: Demande | undefined, refusal: Mark): boolean => {
  const closing = before?.closedBy;
  const over = named(marks, 'parti', 'reloge', 'expulse').some(({ date }) => date <= refusal.date);
  return (
    !over &&
    (closing === undefined ||
      (closing.date < refusal.date &&
        (closing.name === 'demandeCfpRetiree' || closing.name === 'demandeCfpRejeteePrematuree')))
  );
};

/** A demande rejected as premature once the commandement's delay has ended is refused: that closes nothing. */
const isLateRejection = (marks: readonly Mark[], demande: Mark, { name, date }: Mark): boolean => {
  const saisine = name === 'demandeCfpRejeteePrematuree' ? saisineOf(marks, demande) : undefined;
  return saisine !== undefined && date >= saisine.date;
};

/**
 * The term of a protocole de cohésion sociale: two years. It may be brought to three (CCH, art. L353-15-2), but a demande made then
 * is not left unanswered on the strength of a prolongation that nobody told.
 */
const PROTOCOLE_MONTHS = 24;
const PROLONGED_MONTHS = 36;

/**
 * The protocole de cohésion sociale that runs on a day: signed two years ago at most, and neither denounced, kept nor followed by a
 * new lease since.
 */
export const protocoleEnCours = (marks: readonly Mark[], day: CivilDate): Mark | undefined => {
  const last = lastProtocole(marks, day);
  return last && (day === LAST_DAY || day <= addMonths(last.date, PROTOCOLE_MONTHS)) ? last : undefined;
};

/** The last protocole signed before a day, unless it has ended by a fact. */
const lastProtocole = (marks: readonly Mark[], day: CivilDate): Mark | undefined => {
  const last = named(marks, 'protocoleSigne', 'protocoleDenonce', 'protocoleRespecte', 'nouveauBail')
    .filter(({ date }) => date <= day)
    .at(-1);
  return last?.name === 'protocoleSigne' ? last : undefined;
};

/** The protocole that would still run on a day had it been brought to three years. */
export const protocolePeutEtreProlonge = (marks: readonly Mark[], day: CivilDate): Mark | undefined => {
  const last = lastProtocole(marks, day);
  return last && day > addMonths(last.date, PROTOCOLE_MONTHS) && day <= addMonths(last.date, PROLONGED_MONTHS)
    ? last
    : undefined;
};

/** The months of the commandement de quitter les lieux, as the judge who ordered the eviction set them; 0 when removed. */
export const moisDuCommandement = (
  marks: readonly Mark[],
  day: CivilDate,
): { months: number; juge: boolean } => {
  const stated = named(marks, 'expulsionOrdonnee', 'delaiDePaiement').findLast(
    (mark) => mark.stated && mark.date <= day,
  )?.stated;
  return stated ? { months: stated.value, juge: true } : { months: CQL_MONTHS, juge: false };
};

/**
 * Whether the commandement runs without the préfet being told of it: for a student's room and for an ordonnance de protection, article
 * L412-5 is set aside (CPCE, art. L412-7 and L412-8).
 */
export const informsNobody = (marks: readonly Mark[]): boolean =>
  named(marks, 'horsTreve').some(
    ({ exception }) => exception === 'logementEtudiant' || exception === 'protection',
  );

/** When a demande seizes the préfet, and why it is later than the demande; undefined while the préfet is not known to have the CQL. */
export type Saisine = {
  date: CivilDate;
  premature: boolean;
  /** Day on which the préfet received the commandement de quitter les lieux. */
  cqlRecu: CivilDate;
  knownOn: CivilDate;
};

/** What gives a title to evict. */
export const titles: readonly MarkName[] = ['expulsionOrdonnee', 'echeanceManquee', 'adjudication'];

/** What takes it away: the commandement served under it is worth nothing for another. */
export const titleLosses: readonly MarkName[] = ['titreInfirme', 'nouveauBail', 'deces'];

/** The day a title was lost, when another was given since. */
const lostBefore = (marks: readonly Mark[], day: CivilDate): CivilDate | undefined =>
  named(marks, ...titleLosses).findLast(({ date }) =>
    named(marks, ...titles).some((title) => date <= title.date && title.date <= day),
  )?.date;

/**
 * When a demande seizes the préfet: the day he receives it, but not before the end of the commandement's delay, which runs from
 * the day he received the commandement (CE, 18 décembre 2013, n° 363126). A later commandement moves nothing, unless the title of the
 * first was lost, and another given, in between.
 */
export const saisineOf = (marks: readonly Mark[], mark: Mark): Saisine | undefined => {
  const lost = lostBefore(marks, mark.date) ?? FIRST_DAY;
  const served = named(marks, 'commandementDeQuitterLesLieux').find(({ date }) => date >= lost);
  const received = named(marks, 'prefetInforme').find(({ toldOn }) => toldOn >= lost);
  const told = received ?? (informsNobody(marks) ? served : undefined);
  if (!told) return undefined;
  const cqlRecu = served ? laterOf(told.date, served.date) : told.date;
  const lawful = addMonths(cqlRecu, moisDuCommandement(marks, cqlRecu).months);
  return {
    date: laterOf(mark.date, lawful),
    premature: mark.date < lawful,
    cqlRecu,
    knownOn: laterOf(mark.knownOn, told.knownOn),
  };
};
