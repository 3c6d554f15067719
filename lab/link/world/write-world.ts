import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { columnMap, columns } from './columns.ts';
import type { World } from './create-world.ts';
import { createTally, type WorldReport } from './tally.ts';

/** Lines written at once: many enough to spare the disk, few enough to need little memory. */
const CHUNK = 2_000;

const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * Writes `records.csv`, `map.json` (what each column is) and `world.json` (options and counts) into a folder.
 *
 * @param progress called now and then with the number of records written
 */
export const writeWorld = async (
  world: World,
  dir: string,
  progress: (records: number) => void = () => {},
): Promise<WorldReport> => {
  await mkdir(dir, { recursive: true });
  const tally = createTally(world.options);
  function* lines(): Generator<string> {
    let chunk = `${columns.join(',')}\n`;
    let held = 0;
    let written = 0;
    for (const record of world.records()) {
      tally.add(record);
      chunk += `${columns.map((column) => cell(record[column])).join(',')}\n`;
      held += 1;
      if (held < CHUNK) continue;
      yield chunk;
      written += held;
      chunk = '';
      held = 0;
      progress(written);
    }
    yield chunk;
  }
  await pipeline(Readable.from(lines()), createWriteStream(join(dir, 'records.csv')));
  await writeFile(join(dir, 'map.json'), `${JSON.stringify(columnMap, null, 2)}\n`);
  const report = tally.report();
  await writeFile(join(dir, 'world.json'), `${JSON.stringify(report, null, 2)}\n`);
  return report;
};
