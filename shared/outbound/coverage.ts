import type { ArrondissementCode } from '../domain/events/household.ts';
import { type Commune, communesByInsee } from '../domain/territory/table.ts';
import { contactOf, type Directory } from './directory.ts';

/** Communes whose body of a kind cannot be written to, by arrondissement, among all. */
export const unreachedCommunes = (
  directory: Directory,
  kind: 'ccas' | 'mds',
): { all: number; reached: number; missing: Map<ArrondissementCode, Commune[]> } => {
  const communes = [...communesByInsee().values()];
  const missing = communes.filter(
    ({ insee, name }) => contactOf(directory, { recipient: kind, commune: name, insee }).mail === undefined,
  );
  return {
    all: communes.length,
    reached: communes.length - missing.length,
    missing: Map.groupBy(missing, ({ arrondissement }) => arrondissement),
  };
};
