import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import * as z from 'zod';

const HUB = '77';
const require = createRequire(import.meta.url);
const communeSchema = z.object({
  code: z.string(),
  nom: z.string(),
  type: z.string(),
  departement: z.string().optional(),
  arrondissement: z.string().optional(),
  chefLieu: z.string().optional(),
  codesPostaux: z.array(z.string()).optional(),
  anciensCodes: z.array(z.string()).optional(),
});
const load = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(require.resolve(`@etalab/decoupage-administratif/data/${name}.json`), 'utf8'));

/**
 * Writes the small table of communes that the functions carry, from the official table (Etalab, INSEE codes). With `check`, only
 * says whether the committed table is up to date.
 */
export const buildTerritory = async (check: boolean): Promise<boolean> => {
  const communes = z.array(communeSchema).parse(await load('communes'));
  const departements = z
    .array(z.object({ code: z.string(), nom: z.string() }))
    .parse(await load('departements'));
  const arrondissements = z
    .array(z.object({ code: z.string(), nom: z.string(), departement: z.string() }))
    .parse(await load('arrondissements'));

  const current = communes.filter(
    ({ type, departement }) => type === 'commune-actuelle' && departement === HUB,
  );
  const delegated = communes.filter(
    ({ type, chefLieu }) => type !== 'commune-actuelle' && current.some(({ code }) => code === chefLieu),
  );
  /** Communes merged before the official table kept names: it gives only their codes. */
  const absorbed = current.flatMap(({ code: chefLieu, anciensCodes = [] }) =>
    anciensCodes
      .filter((code) => !delegated.some((known) => known.code === code))
      .map((code) => ({ code, chefLieu, nom: '' })),
  );
  const former = [...delegated, ...absorbed];
  const postcodesElsewhere = new Map<string, Set<string>>();
  for (const { type, departement, codesPostaux } of communes) {
    if (type !== 'commune-actuelle' || !departement) continue;
    for (const postcode of codesPostaux ?? []) {
      postcodesElsewhere.set(postcode, (postcodesElsewhere.get(postcode) ?? new Set()).add(departement));
    }
  }
  const prefixOf = (postcode: string): string =>
    postcode.startsWith('97') ? postcode.slice(0, 3) : postcode.slice(0, 2);
  const exceptions = [...postcodesElsewhere]
    .filter(([postcode, owners]) => owners.size > 1 || !owners.has(prefixOf(postcode)))
    .map(([postcode, owners]) => `${postcode}:${[...owners].sort().join(',')}`)
    .sort();

  const lines = [
    '// Written by cli/build/territory.ts from @etalab/decoupage-administratif. Not to be edited.',
    '',
    '/** One commune a line: INSEE code|arrondissement|postal codes|name. */',
    `export const communeLines = ${JSON.stringify(
      current
        .map(
          ({ code, arrondissement, codesPostaux, nom }) =>
            `${code}|${arrondissement}|${codesPostaux?.join(',')}|${nom}`,
        )
        .join('\n'),
    )};`,
    '/** Former, delegated and associated communes: own code|code of today’s commune|name, where it is known. */',
    `export const formerLines = ${JSON.stringify(former.map(({ code, chefLieu, nom }) => `${code}|${chefLieu}|${nom}`).join('\n'))};`,
    '/** Arrondissements of the département: code|name. */',
    `export const arrondissementLines = ${JSON.stringify(
      arrondissements
        .filter(({ departement }) => departement === HUB)
        .map(({ code, nom }) => `${code}|${nom}`)
        .join('\n'),
    )};`,
    '/** Départements: code|name. */',
    `export const departementLines = ${JSON.stringify(departements.map(({ code, nom }) => `${code}|${nom}`).join('\n'))};`,
    '/** Postal codes whose département is not their prefix’s, or that lie in several: code:départements. */',
    `export const postcodeExceptions = ${JSON.stringify(exceptions.join('\n'))};`,
    '',
  ];
  const target = new URL('../../shared/domain/territory/table.generated.ts', import.meta.url);
  const text = lines.join('\n');
  if (check) {
    if ((await readFile(target, 'utf8')) === text) return true;
    console.error('territory table is stale: npm run build -- territory');
    return false;
  }
  await writeFile(target, text);
  console.log(
    `${current.length} communes, ${former.length} former ones, ${exceptions.length} postal exceptions, ${text.length} characters`,
  );
  return true;
};
