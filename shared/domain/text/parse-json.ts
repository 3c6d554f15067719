/** Levels no message needs: what reads it goes down level by level, and must not run out of stack. */
export const MAX_DEPTH = 32;

/** One pass, by hand: an expression that finds strings takes for ever on one that never ends. */
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

/** A partner's JSON, or none: malformed, too deep, or holding what is no text. */
export const parseJson = (raw: string): { ok: true; value: unknown } | { ok: false } => {
  if (isTooDeep(raw)) return { ok: false };
  try {
    const value: unknown = JSON.parse(raw);
    return isText(value) ? { ok: true, value } : { ok: false };
  } catch {
    return { ok: false };
  }
};

/** Whether every text is whole: half of a surrogate pair, which JSON can escape, is no character, and no table or mail takes it. */
const isText = (value: unknown): boolean => {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, inner]) => key.isWellFormed() && isText(inner));
};
