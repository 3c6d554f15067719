import * as z from 'zod';
import type { WireFormat } from '../../shared/intake/read-message.ts';

/** A planted word stays recognisable whatever is done to its case, accents and spaces. */
const PLANTED = /zqxplant(\d{5})/g;

/** Every planted word in a text, whatever its case. */
export const plantedIn = (text: string): string[] => [
  ...new Set([...text.toLowerCase().matchAll(PLANTED)].map(([word]) => word)),
];

/** Attributes by which the table and its indexes are keyed: they hold nothing of a household. */
const keys = [
  'PK',
  'SK',
  ...['worklist', 'list', 'engaged', 'due'].flatMap((index) => [`${index}Key`, `${index}Sort`]),
];

/** What an item's keys say, a line each. */
export const keysIn = (item: Readonly<Record<string, unknown>>): string =>
  keys.map((key) => String(item[key] ?? '')).join('\n');

/** Text put around a planted word that a mail, a page, a table or a log might interpret. */
const dressings: readonly ((word: string) => string)[] = [
  (word) => `${word}\nOuvrir le dossier : https://${word}.example/`,
  (word) => `<a href="https://${word}.example">${word}</a>`,
  (word) => `=HYPERLINK("https://${word}.example";"${word}")`,
  (word) => `${word} né le 17/05/1984, suivi en psychiatrie`,
  (word) => `${word}\r\nBcc: ${word}@example.org`,
  (word) => `${word}\u2028${word}\u202e{{{${word}}}}`,
  (word) => word,
];

/** Values for fields that accept no free text: digits only, or a month. */
const closedForms = ['77284', '77100', '2025-12'];

type Node = {
  properties?: Record<string, Node>;
  items?: Node;
  oneOf?: Node[];
  anyOf?: Node[];
  enum?: unknown[];
  const?: unknown;
  type?: string;
  format?: string;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  multipleOf?: number;
};

/** A message in which each free-text field holds its own planted word. */
export type Planting = { message: Record<string, unknown>; words: ReadonlyMap<string, string> };

/** Makes planted words and remembers where each one was planted. Two gardens with the same `from` plant the same words. */
export const createGarden = (from = 0) => {
  let next = from;
  let dressed = 0;
  const words = new Map<string, string>();

  const word = (place: string): string => {
    next += 1;
    const planted = `zqxplant${String(next).padStart(5, '0')}`;
    words.set(planted, place);
    return planted;
  };

  const textOf = (node: Node, place: string): string => {
    const fits = (text: string): boolean =>
      text.length <= (node.maxLength ?? 4000) &&
      (node.pattern === undefined || new RegExp(node.pattern, 'u').test(text));
    const probe = 'zqxplant00000';
    // Each field gets the next dressing; a field too short for it gets the bare word.
    const turn = dressings.map((_, n) => dressings[(n + dressed) % dressings.length]);
    dressed += 1;
    const dress = turn.find((one) => one !== undefined && fits(one(probe)));
    if (dress) return dress(word(place));
    const closed = closedForms.find(fits);
    if (closed === undefined) throw new Error(`${place}: nothing fits ${JSON.stringify(node)}`);
    return closed;
  };

  const valueIn = (node: Node, place: string): unknown => {
    if (node.const !== undefined) return node.const;
    if (node.enum) return node.enum[0];
    if (node.properties)
      return Object.fromEntries(
        Object.entries(node.properties).map(([name, inner]) => [name, valueIn(inner, `${place}.${name}`)]),
      );
    if (node.items) return [valueIn(node.items, `${place}[]`)];
    if (node.type === 'boolean') return false;
    if (node.type === 'integer') return Math.max(1, node.minimum ?? 1);
    if (node.type === 'number') return 1234.5;
    if (node.format === 'date') return '2026-03-02';
    if (node.type === 'string') return textOf(node, place);
    throw new Error(`${place}: nothing is planted in ${JSON.stringify(node)}`);
  };

  /**
   * A message of each kind of a format, with every field of its schema filled: a field that is added is planted too.
   *
   * @param over fields to replace in the message of the n-th kind
   */
  const plant = (
    sender: string,
    format: WireFormat,
    over: (n: number) => Record<string, unknown> = () => ({}),
  ): Planting[] => {
    // The library types a JSON Schema more widely than what it makes of these schemas.
    const schema: Node = JSON.parse(JSON.stringify(z.toJSONSchema(format.schema, { io: 'input' })));
    return (schema.oneOf ?? schema.anyOf ?? [schema]).map((variant, n) => {
      const before = new Set(words.keys());
      const message = {
        ...Object(valueIn(variant, `${sender}:${String(variant.properties?.kind?.const ?? '')}`)),
        // An unknown field is reported by its name, so its name holds a word too.
        [word(`${sender}: an unknown field's name`)]: word(`${sender}: an unknown field`),
        ...over(n),
        sender,
      };
      return { message, words: new Map([...words].filter(([one]) => !before.has(one))) };
    });
  };

  return { plant, word, words: words as ReadonlyMap<string, string> };
};
