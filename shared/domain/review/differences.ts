import { dateInFrench } from '../calendar/civil-date.ts';
import type { Dwelling, Person } from '../events/household.ts';
import { addressFormOf } from '../matching/address-form.ts';
import { personFormOf } from '../matching/person-form.ts';
import type { Reference } from '../matching/subject.ts';
import { normaliseCommune } from '../text/normalise-commune.ts';
import { normaliseName } from '../text/normalise-name.ts';
import type { Side } from './side.ts';

/** One value as it reads, and what it is compared by; by nothing, it is shown alone. */
type Value = { text: string; keys: readonly string[] };
/** How a side's values stand to those of the first: `muet`, one of them says nothing; `initiale`, one is the initial of the other. */
type Mark = 'meme' | 'initiale' | 'different' | 'muet';
export type Cell = {
  values: string[];
  mark: Mark | undefined;
  /** What they stand to. */
  than: string[];
};
/** One fact, as each side tells it; the first side is what the others are compared with, and has no mark. */
export type Row = { fact: string; cells: Cell[] };

const surnames = ({ nomNaissance, nomUsage }: Person): string =>
  [nomNaissance, nomUsage && nomUsage !== nomNaissance && `${nomNaissance ? 'usage : ' : ''}${nomUsage}`]
    .filter(Boolean)
    .join(', ');

const byPerson = (
  household: readonly Person[],
  text: (person: Person) => string,
  keys: (person: Person) => readonly string[],
) =>
  household.flatMap((person): Value[] =>
    text(person) === '' ? [] : [{ text: text(person), keys: keys(person) }],
  );

/** A fact of each person, under their name where there are several. */
const named = (
  household: readonly Person[],
  text: (person: Person) => string,
  keys: (person: Person) => readonly string[],
): Value[] =>
  byPerson(
    household,
    (person) => {
      const name =
        household.length > 1 ? (person.prenoms?.[0] ?? person.nomNaissance ?? person.nomUsage) : undefined;
      return text(person) === '' || name === undefined ? text(person) : `${name} : ${text(person)}`;
    },
    keys,
  );

const facts: readonly { fact: string; values: (side: Side) => Value[]; areNames?: true }[] = [
  {
    fact: 'Nom',
    areNames: true,
    values: ({ household }) => byPerson(household, surnames, (one) => personFormOf(one).surnames),
  },
  {
    fact: 'Prénoms',
    areNames: true,
    values: ({ household }) =>
      byPerson(
        household,
        ({ prenoms = [] }) => prenoms.join(' '),
        (one) => personFormOf(one).firstNames,
      ),
  },
  {
    fact: 'Né(e) le',
    values: ({ household }) =>
      named(
        household,
        ({ dateNaissance }) => (dateNaissance ? dateInFrench(dateNaissance) : ''),
        ({ dateNaissance = '' }) => [dateNaissance],
      ),
  },
  {
    fact: 'Lieu de naissance',
    values: ({ household }) =>
      named(
        household,
        ({ lieuNaissance = '' }) => lieuNaissance,
        ({ lieuNaissance = '' }) => [normaliseName(lieuNaissance)],
      ),
  },
  { fact: 'Voie', values: ({ dwellings }) => dwellings.flatMap(wayIn) },
  { fact: 'Bâtiment, étage, porte', values: ({ dwellings }) => dwellings.flatMap(doorIn) },
  { fact: 'Commune', values: ({ dwellings }) => dwellings.flatMap(communeIn) },
  {
    fact: 'Bailleur',
    values: ({ bailleurs }) => bailleurs.map((nom) => ({ text: nom, keys: [normaliseName(nom)] })),
  },
];

const wayIn = ({ street, insee }: Dwelling): Value[] => {
  if (!street) return [];
  const { number = '', way } = addressFormOf({ street, insee });
  return [{ text: street, keys: [way ? `${number} ${way}` : normaliseName(street)] }];
};

const doorIn = ({ street, complement, insee }: Dwelling): Value[] => {
  const { building, stairs, floor, side, flat } = addressFormOf({ street, complement, insee });
  const parts = [building, stairs, floor, side, flat].map((part) => part ?? '');
  if (!complement && parts.every((part) => part === '')) return [];
  const plain = parts.every((part) => part === '') ? normaliseName(complement ?? '') : parts.join('|');
  return [{ text: complement ?? street ?? '', keys: [plain] }];
};

const communeIn = ({ commune, postcode, insee }: Dwelling): Value[] => {
  const text = [postcode, commune].filter(Boolean).join(' ') || (insee ?? '');
  return text === ''
    ? []
    : [{ text, keys: [insee ?? (commune ? normaliseCommune(commune) : (postcode ?? ''))] }];
};

const keysOf = (values: readonly Value[]): Set<string> => new Set(values.flatMap(({ keys }) => keys));

/** Whether one name is but the initial of the other. @example isInitial('K', 'KARIM') // true */
const isInitial = (one: string, other: string): boolean =>
  (one.length === 1 && other.startsWith(one)) || (other.length === 1 && one.startsWith(other));

const markOf = (first: readonly Value[], other: readonly Value[], areNames: boolean): Mark => {
  const [mine, theirs] = [keysOf(first), keysOf(other)];
  if (mine.size === 0 || theirs.size === 0) return 'muet';
  if ([...mine].some((key) => theirs.has(key))) return 'meme';
  const begins = [...mine].some((one) => [...theirs].some((other) => isInitial(one, other)));
  return areNames && begins ? 'initiale' : 'different';
};

const textsOf = (values: readonly Value[]): string[] => [...new Set(values.map(({ text }) => text))];

/**
 * What each side tells of the household and the dwelling, fact by fact, and how it stands to what the first tells. A fact that no side
 * tells is left out.
 *
 * @param among the sides are said to be of one household: where the first tells nothing, one stands to the first before it that does
 */
export const differencesOf = (sides: readonly Side[], among = false): Row[] =>
  facts.flatMap(({ fact, values, areNames = false }): Row[] => {
    const told = sides.map(values);
    if (told.every(({ length }) => length === 0)) return [];
    const cells = told.map((own, n): Cell => {
      const before = among ? told.slice(0, n).find((one) => keysOf(one).size > 0) : told[0];
      const texts = textsOf(own);
      if (n === 0) return { values: texts, mark: undefined, than: [] };
      return before === undefined
        ? { values: texts, mark: 'muet', than: [] }
        : { values: texts, mark: markOf(before, own, areNames), than: textsOf(before) };
    });
    return [{ fact, cells }];
  });

/** The numbers of one kind from one partner. */
type Numbering = Pick<Reference, 'kind' | 'scope'>;

/** The numbers that two sides both have, of one kind from one partner: those where they share one, and those where they share none. */
export const numbersCompared = (
  first: readonly Reference[],
  other: readonly Reference[],
): { same: Numbering[]; different: Numbering[] } => {
  const alike = new Map<string, { one: Numbering; same: boolean }>();
  for (const { kind, scope, value } of first)
    for (const theirs of other)
      if (theirs.kind === kind && theirs.scope === scope) {
        const name = `${kind}|${scope}`;
        const same = alike.get(name)?.same === true || theirs.value === value;
        alike.set(name, { one: { kind, scope }, same });
      }
  const where = (wanted: boolean) =>
    [...alike.values()].flatMap(({ one, same }) => (same === wanted ? [one] : []));
  return { same: where(true), different: where(false) };
};
