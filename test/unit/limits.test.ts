import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, firstWithin, itemBytes, limits, replyWithin } from '../../shared/limits.ts';
import {
  type Issue,
  issueCodes,
  pathText,
  toldIssues,
  toldText,
} from '../../shared/outbound/replies/issue.ts';
import { reportKeyOf } from '../../shared/outbound/reports/report-key.ts';

const issue = (over: Partial<Issue> = {}): Issue => ({
  code: issueCodes.manquant,
  path: 'champ',
  expected: 'un texte',
  message: 'Champ absent.',
  ...over,
});

describe('the bytes of an item', () => {
  it('are those of its names and values, three more a list or map, one an element', () => {
    expect(itemBytes({ nom: 'Élise' })).toBe(3 + 6);
    expect(itemBytes({ a: ['x', 'yz'] })).toBe(1 + 3 + (1 + 1) + (1 + 2));
    expect(itemBytes({ a: { b: true } })).toBe(1 + 3 + 1 + (1 + 1));
    expect(itemBytes({ a: undefined, b: null, c: 12 })).toBe(1 + 1 + (1 + 21));
  });

  it('of what is kept of a list are never more than allowed, and the first elements are kept', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.integer({ min: 0, max: 200 }),
        (list, most) => {
          const kept = firstWithin(list, most);
          expect(itemBytes({ a: kept }) - 4).toBeLessThanOrEqual(most);
          expect(kept).toEqual(list.slice(0, kept.length));
        },
      ),
    );
  });
});

describe('what is told', () => {
  it('of any problems fits a reply, whatever a sender named its fields', () => {
    const field = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.string({ minLength: 2000, maxLength: 5000 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(field, { maxLength: 32 }), { maxLength: 200 }), (paths) => {
        const told = toldIssues(
          paths.map((path) => issue({ code: issueCodes.inconnu, path: pathText(path) })),
        );
        expect(() => replyWithin({ warnings: told, errors: [] })).not.toThrow();
        expect(told.length).toBeLessThanOrEqual(limits.issues + 1);
        for (const { path } of told) expect(path).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
      { numRuns: 30 },
    );
  });

  it('comes first when it is not an unknown field, and what is left is counted', () => {
    const unknown = Array.from({ length: 60 }, (_, n) => issue({ code: issueCodes.inconnu, path: `x${n}` }));
    const told = toldIssues([...unknown, issue({ path: 'reference' })]);
    expect(told[0]?.path).toBe('reference');
    expect(told.at(-1)).toMatchObject({
      code: 'AUTRES_PROBLEMES',
      message: expect.stringContaining('Et 11 autres'),
    });
    expect(toldIssues(unknown.slice(0, 50))).toHaveLength(50);
  });

  it('of a long text tells it from another that begins alike', () => {
    const [a, b] = [toldText(`${'x'.repeat(200)}a`, 80), toldText(`${'x'.repeat(200)}b`, 80)];
    expect(a).not.toBe(b);
    expect(a).toMatch(/^x{80}…[0-9a-f]{8}$/);
    expect(toldText('a\u0000b\u202e', 80)).toBe('a�b�');
  });
});

describe('a report’s key', () => {
  const reportKey = (sender: string, name: string, since: string): string =>
    reportKeyOf({ sender, name, key: `drop/${sender}/${name}`, version: 'v1', since });

  it('is under 1,024 bytes with its extension, whatever the file’s name, and two names have two', () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1200 });
    fc.assert(
      fc.property(name, name, (a, b) => {
        const [first, second] = [a, b].map((one) => reportKey('caf', one, '2026-03-03T08:00:00.000Z'));
        expect(bytesOf(`${first}.json`)).toBeLessThanOrEqual(limits.objectKeyBytes);
        expect(first?.startsWith('reports/caf/')).toBe(true);
        if (a.slice(0, 300) !== b.slice(0, 300) && !`${a}${b}`.includes('.')) expect(first).not.toBe(second);
      }),
    );
  });

  it('of a long name is cut, and marked by the whole', () => {
    const long = 'é'.repeat(500);
    const [first, second] = ['a', 'b'].map((end) =>
      reportKey('caf', `${long}${end}`, '2026-03-03T08:00:00.000Z'),
    );
    expect(first).not.toBe(second);
    expect(reportKey('caf', 'mars.csv', '2026-03-03T08:00:00.000Z')).toBe(
      'reports/caf/mars.csv.2026-03-03T08-00-00-000Z.v1',
    );
  });
});
