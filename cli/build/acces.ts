import {
  type Acces,
  matrice,
  type Role,
  rubriqueCodes,
  rubriques,
} from '../../shared/domain/commissions/acces.ts';
import { natureNames, naturesCommission } from '../../shared/domain/commissions/commission.ts';
import { organismes } from '../../shared/domain/events/organismes.ts';
import { writeBetween } from './between.ts';

const FILE = new URL('../../docs/security/commissions.md', import.meta.url);
const BEGIN = '<!-- acces : npm run build -- acces -->';
const END = '<!-- fin des acces -->';

const words: Readonly<Record<Acces, string>> = {
  oui: 'oui',
  siennes: 'les siens',
  demande: 'si demandé',
  non: '-',
};
const nameOf = (role: Role): string => (role === 'invite' ? 'Invité' : organismes[role]);

const text = naturesCommission
  .flatMap((nature) => [
    '',
    `## ${natureNames[nature]}`,
    '',
    `| qui | ${rubriqueCodes.map((one) => rubriques[one]).join(' | ')} |`,
    `| --- | ${rubriqueCodes.map(() => '---').join(' | ')} |`,
    ...Object.entries(matrice[nature]).map(
      ([role, ligne]) =>
        `| ${nameOf(role as Role)} | ${rubriqueCodes.map((one) => words[ligne[one]]).join(' | ')} |`,
    ),
  ])
  .concat('')
  .join('\n');

/**
 * Writes who sees what of a household in each commission in `docs/security/commissions.md`, from the matrix by which pages and files are made.
 * With `check`, only says whether the committed one is up to date.
 */
export const buildAcces = async (check: boolean): Promise<boolean> => {
  const upToDate = await writeBetween({ file: FILE, begin: BEGIN, end: END, text }, check);
  if (!check) console.log('who sees what, in docs/security/commissions.md');
  if (!upToDate) console.error('docs/security/commissions.md is stale: npm run build -- acces');
  return upToDate;
};
