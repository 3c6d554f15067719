import * as z from 'zod/mini';
import { aidesLogement, etatsEcheance, etatsPlan, impayeSuites } from '../../../domain/events/signals.ts';
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
  fields: { bailleur },
  asked: ['bailleur'],
  example: { bailleur: landlord },
};

export const saisineCcapex: Kind = {
  kind: 'saisineCcapex',
  title: 'Saisine de la CCAPEX avant assignation',
  fields: { ...debt, parc, bailleur },
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
  },
  asked: ['lettreAccordLe', 'bailleur'],
  example: { dateCommission: '2026-04-28', lettreAccordLe: '2026-03-10', bailleur: landlord },
};
