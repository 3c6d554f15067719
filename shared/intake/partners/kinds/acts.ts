import * as z from 'zod/mini';
import {
  causesFinPoursuites,
  decisionIssues,
  etapesJugement,
  exceptionsTreve,
  juges,
  naturesProcesVerbal,
  unitesDelai,
} from '../../../domain/events/acts.ts';
import { amount, choice, date, debt, euros, text, tribunal } from './fields.ts';
import type { Kind } from './kind.ts';

/** The acts of the procedure, which come with a piece (charter A1 huissiers, domain §10), and those that others tell too. */
const tribunalSaisi = text(200, 'Tribunal saisi');
const occupants = z.optional(
  z.int().check(z.positive(), z.maximum(50), z.describe('Nombre d’occupants connus')),
);

export const commandementDePayer: Kind = {
  kind: 'commandementDePayer',
  fields: {
    delai: z.optional(
      z
        .strictObject({ valeur: z.int().check(z.positive(), z.maximum(12)), unite: z.enum(unitesDelai) })
        .check(z.describe('Délai que porte l’acte')),
    ),
    ...debt,
    dette: euros('Dette visée, en euros'),
    dateBail: z.optional(date('Date du bail')),
    adresseFsl: text(200, 'Adresse du FSL portée sur l’acte'),
    occupants,
  },
  asked: ['delai', 'loyer', 'dette', 'bailleur', 'dateBail'],
};

export const conge: Kind = {
  kind: 'conge',
  fields: { dateEffet: z.optional(date('Date d’effet du congé')) },
  asked: ['motif', 'dateEffet', 'bailleur'],
};

export const miseEnDemeure: Kind = { kind: 'miseEnDemeure', fields: {} };

export const jugementDivorce: Kind = {
  kind: 'jugementDivorce',
  fields: { tribunal: tribunalSaisi },
  asked: ['tribunal'],
};

export const adjudication: Kind = {
  kind: 'adjudication',
  fields: { tribunal: tribunalSaisi },
  asked: ['tribunal'],
};

export const assignation: Kind = {
  kind: 'assignation',
  fields: {
    tribunal: tribunalSaisi,
    dateAudience: z.optional(date('Date de l’audience')),
    dette: euros('Dette, en euros'),
    numeroRg: text(40, 'Numéro RG'),
    prefetInformeLe: z.optional(date('Date de notification au préfet ; récépissé d’EXPLOC')),
  },
  asked: ['tribunal', 'dateAudience', 'bailleur', 'dette'],
  example: {
    messageId: 'ML-2026-00831-ASS',
    reference: 'ML-2026-00831',
    bailleur: { nom: 'Habitat Exemple', nature: 'personneMorale' },
    tribunal: 'Tribunal judiciaire de Meaux',
    dateAudience: '2026-05-28',
    dette: 2449.6,
  },
};

export const renvoiAudience: Kind = {
  kind: 'renvoiAudience',
  fields: { tribunal: tribunalSaisi, dateAudience: date('Nouvelle date de l’audience') },
  asked: ['tribunal'],
};

export const caduciteAssignation: Kind = {
  kind: 'caduciteAssignation',
  title: 'Assignation caduque',
  fields: { tribunal },
  asked: ['tribunal'],
  example: { tribunal: 'Tribunal judiciaire de Meaux' },
};

const delaiAccordeMois = z.optional(
  z.int().check(z.positive(), z.maximum(36), z.describe('Délai accordé, en mois')),
);
const delaiCommandementMois = (title: string) =>
  z.optional(z.int().check(z.nonnegative(), z.maximum(12), z.describe(title)));

const juge = z.optional(
  choice(
    juges,
    'Juge qui accorde le délai pour quitter ; fond : le tribunal qui ordonne l’expulsion ; jex : le juge de l’exécution',
  ),
);
const horsTreve = z.optional(
  choice(
    exceptionsTreve,
    'Trêve hivernale écartée par le juge ; entreeParForce : entrée par force ou par manœuvre ; logementEtudiant : logement pour étudiant ; protection : ordonnance de protection',
  ),
);

