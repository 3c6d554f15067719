import type { ArrondissementCode } from '../events/household.ts';
import type { Organisme } from '../events/organismes.ts';
import type { Scope } from '../habilitation/habilitation.ts';
import { type Commission, type Membre, type Tache, tacheCodes, whoDoes } from './commission.ts';
import { type Invite, invitesAcceptes, type Seance, type Situation } from './seance.ts';

/*
 * Who sits where in a commission, and what each may see of a household. The code pénal binds all of them (art. 226-13); a commission is shown
 * what its work needs (charter, annexe 6, art. 7).
 */

/** A seat that a person has in a commission: a member's, a guest's, or the State's, by the right they hold. */
export type Siege =
  | { kind: 'membre'; membre: Membre }
  | { kind: 'invite'; invite: Invite }
  | { kind: 'etat'; membre: Membre | undefined };

/** The arrondissements where a commission's dwellings are. @param arrondissementDe of a commune, by its INSEE code */
export const arrondissementsDe = (
  {
    nature,
    niveau,
    communes,
    arrondissements,
  }: Pick<Commission, 'nature' | 'niveau' | 'communes' | 'arrondissements'>,
  arrondissementDe: (insee: string) => ArrondissementCode | undefined,
): ReadonlySet<ArrondissementCode> | 'tous' => {
  if (nature === 'clpil') return new Set(communes.flatMap((insee) => arrondissementDe(insee) ?? []));
  return niveau === 'locale' ? new Set(arrondissements) : 'tous';
};

/**
 * A person's seats. Guests have one in a session only, once all the other members have accepted them.
 *
 * @param over the arrondissements where the commission's dwellings are
 */
export const siegesDe = (
  commission: Commission,
  { partners, agent }: Pick<Scope, 'partners' | 'agent'>,
  over: ReadonlySet<ArrondissementCode> | 'tous',
  seance?: Pick<Seance, 'invites'>,
): Siege[] => {
  const { membres } = commission;
  const own = membres.filter(({ partenaire }) => partenaire !== undefined && partners.has(partenaire));
  const guests = seance
    ? invitesAcceptes(
        seance,
        membres.map(({ id }) => id),
      ).filter(({ partenaire }) => partners.has(partenaire))
    : [];
  const isAgent = over === 'tous' ? agent.size > 0 : [...over].some((one) => agent.has(one));
  return [
    ...own.map((membre): Siege => ({ kind: 'membre', membre })),
    ...(isAgent
      ? [{ kind: 'etat' as const, membre: membres.find(({ organisme }) => organisme === 'etat') }]
      : []),
    ...guests.map((invite): Siege => ({ kind: 'invite', invite })),
  ];
};

/** The body that a seat speaks for. */
export const organismeDe = (siege: Siege): Organisme | 'invite' => {
  switch (siege.kind) {
    case 'membre':
      return siege.membre.organisme;
    case 'etat':
      return 'etat';
    case 'invite':
      return 'invite';
  }
};
/** The member's id of a seat. */
export const membreDe = (siege: Siege): string | undefined =>
  siege.kind === 'invite' ? siege.invite.par : siege.membre?.id;

/** Whether one of a person's seats does a piece of the commission's work. */
export const peut = (commission: Commission, sieges: readonly Siege[], tache: Tache): boolean => {
  const who = whoDoes(commission, tache);
  return who !== undefined && sieges.some((siege) => siege.kind !== 'invite' && membreDe(siege) === who.id);
};
/**
 * Whether a person writes down what another member answers of a guest, said by mail or in the room: who sends the invitations, landlords excepted. One
 * would answer for the others of a guest of its own.
 */
export const noteLesReponses = (commission: Commission, sieges: readonly Siege[]): boolean =>
  peut(
    commission,
    sieges.filter((siege) => organismeDe(siege) !== 'bailleur'),
    'invitation',
  );
/** Whether a person does any of it. */
export const travaille = (commission: Commission, sieges: readonly Siege[]): boolean =>
  tacheCodes.some((tache) => peut(commission, sieges, tache));

