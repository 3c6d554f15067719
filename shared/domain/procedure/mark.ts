import type { CivilDate } from '../calendar/civil-date.ts';
import type { ExceptionTreve } from '../events/acts.ts';
import type { Motif } from '../events/common.ts';

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
  'suspensionTerminee',
  'surendettementClos',
  'impayeConnu',
  'impayeConstitue',
  'organismeSaisi',
  'planDemande',
  'fslDemande',
  'fslRepondu',
  'asllOuverte',
  'asllClose',
  'avdlOuverte',
  'avdlClose',
  'planApurement',
  'inscriptionClpil',
  'accordLocataire',
  'clpil',
  'retraitClpil',
  'miseEnDemeure',
  'conge',
  'jugementDivorce',
  'commandementDePayer',
  'orientationSuivie',
  'saisineCcapex',
  'aideMaintenue',
  'aideSuspendue',
  'assignation',
  'assignationAuPrefet',
  'assignationCaduque',
  'enqueteDemandeeAssignation',
  'enqueteAssignation',
  'dsfAuJuge',
  'dsfCcapex',
  'audience',
  'decision',
  'delaiDePaiement',
  'echeanceTenue',
  'echeanceManquee',
  'demandeRejetee',
  'expulsionOrdonnee',
  'jugementSignifie',
  'recoursForme',
  'executionProvisoireArretee',
  'titreInfirme',
  'adjudication',
  'delaiPourQuitter',
  'protocoleSigne',
  'protocoleRefuse',
  'protocoleDenonce',
  'protocoleRespecte',
  'nouveauBail',
  'horsTreve',
  'relogementAssure',
  'commandementDeQuitterLesLieux',
  'prefetInforme',
  'avisSuspension',
  'demandeCfp',
  'demandeCfpDuBailleur',
  'demandeCfpRetiree',
  'enqueteDemandeeRequisition',
  'enqueteRequisition',
  'miseEnDemeureDuPrefet',
  'demandeCfpRejeteePrematuree',
  'refusImplicite',
  'responsabilite',
  'responsabiliteFinie',
  'cfpRefuse',
  'cfpSursis',
  'cfpAccorde',
  'cfpNonExecute',
  'indemnisationDemandee',
  'indemnisationRepondue',
  'renonciation',
  'vente',
  'deces',
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
  /** The judge who granted a time to leave, where it is known: the court that ordered the eviction, or the juge de l'exécution. */
  juge?: 'fond' | 'jex' | undefined;
  /** The motif that the act states. */
  motif?: Motif | undefined;
  /** The ground that an express refusal states. */
  motifRefus?: 'prematuree' | 'ordrePublic' | 'autre' | undefined;
  /** Why the judge set the trêve aside. */
  exception?: ExceptionTreve | undefined;
  /** What the act says is owed, and the rent it says; cents. */
  dette?: number | undefined;
  loyer?: number | undefined;
  /** Somebody told on which day the préfet received it. */
  received?: true | undefined;
  /** What is not sure in it, in French. */
  doubts?: readonly string[] | undefined;
};

const rank = new Map<MarkName, number>(markNames.map((name, index) => [name, index]));
const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Total order: by date, then the procedure's order, then the rest of the marks. */
export const compareMarks = (a: Mark, b: Mark): number =>
  text(a.date, b.date) ||
  (rank.get(a.name) ?? 0) - (rank.get(b.name) ?? 0) ||
  text(a.toldOn, b.toldOn) ||
  text(JSON.stringify(detailsOf(a)), JSON.stringify(detailsOf(b)));

/** What tells two marks of one name and date apart. */
export const detailsOf = ({
  stated,
  until,
  leaseDate,
  juge,
  motif,
  motifRefus,
  exception,
}: Mark): unknown[] => [stated, until, leaseDate, juge, motif, motifRefus, exception];

/** The marks that have one of these names, in order. */
export const named = (marks: readonly Mark[], ...names: readonly MarkName[]): Mark[] =>
  marks.filter(({ name }) => names.includes(name));

export const has = (marks: readonly Mark[], ...names: readonly MarkName[]): boolean =>
  marks.some(({ name }) => names.includes(name));
