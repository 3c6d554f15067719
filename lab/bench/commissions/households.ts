import { writeXlsx } from 'hucre/xlsx';
import { householdOf } from '../../../cli/demo/households.ts';
import { createChance } from '../../../cli/demo/random.ts';

const HEADINGS = [
  'Référence',
  'Nom de naissance',
  'Prénoms',
  'Date de naissance',
  'Adresse',
  'Code postal',
  'Commune',
  'Dette',
  'Loyer',
  'Motifs de l’inscription',
  'Ce que le bailleur a fait',
  'Protection du majeur',
  'Nom et adresse du tuteur ou curateur',
];

/** Surnames of a long tail, as in `tables.ts`: without them every tenth household would be a homonym of another. */
const tail = (n: number): string => [...String(n)].map((digit) => 'aeioulmnrs'[Number(digit)] ?? '').join('');

/** A landlord's table for a session, in Meaux: a household a row, no letter noted yet; one in twenty is protected. */
export const listTable = async (prefix: string, rows: number, seed: number): Promise<File> => {
  const chance = createChance(seed);
  const lines = Array.from({ length: rows }, (_, n) => {
    const { person, street, rent } = householdOf(chance, n);
    return [
      `${prefix}-${n}`,
      `${person.nomNaissance}${tail(seed * 1000 + n)}`,
      `${person.prenoms[0]}`,
      person.dateNaissance.split('-').reverse().join('/'),
      `${(seed % 10) * 1000 + n + 1} ${street.replace(/^\d+ /, '')}`,
      '77100',
      'Meaux',
      rent * (3 + (n % 7)),
      rent,
      'pas de contact ; pas de plan d’apurement',
      '',
      n % 20 === 19 ? 'tutelle' : '',
      n % 20 === 19 ? 'UDAF 77, 56 rue Dajot, 77000 Melun' : '',
    ];
  });
  const bytes = await writeXlsx({ sheets: [{ name: 'Situations', rows: [HEADINGS, ...lines] }] });
  return new File([new Uint8Array(bytes)], 'liste.xlsx');
};
