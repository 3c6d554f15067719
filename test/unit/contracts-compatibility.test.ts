import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breaksOf } from '../../cli/contracts/compatibility.ts';
import { contracts } from '../../cli/contracts/contracts.ts';
import { type Schema, schemaOf } from '../../cli/contracts/schema.ts';

const published = new URL('../../docs/contracts/published/v1/', import.meta.url);

describe('version 1', () => {
  it('has every form that was published, and no form that was not', () => {
    expect(contracts.map(({ name }) => `${name}.schema.json`).sort()).toEqual(readdirSync(published).sort());
  });

  it.each(contracts)('$name: what was published still holds', ({ name, io, schema }) => {
    const before = JSON.parse(readFileSync(new URL(`${name}.schema.json`, published), 'utf8'));
    expect(breaksOf(before, schemaOf(schema, io), io)).toEqual([]);
  });
});

type Broken = ('input' | 'output')[];
const brokenBy = (before: Schema, after: Schema): Broken =>
  (['input', 'output'] as const).filter((io) => breaksOf(before, after, io).length > 0);

const field = (p: Schema, more: Schema = {}): Schema => ({ type: 'object', properties: { p }, ...more });
const kind = (name: string, more: Record<string, Schema> = {}): Schema => ({
  type: 'object',
  properties: { kind: { type: 'string', const: name }, ...more },
});
const text: Schema = { type: 'string' };
const whole: Schema = { type: 'integer' };
const none: Schema = { type: 'null' };
const two: Schema = { oneOf: [kind('a', { x: text }), kind('b')] };

