import * as z from 'zod/mini';
import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { effetDe } from '../../domain/ccapex/saisines.ts';
import { decisionsAide, raisonsAide } from '../../domain/events/support.ts';
import type { DecisionAide } from '../../store/decision-aide.ts';

const day = (description: string) => z.iso.date().check(z.describe(description));

/** What CAF and MSA read on their replies queue when the CCAPEX has decided on an aid that they pay (CCH, art. L824-2, from 2027). */
export const decisionAideSchema = z
  .object({
    version: z.literal('1').check(z.describe('Version du format')),
    kind: z
      .literal('decisionAide')
      .check(z.describe('Distingue ce message des réponses, qui n’ont pas de « kind »')),
    messageId: z
      .string()
      .check(z.describe('Identifiant de la décision ; le même message reçu deux fois porte le même')),
    reference: z.string().check(z.describe('Votre référence de la saisine')),
    case: z.string().check(z.describe('Nom du dossier pour vous seul, par exemple K7QF-2M9X-4TRB')),
    allocataire: z.optional(z.string().check(z.describe('Numéro d’allocataire, s’il est connu'))),
    decision: z
      .enum(decisionsAide)
      .check(z.describe('maintien : l’aide continue ; suspension : elle cesse le jour dit par « effetLe »')),
    raisons: z.array(z.enum(raisonsAide)).check(z.describe('Raisons d’une suspension')),
    commission: z.string().check(z.describe('Commission qui a décidé')),
    saisineDu: day('Date de la saisine à laquelle cette décision répond'),
    decideeLe: day('Date de la décision'),
    notifieeLe: day('Jour où la décision vous est remise, heure de Paris'),
    effetLe: z.optional(
      day('Suspension : premier jour du mois suivant la notification ; absent pour un maintien'),
    ),
  })
  .check(
    z.meta({
      title: 'Décision de la CCAPEX sur une aide au logement, version 1',
      description:
        'À compter du 1er janvier 2027, la CCAPEX décide du maintien ou de la suspension de l’aide au logement dont elle est saisie. Tant qu’aucune suspension n’est notifiée, l’aide est maintenue.',
      examples: [
        {
          version: '1',
          kind: 'decisionAide',
          messageId: '3f9c0a7d51e84b2296d1c4a0',
          reference: 'IMP-2027-0312',
          case: 'K7QF-2M9X-4TRB',
          allocataire: '7204518',
          decision: 'suspension',
          raisons: ['loyerCourantNonRepris'],
          commission: 'CCAPEX Nord',
          saisineDu: '2027-02-08',
          decideeLe: '2027-03-03',
          notifieeLe: '2027-03-03',
          effetLe: '2027-04-01',
        },
        {
          version: '1',
          kind: 'decisionAide',
          messageId: '81be22c09f4d4e7aa1057b3c',
          reference: 'IMP-2027-0340',
          case: 'M3XD-8R2T-6VNA',
          decision: 'maintien',
          raisons: [],
          commission: 'CCAPEX Nord',
          saisineDu: '2027-02-10',
          decideeLe: '2027-03-03',
          notifieeLe: '2027-03-03',
        },
      ],
    }),
  );
export type DecisionAideMessage = z.infer<typeof decisionAideSchema>;

/** A decision as its body reads it. @param notifieeLe the day it is handed over, Europe/Paris */
export const messageDeDecision = (decision: DecisionAide, notifieeLe: CivilDate): DecisionAideMessage => {
  const { id, reference, caseName, allocataire, aide, raisons, nom, saisineDu, decideeLe } = decision;
  return {
    version: '1',
    kind: 'decisionAide',
    messageId: id,
    reference,
    case: caseName,
    ...(allocataire !== undefined && { allocataire }),
    decision: aide,
    raisons,
    commission: nom,
    saisineDu,
    decideeLe,
    notifieeLe,
    ...(aide === 'suspension' && { effetLe: effetDe(notifieeLe) }),
  };
};
