import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { incompleteBeta, lowerBound } from '../../lab/link/clopper-pearson.ts';
import { english } from '../../lab/link/english.ts';
import { evaluate } from '../../lab/link/evaluation.ts';
import { estimate, type Pattern } from '../../lab/link/expectation.ts';
import { loadRecords } from '../../lab/link/options.ts';
import type { LinkRecord } from '../../lab/link/records.ts';
import { hubRule, playStream } from '../../lab/link/stream.ts';
import { train } from '../../lab/link/training.ts';
import { createWorld } from '../../lab/link/world/create-world.ts';
import { writeWorld } from '../../lab/link/world/write-world.ts';
import { french } from '../../shared/domain/matching/language.ts';
import { frenchWeights } from '../../shared/domain/matching/model.ts';

describe('Clopper and Pearson’s bound', () => {
  it.each([
    [2, 3, 0.5, 0.6875],
    [5, 5, 0.5, 0.5],
    [1, 4, 0.25, 1 - 0.75 ** 4],
  ])('the incomplete beta of %d, %d at %d', (a, b, x, value) => {
    expect(incompleteBeta(a, b, x)).toBeCloseTo(value, 9);
  });

  it('without a failure is the root of the risk: three in a thousand, about', () => {
    expect(lowerBound(1_000, 1_000)).toBeCloseTo(0.05 ** (1 / 1_000), 9);
    expect(lowerBound(6_000, 6_000)).toBeGreaterThan(0.9995);
  });

  it('is the table’s for nine of ten', () => {
    expect(lowerBound(9, 10)).toBeCloseTo(0.6058, 4);
    expect(lowerBound(0, 10)).toBe(0);
  });
});

describe('Expectation-maximisation', () => {
  it('finds what made the pairs', () => {
    const [prior, m, u] = [0.3, [0.9, 0.8, 0.95], [0.1, 0.05, 0.2]];
    const share = (alike: readonly number[], of: readonly number[]): number =>
      alike.reduce(
        (product, level, field) => product * (level === 0 ? (of[field] ?? 0) : 1 - (of[field] ?? 0)),
        1,
      );
    const patterns: Pattern[] = [0, 1].flatMap((a) =>
      [0, 1].flatMap((b) =>
        [0, 1].map((c) => {
          const levels = [a, b, c];
          return { levels, count: 100_000 * (prior * share(levels, m) + (1 - prior) * share(levels, u)) };
        }),
      ),
    );
    const two = (shares: readonly number[]): number[][] => shares.map((one) => [one, 1 - one]);
    const found = estimate(patterns, { prior: 0.1, m: two([0.7, 0.7, 0.7]), u: two(u) }, 2_000);
    expect(found.prior).toBeCloseTo(prior, 2);
    found.m.forEach((field, at) => {
      expect(field[0]).toBeCloseTo(m[at] ?? 0, 2);
    });
  });
});

const csv = `id; truth; from; order; surname; first; born; insee; street; ref
1; A; etude-a; 1; Diallo; Awa; 1980-03-04; 77288; 12 rue des Tilleuls; 425
2; A; caf; 2; DIALLO; AWA; 1980-03-04; 77288; 12 r des Tilleuls;
3; B; caf; 3; Martin; Léo; 1975-06-07; 77284; 4 rue du Port;
4; A; etude-a; 4; Diallo; Awa; ; 77288; 12 rue des Tilleuls; 425
5; B; etude-a; 5; Martin; Lucie; ; 77284; 4 rue du Port; 777777
`;
const map = {
  id: 'id',
  truth: { column: 'truth' },
  source: 'from',
  order: 'order',
  persons: [{ nomNaissance: 'surname', prenoms: 'first', dateNaissance: 'born' }],
  address: { insee: 'insee', street: 'street' },
  identifiers: [{ kind: 'reference', column: 'ref', scope: 'from' }],
};

