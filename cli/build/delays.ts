import { readFile, writeFile } from 'node:fs/promises';
import { rules } from '../../shared/domain/delays/rules/all.ts';
import { delaysGuide } from './delays-guide.ts';

const FILE = new URL('../../docs/guides/echeances.md', import.meta.url);

/**
 * Writes `docs/guides/echeances.md`, the guide in French to the procedure's steps and dated delays, from the tables that the hub
 * runs on. With `check`, only says whether the committed guide is up to date.
 */
export const buildDelays = async (check: boolean): Promise<boolean> => {
  const text = delaysGuide();
  if (!check) {
    await writeFile(FILE, text);
    console.log(`${rules.length} rules in docs/guides/echeances.md`);
    return true;
  }
  const [committed, wanted] = [await readFile(FILE, 'utf8').catch(() => ''), text].map((one) =>
    // The formatter aligns tables and counts blank lines: compare without spaces and dashes.
    one.replace(/[\s-]+/g, ' '),
  );
  if (committed === wanted) return true;
  console.error('docs/guides/echeances.md is stale: npm run build -- delays');
  return false;
};
