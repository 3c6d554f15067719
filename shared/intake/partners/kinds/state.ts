import * as z from 'zod/mini';
import { issuesCfp, sensAvis } from '../../../domain/events/measures.ts';
import { etatsAide } from '../../../domain/events/support.ts';
import { choice, date, euros, tribunal } from './fields.ts';
import type { Kind } from './kind.ts';

/** What the préfet and his services decide or do (charter A1 État, A4). */
export const decisionCfp: Kind = {
  kind: 'decisionCfp',
  title: 'Décision sur le concours de la force publique',
  fields: {
    issue: choice(issuesCfp, 'Sens de la décision'),
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
  fields: { sens: choice(sensAvis, 'Sens de l’avis') },
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
    etat: choice(etatsAide, 'État de l’indemnisation'),
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
