import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenIn, spokenOf } from '../../shared/domain/reference/spoken.ts';

const bytes = fc.uint8Array({ minLength: 7, maxLength: 32 });

describe('a word to say by phone', () => {
  it('is twelve letters in groups of four, none of which looks like another', () => {
    fc.assert(
      fc.property(bytes, (drawn) => {
        expect(spokenOf(drawn)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
      }),
    );
  });

  it('is read however it is typed', () => {
    fc.assert(
      fc.property(bytes, (drawn) => {
        const word = spokenOf(drawn);
        const typed = word.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
        expect(spokenIn(typed)).toBe(word);
        expect(spokenIn(word.replaceAll('-', ''))).toBe(word);
      }),
    );
  });

  it('is not read with any one letter wrong', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.nat(11),
        fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
        (drawn, at, letter) => {
          const word = spokenOf(drawn).replaceAll('-', '');
          const wrong = word.slice(0, at) + letter + word.slice(at + 1);
          expect(spokenIn(wrong) === undefined || wrong === word).toBe(true);
        },
      ),
    );
  });

  it.each(['', '77-2026-000123', 'K7QF-2M9X', 'U7QF-2M9X-4TRB', 'K7QF-2M9X-4TRB-0'])(
    'is not «%s»',
    (typed) => {
      expect(spokenIn(typed)).toBeUndefined();
    },
  );

  it('tells 55 bits apart', () => {
    const words = Array.from({ length: 2_000 }, (_, n) =>
      spokenOf(createHash('sha256').update(String(n)).digest()),
    );
    expect(new Set(words).size).toBe(2_000);
  });
});
