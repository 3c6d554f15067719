import { type Constraint, type Model, solve } from 'yalps';
import type { Systeme, Terme } from './tableau.ts';

/**
 * By how much another table differs from the true one, figure by figure, while each relation holds and no value is negative. Where it differs on
 * hidden figures only, a reader cannot tell the two tables apart: it is the proof that a value may be another one.
 */
export type Ecart = ReadonlyMap<string, number>;

/** What is looked for: a table where this figure is greater (1) or smaller (−1), by `cible` at the most. */
export type Demande = {
  id: string;
  sens: 1 | -1;
  cible: number;
  /** What a unit of difference costs at a figure; undefined where it may not differ. */
  prix: (id: string) => number | undefined;
  /** How far to look, in relations; everywhere, if not said. */
  portee?: number | undefined;
};

/** Relations between the figure and those that move, at the most: near ones are tried first, for a small program is solved at once. */
export const RAYONS = [2, 4, 6, 9, 14, Number.POSITIVE_INFINITY];
/** What a unit of the figure asked for is worth: more than any way there. */
const GAIN = 1e6;
/** Bounds of the solver, in steps and never in time: the same table gives the same pattern everywhere. */
const BOUNDS = { maxPivots: 5_000, maxIterations: 300 };

/** How far a figure moves in a table. */
export const ampleur = (ecart: Ecart, id: string): number => Math.abs(ecart.get(id) ?? 0);

/**
 * The cheapest table where a figure differs by `cible`, or by as much as can be. Its numbers are whole and were checked against the relations in whole
 * numbers: an error of the solver, which reckons in floating point, may cost a hidden figure too many, never a protection.
 */
export const ecartVers = (systeme: Systeme, demande: Demande): Ecart => {
  let best: Ecart = new Map();
  if (demande.cible <= 0) return best;
  let size = 0;
  for (const rayon of RAYONS) {
    if (rayon > (demande.portee ?? rayon)) break;
    const zone = zoneDe(systeme, demande, rayon);
    if (zone.length <= size) continue;
    size = zone.length;
    const found = programme(systeme, demande, zone);
    if (ampleur(found, demande.id) > ampleur(best, demande.id)) best = found;
    if (ampleur(best, demande.id) >= demande.cible) break;
  }
  return best;
};

/** The figures that can move, within so many relations of the one asked for, in the order of ids. */
export const zoneDe = (
  { chiffres, relations }: Systeme,
  { id, prix }: Pick<Demande, 'id' | 'prix'>,
  rayon: number,
): string[] => {
  const zone = new Set([id]);
  const seen = new Set<number>();
  let edge = [id];
  for (let step = 0; step < rayon && edge.length > 0; step++) {
    const next: string[] = [];
    for (const rank of edge.flatMap((one) => chiffres.get(one)?.relations ?? [])) {
      if (seen.has(rank)) continue;
      seen.add(rank);
      for (const other of relations[rank]?.keys() ?? []) {
        if (zone.has(other) || prix(other) === undefined) continue;
        zone.add(other);
        next.push(other);
      }
    }
    edge = next;
  }
  return mobiles(chiffres, id, zone).sort();
};

/** Without the figures that cannot move, each for being alone in a relation once the others are still; none, when the one asked for is such. */
const mobiles = (chiffres: Systeme['chiffres'], id: string, zone: Set<string>): string[] => {
  const left = new Map<number, Set<string>>();
  for (const one of zone)
    for (const rank of chiffres.get(one)?.relations ?? [])
      left.set(rank, (left.get(rank) ?? new Set()).add(one));
  const alone = [...left.values()].filter(({ size }) => size === 1);
  for (let still = alone.pop(); still !== undefined; still = alone.pop()) {
    const [one] = still;
    if (one === undefined) continue;
    if (one === id) return [];
    zone.delete(one);
    for (const rank of chiffres.get(one)?.relations ?? []) {
      const others = left.get(rank);
      others?.delete(one);
      if (others?.size === 1) alone.push(others);
    }
  }
  return [...zone];
};

/** Which form of the program is solved: whether what is great is bounded too, and whether numbers must be whole. */
type Forme = { bornes: boolean; integers: boolean };
/** The lightest first: a program of few rows, whose solution is nearly always whole and possible. */
const FORMES: readonly Forme[] = [
  { bornes: false, integers: false },
  { bornes: true, integers: false },
  { bornes: true, integers: true },
];

/** The best table of a zone: the first form whose solution is one. */
const programme = (systeme: Systeme, demande: Demande, zone: readonly string[]): Ecart => {
  const attelages = attelagesDe(systeme, zone);
  for (const forme of FORMES) {
    const { variables } = solve(modeleDe(systeme, demande, attelages, forme), BOUNDS);
    const ecart = arrondi(attelages, variables);
    if (estPossible(systeme, ecart)) return ecart;
  }
  return new Map();
};

