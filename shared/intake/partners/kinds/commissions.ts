import * as z from 'zod/mini';
import {
  decisionsAide,
  issuesClpil,
  naturesAvis,
  recommandationsCcapex,
} from '../../../domain/events/support.ts';
import { choice, date } from './fields.ts';
import type { Kind } from './kind.ts';

/** What CLPIL and CCAPEX decide or advise (charter V.1, A6). */
export const decisionClpil: Kind = {
  kind: 'decisionClpil',
  title: 'Relevé de décisions d’une commission locale (CLPIL)',
  fields: {
    dateCommission: date('Date de la commission, AAAA-MM-JJ'),
    issues: z
      .array(z.enum(issuesClpil))
      .check(z.minLength(1), z.maxLength(issuesClpil.length), z.describe('Décisions')),
  },
  example: { dateCommission: '2026-03-12', issues: ['accompagnement', 'planApurement'] },
};

export const avisCcapex: Kind = {
  kind: 'avisCcapex',
  title: 'Avis ou recommandation de la CCAPEX',
  fields: {
    nature: choice(naturesAvis, 'Nature'),
    recommandations: z
      .array(z.enum(recommandationsCcapex))
      .check(z.minLength(1), z.maxLength(recommandationsCcapex.length), z.describe('Recommandations')),
  },
  example: { nature: 'avis', recommandations: ['maintienDansLesLieux', 'aideFsl'] },
};

/** From 2027 CCAPEX decides, in the place of CAF and MSA (loi 90-449, art. 7-2). */
export const decisionCcapex: Kind = {
  kind: 'decisionCcapex',
  title: 'Décision de la CCAPEX sur l’aide au logement',
  fields: {
    aide: choice(decisionsAide, 'Aide au logement ; maintien ou suspension'),
    notifieeLe: z.optional(date('Notifiée à la CAF ou à la MSA le, AAAA-MM-JJ')),
  },
  asked: ['notifieeLe'],
  example: { aide: 'suspension', notifieeLe: '2026-03-18' },
};
