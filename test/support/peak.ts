import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const OPENER = `
import { readFileSync } from 'node:fs';
const { openWorkbook } = await import(process.argv[2]);
let told = 'read';
let rows = 0;
try {
  const [sheet] = await openWorkbook(readFileSync(process.argv[3]));
  for await (const { cells } of sheet.rows()) rows += cells.length > 0 ? 1 : 0;
} catch (error) {
  told = error.issue?.code ?? String(error);
}
process.stdout.write(JSON.stringify({ told, rows, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
`;

/**
 * Opens a workbook and reads it all in a process of its own. Resolves to how that ended, the rows read, and the most memory it took.
 */
export const peakOf = async (workbook: Buffer): Promise<{ told: string; rows: number; peakMb: number }> => {
  const folder = mkdtempSync(join(tmpdir(), 'workbook-'));
  const [file, script] = [join(folder, 'a.xlsx'), join(folder, 'open.mjs')];
  writeFileSync(file, workbook);
  writeFileSync(script, OPENER);
  const reader = join(import.meta.dirname, '../../shared/intake/files/read/workbook.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, reader, file], {
    timeout: 400_000,
  });
  return JSON.parse(stdout);
};
