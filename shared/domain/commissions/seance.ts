import * as z from 'zod/mini';
import type { CivilDate } from '../calendar/civil-date.ts';
import { centsSchema } from '../events/common.ts';
import { dwellingSchema, personSchema } from '../events/household.ts';
import { actionsBailleur, motifsInscription, protections } from '../events/measures.ts';
import { organismeCodes } from '../events/organismes.ts';
import { criteresSaisine, objetsSaisine } from '../events/signals.ts';
import {
  etatsSuite,
  mesuresDecidees,
  naturesAvis,
  raisonsSuite,
  recommandationsCcapex,
} from '../events/support.ts';
import { decisionIssueSchema } from './issues.ts';

/*
 * A session, and each household that it examines. They are kept apart from cases: what a session decides becomes events of theirs.
 */

/** What a session is about: households, or the commission's own work (charter §V.1). */
const typesSeance = ['situations', 'doctrinale'] as const;
const etatsSeance = ['prevue', 'convoquee', 'ouverte', 'close', 'annulee'] as const;
export type EtatSeance = (typeof etatsSeance)[number];
export const etatSeanceNames = {
  prevue: 'prévue',
  convoquee: 'membres invités',
  ouverte: 'en cours',
  close: 'close',
  annulee: 'annulée',
} as const satisfies Record<EtatSeance, string>;

const heureSchema = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const by = { at: z.iso.datetime(), by: z.string() };

/** A body that sits for one session, once the other members have accepted it (annexe 6, art. 2): and hears what it comes for. */
const inviteSchema = z.object({
  id: z.string(),
  nom: z.string(),
  /** Its code in the registry of partners. */
  partenaire: z.string(),
  /** The member that invites it. */
  par: z.string(),
  /** The households for which it comes, by id: a guardian, or who follows one tenant. Every one on the list when absent. */
  menages: z.optional(z.array(z.string())),
  /** Members that accepted, or did not. */
  reponses: z.record(z.string(), z.object({ oui: z.boolean(), ...by })),
});
export type Invite = z.infer<typeof inviteSchema>;

export const presences = ['present', 'excuse', 'absent'] as const;
export type Presence = (typeof presences)[number];

const listeSchema = z.object({
  /** The day the landlord first sent its list to the members, and the last. */
  transmiseLe: z.iso.date(),
  completeeLe: z.optional(z.iso.date()),
  /** How many times: a household is listed once the list that it is in has gone. */
  lot: z.int(),
});

export const seanceSchema = z.object({
  commission: z.string(),
  date: z.iso.date(),
  type: z.enum(typesSeance),
  etat: z.enum(etatsSeance),
  heure: heureSchema,
  lieu: z.string().check(z.minLength(1), z.maxLength(200)),
  /** Minute at which each landlord's households are examined, by the landlord's member id. */
  creneaux: z.record(z.string(), heureSchema),
  /** What is examined besides households, in order. */
  points: z.array(z.string().check(z.minLength(1), z.maxLength(200))),
  /** What was said on a point, as its agenda names it. */
  minutes: z.optional(
    z.array(z.object({ point: z.string(), texte: z.string().check(z.maxLength(5000)), ...by })),
  ),
  invites: z.array(inviteSchema),
  /** Who was there, by member id. */
  presences: z.record(z.string(), z.enum(presences)),
  /** The lists that landlords sent, by member id. */
  listes: z.record(z.string(), listeSchema),
  /** When invitations went, and how often: a second one takes the place of the first in calendars. */
  convocation: z.optional(z.object({ ...by, fois: z.int() })),
  /** When it was closed, and how often: a relevé that is made again says so. */
  cloture: z.optional(z.object({ ...by, fois: z.int() })),
  /** When the relevé went to the members and to the State. */
  releve: z.optional(z.object(by)),
  version: z.int(),
});
export type Seance = z.infer<typeof seanceSchema>;

/**
 * `proposee`: the landlord's, on no list yet; `inscrite`; `annulee`: the secretariat does not examine it, its list was late; `retiree`: the
 * household withdrew, and nothing that names it is left.
 */
