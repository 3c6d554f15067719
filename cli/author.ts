import { authorOf, isNamed } from '../shared/domain/events/author.ts';
import { partnerOfSender, partners } from '../shared/intake/partners/all.ts';
import { Misused } from './arguments.ts';

const codes = partners.flatMap(({ code, many }) => (many ? [] : [code]));

/**
 * The person who types a command, from `--by`: recorded with their answers and with each case they read. The machine's user is
 * not an identity.
 *
 * @throws Misused when it names nobody
 */
export const authorIn = (by: string | undefined): string => {
  const author = by === undefined ? undefined : authorOf(by);
  // A partner's code signs what that partner sends: a person cannot sign by it.
  if (author !== undefined && !partnerOfSender(author.toLowerCase()) && !isNamed(author, codes))
    return author;
  throw new Misused(
    `${by === undefined ? 'il manque --by' : '--by ne dit personne'} : qui demande, en une ligne de 2 à 100 lettres`,
  );
};
