import type { Level } from './levels.ts';

/** Words that many landlords' names have: they tell none from another. */
const COMMON = new Set(
  `OFFICE PUBLIC HABITAT HABITATION LOGEMENT LOGEMENTS SOCIAL SOCIETE ANONYME SA SCI SARL SAS SASU SNC HLM OPH OPAC OPDHLM ESH IMMOBILIER
  IMMOBILIERE IMMO FONCIERE GROUPE REGIE AGENCE GESTION SYNDIC CABINET DE DU DES LA LE LES L D ET EN SEINE MARNE FRANCE ILE VILLE MONSIEUR
  MADAME MADEMOISELLE M MME MLLE MR CONSORTS INDIVISION SUCCESSION EPOUX NORD SUD EST OUEST SAINT SAINTE`.split(
    /\s+/,
  ),
);

/** Without letters alone, nor whoever manages it: «M. Durand représenté par Foncia». */
const tellingWords = (name: string): string[] =>
  name
    .replace(/ (?:REPRESENTE|REPRESENTEE|PAR|CHEZ|MANDATAIRE) .*$/, '')
    .split(' ')
    .filter((word) => word.length > 1 && !COMMON.has(word));

/** Whether two names that tell may be of one landlord: a telling word in common, or an acronym. */
const mayBeOne = (a: string, b: string): boolean => {
  if (a === b) return true;
  const [x, y] = [tellingWords(a), tellingWords(b)];
  return x.some((word) => y.includes(word)) || isAcronym(a, b) || isAcronym(b, a);
};

const LITTLE = new Set('A AU AUX D DE DES DU EN ET L LA LE LES'.split(' '));

/** Whether a name is the initials of the other, with its little words or without: «TMH» or «T.M.H.» for «Trois Moulins Habitat». */
const isAcronym = (short: string, long: string): boolean => {
  const letters = /^[A-Z](?: [A-Z])+$/.test(short) ? short.replaceAll(' ', '') : short;
  if (!/^[A-Z]{2,6}$/.test(letters)) return false;
  const words = long.split(' ');
  const initials = (some: readonly string[]): string => some.map((word) => word[0]).join('');
  return [words, words.filter((word) => !LITTLE.has(word))].some((some) => initials(some).includes(letters));
};

/** Whether two names are of one owner: a person or a family company, of whom one side tells all that the other does. */
const areOneOwner = (a: string, b: string): boolean => {
  const [x, y] = [tellingWords(a), tellingWords(b)];
  const within = (some: readonly string[], others: readonly string[]): boolean =>
    some.every((word) => others.includes(word));
  return OWNER.test(a) && OWNER.test(b) && (within(x, y) || within(y, x));
};

/** How a person's name begins, or a family company's. */
const OWNER = /^(?:M|MR|MME|MLLE|MONSIEUR|MADAME|MADEMOISELLE|SCI|S C I|CONSORTS|INDIVISION|EPOUX) /;

/** Whether two names have a telling word in common. */
const areOne = (a: string, b: string): boolean =>
  tellingWords(a).some((word) => tellingWords(b).includes(word));

/**
 * The level of two lists of landlords: `same` when two names have a telling word in common, `owner` when one of them is a person's or a
 * family company's besides, `different` when no name of one may be one of the other's; undefined when a side names none, or only by what tells nothing («Office public de l'habitat»).
 */
export const compareBailleurs = (
  a: readonly string[] = [],
  b: readonly string[] = [],
): Level<'bailleur'> | undefined => {
  const [x, y] = [a, b].map((names) => names.filter((name) => tellingWords(name).length > 0));
  if (!x?.length || !y?.length) return undefined;
  const some = (test: (one: string, other: string) => boolean): boolean =>
    x.some((one) => y.some((other) => test(one, other)));
  if (some(areOneOwner)) return 'owner';
  return some(areOne) ? 'same' : some(mayBeOne) ? undefined : 'different';
};
