import * as z from 'zod';
import { partners } from '../../shared/intake/partners/all.ts';
import type { Partner } from '../../shared/intake/partners/partner.ts';

/** A date field, or a month field, of a partner's format: its path, and a valid example to put a date in. */
export type DatedField = {
  partner: Partner;
  sender: string;
  kind: string;
  path: (string | number)[];
  month: boolean;
  message: Record<string, unknown>;
};

const nodeSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  oneOf: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
});

/** Paths of the dates in a JSON Schema. */
const placesIn = (given: unknown): { path: (string | number)[]; month: boolean }[] => {
  const node = nodeSchema.parse(given);
  if (node.format === 'date') return [{ path: [], month: false }];
  if (node.pattern?.startsWith('^\\d{4}-(0')) return [{ path: [], month: true }];
  return [
    ...Object.entries(node.properties ?? {}).flatMap(([name, inner]) =>
      placesIn(inner).map(({ path, month }) => ({ path: [name, ...path], month })),
    ),
    ...(node.items === undefined
      ? []
      : placesIn(node.items).map(({ path, month }) => ({ path: [0, ...path], month }))),
  ];
};

/**
 * A copy of a value in which the place at a path is set; objects and lists missing on the way are made.
 *
 * @example withAt({ bail: { dates: ['a'] } }, ['bail', 'dates', 0], '9999-12-31') // { bail: { dates: ['9999-12-31'] } }
 */
export const withAt = (
  value: unknown,
  [part, ...rest]: readonly (string | number)[],
  set: unknown,
): unknown => {
  if (part === undefined) return set;
  const holder: unknown = value ?? (typeof part === 'number' ? [] : {});
  const inner = withAt(Reflect.get(Object(holder), part), rest, set);
  if (!Array.isArray(holder)) return { ...Object(holder), [part]: inner };
  const copy: unknown[] = [...holder];
  copy[Number(part)] = inner;
  return copy;
};

/** Other fields that must be there for the date to be read. */
const beside = (path: readonly (string | number)[]): { path: (string | number)[]; value: unknown }[] => {
  if (path[0] === 'suspension' && path[1] === 'fin')
    return [{ path: ['suspension', 'debut'], value: '2026-03-12' }];
  if (path[0] === 'echeancier') return [{ path: ['echeancier', 0, 'montant'], value: 100 }];
  return [];
};

const kindsOf: Readonly<Record<string, Record<string, unknown>>> = {
  executionCfp: { effectuee: true },
  renvoiAudience: { dateAudience: '2026-05-28' },
};

/** Every date field of every format, found by walking its schema: a field that is added is tested too. */
export const datedFields: readonly DatedField[] = partners.flatMap((partner) =>
  Object.values(partner.formats).flatMap(({ schema }) => {
    const root = nodeSchema.parse(z.toJSONSchema(schema, { io: 'input' }));
    const examples = z
      .array(z.looseObject({ sender: z.string(), kind: z.string().optional() }))
      .parse(z.globalRegistry.get(schema)?.examples);
    const [first] = examples;
    if (!first) throw new Error(`${partner.code} has no example`);
    const sender = first.sender.startsWith(partner.code) ? first.sender : partner.code;
    return (root.oneOf ?? [root]).flatMap((variant) => {
      const kind = z.looseObject({ const: z.string() }).safeParse(nodeSchema.parse(variant).properties?.kind)
        .data?.const;
      const own = examples.find((example) => example.kind === kind);
      const { version, reference, actDate, dwelling, household } = first;
      const least = { version, reference, actDate, dwelling, household, kind, ...kindsOf[kind ?? ''] };
      const message = { ...(own ?? least), sender };
      return placesIn(variant).map(({ path, month }) => ({
        partner,
        sender,
        kind: kind ?? partner.code,
        path,
        month,
        message: beside(path).reduce<Record<string, unknown>>(
          (one, more) => Object(withAt(one, more.path, more.value)),
          message,
        ),
      }));
    });
  }),
);
