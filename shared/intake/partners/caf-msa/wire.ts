import * as z from 'zod/mini';
import { impayeSuites } from '../../../domain/events/signals.ts';
import { bailleurWire, eurosWire, wireFields } from '../../wire.ts';

/** CAF and MSA: signal of an unpaid rent, format version 1 (charter A1 CAF and MSA, domain §10). */
export const impayeWireSchema = z
  .strictObject({
    ...wireFields,
    sender: z.enum(['caf', 'msa']).check(z.describe('Organisme')),
    allocataire: z.optional(
      z.string().check(z.trim(), z.minLength(1), z.maxLength(30), z.describe('Numéro d’allocataire')),
    ),
    aide: z.optional(
      z
        .strictObject({
          nature: z.optional(z.enum(['APL', 'ALF', 'ALS']).check(z.describe('Aide au logement'))),
          tiersPayant: z.optional(z.boolean().check(z.describe('Aide versée au bailleur'))),
        })
        .check(z.describe('Aide au logement servie')),
    ),
    loyer: z.optional(eurosWire.check(z.describe('Loyer mensuel, en euros'))),
    charges: z.optional(eurosWire.check(z.describe('Charges mensuelles, en euros'))),
    dette: z.optional(eurosWire.check(z.describe('Dette de loyer, en euros'))),
    impayeDepuis: z.optional(
      z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/), z.describe('Mois du premier impayé, AAAA-MM')),
    ),
    dateConstitution: z.optional(
      z.iso.date().check(z.describe('Date de constitution de l’impayé, AAAA-MM-JJ')),
    ),
    parc: z.optional(z.enum(['social', 'prive']).check(z.describe('Parc du logement'))),
    bailleur: z.optional(bailleurWire.check(z.describe('Bailleur'))),
    suites: z.optional(
      z.array(z.enum(impayeSuites)).check(z.maxLength(10), z.describe('Ce que l’organisme a fait')),
    ),
  })
  .check(
    z.meta({
      title: 'Signal d’impayé CAF ou MSA, version 1',
      examples: [
        {
          version: '1',
          messageId: 'CAF77-2026-0004512',
          sender: 'caf',
          reference: 'IMP-2026-4512',
          actDate: '2026-03-02',
          dwelling: { insee: '77284', postcode: '77100', commune: 'Meaux', street: '12 rue des Tilleuls' },
          household: [{ nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' }],
          allocataire: '7204518',
          aide: { nature: 'APL', tiersPayant: true },
          loyer: 612.4,
          charges: 88,
          dette: 1837.2,
          impayeDepuis: '2025-12',
          dateConstitution: '2026-02-28',
          parc: 'social',
          bailleur: { nom: 'Habitat Exemple', referenceBail: 'B-00812' },
          suites: ['planDemande'],
        },
      ],
    }),
  );
export type ImpayeWire = z.infer<typeof impayeWireSchema>;
