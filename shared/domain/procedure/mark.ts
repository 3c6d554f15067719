import type { CivilDate } from '../calendar/civil-date.ts';

/**
 * What events prove of a procedure, in the order in which the procedure goes: the order breaks ties between facts of
 * one date. A mark is a dated fact, whoever told it and in whatever order.
 */
export const markNames = [
  'rapprochementDouteux',
  'rapprochementTranche',
  'surendettementDepose',
  'surendettementRecevable',
  'suspensionExpulsion',
  'surendettementClos',
  'impayeConstitue',
  'organismeSaisi',
  'planDemande',
  'fslDemande',
  'asllOuverte',
  'asllClose',
  'avdlOuverte',
  'avdlClose',
  'planApurement',
  'inscriptionClpil',
  'accordLocataire',
  'clpil',
  'miseEnDemeure',
  'conge',
  'jugementDivorce',
  'commandementDePayer',
  'saisineCcapex',
  'assignation',
  'enqueteAssignation',
  'audience',
  'decision',
  'delaiDePaiement',
  'echeanceTenue',
  'echeanceManquee',
  'demandeRejetee',
  'expulsionOrdonnee',
  'adjudication',
  'delaiPourQuitter',
  'protocoleCohesionSociale',
  'commandementDeQuitterLesLieux',
  'prefetInforme',
  'avisSuspension',
  'demandeCfp',
  'enqueteRequisition',
  'refusImplicite',
  'cfpRefuse',
  'cfpSursis',
  'cfpAccorde',
  'cfpNonExecute',
  'detteSoldee',
  'reloge',
  'parti',
  'expulse',
] as const;
export type MarkName = (typeof markNames)[number];

/** A length of time. `joursOuvres`: Monday to Friday, public holidays excepted. */
export type Length = { value: number; unit: 'mois' | 'semaines' | 'jours' | 'joursOuvres' };

export type Mark = {
  name: MarkName;
  /** When it happened, or will: a hearing is marked on its own day. */
  date: CivilDate;
  /** Date of the act that tells it. */
  toldOn: CivilDate;
  /** Day on which the hub learnt it, Europe/Paris. */
  knownOn: CivilDate;
  /** End of what it grants: time to pay or to leave, a suspension, a sursis. */
  until?: CivilDate | undefined;
  /** The delay the act itself states, which prevails over the rule's. */
  stated?: Length | undefined;
  /** Date of the lease, where the law in force then governs the delay. */
  leaseDate?: CivilDate | undefined;
};

const rank = new Map<MarkName, number>(markNames.map((name, index) => [name, index]));
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Total order: the facts' dates, then the procedure's order, then what the marks hold. */
export const compareMarks = (a: Mark, b: Mark): number =>
  text(a.date, b.date) ||
  (rank.get(a.name) ?? 0) - (rank.get(b.name) ?? 0) ||
  text(a.toldOn, b.toldOn) ||
  text(JSON.stringify([a.stated, a.until, a.leaseDate]), JSON.stringify([b.stated, b.until, b.leaseDate]));

/** Marks of some names, in order. */
export const named = (marks: readonly Mark[], ...names: readonly MarkName[]): Mark[] =>
  marks.filter(({ name }) => names.includes(name));

export const has = (marks: readonly Mark[], ...names: readonly MarkName[]): boolean =>
  marks.some(({ name }) => names.includes(name));
