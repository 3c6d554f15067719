import type { CivilDate } from '../calendar/civil-date.ts';
import type { Lieu } from '../indicateurs/apport.ts';
import {
  type DelaiMesure,
  delaisMesures,
  estIndicateur,
  type Indicateur,
  indicateurDe,
  indicateurs,
  nomsDeDelais,
  unites,
} from '../indicateurs/catalogue.ts';
import type { Tableau, Valeur } from '../indicateurs/tableau.ts';
import { arrondissementNames } from '../territory/arrondissements.ts';
import { emetteursDe } from './provenance.ts';

/**
 * What is known of a figure. `nonDeclare`: nobody declared it; `nonRecu`: those who tell of it told the hub nothing in the year, so that 0 would be no
 * count; `inconnu`: the year has no figure of it; `sansObjet`: a share of nothing, a delay that nothing took; `secret`: hidden in the public version.
 */
export type Cellule =
  | { statut: 'valeur'; valeur: number }
  | { statut: 'nonDeclare' | 'nonRecu' | 'inconnu' | 'sansObjet' | 'secret' };
export type Statut = Cellule['statut'];

/** Where a figure is of: the places of cases, and the whole. */
export const lieuxDuRapport = ['774', '771', '772', '773', '775', 'sans'] as const satisfies readonly Lieu[];
export type LieuDuRapport = (typeof lieuxDuRapport)[number];
export type Ou = LieuDuRapport | 'total';
export const nomsDesLieux: Readonly<Record<Ou, string>> = {
  ...arrondissementNames,
  sans: 'Commune inconnue',
  total: 'Seine-et-Marne',
};

/** What a figure is a number of, in French; of `pourMille`, one in a thousand. */
export const unitesDuRapport = { ...unites, pourMille: '‰' } as const;
export type UniteDuRapport = keyof typeof unitesDuRapport;

/** A figure of the report: each is one line of the open data. */
export type ChiffreDuRapport = {
  /** The indicator's, or of the report alone: `delai.demandeDecision.mediane`, `service.messagesAcceptes`. */
  id: string;
  ou: Ou;
  /** What else it is told apart by: a landlord, a sender. Empty for most. */
  detail: string;
  unite: UniteDuRapport;
  cellule: Cellule;
};

/** All the figures of a year. */
export type Annee = {
  annee: number;
  /** As of which day, Europe/Paris. */
  le: CivilDate;
  chiffres: readonly ChiffreDuRapport[];
  /** Codes of the partners that declared an indicator, by its id. */
  declarants: Readonly<Record<string, readonly string[]>>;
  /** What partners wrote, by indicator. */
  textes: readonly { id: string; partenaire: string; texte: string }[];
};

export const cleDeChiffre = ({ id, ou, detail }: Pick<ChiffreDuRapport, 'id' | 'ou' | 'detail'>): string =>
  `${id}|${ou}|${detail}`;

/** Dossiers for which a rent is known: what the euros of the State's liability are of. */
export const AVEC_LOYER = 'parcours.responsabilitesAvecLoyer';
const RESPONSABILITES = 'parcours.responsabilites';
/** The count that days or euros are of. */
export const compteSous = (id: string): string => {
  if (id === 'parcours.joursResponsabilite' || id === 'parcours.coutResponsabilite') return RESPONSABILITES;
  return indicateurDe(id).detailDe ?? id;
};
/** What stands for the landlord of a situation of which none is said. */
const SANS_BAILLEUR = 'SANS';
export const estBailleurDit = (detail: string): boolean => detail !== SANS_BAILLEUR;

export const valeur = (n: number): Cellule => ({ statut: 'valeur', valeur: n });
const sans = (statut: Exclude<Statut, 'valeur'>): Cellule => ({ statut });

/** Whether an indicator is counted somewhere. */
const estParLieu = (one: Indicateur): boolean => {
  switch (one.source) {
    case 'compte':
      return true;
    case 'declare':
      return false;
    case 'somme':
      return one.parties.every((id) => estParLieu(indicateurDe(id)));
    case 'rapport':
      return [one.numerateur, one.denominateur].every((id) => estParLieu(indicateurDe(id)));
  }
};
/** Indicators that have a figure for each arrondissement. */
export const indicateursParLieu: readonly Indicateur[] = indicateurs.filter(estParLieu);

/** @returns the unit as the report writes it: a share out of a thousand has its own */
export const uniteDe = (one: Indicateur): UniteDuRapport =>
  one.source === 'rapport' && one.pour === 1000 ? 'pourMille' : one.unite;

const senders = ({ service }: Tableau): string[] => service.messages.map(({ expediteur }) => expediteur);
/** Whether those who tell of an indicator told the hub anything in the year. */
const estRecu = (one: Indicateur, told: readonly string[]): boolean => {
  const emetteurs = emetteursDe(one.id);
  return emetteurs.length === 0 || told.some((who) => emetteurs.some((prefix) => who.startsWith(prefix)));
};

