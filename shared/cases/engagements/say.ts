import { parisDay } from '../../domain/calendar/paris-day.ts';
import {
  type Declaration,
  type Parole,
  PREMIERE_ANNEE,
  peutAnnuler,
} from '../../domain/engagements/declaration.ts';
import type { Engagement } from '../../domain/engagements/engagement.ts';
import { type Faute, lireSaisie, type Saisie } from '../../domain/engagements/saisie.ts';
import { createEngagementStore } from '../../store/engagements.ts';
import { type EngagementDeLAnnee, type EngagementDeps, readEngagements } from './read.ts';

/** Who says it, when (ISO UTC), and their id where a page knows it. Whether they may is held before. */
export type Auteur = { by: string; at: string; person?: string | undefined };

/** Of what something is said, and upon what: the version that its author saw of it. */
export type Vise = { engagement: Engagement; annee: number; version: number };

/** What came of what a person said. `changee`: somebody said something else meanwhile, and nothing was kept. */
export type Dite =
  | { kind: 'dite'; declaration: Declaration }
  | { kind: 'refusee'; fautes: Faute[] }
  | { kind: 'changee' }
  /** There is nothing to confirm, or to undo. */
  | { kind: 'rien' }
  /** The year is not one of the register yet, or was before it. */
  | { kind: 'horsAnnees' };

/** The year of an instant, in Paris. */
export const anneeDe = (at: string): number => Number(parisDay(at).slice(0, 4));
const estDuSuivi = (annee: number, at: string): boolean =>
  Number.isInteger(annee) && annee >= PREMIERE_ANNEE && annee <= Math.max(PREMIERE_ANNEE, anneeDe(at));

const garder = async (deps: EngagementDeps, declaration: Declaration): Promise<Dite> =>
  (await createEngagementStore(deps.client, deps.table).say(declaration))
    ? { kind: 'dite', declaration }
    : { kind: 'changee' };

const commun = ({ engagement, annee, version }: Vise, { by, at, person }: Auteur) => ({
  ...{ engagement: engagement.id, annee, version: version + 1, by, at },
  ...(person === undefined ? {} : { person }),
});

/**
 * Says what became of a commitment in a year. What was said before stays in its history.
 *
 * @param estEcran whether a path is a page's, where that is known
 */
export const direEngagement = async (
  deps: EngagementDeps,
  vise: Vise,
  saisie: Saisie,
  auteur: Auteur,
  estEcran?: (path: string) => boolean,
): Promise<Dite> => {
  if (!estDuSuivi(vise.annee, auteur.at)) return { kind: 'horsAnnees' };
  const lue = lireSaisie(saisie, estEcran);
  if ('fautes' in lue) return { kind: 'refusee', fautes: lue.fautes };
  const { etat, preuve } = lue;
  return garder(deps, { ...commun(vise, auteur), nature: 'dit', etat, ...(preuve && { preuve }) });
};

const lu = async (
  deps: EngagementDeps,
  { engagement, annee }: Vise,
): Promise<EngagementDeLAnnee | undefined> =>
  (await readEngagements(deps, annee)).find((one) => one.engagement.id === engagement.id);

/**
 * Confirms for a year the word of a year before, as it is.
 *
 * @param vue the word that its author saw: another one is not confirmed for it
 */
export const confirmerEngagement = async (
  deps: EngagementDeps,
  vise: Vise,
  vue: Pick<Parole, 'annee' | 'version'>,
  auteur: Auteur,
): Promise<Dite> => {
  if (!estDuSuivi(vise.annee, auteur.at)) return { kind: 'horsAnnees' };
  const { parole, reprisDe, version } = (await lu(deps, vise))?.position ?? {};
  if (version !== vise.version) return { kind: 'changee' };
  if (parole === undefined || reprisDe === undefined) return { kind: 'rien' };
  if (parole.annee !== vue.annee || parole.version !== vue.version) return { kind: 'changee' };
  const { etat, preuve } = parole;
  return garder(deps, {
    ...commun(vise, auteur),
    nature: 'dit',
    etat,
    ...(preuve && { preuve }),
    confirme: reprisDe,
  });
};

/** Undoes the last word of a year, by who said it and the same day (Europe/Paris): what held before it holds again, and both stay in the history. */
export const annulerEngagement = async (
  deps: EngagementDeps,
  vise: Vise,
  auteur: Auteur & { person: string },
): Promise<Dite> => {
  const position = (await lu(deps, vise))?.position;
  if (position?.version !== vise.version) return { kind: 'changee' };
  if (!peutAnnuler(position, auteur)) return { kind: 'rien' };
  return garder(deps, { ...commun(vise, auteur), nature: 'annule' });
};
