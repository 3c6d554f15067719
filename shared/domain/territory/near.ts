import { communeForms } from '../text/normalise-commune.ts';
import { normaliseName } from '../text/normalise-name.ts';
import { within } from '../text/slips.ts';
import { type Commune, communesByInsee, communesByName, communesByPostcode } from './table.ts';
import { plainPlace, type ToldPlace } from './told-place.ts';

/** Slips of the hand that a commune's name may have, and still be proposed to a person. */
const SLIPS = 2;
/** Letters of a name from which slips are looked for: shorter ones look like too many others. */
const SHORTEST = 5;
/** Communes shown at most: the postal code that has most has 18 of them. */
const MOST = 40;

const sorted = (found: Iterable<Commune>): Commune[] =>
  [...new Set(found)].sort((a, b) => a.name.localeCompare(b.name, 'fr')).slice(0, MOST);

/** The communes whose name, today's or former, one test holds for. */
const named = (holds: (name: string) => boolean): Commune[] =>
  [...communesByName()].flatMap(([name, communes]) => (holds(name) ? communes : []));

/**
 * The communes that a place may be in, for a person to choose from: those of its postal code, that of its INSEE code, and those whose
 * name looks like the one it bears. By name; none when nothing told helps.
 *
 * @example communesNear({ postcode: '77120' }).map(({ name }) => name) // ['Amillis', 'Aulnoy', …]
 */
export const communesNear = (told: ToldPlace): Commune[] => {
  const { insee = '', postcode = '', commune = '' } = plainPlace(told);
  const own = communesByInsee().get(insee);
  const forms = communeForms(commune).filter((form) => form.length >= SHORTEST);
  return sorted([
    ...(own ? [own] : []),
    ...(communesByPostcode().get(postcode) ?? []),
    ...named((name) => forms.some((form) => name.startsWith(`${form} `) || within(name, form, SLIPS))),
  ]);
};

/**
 * The communes that a person looks for, by any part of a name, today's or former, by a postal code or an INSEE code.
 *
 * @example communesCalled('ferté').map(({ name }) => name) // ['La Ferté-Gaucher', 'La Ferté-sous-Jouarre']
 */
export const communesCalled = (asked: string): Commune[] => {
  const code = asked.replace(/\s/g, '');
  const own = communesByInsee().get(code);
  const coded = [...(own ? [own] : []), ...(communesByPostcode().get(code) ?? [])];
  if (coded.length > 0) return sorted(coded);
  const forms = [...communeForms(asked), normaliseName(asked)].filter((form) => form.length > 1);
  return sorted(named((name) => forms.some((form) => ` ${name}`.includes(` ${form}`))));
};
