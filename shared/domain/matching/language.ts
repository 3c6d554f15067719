import { areNicknames } from './compare/nicknames.ts';
import { soundOf } from './person-form.ts';
import fr from './weights/fr.v1.json' with { type: 'json' };

/** What a language changes in how names and streets are compared. The hub's is French. */
export type Language = {
  /** How a name sounds: spellings of one sound give one key. */
  sound: (name: string) => string;
  /** Whether two first names are forms of one. */
  nicknames: (a: string, b: string) => boolean;
  /** Whether a word is a known first name: two known ones a letter apart are two names, not a slip. */
  isFirstName: (name: string) => boolean;
  /** The same of a surname. */
  isSurname: (name: string) => boolean;
  /** Words for the type of a way, which people swap; `at`: whether they stand before or after its name. */
  wayTypes: {
    words: ReadonlySet<string>;
    at: 'start' | 'end';
    /** The type that each spelling is of, where types tell ways apart. */
    canonical?: Readonly<Record<string, string>>;
  };
  /** Words of a way's name that are sometimes left out. */
  linkWords: ReadonlySet<string>;
  /** Abbreviations in a way's name. */
  titles: Readonly<Record<string, string>>;
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Share of persons who bear a spelling from which it is a name, not a slip: a slip appears only in the file that made it. */
const BORNE = 2e-4;
const firstNames = new Map(Object.entries<number>(fr.frequencies.firstName.values));
const surnames = new Map(Object.entries<number>(fr.frequencies.surname.values));

export const french: Language = {
  sound: soundOf,
  nicknames: areNicknames,
  // Stryker disable next-line EqualityOperator: no measure falls on the bound: they have many decimals
  isFirstName: (name) => (firstNames.get(name) ?? 0) >= BORNE,
  // Stryker disable next-line EqualityOperator: no measure falls on the bound: they have many decimals
  isSurname: (name) => (surnames.get(name) ?? 0) >= BORNE,
  wayTypes: {
    words: words(
      'RUE R AVENUE AVE AV AVN BOULEVARD BOULEV BOUL BLVD BLD BD BVD PLACE PL PLC ALLEE ALLEES ALL ALE CHEMIN CHEM CHM CHE CH IMPASSE IMPAS IMP QUAI QU Q ROUTE RTE SQUARE SQU SQ COURS CRS PASSAGE PASS PAS TRAVERSE TRA RESIDENCE RES RESID LOTISSEMENT LOT VOIE SENTE SENTIER RUELLE VILLA MAIL PROMENADE PROM ESPLANADE FAUBOURG FG CITE HAMEAU HAM CLOS ROND CITEE ESP VLA RLE',
    ),
    at: 'start',
    canonical: {
      R: 'RUE',
      AVE: 'AVENUE',
      AV: 'AVENUE',
      AVN: 'AVENUE',
      BOULEV: 'BOULEVARD',
      BOUL: 'BOULEVARD',
      BLVD: 'BOULEVARD',
      BLD: 'BOULEVARD',
      BD: 'BOULEVARD',
      BVD: 'BOULEVARD',
      PL: 'PLACE',
      PLC: 'PLACE',
      ALLEES: 'ALLEE',
      ALL: 'ALLEE',
      ALE: 'ALLEE',
      CHEM: 'CHEMIN',
      CHM: 'CHEMIN',
      CHE: 'CHEMIN',
      CH: 'CHEMIN',
      IMPAS: 'IMPASSE',
      IMP: 'IMPASSE',
      QU: 'QUAI',
      Q: 'QUAI',
      RTE: 'ROUTE',
      SQU: 'SQUARE',
      SQ: 'SQUARE',
      CRS: 'COURS',
      PAS: 'PASSAGE',
      PASS: 'PASSAGE',
      TRA: 'TRAVERSE',
      RES: 'RESIDENCE',
      RESID: 'RESIDENCE',
      LOT: 'LOTISSEMENT',
      RLE: 'RUELLE',
      PROM: 'PROMENADE',
      FG: 'FAUBOURG',
      CITEE: 'CITE',
      HAM: 'HAMEAU',
      ESP: 'ESPLANADE',
      VLA: 'VILLA',
    },
  },
  linkWords: words('DE DU DES D LA LE LES L ET A AU AUX EN SUR SOUS'),
  titles: {
    GAL: 'GENERAL',
    GEN: 'GENERAL',
    GL: 'GENERAL',
    MAL: 'MARECHAL',
    DR: 'DOCTEUR',
    PDT: 'PRESIDENT',
    PRES: 'PRESIDENT',
    ST: 'SAINT',
    STE: 'SAINTE',
    CDT: 'COMMANDANT',
    CPT: 'CAPITAINE',
    COL: 'COLONEL',
    PR: 'PROFESSEUR',
  },
};
