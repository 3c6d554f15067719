import { plainTexts } from './plain-text.ts';

/** Deepest nesting accepted. No message needs more, and the code that reads one is recursive: it must not run out of stack. */
export const MAX_DEPTH = 32;

/** Scanned by hand: a regular expression that matches strings would take far too long on a string that never ends. */
const isTooDeep = (raw: string): boolean => {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < raw.length; at++) {
    const mark = raw[at];
    if (inText && mark === '\\') at += 1;
    else if (mark === '"') inText = !inText;
    else if (!inText && (mark === '[' || mark === '{')) depth += 1;
    else if (!inText && (mark === ']' || mark === '}')) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
};

/**
 * Parses a partner's JSON, without throwing. `ok` is false when it is malformed, nested deeper than `MAX_DEPTH`, or holds a text
 * with half of a surrogate pair.
 *
 * @example parseJson('{"a":1}') // { ok: true, value: { a: 1 } }
 */
export const parseJson = (raw: string): { ok: true; value: unknown } | { ok: false } => {
  if (isTooDeep(raw)) return { ok: false };
  try {
    const value: unknown = JSON.parse(raw);
    return isText(value) ? { ok: true, value } : { ok: false };
  } catch {
    return { ok: false };
  }
};

/**
 * Whether every text is well-formed. JSON can escape half of a surrogate pair, which is not a character: neither the table nor a
 * mail accepts it.
 */
const isText = (value: unknown): boolean => {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => key.isWellFormed() && isText(inner));
};

/**
 * Parses what a sender wrote, whatever door it came by: a byte order mark is not part of a text, and every text is plain
 * (`plainText`). Otherwise as `parseJson`.
 */
export const parseTold = (raw: string): ReturnType<typeof parseJson> => {
  const json = parseJson(withoutMark(raw));
  return json.ok ? { ok: true, value: plainTexts(json.value) } : json;
};

/** A text without the byte order mark that some editors put before it. */
const withoutMark = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text);
