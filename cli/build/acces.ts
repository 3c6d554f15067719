import {
  type Acces,
  matrice,
  type Role,
  rubriqueCodes,
  rubriques,
} from '../../shared/domain/commissions/acces.ts';
import { natureNames, naturesCommission } from '../../shared/domain/commissions/commission.ts';
import { organismes } from '../../shared/domain/events/organismes.ts';
import { writeBetween } from './pages.ts';

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
export const buildAcces = async (check: boolean): Promise<boolean> =>
  writeBetween(
    {
      path: 'docs/security/commissions.md',
      name: 'acces',
      begin: '<!-- acces : npm run build -- acces -->',
      end: '<!-- fin des acces -->',
      text,
      said: 'who sees what',
    },
    check,
  );
