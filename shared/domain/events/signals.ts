import * as z from 'zod/mini';
import { bailleurSchema, centsSchema, common, money, parcSchema } from './common.ts';
import { civilDate, within } from './windows.ts';

/** What CAF, MSA, Banque de France and landlords tell of money (charter A1, domain §9 and §10). */

export const aidesLogement = ['APL', 'ALF', 'ALS'] as const;
export const impayeSuites = ['planDemande', 'fsl', 'maintien', 'suspension', 'saisineCcapex'] as const;

/** An unpaid rent: CAF or MSA signals it, or the landlord does. */
const impayeSchema = z.object({
  ...common,
  ...money,
  kind: z.literal('impaye'),
  allocataire: z.optional(z.string()),
  aide: z.optional(
    z.object({ nature: z.optional(z.enum(aidesLogement)), tiersPayant: z.optional(z.boolean()) }),
  ),
  /** Month of the first default, `YYYY-MM`. */
  impayeDepuis: z.optional(within('constat', z.string())),
  dateConstitution: z.optional(civilDate('constat')),
  /** Day of the first default that the landlord recorded and that is still unpaid (CCH, art. R824-2, from 2027). */
  premierImpayeLe: z.optional(civilDate('constat')),
  /** Day on which CAF or MSA received the first signal of this unpaid rent: the law of that day governs it. */
  signaleLe: z.optional(civilDate('constat')),
  parc: z.optional(parcSchema),
  bailleur: z.optional(bailleurSchema),
  suites: z.optional(z.array(z.enum(impayeSuites))),
});

/** The bodies that pay housing aids. */
export const organismesPayeurs = ['caf', 'msa'] as const;
export type OrganismePayeur = (typeof organismesPayeurs)[number];

/** The landlord refers the unpaid rent to CAF or MSA. */
const saisineOrganismeSchema = z.object({
  ...common,
  kind: z.literal('saisineOrganisme'),
  /** The body that is seized, where the landlord says it. */
  organisme: z.optional(z.enum(organismesPayeurs)),
  bailleur: z.optional(bailleurSchema),
});

/** What the CCAPEX is asked: to examine a situation, or to decide on the housing aid (from 2027, CCH, art. L824-2). */
export const objetsSaisine = ['situation', 'aideLogement'] as const;
/** Why a case is referred to the CCAPEX (charter §V.1 and A6, art. 3; loi n° 90-449, art. 7-2). */
export const criteresSaisine = [
  'detteLourde',
  'stadeAvance',
  'situationComplexe',
  'relogementNecessaire',
  'accompagnementEnEchec',
  'aideMenacee',
  'recoursDalo',
  'signalementCommissaire',
] as const;

/** The case is referred to CCAPEX, by a landlord before the assignation or by anyone when it is complex. */
const saisineCcapexSchema = z.object({
  ...common,
  ...money,
  kind: z.literal('saisineCcapex'),
  /** Without it, the situation. */
  objet: z.optional(z.enum(objetsSaisine)),
  criteres: z.optional(z.array(z.enum(criteresSaisine))),
  /** CAF or MSA: when support was set up, and when the diagnosis was made, which the aid's referral carries. */
  accompagnementLe: z.optional(civilDate('constat')),
  diagnosticLe: z.optional(civilDate('constat')),
  parc: z.optional(parcSchema),
  bailleur: z.optional(bailleurSchema),
});

export const etatsPlan = ['signe', 'refuse', 'denonce', 'respecte'] as const;

const planApurementSchema = z.object({
  ...common,
  kind: z.literal('planApurement'),
  etat: z.enum(etatsPlan),
});

const paiementSchema = z.object({
  ...common,
  kind: z.literal('paiement'),
  montant: z.optional(centsSchema),
  /** What is still owed after this payment, in cents; 0 when the debt is paid. */
  solde: z.optional(centsSchema),
});

export const etatsEcheance = ['tenue', 'manquee'] as const;

/** An instalment of the schedule a judge granted, kept or missed. */
const echeanceSchema = z.object({
  ...common,
  kind: z.literal('echeance'),
  /** The instalment's own date. */
  date: civilDate('terme'),
  etat: z.enum(etatsEcheance),
});

export const surendettementEtapes = [
  'depot',
  'recevabilite',
  'irrecevabilite',
  'orientation',
  'planApprouve',
  'mesures',
  'retablissementPersonnel',
  'cloture',
] as const;

export const orientations = ['planConventionnel', 'retablissementPersonnel'] as const;

/** A step of a surendettement file. The judge's suspension is another fact than recevabilité (domain §9). */
const surendettementSchema = z.object({
  ...common,
  kind: z.literal('surendettement'),
  numeroBdf: z.optional(z.string()),
  etape: z.enum(surendettementEtapes),
  orientation: z.optional(z.enum(orientations)),
  detteLocative: z.optional(centsSchema),
  bailleurCreancier: z.optional(z.string()),
  suspension: z.optional(z.object({ debut: civilDate('terme'), fin: z.optional(civilDate('terme')) })),
});

export const signalSchemas = [
  impayeSchema,
  saisineOrganismeSchema,
  saisineCcapexSchema,
  planApurementSchema,
  paiementSchema,
  echeanceSchema,
  surendettementSchema,
] as const;
