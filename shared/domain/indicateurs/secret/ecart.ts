import { type Constraint, type Model, solve } from 'yalps';
import type { Systeme } from './tableau.ts';

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
  for (const forme of FORMES) {
    const ecart = arrondi(solve(modeleDe(systeme, demande, zone, forme), BOUNDS).variables);
    if (estPossible(systeme, ecart)) return ecart;
  }
  return new Map();
};

/** One linear program: each figure of the zone goes up or down at its price, down to 0 at the most, and each relation stays true. */
const modeleDe = (
  systeme: Systeme,
  { id, sens, cible, prix }: Demande,
  zone: readonly string[],
  { bornes, integers }: Forme,
): Model => {
  const constraints = new Map<string, Constraint>();
  const variables: [string, [string, number][]][] = [];
  for (const one of zone) {
    const chiffre = systeme.chiffres.get(one);
    if (chiffre === undefined) continue;
    for (const rank of chiffre.relations) constraints.set(`=${rank}`, { equal: 0 });
    for (const sign of [1, -1] as const) {
      if (one === id && sign !== sens) continue;
      const key = `${sign > 0 ? '+' : '-'}${one}`;
      const least = sign < 0 ? chiffre.valeur : Number.POSITIVE_INFINITY;
      const most = one === id ? Math.min(cible, least) : least;
      if (most === 0) continue;
      const coefficients = chiffre.relations.map((rank): [string, number] => [
        `=${rank}`,
        sign * (systeme.relations[rank]?.get(one) ?? 0),
      ]);
      coefficients.push(['gain', (one === id ? GAIN : 0) - (prix(one) ?? 0)]);
      if (Number.isFinite(most) && (bornes || one === id || most < 2 * cible)) {
        constraints.set(key, { max: most });
        coefficients.push([key, 1]);
      }
      variables.push([key, coefficients]);
    }
  }
  return { direction: 'maximize', objective: 'gain', constraints, variables, integers };
};

const arrondi = (moves: readonly [string, number][]): Ecart => {
  const ecart = new Map<string, number>();
  for (const [key, move] of moves) {
    const [id, signed] = [key.slice(1), key.startsWith('+') ? Math.round(move) : -Math.round(move)];
    if (signed !== 0) ecart.set(id, (ecart.get(id) ?? 0) + signed);
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
