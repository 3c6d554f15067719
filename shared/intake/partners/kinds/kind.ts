import * as z from 'zod/mini';
import { type CaseEventKind, caseEventSchema } from '../../../domain/events/case-event.ts';
import type { WireFormat } from '../../read-message.ts';
import { type WireEnvelope, wireFields } from '../../wire.ts';

/** One kind of event as partners write it: its fields beyond those every message has, in euros and French civil dates. */
export type Kind = {
  kind: CaseEventKind;
  /** What it is, in French. */
  title: string;
  fields: z.core.$ZodLooseShape;
  /** Secondary fields whose absence makes the message incomplete. */
  asked?: readonly string[];
  /** Its fields, in a message that would be accepted. */
  example: Readonly<Record<string, unknown>>;
};

/** Fields in euros on the wire, in cents beyond, wherever they stand. */
const moneyFields = new Set(['loyer', 'charges', 'dette', 'montant', 'solde']);

/** Amounts in cents, wherever they stand in what is told in euros. */
export const inCents = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inCents);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      moneyFields.has(key) && typeof inner === 'number' ? Math.round(inner * 100) : inCents(inner),
    ]),
  );
};

export type KindWire = WireEnvelope & { kind: string };

/**
 * The format of a partner who sends some kinds of events: which one is told by `kind`. What goes beyond the envelope has the
 * event's own names, so that a new kind is its fields and nothing else.
 *
 * @param title what the format is called, in French
 * @param sender an example of sender
 */
export const formatOfKinds = (
  title: string,
  sender: string,
  kinds: readonly [Kind, ...Kind[]],
): WireFormat<KindWire> => {
  const [first, ...rest] = kinds.map((one) => objectOf(one));
  if (!first) throw new RangeError('a format has at least one kind');
  const asked = new Map(kinds.map((one) => [String(one.kind), one.asked ?? []]));
  return {
    schema: z
      .discriminatedUnion('kind', [first, ...rest])
      .check(z.meta({ title, examples: kinds.map((one) => exampleOf(one, sender)) })),
    asked: (wire) => (asked.get(wire.kind) ?? []).filter((field) => Reflect.get(wire, field) === undefined),
    normalise: (wire, base) => {
      const { version: _, messageId: __, ...rest } = wire;
      return caseEventSchema.parse({ ...Object(inCents(rest)), ...base });
    },
  };
};

const objectOf = ({ kind, title, fields }: Kind) =>
  z.strictObject({
    ...wireFields,
    kind: z.literal(kind).check(z.describe(title)),
    ...fields,
  });

const exampleOf = ({ kind, example }: Kind, sender: string): Record<string, unknown> => ({
  version: '1',
  messageId: `${sender}-2026-${kind}`,
  sender,
  reference: `${sender.toUpperCase()}-2026-00831`,
  actDate: '2026-03-16',
  kind,
  dwelling: { insee: '77284', postcode: '77100', commune: 'Meaux', street: '12 rue des Tilleuls' },
  household: [{ nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' }],
  ...example,
});
