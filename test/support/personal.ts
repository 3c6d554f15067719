/** Fields of partners' messages that name a person, or lead to one. */
const PERSONAL =
  /^(nom|nomNaissance|nomUsage|prenoms?|dateNaissance|street|complement|allocataire|telephone|courriel|email)$/;

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Every value under a personal field, however deep; a bailleur that is a body and no person is left out. */
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

/** A search for any of these values, each as a whole word whatever its case and accents: gives those a text holds. */
export const searchFor = (values: readonly string[]): ((text: string) => string[]) => {
  const escaped = [...new Set(values)]
    .toSorted((a, b) => b.length - a.length)
    .map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const any = new RegExp(`(?<![\\p{L}\\d])(?:${escaped.join('|')})(?![\\p{L}\\d])`, 'gu');
  return (text) => plain(text).match(any) ?? [];
};