const celluleDe = (
  one: Indicateur,
  { total }: Valeur,
  n: number | undefined,
  told: readonly string[],
): Cellule => {
  if (one.source === 'rapport') {
    if (n === 0 && estSansNouvelle(indicateurDe(one.numerateur), told)) return sans('nonRecu');
    if (n !== undefined) return valeur(n);
    return [one.numerateur, one.denominateur].some((id) => indicateurDe(id).source === 'declare') &&
      total === undefined
      ? sans('nonDeclare')
      : sans('sansObjet');
  }
  if (total === undefined) return sans('nonDeclare');
  if (total === 0 && estSansNouvelle(one, told)) return sans('nonRecu');
  return valeur(n ?? 0);
};
/** Whether nobody who tells of an indicator, or of any part of it, told the hub anything. */
const estSansNouvelle = (one: Indicateur, told: readonly string[]): boolean => {
  if (one.source === 'somme') return one.parties.every((id) => estSansNouvelle(indicateurDe(id), told));
  return one.source === 'compte' && !estRecu(one, told);
};

const deLIndicateur = (one: Indicateur, tableau: Tableau, told: readonly string[]): ChiffreDuRapport[] => {
  const found = tableau.valeurs.get(one.id);
  if (one.unite === 'texte' || found === undefined) return [];
  const of = one.unite === 'centimes' ? tableau.valeurs.get(compteSous(one.id)) : undefined;
  const chiffre = (ou: Ou, n: number | undefined): ChiffreDuRapport => {
    const cellule = celluleDe(one, found, n, told);
    const count = (ou === 'total' ? of?.total : of?.parLieu[ou]) ?? 0;
    return {
      ...{ id: one.id, ou, detail: '', unite: uniteDe(one) },
      // Cases whose amounts nobody said are not worth nothing.
      cellule: cellule.statut === 'valeur' && cellule.valeur === 0 && count > 0 ? sans('inconnu') : cellule,
    };
  };
  return [
    chiffre('total', found.total),
    ...(estParLieu(one) ? lieuxDuRapport.map((lieu) => chiffre(lieu, found.parLieu[lieu])) : []),
  ];
};

const avecLoyer = ({ valeurs }: Tableau): ChiffreDuRapport[] => {
  const [tous, sansLoyer] = [RESPONSABILITES, 'parcours.responsabilitesSansLoyer'].map((id) =>
    valeurs.get(id),
  );
  return (['total', ...lieuxDuRapport] as const).map((ou) => {
    const of = (one: Valeur | undefined): number => (ou === 'total' ? one?.total : one?.parLieu[ou]) ?? 0;
    return {
      id: AVEC_LOYER,
      ou,
      detail: '',
      unite: 'dossiers',
      cellule: valeur(Math.max(0, of(tous) - of(sansLoyer))),
    };
  });
};

const desDelais = ({ delais }: Tableau): ChiffreDuRapport[] =>
  nomsDeDelais.flatMap((cle) =>
    (['total', ...lieuxDuRapport] as const).flatMap((ou): ChiffreDuRapport[] => {
      const found = delais.find((one) => one.cle === cle && one.lieu === ou);
      const of = (nom: string, unite: UniteDuRapport, n: number | undefined): ChiffreDuRapport => ({
        ...{ id: `delai.${cle}.${nom}`, ou, detail: '', unite },
        cellule: n === undefined ? sans('sansObjet') : valeur(n),
      });
      return [
        of('n', 'dossiers', found?.n ?? 0),
        of('mediane', 'jours', found?.mediane),
        of('p90', 'jours', found?.p90),
      ];
    }),
  );

const desBailleurs = ({ bailleurs }: Tableau): ChiffreDuRapport[] =>
  bailleurs.flatMap(({ bailleur, situations, menages }): ChiffreDuRapport[] => [
    {
      id: 'clpil.situations',
      ou: 'total',
      detail: bailleur,
      unite: 'situations',
      cellule: valeur(situations),
    },
    { id: 'clpil.menages', ou: 'total', detail: bailleur, unite: 'menages', cellule: valeur(menages) },
  ]);

const duService = ({ service }: Tableau): ChiffreDuRapport[] => {
  const of = (id: string, detail: string, unite: UniteDuRapport, n: number): ChiffreDuRapport => ({
    ...{ id: `service.${id}`, ou: 'total', detail, unite, cellule: valeur(n) },
  });
  return [
    ...service.messages.flatMap(({ expediteur, acceptes, enAttente, refuses }) => [
      of('messagesAcceptes', expediteur, 'messages', acceptes),
      of('messagesEnAttente', expediteur, 'messages', enAttente),
      of('messagesRefuses', expediteur, 'messages', refuses),
    ]),
    ...service.refus.map(({ code, n }) => of('refus', code, 'messages', n)),
    ...service.mels.map(({ comment, minutes, n }) => of(`mels.${comment}`, minutes, 'messages', n)),
    of('alertesJamaisPrises', '', 'alertes', service.alertes.jamaisPrises),
  ];
};

