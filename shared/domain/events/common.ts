import * as z from 'zod/mini';
import { dwellingSchema, personSchema } from './household.ts';
import { civilDate } from './windows.ts';

/** Euros in cents, never negative. */
export const centsSchema = z.int().check(z.nonnegative());

/** Why a household may lose its dwelling (charter §II). */
export const motifs = [
  'impaye',
  'troubleDeJouissance',
  'congeReprise',
  'congeVente',
  'divorce',
  'adjudication',
] as const;
const motifSchema = z.enum(motifs);
export type Motif = z.infer<typeof motifSchema>;

/** What every event carries. */
export const common = {
  /** The message's id: the partner's own, else the hash of its canonical bytes. */
  id: z.string().check(z.minLength(1)),
  /** `caf`, `msa`, `bdf`, `etat`… or the étude's code. */
  sender: z.string().check(z.minLength(1)),
  /**
   * The sender's own reference of the file. In what a person tells: the case's reference, or, where `by` is absent, the person's
   * name.
   */
  reference: z.string().check(z.minLength(1)),
  /** The person who told it, where no partner's message did. */
  by: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  actDate: civilDate('acte'),
  receivedAt: z.iso.datetime(),
  dwelling: dwellingSchema,
  household: z.array(personSchema),
  /** Key of the raw message in the archive. */
  rawKey: z.optional(z.string()),
};

export const money = {
  loyer: z.optional(centsSchema),
  charges: z.optional(centsSchema),
  dette: z.optional(centsSchema),
};

export const naturesBailleur = ['personnePhysique', 'personneMorale', 'sciFamiliale'] as const;

export const bailleurSchema = z.object({
  nom: z.optional(z.string()),
  nature: z.optional(z.enum(naturesBailleur)),
  /** The lease's reference at this landlord. It identifies a case once the landlord's name is known. */
  referenceBail: z.optional(z.string()),
});

export const parcs = ['social', 'prive'] as const;
export const parcSchema = z.enum(parcs);

/** The stored form of a huissier's piece: which version of which object, and its fingerprint. */
const pieceSchema = z.object({
  key: z.string(),
  versionId: z.optional(z.string()),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** Bytes. */
  size: z.int().check(z.positive()),
});
export type Piece = z.infer<typeof pieceSchema>;

/** What an act of the procedure adds: its piece, the landlord it is for, and the parc and motif where the act says them. */
export const act = {
  ...common,
  piece: z.optional(pieceSchema),
  bailleur: z.optional(bailleurSchema),
  parc: z.optional(parcSchema),
  motif: z.optional(motifSchema),
};
