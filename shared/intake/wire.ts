import * as z from 'zod/mini';
import { oneLine } from '../domain/text/plain-text.ts';

/** Fields of every partner's message, format version 1 (domain §10). A message without a required one is refused. */
const text = (max = 200) => z.string().check(z.overwrite(oneLine), z.minLength(1), z.maxLength(max));
const date = z.iso.date();

/** A person has one of these at least; a dwelling has one of those. */
export const nameFields = ['nomNaissance', 'nomUsage'] as const;
export const placeFields = ['insee', 'postcode', 'commune'] as const;

const personWire = z
  .strictObject({
    nomNaissance: z.optional(text(100).check(z.describe('Nom de naissance'))),
    nomUsage: z.optional(text(100).check(z.describe('Nom d’usage'))),
    prenoms: z.optional(
      z
        .array(text(100))
        .check(z.minLength(1), z.maxLength(10), z.describe('Prénoms, dans l’ordre de l’état civil')),
    ),
    dateNaissance: z.optional(date.check(z.describe('Date de naissance, AAAA-MM-JJ'))),
    lieuNaissance: z.optional(text(100).check(z.describe('Commune ou pays de naissance'))),
  })
  .check(
    z.refine((person) => nameFields.some((name) => person[name] !== undefined), {
      path: ['nomNaissance'],
      message: 'un nom de naissance ou un nom d’usage',
    }),
  );

const dwellingWire = z
  .strictObject({
    insee: z.optional(
      z.string().check(z.regex(/^(\d{5}|2[AB]\d{3})$/), z.describe('Code INSEE de la commune (préféré)')),
    ),
    postcode: z.optional(z.string().check(z.regex(/^\d{5}$/), z.describe('Code postal'))),
    commune: z.optional(text(100).check(z.describe('Nom de la commune'))),
    street: z.optional(text().check(z.describe('Numéro et voie'))),
    complement: z.optional(text().check(z.describe('Bâtiment, escalier, étage, appartement'))),
  })
  .check(
    z.refine((dwelling) => placeFields.some((name) => dwelling[name] !== undefined), {
      path: ['insee'],
      message: 'un code INSEE, ou un code postal et une commune',
    }),
  );

export const wireFields = {
  version: z.literal('1').check(z.describe('Version du format')),
  messageId: z.optional(
    text(100).check(z.regex(/^[\w.:@/-]+$/), z.describe('Identifiant du message chez l’expéditeur')),
  ),
  sender: text(60).check(z.describe('Code de l’expéditeur')),
  reference: text(100).check(z.describe('Référence du dossier chez l’expéditeur')),
  actDate: date.check(z.describe('Date de l’acte ou du fait, AAAA-MM-JJ')),
  dwelling: dwellingWire.check(z.describe('Logement concerné')),
  household: z.array(personWire).check(z.minLength(1), z.maxLength(20), z.describe('Personnes du ménage')),
};

const envelopeSchema = z.object(wireFields);
/** The part of a message that every receiver reads the same way. */
export type WireEnvelope = z.infer<typeof envelopeSchema>;
