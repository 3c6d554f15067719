import { within } from '../../text/slips.ts';
import type { Birth } from '../person-form.ts';
import type { Level } from './levels.ts';

/** The level of two birth dates; undefined when one is missing. */
export const compareBirths = (a: Birth | undefined, b: Birth | undefined): Level<'birth'> | undefined => {
  if (!a || !b) return undefined;
  const [x, y] = [digits(a), digits(b)];
  const sameYear = x.slice(0, 4) === y.slice(0, 4);
  if (a.placeholder || b.placeholder) return sameYear ? 'year' : 'different';
  if (x === y) return 'same';
  if (sameYear && x.slice(4, 6) === y.slice(6, 8) && x.slice(6, 8) === y.slice(4, 6)) return 'swapped';
  if (within(x, y, 1)) return 'digit';
  return sameYear ? 'year' : 'different';
};

const digits = ({ date }: Birth): string => date.replaceAll('-', '');
