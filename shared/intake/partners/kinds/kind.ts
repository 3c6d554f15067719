import * as z from 'zod/mini';
import type { CaseEventKind } from '../../../domain/events/case-event.ts';
import type { WireFormat } from '../../read-message.ts';
import { type WireEnvelope, wireFields } from '../../wire.ts';
import { type ExampleSender, householdOf } from './example-households.ts';

type Fields = z.core.$ZodLooseShape;
type Told = Readonly<Record<string, unknown>>;

/**
 * One kind of event as partners write it: its fields beyond those of every message, under the event's own names, with amounts in
 * euros and ISO dates. Adding a kind takes nothing else.
 */
export type Kind = {
  kind: CaseEventKind;
  /** French title, where its format shows one. */
  title?: string;
  fields: Fields;
  /** Secondary fields whose absence makes the message incomplete. The list may depend on the message. */
  asked?: readonly string[] | ((told: Told) => readonly string[]);
  /** Its fields in an example message that would be accepted, where its format shows one. */
  example?: Told;
};

/** Names of the fields that are in euros in messages and in cents in events, at any depth. */
const moneyFields = new Set(['loyer', 'charges', 'dette', 'detteLocative', 'montant', 'solde']);

/**
 * Converts amounts from euros to cents, at any depth.
 *
 * @example inCents({ dette: 1837.2, bailleur: { nom: 'Habitat Exemple' } }) // { dette: 183720, bailleur: { nom: 'Habitat Exemple' } }
 */
export const inCents = (told: object): Record<string, unknown> => {
  const cents: Record<string, unknown> = { ...told };
  for (const [name, value] of Object.entries(cents))
    cents[name] =
      moneyFields.has(name) && typeof value === 'number' ? Math.round(value * 100) : inside(value);
  return cents;
};

const inside = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inside);
  return typeof value === 'object' && value !== null ? inCents(value) : value;
};

/**
 * The format of a partner that sends several kinds of events, each message naming its own by `kind`.
 *
 * @param title the format's title, in French
 * @param sender a sender's code for the examples
 * @param common fields of all these kinds, beside those of the envelope or in their place
 */
export const formatOfKinds = (
  title: string,
  sender: ExampleSender,
  kinds: readonly [Kind, ...Kind[]],
  common: Fields = {},
): WireFormat => {
  const [first, ...rest] = kinds.map(({ kind, title, fields }) => {
    const named = z.literal(kind);
    return z.strictObject({
      ...wireFields,
      ...common,
      kind: title === undefined ? named : named.check(z.describe(title)),
      ...fields,
    });
  });
  if (!first) throw new RangeError('a format has at least one kind');
  const byName = new Map<unknown, Kind>(kinds.map((one) => [one.kind, one]));
  return {
    schema: z
      .discriminatedUnion('kind', [first, ...rest])
      .check(
        z.meta({ title, examples: kinds.flatMap((one) => examplesOf(one, sender, { kind: one.kind })) }),
      ),
    asked: (wire) => lackingOf(byName.get(Reflect.get(wire, 'kind')), wire),
    normalise: (wire, base) => ({ ...inCents(wire), ...base }),
  };
};

/** The format of a partner who sends one kind of event, which its messages do not name; see `formatOfKinds`. */
export const formatOfKind = (
  title: string,
  sender: ExampleSender,
  one: Kind,
  common: Fields = {},
): WireFormat => ({
  schema: z
    .strictObject({ ...wireFields, ...common, ...one.fields })
    .check(z.meta({ title, examples: examplesOf(one, sender, {}) })),
  asked: (wire) => lackingOf(one, wire),
  normalise: (wire, base) => ({ ...inCents(wire), ...base, kind: one.kind }),
});

const lackingOf = (one: Kind | undefined, wire: WireEnvelope & Told): string[] => {
  const asked = typeof one?.asked === 'function' ? one.asked(wire) : (one?.asked ?? []);
  return asked.filter((field) => wire[field] === undefined);
};

const examplesOf = ({ kind, example }: Kind, sender: ExampleSender, named: Told): Told[] =>
  example === undefined
    ? []
    : [
        {
          version: '1',
          messageId: `${sender}-2026-${kind}`,
          sender,
          reference: `${sender.toUpperCase()}-2026-00831`,
          actDate: '2026-03-16',
          ...named,
          dwelling: householdOf(sender).dwelling,
          household: [householdOf(sender).person],
          ...example,
          ...leased(example, householdOf(sender).bail),
        },
      ];

/** The landlord of an example, if it names one, with the lease of its household. */
const leased = ({ bailleur }: Told, referenceBail: string): Told =>
  typeof bailleur === 'object' ? { bailleur: { ...bailleur, referenceBail } } : {};
