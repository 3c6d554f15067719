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

export const french: Language = {
  sound: soundOf,
  nicknames: areNicknames,
  // Stryker disable next-line EqualityOperator: no measure falls on the bound: they have many decimals
  isFirstName: (name) => (firstNames.get(name) ?? 0) >= BORNE,
  wayTypes: {
    words: words(
      'RUE R AVENUE AVE AV BOULEVARD BLVD BD BVD PLACE PL ALLEE ALLEES ALL CHEMIN CHE CH IMPASSE IMP QUAI QU ROUTE RTE SQUARE SQ COURS CRS PASSAGE PAS PASS RESIDENCE RES RESID LOTISSEMENT LOT VOIE SENTE SENTIER RUELLE VILLA MAIL PROMENADE PROM ESPLANADE FAUBOURG FG CITE HAMEAU HAM CLOS ROND CITEE ESP VLA RLE',
    ),
    at: 'start',
    canonical: {
      R: 'RUE',
      AVE: 'AVENUE',
      AV: 'AVENUE',
      BLVD: 'BOULEVARD',
      BD: 'BOULEVARD',
      BVD: 'BOULEVARD',
      PL: 'PLACE',
      ALLEES: 'ALLEE',
      ALL: 'ALLEE',
      CHE: 'CHEMIN',
      CH: 'CHEMIN',
      IMP: 'IMPASSE',
      QU: 'QUAI',
      RTE: 'ROUTE',
      SQ: 'SQUARE',
      CRS: 'COURS',
      PAS: 'PASSAGE',
      PASS: 'PASSAGE',
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
