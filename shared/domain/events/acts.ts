import * as z from 'zod/mini';
import { act, centsSchema, money } from './common.ts';
import { civilDate } from './windows.ts';

/** The acts of the procedure, from the congé to the procès-verbal (charter A4, domain §10). */

export const unitesDelai = ['mois', 'semaines'] as const;

/** A delay as an act states it. */
const statedDelaySchema = z.object({
  valeur: z.int().check(z.positive()),
  unite: z.enum(unitesDelai),
});

const commandementDePayerSchema = z.object({
  ...act,
  ...money,
  kind: z.literal('commandementDePayer'),
  delai: z.optional(statedDelaySchema),
  dateBail: z.optional(civilDate('bail')),
  adresseFsl: z.optional(z.string()),
  occupants: z.optional(z.int().check(z.positive())),
});

/** A landlord's notice to leave; `dateEffet` is when it takes effect. Its motif is reprise or vente. */
const congeSchema = z.object({
  ...act,
  kind: z.literal('conge'),
  dateEffet: z.optional(civilDate('conge')),
});

/** Formal notice for a trouble de jouissance. */
const miseEnDemeureSchema = z.object({ ...act, kind: z.literal('miseEnDemeure') });

/** A judgment of divorce that gives the dwelling to the other spouse. */
const jugementDivorceSchema = z.object({
  ...act,
  kind: z.literal('jugementDivorce'),
  tribunal: z.optional(z.string()),
});

/** A judgment of sale by auction: a title against an owner who stays in the dwelling. */
const adjudicationSchema = z.object({
  ...act,
  kind: z.literal('adjudication'),
  tribunal: z.optional(z.string()),
});

const assignationSchema = z.object({
  ...act,
  kind: z.literal('assignation'),
  tribunal: z.optional(z.string()),
  dateAudience: z.optional(civilDate('seance')),
  dette: z.optional(centsSchema),
  numeroRg: z.optional(z.string()),
  /** When the préfet received it (loi 89-462, art. 24 III): EXPLOC's receipt, where there is one. */
  prefetInformeLe: z.optional(civilDate('notification')),
});

/** The assignation lapsed: it was not enrolled in time (code de procédure civile, art. 754). Its hearing will not be held. */
const caduciteAssignationSchema = z.object({
  ...act,
  kind: z.literal('caduciteAssignation'),
  tribunal: z.optional(z.string()),
});

/** The hearing is put off to another date. */
const renvoiAudienceSchema = z.object({
  ...act,
  kind: z.literal('renvoiAudience'),
  tribunal: z.optional(z.string()),
  dateAudience: civilDate('seance'),
});

export const decisionIssues = ['delaiDePaiement', 'resiliation', 'delaiPourQuitter', 'rejet'] as const;

export const juges = ['fond', 'jex'] as const;

/**
 * A dwelling entered by force or by trick, a student's room, an occupant put out by an ordonnance de protection (CPCE, art. L412-6
 * to L412-8).
 */
export const exceptionsTreve = ['entreeParForce', 'logementEtudiant', 'protection'] as const;
export type ExceptionTreve = (typeof exceptionsTreve)[number];

const decisionSchema = z.object({
  ...act,
  kind: z.literal('decision'),
  tribunal: z.optional(z.string()),
  /** `resiliation`: the eviction is ordered, whatever the motif. */
  issue: z.optional(z.enum(decisionIssues)),
  /** Months granted by the judge, to pay or to leave. */
  delaiAccordeMois: z.optional(z.int().check(z.positive())),
  /**
   * Months between the commandement de quitter les lieux and the eviction, where the judge changed them; 0 when the judge removed
   * the delay.
   */
  delaiCommandementMois: z.optional(z.int().check(z.nonnegative())),
  echeancier: z.optional(z.array(z.object({ date: civilDate('terme'), montant: centsSchema }))),
  /** The judge who gives a time to leave: the court that ordered the eviction, or the juge de l'exécution. */
  juge: z.optional(z.enum(juges)),
  /** Why the trêve hivernale does not protect the occupants, where the judge says so. */
  horsTreve: z.optional(z.enum(exceptionsTreve)),
});

export const etapesJugement = [
  'signification',
  'appel',
  'opposition',
  'executionProvisoireArretee',
  'infirmation',
] as const;

/** What becomes of a judgment: it is served, appealed against, its provisional enforcement is stayed, it is reversed. */
const suiteJugementSchema = z.object({
  ...act,
  kind: z.literal('suiteJugement'),
  etape: z.enum(etapesJugement),
  tribunal: z.optional(z.string()),
});

const commandementDeQuitterLesLieuxSchema = z.object({
  ...act,
  kind: z.literal('commandementDeQuitterLesLieux'),
  titre: z.optional(z.string()),
  dateLiberation: z.optional(civilDate('terme')),
  occupants: z.optional(z.int().check(z.positive())),
  prefetInformeLe: z.optional(civilDate('notification')),
});

const demandeCfpSchema = z.object({
  ...act,
  kind: z.literal('demandeCfp'),
  dispositif: z.optional(z.string()),
  diligences: z.optional(z.string()),
  difficultes: z.optional(z.string()),
  /** When the préfet received it, where that is another day than the act's: EXPLOC's receipt. */
  prefetInformeLe: z.optional(civilDate('notification')),
});

/** The demande de CFP is withdrawn. */
const retraitDemandeCfpSchema = z.object({ ...act, kind: z.literal('retraitDemandeCfp') });

export const causesFinPoursuites = ['renonciation', 'vente', 'deces'] as const;

/** The eviction is pursued no more: its beneficiary gives it up or sells the dwelling, or the occupant dies (CPCE, art. R154-4). */
const finPoursuitesSchema = z.object({
  ...act,
  kind: z.literal('finPoursuites'),
  cause: z.enum(causesFinPoursuites),
});

/** A new lease is signed with the household, after a protocol or a settlement. */
const nouveauBailSchema = z.object({ ...act, kind: z.literal('nouveauBail') });

const executionCfpSchema = z.object({
  ...act,
  kind: z.literal('executionCfp'),
  effectuee: z.boolean(),
  motifNonExecution: z.optional(z.string()),
});

export const naturesProcesVerbal = ['expulsion', 'tentative', 'reprise'] as const;

const procesVerbalSchema = z.object({
  ...act,
  kind: z.literal('procesVerbal'),
  nature: z.optional(z.enum(naturesProcesVerbal)),
});

const departVolontaireSchema = z.object({
  ...act,
  kind: z.literal('departVolontaire'),
  clesRemises: z.optional(z.boolean()),
});

export const actSchemas = [
  congeSchema,
  miseEnDemeureSchema,
  jugementDivorceSchema,
  adjudicationSchema,
  commandementDePayerSchema,
  assignationSchema,
  renvoiAudienceSchema,
  caduciteAssignationSchema,
  decisionSchema,
  suiteJugementSchema,
  commandementDeQuitterLesLieuxSchema,
  demandeCfpSchema,
  retraitDemandeCfpSchema,
  executionCfpSchema,
  procesVerbalSchema,
  departVolontaireSchema,
  finPoursuitesSchema,
  nouveauBailSchema,
] as const;
