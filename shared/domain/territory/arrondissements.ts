import type { ArrondissementCode } from '../events/household.ts';

/** The arrondissements of Seine-et-Marne, as they are called: INSEE's codes of 1 January 2026. */
export const arrondissementNames = {
  '771': 'Meaux',
  '772': 'Melun',
  '773': 'Provins',
  '774': 'Fontainebleau',
  '775': 'Torcy',
} as const satisfies Record<ArrondissementCode, string>;

/** Their codes, in the order of their names. */
export const arrondissementsInOrder: readonly ArrondissementCode[] = ['774', '771', '772', '773', '775'];
