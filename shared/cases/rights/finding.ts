/** What becomes of a copy: it goes, with its case or by itself; it loses the person; it stays, for a reason, or for somebody to read. */
type Act = 'efface' | 'réécrit' | 'gardé' | 'à vérifier';

/** One copy of what is known of the persons. */
export type Finding = {
  place: 'table' | 'raw' | 'pieces' | 'drop' | 'quarantine' | 'hold' | 'file';
  /** Its key there; a queue's name. */
  key: string;
  /** What it is, in French. */
  what: string;
  act: Act;
  /** Why it stays, in French. */
  why?: string;
  /** Until when, where that is known. */
  until?: string;
  /** What it holds: a stored item, a text; undefined for what is no text. */
  content?: unknown;
  /** Bytes, of an object. */
  size?: number;
  /** Carries it out; absent where it goes with its case, or stays. */
  apply?: () => Promise<void>;
};

/** Why a copy is for somebody to read. */
export const unsure = {
  act: 'à vérifier',
  why: 'porte le nom et un prénom, sans la date de naissance : à lire, et à effacer si c’est la personne',
} as const;

/** What a search is told with: which copies belong to the persons, and what is to be left to others. */
export type Search = {
  /** Speaks of the persons, in what `sender` wrote or reads. */
  speaks: (text: string, sender?: string) => boolean;
  /** Names somebody who may be the person, or a homonym. */
  mayName: (text: string) => boolean;
  /** Cases that go whole, or are given whole. */
  whole: ReadonlySet<string>;
  /** Cases of which only the person goes, with how a value of them is without the person. */
  partly: ReadonlyMap<string, (value: unknown) => unknown>;
  /** Cases of the person's that stay, and why. */
  kept: ReadonlyMap<string, string>;
  /** Keys of objects by case, as the cases' items lead to them: `bucket/key`. */
  owners: ReadonlyMap<string, string>;
  /** Items out of the cases' partitions that their own items lead to: `PK SK`. */
  led: ReadonlySet<string>;
  /** Dropped files a held case, or one that stays, was filed from, in their version: `placeOfFile` → why each stays. */
  files: ReadonlyMap<string, string>;
};