export const decision: Kind = {
  kind: 'decision',
  fields: {
    tribunal: tribunalSaisi,
    issue: z.optional(
      choice(
        decisionIssues,
        'Sens de la décision ; resiliation : expulsion ordonnée, quel que soit le motif ; delaiPourQuitter : délai accordé après le commandement',
      ),
    ),
    delaiAccordeMois,
    delaiCommandementMois: delaiCommandementMois(
      'Délai du commandement de quitter les lieux changé par le juge, en mois ; 0 : supprimé',
    ),
    echeancier: z.optional(
      z
        .array(z.strictObject({ date: z.iso.date(), montant: amount }))
        .check(z.maxLength(60), z.describe('Échéancier accordé')),
    ),
    juge,
    horsTreve,
  },
  asked: ['tribunal', 'issue'],
};

/** The judge's decision, when the court itself tells it. */
export const decisionDuTribunal: Kind = {
  kind: 'decision',
  title: 'Décision du juge',
  fields: {
    tribunal,
    issue: z.optional(choice(decisionIssues, 'Sens de la décision')),
    delaiAccordeMois,
    delaiCommandementMois: delaiCommandementMois('Délai du commandement changé par le juge, en mois'),
    juge,
    horsTreve,
  },
  asked: ['tribunal', 'issue'],
  example: { tribunal: 'Tribunal judiciaire de Meaux', issue: 'delaiDePaiement', delaiAccordeMois: 12 },
};

/** A judgment is served on the debtor without its court; what follows is told by one. */
export const suiteJugement: Kind = {
  kind: 'suiteJugement',
  title: 'Suite donnée à un jugement',
  fields: {
    etape: choice(
      etapesJugement,
      'Étape du jugement ; signification : aux occupants ; executionProvisoireArretee : exécution provisoire arrêtée ; infirmation : jugement infirmé',
    ),
    tribunal,
  },
  asked: ({ etape }) => (etape === 'signification' ? [] : ['tribunal']),
  example: { etape: 'appel', tribunal: 'Cour d’appel de Paris' },
};

export const commandementDeQuitterLesLieux: Kind = {
  kind: 'commandementDeQuitterLesLieux',
  fields: {
    titre: text(200, 'Titre exécutoire'),
    dateLiberation: z.optional(date('Date à laquelle le logement doit être libre')),
    occupants,
    prefetInformeLe: z.optional(date('Date de notification au préfet')),
  },
  asked: ['titre', 'dateLiberation', 'prefetInformeLe'],
};

export const demandeCfp: Kind = {
  kind: 'demandeCfp',
  fields: {
    dispositif: text(4000, 'Dispositif du titre'),
    diligences: text(4000, 'Démarches accomplies'),
    difficultes: text(4000, 'Difficultés rencontrées'),
    prefetInformeLe: z.optional(
      date('Date de réception par le préfet ; récépissé d’EXPLOC, si ce n’est pas le jour de l’acte'),
    ),
  },
  asked: ['dispositif', 'diligences'],
};

export const retraitDemandeCfp: Kind = {
  kind: 'retraitDemandeCfp',
  title: 'Retrait de la demande de concours de la force publique',
  fields: {},
  example: {},
};

export const executionCfp: Kind = {
  kind: 'executionCfp',
  fields: {
    effectuee: z.boolean().check(z.describe('Le concours accordé a été exécuté')),
    motifNonExecution: text(1000, 'Motif, si le concours n’a pas été exécuté'),
  },
  asked: ({ effectuee }) => (effectuee ? [] : ['motifNonExecution']),
};

export const finPoursuites: Kind = {
  kind: 'finPoursuites',
  title: 'Fin des poursuites',
  fields: {
    cause: choice(
      causesFinPoursuites,
      'Cause de la fin des poursuites ; renonciation : à l’expulsion ; vente : du logement ; deces : de l’occupant',
    ),
  },
  example: { cause: 'renonciation' },
};

export const nouveauBail: Kind = {
  kind: 'nouveauBail',
  title: 'Nouveau bail signé avec le ménage',
  fields: {},
  example: {},
};

export const procesVerbal: Kind = {
  kind: 'procesVerbal',
  fields: { nature: z.optional(choice(naturesProcesVerbal, 'Nature du procès-verbal')) },
  asked: ['nature'],
};

export const departVolontaire: Kind = {
  kind: 'departVolontaire',
  fields: { clesRemises: z.optional(z.boolean().check(z.describe('Clés remises'))) },
};
