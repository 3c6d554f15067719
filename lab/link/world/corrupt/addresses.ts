import type { Commune, Dwelling, Flat } from '../model.ts';
import { ways } from '../names/streets.ts';
import type { Profile } from '../profiles.ts';
import type { Hand } from './hand.ts';
import { misnumber, misread, mistype, respell, withoutAccents } from './text.ts';

export type WrittenAddress = {
  insee: string;
  postcode: string;
  commune: string;
  street: string;
  complement: string;
};

const wayWritten = (hand: Hand, way: string, abbreviates: number): string => {
  const meant = hand.slip(2.2) ? hand.pick(['rue', 'avenue', 'allée', 'place', 'chemin']) : way;
  const short = ways.find(({ name }) => name === meant)?.short;
  return short && hand.percent(abbreviates) ? hand.pick(short) : meant;
};

const titles: readonly (readonly [RegExp, readonly string[]])[] = [
  [/Général/, ['Gal', 'Gén.', 'G.']],
  [/Maréchal/, ['Mal', 'Mar.']],
  [/Docteur/, ['Dr']],
  [/Saint-/, ['St ', 'St-', 'Saint ']],
  [/^du 8 Mai 1945/, ['du 8 mai 45', 'du huit mai 1945']],
  [/^du 11 Novembre/, ['du 11 novembre 1918', 'du onze novembre']],
];
const streetWritten = (hand: Hand, street: string, abbreviates: number): string => {
  let written = street;
  for (const [full, shorts] of titles)
    if (full.test(written) && hand.percent(abbreviates / 2))
      written = written.replace(full, hand.pick(shorts));
  // A first name is dropped or cut: «rue J. Jaurès».
  if (/^\p{Lu}\p{L}+ \p{Lu}/u.test(written) && hand.slip(5))
    written = written.replace(/^(\p{L})\S* /u, hand.percent(50) ? '$1. ' : '');
  if (/^d(e|u|es|e la|e l') ?/.test(written) && hand.slip(2))
    written = written.replace(/^d(e la |es |u |e l'|e )/, '');
  if (hand.slip(1.2)) written = respell(hand, written);
  if (hand.slip(2)) written = mistype(hand, written);
  return written;
};

const numberWritten = (hand: Hand, { number, suffix }: Dwelling): string => {
  if (hand.slip(2.4)) return '';
  const digits = hand.slip(0.8) ? misnumber(hand, String(number)) : String(number);
  const kept = suffix === '' ? (hand.slip(0.4) ? 'bis' : '') : hand.slip(14) ? '' : suffix;
  if (kept === '') return hand.percent(12) ? `${digits},` : digits;
  return hand.percent(30)
    ? `${digits}${hand.percent(50) ? kept.charAt(0).toUpperCase() : kept}`
    : `${digits} ${kept}`;
};

const floorWritten = (hand: Hand, floor: number): string => {
  if (floor === 0) return hand.pick(['RDC', 'rez-de-chaussée', 'rdc']);
  const ordinal = floor === 1 ? hand.pick(['1er', '1ER']) : `${floor}${hand.pick(['e', 'ème', 'eme'])}`;
  return `${ordinal} ${hand.pick(['étage', 'ét.', 'etg', 'ETAGE'])}`;
};

/** The complement between the name and the street. Parts are left out at random, and each partner has its own words for them. */
const complementWritten = (hand: Hand, { building, stairs, floor, flat, estate }: Flat): string => {
  const parts: string[] = [];
  if (estate !== undefined && hand.percent(55))
    parts.push(`${hand.pick(['Résidence', 'Rés.', 'RES'])} ${estate}`);
  if (building !== undefined && !hand.slip(14))
    parts.push(`${hand.pick(['Bât', 'Bât.', 'BAT', 'bâtiment'])} ${building}`);
  if (stairs !== undefined && !hand.slip(25))
    parts.push(`${hand.pick(['Esc', 'Esc.', 'ESC', 'escalier'])} ${stairs}`);
  const side = flat !== undefined && !/\d/.test(flat);
  const door = flat !== undefined && !hand.slip(12) ? (hand.slip(1) ? misread(hand, flat) : flat) : '';
  if (side ? true : hand.percent(door === '' ? 70 : 22)) parts.push(floorWritten(hand, floor));
  if (door !== '')
    parts.push(
      side ? door : `${hand.pick(['Appt', 'apt', 'APPT', 'appartement', 'porte', 'Logt', 'n°'])} ${door}`,
    );
  return parts.join(hand.pick([' ', ', ', ' - ']));
};

const communeWritten = (hand: Hand, { name, formerNames }: Commune): string => {
  let written = formerNames.length > 0 && hand.slip(18) ? hand.pick(formerNames) : name;
  if (hand.percent(22)) written = written.replace(/\bSaint-/, 'St-').replace(/\bSainte-/, 'Ste-');
  if (hand.percent(12)) written = written.replace('-sur-', ' s/ ').replace('-lès-', ' les ');
  if (hand.percent(35)) written = written.replaceAll('-', ' ');
  if (hand.slip(1.4)) written = mistype(hand, written);
  return hand.slip(1) ? `${written} CEDEX` : written;
};

export const writeAddress = (hand: Hand, dwelling: Dwelling, profile: Profile): WrittenAddress => {
  const { commune, flat } = dwelling;
  const upper = hand.percent(profile.upper);
  const accents = hand.percent(profile.accents);
  const styled = (text: string): string => {
    const plain = accents ? text : withoutAccents(text);
    return upper ? plain.toUpperCase() : plain;
  };
  const insee = commune.insee !== undefined && hand.percent(profile.commune.insee) ? commune.insee : '';
  const named = insee === '' || hand.percent(profile.commune.named);
  const street = [
    numberWritten(hand, dwelling),
    wayWritten(hand, dwelling.way, profile.abbreviates),
    streetWritten(hand, dwelling.street, profile.abbreviates),
  ];
  const told = flat !== undefined && hand.percent(profile.complement) && !hand.slip(4);
  return {
    insee,
    // A neighbouring postal code: one of the last three digits differs.
    postcode: named
      ? hand.slip(0.5)
        ? dwelling.postcode.slice(0, 2) + misread(hand, dwelling.postcode.slice(2))
        : dwelling.postcode
      : '',
    commune: named ? styled(communeWritten(hand, commune)) : '',
    street: styled(street.filter((part) => part !== '').join(' ')),
    complement: told ? styled(complementWritten(hand, flat)) : '',
  };
};
