import * as z from 'zod/mini';
import { decisionIssues } from '../../../domain/events/acts.ts';
import { choice, date, euros, tribunal } from './fields.ts';
import type { Kind } from './kind.ts';

/** What the judge, the préfet and his services decide or do (charter A1 État, A4). */
export const decision: Kind = {
  kind: 'decision',
  title: 'Décision du juge',
  fields: {
    tribunal,
    issue: z.optional(choice(decisionIssues, 'Sens de la décision')),
    delaiAccordeMois: z.optional(
      z.int().check(z.positive(), z.maximum(36), z.describe('Délai accordé, en mois')),
    ),
    delaiCommandementMois: z.optional(
      z
        .int()
        .check(
          z.nonnegative(),
          z.maximum(12),
          z.describe('Délai du commandement changé par le juge, en mois'),
        ),
    ),
  },
  asked: ['tribunal', 'issue'],
  example: { tribunal: 'Tribunal judiciaire de Meaux', issue: 'delaiDePaiement', delaiAccordeMois: 12 },
};

export const decisionCfp: Kind = {
  kind: 'decisionCfp',
  title: 'Décision sur le concours de la force publique',
  fields: {
    issue: choice(['accord', 'refus', 'sursis'], 'Sens de la décision'),
    jusquAu: z.optional(date('Sursis jusqu’au, AAAA-MM-JJ')),
  },
  example: { issue: 'sursis', jusquAu: '2026-04-30' },
};

export const suspensionExpulsion: Kind = {
  kind: 'suspensionExpulsion',
  title: 'Suspension de l’expulsion par le juge',
  fields: { fin: z.optional(date('Fin de la suspension, AAAA-MM-JJ')) },
  asked: ['fin'],
  example: { fin: '2027-03-16' },
};

export const avisSuspension: Kind = {
  kind: 'avisSuspension',
  title: 'Avis de l’État sur la suspension',
  fields: { sens: choice(['favorable', 'defavorable'], 'Sens de l’avis') },
  example: { sens: 'favorable' },
};

export const relogement: Kind = {
  kind: 'relogement',
  title: 'Relogement du ménage',
  fields: {},
  example: {},
};

export const indemnisation: Kind = {
  kind: 'indemnisation',
  title: 'Indemnisation du bailleur',
  fields: {
    etat: choice(['demandee', 'accordee', 'refusee'], 'État de l’indemnisation'),
    montant: euros('Montant, en euros'),
  },
  example: { etat: 'accordee', montant: 3674.4 },
};

export const transmissionDsf: Kind = {
  kind: 'transmissionDsf',
  title: 'Diagnostic social et financier transmis au juge',
  fields: { tribunal },
  example: { tribunal: 'Tribunal judiciaire de Meaux' },
};
