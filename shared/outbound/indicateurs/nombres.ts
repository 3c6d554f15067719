import type { Cellule, Statut, UniteDuRapport } from '../../domain/rapport/chiffres.ts';

/** What stands in a cell without a number. One mark for all that is hidden. */
export const marques = {
  nonDeclare: 'non déclaré',
  nonRecu: 'rien reçu',
  inconnu: 'inconnu',
  sansObjet: 'sans objet',
  secret: 'secret',
} as const satisfies Record<Exclude<Statut, 'valeur'>, string>;

/** A narrow space, which never breaks, between thousands. */
const milliers = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');

/** A number as French writes it, without `Intl` (ADR 34). @example enFrancais(1234.5, 1) // '1 234,5' */
export const enFrancais = (n: number, decimales = 0): string => {
  const [whole = '', rest] = Math.abs(n).toFixed(decimales).split('.');
  const sign = Number(n.toFixed(decimales)) < 0 ? '-' : '';
  return `${sign}${milliers(whole)}${rest === undefined ? '' : `,${rest}`}`;
};

/** The number in the unit that is read: euros of cents, a share to a tenth. */
export const lue = (n: number, unite: UniteDuRapport): number => {
  if (unite === 'centimes') return n / 100;
  return unite === 'part' || unite === 'pourMille' ? Math.round(n * 10) / 10 : n;
};

/** To a tenth, where it is not whole. */
const part = (n: number): string => enFrancais(n, Number.isInteger(Math.round(n * 10) / 10) ? 0 : 1);

/** A figure with its unit where it is not a plain count: `12,5 %`, `1 234 €`. */
export const nombreEcrit = (n: number, unite: UniteDuRapport): string => {
  switch (unite) {
    case 'centimes':
      return `${enFrancais(n / 100)}\u00a0€`;
    case 'part':
      return `${part(n)}\u00a0%`;
    case 'pourMille':
      return `${part(n)}\u00a0‰`;
    default:
      return enFrancais(n);
  }
};

export const celluleEcrite = (cellule: Cellule, unite: UniteDuRapport): string =>
  cellule.statut === 'valeur' ? nombreEcrit(cellule.valeur, unite) : marques[cellule.statut];
