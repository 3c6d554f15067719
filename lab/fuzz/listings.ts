import * as fc from 'fast-check';
import * as z from 'zod';
import { findHalves, type HalvesDeps, type ObjectHead } from '../../shared/intake/pieces/halves.ts';
import type { Intake } from './intake.ts';

/** The two names of a deposit, and those of others in the same folder. */
type Folder = { piece: string; data: string; others: string[]; order: number };

const stem = fc.oneof(
  fc.constantFrom('831', 'Acte é', 'acte 12 (2)', 'a+b%20', 'DUPONT - assignation', 'ligne..fin', 'été.2026'),
  fc
    .string({ unit: fc.constantFrom('a', 'B', 'é', '1', '.', ' ', '-', '_'), minLength: 1, maxLength: 8 })
    .filter((name) => name === name.trim()),
);
/** What another system makes of a name: accents apart, small letters, a last space. */
const respelt = fc.constantFrom<(name: string) => string>(
  (name) => name,
  (name) => name.normalize('NFD'),
  (name) => name.toLowerCase(),
  (name) => `${name} `,
);

const folder: fc.Arbitrary<Folder> = fc
  .record({
    stem,
    respelt,
    ends: fc.constantFrom(['.pdf', '.json'], ['.PDF', '.JSON'], ['.pdf', '.pdf.json'], ['.PDF', '.json']),
    siblings: fc.array(
      fc.tuple(fc.nat(40), fc.constantFrom('.pdf', '.json', '.01.pdf', '-bis.pdf', '1.pdf', '.01.json')),
      { maxLength: 60 },
    ),
    order: fc.nat(1),
  })
  .map(({ stem: name, respelt: spell, ends: [pdf = '', json = ''], siblings, order }) => ({
    piece: `etude-essai/2026/${name}${pdf}`,
    data: `etude-essai/2026/${json === '.pdf.json' ? name : spell(name)}${json}`,
    others: siblings.map(([n, end]) => `etude-essai/2026/${name}_${n}${end}`),
    order,
  }));

const bucketOf = ({ piece, data, others, order }: Folder): HalvesDeps => {
  const keys = order === 0 ? [piece, data] : [data, piece];
  const at = (key: string): string => `2026-03-02T08:0${keys.indexOf(key) + 1}:00.000Z`;
  const held = new Map<string, ObjectHead>(
    [...new Set([...others, ...keys])].map((key) => [
      key,
      { key, size: 2, versionId: 'v1', version: 'v1', metadata: {}, storedAt: at(key) },
    ]),
  );
  return {
    head: async (key) => held.get(key),
    read: async () => Buffer.from('{}'),
    versions: async (key) => (held.has(key) ? [{ versionId: 'v1', storedAt: at(key) }] : []),
    verdict: async (key) => (held.has(key) ? 'clean' : 'gone'),
    announced: async () => undefined,
  };
};

/** Two halves among their siblings: one finds the other, and neither a sibling's, whichever came first. */
export const listings: Intake = {
  name: 'pièce et ses voisines',
  cases: folder,
  take: async (value) => {
    const given = z.custom<Folder>().parse(value);
    const deps = bucketOf(given);
    const { piece, data } = given;
    const pairs: string[] = [];
    for (const key of [piece, data])
      for (const one of await findHalves(deps, { key, versionId: 'v1', since: '2026-03-02T08:02:00.000Z' }))
        pairs.push(one.kind === 'there' ? `${one.piece?.key} + ${one.data?.object?.key}` : one.kind);
    const whole = `${piece} + ${data}`;
    // Each half is looked at again while it waits: it is enough that one finds the other.
    const others = pairs.filter(
      (pair) => ![whole, `${piece} + undefined`, `undefined + ${data}`].includes(pair),
    );
    if (!pairs.includes(whole) || others.length > 0) throw new Error(pairs.join(', '));
  },
};
