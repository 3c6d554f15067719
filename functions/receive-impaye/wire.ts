import * as z from 'zod';
import { impayeSuites } from '../../shared/domain/events/case-event.ts';
import { bailleurWire, eurosWire, wireFields } from '../../shared/intake/wire.ts';

/** CAF and MSA: signal of an unpaid rent, format version 1 (charter A1 CAF and MSA, domain §10). */
export const impayeWireSchema = z
  .strictObject({
    ...wireFields,
    sender: z.enum(['caf', 'msa']).describe('Organisme'),
    allocataire: z.string().trim().min(1).max(30).optional().describe("Numéro d'allocataire"),
    aide: z
      .strictObject({
        nature: z.enum(['APL', 'ALF', 'ALS']).optional().describe('Aide au logement'),
        tiersPayant: z.boolean().optional().describe('Aide versée au bailleur'),
      })
      .optional()
      .describe('Aide au logement servie'),
    loyer: eurosWire.optional().describe('Loyer mensuel, en euros'),
    charges: eurosWire.optional().describe('Charges mensuelles, en euros'),
    dette: eurosWire.optional().describe('Dette de loyer, en euros'),
    impayeDepuis: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .optional()
      .describe('Mois du premier impayé, AAAA-MM'),
    dateConstitution: z.iso.date().optional().describe("Date de constitution de l'impayé, AAAA-MM-JJ"),
    parc: z.enum(['social', 'prive']).optional().describe('Parc du logement'),
    bailleur: bailleurWire.optional().describe('Bailleur'),
    suites: z.array(z.enum(impayeSuites)).max(10).optional().describe("Ce que l'organisme a fait"),
  })
  .meta({
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
        allocataire: '1234567',
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
  });
export type ImpayeWire = z.infer<typeof impayeWireSchema>;
