import type { CivilDate } from '../calendar/civil-date.ts';

/**
 * The dated facts that events prove, whoever told them and in whatever order. They are listed in the order of the procedure,
 * which breaks ties between facts of one date.
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
  /** When it happened, or will happen: a hearing's mark has the day of the hearing. */
  date: CivilDate;
  /** Date of the act that told it. */
  toldOn: CivilDate;
  /** Day on which the hub learnt it, Europe/Paris. */
  knownOn: CivilDate;
  /** End of what it grants: time to pay or to leave, a suspension, a sursis. */
  until?: CivilDate | undefined;
  /** The delay the act itself states, which prevails over the rule's. */
  stated?: Length | undefined;
  /** Date of the lease, where the law in force on that date governs the delay. */
  leaseDate?: CivilDate | undefined;
};

const rank = new Map<MarkName, number>(markNames.map((name, index) => [name, index]));
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Total order: by date, then the procedure's order, then the rest of the marks. */
export const compareMarks = (a: Mark, b: Mark): number =>
  text(a.date, b.date) ||
  (rank.get(a.name) ?? 0) - (rank.get(b.name) ?? 0) ||
  text(a.toldOn, b.toldOn) ||
  text(JSON.stringify([a.stated, a.until, a.leaseDate]), JSON.stringify([b.stated, b.until, b.leaseDate]));

/** The marks that have one of these names, in order. */
export const named = (marks: readonly Mark[], ...names: readonly MarkName[]): Mark[] =>
  marks.filter(({ name }) => names.includes(name));

export const has = (marks: readonly Mark[], ...names: readonly MarkName[]): boolean =>
  marks.some(({ name }) => names.includes(name));
