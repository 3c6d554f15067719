import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as z from 'zod';
import type { Commune } from '../model.ts';

const DEPARTEMENT = '77';
const communeSchema = z.object({
  code: z.string(),
  nom: z.string(),
  type: z.string(),
  departement: z.string().optional(),
  chefLieu: z.string().optional(),
  codesPostaux: z.array(z.string()).optional(),
  population: z.number().optional(),
});

/** The département's communes with their population, from the official table (Etalab). */
export const loadCommunes = (): Commune[] => {
  const require = createRequire(import.meta.url);
  const path = require.resolve('@etalab/decoupage-administratif/data/communes.json');
  const all = z.array(communeSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  const merged = all.filter(({ type }) => type !== 'commune-actuelle');
  return all.flatMap(({ code, nom, type, departement, codesPostaux = [], population = 0 }) =>
    type === 'commune-actuelle' && departement === DEPARTEMENT && codesPostaux.length > 0
      ? {
          insee: code,
          name: nom,
          postcodes: codesPostaux,
          population,
          formerNames: merged
            .filter(({ chefLieu, nom: former }) => chefLieu === code && former !== nom)
            .map(({ nom: former }) => former),
        }
      : [],
  );
};
