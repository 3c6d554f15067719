import type { Chance } from '../../../../cli/demo/random.ts';
import { fork } from '../chance.ts';
import type { TailParts } from '../names/tail-parts.ts';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const built = ({ pick, percent }: Chance, { starts, middles, ends }: TailParts): string =>
  `${pick(starts)}${percent(55) ? pick(middles) : ''}${pick(ends)}`;

/** The `rank`-th rare surname of a stock of syllables: the same in every world, as a country's names are. */
const nameOfRank = (tail: TailParts, stock: string, rank: number): string => {
  const chance = fork(rank, `tail/${stock}`);
  const name = built(chance, tail);
  const form = chance.random() * 100;
  if (form < 9) {
    const particle = chance.pick(tail.particles);
    return `${particle}${/['’]$/.test(particle) ? '' : ' '}${capital(name)}`;
  }
  if (form < 14) return `${name}-${capital(built(chance, tail))}`;
  if (form < 16) return `${name} ${capital(built(chance, tail))}`;
  return name;
};

/**
 * A rare surname. Ranks are drawn log-uniform: the frequency of a rank falls as its inverse, from a few bearers in ten
 * thousand to a single one.
 */
export const drawTailSurname = (chance: Chance, tail: TailParts, stock: string): string => {
  const rank = Math.floor(200 * 3_000 ** chance.random());
  return nameOfRank(tail, stock, rank);
};
