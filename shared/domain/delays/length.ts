import { addDays, addMonths, type CivilDate } from '../calendar/civil-date.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import type { Length } from '../procedure/mark.ts';

/**
 * The date a length of time after another, before it when `direction` is -1. The starting day does not count. Months end on the
 * same day of the month, else on its last (code de procédure civile, art. 641).
 *
 * @example applyLength('2026-01-05', { value: 6, unit: 'semaines' }, 1) // '2026-02-16'
 */
export const applyLength = (from: CivilDate, { value, unit }: Length, direction: 1 | -1): CivilDate => {
  switch (unit) {
    case 'mois':
      // Stryker disable next-line ArithmeticOperator: to multiply or to divide by 1 or -1 is the same
      return addMonths(from, value * direction);
    case 'semaines':
      // Stryker disable next-line ArithmeticOperator: to multiply or to divide by 1 or -1 is the same
      return addDays(from, 7 * value * direction);
    case 'jours':
      // Stryker disable next-line ArithmeticOperator: to multiply or to divide by 1 or -1 is the same
      return addDays(from, value * direction);
    case 'joursOuvres':
      // Stryker disable next-line ArithmeticOperator: to multiply or to divide by 1 or -1 is the same
      return addWorkingDays(from, value * direction);
  }
};

/** A length as said in French: `6 semaines`, `1 jour ouvré`. */
export const lengthInFrench = ({ value, unit }: Length): string => {
  const several = value > 1;
  switch (unit) {
    case 'mois':
      return `${value} mois`;
    case 'semaines':
      return `${value} semaine${several ? 's' : ''}`;
    case 'jours':
      return `${value} jour${several ? 's' : ''}`;
    case 'joursOuvres':
      return `${value} jour${several ? 's' : ''} ouvré${several ? 's' : ''}`;
  }
};
