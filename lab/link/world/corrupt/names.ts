import type { Person } from '../model.ts';
import { nicknames } from '../names/spellings.ts';
import type { Profile } from '../profiles.ts';
import type { Hand } from './hand.ts';
import { hasSpellings, mistype, respell, withoutAccents } from './text.ts';

/** Names of one person as a partner writes them; '' where there is none. */
export type WrittenNames = { nomNaissance: string; nomUsage: string; prenoms: string };

const joined = (hand: Hand, text: string): string => {
  if (/[- ']/.test(text) && hand.slip(9)) return text.replace(/[- ']/, hand.pick(['', ' ', '-']));
  return text;
};

const surnameWritten = (hand: Hand, name: string): string => {
  let written = joined(hand, name);
  if (hand.slip(hasSpellings(name) ? 5 : 2)) written = respell(hand, written);
  if (hand.slip(2.4)) written = mistype(hand, written);
  // Of a double name, some keep one half.
  const halves = written.split('-');
  return halves.length === 2 && hand.slip(10) ? hand.pick(halves) : written;
};

const firstNameWritten = (hand: Hand, name: string): string => {
  let written = joined(hand, name);
  const short = nicknames[name];
  if (short && hand.slip(2.5)) return hand.pick(short);
  if (hand.slip(hasSpellings(name) ? 7 : 2)) written = respell(hand, written);
  if (hand.slip(2)) written = mistype(hand, written);
  return written;
};

const initialOf = (name: string): string =>
  name
    .split('-')
    .map((part) => part.charAt(0))
    .join('-');

const firstNamesKept = (hand: Hand, all: readonly string[], { firstNames }: Profile): string[] => {
  const first = all.slice(0, 1);
  const drawn = hand.random() * 100;
  if (drawn < firstNames.all) {
    if (all.length > 2 && hand.slip(15)) return all.slice(0, -1);
    if (all.length > 1 && hand.slip(2)) return [...all.slice(1), ...first];
    // Some are called by their second name, and give that one alone.
    return all.length > 1 && hand.slip(1) ? all.slice(1, 2) : [...all];
  }
  if (drawn < firstNames.all + firstNames.one) return first;
  if (drawn < firstNames.all + firstNames.one + firstNames.initial)
    return first.map((name) => `${initialOf(name)}${hand.percent(50) ? '.' : ''}`);
  return [];
};

/** Where each of the two surnames goes, by the partner's habit. */
const surnamesPlaced = (hand: Hand, { surname, usage }: Person, { married }: Profile): [string, string] => {
  if (usage === undefined) return [surname, ''];
  const drawn = hand.random() * 100;
  if (drawn < married.asBirth) return [usage, ''];
  if (drawn < married.asBirth + married.alone) return ['', usage];
  if (drawn < married.asBirth + married.alone + married.both) return [surname, usage];
  return [surname, ''];
};

export const writeNames = (hand: Hand, person: Person, profile: Profile): WrittenNames => {
  const [birth, usage] = surnamesPlaced(hand, person, profile);
  const styled = (text: string, upper: boolean, accents: boolean): string => {
    const plain = accents ? text : withoutAccents(text);
    return upper ? plain.toUpperCase() : plain;
  };
  const upper = hand.percent(profile.upper);
  const accents = hand.percent(profile.accents);
  const upperFirst = upper && hand.percent(45);
  let nomNaissance = birth === '' ? '' : surnameWritten(hand, birth);
  let nomUsage = usage === '' ? '' : surnameWritten(hand, usage);
  let prenoms = firstNamesKept(hand, person.firstNames, profile)
    .map((name) => firstNameWritten(hand, name))
    .join(' ');
  if (hand.slip(1.2)) prenoms = '';
  if (prenoms !== '' && nomNaissance !== '' && hand.slip(1.6))
    [nomNaissance, prenoms] = [prenoms, nomNaissance];
  if (nomUsage !== '' && nomNaissance !== '' && hand.slip(4))
    [nomNaissance, nomUsage] = [nomUsage, nomNaissance];
  // Some bodies fill the name of use with the name of birth.
  if (nomUsage === '' && hand.slip(1.5)) nomUsage = nomNaissance;
  return {
    nomNaissance: styled(nomNaissance, upper, accents),
    nomUsage: styled(nomUsage, upper, accents),
    prenoms: styled(prenoms, upperFirst, accents),
  };
};
