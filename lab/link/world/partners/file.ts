import { emptyRecord, personOf, type WorldRecord } from '../columns.ts';
import { writeAddress } from '../corrupt/addresses.ts';
import { writeBirth } from '../corrupt/dates.ts';
import type { Hand } from '../corrupt/hand.ts';
import { writeNames } from '../corrupt/names.ts';
import type { Dossier, Dwelling, PartnerKind } from '../model.ts';
import { profiles } from '../profiles.ts';

/** Chances out of a hundred that a partner names both of a couple (`couple`), and a further adult (`others`). */
const both: Readonly<Record<PartnerKind, { couple: number; others: number }>> = {
  etude: { couple: 46, others: 12 },
  body: { couple: 14, others: 0 },
  bdf: { couple: 36, others: 0 },
  bailleur: { couple: 62, others: 15 },
};

/** Persons a partner names, by their rank in the household, its own party first. */
export const drawShown = (hand: Hand, dossier: Dossier, partner: PartnerKind): number[] => {
  const { persons, couple } = dossier.family;
  const count = persons.length;
  // Sharers and twins sign one lease together; a grown child signs nothing.
  const cosigned =
    couple ||
    (count === 2 && (persons[0]?.surname !== persons[1]?.surname || persons[0]?.birth === persons[1]?.birth));
  const own =
    partner === 'body'
      ? dossier.allocataire.person
      : partner === 'bdf'
        ? dossier.bdf.debtor
        : count > 1 && hand.percent(cosigned ? 25 : 8)
          ? 1
          : 0;
  const { couple: together, others } = both[partner];
  const second = own === 0 ? 1 : 0;
  const shown = [own];
  if (count > 1 && hand.percent(cosigned ? together : others)) shown.push(second);
  if (count > 2 && hand.percent(others)) shown.push(2);
  return shown;
};

/** What a partner's file says of a case: written once, sent with each of its messages. */
export const writeFile = (
  hand: Hand,
  dossier: Dossier,
  partner: PartnerKind,
  shown: readonly number[],
  address: Dwelling,
): WorldRecord => {
  const profile = profiles[partner];
  const record = emptyRecord();
  ([1, 2, 3] as const).forEach((n, rank) => {
    const person = dossier.family.persons[shown[rank] ?? -1];
    if (!person) return;
    const columns = personOf(n);
    const names = writeNames(hand, person, profile);
    record[columns.nomNaissance] = names.nomNaissance;
    record[columns.nomUsage] = names.nomUsage;
    record[columns.prenoms] = names.prenoms;
    // A body knows its own party's birth; a spouse's, less often.
    const dated = hand.percent(rank === 0 ? profile.birthDate : profile.birthDate * 0.75) && !hand.slip(1);
    record[columns.dateNaissance] = dated ? writeBirth(hand, person.birth) : '';
    record[columns.lieuNaissance] = dated && hand.percent(profile.birthPlace) ? person.birthPlace : '';
  });
  Object.assign(record, writeAddress(hand, address, profile));
  if (hand.percent(profile.landlord)) record.bailleur = hand.pick(dossier.landlord.names);
  if (record.bailleur !== '' && hand.percent(profile.lease)) record.reference_bail = dossier.leaseReference;
  return record;
};
