import { describe, expect, it } from 'vitest';
import { isAudited } from '../../shared/cases/filing/filing-plans.ts';

describe('The blind audit', () => {
  it('draws one automatic attachment in fifty', () => {
    const drawn = Array.from({ length: 100_000 }, (_, n) => isAudited(`caf:m-${n}`)).filter(Boolean).length;
    // Within four standard deviations of a draw of 2 %; a draw of 6 in 256 would give 344 more.
    expect(Math.abs(drawn - 2000)).toBeLessThan(180);
  });
});