const etatsSituation = ['proposee', 'inscrite', 'annulee', 'retiree'] as const;

const suiteSchema = z.object({
  mesure: z.enum(mesuresDecidees),
  organisme: z.optional(z.enum(organismeCodes)),
  etat: z.enum(etatsSuite),
  raison: z.optional(z.enum(raisonsSuite)),
  /** The day of the fact. */
  le: z.iso.date(),
  /** The member that says so. */
  membre: z.string(),
  ...by,
});
export type Suite = z.infer<typeof suiteSchema>;

const contributionSchema = z.object({
  /** Whether the body knows the household. */
  connu: z.boolean(),
  texte: z.string().check(z.maxLength(1000)),
  ...by,
});
export type Contribution = z.infer<typeof contributionSchema>;

/** A protected adult's guardian, who gets the letters too. */
const protecteurSchema = z.object({
  nature: z.enum(protections),
  /** Name and address, as the landlord writes them. */
  coordonnees: z.optional(z.string()),
});

export const situationSchema = z.object({
  /** Names it in its session, and nowhere else. */
  id: z.string(),
  /** Counts its changes: each is made upon the one before. */
  version: z.int(),
  etat: z.enum(etatsSituation),
  /** The landlord's member id; in a CCAPEX, who referred it. */
  bailleur: z.string(),
  /** The landlord's own reference, and the line of its table. */
  reference: z.string(),
  household: z.array(personSchema),
  dwelling: dwellingSchema,
  protecteur: z.optional(protecteurSchema),
  lettreLe: z.optional(z.iso.date()),
  /** The day its list went, and which time that was. */
  inscriteLe: z.optional(z.iso.date()),
  lot: z.optional(z.int()),
  /** It looks like another landlord's household: the secretariat says whether it goes on the list. */
  aVerifier: z.optional(z.enum(['certain', 'possible'])),
  /** The secretariat said that it is another household: it is not asked again. */
  verifiee: z.optional(z.object(by)),
  motifs: z.array(z.enum(motifsInscription)),
  actions: z.array(z.enum(actionsBailleur)),
  dette: z.optional(centsSchema),
  loyer: z.optional(centsSchema),
  /** The session at which it was examined before. */
  deja: z.optional(z.iso.date()),
  /** Id of the message by which the landlord's listing reached the household's case, and that case once it is known. */
  messageId: z.optional(z.string()),
  caseId: z.optional(z.string()),
  /** Members whose household it is too: MSA's, for one; and those that the commission asked about it. */
  siens: z.optional(z.array(z.string())),
  demandes: z.optional(z.record(z.string(), z.object(by))),
  /** What each member knows, by member id. */
  contributions: z.record(z.string(), contributionSchema),
  issues: z.array(decisionIssueSchema),
  /** CCAPEX: what it recommends, and whether it is an opinion or a recommendation, without which it is a recommendation. */
  recommandations: z.array(z.enum(recommandationsCcapex)),
  nature: z.optional(z.enum(naturesAvis)),
  /** CCAPEX: what referred it, by which criteria: those said, then those that the case shows. */
  saisine: z.optional(
    z.object({
      par: z.string(),
      depuis: z.iso.date(),
      objet: z.enum(objetsSaisine),
      criteres: z.array(z.enum(criteresSaisine)),
      constates: z.array(z.enum(criteresSaisine)),
    }),
  ),
  /** CCAPEX: how urgent it was when it was put on the agenda. */
  urgence: z.optional(z.object({ rang: z.int(), le: z.optional(z.iso.date()), raison: z.string() })),
  /** What Banque de France answered, once it was asked: whether a file is open, and since when. */
  surendettement: z.optional(
    z.object({ ouvert: z.boolean(), depuis: z.optional(z.iso.date()), membre: z.string(), ...by }),
  ),
  /** What was said that the outcomes do not say. */
  note: z.optional(z.string().check(z.maxLength(1000))),
  decidee: z.optional(z.object(by)),
  suites: z.array(suiteSchema),
  /** Ids of the events that its case has of it, once the session is closed. */
  evenements: z.array(z.string()),
});
export type Situation = z.infer<typeof situationSchema>;

