import * as z from 'zod/mini';
import { parisDay } from '../calendar/paris-day.ts';

/** The first year of which the register is kept. */
export const PREMIERE_ANNEE = 2026;

/** What became of a commitment in a year. Of one of which nothing was said, nothing is kept. */
export const etats = {
  fait: 'fait',
  enCours: 'en cours',
  nonFait: 'non fait',
} as const;
export type Etat = keyof typeof etats;
export const estEtat = (text: string): text is Etat => Object.hasOwn(etats, text);
export const etatCodes: readonly Etat[] = Object.keys(etats).filter(estEtat);
/** How it reads when nobody said anything. */
export const NON_RENSEIGNE = 'non renseigné';

/** What shows it. */
export const sortesPreuve = {
  ecran: 'une page du portail',
  evenement: 'une sorte d’événement',
  indicateur: 'un indicateur',
  note: 'une note',
} as const;
export type SortePreuve = keyof typeof sortesPreuve;
export const estSortePreuve = (text: string): text is SortePreuve => Object.hasOwn(sortesPreuve, text);

const preuveSchema = z.object({
  sorte: z.enum(['ecran', 'evenement', 'indicateur', 'note']),
  /** A path, a kind of event, an indicator's id, or a text. */
  dit: z.string(),
});
export type Preuve = z.infer<typeof preuveSchema>;

const commun = {
  engagement: z.string(),
  annee: z.int(),
  /** Its rank among all that was said of this commitment for this year, from 1. */
  version: z.int(),
  /** When, ISO UTC; who, and that person's id where a page knew them. */
  at: z.iso.datetime(),
  by: z.string(),
  person: z.optional(z.string()),
};
/** One thing said of a commitment, for a year: what became of it, or that the last word is undone. None is ever changed. */
export const declarationSchema = z.discriminatedUnion('nature', [
  z.object({
    ...commun,
    nature: z.literal('dit'),
    etat: z.enum(['fait', 'enCours', 'nonFait']),
    preuve: z.optional(preuveSchema),
    /** The year whose word was confirmed as it was. */
    confirme: z.optional(z.int()),
  }),
  z.object({ ...commun, nature: z.literal('annule') }),
]);
export type Declaration = z.infer<typeof declarationSchema>;
/** One that says what became of it. */
export type Parole = Extract<Declaration, { nature: 'dit' }>;

/** Where a commitment is in a year. */
export type Position = {
  /** What holds: the last word that was not undone, of this year or of the last year before that has one. */
  readonly parole: Parole | undefined;
  /** The year that it comes from, when nobody said anything of it this year: it waits to be confirmed. */
  readonly reprisDe: number | undefined;
  /** How many things were said of it this year: the next one is said upon that. */
  readonly version: number;
  /** All that was said of it, this year and before, the earliest first. */
  readonly historique: readonly Declaration[];
};

const inOrder = (a: Declaration, b: Declaration): number => a.annee - b.annee || a.version - b.version;

/** What holds of one year: each undoing takes away the word before it that still stood. */
const tient = (declarations: readonly Declaration[]): Parole | undefined => {
  const standing: Parole[] = [];
  for (const one of declarations)
    if (one.nature === 'dit') standing.push(one);
    else standing.pop();
  return standing.at(-1);
};

/**
 * Where a commitment is in a year, from all that was said of it, in whatever order it is given. What was said of later years counts for nothing.
 *
 * @param declarations of one commitment
 */
export const positionDe = (declarations: readonly Declaration[], annee: number): Position => {
  const historique = declarations.filter((one) => one.annee <= annee).toSorted(inOrder);
  const years = [...new Set(historique.map((one) => one.annee))].toReversed();
  const of = (year: number): Declaration[] => historique.filter((one) => one.annee === year);
  const parole = years.map((year) => tient(of(year))).find((one) => one !== undefined);
  return {
    parole,
    reprisDe: parole === undefined || parole.annee === annee ? undefined : parole.annee,
    version: of(annee).length,
    historique,
  };
};

/**
 * Whether a person may undo what holds of this year: they said it, and said it this very day (Europe/Paris).
 *
 * @param person their id
 */
export const peutAnnuler = (
  { parole, reprisDe }: Pick<Position, 'parole' | 'reprisDe'>,
  { person, at }: { person: string; at: string },
): boolean =>
  parole !== undefined &&
  reprisDe === undefined &&
  parole.person === person &&
  parisDay(parole.at) === parisDay(at);

/** How many commitments are in each state; `sans`: of those nobody said anything; `repris`: taken over, and not confirmed yet, among the others. */
export type Compte = Readonly<Record<Etat | 'sans' | 'repris', number>>;

/** Counts commitments by what became of them. */
export const compteDe = (
  positions: readonly { etat: Etat | undefined; reprisDe: number | undefined }[],
): Compte => {
  const compte = { fait: 0, enCours: 0, nonFait: 0, sans: 0, repris: 0 };
  for (const { etat, reprisDe } of positions) {
    compte[etat ?? 'sans'] += 1;
    if (reprisDe !== undefined) compte.repris += 1;
  }
  return compte;
};
