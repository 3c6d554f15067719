import { type CivilDate, dateInFrench, daysBetween } from '../../../../shared/domain/calendar/civil-date.ts';
import type { Point, Procedure } from './procedure.ts';

/** Where each thing of a procedure's picture stands, in the picture's own units. */
export type Line = {
  width: number;
  height: number;
  /** Height of the line. */
  y: number;
  /** `lines`: what it is; `under`: its date and its state. Both are `below` the line, or above. */
  points: (Point & { x: number; lines: string[]; under: string[]; below: boolean })[];
  /** Up to where the line is drawn whole: the last step that was reached. */
  reachedTo: number;
  today: number;
  bands: {
    text: string;
    x: number;
    width: number;
    y: number;
    textX: number;
    anchor: 'start' | 'end';
    open: boolean;
  }[];
};

const WIDTH = 960;
const MARGIN = 72;
/** Above this number of steps, their words stand above and below the line in turn. */
const ROOMY = 8;
/** Height of a row of words. */
export const ROW = 15;
const LANE = 34;
/** Most bands in the picture; the table has them all. */
const BANDS = 5;
const YEAR = 365;

const stateWords: Record<Point['state'], string> = {
  atteint: '',
  attendu: 'attendu',
  retard: 'en retard',
  refus: '',
  engage: '',
};

const tenth = (n: number): number => Math.round(n * 10) / 10;

/** Words of a label on lines of so many characters, three at most; what does not fit ends with an ellipsis. */
export const wrapped = (text: string, most: number): string[] => {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word.length > most ? `${word.slice(0, most - 1)}…` : word);
  }
  return lines.length <= 3 ? lines : [...lines.slice(0, 2), `${lines[2]?.slice(0, most - 1)}…`];
};

/**
 * Lays a procedure out: steps at equal distances whatever the time between them, and what has dates of its own between the steps that are
 * dated. Pure.
 */
export const lineOf = ({ today, points, bands }: Procedure): Line => {
  const gap = points.length < 2 ? 0 : (WIDTH - 2 * MARGIN) / (points.length - 1);
  const roomy = points.length <= ROOMY;
  const at = points.map((point, index) => ({ ...point, x: tenth(MARGIN + index * gap) }));
  const dated = at.flatMap(({ date, x }) => (date === undefined ? [] : [{ date, x }]));
  const xOf = (day: CivilDate): number => {
    const before = dated.findLast(({ date }) => date <= day);
    const after = dated.find(({ date }) => date > day);
    if (!before) return MARGIN - (dated.length > 0 ? 24 : 0);
    if (after)
      return (
        before.x +
        ((after.x - before.x) * daysBetween(before.date, day)) / daysBetween(before.date, after.date)
      );
    const room = before.x + gap / 2 > WIDTH - MARGIN ? MARGIN - 8 : gap / 2;
    return before.x + room * Math.min(1, daysBetween(before.date, day) / YEAR);
  };
  const told = at.map((point, index) => ({
    ...point,
    lines: wrapped(point.short, roomy ? 15 : 20),
    under: [point.date === undefined ? '' : dateInFrench(point.date), stateWords[point.state]].filter(
      Boolean,
    ),
    below: roomy || index % 2 === 1,
  }));
  const rowsOf = (below: boolean): number =>
    Math.max(
      0,
      ...told.filter((one) => one.below === below).map(({ lines, under }) => lines.length + under.length),
    );
  const y = 44 + rowsOf(false) * ROW;
  const bandsFrom = y + 28 + rowsOf(true) * ROW;
  const shown = bands.slice(-BANDS);
  return {
    width: WIDTH,
    height: bandsFrom + (shown.length === 0 ? 0 : shown.length * LANE + 6),
    y,
    points: told,
    reachedTo: at.findLast(({ state }) => state !== 'attendu')?.x ?? MARGIN,
    today: tenth(xOf(today)),
    bands: shown.map(({ text, from, to }, lane) => {
      const x = tenth(xOf(from));
      const end = to === undefined ? Math.max(xOf(today), x) : xOf(to);
      const early = x < WIDTH * 0.6;
      return {
        text,
        x,
        width: tenth(Math.max(10, end - x)),
        y: bandsFrom + lane * LANE,
        textX: early ? x : tenth(Math.max(end, x + 10)),
        anchor: early ? ('start' as const) : ('end' as const),
        open: to === undefined,
      };
    }),
  };
};
