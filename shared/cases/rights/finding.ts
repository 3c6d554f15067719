/**
 * What becomes of a copy: it is erased, with its case or by itself; it is rewritten without the person; it stays, for a reason;
 * or somebody must read it.
 */
type Act = 'efface' | 'réécrit' | 'gardé' | 'à vérifier';

/** One copy of what is known of the persons. */
export type Finding = {
  place: 'table' | 'raw' | 'pieces' | 'drop' | 'quarantine' | 'hold' | 'file';
  /** Its key in that place; for a queue, its name. */
  key: string;
  /** What it is, in French. */
  what: string;
  act: Act;
  /** Why it stays, in French. */
  why?: string;
  /** Until when, where that is known. */
  until?: string;
  /** Its content: a stored item, a text; undefined for a PDF. */
  content?: unknown;
  /** Size of an object, in bytes. */
  size?: number;
  /** Carries out `act`; absent where the copy goes with its case, or stays. */
  apply?: () => Promise<void>;
};

/** Why a person must read a copy. */
export const unsure = {
  act: 'à vérifier',
  why: 'porte le nom et un prénom, sans la date de naissance : à lire, et à effacer si c’est la personne',
} as const;

/** The criteria of a search: which copies belong to the persons, and which must be left to others. */
export type Search = {
  /** Whether a text is about the persons. `sender` is who wrote it or reads it. */
  speaks: (text: string, sender?: string) => boolean;
  /** Whether a text names somebody who may be the person, or a homonym. */
  mayName: (text: string) => boolean;
  /** Cases that are erased whole, or exported whole. */
  whole: ReadonlySet<string>;
  /** Cases that only the person leaves, each with a function that takes the person out of a value. */
  partly: ReadonlyMap<string, (value: unknown) => unknown>;
  /** The person's cases that stay, and why. */
  kept: ReadonlyMap<string, string>;
  /** Object (`bucket/key`) → the case whose items lead to it. */
  owners: ReadonlyMap<string, string>;
  /** Items (`PK SK`) outside the cases' partitions that the cases' own items lead to. */
  led: ReadonlySet<string>;
  /** Dropped files, in one version (`placeOfFile`) → why each stays: a case under hold, or one that stays, was filed from it. */
  files: ReadonlyMap<string, string>;
};
