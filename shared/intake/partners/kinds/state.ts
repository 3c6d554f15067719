import * as z from 'zod/mini';
import {
  actesRecus,
  etatsRelogement,
  issuesCfp,
  motifsRefusCfp,
  sensAvis,
  voiesRelogement,
} from '../../../domain/events/measures.ts';
import {
  destinatairesDsf,
  etatsIndemnisation,
  etatsRecours,
  voiesRecours,
} from '../../../domain/events/support.ts';
import { choice, date, euros, tribunal } from './fields.ts';
import type { Kind } from './kind.ts';

/** What the préfet and his services decide or do (charter A1 État, A4). */
export const decisionCfp: Kind = {
  kind: 'decisionCfp',
  title: 'Décision sur le concours de la force publique',
  fields: {
    issue: choice(
      issuesCfp,
      'Sens de la décision ; sursis : accordé, l’exécution est reportée ; miseEnDemeure : de quitter les lieux, la demande restant à décider',
    ),
    motifRefus: z.optional(
      choice(motifsRefusCfp, 'Motif du refus ; prematuree : la demande est à refaire après le délai'),
    ),
    jusquAu: z.optional(date('Sursis jusqu’au, AAAA-MM-JJ')),
  },
  example: { issue: 'sursis', jusquAu: '2026-04-30' },
};

export const receptionPrefet: Kind = {
  kind: 'receptionPrefet',
  title: 'Réception d’un acte par le préfet',
  fields: {
    acte: choice(
      actesRecus,
      'Acte que le préfet a reçu à cette date ; lettreDuBailleur : demande du concours par le bailleur lui-même',
    ),
    dateActe: z.optional(date('Date de l’acte, AAAA-MM-JJ ; sans elle, le dernier acte de ce genre')),
  },
  example: { acte: 'commandementDeQuitterLesLieux', dateActe: '2026-03-12' },
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
  fields: {
    etat: z.optional(
      choice(etatsRelogement, 'État du relogement ; assure : certain et à venir ; sans état : effectué'),
    ),
    voie: z.optional(choice(voiesRelogement, 'Voie du relogement')),
  },
  example: { etat: 'effectue', voie: 'contingentPrefectoral' },
};

export const recoursDalo: Kind = {
  kind: 'recoursDalo',
  title: 'Recours devant la commission de médiation',
  fields: {
    voie: choice(voiesRecours, 'Voie du recours ; dalo : un logement ; daho : un hébergement'),
    etat: choice(
      etatsRecours,
      'État du recours ; reconnu : prioritaire ; satisfait : ménage relogé ou hébergé',
    ),
  },
  example: { voie: 'dalo', etat: 'depose' },
};

export const indemnisation: Kind = {
  kind: 'indemnisation',
  title: 'Indemnisation du bailleur',
  fields: {
    etat: choice(etatsIndemnisation, 'État de l’indemnisation ; transaction : signée avec le bailleur'),
    montant: euros('Montant, en euros'),
  },
  example: { etat: 'accordee', montant: 3674.4 },
};

export const transmissionDsf: Kind = {
  kind: 'transmissionDsf',
  title: 'Diagnostic social et financier transmis au juge',
  fields: {
    destinataire: z.optional(
      choice(destinatairesDsf, 'Destinataire du diagnostic ; sans destinataire : le juge'),
    ),
    tribunal,
  },
  example: { destinataire: 'juge', tribunal: 'Tribunal judiciaire de Meaux' },
};
