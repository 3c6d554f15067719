import * as z from 'zod/mini';
import { centsSchema, common } from './common.ts';
import { organismeCodes } from './organismes.ts';
import { civilDate } from './windows.ts';

/** What is done for the household, and what the commissions and the State do about it (charter A1, A3, A6). */

/** States of what is asked for, then granted or refused: an aid, an indemnity. */
export const etatsAide = ['demandee', 'accordee', 'refusee'] as const;

/** Aid of the fonds de solidarité logement to stay in the dwelling: asked for, then granted or refused. */
const aideFslSchema = z.object({
  ...common,
  kind: z.literal('aideFsl'),
  etat: z.enum(etatsAide),
  montant: z.optional(centsSchema),
});

export const mesures = ['asll', 'avdl', 'masp'] as const;
export const etatsMesure = ['ouverte', 'close'] as const;

/** A measure of social support opens or closes: ASLL, AVDL or MASP. */
const accompagnementSchema = z.object({
  ...common,
  kind: z.literal('accompagnement'),
  mesure: z.enum(mesures),
  etat: z.enum(etatsMesure),
  /** Planned end of an open measure. */
  fin: z.optional(civilDate('terme')),
});

export const naturesIntervention = [
  'information',
  'visite',
  'bilanDiagnostic',
  'appuiJuridique',
  'mediation',
] as const;

/** An association, UDAF or CGL did something for the household, short of a measure. */
const interventionSchema = z.object({
  ...common,
  kind: z.literal('intervention'),
  nature: z.enum(naturesIntervention),
});

/**
 * The SIAO's way (charter A1): evaluated by the mobile team, an orientation is proposed and validated, the household waits for a place, is
 * oriented, sheltered, then leaves for a dwelling.
 */
export const etatsHebergement = [
  'demande',
  'evaluation',
  'preconisation',
  'listeAttente',
  'orientation',
  'heberge',
  'sortie',
  'sansSolution',
] as const;

/** SIAO: shelter sought or found for a household that has no dwelling left. */
const hebergementSchema = z.object({
  ...common,
  kind: z.literal('hebergement'),
  etat: z.enum(etatsHebergement),
  /** How many persons are sheltered. */
  personnes: z.optional(z.int().check(z.positive())),
});

export const dispositifs = ['locaPass', 'visale', 'pretAllegement'] as const;
export const etatsAideActionLogement = [...etatsAide, 'miseEnJeu'] as const;

/** Action Logement: a guarantee or a loan. */
const aideActionLogementSchema = z.object({
  ...common,
  kind: z.literal('aideActionLogement'),
  dispositif: z.enum(dispositifs),
  etat: z.enum(etatsAideActionLogement),
  montant: z.optional(centsSchema),
});

export const issuesClpil = [
  'accompagnement',
  'bilanDiagnostic',
  'verificationDroits',
  'planApurement',
  'renvoiCcapex',
  'appuiJuridique',
  'conciliation',
  'revue',
  'sortiePositive',
] as const;
export type IssueClpil = (typeof issuesClpil)[number];

/** Outcomes by which a household is oriented to a body: the landlord's own plan, or a review, is no orientation to its social worker. */
export const oriente = (issue: string): boolean =>
  issue === 'accompagnement' || issue === 'bilanDiagnostic' || issue === 'verificationDroits';

/** What a CLPIL meeting decided of a situation, as its relevé says (charter A6). */
const decisionClpilSchema = z.object({
  ...common,
  kind: z.literal('decisionClpil'),
  /** The commission's code in the hub. */
  commission: z.optional(z.string()),
  dateCommission: civilDate('seance'),
  issues: z.array(z.enum(issuesClpil)).check(z.minLength(1)),
  /** The body in charge of them: each has an event of its own. */
  organisme: z.optional(z.enum(organismeCodes)),
});

export const recommandationsCcapex = [
  'maintienDansLesLieux',
  'planApurement',
  'aideFsl',
  'accompagnement',
  'avdl',
  'relogement',
  'delais',
  'concoursForcePublique',
] as const;

export const naturesAvis = ['avis', 'recommandation'] as const;
/** What a commission may decide or recommend. */
export const mesuresDecidees = [...issuesClpil, ...recommandationsCcapex].filter(
  (one, n, all): one is IssueClpil | (typeof recommandationsCcapex)[number] => all.indexOf(one) === n,
);

/** CCAPEX gives its opinion, or recommends, on a complex case (charter V.1). */
const avisCcapexSchema = z.object({
  ...common,
  kind: z.literal('avisCcapex'),
  nature: z.enum(naturesAvis),
  recommandations: z.array(z.enum(recommandationsCcapex)),
  /** The commission's code in the hub. */
  commission: z.optional(z.string()),
});

export const etatsSuite = ['faite', 'enCours', 'nonFaite', 'refusDuMenage'] as const;
export const raisonsSuite = [
  'injoignable',
  'horsCriteres',
  'sansPlace',
  'situationChangee',
  'autreRaison',
] as const;

