import type { Side } from './side.ts';

const inWords = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} et ${parts.at(-1)}`;

/**
 * A question to a message's sender that would help to tell its household, from what the message itself leaves out: it names nobody. A
 * person reads it over before it goes.
 */
export const questionFor = ({ household, dwellings, bailleurs }: Side): string => {
  const missing = [
    ...(household.some(({ prenoms = [] }) => prenoms.length === 0) ? ['les prénoms'] : []),
    ...(household.some(({ dateNaissance }) => !dateNaissance) ? ['la date de naissance'] : []),
    ...(dwellings.some(({ street }) => street) ? [] : ['la voie et son numéro']),
    ...(dwellings.some(({ complement }) => complement)
      ? []
      : ['le bâtiment, l’étage et le numéro d’appartement']),
    ...(bailleurs.length > 0 ? [] : ['le nom du bailleur']),
  ];
  return missing.length > 0
    ? `Pouvez-vous nous donner, pour le ménage de ce message, ${inWords(missing)} ?`
    : 'Pouvez-vous vérifier, pour le ménage de ce message, les noms, les prénoms, les dates de naissance et l’adresse jusqu’au numéro d’appartement ?';
};

/** References of cases, as a question must not name them. */
const REFERENCE = /\b(?:\d{2,3}|2[AB])-\d{4}-\d{6,9}\b/;

/**
 * Whether a question names a case, or a person of the other households that its reader was shown: whom it goes to must not learn of
 * them. Only names with a capital count: «le petit bâtiment» names no Petit.
 *
 * @param others the other sides; a name that the message's own side bears may be said
 */
export const namesAnother = (question: string, own: Side, others: readonly Side[]): boolean => {
  const namesIn = ({ household }: Side): string[] =>
    household.flatMap(({ nomNaissance, nomUsage }) =>
      [nomNaissance, nomUsage].flatMap((name) => name?.toLowerCase() ?? []),
    );
  const mine = new Set(namesIn(own));
  const said = (name: string): boolean =>
    name.length > 2 &&
    new RegExp(`(?<![\\p{L}])${name.replace(/[^\p{L}\p{N} ]/gu, '.')}(?![\\p{L}])`, 'iu')
      .exec(question)?.[0]
      .match(/^\p{Lu}/u) != null;
  return REFERENCE.test(question) || others.flatMap(namesIn).some((name) => !mine.has(name) && said(name));
};
