import { isDeepStrictEqual } from 'node:util';
import type { Schema } from './schema.ts';

/** Whether partners write the form (`input`) or read it (`output`). */
type Direction = 'input' | 'output';

/**
 * What would break for a partner that follows the published schema, if the current one replaced it; empty when nothing would.
 *
 * A form that partners write must still accept all that was valid. A form that they read may hold only what was announced, except
 * a new field (partners are told that version 1 grows) or a new code. A field or a kind may never be removed. A change that this
 * function cannot judge counts as a break: a false alarm costs a look, a missed break costs a partner.
 *
 * @param io `input`: partners write the form; `output`: they read it
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
/** A schema's keywords other than its variants: any change to them counts as a break. */
const besideVariants = ({ oneOf: _, anyOf: __, ...beside }: Schema): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(beside).flatMap(([name, value]) =>
      annotations.has(name) ? [] : [[`${name} beside variants`, value]],
    ),
  );

/** Keywords that do not change what is valid. */
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

/** Keywords that changed and that this module does not understand (`allOf`, `$ref`, `uniqueItems`…). */
const unjudged = (
  published: Readonly<Record<string, unknown>>,
  current: Readonly<Record<string, unknown>>,
  at: string,
): string[] =>
  [...new Set([...Object.keys(published), ...Object.keys(current)])]
    .filter((name) => !judged.has(name) && !isDeepStrictEqual(published[name], current[name]))
    .map((name) => `${at}: ${name} changed, which cannot be judged`);

const said = (value: unknown): string => (value === undefined ? 'none' : String(value));

/** Breaks of the value itself: `outer` must accept all that `inner` accepts. */
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

/** Cents are not exact in binary: 0.1 is ten times 0.01 only within a tiny error. */
const isMultiple = (value: number | undefined, step: number): boolean =>
  value !== undefined && Math.abs(value / step - Math.round(value / step)) < 1e-9;

/** The only values a schema accepts; `undefined` when it is not limited to a list. */
const valuesOf = (schema: Schema): unknown[] | undefined =>
  schema.const === undefined ? schema.enum : [schema.const];

/** Problem codes are published as an open list: one may be added, but the field must stay a list. */
const isCode = (at: string): boolean => /(^|\.)code$/.test(at);

const choiceBreaks = (inner: Schema, outer: Schema, io: Direction, at: string): string[] => {
  const [some, all] = [valuesOf(inner), valuesOf(outer)];
  if (!all) return [];
  if (!some) return [`${at}: ${io === 'input' ? 'newly a choice' : 'no longer a choice'}`];
  const extra = some.filter((value) => !all.includes(value));
  if (extra.length === 0 || (io === 'output' && isCode(at))) return [];
  return [`${at}: ${extra.join(', ')} ${io === 'input' ? 'no longer taken' : 'may now be read'}`];
};

/** Breaks in an object's fields: which fields exist, and which are always present. */
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

/** Breaks in the items of a list or a record, and in the fields that an object does not name. */
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

/** Each published variant must still exist. In a form that partners read, each current variant must have been published. */
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

/** The variant of the same `kind`. Without a `kind`: a variant that fits, or else one of the same type. */
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

/** The `kind` of a variant, which names it. */
const nameOf = (schema: Schema): string | undefined => {
  const kind = schema.properties?.kind?.const;
  return kind === undefined ? undefined : String(kind);
};
