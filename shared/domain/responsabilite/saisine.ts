import { addMonths, type CivilDate, LAST_DAY, laterOf } from '../calendar/civil-date.ts';
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
   * The commissaire de justice's demande; the denunciation of a protocol, which stands for one; or the refusal of a concours that
   * had been granted, by which the demande is open again.
   */
  mark: Mark;
  /** What closed it, if anything has. */
  closedBy: Mark | undefined;
};

/**
 * The demandes that count, in order. A demande made again while another is open moves nothing. The landlord's denunciation of a
 * protocole de cohésion sociale counts as a demande (CE, 16 avril 2008, n° 300268).
 */
export const demandesOf = (marks: readonly Mark[]): Demande[] => {
  const demandes: Demande[] = [];
  for (const mark of named(marks, 'demandeCfp', 'protocoleDenonce', 'cfpRefuse')) {
    const open = demandes.at(-1);
    if (mark.name === 'cfpRefuse' && !isRetraction(marks, open, mark)) continue;
    if (open && (!open.closedBy || mark.date < open.closedBy.date)) continue;
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
    demandes.push({ mark, closedBy });
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

/** A demande rejected as premature once the commandement's delay has ended is refused: that closes nothing. */
const isLateRejection = (marks: readonly Mark[], demande: Mark, { name, date }: Mark): boolean => {
  const saisine = name === 'demandeCfpRejeteePrematuree' ? saisineOf(marks, demande) : undefined;
  return saisine !== undefined && date >= saisine.date;
};

/** The longest protocole de cohésion sociale: two years, which may be brought to three (CCH, art. L353-15-2). */
const PROTOCOLE_MONTHS = 36;

/**
 * The protocole de cohésion sociale that runs on a day: signed three years ago at most, and neither denounced, kept nor followed by a
 * new lease since.
 */
export const protocoleEnCours = (marks: readonly Mark[], day: CivilDate): Mark | undefined => {
  const last = named(marks, 'protocoleSigne', 'protocoleDenonce', 'protocoleRespecte', 'nouveauBail')
    .filter(({ date }) => date <= day)
    .at(-1);
  return last?.name === 'protocoleSigne' &&
    (day === LAST_DAY || day <= addMonths(last.date, PROTOCOLE_MONTHS))
    ? last
    : undefined;
};

/** The months of the commandement de quitter les lieux, as the judge who ordered the eviction set them; 0 when removed. */
export const moisDuCommandement = (
  marks: readonly Mark[],
  day: CivilDate,
): { months: number; juge: boolean } => {
  const stated = named(marks, 'expulsionOrdonnee').findLast(
    (mark) => mark.stated && mark.date <= day,
  )?.stated;
  return stated ? { months: stated.value, juge: true } : { months: CQL_MONTHS, juge: false };
};

/** When a demande seizes the préfet, and why it is later than the demande; undefined while the préfet is not known to have the CQL. */
export type Saisine = {
  date: CivilDate;
  premature: boolean;
  /** Day on which the préfet received the commandement de quitter les lieux. */
  cqlRecu: CivilDate;
  knownOn: CivilDate;
};

/**
 * When a demande seizes the préfet: the day he receives it, but not before the end of the commandement's delay, which runs from
 * the day he received the commandement (CE, 18 décembre 2013, n° 363126). A later commandement moves nothing.
 */
export const saisineOf = (marks: readonly Mark[], mark: Mark): Saisine | undefined => {
  const told = named(marks, 'prefetInforme')[0];
  const served = named(marks, 'commandementDeQuitterLesLieux')[0];
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
