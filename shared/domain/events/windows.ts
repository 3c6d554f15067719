import * as z from 'zod/mini';
import { addDays, addMonths, type CivilDate, isDay } from '../calendar/civil-date.ts';

/**
 * The plausible dates of a field: from a fixed date until so long after the day of reception. A typing slip or a «never» falls
 * outside; a date that is only unusual falls inside.
 */
type Window = { from: CivilDate; days: number } | { from: CivilDate; years: number };

/** No procedure that is still running began before: loi n° 89-462 is in force since July 1989. */
const PROCEDURES = '1990-01-01';
/** No tenant was born before; a spreadsheet that takes a year for a number of days gives days of 1905. */
const LIVING = '1910-01-01';
/** No lease that still runs was signed before. */
const LEASES = '1910-01-01';

export const windows = {
  /** An act or a fact: past, or dated a little ahead. */
  acte: { from: PROCEDURES, days: 366 },
  naissance: { from: LIVING, days: 0 },
  bail: { from: LEASES, days: 366 },
  /** A fact already established when it is told. */
  constat: { from: PROCEDURES, days: 0 },
  /** When somebody was informed, or is about to be. */
  notification: { from: PROCEDURES, days: 31 },
  /** A hearing, the meeting of a commission. */
  seance: { from: PROCEDURES, years: 3 },
  /** The end of what a judge, the préfet or a body grants: two or three years, which may be extended. */
  terme: { from: PROCEDURES, years: 5 },
  /** A congé takes effect at the end of the lease: six years at most (loi n° 89-462, art. 10), told up to a year before it begins. */
  conge: { from: PROCEDURES, years: 7 },
} as const satisfies Record<string, Window>;
export type WindowName = keyof typeof windows;

/**
 * The first and the last plausible day of a field.
 *
 * @param today the day of reception, Europe/Paris
 *
 * @example boundsOf('acte', '2026-03-02') // { from: '1990-01-01', to: '2027-03-03' }
 */
export const boundsOf = (name: WindowName, today: CivilDate): { from: CivilDate; to: CivilDate } => {
  const window: Window = windows[name];
  const to = 'years' in window ? addMonths(today, 12 * window.years) : addDays(today, window.days);
  return { from: window.from, to };
};

const registered = z.registry<{ window: WindowName }>();

/** Gives a window to the schema of a day or of a month (`YYYY-MM`), and returns that schema. */
export const within = <S extends z.ZodMiniType>(window: WindowName, schema: S): S => {
  registered.add(schema, { window });
  return schema;
};

/** The schema of a civil date, `YYYY-MM-DD`, Europe/Paris. It asks for a window, so that no date field goes without one. */
export const civilDate = (window: WindowName) => within(window, z.iso.date());

/** A date out of its window, or that is not a day: its path in the value, and the bounds of the window. */
export type FarDate = { path: (string | number)[]; from: CivilDate; to: CivilDate };

/**
 * The dates of a value that are out of their windows, found by walking its schema: objects, lists, and unions told by `kind`.
 *
 * @param today the day of reception, Europe/Paris
 */
export const farDates = (schema: unknown, value: unknown, today: CivilDate): FarDate[] =>
  readerOf(schema)(value, []).flatMap(({ path, text, window }) => {
    const { from, to } = boundsOf(window, today);
    const day = /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text;
    return isDay(day) && from <= day && day <= to ? [] : [{ path, from, to }];
  });

type Dated = { path: (string | number)[]; text: string; window: WindowName };
/** Gives the dates of a value that its schema describes. @param path where the value stands */
type Reader = (value: unknown, path: readonly (string | number)[]) => Dated[];

const nothing: Reader = () => [];

/** Each schema is walked once. */
const readers = new WeakMap<object, Reader>();
const readerOf = (schema: unknown): Reader => {
  if (!(schema instanceof z.ZodMiniType)) return nothing;
  const reader = readers.get(schema) ?? makeReader(schema);
  readers.set(schema, reader);
  return reader;
};

const makeReader = (schema: z.ZodMiniType): Reader => {
  if (schema instanceof z.ZodMiniOptional) {
    const inner = readerOf(schema.def.innerType);
    return inner === nothing ? nothing : (value, path) => (value === undefined ? [] : inner(value, path));
  }
  if (schema instanceof z.ZodMiniArray) {
    const one = readerOf(schema.def.element);
    if (one === nothing) return nothing;
    return (value, path) =>
      Array.isArray(value) ? value.flatMap((each, index) => one(each, [...path, index])) : [];
  }
  if (schema instanceof z.ZodMiniDiscriminatedUnion) {
    const byKind = new Map(
      schema.def.options.flatMap((option) => kindsOf(option).map((kind) => [kind, readerOf(option)])),
    );
    return (value, path) => byKind.get(Reflect.get(Object(value), 'kind'))?.(value, path) ?? [];
  }
  if (schema instanceof z.ZodMiniObject) {
    const fields = Object.entries(schema.def.shape)
      .map(([name, inner]) => ({ name, read: readerOf(inner) }))
      .filter(({ read }) => read !== nothing);
    if (fields.length === 0) return nothing;
    return (value, path) =>
      value === undefined
        ? []
        : fields.flatMap(({ name, read }) => read(Reflect.get(Object(value), name), [...path, name]));
  }
  const window = registered.get(schema)?.window;
  if (window === undefined) return nothing;
  return (value, path) => (typeof value === 'string' ? [{ path: [...path], text: value, window }] : []);
};

/** The values of `kind` for which an option of the union applies. */
const kindsOf = (option: unknown): readonly unknown[] => {
  const kind: unknown = option instanceof z.ZodMiniObject ? option.def.shape.kind : undefined;
  return kind instanceof z.ZodMiniLiteral ? kind.def.values : [];
};
