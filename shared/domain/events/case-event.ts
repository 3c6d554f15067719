import * as z from 'zod/mini';
import { civilDateSchema, dwellingSchema, personSchema } from './household.ts';

/** Euros in cents, never negative. */
const centsSchema = z.int().check(z.nonnegative());

const common = {
  /** The message's id: the partner's own, else the hash of its canonical bytes. */
  id: z.string().check(z.minLength(1)),
  /** `caf`, `msa`, `bdf`, or the étude's code. */
  sender: z.string().check(z.minLength(1)),
  /** The sender's own reference of the file. */
  reference: z.string().check(z.minLength(1)),
  actDate: civilDateSchema,
  receivedAt: z.iso.datetime(),
  dwelling: dwellingSchema,
  household: z.array(personSchema),
  /** Where the raw form is kept: a key of the raw archive. */
  rawKey: z.optional(z.string()),
};

const money = {
  loyer: z.optional(centsSchema),
  charges: z.optional(centsSchema),
  dette: z.optional(centsSchema),
};

const bailleurSchema = z.object({
  nom: z.optional(z.string()),
  nature: z.optional(z.enum(['personnePhysique', 'personneMorale', 'sciFamiliale'])),
  /** The lease's reference at this landlord: an identity key once the landlord's name is known. */
  referenceBail: z.optional(z.string()),
});

/** The stored form of a huissier's piece: which version of which object, and its fingerprint. */
const pieceSchema = z.object({
  key: z.string(),
  versionId: z.optional(z.string()),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** Bytes. */
  size: z.int().check(z.positive()),
});
export type Piece = z.infer<typeof pieceSchema>;

const act = { ...common, piece: z.optional(pieceSchema), bailleur: z.optional(bailleurSchema) };

export const impayeSuites = ['planDemande', 'fsl', 'maintien', 'suspension', 'saisineCcapex'] as const;

/** CAF or MSA signals an unpaid rent (domain §10, charter A1 CAF and MSA). */
const impayeSchema = z.object({
  ...common,
  ...money,
  kind: z.literal('impaye'),
  allocataire: z.optional(z.string()),
  aide: z.optional(
    z.object({ nature: z.optional(z.enum(['APL', 'ALF', 'ALS'])), tiersPayant: z.optional(z.boolean()) }),
  ),
  /** Month of the first default, `YYYY-MM`. */
  impayeDepuis: z.optional(z.string()),
  dateConstitution: z.optional(civilDateSchema),
  parc: z.optional(z.enum(['social', 'prive'])),
  bailleur: z.optional(bailleurSchema),
  suites: z.optional(z.array(z.enum(impayeSuites))),
});

const commandementDePayerSchema = z.object({
  ...act,
  ...money,
  kind: z.literal('commandementDePayer'),
  delai: z.optional(z.object({ valeur: z.int().check(z.positive()), unite: z.enum(['mois', 'semaines']) })),
  dateBail: z.optional(civilDateSchema),
  adresseFsl: z.optional(z.string()),
  occupants: z.optional(z.int().check(z.positive())),
});

const assignationSchema = z.object({
  ...act,
  kind: z.literal('assignation'),
  tribunal: z.optional(z.string()),
  dateAudience: z.optional(civilDateSchema),
  dette: z.optional(centsSchema),
  numeroRg: z.optional(z.string()),
});

const decisionSchema = z.object({
  ...act,
  kind: z.literal('decision'),
  tribunal: z.optional(z.string()),
  issue: z.optional(z.enum(['delaiDePaiement', 'resiliation', 'rejet'])),
  /** Months granted by the judge, to pay or to leave. */
  delaiAccordeMois: z.optional(z.int().check(z.positive())),
  echeancier: z.optional(z.array(z.object({ date: civilDateSchema, montant: centsSchema }))),
});

const commandementDeQuitterLesLieuxSchema = z.object({
  ...act,
  kind: z.literal('commandementDeQuitterLesLieux'),
  titre: z.optional(z.string()),
  dateLiberation: z.optional(civilDateSchema),
  occupants: z.optional(z.int().check(z.positive())),
  prefetInformeLe: z.optional(civilDateSchema),
});

const demandeCfpSchema = z.object({
  ...act,
  kind: z.literal('demandeCfp'),
  dispositif: z.optional(z.string()),
  diligences: z.optional(z.string()),
  difficultes: z.optional(z.string()),
});

const executionCfpSchema = z.object({
  ...act,
  kind: z.literal('executionCfp'),
  effectuee: z.boolean(),
  motifNonExecution: z.optional(z.string()),
});

const procesVerbalSchema = z.object({
  ...act,
  kind: z.literal('procesVerbal'),
  nature: z.optional(z.enum(['expulsion', 'tentative', 'reprise'])),
});

const departVolontaireSchema = z.object({
  ...act,
  kind: z.literal('departVolontaire'),
  clesRemises: z.optional(z.boolean()),
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
  numeroBdf: z.optional(z.string()),
  etape: z.enum(surendettementEtapes),
  orientation: z.optional(z.enum(['planConventionnel', 'retablissementPersonnel'])),
  detteLocative: z.optional(centsSchema),
  bailleurCreancier: z.optional(z.string()),
  suspension: z.optional(z.object({ debut: civilDateSchema, fin: z.optional(civilDateSchema) })),
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
