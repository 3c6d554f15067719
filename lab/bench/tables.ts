import { householdOf } from '../../cli/demo/households.ts';
import { createChance } from '../../cli/demo/random.ts';

/** Signals of one household, month after month: CAF's tables of several months repeat them. */
const MONTHS = 5;

/** The table as French spreadsheets write it: `;`, Windows-1252, decimal commas. */
export const tableOf = (rows: number, bad: number): Buffer => {
  const chance = createChance(77);
  const households = Array.from({ length: Math.ceil(rows / MONTHS) }, (_, n) => householdOf(chance, n));
  const lines = [
    'Référence;Date;Code INSEE;Adresse;Nom de naissance;Prénoms;Date de naissance;Numéro d’allocataire;Aide;Tiers payant;Loyer;Charges;Dette;Impayé depuis;Impayé constitué le;Parc;Bailleur;Référence du bail',
  ];
  for (let n = 0; n < rows; n++) {
    const h = n % households.length;
    const month = 6 + Math.floor(n / households.length);
    const household = households[h];
    if (!household) continue;
    const { commune, person, street, landlord, rent } = household;
    const insee = n % bad === bad - 1 ? '75056' : commune.insee;
    const euros = (amount: number): string => amount.toFixed(2).replace('.', ',');
    lines.push(
      [
        `IMP-${h}`,
        `02/${String(month).padStart(2, '0')}/2026`,
        insee,
        street,
        `${person.nomNaissance}${letters(h)}`,
        `${person.prenoms[0]}`,
        person.dateNaissance.split('-').reverse().join('/'),
        String(1_000_000 + h),
        'APL',
        h % 2 ? 'oui' : 'non',
        euros(rent),
        euros(rent / 8),
        euros(rent * (month - 3)),
        '04/2026',
        '31/05/2026',
        h % 3 ? 'Social' : 'Privé',
        landlord,
        `B-${h}`,
      ].join(';'),
    );
  }
  return Buffer.from(lines.join('\r\n').replace('d’a', "d'a"), 'latin1');
};

/** Surnames of a long tail: without them every tenth household would be a homonym of another. */
const letters = (n: number): string =>
  [...String(n % 9973)].map((digit) => 'aeioulmnrs'[Number(digit)] ?? '').join('');
