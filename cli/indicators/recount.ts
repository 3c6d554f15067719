import { compter } from '../../shared/cases/indicateurs/compter.ts';
import { type CivilDate, dateInFrench } from '../../shared/domain/calendar/civil-date.ts';
import type { Source } from '../../shared/domain/indicateurs/apport.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { readExport } from '../backup/export-files.ts';
import { type Rebuilt, rebuild } from './rebuild.ts';

/** Cases counted at once on the running hub: one request reads as many. */
const AT_ONCE = 100;
/** Differences that are shown. */
const SHOWN = 20;

/** Whether the rows that an export keeps are those that its cases make, and where they are not. */
export const printDifferences = ({ cases, events, differences }: Rebuilt, day: CivilDate): void => {
  console.log(`${cases} dossiers, ${events} événements comptés à nouveau, au ${dateInFrench(day)}`);
  for (const { place, kept, rebuilt } of differences.slice(0, SHOWN))
    console.log(`  ${place} : ${kept} dans l’export, ${rebuilt} d’après les événements`);
  if (differences.length > SHOWN) console.log(`  et ${differences.length - SHOWN} autres`);
  console.log(
    differences.length === 0
      ? 'Les comptes gardés sont ceux des événements.'
      : `${differences.length} comptes diffèrent.`,
  );
};

/**
 * Counts an export anew; with a table, counts each of its cases there for what its events say. A case that was written since the export is left: it
 * was counted then.
 *
 * @param table of the running hub, to mend its counts; none to look only
 */
export const recount = async (
  from: string,
  day: CivilDate,
  table: string | undefined,
  onCases: (n: number) => void,
): Promise<Rebuilt & { mended: number }> => {
  const deps =
    table === undefined
      ? undefined
      : { client: createDocumentClient(), table, now: () => new Date().toISOString() };
  let waiting: Source[] = [];
  let [seen, mended] = [0, 0];
  const flush = async (): Promise<void> => {
    if (deps !== undefined) mended += await compter(deps, waiting);
    waiting = [];
  };
  const rebuilt = await rebuild(readExport(from), day, {
    onSource: async (source) => {
      seen += 1;
      if (seen % 1_000 === 0) onCases(seen);
      waiting.push(source);
      if (waiting.length >= AT_ONCE) await flush();
    },
  });
  await flush();
  return { ...rebuilt, mended };
};