/** Whether a year has a figure of anything. */
export const aDesChiffres = ({ chiffres }: Annee): boolean =>
  chiffres.some(({ cellule }) => cellule.statut === 'valeur');

/**
 * All the figures of a year, whether known or not. Of a past year in which nobody sent the hub anything, cases tell a part only: what is counted of it is
 * unknown, and what was declared is not.
 */
export const chiffresDe = (tableau: Tableau, quelle: 'courante' | 'passee' = 'courante'): Annee => {
  const told = senders(tableau);
  if (quelle === 'passee' && told.length === 0) return declaresSeuls(chiffresDe(tableau));
  return {
    ...{ annee: tableau.annee, le: tableau.le },
    chiffres: [
      ...indicateurs.flatMap((one) => deLIndicateur(one, tableau, told)),
      ...avecLoyer(tableau),
      ...desDelais(tableau),
      ...desBailleurs(tableau),
      ...duService(tableau),
    ],
    declarants: Object.fromEntries(
      [...tableau.valeurs].flatMap(([id, { declarants }]) =>
        declarants.length === 0 ? [] : [[id, declarants]],
      ),
    ),
    textes: [...tableau.valeurs].flatMap(([id, { textes }]) => textes.map((one) => ({ id, ...one }))),
  };
};

const estDeclare = (id: string): boolean => {
  if (!estIndicateur(id)) return false;
  const one = indicateurDe(id);
  const parts =
    one.source === 'somme' ? one.parties : one.source === 'rapport' ? [one.numerateur, one.denominateur] : [];
  return one.source === 'declare' || (parts.length > 0 && parts.every(estDeclare));
};
const declaresSeuls = (annee: Annee): Annee => ({
  ...annee,
  chiffres: annee.chiffres
    .filter(({ id }) => !id.startsWith('service.'))
    .map((one) => (estDeclare(one.id) ? one : { ...one, cellule: sans('inconnu') })),
});

const titresDuService: Readonly<Record<string, string>> = {
  'service.messagesAcceptes': 'Messages acceptés',
  'service.messagesEnAttente': 'Messages en attente d’une réponse',
  'service.messagesRefuses': 'Messages refusés',
  'service.refus': 'Refus, par motif',
  'service.mels.uns': 'Méls envoyés un par un, selon ce qu’ils ont attendu',
  'service.mels.resumes': 'Événements dits dans un récapitulatif, selon ce qu’ils ont attendu',
  'service.alertesJamaisPrises': 'Alertes jamais prises',
};
const titresDeDelai = { n: 'dossiers mesurés', mediane: 'médiane', p90: 'neuf sur dix au plus' } as const;
const estTitreDeDelai = (nom: string): nom is keyof typeof titresDeDelai => Object.hasOwn(titresDeDelai, nom);

/** @example nomDuDelai('assignationAudience') // 'Assignation – audience' */
export const nomDuDelai = (cle: DelaiMesure): string => {
  const { de, a } = delaisMesures[cle];
  return `${de.slice(0, 1).toUpperCase()}${de.slice(1)} – ${a}`;
};

/** What a figure is, in French: as the charter words it for its lines. @throws RangeError */
export const libelleDe = (id: string): string => {
  if (id === AVEC_LOYER) return 'dont dossiers avec un loyer connu';
  const [, delai = '', nom = ''] = /^delai\.(\w+)\.(\w+)$/.exec(id) ?? [];
  const found = nomsDeDelais.find((one) => one === delai);
  if (found && estTitreDeDelai(nom)) {
    return `${nomDuDelai(found)} : ${titresDeDelai[nom]}`;
  }
  return titresDuService[id] ?? indicateurDe(id).libelle;
};

/** Finds figures of a year. */
export const lecteurDe = ({ chiffres }: Pick<Annee, 'chiffres'>) => {
  const byKey = new Map(chiffres.map((one) => [cleDeChiffre(one), one]));
  return {
    /** A figure, or undefined when the year has none of it. */
    chiffre: (id: string, ou: Ou = 'total', detail = ''): ChiffreDuRapport | undefined =>
      byKey.get(cleDeChiffre({ id, ou, detail })),
    /** Its number, or undefined when it is not known. */
    n: (id: string, ou: Ou = 'total', detail = ''): number | undefined => {
      const cellule = byKey.get(cleDeChiffre({ id, ou, detail }))?.cellule;
      return cellule?.statut === 'valeur' ? cellule.valeur : undefined;
    },
    /** The figures of an indicator that are told apart by something. */
    details: (id: string): ChiffreDuRapport[] => chiffres.filter((one) => one.id === id && one.detail !== ''),
  };
};
export type Lecteur = ReturnType<typeof lecteurDe>;
