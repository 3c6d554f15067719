import { isDeepStrictEqual } from 'node:util';
import type { Schema } from './schema.ts';

/** Whether partners write the form (`input`) or read it (`output`). */
type Direction = 'input' | 'output';

/**
 * What would break a partner who follows the published schema, were the current one to take its place; empty when nothing would.
 *
 * Of what partners write, all that was valid must still be. Of what they read, all that may come must have been announced; but a
 * new field is let through, readers being told that version 1 grows, and so is a new code. A field or a kind may never go.
 * What this cannot judge is a break, never a pass: a false alarm costs a look, a silence costs a partner.
 *
 * @param io `input`: partners write it; `output`: they read it
 */
export const breaksOf = (published: Schema, current: Schema, io: Direction, path = ''): string[] => {
  const at = path || '(racine)';
  const [before, after] = [variantsOf(published), variantsOf(current)];
  if (before || after) {
    const beside = before && after ? unjudged(besideVariants(published), besideVariants(current), at) : [];
    return [...beside, ...breaksOfVariants(before ?? [published], after ?? [current], io, path)];
  }
  return [
    ...unjudged(published, current, at),
    ...valueBreaks(published, current, io, at),
    ...fieldBreaks(published, current, io, path),
    ...innerBreaks(published, current, io, path),
  ];
};

const variantsOf = (schema: Schema): Schema[] | undefined => schema.oneOf ?? schema.anyOf;
/** A schema's keywords other than its variants, each of which is then compared as it stands. */
const besideVariants = ({ oneOf: _, anyOf: __, ...beside }: Schema): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(beside).flatMap(([name, value]) =>
      annotations.has(name) ? [] : [[`${name} beside variants`, value]],
    ),
  );

/** Say nothing of what is valid. */
const annotations: ReadonlySet<string> = new Set(['$schema', 'title', 'description', 'examples']);
const bounds = [
  ['minimum', 'lower'],
  ['exclusiveMinimum', 'lower'],
  ['minLength', 'lower'],
  ['minItems', 'lower'],
  ['maximum', 'upper'],
  ['exclusiveMaximum', 'upper'],
  ['maxLength', 'upper'],
  ['maxItems', 'upper'],
] as const;
const judged: ReadonlySet<string> = new Set([
  ...annotations,
  ...bounds.map(([name]) => name),
  ...['type', 'format', 'pattern', 'const', 'enum', 'multipleOf', 'properties', 'required', 'items'],
  ...['oneOf', 'anyOf', 'additionalProperties', 'propertyNames'],
]);

/** Keywords that changed and that nothing here understands (`allOf`, `$ref`, `uniqueItems`…). */
const unjudged = (
  published: Readonly<Record<string, unknown>>,
  current: Readonly<Record<string, unknown>>,
  at: string,
): string[] =>
  [...new Set([...Object.keys(published), ...Object.keys(current)])]
    .filter((name) => !judged.has(name) && !isDeepStrictEqual(published[name], current[name]))
    .map((name) => `${at}: ${name} changed, which cannot be judged`);

const said = (value: unknown): string => (value === undefined ? 'none' : String(value));

/** Of the value itself: all that `inner` takes, `outer` must. */
const valueBreaks = (published: Schema, current: Schema, io: Direction, at: string): string[] => {
  const [inner, outer] = io === 'input' ? [published, current] : [current, published];
  const breaks: string[] = [];
  const changed = (name: 'type' | 'format' | 'pattern' | 'multipleOf' | (typeof bounds)[number][0]): void => {
    breaks.push(`${at}: ${name} ${said(published[name])} → ${said(current[name])}`);
  };
  const sameType = outer.type === undefined || inner.type === outer.type;
  if (!sameType && !(inner.type === 'integer' && outer.type === 'number')) changed('type');
  for (const name of ['pattern', 'format'] as const)
    if (outer[name] !== undefined && inner[name] !== outer[name]) changed(name);
  for (const [name, side] of bounds) {
    const [within, limit] = [inner[name], outer[name]];
    if (limit === undefined) continue;
    if (within === undefined || (side === 'lower' ? within < limit : within > limit)) changed(name);
  }
  if (outer.multipleOf !== undefined && !isMultiple(inner.multipleOf, outer.multipleOf))
    changed('multipleOf');
  return [...breaks, ...choiceBreaks(inner, outer, io, at)];
};

