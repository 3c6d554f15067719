import { createHash } from 'node:crypto';

/** A surname that only this household has, so that matching is never in doubt. */
const nameOf = (n: number): string =>
  [...createHash('sha256').update(String(n)).digest().subarray(0, 5)]
    .map((byte) => `${'bcdfgjklmnprstvz'[byte & 15]}${'aeiou'[(byte >> 4) % 5]}`)
    .join('');

/** The rent and the debt, the same in every invented signal. */
export const DEBT = {
  aide: { nature: 'APL', tiersPayant: true },
  loyer: 612.4,
  charges: 88,
  dette: 1837.2,
  impayeDepuis: '2025-12',
  dateConstitution: '2026-02-28',
  parc: 'social',
};

/** The `k`th signal of the `n`th household, as CAF would send it: about 650 bytes (`bytesOfSignal`). */
export const signalOf = (n: number, k: number) => ({
  version: '1',
  messageId: `CAF-${n}-${k}`,
  sender: 'caf',
  reference: `IMP-${n}`,
  actDate: `2026-03-${String(1 + k).padStart(2, '0')}`,
  dwelling: {
    insee: '77284',
    postcode: '77100',
    commune: 'Meaux',
    street: `${1 + n} rue des Tilleuls`,
    complement: `Bâtiment B, appartement ${1 + (n % 40)}`,
  },
  household: [
    {
      nomNaissance: nameOf(n),
      nomUsage: nameOf(n + 1_000_000),
      prenoms: ['Camille'],
      dateNaissance: `19${50 + (n % 47)}-0${1 + (n % 9)}-${10 + (n % 18)}`,
      lieuNaissance: 'Meaux',
    },
  ],
  allocataire: String(1_000_000 + n),
  ...DEBT,
  bailleur: { nom: 'Habitat Exemple', referenceBail: `B-${n}` },
  suites: ['planDemande'],
});

/** Bytes of a signal of the bench, on the wire. */
export const bytesOfSignal = (): number => Buffer.byteLength(JSON.stringify(signalOf(1_000, 0)));