// Each change, whom it breaks, and whom undoing it breaks.
const changes: [name: string, before: Schema, after: Schema, change: Broken, undoing: Broken][] = [
  ['nothing', field(text), field(text), [], []],
  ['a title, a description, examples', field(text), field({ ...text, title: 'P', examples: ['a'] }), [], []],
  [
    'an optional field more',
    field(text),
    { type: 'object', properties: { p: text, q: text } },
    [],
    ['input', 'output'],
  ],
  ['a field newly required', field(text), field(text, { required: ['p'] }), ['input'], ['output']],
  [
    'a required field more',
    field(text),
    { type: 'object', properties: { p: text, q: text }, required: ['q'] },
    ['input'],
    ['input', 'output'],
  ],
  ['another type', field(text), field(whole), ['input', 'output'], ['input', 'output']],
  ['a whole number only', field({ type: 'number' }), field(whole), ['input'], ['output']],
  ['a type where anything went', field({}), field(text), ['input'], ['output']],
  ['a format', field(text), field({ ...text, format: 'date' }), ['input'], ['output']],
  [
    'another format',
    field({ ...text, format: 'date' }),
    field({ ...text, format: 'date-time' }),
    ['input', 'output'],
    ['input', 'output'],
  ],
  ['a pattern', field(text), field({ ...text, pattern: '^x' }), ['input'], ['output']],
  [
    'a lower maxLength',
    field({ ...text, maxLength: 10 }),
    field({ ...text, maxLength: 5 }),
    ['input'],
    ['output'],
  ],
  ['a first maxLength', field(text), field({ ...text, maxLength: 5 }), ['input'], ['output']],
  [
    'a higher minLength',
    field({ ...text, minLength: 1 }),
    field({ ...text, minLength: 2 }),
    ['input'],
    ['output'],
  ],
  [
    'a higher minimum',
    field({ ...whole, minimum: 0 }),
    field({ ...whole, minimum: 1 }),
    ['input'],
    ['output'],
  ],
  [
    'a lower exclusiveMaximum',
    field({ ...whole, exclusiveMaximum: 9 }),
    field({ ...whole, exclusiveMaximum: 8 }),
    ['input'],
    ['output'],
  ],
  [
    'a higher minItems',
    field({ type: 'array', minItems: 1 }),
    field({ type: 'array', minItems: 2 }),
    ['input'],
    ['output'],
  ],
  [
    'a lower maxItems',
    field({ type: 'array', maxItems: 3 }),
    field({ type: 'array', maxItems: 2 }),
    ['input'],
    ['output'],
  ],
  [
    'tenths for cents',
    field({ type: 'number', multipleOf: 0.01 }),
    field({ type: 'number', multipleOf: 0.1 }),
    ['input'],
    ['output'],
  ],
  [
    'cents for any amount',
    field({ type: 'number' }),
    field({ type: 'number', multipleOf: 0.01 }),
    ['input'],
    ['output'],
  ],
  [
    'a choice less',
    field({ ...text, enum: ['a', 'b'] }),
    field({ ...text, enum: ['a'] }),
    ['input'],
    ['output'],
  ],
  [
    'one of the choices only',
    field({ ...text, enum: ['a', 'b'] }),
    field({ ...text, const: 'a' }),
    ['input'],
    ['output'],
  ],
  [
    'other choices',
    field({ ...text, const: 'a' }),
    field({ ...text, enum: ['b', 'c'] }),
    ['input', 'output'],
    ['input', 'output'],
  ],
  ['a choice for a text', field(text), field({ ...text, enum: ['a'] }), ['input'], ['output']],
  [
    'a code more',
    { type: 'object', properties: { code: { enum: ['a'] } } },
    { type: 'object', properties: { code: { enum: ['a', 'b'] } } },
    [],
    ['input'],
  ],
  [
    'codes that are a list no more',
    { type: 'object', properties: { code: { enum: ['a'] } } },
    { type: 'object', properties: { code: {} } },
    ['output'],
    ['input'],
  ],
  [
    'something asked of a list’s items',
    field({ type: 'array' }),
    field({ type: 'array', items: text }),
    ['input'],
    ['output'],
  ],
  [
    'more asked inside a list',
    field({ type: 'array', items: text }),
    field({ type: 'array', items: { ...text, maxLength: 9 } }),
    ['input'],
    ['output'],
  ],
  ['other fields refused', field(text), field(text, { additionalProperties: false }), ['input'], []],
  [
    'a record’s values shorter',
    field({ type: 'object', additionalProperties: text }),
    field({ type: 'object', additionalProperties: { ...text, maxLength: 9 } }),
    ['input'],
    ['output'],
  ],
  [
    'a record’s names chosen',
    field({ type: 'object', propertyNames: text }),
    field({ type: 'object', propertyNames: { ...text, pattern: '^x' } }),
    ['input'],
    ['output'],
  ],
  [
    'a record that holds nothing',
    field({ type: 'object', additionalProperties: text }),
    field({ type: 'object', additionalProperties: false }),
    ['input', 'output'],
    [],
  ],
  ['null too', field(text), field({ anyOf: [text, none] }), ['output'], ['input', 'output']],
  ['a kind more', two, { oneOf: [...(two.oneOf ?? []), kind('c')] }, ['output'], ['input', 'output']],
  ['kinds in another order', two, { oneOf: [kind('b'), kind('a', { x: text })] }, [], []],
  ['a field of a kind less', two, { oneOf: [kind('a'), kind('b')] }, ['input', 'output'], []],
  ['more asked beside the kinds', two, { ...two, required: ['x'] }, ['input', 'output'], ['input', 'output']],
  [
    'a keyword nothing here understands',
    field({ type: 'array' }),
    field({ type: 'array', ...{ uniqueItems: true } }),
    ['input', 'output'],
    ['input', 'output'],
  ],
];

describe('what would break a partner', () => {
  it.each(changes)('%s', (_, before, after, change) => {
    expect(brokenBy(before, after)).toEqual(change);
  });
  it.each(changes)('the undoing of: %s', (_, before, after, __, undoing) => {
    expect(brokenBy(after, before)).toEqual(undoing);
  });
});

it('says where, and what', () => {
  const before: Schema = { oneOf: [kind('a', { x: text }), kind('b')] };
  expect(breaksOf(before, { oneOf: [kind('b')] }, 'input')).toEqual(['<a>: removed']);
  expect(breaksOf(before, { oneOf: [kind('a'), kind('b')] }, 'input')).toEqual(['<a>.x: removed']);
  expect(breaksOf(field({ ...text, maxLength: 9 }), field(text), 'output')).toEqual([
    'p: maxLength 9 → none',
  ]);
});
