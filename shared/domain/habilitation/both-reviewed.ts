import type { ArrondissementCode } from '../events/household.ts';

/**
 * The first arrondissement of two cases to be merged that neither who proposed it nor who confirms it reviews; undefined when together
 * they review both. A case whose commune is not known yet is any reviewer's.
 *
 * @param proposed those that who proposed it reviewed then; none for the hub
 * @param confirming those of who confirms it
 */
export const unreviewed = (
  cases: readonly (ArrondissementCode | undefined)[],
  proposed: readonly ArrondissementCode[] | undefined,
  confirming: ReadonlySet<ArrondissementCode>,
): ArrondissementCode | undefined =>
  cases.find((one) => one !== undefined && !proposed?.includes(one) && !confirming.has(one));
