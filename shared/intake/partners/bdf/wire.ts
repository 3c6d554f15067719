import * as z from 'zod/mini';
import { surendettementEtapes } from '../../../domain/events/signals.ts';
import { eurosWire, wireFields } from '../../wire.ts';

/** Banque de France: one step of a surendettement file, format version 1 (charter A1 BdF, domain §10). */
export const surendettementWireSchema = z
  .strictObject({
    ...wireFields,
    sender: z.literal('bdf').check(z.describe('Banque de France')),
    numeroBdf: z.optional(
      z
        .string()
        .check(z.trim(), z.minLength(1), z.maxLength(30), z.describe('Numéro du dossier de surendettement')),
    ),
    etape: z.enum(surendettementEtapes).check(z.describe('Étape du dossier')),
    orientation: z.optional(
      z.enum(['planConventionnel', 'retablissementPersonnel']).check(z.describe('Orientation retenue')),
    ),
    detteLocative: z.optional(eurosWire.check(z.describe('Dette locative déclarée, en euros'))),
    bailleurCreancier: z.optional(
      z.string().check(z.trim(), z.minLength(1), z.maxLength(200), z.describe('Bailleur créancier')),
    ),
    suspension: z.optional(
      z
        .strictObject({
          debut: z.iso.date().check(z.describe('Début, AAAA-MM-JJ')),
          fin: z.optional(z.iso.date().check(z.describe('Fin, AAAA-MM-JJ ; deux ans au plus'))),
        })
        .check(z.describe('Suspension de l’expulsion décidée par le juge, distincte de la recevabilité')),
    ),
  })
  .check(
    z.meta({
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
    }),
  );
export type SurendettementWire = z.infer<typeof surendettementWireSchema>;
