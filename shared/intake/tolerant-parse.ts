import type * as z from 'zod/mini';
import { type Issue, issueCodes, issueFromZod, pathText } from '../outbound/replies/issue.ts';

export type Parsed<T> = { ok: true; value: T; warnings: Issue[] } | { ok: false; issues: Issue[] };

/**
 * Validates what a partner sent. A wrong value in an optional field, or an unknown field, is removed with a warning: a message is
 * refused only for lack of what it cannot be filed without (domain §10).
 *
 * The schema alone says which fields are secondary: those it lets be absent. The caller bounds the list of warnings and issues
 * (`toldIssues`).
 */
export const tolerantParse = <T>(schema: z.ZodMiniType<T>, input: unknown): Parsed<T> => {
  const candidate: unknown = structuredClone(input);
  const warnings: Issue[] = [];
  const first = schema.safeParse(candidate);
  if (first.success) return { ok: true, value: first.data, warnings };

  for (const issue of first.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        removeAt(candidate, [...issue.path, key]);
        const path = pathText([...issue.path, key]);
        warnings.push({
          code: issueCodes.inconnu,
          path,
          expected: 'un champ du format',
          message: 'Champ inconnu, ignoré.',
        });
      }
    } else if (valueAt(input, issue.path) !== undefined && removeAt(candidate, issue.path)) {
      warnings.push(issueFromZod(issue, false));
    }
  }
  const second = schema.safeParse(candidate);
  if (second.success) return { ok: true, value: second.data, warnings };
  const fatal = new Set(second.error.issues.map(({ path }) => pathText(path)));
  const warned = new Set(warnings.map(({ path }) => path));
  return {
    ok: false,
    issues: dedupe([
      ...warnings.filter(({ path }) => fatal.has(path)),
      ...first.error.issues
        .filter((issue) => issue.code !== 'unrecognized_keys' && valueAt(input, issue.path) === undefined)
        .map((issue) => issueFromZod(issue, true)),
      ...second.error.issues
        .filter(({ path }) => !warned.has(pathText(path)))
        .map((issue) => issueFromZod(issue, valueAt(input, issue.path) === undefined)),
    ]),
  };
};

const dedupe = (issues: Issue[]): Issue[] => [
  ...new Map(issues.map((issue) => [issue.path, issue])).values(),
];

const isContainer = (value: unknown): value is Record<PropertyKey, unknown> =>
  typeof value === 'object' && value !== null;

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, part) => (isContainer(value) && Object.hasOwn(value, part) ? value[part] : undefined),
    input,
  );

/** Removes a field. An element of a list is never removed: the others' indexes must stay the sender's. */
const removeAt = (input: unknown, path: readonly PropertyKey[]): boolean => {
  const last = path.at(-1);
  const parent = valueAt(input, path.slice(0, -1));
  if (typeof last !== 'string' || !isContainer(parent) || Array.isArray(parent)) return false;
  return delete parent[last];
};