/** Figures that move together, by as much, in the same direction (1) or the other (−1). */
type Attelage = readonly (readonly [Terme, 1 | -1])[];

/** The figures of a zone, those that some relation leaves alone with one another harnessed: each is one variable fewer, and a row fewer. */
const attelagesDe = ({ chiffres, relations }: Systeme, zone: readonly string[]): Attelage[] => {
  const attelages = new Map<string, Attelage>();
  for (const id of zone) {
    const chiffre = chiffres.get(id);
    if (chiffre !== undefined) attelages.set(id, [[chiffre, 1]]);
  }
  for (const rank of new Set([...attelages.values()].flatMap(([one]) => one?.[0].relations ?? []))) {
    const [first, second, ...others] = [...(relations[rank] ?? [])].filter(([id]) => attelages.has(id));
    if (first === undefined || second === undefined || others.length > 0) continue;
    const [one, other] = [attelages.get(first[0]), attelages.get(second[0])];
    if (one === undefined || other === undefined || one === other) continue;
    const same = signeDans(one, first[0]) * signeDans(other, second[0]) * first[1] * second[1] < 0;
    const both: Attelage = [...one, ...other.map(([figure, sign]) => [figure, turned(sign, same)] as const)];
    for (const [{ id }] of both) attelages.set(id, both);
  }
  return [...new Set(attelages.values())];
};

const signeDans = (attelage: Attelage, id: string): 1 | -1 =>
  attelage.find(([figure]) => figure.id === id)?.[1] ?? 1;

const turned = (sign: 1 | -1, same: boolean): 1 | -1 => (same === sign > 0 ? 1 : -1);

/** One linear program: each figure of the zone goes up or down at its price, down to 0 at the most, and each relation stays true. */
const modeleDe = (
  { relations }: Systeme,
  { id, sens, cible, prix }: Demande,
  attelages: readonly Attelage[],
  { bornes, integers }: Forme,
): Model => {
  const constraints = new Map<string, Constraint>();
  const variables: [string, [string, number][]][] = [];
  for (const [place, attelage] of attelages.entries()) {
    const asked = attelage.find(([figure]) => figure.id === id);
    const cost = attelage.reduce((sum, [figure]) => sum + (prix(figure.id) ?? 0), 0);
    const terms = new Map<number, number>();
    for (const [figure, sign] of attelage)
      for (const rank of figure.relations)
        terms.set(rank, (terms.get(rank) ?? 0) + sign * (relations[rank]?.get(figure.id) ?? 0));
    for (const direction of [1, -1] as const) {
      if (asked !== undefined && asked[1] * direction !== sens) continue;
      let most = asked === undefined ? Number.POSITIVE_INFINITY : cible;
      for (const [{ valeur }, sign] of attelage) if (sign * direction < 0) most = Math.min(most, valeur);
      if (most === 0) continue;
      const key = `${direction > 0 ? '+' : '-'}${place}`;
      const coefficients: [string, number][] = [['gain', (asked === undefined ? 0 : GAIN) - cost]];
      for (const [rank, factor] of terms) {
        if (factor === 0) continue;
        constraints.set(`=${rank}`, { equal: 0 });
        coefficients.push([`=${rank}`, direction * factor]);
      }
      if (Number.isFinite(most) && (bornes || asked !== undefined || most < 2 * cible)) {
        constraints.set(key, { max: most });
        coefficients.push([key, 1]);
      }
      variables.push([key, coefficients]);
    }
  }
  return { direction: 'maximize', objective: 'gain', constraints, variables, integers };
};

const arrondi = (attelages: readonly Attelage[], moves: readonly [string, number][]): Ecart => {
  const ecart = new Map<string, number>();
  for (const [key, move] of moves) {
    const rounded = key.startsWith('+') ? Math.round(move) : -Math.round(move);
    if (rounded === 0) continue;
    for (const [{ id }, sign] of attelages[Number(key.slice(1))] ?? [])
      ecart.set(id, (ecart.get(id) ?? 0) + sign * rounded);
  }
  return ecart;
};

/** Whether a table exists at that difference: every relation it touches holds, and nothing is negative. */
const estPossible = ({ chiffres, relations }: Systeme, ecart: Ecart): boolean => {
  const touched = new Set<number>();
  for (const [id, move] of ecart) {
    const chiffre = chiffres.get(id);
    if (chiffre === undefined || chiffre.valeur + move < 0) return false;
    for (const rank of chiffre.relations) touched.add(rank);
  }
  return [...touched].every((rank) => {
    let sum = 0;
    for (const [id, factor] of relations[rank] ?? []) sum += factor * (ecart.get(id) ?? 0);
    return sum === 0;
  });
};
