import type * as z from 'zod/mini';
import { type CivilDate, dateInFrench } from '../domain/calendar/civil-date.ts';
import { type FarDate, farDates } from '../domain/events/windows.ts';
import { type Issue, issueCodes, pathText } from '../outbound/replies/issue.ts';
import { type Parsed, tolerantParse } from './tolerant-parse.ts';

/**
 * Removes the dates that are out of their windows, with a warning for each, and what cannot do without them; what the schema does
 * not let be absent is refused. All channels and partners go through it: the windows belong to the vocabulary.
 *
 * @param schema the schema of what was sent; `sent` is what it parsed
 * @param vocabulary the schema that has the windows; `said` is the same content in its words, with its dates at the same paths
 * @param today the day of reception, Europe/Paris
 */
export const setFarAside = <T>(
  schema: z.ZodMiniType<T>,
  sent: T,
  vocabulary: unknown,
  said: unknown,
  today: CivilDate,
): Parsed<T> => {
  const far = farDates(vocabulary, said, today);
  if (far.length === 0) return { ok: true, value: sent, warnings: [], sentPath: (path) => path };
  const candidate: unknown = structuredClone(sent);
  for (const { path } of far) removeAt(candidate, path);
  const again = tolerantParse(schema, candidate);
  if (again.ok) return { ...again, warnings: far.map(implausibleDate) };
  const fatal = new Set(again.issues.map(({ path }) => /^[^.[]+/.exec(path)?.[0]));
  const named = far.filter(({ path: [field] }) => fatal.has(String(field)));
  return { ok: false, issues: (named.length > 0 ? named : far).map(implausibleDate) };
};

/** What a sender is told of a date out of its window. */
export const implausibleDate = ({ path, from, to }: FarDate): Issue => ({
  code: issueCodes.dateInvraisemblable,
  path: pathText(path),
  expected: `une date du ${dateInFrench(from)} au ${dateInFrench(to)}`,
  message: 'Date trop ancienne ou trop lointaine pour ce champ.',
});

const removeAt = (value: unknown, path: readonly (string | number)[]): void => {
  const holder = path.slice(0, -1).reduce<unknown>((inner, part) => Reflect.get(Object(inner), part), value);
  const last = path.at(-1);
  if (last !== undefined) Reflect.deleteProperty(Object(holder), last);
};
