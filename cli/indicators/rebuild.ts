import * as z from 'zod';
import {
  addCompte,
  type Difference,
  differencesOf,
  rowsOf,
  type Sums,
  sourceDe,
} from '../../shared/cases/indicateurs/reconstruire.ts';
import type { CivilDate } from '../../shared/domain/calendar/civil-date.ts';
import { type CaseEvent, caseEventSchema } from '../../shared/domain/events/case-event.ts';
import type { Compte, Source } from '../../shared/domain/indicateurs/apport.ts';
import { ofItem } from '../../shared/store/client.ts';
import { soldeIn } from '../../shared/store/indicateurs.ts';
import { compteKey } from '../../shared/store/keys.ts';
import type { StoredItem } from '../backup/item-lines.ts';
import { createSpill } from './spill.ts';

/** The counts of an export: as it keeps them, and as its cases make them. */
export type Rebuilt = {
  kept: Sums;
  rebuilt: Sums;
  /** Of messages, mails and alerts, as the export keeps them: what they were counted from passes. */
  hub: Sums;
  differences: Difference[];
  cases: number;
  events: number;
  /** Items of the export that are not of a case nor of a count: what partners declared, what was said of commitments. */
  others: Record<string, unknown>[];
};

const lineSchema = z.union([
  z.object({ caseId: z.string(), version: z.int() }),
  z.object({ caseId: z.string(), event: caseEventSchema }),
]);
const caseOfKey = (PK: string | undefined): string | undefined => /^CASE#([\dAB-]+)$/.exec(PK ?? '')?.[1];

/**
 * Counts an export anew from the events of its cases and from what its erased cases counted for, a sixty-fourth of the cases in memory at once.
 *
 * @param items those of the export, in any order
 * @param today the day as of which it is counted, Europe/Paris
 * @param onSource is given each case as it is counted
 * @param wanted entities to give back as they are
 */
export const rebuild = async (
  items: AsyncIterable<StoredItem>,
  today: CivilDate,
  {
    onSource,
    wanted = [],
  }: { onSource?: (source: Source) => Promise<void>; wanted?: readonly string[] } = {},
): Promise<Rebuilt> => {
  const sums = { dossiers: new Map(), effaces: new Map(), hub: new Map() } satisfies Record<string, Sums>;
  const others: Record<string, unknown>[] = [];
  /** Cases whose erasure had begun: what they count for is in the rows of erased cases, but for what is said here. */
  const soldes = new Map<string, Compte>();
  let events = 0;
  const spill = await createSpill();
  try {
    for await (const item of items) {
      const entity = item.entity?.S ?? '';
      const caseId = caseOfKey(item.PK?.S);
      if (entity === 'COMPTE') {
        const solde = soldeIn(ofItem(item));
        if (solde) soldes.set(solde.PK, solde.compte);
      } else if (entity === 'INDICATEUR') {
        for (const { of, compte } of rowsOf(ofItem(item))) addCompte(sums[of], compte);
      } else if (wanted.includes(entity)) {
        others.push(ofItem(item));
      } else if (caseId !== undefined && entity === 'EVENT') {
        events += 1;
        await spill.add(caseId, JSON.stringify({ caseId, event: ofItem(item).event }));
      } else if (caseId !== undefined && entity === 'CASE') {
        await spill.add(caseId, JSON.stringify({ caseId, version: Number(item.version?.N) }));
      }
    }
    const rebuilt: Sums = new Map();
    let cases = 0;
    for await (const lines of spill.files())
      for (const source of sourcesIn(lines, today)) {
        cases += 1;
        addCompte(rebuilt, soldes.get(compteKey(source.id).PK) ?? source.compte);
        await onSource?.(source);
      }
    for (const [place, n] of sums.effaces) rebuilt.set(place, (rebuilt.get(place) ?? 0) + n);
    const differences = differencesOf(sums.dossiers, rebuilt);
    return { kept: sums.dossiers, rebuilt, hub: sums.hub, differences, cases, events, others };
  } finally {
    await spill.end();
  }
};

const sourcesIn = (lines: readonly string[], today: CivilDate): Source[] => {
  const cases = new Map<string, { version: number; events: CaseEvent[] }>();
  for (const line of lines) {
    const told = lineSchema.parse(JSON.parse(line));
    const found = cases.get(told.caseId) ?? { version: 0, events: [] };
    if ('event' in told) found.events.push(told.event);
    else found.version = told.version;
    cases.set(told.caseId, found);
  }
  return [...cases].flatMap(
    ([caseId, { version, events }]) => sourceDe(caseId, version, events, today) ?? [],
  );
};