/** What is shown of a household, by parts. */
export const rubriques = {
  identite: 'nom, prénoms, naissance',
  adresse: 'adresse du logement',
  dette: 'dette et loyer',
  demarches: 'motifs de l’inscription, ce que le bailleur a fait, lettre au locataire',
  protection: 'tutelle, curatelle',
  connu: 'quels organismes connaissent le ménage',
  contributions: 'ce que chaque organisme en dit',
  decisions: 'ce que la commission décide ou recommande',
  suites: 'ce qui en a été fait',
  procedure: 'où en est la procédure',
  surendettement: 'surendettement',
} as const;
export type Rubrique = keyof typeof rubriques;
export const rubriqueCodes: readonly Rubrique[] = Object.keys(rubriques).filter((one): one is Rubrique =>
  Object.hasOwn(rubriques, one),
);

/** `oui`; `siennes`: of its own households only; `demande`: once the commission asked for it; `non`. */
export type Acces = 'oui' | 'siennes' | 'demande' | 'non';
type Ligne = Readonly<Record<Rubrique, Acces>>;
export type Role = Organisme | 'invite';

const tout = {
  identite: 'oui',
  adresse: 'oui',
  dette: 'oui',
  demarches: 'oui',
  protection: 'oui',
  connu: 'oui',
  contributions: 'oui',
  decisions: 'oui',
  suites: 'oui',
  procedure: 'oui',
  surendettement: 'demande',
} as const satisfies Ligne;
const rien = {
  identite: 'non',
  adresse: 'non',
  dette: 'non',
  demarches: 'non',
  protection: 'non',
  connu: 'non',
  contributions: 'non',
  decisions: 'non',
  suites: 'non',
  procedure: 'non',
  surendettement: 'non',
} as const satisfies Ligne;
/** A landlord: its own households, and of what the social services say, only who knows them. */
const bailleur = {
  identite: 'siennes',
  adresse: 'siennes',
  dette: 'siennes',
  demarches: 'siennes',
  protection: 'siennes',
  connu: 'siennes',
  contributions: 'non',
  decisions: 'siennes',
  suites: 'siennes',
  procedure: 'siennes',
  surendettement: 'non',
} as const satisfies Ligne;
/** A CLPIL rests on the tenant's consent to what its landlord presents: nothing is added from the case. */
const sansDossier = { procedure: 'non', surendettement: 'non' } as const;
/** Hears the situation, and not what social services say of it. */
const sansContributions = { ...tout, contributions: 'non' } as const satisfies Ligne;

/**
 * Who sees what, in each commission. A body that is not named sees nothing: it is no member there.
 *
 * CLPIL: charter, annexe 6, art. 2, 5 and 7. The commune's elected members hear no social detail. CCAPEX: loi n° 90-449, art. 7-2; MSA for its
 * own nationals, Banque de France answers when asked (charter, annexe 1). These reserves are ours where the texts only speak of secrecy.
 */
export const matrice: Readonly<Record<Commission['nature'], Readonly<Partial<Record<Role, Ligne>>>>> = {
  clpil: {
    ccas: { ...tout, ...sansDossier },
    mds: { ...tout, ...sansDossier },
    departement: { ...tout, ...sansDossier },
    asll: { ...tout, ...sansDossier },
    association: { ...tout, ...sansDossier },
    udaf: { ...tout, ...sansDossier },
    etat: { ...tout, ...sansDossier },
    commune: { ...sansContributions, ...sansDossier, protection: 'non' },
    adil: { ...sansContributions, ...sansDossier, protection: 'non' },
    bailleur: { ...bailleur, ...sansDossier },
    invite: { ...sansContributions, ...sansDossier, protection: 'non', suites: 'non' },
  },
  ccapex: {
    etat: tout,
    ccapex: tout,
    departement: tout,
    mds: tout,
    ccas: tout,
    fsl: tout,
    caf: { ...sansContributions, protection: 'non' },
    msa: {
      ...sansContributions,
      identite: 'siennes',
      adresse: 'siennes',
      dette: 'siennes',
      demarches: 'siennes',
      protection: 'non',
      connu: 'siennes',
      decisions: 'siennes',
      suites: 'siennes',
      procedure: 'siennes',
      surendettement: 'non',
    },
    bdf: { ...rien, identite: 'demande', adresse: 'demande', surendettement: 'demande' },
    bailleur,
    adil: { ...sansContributions, protection: 'non', surendettement: 'non' },
    commune: { ...sansContributions, protection: 'non', surendettement: 'non' },
    actionLogement: { ...sansContributions, protection: 'non', surendettement: 'non' },
    association: { ...sansContributions, surendettement: 'non' },
    udaf: tout,
    siao: { ...sansContributions, surendettement: 'non' },
    comed: { ...sansContributions, surendettement: 'non' },
    huissier: { ...bailleur, contributions: 'non', protection: 'non' },
    invite: { ...sansContributions, protection: 'non', surendettement: 'non', suites: 'non' },
  },
  synthese: {
    siao: tout,
    etat: tout,
    departement: tout,
    mds: tout,
    ccas: tout,
    association: { ...tout, surendettement: 'non' },
    invite: { ...sansContributions, protection: 'non', surendettement: 'non', suites: 'non' },
  },
};

