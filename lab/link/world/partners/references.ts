import type { Chance } from '../../../../cli/demo/random.ts';
import { byWeight, fork, zipf } from '../chance.ts';
import type { Landlord } from '../model.ts';

/** Bailiffs' études, the largest first, each with its way of writing a reference. */
const etudes: readonly { code: string; write: (year: number, n: number) => string }[] = [
  { code: 'etude-moreau-meaux', write: (year, n) => `${year % 100}${String(n).padStart(5, '0')}` },
  { code: 'etude-lambert-melun', write: (year, n) => `${year}-${n}` },
  { code: 'etude-rousseau-torcy', write: (_, n) => `D${String(40_000 + n)}` },
  { code: 'etude-girard-provins', write: (year, n) => `${n}/${year % 100}` },
  { code: 'etude-petit-fontainebleau', write: (_, n) => String(112_000 + n) },
  { code: 'etude-haddad-chelles', write: (year, n) => `${year % 100}/${String(n).padStart(4, '0')}/EXP` },
  { code: 'etude-pereira-coulommiers', write: (_, n) => `C-${String(8_000 + n)}` },
  { code: 'etude-benoit-nemours', write: (year, n) => `${year}.${String(n).padStart(4, '0')}` },
  { code: 'etude-carlier-montereau', write: (_, n) => String(70_500 + n) },
  { code: 'etude-diallo-lagny', write: (year, n) => `L${year % 100}-${n}` },
  { code: 'etude-vasseur-brie', write: (_, n) => `B${String(n).padStart(6, '0')}` },
  { code: 'etude-kaya-pontault', write: (year, n) => `${String(n).padStart(5, '0')}-${year % 100}` },
];
const drawEtude = byWeight(etudes, zipf(0.6, 2));

/** Numbers every body gives in its own order; no two files of one body share one. */
export type References = {
  etude: (chance: Chance, year: number, code?: string) => { code: string; reference: string };
  body: (chance: Chance, body: 'caf' | 'msa') => { allocataire: string; reference: string };
  bdf: (chance: Chance, year: number) => string;
  /** Empty for a landlord who numbers nothing. */
  lease: (chance: Chance, landlord: Landlord) => { lease: string; account: string };
};

const NUMBERS = 8_999_993;

export const createReferences = (seed: number): References => {
  const last = new Map<string, number>();
  const { between: opening } = fork(seed, 'references');
  const offset = opening(0, NUMBERS - 1);
  /** The body has other clients: numbers skip. */
  const next = ({ between }: Chance, key: string, from: number, skip: number): number => {
    const n = (last.get(key) ?? opening(from, from * 3)) + between(1, skip);
    last.set(key, n);
    return n;
  };
  return {
    etude: (chance, year, code) => {
      const found = etudes.find((etude) => etude.code === code) ?? drawEtude(chance);
      return { code: found.code, reference: found.write(year, next(chance, found.code, 100, 5)) };
    },
    body: (chance, body) => {
      const n = next(chance, body, 10, 3);
      // Files were opened over decades: the number says nothing of the order.
      const number = 1_000_000 + ((n * 1_664_525 + offset) % NUMBERS);
      return {
        allocataire: body === 'caf' ? String(number) : `77${String(number).padStart(9, '0')}`,
        reference: `${body === 'caf' ? 'IMP' : 'M-IMP'}${String(next(chance, `${body}/file`, 2_000, 4)).padStart(7, '0')}`,
      };
    },
    bdf: (chance, year) => `000${year % 100}77${String(next(chance, 'bdf', 1_000, 6)).padStart(6, '0')}`,
    lease: (chance, { leasePrefix }) => {
      if (leasePrefix === undefined) return { lease: '', account: '' };
      const n = next(chance, leasePrefix, 10_000, 9);
      return {
        lease: `${leasePrefix}${String(n).padStart(6, '0')}`,
        account: `${leasePrefix}/${n + 500_000}`,
      };
    },
  };
};
