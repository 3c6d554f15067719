import { readFile, writeFile } from 'node:fs/promises';
import { rules } from '../../shared/domain/delays/rules/all.ts';
import { delaysGuide } from './delays-guide.ts';

const FILE = new URL('../../docs/guides/echeances.md', import.meta.url);

/**
 * Prints the procedure's steps and the dated delays as a guide in French, `docs/guides/echeances.md`, from the tables the
 * hub runs on; or says whether the committed one is true.
 */
export const buildDelays = async (check: boolean): Promise<boolean> => {
  const text = delaysGuide();
  if (!check) {
    await writeFile(FILE, text);
    console.log(`${rules.length} rules in docs/guides/echeances.md`);
    return true;
  }
  const [committed, wanted] = [await readFile(FILE, 'utf8').catch(() => ''), text].map((one) =>
    // The formatter aligns tables and counts blank lines.
    one.replace(/[\s-]+/g, ' '),
  );
  if (committed === wanted) return true;
  console.error('docs/guides/echeances.md is stale: npm run build -- delays');
  return false;
};
