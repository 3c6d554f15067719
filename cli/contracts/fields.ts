import { isDeepStrictEqual } from 'node:util';
import { issueCodes } from '../../shared/outbound/replies/issue.ts';
import type { Need } from './need.ts';
import type { Schema } from './schema.ts';

/** A field, as the documents show it. */
export type Field = {
  path: string;
  type: string;
  need: Need;
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

/**
 * A schema's fields by path, each followed by the fields inside it.
 *
 * @param needOf tells what the hub makes of a message without a field; without it, what the schema says
 */
export const fieldsOf = (schema: Schema, needOf?: (path: string) => Need, prefix = ''): Field[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, property]): Field[] => {
    const path = prefix ? `${prefix}.${name}` : name;
    const own = {
      path,
      type: typeOf(property),
      need: needOf?.(path) ?? ((schema.required ?? []).includes(name) ? 'oui' : 'non'),
      description: property.description ?? '',
    };
    const inner = property.items?.properties
      ? fieldsOf(property.items, needOf, `${path}[]`)
      : property.properties
        ? fieldsOf(property, needOf, path)
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
