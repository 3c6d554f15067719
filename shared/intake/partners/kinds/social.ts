import * as z from 'zod/mini';
import { etatsEnquete } from '../../../domain/events/measures.ts';
import {
  dispositifs,
  etatsAide,
  etatsAideActionLogement,
  etatsHebergement,
  etatsMesure,
  etatsOrientation,
  type mesures,
  moments,
  naturesIntervention,
  organismesEnquete,
  type organismesOrientation,
} from '../../../domain/events/support.ts';
import { choice, date, euros } from './fields.ts';
import type { Kind } from './kind.ts';

/** What is done for the household (charter A1 Département, CCAS, ADIL, associations, SIAO, Action Logement). */
const moment = choice(moments, 'Moment de l’enquête');

export const enqueteSociale: Kind = {
  kind: 'enqueteSociale',
  title: 'Enquête sociale remise',
  fields: {
    moment,
    etat: choice(etatsEnquete, 'État de l’enquête ; carence : le ménage n’a pas répondu'),
  },
  example: { moment: 'assignation', etat: 'rendue' },
};

export const demandeEnqueteSociale: Kind = {
  kind: 'demandeEnqueteSociale',
  title: 'Demande d’enquête sociale',
  fields: { moment, organisme: z.optional(choice(organismesEnquete, 'Organisme chargé de l’enquête')) },
  example: { moment: 'assignation', organisme: 'mds' },
};

export const aideFsl: Kind = {
  kind: 'aideFsl',
  title: 'Aide du FSL au maintien',
  fields: {
    etat: choice(etatsAide, 'État de l’aide'),
    montant: euros('Montant, en euros'),
  },
  example: { etat: 'accordee', montant: 900 },
};

/** @param own the measures this partner carries */
export const accompagnement = (...own: (typeof mesures)[number][]): Kind => ({
  kind: 'accompagnement',
  title: `Accompagnement social (${own.map((mesure) => mesure.toUpperCase()).join(', ')})`,
  fields: {
    mesure: choice(own, 'Mesure'),
    etat: choice(etatsMesure, 'État de la mesure'),
    fin: z.optional(date('Fin prévue, AAAA-MM-JJ')),
  },
  example: { mesure: own[0], etat: 'ouverte', fin: '2026-09-15' },
});

export const intervention: Kind = {
  kind: 'intervention',
  title: 'Intervention auprès du ménage',
  fields: {
    nature: choice(naturesIntervention, 'Nature de l’intervention'),
  },
  example: { nature: 'bilanDiagnostic' },
};

/** @param own the bodies this partner may answer for */
export const suiteOrientation = (...own: (typeof organismesOrientation)[number][]): Kind => ({
  kind: 'suiteOrientation',
  title: 'Suite donnée à l’orientation du ménage',
  fields: {
    organisme: choice(own, 'Organisme vers lequel le ménage a été orienté'),
    etat: choice(etatsOrientation, 'État de l’orientation ; npai : la lettre est revenue'),
  },
  example: { organisme: own[0], etat: 'recu' },
});

export const hebergement: Kind = {
  kind: 'hebergement',
  title: 'Hébergement ou orientation par le SIAO',
  fields: {
    etat: choice(etatsHebergement, 'État de l’hébergement'),
    personnes: z.optional(
      z.int().check(z.positive(), z.maximum(50), z.describe('Personnes hébergées ; leur nombre')),
    ),
  },
  example: { etat: 'heberge', personnes: 3 },
};

export const aideActionLogement: Kind = {
  kind: 'aideActionLogement',
  title: 'LOCA-PASS, VISALE ou prêt allègement',
  fields: {
    dispositif: choice(dispositifs, 'Dispositif'),
    etat: choice(etatsAideActionLogement, 'État de l’aide'),
    montant: euros('Montant, en euros'),
  },
  example: { dispositif: 'visale', etat: 'miseEnJeu', montant: 1224.8 },
};
