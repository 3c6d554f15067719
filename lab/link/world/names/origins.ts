import { centralAfrica, comoros, maghreb, westAfrica } from './africa.ts';
import { overseas, southAsia, vietnamChina } from './asia-overseas.ts';
import { balkans, italy, poland, portugal, spain, turkey } from './europe.ts';
import { frenchFirstNames, frenchSurnames } from './french.ts';
import {
  africanTail,
  asianTail,
  easternTail,
  europeanTail,
  frenchTail,
  maghrebTail,
  type TailParts,
} from './tail-parts.ts';
import { words } from './words.ts';

export type OriginName =
  | 'french'
  | 'overseas'
  | 'maghreb'
  | 'westAfrica'
  | 'centralAfrica'
  | 'comoros'
  | 'portugal'
  | 'spain'
  | 'italy'
  | 'turkey'
  | 'poland'
  | 'balkans'
  | 'vietnamChina'
  | 'southAsia';

/** The names a family of one origin draws from. */
export type Origin = {
  name: OriginName;
  /** Families of this origin out of a thousand. */
  share: number;
  surnames: readonly string[];
  tail: TailParts;
  firstNames: Readonly<Record<'F' | 'M', readonly { from: number; names: readonly string[] }[]>>;
  /** Births outside the département, out of a hundred, and where. */
  born: { away: number; places: readonly string[] };
  /** Persons, out of a hundred, whose name was given by French custom rather than the family's. */
  frenchNamed: number;
  /** Persons born abroad, out of a hundred, whose registry wrote 1 January or 31 December for want of a day. */
  dayUnknown: number;
};

/** Towns of mainland France where people of the département were born, as well as its own. */
export const frenchPlaces =
  words(`Meaux Melun Paris Fontainebleau Lagny-sur-Marne Coulommiers Montereau-Fault-Yonne
Provins Nemours Créteil Bobigny Évry Saint-Denis Lille Reims Le_Mans Troyes Sens Orléans Rouen Brest Lyon Marseille Nancy
Amiens Lens Toulouse Nantes Dijon Auxerre`);

type Plain = { surnames: string[]; M: string[]; F: string[]; places: string[] };
const always = (names: string[]) => [{ from: 1930, names }];
const plain = (
  name: OriginName,
  share: number,
  tail: TailParts,
  { surnames, M, F, places }: Plain,
  [away, frenchNamed, dayUnknown]: readonly [number, number, number],
): Origin => ({
  name,
  share,
  surnames,
  tail,
  firstNames: { M: always(M), F: always(F) },
  born: { away, places },
  frenchNamed,
  dayUnknown,
});

/** Shares are those of an invented but plausible outer suburb of Paris. */
export const origins: readonly Origin[] = [
  {
    name: 'french',
    share: 640,
    surnames: frenchSurnames,
    tail: frenchTail,
    firstNames: frenchFirstNames,
    born: { away: 0, places: frenchPlaces },
    frenchNamed: 100,
    dayUnknown: 0,
  },
  plain('overseas', 55, frenchTail, overseas, [55, 40, 0]),
  plain('maghreb', 95, maghrebTail, maghreb, [55, 8, 4]),
  plain('westAfrica', 60, africanTail, westAfrica, [60, 8, 12]),
  plain('centralAfrica', 35, africanTail, centralAfrica, [65, 20, 5]),
  plain('comoros', 12, africanTail, comoros, [70, 5, 12]),
  plain('portugal', 40, europeanTail, portugal, [50, 30, 0]),
  plain('spain', 8, europeanTail, spain, [35, 45, 0]),
  plain('italy', 8, europeanTail, italy, [25, 55, 0]),
  plain('turkey', 13, easternTail, turkey, [55, 3, 6]),
  plain('poland', 8, easternTail, poland, [45, 45, 0]),
  plain('balkans', 12, easternTail, balkans, [75, 8, 1]),
  plain('vietnamChina', 14, asianTail, vietnamChina, [55, 30, 4]),
  plain('southAsia', 12, asianTail, southAsia, [75, 3, 5]),
];
