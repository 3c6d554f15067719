import type { Table } from '../../shared/intake/partners/partner.ts';
import { askedOfKind } from '../../shared/intake/read-message.ts';
import { nameFields, placeFields } from '../../shared/intake/wire.ts';
import { type Schema, schemaOf } from './schema.ts';

/**
 * Whether a message must have a field, in French. `demandé`: it is taken without it, and the reply says that it lacks. `avec x`: it is
 * needed once `x` is there.
 */
export type Need =
  | 'oui'
  | 'l’un des deux'
  | 'l’un des trois'
  | `avec ${string}`
  | 'demandé'
  | 'non'
  | 'selon la nature';

/** Whether a message without it is refused. */
export const isMust = (need: Need): boolean => need === 'oui' || need.startsWith('l’un');

const groups = new Map<string, Need>([
  ...placeFields.map((name): [string, Need] => [`dwelling.${name}`, 'l’un des trois']),
  ...nameFields.map((name): [string, Need] => [`household[].${name}`, 'l’un des deux']),
]);

/**
 * Tells of each field of a format whether a message must have it: of one kind, or of all its kinds.
 *
 * @example needsOf(cafImpaye)('dwelling.insee') // 'l’un des trois'
 */
export const needsOf = (format: Table['format']): ((path: string, kind?: string) => Need) => {
  const schema = schemaOf(format.schema, 'input');
  const kinds = (schema.oneOf ?? schema.anyOf ?? [schema]).map((variant) => {
    const kind = String(variant.properties?.kind?.const ?? '');
    const told = 'declare' in format ? [] : askedOfKind(format, kind);
    const asked = new Set(told.map((path) => path.replace('[0]', '[]')));
    return { kind, schema: variant, asked };
  });
  return (path, kind) => {
    const needs = new Set(
      kinds
        .filter((one) => kind === undefined || one.kind === kind)
        .map(
          ({ schema: of, asked }): Need =>
            requiredIn(of, path) ?? groups.get(path) ?? (asked.has(path) ? 'demandé' : 'non'),
        ),
    );
    const [only = 'non'] = needs;
    return needs.size > 1 ? 'selon la nature' : only;
  };
};

/** What a schema says: that a field must be there, always or with what holds it; undefined when it may be absent. */
const requiredIn = (schema: Schema, path: string): Need | undefined => {
  const within = /^(?:(.*)\.)?([^.]+)$/.exec(path);
  const [, holder, name = ''] = within ?? [];
  const at = holder === undefined ? schema : fieldIn(schema, holder);
  if (!at?.required?.includes(name.replace('[]', ''))) return undefined;
  const held = holder === undefined ? 'oui' : requiredIn(schema, holder);
  return held === 'oui' ? 'oui' : `avec ${held?.replace('avec ', '') ?? holder?.replace('[]', '')}`;
};

const fieldIn = (schema: Schema, path: string): Schema | undefined =>
  path.split('.').reduce<Schema | undefined>((at, step) => {
    const field = at?.properties?.[step.replace('[]', '')];
    return field?.items ?? field;
  }, schema);
