import * as z from 'zod';
import { civilDateSchema, dwellingSchema, personSchema } from './household.ts';

/** Euros in cents, never negative. */
const centsSchema = z.int().nonnegative();

const common = {
  /** The message's id: the partner's own, else the hash of its canonical bytes. */
  id: z.string().min(1),
  /** `caf`, `msa`, `bdf`, or the étude's code. */
  sender: z.string().min(1),
  /** The sender's own reference of the file. */
  reference: z.string().min(1),
  actDate: civilDateSchema,
  receivedAt: z.iso.datetime(),
  dwelling: dwellingSchema,
  household: z.array(personSchema),
  /** Where the raw form is kept: a key of the raw archive. */
  rawKey: z.string().optional(),
};

const money = {
  loyer: centsSchema.optional(),
  charges: centsSchema.optional(),
  dette: centsSchema.optional(),
};

const bailleurSchema = z.object({
  nom: z.string().optional(),
  nature: z.enum(['personnePhysique', 'personneMorale', 'sciFamiliale']).optional(),
  /** The lease's reference at this landlord: an identity key once the landlord's name is known. */
  referenceBail: z.string().optional(),
});

/** The stored form of a huissier's piece: which version of which object, and its fingerprint. */
const pieceSchema = z.object({
  key: z.string(),
  versionId: z.string().optional(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Bytes. */
  size: z.int().positive(),
});
export type Piece = z.infer<typeof pieceSchema>;

const act = { ...common, piece: pieceSchema.optional(), bailleur: bailleurSchema.optional() };

export const impayeSuites = ['planDemande', 'fsl', 'maintien', 'suspension', 'saisineCcapex'] as const;

/** CAF or MSA signals an unpaid rent (domain §10, charter A1 CAF and MSA). */
const impayeSchema = z.object({
  ...common,
  ...money,
  kind: z.literal('impaye'),
  allocataire: z.string().optional(),
  aide: z
    .object({ nature: z.enum(['APL', 'ALF', 'ALS']).optional(), tiersPayant: z.boolean().optional() })
    .optional(),
  /** Month of the first default, `YYYY-MM`. */
  impayeDepuis: z.string().optional(),
  dateConstitution: civilDateSchema.optional(),
  parc: z.enum(['social', 'prive']).optional(),
  bailleur: bailleurSchema.optional(),
  suites: z.array(z.enum(impayeSuites)).optional(),
});

const commandementDePayerSchema = z.object({
  ...act,
  ...money,
  kind: z.literal('commandementDePayer'),
  delai: z.object({ valeur: z.int().positive(), unite: z.enum(['mois', 'semaines']) }).optional(),
  dateBail: civilDateSchema.optional(),
  adresseFsl: z.string().optional(),
  occupants: z.int().positive().optional(),
});

const assignationSchema = z.object({
  ...act,
  kind: z.literal('assignation'),
  tribunal: z.string().optional(),
  dateAudience: civilDateSchema.optional(),
  dette: centsSchema.optional(),
  numeroRg: z.string().optional(),
});

const decisionSchema = z.object({
  ...act,
  kind: z.literal('decision'),
  tribunal: z.string().optional(),
  issue: z.enum(['delaiDePaiement', 'resiliation', 'rejet']).optional(),
  /** Months granted by the judge, to pay or to leave. */
  delaiAccordeMois: z.int().positive().optional(),
  echeancier: z.array(z.object({ date: civilDateSchema, montant: centsSchema })).optional(),
});

const commandementDeQuitterLesLieuxSchema = z.object({
  ...act,
  kind: z.literal('commandementDeQuitterLesLieux'),
  titre: z.string().optional(),
  dateLiberation: civilDateSchema.optional(),
  occupants: z.int().positive().optional(),
  prefetInformeLe: civilDateSchema.optional(),
});

const demandeCfpSchema = z.object({
  ...act,
  kind: z.literal('demandeCfp'),
  dispositif: z.string().optional(),
  diligences: z.string().optional(),
  difficultes: z.string().optional(),
});

const executionCfpSchema = z.object({
  ...act,
  kind: z.literal('executionCfp'),
  effectuee: z.boolean(),
  motifNonExecution: z.string().optional(),
});

const procesVerbalSchema = z.object({
  ...act,
  kind: z.literal('procesVerbal'),
  nature: z.enum(['expulsion', 'tentative', 'reprise']).optional(),
});

const departVolontaireSchema = z.object({
  ...act,
  kind: z.literal('departVolontaire'),
  clesRemises: z.boolean().optional(),
});

export const surendettementEtapes = [
  'depot',
  'recevabilite',
  'irrecevabilite',
  'orientation',
  'mesures',
  'cloture',
] as const;

/** A step of a surendettement file. The judge's suspension is another fact than recevabilité (domain §9). */
const surendettementSchema = z.object({
  ...common,
  kind: z.literal('surendettement'),
  numeroBdf: z.string().optional(),
  etape: z.enum(surendettementEtapes),
  orientation: z.enum(['planConventionnel', 'retablissementPersonnel']).optional(),
  detteLocative: centsSchema.optional(),
  bailleurCreancier: z.string().optional(),
  suspension: z.object({ debut: civilDateSchema, fin: civilDateSchema.optional() }).optional(),
});

/** A reviewer's answer to an uncertain commune: decides the arrondissement whatever the messages said. */
const communeConfirmeeSchema = z.object({
  ...common,
  kind: z.literal('communeConfirmee'),
});

/** The hub's one vocabulary beyond a receiver: everything that can happen to a case. */
export const caseEventSchema = z.discriminatedUnion('kind', [
  impayeSchema,
  commandementDePayerSchema,
  assignationSchema,
  decisionSchema,
  commandementDeQuitterLesLieuxSchema,
  demandeCfpSchema,
  executionCfpSchema,
  procesVerbalSchema,
  departVolontaireSchema,
  surendettementSchema,
  communeConfirmeeSchema,
]);
export type CaseEvent = z.infer<typeof caseEventSchema>;
export type CaseEventKind = CaseEvent['kind'];
