import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceOf } from '../../shared/domain/reference/reference.ts';

describe('the reference of a case', () => {
  it.each([
    [1, '77-2026-000001'],
    [123, '77-2026-000123'],
    [999_999, '77-2026-999999'],
    [1_000_000, '77-2026-1000000'],
  ])('number %i of the year is %s', (number, reference) => {
    expect(referenceOf('77', 2026, number)).toBe(reference);
  });

  it('is another for another number, and sorts as they do in the year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_998 }), fc.integer({ min: 1, max: 999_998 }), (a, b) => {
        fc.pre(a !== b);
        expect(referenceOf('77', 2026, a) < referenceOf('77', 2026, b)).toBe(a < b);
      }),
    );
  });
});