/**
 * What became of what a commission decided or recommended, as the body in charge says it, at the next session or by any other means
 * (charter A6, art. 5). Its own date is in `actDate`.
 */
const suiteDecisionSchema = z.object({
  ...common,
  kind: z.literal('suiteDecision'),
  /** Day of the session, or of the opinion. */
  decisionDu: civilDate('constat'),
  mesure: z.enum(mesuresDecidees),
  organisme: z.optional(z.enum(organismeCodes)),
  etat: z.enum(etatsSuite),
  /** Why it was not done. */
  raison: z.optional(z.enum(raisonsSuite)),
});

export const voiesRecours = ['dalo', 'daho'] as const;
export const etatsRecours = ['depose', 'reconnu', 'rejete', 'satisfait'] as const;

/** A claim to the commission de médiation for a dwelling (DALO) or a shelter (DAHO), and what it decided (CCH, art. L441-2-3). */
const recoursDaloSchema = z.object({
  ...common,
  kind: z.literal('recoursDalo'),
  voie: z.enum(voiesRecours),
  etat: z.enum(etatsRecours),
});

export const organismesOrientation = ['adil', 'mds', 'ccas', 'association'] as const;
export const etatsOrientation = ['joint', 'recu', 'refuse', 'injoignable', 'npai'] as const;

/** What became of the letter that oriented a household to a body; `npai`: the letter came back. */
const suiteOrientationSchema = z.object({
  ...common,
  kind: z.literal('suiteOrientation'),
  organisme: z.enum(organismesOrientation),
  etat: z.enum(etatsOrientation),
});

export const decisionsAide = ['maintien', 'suspension'] as const;
/** Why the CCAPEX suspends an aid. Ours, to be confirmed by its règlement intérieur: no text read lists them. */
export const raisonsAide = [
  'loyerCourantNonRepris',
  'planNonTenu',
  'accompagnementRefuse',
  'sansReponse',
  'logementQuitte',
  'autreRaison',
] as const;

/** The household is on the agenda of a session of the CCAPEX. */
const inscriptionCcapexSchema = z.object({
  ...common,
  kind: z.literal('inscriptionCcapex'),
  /** The commission's code in the hub. */
  commission: z.string(),
  dateCommission: civilDate('seance'),
});

/** From 2027 the CCAPEX decides that a housing aid goes on or stops (loi 90-449, art. 7-2; CCH, art. R824-1 et s.). */
const decisionCcapexSchema = z.object({
  ...common,
  kind: z.literal('decisionCcapex'),
  aide: z.enum(decisionsAide),
  /** Why the aid is suspended. */
  raisonsAide: z.optional(z.array(z.enum(raisonsAide))),
  /** The commission's code in the hub. */
  commission: z.optional(z.string()),
  /** Day on which the decision was notified to CAF or MSA: a suspension takes effect on the first of the next month. */
  notifieeLe: z.optional(civilDate('notification')),
});

/** The bodies that make social enquiries. */
export const organismesEnquete = ['mds', 'ccas'] as const;

/** When a social enquiry is made. */
export const moments = ['assignation', 'requisition'] as const;

/** The State asks MDS or CCAS for a social enquiry. */
const demandeEnqueteSocialeSchema = z.object({
  ...common,
  kind: z.literal('demandeEnqueteSociale'),
  moment: z.enum(moments),
  /** The body appointed: it makes the enquiry, and the other is told (charter A1 CCAS: «en articulation avec les MDS»). */
  organisme: z.optional(z.enum(organismesEnquete)),
});

export const destinatairesDsf = ['juge', 'ccapex'] as const;

/** The State hands the diagnostic social et financier to the judge or the CCAPEX (loi 89-462, art. 24 III). */
const transmissionDsfSchema = z.object({
  ...common,
  kind: z.literal('transmissionDsf'),
  /** Without it, the judge. */
  destinataire: z.optional(z.enum(destinatairesDsf)),
  tribunal: z.optional(z.string()),
});

export const etatsIndemnisation = [...etatsAide, 'transaction'] as const;

/** The landlord asks the State to pay for a refused CFP; the State answers, or both sign a transaction (CPCE, art. R154-2, R154-3). */
const indemnisationSchema = z.object({
  ...common,
  kind: z.literal('indemnisation'),
  etat: z.enum(etatsIndemnisation),
  montant: z.optional(centsSchema),
});

export const supportSchemas = [
  aideFslSchema,
  accompagnementSchema,
  interventionSchema,
  hebergementSchema,
  aideActionLogementSchema,
  decisionClpilSchema,
  avisCcapexSchema,
  suiteDecisionSchema,
  demandeEnqueteSocialeSchema,
  transmissionDsfSchema,
  recoursDaloSchema,
  suiteOrientationSchema,
  decisionCcapexSchema,
  inscriptionCcapexSchema,
  indemnisationSchema,
] as const;
