import type { CivilDate } from '../calendar/civil-date.ts';
import { type Declare, estIndicateur, indicateurDe, indicateurs } from './catalogue.ts';

/** The ways by which a figure is declared: a partner's page or the State's, a dropped file, a message, a command. */
export const voies = ['page', 'fichier', 'message', 'commande'] as const;
export type Voie = (typeof voies)[number];
/** How a partner told the State a figure that an agent enters in its place. */
export const moyens = ['telephone', 'mail'] as const;
export type Moyen = (typeof moyens)[number];

/** A figure that a partner declares for a year. */
export type ChiffreDeclare = {
  indicateur: string;
  /** Code of the partner. */
  partenaire: string;
  /** What is counted, in the indicator's own unit; a `texte` indicator has a text in its place. */
  valeur?: number | undefined;
  texte?: string | undefined;
  /** When it was declared, ISO UTC. */
  at: string;
  /** Who declared it: a person where a page or a command knew them, else the partner's code. */
  by: string;
  voie: Voie;
  /** How many values it had before, those that were undone left out. */
  corrections: number;
};

/** The first year that may be declared: no figure is asked for before the charter's own beginnings. */
export const PREMIERE_ANNEE = 2018;
/** The day of a year, `MM-JJ`, from which its own figures may be declared: ours, some close their accounts before its end. */
const OUVERTURE = '12-01';
/** Largest value: no body of the département counts more of anything, and a sum of many stays exact. */
export const PLUS_GRAND = 100_000_000;
/** Longest text, in characters. */
export const PLUS_LONG = 2000;

/** The last year that may be declared on a day: the year before or, from 1 December, the day's own. */
export const derniereAnnee = (today: CivilDate): number =>
  Number(today.slice(0, 4)) - (today.slice(5) >= OUVERTURE ? 0 : 1);
/** Whether a year may be declared on a day: any that is over since `PREMIERE_ANNEE`, so that a series can be filled and mended. */
export const estDeclarable = (annee: number, today: CivilDate): boolean =>
  Number.isInteger(annee) && annee >= PREMIERE_ANNEE && annee <= derniereAnnee(today);

/** All that is declared, in the charter's order. */
export const declares: readonly Declare[] = indicateurs.filter((one) => one.source === 'declare');

/** Whether a partner is one of those that declare an indicator. */
export const declare = ({ declarants }: Pick<Declare, 'declarants'>, partenaire: string): boolean =>
  declarants.some((debut) => partenaire.startsWith(debut));
/** What is asked of a partner, in the charter's order. */
export const declaresDe = (partenaire: string): Declare[] =>
  declares.filter((one) => declare(one, partenaire));
/** Whether something is asked of some member of a family of partners. @param code the family's */
export const famillesDeclarantes = (code: string): boolean =>
  declares.some(({ declarants }) =>
    declarants.some((debut) => code.startsWith(debut) || debut.startsWith(`${code}-`)),
  );

/** A declared indicator; undefined when the id is of none. */
export const declareDe = (id: string): Declare | undefined => {
  const found = estIndicateur(id) ? indicateurDe(id) : undefined;
  return found?.source === 'declare' ? found : undefined;
};

/** Parts and their wholes, both declared: what the catalogue divides out of a hundred. */
const parties: readonly { partie: string; tout: string }[] = indicateurs.flatMap((one) =>
  one.source === 'rapport' &&
  one.pour === 100 &&
  declareDe(one.numerateur) !== undefined &&
  declareDe(one.denominateur) !== undefined
    ? [{ partie: one.numerateur, tout: one.denominateur }]
    : [],
);

/** How an indicator is called by itself: what its label leaves to the line above it is said. */
export const nomDeclare = ({ id, libelle }: Pick<Declare, 'id' | 'libelle'>): string => {
  const tout = parties.find(({ partie }) => partie === id)?.tout;
  return libelle.startsWith('dont ') && tout !== undefined
    ? `${indicateurDe(tout).libelle}, ${libelle}`
    : libelle;
};

/** Case, accents and punctuation make no difference between two ways of writing a label. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/**
 * What a text names among what is asked of a partner: an id, or a label of the charter, however it is typed. Several when a label is that of
 * several; none when it names nothing that this partner declares.
 */
export const nommes = (texte: string, partenaire: string): Declare[] => {
  const asked = declaresDe(partenaire);
  const exact = asked.filter(({ id }) => id === texte.trim());
  if (exact.length > 0) return exact;
  const said = plain(texte);
  return asked.filter((one) => [one.id, one.libelle, nomDeclare(one)].some((name) => plain(name) === said));
};

/** The figures that bound one: the whole it is a part of, the parts it is the whole of. */
export const lies = (id: string): string[] =>
  parties.flatMap(({ partie, tout }) => (partie === id ? [tout] : tout === id ? [partie] : []));

/** A part that is greater than its whole. */
export type Exces = { partie: string; tout: string; valeurPartie: number; valeurTout: number };
/** The parts that are greater than their wholes, among the figures of one partner for one year; what is not known bounds nothing. */
export const excesDe = (valeurs: ReadonlyMap<string, number>): Exces[] =>
  parties.flatMap(({ partie, tout }) => {
    const [valeurPartie, valeurTout] = [valeurs.get(partie), valeurs.get(tout)];
    return valeurPartie !== undefined && valeurTout !== undefined && valeurPartie > valeurTout
      ? [{ partie, tout, valeurPartie, valeurTout }]
      : [];
  });

/** How many times more, or less, than the year before makes a figure unusual; and from which figure on: small ones vary freely. */
const FOIS = 5;
const DES = 10;
/** Whether a figure is far from the year before: it is taken, and said to be so. */
export const estInhabituel = (valeur: number, avant: number): boolean =>
  Math.max(valeur, avant) >= DES && (valeur >= FOIS * avant || avant >= FOIS * valeur);

/** A figure added over the partners that declared it, and how many they are; undefined when none did, or it is a text. */
export const totalDeclare = (
  chiffres: readonly Pick<ChiffreDeclare, 'indicateur' | 'valeur'>[],
  indicateur: string,
): { valeur: number; partenaires: number } | undefined => {
  const valeurs = chiffres.flatMap((one) => (one.indicateur === indicateur ? (one.valeur ?? []) : []));
  return valeurs.length === 0
    ? undefined
    : { valeur: valeurs.reduce((sum, one) => sum + one, 0), partenaires: valeurs.length };
};

/** A count as French readers write it, its thousands apart, without `Intl` (ADR 34). @example nombre(1234) // '1 234' */
export const nombre = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f');
