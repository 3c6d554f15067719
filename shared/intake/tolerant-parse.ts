import type * as z from 'zod/mini';
import { type Issue, issueCodes, issueFromZod, pathText } from '../outbound/replies/issue.ts';

export type Parsed<T> =
  | {
      ok: true;
      value: T;
      warnings: Issue[];
      /** A path of `value` as it is in what was sent, whose lists still have the items that were set aside. */
      sentPath: (path: string) => string;
    }
  | { ok: false; issues: Issue[] };

type Path = readonly PropertyKey[];

/**
 * Validates what a partner sent. What is wrong or unknown is set aside with a warning, and nothing more than it: a field, an item of
 * a list, else the smallest thing around them that the schema lets be absent. A message is refused only for lack of what it cannot
 * be filed without (domain §10).
 *
 * The schema alone says which fields are secondary: those it lets be absent. The caller bounds the list of warnings and issues
 * (`toldIssues`).
 */
export const tolerantParse = <T>(schema: z.ZodMiniType<T>, input: unknown): Parsed<T> => {
  const { candidate, sentAt, remove } = copyOf(input);
  const told = new Map<string, { path: Path; issue: Issue }>();
  const tell = (path: Path, issue: Issue): void => {
    const text = pathText(path);
    const above = path.some((_, length) => told.has(pathText(path.slice(0, length + 1))));
    const below = [...told.values()].some((one) => startsWith(one.path, path));
    if (!above && !below) told.set(text, { path, issue });
  };
  for (;;) {
    const result = schema.safeParse(candidate);
    if (result.success) {
      const warnings = [...told.values()].map(({ issue }) => issue);
      return { ok: true, value: result.data, warnings, sentPath: (path) => pathText(sentAt(partsOf(path))) };
    }
    const aside: Path[] = [];
    const fatal = new Set<PropertyKey | undefined>();
    for (const issue of result.error.issues) {
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) {
          const path = [...issue.path, key];
          tell(sentAt(path), unknownField(pathText(sentAt(path))));
          aside.push(path);
        }
        continue;
      }
      const sent = sentAt(issue.path);
      tell(sent, issueFromZod({ ...issue, path: [...sent] }, valueAt(input, sent) === undefined));
      const path = presentIn(candidate, issue.path);
      if (path.length === 0) fatal.add(sent[0]);
      else aside.push(path);
    }
    if (fatal.size > 0) {
      const named = [...told.values()].filter(({ path }) => fatal.has(path[0]));
      return { ok: false, issues: named.map(({ issue }) => issue) };
    }
    remove(aside);
  }
};

/** All that is wrong with what was sent, at once: for who corrects it before it goes. */
export const issuesOf = (schema: z.ZodMiniType<unknown>, input: unknown): Issue[] =>
  (schema.safeParse(input).error?.issues ?? []).map((issue) =>
    issueFromZod(issue, valueAt(input, issue.path) === undefined),
  );

/** `household[0].prenoms` as its parts. */
const partsOf = (path: string): Path =>
  Array.from(path.matchAll(/\[(\d+)\]|[^.[\]]+/g), ([part, index]) =>
    index === undefined ? part : Number(index),
  );

/**
 * A deep copy, from which values are removed.
 *
 * @returns `sentAt` gives a path of the copy as it is in the original: the items of its lists may have moved
 */
const copyOf = (input: unknown) => {
  const candidate: unknown = structuredClone(input);
  // Of each list, where its items stood in the original.
  const ranks = new Map<unknown, number[]>();
  const note = (value: unknown): void => {
    if (!isContainer(value)) return;
    if (Array.isArray(value)) ranks.set(value, [...value.keys()]);
    Object.values(value).forEach(note);
  };
  note(candidate);
  const sentAt = (path: Path): Path =>
    path.map((part, index) => ranks.get(valueAt(candidate, path.slice(0, index)))?.[Number(part)] ?? part);
  const remove = (paths: readonly Path[]): void => {
    const gone = new Map<unknown, Set<PropertyKey | undefined>>();
    for (const path of paths) {
      const holder = valueAt(candidate, path.slice(0, -1));
      gone.set(holder, (gone.get(holder) ?? new Set()).add(path.at(-1)));
    }
    for (const [holder, keys] of gone) {
      const kept = <V>(list: readonly V[]): V[] => list.filter((_, index) => !keys.has(index));
      if (Array.isArray(holder)) {
        ranks.set(holder, kept(ranks.get(holder) ?? []));
        holder.splice(0, holder.length, ...kept(holder));
      } else if (isContainer(holder)) for (const key of keys) if (key !== undefined) delete holder[key];
    }
  };
  return { candidate, sentAt, remove };
};

const unknownField = (path: string): Issue => ({
  code: issueCodes.inconnu,
  path,
  expected: 'un champ du format',
  message: 'Champ inconnu, ignoré.',
});

const isContainer = (value: unknown): value is Record<PropertyKey, unknown> =>
  typeof value === 'object' && value !== null;

const valueAt = (input: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, part) => (isContainer(value) && Object.hasOwn(value, part) ? value[part] : undefined),
    input,
  );

const startsWith = (path: Path, start: Path): boolean => start.every((part, index) => path[index] === part);

/** The longest beginning of a path at which there is something: what lacks a field stands in its place. */
const presentIn = (input: unknown, path: Path): Path => {
  const length = path.findIndex((_, index) => valueAt(input, path.slice(0, index + 1)) === undefined);
  return length === -1 ? path : path.slice(0, length);
};
