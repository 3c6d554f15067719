import {
  caseLines,
  type Line,
  otherLines,
  withoutTerm,
  withTheCase,
} from '../../shared/domain/retention/table.ts';
import { writeBetween } from './pages.ts';

const lengthOf = ({ value, unit }: Line['length']): string =>
  unit === 'mois' && value % 12 === 0 ? `${value / 12} ans` : `${value} ${unit}`;
const row = ({ what, from, length, source }: Line): string =>
  `| ${what} | ${lengthOf(length)} | ${from} | ${source.nature} | ${source.text} |`;

const text = [
  '',
  '| quoi | durée | à compter de | nature | source |',
  '| --- | --- | --- | --- | --- |',
  ...Object.values(caseLines).map(row),
  ...otherLines.map(row),
  '',
  `Partent avec le dossier, à son terme : ${withTheCase}`,
  '',
  `Sans terme, tant que le responsable n’en décide pas (§ 9) : ${withoutTerm}`,
  '',
].join('\n');

/**
 * Writes the durations in `docs/aipd.md`, between its two marks, from the retention table that the hub runs on. With `check`,
 * only says whether the committed ones are up to date.
 */
export const buildAipd = async (check: boolean): Promise<boolean> =>
  writeBetween(
    {
      path: 'docs/aipd.md',
      name: 'aipd',
      begin: '<!-- durées : npm run build -- aipd -->',
      end: '<!-- fin des durées -->',
      text,
      said: `${Object.keys(caseLines).length + otherLines.length} durations`,
    },
    check,
  );
