import type { Hand } from './hand.ts';
import { misread } from './text.ts';

const isDate = (text: string): boolean => {
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
};

/** A birth date as a partner typed it. It always exists: a form refuses any other. */
export const writeBirth = (hand: Hand, birth: string): string => {
  const [year = '', month = '', day = ''] = birth.split('-');
  if (hand.slip(0.9)) return `${year}-01-01`;
  if (Number(day) <= 12 && day !== month && hand.slip(2)) return `${year}-${day}-${month}`;
  if (hand.slip(1.6)) {
    for (let tries = 0; tries < 20; tries += 1) {
      // The century is never mistaken.
      const wrong = birth.slice(0, 2) + misread(hand, birth.slice(2));
      if (isDate(wrong) && wrong > '1925' && wrong < '2008') return wrong;
    }
  }
  return birth;
};
