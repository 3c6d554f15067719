import type { Scope } from '../habilitation/habilitation.ts';

/** Families of partners that receive households, and may ask who follows one (charter, annexe 1: SIAO, CCAS). */
const ACCUEIL = /^(siao|ccas)(-|$)/;

/** Whether a partner may ask. @example accueille('ccas-meaux') // true */
export const accueille = (partner: string): boolean => ACCUEIL.test(partner);

/** The partner for which a person asks; undefined when they speak for none that may. The SIAO first, then in the order of codes. */
export const accueilDe = ({ partners }: Pick<Scope, 'partners'>): string | undefined =>
  [...partners]
    .filter(accueille)
    .toSorted((a, b) => Number(a.startsWith('ccas')) - Number(b.startsWith('ccas')) || (a < b ? -1 : 1))[0];
