import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Schema, schemaOf } from '../../cli/contracts/schema.ts';
import { passerelle } from '../../cli/passerelle.ts';
import { portalRoutes } from '../../functions/portal/routes.ts';
import { rules } from '../../shared/domain/delays/rules/all.ts';
import { caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { flagCodes } from '../../shared/domain/flags/flag.ts';
import { courrielSchema } from '../../shared/store/commissions.ts';

const ROOT = join(import.meta.dirname, '../..');
const OWN = 'test/unit/engagements.test.ts';
/** The signatories of annex 1 in its order, and how many commitments each has there. */
const SIGNATORIES: readonly [name: string, commitments: number][] = [
  ['État', 17],
  ['Département', 15],
  ['CCAS', 8],
  ['ADIL', 10],
  ['CAF', 9],
  ['MSA', 5],
  ['AORIF, bailleurs sociaux', 13],
  ['FNAIM et SNPI, bailleurs privés', 13],
  ['Huissiers de justice', 8],
  ['UDAF', 4],
  ["Associations d'action sociale pour le logement", 15],
  ['CGL 77 et Familles rurales', 14],
  ['Banque de France', 5],
  ['Action Logement', 4],
  ['SIAO', 9],
];

const [, ...parts] = readFileSync(join(ROOT, 'docs/engagements.md'), 'utf8').split(/^## /m);
const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
const sections = parts.map((part) => {
  const [title = '', ...lines] = part.split('\n');
  const rows = lines
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return { title, rows, left: lines.filter((line) => line.startsWith('- ')) };
});
const rows = sections.flatMap(({ title, rows: own }) =>
  own.map(([what = '', carried = '', held = '']) => ({
    name: `${title}: ${what}`,
    carried,
    names: quoted(carried),
    tests: quoted(held),
  })),
);

/** Every value that the fields of an event may take from a closed list, by its kind. */
const valuesIn = (schema: Schema): string[] => [
  ...(schema.enum ?? []).map(String),
  ...[...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])].flatMap(valuesIn),
];
const kinds = new Map(
  (schemaOf(caseEventSchema, 'input').oneOf ?? []).map((one) => [
    String(one.properties?.kind?.const),
    valuesIn(one),
  ]),
);
const paths = new Set<string>(Object.values(portalRoutes).map(({ path }) => path));
const contracts = new Set(
  readdirSync(join(ROOT, 'docs/contracts/published/v1')).map((file) => file.replace('.schema.json', '')),
);
const told = new Set<string>([
  ...rules.flatMap(({ name, alerts }) => [name, ...alerts.map((alert) => alert.name)]),
  ...flagCodes,
  ...(schemaOf(courrielSchema, 'input').properties?.genre?.enum ?? []).map(String),
]);

/** What a test imports of test/support. */
const supportOf = (text: string): string =>
  [...text.matchAll(/from '\.\.\/support\/([\w-]+\.ts)'/g)]
    .map(([, file = '']) => readFileSync(join(ROOT, 'test/support', file), 'utf8'))
    .join('');
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
/** Quoted, as a key, or as a property. */
const isWord = (name: string, text: string): boolean =>
  new RegExp(`'${escaped(name)}'|\\b${escaped(name)}:|\\.${escaped(name)}\\b`).test(text);

/** What a name is, and what a test that holds it cannot do without; undefined where nothing of that name is there. */
const heldIf = (name: string): ((text: string) => boolean) | undefined => {
  const [first = '', ...rest] = name.split(' ');
  if (name.startsWith('/'))
    return paths.has(name)
      ? (text) => {
          const steps = name.split('/').filter((step) => step !== '' && !step.startsWith(':'));
          const has = (step: string, where: string) => new RegExp(`/${escaped(step)}(?![\\w-])`).test(where);
          // The path's own end in the test itself; its beginning may be in what the test imports of test/support.
          const around = text + supportOf(text);
          return steps.every((step, n) => has(step, n === steps.length - 1 ? text : around));
        }
      : undefined;
  if (first === 'passerelle')
    return Object.hasOwn(passerelle.verbs ?? {}, rest.join(' '))
      ? (text) => text.includes('runCommand') && isWord(rest.join(' '), text)
      : undefined;
  if (/\.v\d+$/.test(name)) {
    const own = name.replace(/\.v\d+$/, '');
    const camel = own.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    return contracts.has(name) ? (text) => new RegExp(`'${own}[-'.]|\\b${camel}`).test(text) : undefined;
  }
  const values = kinds.get(first);
  if (values) return rest.every((one) => values.includes(one)) ? wordsOf([first, ...rest]) : undefined;
  return told.has(name) ? wordsOf([name]) : undefined;
};
const wordsOf =
  (words: readonly string[]) =>
  (text: string): boolean =>
    words.every((word) => isWord(word, text));

const textOf = (test: string): string => readFileSync(join(ROOT, test), 'utf8');

describe('the commitments of annex 1', () => {
  it('are all there, under each signatory, in the charter’s order', () => {
    expect(sections.map(({ title }) => title)).toEqual(
      SIGNATORIES.map(([name, count]) => `${name} (${count})`),
    );
    expect(sections.map(({ rows: own, left }) => own.length + left.length)).toEqual(
      SIGNATORIES.map(([, count]) => count),
    );
    expect(SIGNATORIES.reduce((sum, [, count]) => sum + count, 0)).toBe(149);
  });

  it('name only pages, events and their values, alerts, mails, contracts and commands that are there', () => {
    const named = [
      ...rows.flatMap(({ names }) => names),
      ...sections.flatMap(({ left }) => left.flatMap(quoted)),
    ];
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((name) => heldIf(name) === undefined)).toEqual([]);
  });

  it.each(rows)('$name: is held by tests, or said to be missing', ({ carried, names, tests }) => {
    if (names.length === 0) {
      expect(carried).toMatch(/^manque : \S/);
      expect(tests).toEqual([]);
      return;
    }
    expect(tests.length).toBeGreaterThan(0);
    expect(
      tests.filter((test) => !/^test\/.+\.test\.ts$/.test(test) || !existsSync(join(ROOT, test))),
    ).toEqual([]);
    const texts = tests.map(textOf);
    // Each name is written in one of its tests, as a path, a quoted word or a key; and no test is there for nothing.
    expect(names.filter((name) => !texts.some((text) => heldIf(name)?.(text)))).toEqual([]);
    expect(tests.filter((_, n) => !names.some((name) => heldIf(name)?.(texts[n] ?? '')))).toEqual([]);
  });

  it('are held by no test that names every kind of event: it would hold any of them', () => {
    const cited = new Set(rows.flatMap(({ tests }) => tests));
    const namesAll = (test: string): boolean => [...kinds.keys()].every((kind) => isWord(kind, textOf(test)));
    expect([...cited].filter((test) => test === OWN || namesAll(test))).toEqual([]);
    expect(namesAll('test/unit/events.test.ts')).toBe(true);
  });
});
