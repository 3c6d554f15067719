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
/** How a side's values stand to those of the first: `muet`, one of them says nothing. */
export type Mark = 'meme' | 'different' | 'muet';
export type Cell = { values: string[]; mark: Mark | undefined };
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

const facts: readonly { fact: string; values: (side: Side) => Value[] }[] = [
  {
    fact: 'Nom',
    values: ({ household }) => byPerson(household, surnames, (one) => personFormOf(one).surnames),
  },
  {
    fact: 'Prénoms',
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
      byPerson(
        household,
        ({ dateNaissance }) => (dateNaissance ? dateInFrench(dateNaissance) : ''),
        ({ dateNaissance = '' }) => [dateNaissance],
      ),
  },
  {
    fact: 'Lieu de naissance',
    values: ({ household }) =>
      byPerson(
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

const markOf = (first: readonly Value[], other: readonly Value[]): Mark => {
  const [mine, theirs] = [keysOf(first), keysOf(other)];
  if (mine.size === 0 || theirs.size === 0) return 'muet';
  return [...mine].some((key) => theirs.has(key)) ? 'meme' : 'different';
};

const textsOf = (values: readonly Value[]): string[] => [...new Set(values.map(({ text }) => text))];

/**
 * What each side tells of the household and the dwelling, fact by fact, and how it stands to what the first tells. A fact that no side
 * tells is left out.
 */
export const differencesOf = ([first, ...others]: readonly [Side, ...Side[]]): Row[] =>
  facts.flatMap(({ fact, values }): Row[] => {
    const mine = values(first);
    const theirs = others.map(values);
    if ([mine, ...theirs].every(({ length }) => length === 0)) return [];
    return [
      {
        fact,
        cells: [
          { values: textsOf(mine), mark: undefined },
          ...theirs.map((told) => ({ values: textsOf(told), mark: markOf(mine, told) })),
        ],
      },
    ];
  });

/**
 * How the numbers of two sides stand, where both have one of the same kind from the same partner: the same, or two different ones.
 * `muet` when no number can be compared.
 */
export const numbersAlike = (first: readonly Reference[], other: readonly Reference[]): Mark => {
  const pairs = first.flatMap((one) =>
    other
      .filter(({ kind, scope }) => kind === one.kind && scope === one.scope)
      .map(({ value }) => value === one.value),
  );
  if (pairs.length === 0) return 'muet';
  return pairs.includes(true) ? 'meme' : 'different';
};
