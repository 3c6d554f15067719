import { rules } from '../../shared/domain/delays/rules/all.ts';
import { delaysGuide } from './delays-guide.ts';
import { writePage } from './pages.ts';

/**
 * Writes `docs/guides/echeances.md`, the guide in French to the procedure's steps and dated delays, from the tables that the hub
 * runs on. With `check`, only says whether the committed guide is up to date.
 */
export const buildDelays = async (check: boolean): Promise<boolean> =>
  writePage(
    { path: 'docs/guides/echeances.md', name: 'delays', text: delaysGuide(), said: `${rules.length} rules` },
    check,
  );
