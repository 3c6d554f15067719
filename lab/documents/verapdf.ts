import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where veraPDF is installed, outside the repository: `VERAPDF_PATH` says otherwise. */
export const VERAPDF_FOLDER = process.env.VERAPDF_PATH ?? join(homedir(), '.cache/passerelle-verapdf');

const canRun = (command: string): Promise<boolean> =>
  run(command, ['-version']).then(
    () => true,
    () => false,
  );

/** Why veraPDF cannot judge here, in French; undefined when it can. */
export const missingVeraPdf = async (folder: string): Promise<string | undefined> => {
  if (!(await canRun('java'))) return 'Java';
  return existsSync(folder) ? undefined : `veraPDF dans ${folder} (npm run --silent lab -- documents)`;
};

/**
 * Installs veraPDF 1.28.2 in a folder, by Maven, unless it is there.
 *
 * @returns the names of missing tools; none when it is installed
 */
export const installVeraPdf = async (folder: string): Promise<string[]> => {
  const needed = existsSync(folder) ? { Java: 'java' } : { Java: 'java', Maven: 'mvn' };
  const found = await Promise.all(Object.values(needed).map(canRun));
  const missing = Object.keys(needed).filter((_, index) => !found[index]);
  if (missing.length > 0 || existsSync(folder)) return missing;
  mkdirSync(dirname(folder), { recursive: true });
  const made = mkdtempSync(`${folder}-`);
  await run('mvn', [
    ...['--quiet', '--batch-mode', '--file', join(import.meta.dirname, 'pom.xml')],
    ...['dependency:copy-dependencies', `-DoutputDirectory=${made}`],
  ]);
  renameSync(made, folder);
  return [];
};

/** What veraPDF says of a document: the rules of PDF/UA-1 that it breaks (`7.1-10`), none when it passes. */
export type Judgement = { readonly passed: boolean; readonly broken: readonly string[] };

/** Has veraPDF judge PDFs against PDF/UA-1 (ISO 14289-1), in the same order. */
export const judge = async (folder: string, pdfs: readonly Uint8Array[]): Promise<Judgement[]> => {
  const made = mkdtempSync(join(tmpdir(), 'verapdf-'));
  try {
    const files = pdfs.map((pdf, index) => {
      const file = join(made, `${index}.pdf`);
      writeFileSync(file, pdf);
      return file;
    });
    const judging = ['--flavour', 'ua1', '--format', 'text', '-v', ...files];
    const command = ['-cp', join(folder, '*'), 'org.verapdf.apps.GreenfieldCliWrapper', ...judging];
    // It ends with 1 when a document fails: what it wrote says which.
    const said = await run('java', command).catch((error: unknown) => ({
      stdout: String(Object(error).stdout),
    }));
    return files.map((file) => judgementOf(said.stdout, file));
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
};

/** The lines about a file: `PASS …/0.pdf ua1`, or `FAIL …` and below it a line for each rule. */
const judgementOf = (said: string, file: string): Judgement => {
  const lines = said.split('\n');
  const at = lines.findIndex((line) => line.includes(file));
  const after = lines.slice(at + 1);
  const end = after.findIndex((line) => !line.startsWith(' '));
  const broken = after.slice(0, end < 0 ? undefined : end).map((line) => line.trim().replace(/^FAIL /, ''));
  return { passed: at >= 0 && lines[at]?.startsWith('PASS ') === true, broken };
};
