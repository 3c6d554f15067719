import * as z from 'zod/mini';
import { bailleurSchema, common, money, parcSchema } from './common.ts';
import { etatsPlan } from './signals.ts';
import { moments } from './support.ts';
import { civilDate } from './windows.ts';

/** What the State, the social services and the commissions decide or do (charter A1, A4, A6). */

export const etatsEnquete = ['rendue', 'carence'] as const;

/** The social enquiry reaches the préfet, at the assignation or at the réquisition. */
const enqueteSocialeSchema = z.object({
  ...common,
  kind: z.literal('enqueteSociale'),
  moment: z.enum(moments),
  /** `carence`: the household did not answer; the report that says so counts as done. */
  etat: z.enum(etatsEnquete),
});

const protocoleCohesionSocialeSchema = z.object({
  ...common,
  kind: z.literal('protocoleCohesionSociale'),
  etat: z.enum(etatsPlan),
});

export const issuesCfp = ['accord', 'refus', 'sursis', 'miseEnDemeure'] as const;
export const motifsRefusCfp = ['prematuree', 'ordrePublic', 'autre'] as const;
/** Why the préfet grants the concours while a CCAPEX's opinion recommends otherwise. */
export const motifsEcart = [
  'relogementAssure',
  'refusDuMenage',
  'engagementsRompus',
  'recommandationImpossible',
  'ordrePublic',
  'autre',
] as const;

/**
 * The préfet's decision on a demande de CFP. `sursis`: granted, and put off until `jusquAu`. `miseEnDemeure`: the occupants are
 * ordered to leave, and the demande is not yet answered.
 */
const decisionCfpSchema = z.object({
  ...common,
  kind: z.literal('decisionCfp'),
  issue: z.enum(issuesCfp),
  /** The ground of a refusal. A demande refused as `prematuree` must be made again. */
  motifRefus: z.optional(z.enum(motifsRefusCfp)),
  jusquAu: z.optional(civilDate('terme')),
  /** The reason of a grant that departs from an opinion of the CCAPEX in force, which is told of it (loi 90-449, art. 7-2). */
  motifEcart: z.optional(z.enum(motifsEcart)),
  /** The day of that opinion, the last where there are several. The hub writes it. */
  avisDu: z.optional(civilDate('acte')),
});

export const actesRecus = [
  'assignation',
  'commandementDeQuitterLesLieux',
  'demandeCfp',
  'lettreDuBailleur',
] as const;

/**
 * The préfet received an act on that day, as EXPLOC's receipt or an agent says. `lettreDuBailleur`: a landlord's letter that asks for
 * the concours.
 */
const receptionPrefetSchema = z.object({
  ...common,
  kind: z.literal('receptionPrefet'),
  acte: z.enum(actesRecus),
  /** The act's own date; when absent, the last such act that is not after the reception. */
  dateActe: z.optional(civilDate('acte')),
  /** What was told of the reception of this act no longer holds. */
  annulee: z.optional(z.boolean()),
});

/** The judge suspends the eviction of a household in surendettement, two years at most. */
const suspensionExpulsionSchema = z.object({
  ...common,
  kind: z.literal('suspensionExpulsion'),
  fin: z.optional(civilDate('terme')),
});

export const sensAvis = ['favorable', 'defavorable'] as const;

/** The State's opinion on suspending the procedure, given to Banque de France. */
const avisSuspensionSchema = z.object({
  ...common,
  kind: z.literal('avisSuspension'),
  sens: z.enum(sensAvis),
});

/** By which way a household is rehoused (charter A1, A3). */
export const voiesRelogement = [
  'contingentPrefectoral',
  'dalo',
  'accordCollectif',
  'intermediationLocative',
  'mediationLocative',
  'mutation',
  'actionLogement',
  'parcPrive',
  'autreVoie',
] as const;
export const etatsRelogement = ['assure', 'effectue'] as const;

/** The household is rehoused, or will be for certain (`assure`). Without `etat`, it is. */
const relogementSchema = z.object({
  ...common,
  kind: z.literal('relogement'),
  etat: z.optional(z.enum(etatsRelogement)),
  voie: z.optional(z.enum(voiesRelogement)),
});

/** Why a landlord brings a situation to a CLPIL (charter A6, art. 3). */
export const motifsInscription = [
  'absenceContact',
  'absenceCollaboration',
  'absencePlan',
  'planNonTenu',
  'autreMotif',
] as const;
/** What the landlord did before (charter A6, art. 3: «malgré son intervention»). */
export const actionsBailleur = [
  'relance',
  'visite',
  'rendezVous',
  'planPropose',
  'saisineOrganisme',
  'saisineFsl',
  'travailleurSocial',
  'miseEnDemeureDePayer',
  'commandement',
  'assignationDemandee',
] as const;
/** How a protected adult is protected: who protects them gets the letters too (charter A6, art. 2). */
export const protections = [
  'tutelle',
  'curatelle',
  'curatelleRenforcee',
  'sauvegarde',
  'habilitationFamiliale',
  'gestionBudget',
] as const;

