import * as z from 'zod';

/** Fields every partner's message carries, format version 1 (domain §10). Absent from a required field → refusal. */
const text = (max = 200) => z.string().trim().min(1).max(max);
const date = z.iso.date();

const personWire = z
  .strictObject({
    nomNaissance: text(100).optional().describe('Nom de naissance'),
    nomUsage: text(100).optional().describe("Nom d'usage"),
    prenoms: z.array(text(100)).min(1).max(10).optional().describe("Prénoms, dans l'ordre de l'état civil"),
    dateNaissance: date.optional().describe('Date de naissance, AAAA-MM-JJ'),
    lieuNaissance: text(100).optional().describe('Commune ou pays de naissance'),
  })
  .refine((person) => person.nomNaissance !== undefined || person.nomUsage !== undefined, {
    path: ['nomNaissance'],
    message: 'un nom de naissance ou un nom d’usage',
  });

const dwellingWire = z
  .strictObject({
    insee: z
      .string()
      .regex(/^(\d{5}|2[AB]\d{3})$/)
      .optional()
      .describe('Code INSEE de la commune (préféré)'),
    postcode: z
      .string()
      .regex(/^\d{5}$/)
      .optional()
      .describe('Code postal'),
    commune: text(100).optional().describe('Nom de la commune'),
    street: text().optional().describe('Numéro et voie'),
    complement: text().optional().describe('Bâtiment, escalier, étage, appartement'),
  })
  .refine(
    ({ insee, postcode, commune }) => insee !== undefined || postcode !== undefined || commune !== undefined,
    {
      path: ['insee'],
      message: 'un code INSEE, ou un code postal et une commune',
    },
  );

/** Euros with at most two decimals, as partners write them. */
export const eurosWire = z
  .number()
  .nonnegative()
  .max(10_000_000)
  .multipleOf(0.01)
  .describe('Montant en euros');

export const wireFields = {
  version: z.literal('1').describe('Version du format'),
  messageId: text(100)
    .regex(/^[\w.:@/-]+$/)
    .optional()
    .describe('Identifiant du message chez l’expéditeur'),
  sender: text(60).describe('Code de l’expéditeur'),
  reference: text(100).describe('Référence du dossier chez l’expéditeur'),
  actDate: date.describe("Date de l'acte ou du fait, AAAA-MM-JJ"),
  dwelling: dwellingWire.describe('Logement concerné'),
  household: z.array(personWire).min(1).max(20).describe('Personnes du ménage'),
};

export const bailleurWire = z.strictObject({
  nom: text().optional().describe('Nom du bailleur'),
  nature: z
    .enum(['personnePhysique', 'personneMorale', 'sciFamiliale'])
    .optional()
    .describe('Nature du bailleur'),
  referenceBail: text(100).optional().describe('Référence du bail chez le bailleur'),
});

const envelopeSchema = z.object(wireFields);
/** The part of a message that every receiver reads the same way. */
export type WireEnvelope = z.infer<typeof envelopeSchema>;

/** Euros as written to cents, rounded to the cent. */
export const centsOf = (euros: number | undefined): number | undefined =>
  euros === undefined ? undefined : Math.round(euros * 100);
