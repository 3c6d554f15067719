import * as z from 'zod/mini';
import { addDays, addMonths, type CivilDate, isDay } from '../calendar/civil-date.ts';

/**
 * How far a day may be, by what it is the day of: from a date, to so long after the day it is received. A typing slip or a «never»
 * is outside; what is only odd is inside.
 */
type Window = { from: CivilDate; days: number } | { from: CivilDate; years: number };

/** Before it none of these procedures is alive: loi n° 89-462, in force since July 1989. */
const PROCEDURES = '1990-01-01';
/** Nobody alive was born before. */
const LIVING = '1900-01-01';

export const windows = {
  /** An act or a fact: past, or dated a little ahead. */
  acte: { from: PROCEDURES, days: 366 },
  naissance: { from: LIVING, days: 0 },
  bail: { from: LIVING, days: 366 },
  /** What was found already. */
  constat: { from: PROCEDURES, days: 0 },
  /** What was told to somebody, or is about to be. */
  notification: { from: PROCEDURES, days: 31 },
  /** A hearing, the meeting of a commission. */
  seance: { from: PROCEDURES, years: 3 },
  /** The end of what a judge, the préfet or a body grants: two or three years, extended. */
  terme: { from: PROCEDURES, years: 5 },
  /** A congé takes effect at the end of the lease: six years at most (loi n° 89-462, art. 10), told up to a year before it begins. */
  conge: { from: PROCEDURES, years: 7 },
} as const satisfies Record<string, Window>;
export type WindowName = keyof typeof windows;

/** The first and the last plausible day. @param today the day of reception, Europe/Paris */
export const boundsOf = (name: WindowName, today: CivilDate): { from: CivilDate; to: CivilDate } => {
  const window: Window = windows[name];
  const to = 'years' in window ? addMonths(today, 12 * window.years) : addDays(today, window.days);
  return { from: window.from, to };
};

const registered = z.registry<{ window: WindowName }>();

/** The schema itself, of a day or of a month (`YYYY-MM`), which has a window. */
export const within = <S extends z.ZodMiniType>(window: WindowName, schema: S): S => {
  registered.add(schema, { window });
  return schema;
};

/** A civil date, `YYYY-MM-DD`, in Europe/Paris: there is none without a window. */
export const civilDate = (window: WindowName) => within(window, z.iso.date());

/** A day out of its window, or that is none: where it stands, and the bounds it should keep. */
export type FarDate = { path: (string | number)[]; from: CivilDate; to: CivilDate };

/**
 * The dates of a value that are out of their windows, found by walking its schema: objects, lists, and unions told by `kind`.
 *
 * @param today the day of reception, Europe/Paris
 */
export const farDates = (schema: unknown, value: unknown, today: CivilDate): FarDate[] =>
  datesIn(schema, value, []).flatMap(({ path, text, window }) => {
    const { from, to } = boundsOf(window, today);
    const day = /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text;
    return isDay(day) && from <= day && day <= to ? [] : [{ path, from, to }];
  });

type Dated = { path: (string | number)[]; text: string; window: WindowName };

const datesIn = (schema: unknown, value: unknown, path: (string | number)[]): Dated[] => {
  if (value === undefined) return [];
  if (schema instanceof z.ZodMiniOptional) return datesIn(schema.def.innerType, value, path);
  if (schema instanceof z.ZodMiniArray)
    return Array.isArray(value)
      ? value.flatMap((one, index) => datesIn(schema.def.element, one, [...path, index]))
      : [];
  if (schema instanceof z.ZodMiniDiscriminatedUnion)
    return schema.def.options.flatMap((option) => (isOf(option, value) ? datesIn(option, value, path) : []));
  if (schema instanceof z.ZodMiniObject)
    return Object.entries(schema.def.shape).flatMap(([name, inner]) =>
      datesIn(inner, Reflect.get(Object(value), name), [...path, name]),
    );
  const window = schema instanceof z.ZodMiniType ? registered.get(schema)?.window : undefined;
  return window !== undefined && typeof value === 'string' ? [{ path, text: value, window }] : [];
};

/** Whether a union's option is the one of a value, by `kind`. */
const isOf = (option: unknown, value: unknown): boolean => {
  if (!(option instanceof z.ZodMiniObject)) return false;
  const kind: unknown = option.def.shape.kind;
  return kind instanceof z.ZodMiniLiteral && kind.safeParse(Reflect.get(Object(value), 'kind')).success;
};
