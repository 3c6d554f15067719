import { readFile, writeFile } from 'node:fs/promises';
import { rules } from '../shared/domain/delays/rules/all.ts';
import { delaysGuide } from './delays/guide.ts';

/**
 * Prints the procedure's steps and the dated delays as a guide in French, `docs/guides/echeances.md`, from the tables the
 * hub runs on. With `--check`, fails when what is committed is not what the code says.
 */
const FILE = new URL('../docs/guides/echeances.md', import.meta.url);

const text = delaysGuide();
if (process.argv.includes('--check')) {
  const [committed, wanted] = [await readFile(FILE, 'utf8').catch(() => ''), text].map((one) =>
    // The formatter aligns tables and counts blank lines.
    one.replace(/[\s-]+/g, ' '),
  );
  if (committed !== wanted) {
    console.error('docs/guides/echeances.md is stale: npm run build:delays');
    process.exitCode = 1;
  }
} else {
  await writeFile(FILE, text);
  console.log(`${rules.length} rules in docs/guides/echeances.md`);
}
