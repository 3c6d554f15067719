import * as z from 'zod/mini';
import { actionsBailleur, motifsInscription, protections } from '../../../domain/events/measures.ts';
import {
  aidesLogement,
  criteresSaisine,
  etatsEcheance,
  etatsPlan,
  impayeSuites,
  objetsSaisine,
  organismesPayeurs,
} from '../../../domain/events/signals.ts';
import { bailleur, choice, date, debt, euros, parc, text } from './fields.ts';
import type { Kind } from './kind.ts';

/** What landlords, CAF and MSA tell of the debt (charter A1 AORIF, FNAIM, SNPI, CAF, MSA). */
const landlord = { nom: 'Habitat Exemple', nature: 'personneMorale' };

const since = {
  impayeDepuis: z.optional(
    z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/), z.describe('Mois du premier impayé, AAAA-MM')),
  ),
  dateConstitution: z.optional(date('Date de constitution de l’impayé, AAAA-MM-JJ')),
};

export const impaye: Kind = {
  kind: 'impaye',
  title: 'Impayé de loyer déclaré par le bailleur',
  fields: {
    ...debt,
    parc,
    bailleur,
    ...since,
  },
  asked: ['loyer', 'dette', 'dateConstitution', 'parc', 'bailleur'],
  example: {
    loyer: 612.4,
    charges: 88,
    dette: 1837.2,
    impayeDepuis: '2025-12',
    dateConstitution: '2026-02-28',
    parc: 'social',
    bailleur: landlord,
  },
};

/** The unpaid rent, when CAF or MSA signals it. */
export const signalImpaye: Kind = {
  kind: 'impaye',
  fields: {
    allocataire: text(30, 'Numéro d’allocataire'),
    aide: z.optional(
      z
        .strictObject({
          nature: z.optional(choice(aidesLogement, 'Aide au logement')),
          tiersPayant: z.optional(z.boolean().check(z.describe('Aide versée au bailleur'))),
        })
        .check(z.describe('Aide au logement servie')),
    ),
    ...debt,
    ...since,
    premierImpayeLe: z.optional(date('Premier impayé du, qui reste dû, AAAA-MM-JJ')),
    signaleLe: z.optional(date('Premier signalement reçu le, AAAA-MM-JJ')),
    parc,
    bailleur,
    suites: z.optional(
      z.array(z.enum(impayeSuites)).check(z.maxLength(10), z.describe('Ce que l’organisme a fait')),
    ),
  },
  asked: ['allocataire', 'aide', 'loyer', 'dette', 'dateConstitution', 'parc', 'bailleur'],
  example: {
    messageId: 'CAF77-2026-0004512',
    reference: 'IMP-2026-4512',
    actDate: '2026-03-02',
    allocataire: '7204518',
    aide: { nature: 'APL', tiersPayant: true },
    loyer: 612.4,
    charges: 88,
    dette: 1837.2,
    impayeDepuis: '2025-12',
    dateConstitution: '2026-02-28',
    premierImpayeLe: '2025-12-05',
    signaleLe: '2026-02-28',
    parc: 'social',
    bailleur: { nom: 'Habitat Exemple' },
    suites: ['planDemande'],
  },
};

export const saisineOrganisme: Kind = {
  kind: 'saisineOrganisme',
  title: 'Saisine de la CAF ou de la MSA',
  fields: { organisme: z.optional(choice(organismesPayeurs, 'Organisme saisi')), bailleur },
  asked: ['bailleur'],
  example: { organisme: 'caf', bailleur: landlord },
};

export const saisineCcapex: Kind = {
  kind: 'saisineCcapex',
  title: 'Saisine de la CCAPEX',
  fields: {
    ...debt,
    parc,
    bailleur,
    objet: z.optional(
      choice(
        objetsSaisine,
        'Objet de la saisine ; sans objet : la situation ; aideLogement : à compter de 2027',
      ),
    ),
    criteres: z.optional(
      z
        .array(z.enum(criteresSaisine))
        .check(z.maxLength(criteresSaisine.length), z.describe('Critères de la saisine')),
    ),
    accompagnementLe: z.optional(date('Accompagnement social et budgétaire engagé le, AAAA-MM-JJ')),
    diagnosticLe: z.optional(date('Diagnostic fait le, AAAA-MM-JJ')),
  },
  asked: ['loyer', 'charges', 'dette', 'parc', 'bailleur'],
  example: { loyer: 612.4, charges: 88, dette: 1837.2, parc: 'social', bailleur: landlord },
};

export const planApurement: Kind = {
  kind: 'planApurement',
  title: 'Plan d’apurement',
  fields: { etat: choice(etatsPlan, 'État du plan ; respecte : tenu jusqu’au bout') },
  example: { etat: 'signe' },
};

export const protocoleCohesionSociale: Kind = {
  kind: 'protocoleCohesionSociale',
  title: 'Protocole de cohésion sociale',
  fields: { etat: choice(etatsPlan, 'État du protocole ; respecte : tenu jusqu’au bout') },
  example: { etat: 'signe' },
};

export const paiement: Kind = {
  kind: 'paiement',
  title: 'Paiement',
  fields: {
    montant: euros('Montant versé, en euros'),
    solde: euros('Reste dû, en euros ; 0 : dette soldée'),
  },
  asked: ['montant', 'solde'],
  example: { montant: 400, solde: 1437.2 },
};

export const echeance: Kind = {
  kind: 'echeance',
  title: 'Échéance du délai de paiement accordé par le juge',
  fields: {
    date: date('Date de l’échéance, AAAA-MM-JJ'),
    etat: choice(etatsEcheance, 'État de l’échéance'),
  },
  example: { date: '2026-03-05', etat: 'tenue' },
};

export const inscriptionClpil: Kind = {
  kind: 'inscriptionClpil',
  title: 'Inscription à une commission locale (CLPIL)',
  fields: {
    bailleur,
    dateCommission: date('Date de la commission, AAAA-MM-JJ'),
    lettreAccordLe: z.optional(date('Lettre d’accord au locataire du, AAAA-MM-JJ')),
    commission: text(40, 'Code de la commission'),
    ...debt,
    parc,
    motifsInscription: z.optional(
      z
        .array(z.enum(motifsInscription))
        .check(z.maxLength(motifsInscription.length), z.describe('Motifs de l’inscription')),
    ),
    actionsBailleur: z.optional(
      z
        .array(z.enum(actionsBailleur))
        .check(z.maxLength(actionsBailleur.length), z.describe('Ce que le bailleur a fait')),
    ),
    protection: z.optional(choice(protections, 'Protection du majeur')),
    protecteur: text(200, 'Nom et adresse du tuteur ou curateur'),
  },
  asked: ['lettreAccordLe', 'bailleur'],
  example: {
    dateCommission: '2026-04-28',
    lettreAccordLe: '2026-03-10',
    bailleur: landlord,
    dette: 1837.2,
    parc: 'social',
    motifsInscription: ['absenceContact', 'absencePlan'],
    actionsBailleur: ['relance', 'visite'],
  },
};

export const retraitClpil: Kind = {
  kind: 'retraitClpil',
  title: 'CLPIL : refus du ménage, ou son accord écrit',
  fields: {
    commission: text(40, 'Code de la commission'),
    accordEcrit: z.optional(z.boolean().check(z.describe('Le ménage accepte par écrit ; sinon, il refuse'))),
  },
  example: { commission: 'clpil-meaux' },
};
