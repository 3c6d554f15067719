import type { WorldRecord } from './columns.ts';
import { type HazardName, hazardNames, isHazardName, rateOf, type WorldOptions } from './options.ts';

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** Counts a world as it passes by. */
export const createTally = (options: WorldOptions) => {
  let records = 0;
  let pairs = 0;
  const sources = new Map<string, number>();
  const kinds = new Map<string, number>();
  const missing = { birthDate: 0, complement: 0, insee: 0, firstNames: 0, reference: 0 };
  const sizes = new Map<string, number>();
  const hazards = new Map<HazardName, { records: number; dossiers: Set<string> }>(
    hazardNames.map((name) => [name, { records: 0, dossiers: new Set() }]),
  );

  const add = (record: WorldRecord): void => {
    records += 1;
    count(sources, record.source);
    count(kinds, record.kind);
    const size = sizes.get(record.dossier) ?? 0;
    pairs += size;
    sizes.set(record.dossier, size + 1);
    if (record.p1_date_naissance === '') missing.birthDate += 1;
    if (record.complement === '') missing.complement += 1;
    if (record.insee === '') missing.insee += 1;
    if (record.p1_prenoms === '') missing.firstNames += 1;
    if (record.reference === '') missing.reference += 1;
    for (const name of record.hazard.split(' ').filter(isHazardName)) {
      const seen = hazards.get(name);
      if (!seen) continue;
      seen.records += 1;
      seen.dossiers.add(record.dossier);
    }
  };

  const sorted = (counts: Map<string, number>) =>
    Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));

  const report = () => ({
    options,
    records,
    dossiers: sizes.size,
    recordsPerDossier: Number((records / Math.max(1, sizes.size)).toFixed(2)),
    truePairs: pairs,
    sources: sorted(sources),
    kinds: sorted(kinds),
    missing,
    hazards: Object.fromEntries(
      [...hazards].map(([name, seen]) => [
        name,
        { rate: rateOf(options, name), records: seen.records, dossiers: seen.dossiers.size },
      ]),
    ),
  });

  return { add, report };
};

export type WorldReport = ReturnType<ReturnType<typeof createTally>['report']>;
