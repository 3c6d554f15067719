import { isDeepStrictEqual } from 'node:util';
import { issueCodes } from '../../shared/outbound/replies/issue.ts';
import type { Schema } from './schema.ts';

/** A field, as the documents show it. */
export type Field = {
  path: string;
  type: string;
  required: boolean;
  description: string;
};

const types: Record<string, string> = {
  string: 'texte',
  integer: 'nombre entier',
  number: 'nombre',
  boolean: 'vrai ou faux',
  object: 'objet',
  array: 'liste',
};

/** Non-breaking spaces keep a quotation mark from standing alone at the end of a line. */
const quoted = (value: unknown): string => `«\u00a0${String(value)}\u00a0»`;

/** What a value may be, in French. */
export const typeOf = (schema: Schema): string => {
  if (schema.const !== undefined) return quoted(schema.const);
  // Thirty codes in one cell would hide the fields around it: the codes have a table of their own.
  if (isDeepStrictEqual(schema.enum, Object.values(issueCodes))) return 'l’un des codes publiés';
  if (schema.enum) return schema.enum.map(quoted).join(', ');
  if (schema.format === 'date') return 'date AAAA-MM-JJ';
  if (schema.format === 'date-time') return 'instant UTC (ISO 8601)';
  if (schema.multipleOf === 0.01) return 'montant en euros, deux décimales au plus';
  if (schema.type === 'array' && schema.items) {
    const { items } = schema;
    return items.properties ? 'liste d’objets' : `liste : ${typeOf(items)}`;
  }
  const limit = schema.maxLength ? `, ${schema.maxLength} caractères au plus` : '';
  return `${types[schema.type ?? ''] ?? schema.type ?? ''}${limit}`;
};

/** A schema's fields by path, each followed by the fields inside it. */
export const fieldsOf = (schema: Schema, prefix = '', skip: ReadonlySet<string> = new Set()): Field[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, property]): Field[] => {
    const path = prefix ? `${prefix}.${name}` : name;
    if (skip.has(path)) return [];
    const own = {
      path,
      type: typeOf(property),
      required: (schema.required ?? []).includes(name),
      description: property.description ?? '',
    };
    const inner = property.items?.properties
      ? fieldsOf(property.items, `${path}[]`, skip)
      : property.properties
        ? fieldsOf(property, path, skip)
        : [];
    return [own, ...inner];
  });

/** The fields that every variant of a schema has in the same way. */
export const commonFields = (variants: readonly Schema[]): Set<string> => {
  const [first, ...others] = variants;
  const same = (name: string): boolean =>
    others.every(
      (other) => JSON.stringify(other.properties?.[name]) === JSON.stringify(first?.properties?.[name]),
    );
  return new Set(Object.keys(first?.properties ?? {}).filter(same));
};
