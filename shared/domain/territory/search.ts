import { normaliseCommune } from '../text/normalise-commune.ts';
import { type Commune, communesByInsee, communesByName } from './table.ts';

/**
 * The communes of the département that a text may name while it is typed: those whose name, of today or of before, begins with it, then
 * those that hold it as the beginning of a word; or those of a postal code that begins with its digits.
 *
 * @param text what is typed; under two characters it names none
 * @param most how many are given
 * @example communesLike('prov', 2).map(({ name }) => name) // ['Provins', 'Montceaux-lès-Provins']
 */
export const communesLike = (text: string, most: number): Commune[] => {
  const typed = text.trim();
  if (/^\d{2,5}$/.test(typed))
    return byName(
      [...communesByInsee().values()].filter(({ postcodes }) =>
        postcodes.some((one) => one.startsWith(typed)),
      ),
    ).slice(0, most);
  const asked = normaliseCommune(typed);
  if (asked.length < 2) return [];
  const first = new Set<Commune>();
  const then = new Set<Commune>();
  for (const [name, communes] of communesByName()) {
    if (name.startsWith(asked)) for (const one of communes) first.add(one);
    else if (name.includes(` ${asked}`)) for (const one of communes) then.add(one);
  }
  return [...byName([...first]), ...byName([...then].filter((one) => !first.has(one)))].slice(0, most);
};

const byName = (communes: Commune[]): Commune[] =>
  communes.sort((one, other) => one.name.localeCompare(other.name, 'fr'));
