import * as z from 'zod';
import { surendettementEtapes } from '../../shared/domain/events/case-event.ts';
import { eurosWire, wireFields } from '../../shared/intake/wire.ts';

/** Banque de France: one step of a surendettement file, format version 1 (charter A1 BdF, domain §10). */
export const surendettementWireSchema = z
  .strictObject({
    ...wireFields,
    sender: z.literal('bdf').describe('Banque de France'),
    numeroBdf: z.string().trim().min(1).max(30).optional().describe('Numéro du dossier de surendettement'),
    etape: z.enum(surendettementEtapes).describe('Étape du dossier'),
    orientation: z
      .enum(['planConventionnel', 'retablissementPersonnel'])
      .optional()
      .describe('Orientation retenue'),
    detteLocative: eurosWire.optional().describe('Dette locative déclarée, en euros'),
    bailleurCreancier: z.string().trim().min(1).max(200).optional().describe('Bailleur créancier'),
    suspension: z
      .strictObject({
        debut: z.iso.date().describe('Début, AAAA-MM-JJ'),
        fin: z.iso.date().optional().describe('Fin, AAAA-MM-JJ ; deux ans au plus'),
      })
      .optional()
      .describe("Suspension de l'expulsion décidée par le juge, distincte de la recevabilité"),
  })
  .meta({
    title: 'Avis de surendettement Banque de France, version 1',
    examples: [
      {
        version: '1',
        messageId: 'BDF-77-2026-00981-R',
        sender: 'bdf',
        reference: '000126009811',
        actDate: '2026-03-12',
        dwelling: { insee: '77288', commune: 'Melun', street: '4 rue du Miroir' },
        household: [{ nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' }],
        numeroBdf: '000126009811',
        etape: 'recevabilite',
        detteLocative: 2450,
        bailleurCreancier: 'Habitat Exemple',
      },
    ],
  });
export type SurendettementWire = z.infer<typeof surendettementWireSchema>;
