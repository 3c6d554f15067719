const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

/**
 * Paths of the keys that one object of a JSON text has more than once, each path once. `JSON.parse` silently keeps the last value
 * only.
 *
 * @param json a text known to be valid JSON
 *
 * @example doubledKeys('{"a":1,"a":2}') // [['a']]
 */
export const doubledKeys = (json: string): PropertyKey[][] => {
  const found: PropertyKey[][] = [];
  const levels: { keys?: Map<PropertyKey, number>; at: string | number }[] = [];
  let isKey = false;
  for (const [token] of json.matchAll(TOKENS)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') levels.push(token === '{' ? { keys: new Map(), at: '' } : { at: 0 });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && typeof level?.at === 'number') level.at += 1;
    else if (isKey && level?.keys && token !== ',') {
      level.at = String(JSON.parse(token));
      const times = (level.keys.get(level.at) ?? 0) + 1;
      level.keys.set(level.at, times);
      if (times === 2) found.push(levels.map(({ at }) => at));
    }
    isKey = (token === '{' || token === ',') && levels.at(-1)?.keys !== undefined;
  }
  return found;
};
