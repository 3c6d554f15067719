import * as z from 'zod/mini';
import { organismeCodes } from '../../../domain/events/organismes.ts';
import {
  decisionsAide,
  etatsSuite,
  issuesClpil,
  mesuresDecidees,
  naturesAvis,
  raisonsAide,
  raisonsSuite,
  recommandationsCcapex,
} from '../../../domain/events/support.ts';
import { choice, date, text } from './fields.ts';
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
    organisme: z.optional(choice(organismeCodes, 'Organisme chargé de ces décisions')),
    commission: text(40, 'Code de la commission'),
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
    commission: text(40, 'Code de la commission'),
  },
  example: { nature: 'avis', recommandations: ['maintienDansLesLieux', 'aideFsl'] },
};

export const inscriptionCcapex: Kind = {
  kind: 'inscriptionCcapex',
  title: 'Inscription à l’ordre du jour de la CCAPEX',
  fields: {
    commission: z.string().check(z.minLength(1), z.maxLength(40), z.describe('Code de la commission')),
    dateCommission: date('Date de la commission, AAAA-MM-JJ'),
  },
  example: { commission: 'ccapex-nord', dateCommission: '2026-04-14' },
};

export const suiteDecision: Kind = {
  kind: 'suiteDecision',
  title: 'Suite donnée à la décision d’une commission',
  fields: {
    decisionDu: date('Date de la séance ou de l’avis, AAAA-MM-JJ'),
    mesure: choice(mesuresDecidees, 'Mesure décidée ou recommandée'),
    organisme: z.optional(choice(organismeCodes, 'Organisme qui en est chargé')),
    etat: choice(etatsSuite, 'État de la mesure'),
    raison: z.optional(choice(raisonsSuite, 'Raison, si elle n’est pas faite')),
  },
  example: { decisionDu: '2026-03-12', mesure: 'accompagnement', etat: 'faite' },
};

/** From 2027 CCAPEX decides, in the place of CAF and MSA (loi 90-449, art. 7-2). */
export const decisionCcapex: Kind = {
  kind: 'decisionCcapex',
  title: 'Décision de la CCAPEX sur l’aide au logement',
  fields: {
    aide: choice(decisionsAide, 'Aide au logement ; maintien ou suspension'),
    raisonsAide: z.optional(
      z
        .array(z.enum(raisonsAide))
        .check(z.maxLength(raisonsAide.length), z.describe('Raisons de la suspension')),
    ),
    commission: text(40, 'Code de la commission'),
    notifieeLe: z.optional(date('Notifiée à la CAF ou à la MSA le, AAAA-MM-JJ')),
  },
  asked: ['notifieeLe'],
  example: { aide: 'suspension', notifieeLe: '2026-03-18' },
};
