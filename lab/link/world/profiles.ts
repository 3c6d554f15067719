import type { PartnerKind } from './model.ts';

/** How a partner keeps its files; shares are out of a hundred. These are habits, not slips: noise does not change them. */
export type Profile = {
  /** Multiplies the rates of slips. */
  care: number;
  upper: number;
  accents: number;
  birthDate: number;
  birthPlace: number;
  /** A married name: written as if it were the name of birth, written alone as name of use, both, or only the name of birth. */
  married: { asBirth: number; alone: number; both: number };
  firstNames: { all: number; one: number; initial: number };
  commune: { insee: number; named: number };
  complement: number;
  abbreviates: number;
  /** Messages typed again from paper rather than copied from the partner's own file. */
  retyped: number;
  landlord: number;
  lease: number;
  tenancyEnd: number;
};

export const profiles: Readonly<Record<PartnerKind, Profile>> = {
  etude: {
    care: 1,
    upper: 75,
    accents: 35,
    birthDate: 11,
    birthPlace: 5,
    married: { asBirth: 40, alone: 15, both: 30 },
    firstNames: { all: 45, one: 50, initial: 2 },
    commune: { insee: 12, named: 96 },
    complement: 74,
    abbreviates: 35,
    retyped: 22,
    landlord: 88,
    lease: 9,
    tenancyEnd: 20,
  },
  body: {
    care: 0.6,
    upper: 85,
    accents: 15,
    birthDate: 97,
    birthPlace: 22,
    married: { asBirth: 9, alone: 6, both: 72 },
    firstNames: { all: 38, one: 60, initial: 0 },
    commune: { insee: 55, named: 85 },
    complement: 32,
    abbreviates: 55,
    retyped: 3,
    landlord: 62,
    lease: 12,
    tenancyEnd: 30,
  },
  bdf: {
    care: 0.8,
    upper: 45,
    accents: 60,
    birthDate: 98,
    birthPlace: 82,
    married: { asBirth: 5, alone: 2, both: 80 },
    firstNames: { all: 78, one: 22, initial: 0 },
    commune: { insee: 18, named: 98 },
    complement: 42,
    abbreviates: 30,
    retyped: 10,
    landlord: 48,
    lease: 4,
    tenancyEnd: 8,
  },
  bailleur: {
    care: 1.4,
    upper: 50,
    accents: 45,
    birthDate: 0,
    birthPlace: 0,
    married: { asBirth: 58, alone: 16, both: 12 },
    firstNames: { all: 12, one: 80, initial: 5 },
    commune: { insee: 25, named: 90 },
    complement: 70,
    abbreviates: 50,
    retyped: 28,
    landlord: 99,
    lease: 85,
    tenancyEnd: 60,
  },
};