describe('The judgement of a file', () => {
  let dir = '';
  const files = () => ({ records: join(dir, 'records.csv'), map: join(dir, 'map.json') });
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'link-'));
    await writeFile(files().records, csv);
    await writeFile(files().map, JSON.stringify(map));
  });
  afterAll(() => rm(dir, { recursive: true }));

  it('counts what the hub would do, message by message', async () => {
    const { stream, pairwise } = evaluate(await loadRecords(files(), 'fr', 1), frenchWeights, french);
    expect(stream?.hub).toMatchObject({
      messages: 5,
      byNumber: { right: 1, wrong: 0 },
      byScore: { right: 1, wrong: 0 },
      reviews: 1,
      reviewYield: 1,
      duplicates: 0,
      cases: 2,
    });
    expect(pairwise).toMatchObject({ truePairs: 4, recallCeiling: 1 });
  });

  it('names a column that the file lacks', async () => {
    const wrong = join(dir, 'wrong.json');
    await writeFile(wrong, JSON.stringify({ ...map, kind: 'nature' }));
    await expect(loadRecords({ ...files(), map: wrong }, 'fr', 1)).rejects.toThrow('nature');
  });

  it('learns the same weights from the same seed', async () => {
    const records = await loadRecords(files(), 'fr', 1);
    const how = { seed: 3, labels: true, names: false, version: 'x', trainedOn: 'x' };
    expect(train(records, french, how)).toEqual(train(records, french, how));
  });
});

describe('A stream of messages', () => {
  let records: LinkRecord[] = [];
  let dir = '';
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'link-'));
    await writeWorld(createWorld({ households: 150, seed: 5, hazards: 4 }), dir);
    const files = { records: join(dir, 'records.csv'), map: join(dir, 'map.json') };
    records = await loadRecords(files, 'fr', 1);
  });
  afterAll(() => rm(dir, { recursive: true }));

  /** Which messages are in the same case, and whether a person was asked. */
  const filed = (messages: readonly LinkRecord[]) => {
    const inCase = new Map<number, string[]>();
    let asked = false;
    playStream(messages, frenchWeights, french, hubRule, ({ record, caseId, how, proposals = [] }) => {
      inCase.set(caseId, [...(inCase.get(caseId) ?? []), record.id].sort());
      asked ||= how === 'review' || proposals.length > 0;
    });
    return { asked, cases: [...inCase.values()].map((ids) => ids.join()).sort() };
  };
  /** All messages of a few households, in two different orders. */
  const twoOrders = fc.integer({ min: 0, max: 1_000 }).chain((start) => {
    const truths = [...new Set(records.map(({ truth }) => truth))].sort();
    const few = new Set(truths.filter((_, n) => (n + start) % truths.length < 4));
    const messages = records.filter(({ truth }) => few.has(truth));
    const shuffled = fc.shuffledSubarray(messages, { minLength: messages.length });
    return fc.tuple(shuffled, shuffled);
  });

  it('ends in the same cases whatever the order of arrival, unless a person was asked', () => {
    let silent = 0;
    fc.assert(
      fc.property(twoOrders, ([one, other]) => {
        const [a, b] = [filed(one), filed(other)];
        if (a.asked || b.asked) return;
        silent += 1;
        expect(a.cases).toEqual(b.cases);
      }),
      { numRuns: 500 },
    );
    expect(silent).toBeGreaterThan(20);
  });

  it('that comes twice ends where it was', () => {
    fc.assert(
      fc.property(twoOrders, ([messages]) => {
        const last = messages.at(-1);
        const once = filed(messages);
        const twice = filed(last ? [...messages, { ...last, id: `${last.id} again` }] : messages);
        if (once.asked || twice.asked) return;
        expect(twice.cases).toHaveLength(once.cases.length);
      }),
      { numRuns: 100 },
    );
  });
});

const febrl = process.env.FEBRL_DIR;
describe(`The Febrl sets${febrl ? '' : ' (FEBRL_DIR is not set: left out)'}`, () => {
  it.runIf(febrl !== undefined && existsSync(febrl))(
    'Febrl 3 with the identifier is as good as Splink',
    async () => {
      const files = {
        records: join(febrl ?? '', 'dataset3.csv'),
        map: 'test/fixtures/matching/febrl.map.json',
      };
      expect(JSON.parse(await readFile(files.map, 'utf8'))).toHaveProperty('truth.regex');
      const records = await loadRecords(files, 'en', 1);
      const how = { seed: 1, labels: false, names: true, version: 'febrl', trainedOn: 'Febrl 3' };
      const { pairwise } = evaluate(records, train(records, english, how), english, 'pairs');
      expect(pairwise?.best.f1).toBeGreaterThanOrEqual(0.9954);
    },
    120_000,
  );
});
