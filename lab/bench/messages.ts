import { createHash } from 'node:crypto';

/** A surname of its own for each household: which household a message is about is never a question here. */
const nameOf = (n: number): string =>
  [...createHash('sha256').update(String(n)).digest().subarray(0, 5)]
    .map((byte) => `${'bcdfgjklmnprstvz'[byte & 15]}${'aeiou'[(byte >> 4) % 5]}`)
    .join('');

/** What every invented signal says of the rent and of the debt. */
export const DEBT = {
  aide: { nature: 'APL', tiersPayant: true },
  loyer: 612.4,
  charges: 88,
  dette: 1837.2,
  impayeDepuis: '2025-12',
  dateConstitution: '2026-02-28',
  parc: 'social',
};

/** The `n`th household's `k`th signal, as CAF would send it: 650 bytes, a few more or less (`bytesOfSignal`). */
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
