import { isDeepStrictEqual } from 'node:util';
import type { Schema } from './schema.ts';

/**
 * What would break a partner who follows the published schema, were the current one to take its place; empty when nothing would.
 * Of what partners write, the new may ask for no more; of what they read, it may give no less.
 *
 * @param io `input`: partners write it; `output`: they read it
 */
export const breaksOf = (published: Schema, current: Schema, io: 'input' | 'output', path = ''): string[] => {
  const at = path || '(racine)';
  const variants = (schema: Schema): Schema[] | undefined => schema.oneOf ?? schema.anyOf;
  const [before, after] = [variants(published), variants(current)];
  if (before || after) return breaksOfVariants(before ?? [published], after ?? [current], io, path);
  const breaks: string[] = [];
  if (published.type !== current.type) breaks.push(`${at}: type ${published.type} → ${current.type}`);
  breaks.push(...(io === 'input' ? narrowed(published, current, at) : widened(published, current, at)));
  if (published.items && current.items)
    breaks.push(...breaksOf(published.items, current.items, io, `${path}[]`));
  for (const [name, property] of Object.entries(published.properties ?? {})) {
    const inner = path ? `${path}.${name}` : name;
    const now = current.properties?.[name];
    if (!now) breaks.push(`${inner}: removed`);
    else breaks.push(...breaksOf(property, now, io, inner));
  }
  const required = (schema: Schema): Set<string> => new Set(schema.required ?? []);
  if (io === 'input') {
    for (const name of [...required(current)].filter((one) => !required(published).has(one)))
      breaks.push(`${path ? `${path}.` : ''}${name}: newly required`);
    if (published.additionalProperties !== false && current.additionalProperties === false)
      breaks.push(`${at}: other fields no longer taken`);
  } else {
    for (const name of [...required(published)].filter((one) => !required(current).has(one)))
      breaks.push(`${path ? `${path}.` : ''}${name}: no longer always there`);
  }
  return breaks;
};

/** Each variant that was must still be, told by the one value of its own field (`kind`), else by its place. */
const breaksOfVariants = (
  before: Schema[],
  after: Schema[],
  io: 'input' | 'output',
  path: string,
): string[] => {
  const nameOf = (schema: Schema, index: number): string =>
    String(
      Object.values(schema.properties ?? {}).find((one) => one.const !== undefined && one.const !== '1')
        ?.const ??
        schema.const ??
        index,
    );
  return before.flatMap((variant, index) => {
    const name = nameOf(variant, index);
    const now = after.find((other, place) => nameOf(other, place) === name);
    return now ? breaksOf(variant, now, io, `${path}<${name}>`) : [`${path}<${name}>: removed`];
  });
};

const bounds = [
  ['minimum', 'up'],
  ['exclusiveMinimum', 'up'],
  ['minLength', 'up'],
  ['minItems', 'up'],
  ['maximum', 'down'],
  ['exclusiveMaximum', 'down'],
  ['maxLength', 'down'],
  ['maxItems', 'down'],
] as const;

/** What was valid and is not any more. */
const narrowed = (published: Schema, current: Schema, at: string): string[] => {
  const breaks: string[] = [];
  for (const [name, worse] of bounds) {
    const [was, is] = [published[name], current[name]];
    if (is === undefined) continue;
    if (was === undefined || (worse === 'up' ? is > was : is < was))
      breaks.push(`${at}: ${name} ${was} → ${is}`);
  }
  for (const name of ['pattern', 'format', 'multipleOf'] as const)
    if (current[name] !== undefined && current[name] !== published[name])
      breaks.push(`${at}: ${name} ${published[name]} → ${current[name]}`);
  if (current.const !== undefined && !isDeepStrictEqual(current.const, published.const))
    breaks.push(`${at}: only ${JSON.stringify(current.const)}`);
  if (current.enum) {
    const lost = (published.enum ?? []).filter((value) => !current.enum?.includes(value));
    if (!published.enum && published.const === undefined) breaks.push(`${at}: newly a choice`);
    if (lost.length > 0) breaks.push(`${at}: ${lost.join(', ')} no longer taken`);
  }
  return breaks;
};

/** What a reader could rely on and cannot any more. Codes of problems are an open list, and said to be. */
const widened = (published: Schema, current: Schema, at: string): string[] => {
  const breaks: string[] = [];
  if (published.enum && !/(^|\.)code$/.test(at)) {
    const added = (current.enum ?? ['anything']).filter((value) => !published.enum?.includes(value));
    if (added.length > 0) breaks.push(`${at}: ${added.join(', ')} may now be read`);
  }
  for (const name of ['pattern', 'format', 'const'] as const)
    if (published[name] !== undefined && !isDeepStrictEqual(published[name], current[name]))
      breaks.push(`${at}: ${name} ${String(published[name])} → ${String(current[name])}`);
  return breaks;
};
