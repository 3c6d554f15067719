/** Fields of partners' messages that name a person, or lead to one. */
const PERSONAL =
  /^(nom|nomNaissance|nomUsage|prenoms?|dateNaissance|street|complement|allocataire|telephone|courriel|email)$/;

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Every value under a personal field, at any depth. `bailleur` is left out: it may be a body and no person. */
export const personalIn = (value: unknown, field = ''): string[] => {
  if (Array.isArray(value)) return value.flatMap((one) => personalIn(one, field));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, inner]) =>
      name === 'bailleur' ? [] : personalIn(inner, name),
    );
  return typeof value === 'string' && PERSONAL.test(field) && value.trim() !== ''
    ? [plain(value.trim())]
    : [];
};

/**
 * Makes a search for any of these values as whole words, whatever their case and accents. The search returns those that a text holds.
 *
 * @example searchFor(['dupont', 'lea'])('Léa DUPONT-Martin') // ['lea', 'dupont']
 */
export const searchFor = (values: readonly string[]): ((text: string) => string[]) => {
  const escaped = [...new Set(values)]
    .toSorted((a, b) => b.length - a.length)
    .map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const any = new RegExp(`(?<![\\p{L}\\d])(?:${escaped.join('|')})(?![\\p{L}\\d])`, 'gu');
  return (text) => plain(text).match(any) ?? [];
};
