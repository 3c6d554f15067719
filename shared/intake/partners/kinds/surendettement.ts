import * as z from 'zod/mini';
import { orientations, surendettementEtapes } from '../../../domain/events/signals.ts';
import { choice, date, euros, text } from './fields.ts';
import type { Kind } from './kind.ts';

/** One step of a surendettement file (charter A1 BdF, domain §10). */
export const surendettement: Kind = {
  kind: 'surendettement',
  fields: {
    numeroBdf: text(30, 'Numéro du dossier de surendettement'),
    etape: choice(
      surendettementEtapes,
      'Étape du dossier ; planApprouve : plan conventionnel approuvé ; mesures : imposées ; retablissementPersonnel : prononcé',
    ),
    orientation: z.optional(choice(orientations, 'Orientation retenue')),
    detteLocative: euros('Dette locative déclarée, en euros'),
    bailleurCreancier: text(200, 'Bailleur créancier'),
    suspension: z.optional(
      z
        .strictObject({
          debut: date('Début, AAAA-MM-JJ'),
          fin: z.optional(date('Fin, AAAA-MM-JJ ; deux ans au plus')),
        })
        .check(z.describe('Suspension de l’expulsion décidée par le juge, distincte de la recevabilité')),
    ),
  },
  asked: ['numeroBdf', 'detteLocative', 'bailleurCreancier'],
  example: {
    messageId: 'BDF-77-2026-00981-R',
    reference: '000126009811',
    actDate: '2026-03-12',
    dwelling: { insee: '77288', commune: 'Melun', street: '4 rue du Miroir' },
    numeroBdf: '000126009811',
    etape: 'recevabilite',
    detteLocative: 2450,
    bailleurCreancier: 'Habitat Exemple',
  },
};
