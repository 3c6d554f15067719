import { communesByInsee } from '../../shared/domain/territory/table.ts';
import type { Chance } from './random.ts';

const surnames =
  'Abadie Benali Carpentier Diallo Esteve Fofana Garnier Haddad Ibanez Jacquet Keller Lefèvre Mendès N’Guyen Olivier Pereira Quentin Rahmani Sylla Traoré Urbain Valette Wagner Yilmaz Zerbib'.split(
    ' ',
  );
const firstNames =
  'Adama Béatrice Camille Driss Élodie Farid Gaëlle Hugo Inès Jamila Karim Léa Moussa Nadia Océane Paul Quitterie Rachid Sophie Théo Ursula Victor Wassila Yann Zoé'.split(
    ' ',
  );
const streets = [
  'rue des Tilleuls',
  'avenue de la République',
  'place du Marché',
  'allée des Peupliers',
  'rue du Miroir',
  'quai de la Marne',
];
const landlords = [
  'Habitat du Confluent',
  'Logis de Brie',
  'Foyers de la Marne',
  'SCI des Lilas',
  'Mme Exemple',
];
const etudes = [
  'etude-moreau-meaux',
  'etude-lambert-melun',
  'etude-girard-provins',
  'etude-petit-fontainebleau',
  'etude-rousseau-torcy',
];
const arrondissements = ['771', '772', '773', '774', '775'] as const;
const communes = [...communesByInsee().values()];

/** An invented household of one of the five arrondissements, with the étude, the landlord and the body (CAF or MSA) that know it. */
export type Household = ReturnType<typeof householdOf>;

/** @param n the household's number: its arrondissement and its étude depend on it */
export const householdOf = ({ random, pick }: Chance, n: number) => {
  const index = n % 5;
  const commune = pick(communes.filter(({ arrondissement }) => arrondissement === arrondissements[index]));
  return {
    n,
    commune,
    etude: etudes[index] ?? '',
    body: n % 6 === 0 ? 'msa' : 'caf',
    person: {
      nomNaissance: `${pick(surnames)}`,
      prenoms: [pick(firstNames)],
      dateNaissance: `19${60 + Math.floor(random() * 39)}-0${1 + Math.floor(random() * 9)}-${10 + Math.floor(random() * 18)}`,
    },
    street: `${1 + Math.floor(random() * 120)} ${pick(streets)}`,
    landlord: pick(landlords),
    rent: (40_000 + Math.floor(random() * 50_000)) / 100,
  };
};
