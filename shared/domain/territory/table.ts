import { type ArrondissementCode, arrondissementCodeSchema } from '../events/household.ts';
import { normaliseCommune } from '../text/normalise-commune.ts';
import {
  arrondissementLines,
  communeLines,
  departementLines,
  formerLines,
  postcodeExceptions,
} from './table.generated.ts';

export type Commune = {
  insee: string;
  name: string;
  arrondissement: ArrondissementCode;
  postcodes: string[];
};

/** Computes a value the first time it is asked for: an index costs milliseconds, and a cold start may not need it. */
const once = <T>(compute: () => T): (() => T) => {
  let held: { value: T } | undefined;
  return () => {
    held ??= { value: compute() };
    return held.value;
  };
};

const rows = (text: string): string[][] => text.split('\n').map((line) => line.split('|'));

/** The département's communes of today, by INSEE code. */
export const communesByInsee = once<ReadonlyMap<string, Commune>>(
  () =>
    new Map(
      // Stryker disable next-line StringLiteral: for the types: each row has its columns
      rows(communeLines).map(([insee = '', arrondissement, postcodes = '', name = '']) => [
        insee,
        {
          insee,
          name,
          arrondissement: arrondissementCodeSchema.parse(arrondissement),
          postcodes: postcodes.split(','),
        },
      ]),
    ),
);

/** Code of a former, delegated or associated commune → INSEE code of today's. */
export const currentOfFormer = once<ReadonlyMap<string, string>>(
  // Stryker disable next-line StringLiteral: for the types: each row has its columns
  () => new Map(rows(formerLines).map(([code = '', current = '']) => [code, current])),
);

/** Normalised name, today's or former → communes that bear it. */
export const communesByName = once<ReadonlyMap<string, readonly Commune[]>>(() => {
  const named = [
    ...[...communesByInsee().values()].map((commune) => ({ name: commune.name, commune })),
    // Stryker disable next-line StringLiteral: for the types: each row has its columns
    ...rows(formerLines).map(([, current = '', name = '']) => ({
      name,
      commune: communesByInsee().get(current),
    })),
  ];
  const index = new Map<string, Commune[]>();
  for (const { name, commune } of named) {
    if (!commune || name === '') continue;
    const key = normaliseCommune(name);
    const known = index.get(key) ?? [];
    if (!known.includes(commune)) index.set(key, [...known, commune]);
  }
  return index;
});

export const communesByPostcode = once<ReadonlyMap<string, readonly Commune[]>>(() => {
  const index = new Map<string, Commune[]>();
  for (const commune of communesByInsee().values()) {
    for (const postcode of commune.postcodes) index.set(postcode, [...(index.get(postcode) ?? []), commune]);
  }
  return index;
});

/** Names of the département's arrondissements, by INSEE code. */
export const arrondissements = once<ReadonlyMap<string, string>>(
  // Stryker disable next-line StringLiteral: for the types: each row has its columns
  () => new Map(rows(arrondissementLines).map(([code = '', name = '']) => [code, name])),
);

export const departements = once<ReadonlyMap<string, string>>(
  // Stryker disable next-line StringLiteral: for the types: each row has its columns
  () => new Map(rows(departementLines).map(([code = '', name = '']) => [code, name])),
);

const exceptions = once<ReadonlyMap<string, string[]>>(
  () =>
    new Map(
      postcodeExceptions.split('\n').map((line) => {
        // Stryker disable next-line StringLiteral: for the types: each row has its columns
        const [postcode = '', owners = ''] = line.split(':');
        return [postcode, owners.split(',')];
      }),
    ),
);

/** Départements a postal code lies in; by its prefix where the official table has no exception. */
export const departementsOfPostcode = (postcode: string): string[] => {
  const known = exceptions().get(postcode);
  if (known) return known;
  // Stryker disable next-line EqualityOperator: 20200 is in the official table, and no longer guessed from its beginning
  if (postcode.startsWith('20')) return [Number(postcode) < 20_200 ? '2A' : '2B'];
  return [postcode.startsWith('97') ? postcode.slice(0, 3) : postcode.slice(0, 2)];
};
