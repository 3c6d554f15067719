import type { Chance } from '../../../../cli/demo/random.ts';
import { personOf, type WorldRecord } from '../columns.ts';
import type { Person } from '../model.ts';
import type { HabitName } from '../options.ts';

const civilities = {
  F: ['Mme', 'MADAME', 'Mme', 'Mlle', 'Madame'],
  M: ['M.', 'MONSIEUR', 'Mr', 'M', 'Monsieur'],
} as const;
const RANKS = [1, 2, 3] as const;

/**
 * Rewrites a file as some offices fill their fields: the flat in the street, a civility or «épouse» in the name. The rest of the file is
 * as it was.
 *
 * @param persons those the file names, in its order
 * @param has draws a habit, at its rate
 * @returns the habits that show
 */
export const writeHabits = (
  { percent, pick }: Chance,
  record: WorldRecord,
  persons: readonly Person[],
  has: (name: HabitName) => boolean,
): HabitName[] => {
  const shown: HabitName[] = [];
  if (has('flat-in-street') && record.complement !== '' && record.street !== '') {
    const { street, complement } = record;
    record.street = percent(70)
      ? `${street}${pick([' ', ', ', ' - '])}${complement}`
      : `${complement} ${street}`;
    record.complement = '';
    shown.push('flat-in-street');
  }
  const [civil, spouse] = [has('civility'), has('spouse-in-name')];
  RANKS.forEach((n, rank) => {
    const person = persons[rank];
    const { nomNaissance, nomUsage } = personOf(n);
    const written = record[nomNaissance];
    if (!person || written === '') return;
    const upper = written === written.toUpperCase();
    const styled = (word: string): string => (upper ? word.toUpperCase() : word);
    if (spouse && person.sex === 'F' && person.usage !== undefined && record[nomUsage] !== '') {
      const word = styled(pick(['épouse', 'ép.', 'née', 'veuve']));
      const [first, second] =
        word.toLowerCase() === 'née' ? [record[nomUsage], written] : [written, record[nomUsage]];
      record[nomNaissance] = `${first} ${word} ${second}`;
      record[nomUsage] = '';
      shown.push('spouse-in-name');
    }
    if (civil) {
      record[nomNaissance] = `${styled(pick(civilities[person.sex]))} ${record[nomNaissance]}`;
      shown.push('civility');
    }
  });
  return [...new Set(shown)];
};