/** Why something cannot be done to a session: a stable code, and words for who asks. */
export type Refus = { code: string; text: string };

/** The guests whom all the other members accepted: they alone may see. */
export const invitesAcceptes = ({ invites }: Pick<Seance, 'invites'>, membres: readonly string[]): Invite[] =>
  invites.filter(({ par, reponses }) => membres.every((id) => id === par || reponses[id]?.oui === true));

/** Whether a household is on the list that its landlord sent. */
export const estInscrite = (
  { etat, bailleur, lot }: Situation,
  { listes }: Pick<Seance, 'listes'>,
): boolean => etat === 'inscrite' && lot !== undefined && lot <= (listes[bailleur]?.lot ?? 0);

/** The households that a session examines: the most urgent first where that is known, else in the order of the landlords' slots, then by name. */
export const inscrites = (
  situations: readonly Situation[],
  seance: Pick<Seance, 'creneaux' | 'listes'>,
): Situation[] =>
  situations
    .filter((one) => estInscrite(one, seance))
    .toSorted(
      (a, b) =>
        parUrgence(a, b) ||
        compare(seance.creneaux[a.bailleur] ?? '', seance.creneaux[b.bailleur] ?? '') ||
        compare(a.bailleur, b.bailleur) ||
        nomDe(a).localeCompare(nomDe(b), 'fr') ||
        compare(a.id, b.id),
    );

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const LEAST_URGENT = 99;
const parUrgence = (a: Situation, b: Situation): number =>
  (a.urgence?.rang ?? LEAST_URGENT) - (b.urgence?.rang ?? LEAST_URGENT) ||
  compare(a.urgence?.le ?? '9', b.urgence?.le ?? '9');

/** The name by which a household is called in the room. @example nomDe({ household: [{ nomNaissance: 'Castel', prenoms: ['Ana'] }] }) // 'CASTEL Ana' */
export const nomDe = ({ household }: Pick<Situation, 'household'>): string =>
  household
    .map(({ nomUsage, nomNaissance, prenoms }) =>
      [(nomUsage ?? nomNaissance ?? '').toUpperCase(), prenoms?.[0] ?? ''].filter(Boolean).join(' '),
    )
    .join(', ');

/** Whether a session may still take, or lose, a household. */
export const estOuverteAuxListes = ({ etat }: Pick<Seance, 'etat'>): boolean =>
  etat === 'prevue' || etat === 'convoquee';

/** A household's situation once nothing of it is left but that it was there, and what was decided, which the year's figures count. */
export const effacee = (situation: Situation): Situation => ({
  id: situation.id,
  version: situation.version + 1,
  etat: 'retiree',
  bailleur: situation.bailleur,
  reference: '',
  household: [],
  dwelling: {},
  motifs: [],
  actions: [],
  contributions: {},
  issues: situation.issues,
  recommandations: situation.recommandations,
  suites: [],
  evenements: [],
});

/** Why a session cannot be closed yet; undefined when it can. */
export const clotureImpossible = (
  { etat, type }: Pick<Seance, 'etat' | 'type'>,
  examinees: readonly Situation[],
): Refus | undefined => {
  if (etat !== 'ouverte' && etat !== 'close')
    return { code: 'SEANCE_NON_OUVERTE', text: 'La séance n’est pas ouverte.' };
  const left = type === 'situations' ? examinees.filter(({ decidee }) => decidee === undefined).length : 0;
  return left === 0
    ? undefined
    : {
        code: 'SITUATIONS_SANS_ISSUE',
        text: `${left} ${left < 2 ? 'situation reste' : 'situations restent'} sans issue : décidez-les, ou reportez-les à la prochaine séance.`,
      };
};

/** The day on which a session's relevé is missing, unless it went. @param releve echeancesDe(…).releve */
export const releveManque = (
  seance: Pick<Seance, 'releve' | 'etat' | 'date'>,
  releve: CivilDate,
  today: CivilDate,
): boolean => seance.etat !== 'annulee' && seance.releve === undefined && releve <= today;