/** The household is on the list of a CLPIL meeting. */
const inscriptionClpilSchema = z.object({
  ...common,
  ...money,
  kind: z.literal('inscriptionClpil'),
  bailleur: z.optional(bailleurSchema),
  parc: z.optional(parcSchema),
  /** The commission's code in the hub. */
  commission: z.optional(z.string()),
  dateCommission: civilDate('seance'),
  /** When the landlord wrote to the tenant for their consent. */
  lettreAccordLe: z.optional(civilDate('notification')),
  motifsInscription: z.optional(z.array(z.enum(motifsInscription))),
  actionsBailleur: z.optional(z.array(z.enum(actionsBailleur))),
  protection: z.optional(z.enum(protections)),
  /** Name and address of who protects them. */
  protecteur: z.optional(z.string()),
});

/** The household does not want its situation examined by a CLPIL (charter A6, art. 4), or agrees to it again in writing. */
const retraitClpilSchema = z.object({
  ...common,
  kind: z.literal('retraitClpil'),
  commission: z.optional(z.string()),
  /** In writing: without it the household has withdrawn. */
  accordEcrit: z.optional(z.boolean()),
});

/** A reviewer's answer to an uncertain commune: decides the arrondissement whatever the messages said. */
const communeConfirmeeSchema = z.object({ ...common, kind: z.literal('communeConfirmee') });

/**
 * Whether a case is a household of its own. `douteux`: the hub doubts it, until a person answers; `confirme`: it is; `distinct`:
 * it is, and not the household of the cases in `dossiers`; `annule`: the last answer about these `dossiers` no longer holds.
 */
const rapprochementSchema = z.object({
  ...common,
  kind: z.literal('rapprochement'),
  etat: z.enum(['douteux', 'confirme', 'distinct', 'annule']),
  dossiers: z.array(z.string()),
  regle: z.optional(z.string()),
  modele: z.optional(z.string()),
});

/** Events went from one case to another: a merge, a detachment, or the undoing of one. Both cases keep such an event. */
const deplacementSchema = z.object({
  ...common,
  kind: z.literal('deplacement'),
  cause: z.enum(['fusion', 'detachement', 'annulation']),
  role: z.enum(['source', 'cible']),
  /** The other case. */
  autre: z.string(),
  /** Ids of the events that went. */
  evenements: z.array(z.string()),
});

/**
 * What a person says of keeping the case. From `pose` until `leve` it is under legal hold: nothing of it is retired or erased.
 * `garde`: its term runs anew from that day. `efface`: an open case whose term has come may go. `pourquoi` must not name anybody
 * of the household.
 */
const gelSchema = z.object({
  ...common,
  kind: z.literal('gel'),
  etat: z.enum(['pose', 'leve', 'garde', 'efface']),
  pourquoi: z.optional(z.string()),
});

/**
 * A person's answer about a fact that ends or silences the case, told by a sender new to it: it counts (`confirmee`) or does not
 * (`rejetee`). `annulee`: the last answer about this fact no longer holds.
 */
const confirmationFinSchema = z.object({
  ...common,
  kind: z.literal('confirmationFin'),
  etat: z.enum(['confirmee', 'rejetee', 'annulee']),
  /** Id of the event that tells the fact. */
  evenement: z.string(),
});

/**
 * An act that a person recorded by mistake, and that a person undid the same day: the case is what it would be without it.
 */
const acteAnnuleSchema = z.object({
  ...common,
  kind: z.literal('acteAnnule'),
  /** Id of the act, and its kind. */
  evenement: z.string(),
  acte: z.string(),
  /** Who had been told of the act, or alerted because of it. */
  prevenus: z.array(z.string()),
  /** Keys of the alerts that were told because of it. */
  alertes: z.array(z.string()),
});

export const measureSchemas = [
  enqueteSocialeSchema,
  protocoleCohesionSocialeSchema,
  decisionCfpSchema,
  receptionPrefetSchema,
  suspensionExpulsionSchema,
  avisSuspensionSchema,
  relogementSchema,
  inscriptionClpilSchema,
  retraitClpilSchema,
  communeConfirmeeSchema,
  rapprochementSchema,
  deplacementSchema,
  gelSchema,
  confirmationFinSchema,
  acteAnnuleSchema,
] as const;