/** What of one household matters to who may see it. */
export type Vue = {
  id: string;
  bailleur: string;
  /** Ids of the members whose household it is, besides the landlord: MSA's, for one. */
  siens: readonly string[];
  /** Ids of the members that were asked about it. */
  demandes: readonly string[];
};
export const vueDe = ({
  id,
  bailleur,
  siens,
  demandes,
}: Pick<Situation, 'id' | 'bailleur' | 'siens' | 'demandes'>): Vue => ({
  id,
  bailleur,
  siens: siens ?? [],
  demandes: Object.keys(demandes ?? {}),
});

/**
 * Whether one of a person's seats is shown a part of a household's situation. The secretariat that is a landlord's sees as a landlord.
 * What waits for a request is shown to the commission, and to Banque de France, once the commission asked (charter, annexe 1).
 */
export const voit = (
  nature: Commission['nature'],
  sieges: readonly Siege[],
  rubrique: Rubrique,
  vue: Vue,
): boolean =>
  sieges.some(
    (siege) =>
      vientPour(siege, vue) && donne(matrice[nature][organismeDe(siege)]?.[rubrique] ?? 'non', siege, vue),
  );

/** A guest may be there for some households only (annexe 6, art. 2: who follows one tenant, a guardian). */
const vientPour = (siege: Siege, { id }: Vue): boolean =>
  siege.kind !== 'invite' || siege.invite.menages === undefined || siege.invite.menages.includes(id);

const donne = (acces: Acces, siege: Siege, { bailleur: landlord, siens, demandes }: Vue): boolean => {
  const id = membreDe(siege);
  switch (acces) {
    case 'oui':
      return true;
    case 'siennes':
      return id !== undefined && (id === landlord || siens.includes(id));
    case 'demande':
      return organismeDe(siege) === 'bdf' ? id !== undefined && demandes.includes(id) : demandes.length > 0;
    case 'non':
      return false;
  }
};

/** A household's situation without the parts that a person is not shown: what an export of it holds. */
export const montree = (
  nature: Commission['nature'],
  sieges: readonly Siege[],
  situation: Situation,
): Partial<Situation> => {
  const shows = (rubrique: Rubrique): boolean => voit(nature, sieges, rubrique, vueDe(situation));
  const { household, dwelling, dette, loyer, lettreLe, motifs, actions, protecteur, ...others } = situation;
  const { contributions, note, issues, recommandations, decidee, suites, ...rest } = others;
  return {
    ...rest,
    ...(shows('identite') && { household }),
    ...(shows('adresse') && { dwelling }),
    ...(shows('dette') && { ...(dette !== undefined && { dette }), ...(loyer !== undefined && { loyer }) }),
    ...(shows('demarches') && { motifs, actions, ...(lettreLe !== undefined && { lettreLe }) }),
    ...(shows('protection') && protecteur && { protecteur }),
    ...(shows('connu') && {
      contributions: Object.fromEntries(
        Object.entries(contributions).map(([membre, one]) => [
          membre,
          shows('contributions') ? one : { ...one, texte: '' },
        ]),
      ),
    }),
    ...(shows('contributions') && note !== undefined && { note }),
    ...(shows('decisions') && { issues, recommandations, ...(decidee && { decidee }) }),
    ...(shows('suites') && { suites }),
  };
};

/** Whether a person is shown that a household is there at all. */
export const voitLeMenage = (nature: Commission['nature'], sieges: readonly Siege[], vue: Vue): boolean =>
  voit(nature, sieges, 'identite', vue);