/** Cents are not exact in binary: 0.1 is ten times 0.01 to within a hair. */
const isMultiple = (value: number | undefined, step: number): boolean =>
  value !== undefined && Math.abs(value / step - Math.round(value / step)) < 1e-9;

/** The only values a schema takes; undefined when it takes others. */
const valuesOf = (schema: Schema): unknown[] | undefined =>
  schema.const === undefined ? schema.enum : [schema.const];

/** Codes of problems are an open list, and said to be: one may be added, but they stay a list. */
const isCode = (at: string): boolean => /(^|\.)code$/.test(at);

const choiceBreaks = (inner: Schema, outer: Schema, io: Direction, at: string): string[] => {
  const [some, all] = [valuesOf(inner), valuesOf(outer)];
  if (!all) return [];
  if (!some) return [`${at}: ${io === 'input' ? 'newly a choice' : 'no longer a choice'}`];
  const extra = some.filter((value) => !all.includes(value));
  if (extra.length === 0 || (io === 'output' && isCode(at))) return [];
  return [`${at}: ${extra.join(', ')} ${io === 'input' ? 'no longer taken' : 'may now be read'}`];
};

/** Of an object's fields: which there are, and which are always there. */
const fieldBreaks = (published: Schema, current: Schema, io: Direction, path: string): string[] => {
  const inside = (name: string): string => (path ? `${path}.${name}` : name);
  const [were, are] = [new Set(published.required), new Set(current.required)];
  const fields = Object.entries(published.properties ?? {}).flatMap(([name, property]) => {
    const now = current.properties?.[name];
    return now ? breaksOf(property, now, io, inside(name)) : [`${inside(name)}: removed`];
  });
  const presence =
    io === 'input'
      ? [...are].filter((one) => !were.has(one)).map((one) => `${inside(one)}: newly required`)
      : [...were].filter((one) => !are.has(one)).map((one) => `${inside(one)}: no longer always there`);
  return [...fields, ...presence];
};

/** Of what a list or a record holds, and of the fields an object does not name. */
const innerBreaks = (published: Schema, current: Schema, io: Direction, path: string): string[] => {
  const breaks: string[] = [];
  if (published.items || current.items)
    breaks.push(...breaksOf(published.items ?? {}, current.items ?? {}, io, `${path}[]`));
  if (published.propertyNames || current.propertyNames)
    breaks.push(...breaksOf(published.propertyNames ?? {}, current.propertyNames ?? {}, io, `${path}{}`));
  const [was, is] = [published.additionalProperties, current.additionalProperties];
  const held = (rest: boolean | Schema | undefined): Schema => (typeof rest === 'object' ? rest : {});
  if (is === false) {
    const given = io === 'input' ? was !== false : typeof was === 'object';
    if (given)
      breaks.push(`${path || '(racine)'}: other fields no longer ${io === 'input' ? 'taken' : 'there'}`);
  } else if (was !== false && (typeof was === 'object' || typeof is === 'object')) {
    breaks.push(...breaksOf(held(was), held(is), io, `${path}.*`));
  }
  return breaks;
};

/** Each variant that was must still be; of what partners read, each that is must have been. */
const breaksOfVariants = (before: Schema[], after: Schema[], io: Direction, path: string): string[] => {
  const lost = before.flatMap((variant) => {
    const now = sameVariant(variant, after, (other) => breaksOf(variant, other, io).length === 0);
    const at = `${path}<${nameOf(variant) ?? said(variant.type)}>`;
    return now ? breaksOf(variant, now, io, at) : [`${at}: removed`];
  });
  if (io === 'input') return lost;
  const gained = after
    .filter((variant) => !sameVariant(variant, before, (other) => breaksOf(other, variant, io).length === 0))
    .map((variant) => `${path}<${nameOf(variant) ?? said(variant.type)}>: may now be read`);
  return [...lost, ...gained];
};

/** The variant of the same kind; where none is named, one that fits, or else of the same type. */
const sameVariant = (
  variant: Schema,
  others: readonly Schema[],
  fits: (other: Schema) => boolean,
): Schema | undefined => {
  const name = nameOf(variant);
  if (name !== undefined) return others.find((other) => nameOf(other) === name);
  return (
    others.find(fits) ?? others.find((other) => nameOf(other) === undefined && other.type === variant.type)
  );
};

/** What tells a variant from the others: its `kind`. */
const nameOf = (schema: Schema): string | undefined => {
  const kind = schema.properties?.kind?.const;
  return kind === undefined ? undefined : String(kind);
};
