import type { Chance } from '../../../cli/demo/random.ts';
import { yearOfDay } from './days.ts';
import type { Dossier, Dwelling, Family, PartnerKind } from './model.ts';
import { drawLandlord } from './partners/landlords.ts';
import type { References } from './partners/references.ts';
import type { Places } from './places/places.ts';

/** What a case is opened with; fields that are absent are drawn. */
type Opening = Partial<Omit<Dossier, 'id'>> & { family: Family; start: number };

export type Registry = { open: (chance: Chance, opening: Opening) => Dossier };

/** How many households out of a hundred each partner comes to know. */
const known: readonly (readonly [PartnerKind, number])[] = [
  ['etude', 70],
  ['body', 66],
  ['bdf', 17],
  ['bailleur', 42],
];

const drawPartners = ({ percent, pick }: Chance): PartnerKind[] => {
  const found = known.filter(([, share]) => percent(share)).map(([kind]) => kind);
  return found.length > 0 ? found : [pick(['etude', 'etude', 'body', 'bailleur'])];
};

/** Who asked for the aid: in a couple, the mother more often. */
const drawAllocataire = ({ percent }: Chance, { persons, couple }: Family): number => {
  if (!couple) return persons.length > 1 && percent(25) ? 1 : 0;
  const woman = persons.findIndex(({ sex }) => sex === 'F');
  return woman >= 0 && percent(66) ? woman : percent(50) ? 0 : 1;
};

/** Opens cases: gives each its dwelling, its landlord, its numbers, and the partners who know it. */
export const createRegistry = (places: Places, references: References): Registry => {
  let opened = 0;
  return {
    open: (chance, opening) => {
      const { family, start } = opening;
      const dwelling: Dwelling = opening.dwelling ?? places.dwelling(chance);
      const landlord = opening.landlord ?? drawLandlord(chance, dwelling.social);
      const year = yearOfDay(start);
      const { lease, account } = references.lease(chance, landlord);
      const etude = references.etude(chance, year, opening.etude);
      const body = opening.body ?? (chance.percent(93) ? 'caf' : 'msa');
      const numbers = references.body(chance, body);
      opened += 1;
      return {
        former: places.former(chance),
        leaseReference: lease,
        accountReference: account,
        etude: etude.code,
        etudeReference: etude.reference,
        bodyReference: numbers.reference,
        allocataire: { person: drawAllocataire(chance, family), number: numbers.allocataire },
        bdf: {
          debtor: chance.percent(70) ? 0 : Math.min(1, family.persons.length - 1),
          number: references.bdf(chance, year),
        },
        partners: drawPartners(chance),
        tags: [],
        // One tenancy in twelve ends while the procedure runs, and some partner comes to know it.
        ...(chance.percent(10) ? { end: start + chance.between(150, 600) } : {}),
        ...opening,
        id: `D${String(opened).padStart(7, '0')}`,
        dwelling,
        landlord,
        body,
      };
    },
  };
};
