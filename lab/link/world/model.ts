import type { OriginName } from './names/origins.ts';
import type { HazardName } from './options.ts';

/** The truth of a world: persons, dwellings, and the cases that join them. No record shows any of it whole. */
export type Person = {
  sex: 'F' | 'M';
  origin: OriginName;
  surname: string;
  /** Name of use, mostly a spouse's. */
  usage?: string;
  firstNames: readonly string[];
  /** `YYYY-MM-DD`, as the registry has it: 1 January may stand for a day nobody knows. */
  birth: string;
  birthPlace: string;
};

export type Family = {
  /** Adults; a couple's two come first. */
  persons: readonly Person[];
  couple: boolean;
};

export type Commune = {
  /** Absent outside the département. */
  insee?: string;
  name: string;
  postcodes: readonly string[];
  population: number;
  /** Names of communes that were merged into it. */
  formerNames: readonly string[];
};

export type Flat = { building?: string; stairs?: string; floor: number; flat?: string; estate?: string };

export type Dwelling = {
  commune: Commune;
  postcode: string;
  number: number;
  suffix: '' | 'bis' | 'ter';
  way: string;
  street: string;
  /** Absent for a house. */
  flat?: Flat;
  social: boolean;
};

export type Landlord = {
  social: boolean;
  /** How it is written; partners do not agree on one form. */
  names: readonly string[];
  /** Opening of its lease numbers; absent for persons who number nothing. */
  leasePrefix?: string;
};

/** Partners who may know a case; `body` is CAF or MSA. */
export type PartnerKind = 'etude' | 'body' | 'bdf' | 'bailleur';

/** One household in one dwelling: what matching must find. */
export type Dossier = {
  id: string;
  family: Family;
  dwelling: Dwelling;
  /** Where the household lived before. */
  former: Dwelling;
  landlord: Landlord;
  leaseReference: string;
  accountReference: string;
  etude: string;
  etudeReference: string;
  body: 'caf' | 'msa';
  bodyReference: string;
  /** Index of the person whose file it is at CAF or MSA, and its number. */
  allocataire: { person: number; number: string };
  bdf: { debtor: number; number: string };
  /** Day the first rent was missed, counted from the world's first day. */
  start: number;
  /** Day the tenancy ended, if it did. */
  end?: number;
  partners: readonly PartnerKind[];
  tags: readonly HazardName[];
  /** A reference one of the étude's messages carries by mistake. */
  borrowedReference?: string;
};
