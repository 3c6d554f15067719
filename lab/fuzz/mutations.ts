import * as fc from 'fast-check';

/** Dates that no field should accept, and texts that look like dates. */
export const farDays = [
  '9999-12-31',
  '9999-01-31',
  '2199-12-31',
  '0001-01-01',
  '0000-01-01',
  '1815-06-18',
  '+010002-12-31',
  '12026-01-01',
  '2026-02-30',
  '2025-02-29',
  'NaN',
] as const;

/** Values that no partner means to send, and that a faulty program may send. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u202e',
    'é'.repeat(5000),
    -1,
    0,
    1e21,
    Number.MAX_SAFE_INTEGER,
    0.001,
    true,
    [],
    {},
    [[[[[[]]]]]],
    '0000-00-00',
    '9999-12',
    ...farDays,
    '77999',
    '=1+1',
    '__proto__',
    'zqxplant99001',
    'zqxplant99002\nOuvrir le dossier : https://zqxplant99002.example/',
    '<a href="https://zqxplant99003.example">zqxplant99003</a>',
  ),
  fc.string({ unit: 'binary', maxLength: 50 }),
);

const keys = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'kind',
    'sender',
    'version',
    'household',
    'dwelling',
    'messageId',
    'toString',
  ),
);

type Mutation = {
  at: number;
  how: 'replace' | 'drop' | 'add' | 'double' | 'widen';
  key: string;
  value: unknown;
  /** How many fields, or characters, are added to make something too large. */
  size: number;
};
const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    at: fc.nat(40),
    how: fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom('replace' as const, 'drop', 'add', 'double') },
      { weight: 1, arbitrary: fc.constant('widen' as const) },
    ),
    key: keys,
    value: odd,
    size: fc.constantFrom(61, 300, 2800, 5000, 40_000),
  }),
  { minLength: 1, maxLength: 4 },
);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every place in a value: an object and one of its keys, or a list and an index. */
const placesOf = (value: unknown): { holder: unknown; key: string }[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ holder: value, key }, ...placesOf(inner)]);
};

const mutate = (message: unknown, { at, how, key, value: drawn, size }: Mutation): void => {
  // A copy for each place: the inserted value may itself be changed later, and may be drawn again.
  const value: unknown = structuredClone(drawn);
  const places = placesOf(message);
  const place = places[at % Math.max(1, places.length)];
  if (!place || typeof place.holder !== 'object' || place.holder === null) return;
  const { holder } = place;
  if (how === 'replace') Reflect.set(holder, place.key, value);
  if (how === 'drop') Reflect.deleteProperty(holder, place.key);
  if (how === 'add' && isObject(holder))
    Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
  if (how === 'widen' && isObject(holder)) {
    Reflect.set(holder, place.key, 'zqxplant99004 '.repeat(size / 10));
    for (let n = 0; n < Math.min(size, 5000); n++) holder[`inconnu${n}`] = n;
  }
  if (how === 'double' && Array.isArray(holder)) holder.push(...structuredClone(holder));
};

/** A valid message with a few faults. */
export const mutated = (examples: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.tuple(fc.constantFrom(...examples), mutations).map(([example, changes]) => {
    const message: unknown = structuredClone(example);
    for (const change of changes) mutate(message, change);
    return message;
  });

/** Bytes with a few changed, inserted, removed or repeated, or with the end cut off. */
export const mutatedBytes = (bytes: Uint8Array): fc.Arbitrary<Buffer> =>
  fc
    .array(
      fc.record({
        how: fc.constantFrom('flip', 'insert', 'delete', 'truncate', 'repeat'),
        at: fc.nat(Math.max(0, bytes.length - 1)),
        length: fc.integer({ min: 1, max: 64 }),
        value: fc.uint8Array({ minLength: 1, maxLength: 16 }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((changes) => {
      let result = Buffer.from(bytes);
      for (const { how, at, length, value } of changes) {
        const [before, after] = [result.subarray(0, at), result.subarray(at)];
        if (how === 'flip' && at < result.length) result[at] = (result[at] ?? 0) ^ (value[0] ?? 1);
        if (how === 'insert') result = Buffer.concat([before, value, after]);
        if (how === 'delete') result = Buffer.concat([before, after.subarray(length)]);
        if (how === 'truncate') result = Buffer.from(before);
        if (how === 'repeat') result = Buffer.concat([before, after.subarray(0, length), after]);
      }
      return result;
    });
