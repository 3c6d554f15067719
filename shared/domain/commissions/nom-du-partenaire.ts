import { organismes } from '../events/organismes.ts';
import type { Membre } from './commission.ts';

const familles: Readonly<Record<string, string>> = {
  ...organismes,
  clpil: 'CLPIL',
  etude: 'Commissaire de justice',
  tribunal: 'Tribunal',
};

/**
 * How a commission calls a partner: by its name there, else by its family and its own code.
 *
 * @example nomDuPartenaire({ membres: [] }, 'clpil-meaux') // 'CLPIL (meaux)'
 */
export const nomDuPartenaire = (
  { membres }: { membres: readonly Pick<Membre, 'partenaire' | 'nom'>[] },
  code: string,
): string => {
  const [famille = '', ...own] = code.split('-');
  return (
    membres.find(({ partenaire }) => partenaire === code)?.nom ??
    `${familles[famille] ?? famille}${own.length > 0 ? ` (${own.join('-')})` : ''}`
  );
};
