import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engagementsPage } from '../../cli/build/engagements.ts';
import { tenus } from '../../cli/build/engagements-tests.ts';
import { type Schema, schemaOf } from '../../cli/contracts/schema.ts';
import { passerelle } from '../../cli/passerelle.ts';
import { portalRoutes } from '../../functions/portal/routes.ts';
import { ecrans } from '../../functions/portal/views/charte/ecrans.ts';
import { rules } from '../../shared/domain/delays/rules/all.ts';
import {
  objectifs,
  preuvesDe,
  signataireCodes,
  signataires,
} from '../../shared/domain/engagements/engagement.ts';
import { engagementDe, engagements, engagementsDe } from '../../shared/domain/engagements/tous.ts';
import { caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { flagCodes } from '../../shared/domain/flags/flag.ts';
import { estIndicateur } from '../../shared/domain/indicateurs/catalogue.ts';
import { courrielSchema } from '../../shared/store/commissions.ts';

const ROOT = join(import.meta.dirname, '../..');
const OWN = 'test/unit/engagements.test.ts';
/** The signatories of annex 1 in its order, and how many commitments each has there; what all sign, in annex 2. */
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
  ['Associations d’action sociale pour le logement', 15],
  ['CGL 77 et Familles rurales', 14],
  ['Banque de France', 5],
  ['Action Logement', 4],
  ['SIAO', 9],
  ['Tous les signataires (annexe 2)', 9],
];

const sections = signataireCodes.map((code) => ({ title: signataires[code], own: engagementsDe(code) }));
const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
const rows = engagements
  .filter(({ portage }) => portage !== 'hors')
  .map((one) => ({
    name: `${one.id} ${one.texte}`,
    portage: one.portage,
    names: preuvesDe(one),
    tests: tenus[one.id] ?? [],
  }));

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

describe('the commitments of the charter', () => {
  it('name indicators that there are', () => {
    const ids = engagements.flatMap(({ indicateurs = [] }) => indicateurs);
    expect(ids.length).toBeGreaterThan(30);
    expect(ids.filter((id) => !estIndicateur(id))).toEqual([]);
  });

  it('are all there, under each signatory, in the charter’s order', () => {
    expect(sections.map(({ title, own }) => [title, own.length])).toEqual(SIGNATORIES);
    expect(SIGNATORIES.reduce((sum, [, count]) => sum + count, 0)).toBe(158);
    expect(engagements).toHaveLength(158);
  });

  it('have each a number that nothing else has, and that does not change: signatory, then rank', () => {
    expect(engagements.map(({ id }) => id)).toEqual(
      signataireCodes.flatMap((code) =>
        engagementsDe(code).map((_, n) =>
          code === 'annexe2' ? `annexe2-${n + 1}` : `${code}-${String(n + 1).padStart(2, '0')}`,
        ),
      ),
    );
    expect(new Set(engagements.map(({ id }) => id)).size).toBe(158);
    // What is kept of past years is found by these.
    expect(engagementDe('etat-04')?.texte).toContain('AVDL d’abord');
    expect(engagementDe('caf-09')?.texte).toContain('schéma directeur');
    expect(engagementDe('siao-07')?.texte).toContain('115');
    expect(engagementDe('annexe2-3')?.texte).toContain('sites');
    expect(engagementDe('absent-01')).toBeUndefined();
  });

  it('serve each an objective of their annex, each of which some serve', () => {
    const served = (annexe2: boolean) =>
      new Set(
        engagements
          .filter(({ signataire }) => (signataire === 'annexe2') === annexe2)
          .flatMap((one) => one.objectifs),
      );
    expect(served(false).size + served(true).size).toBe(Object.keys(objectifs).length);
    expect([...served(true)].toSorted()).toEqual(['culture', 'liens', 'ouverture']);
  });

  it('are printed, one by one, in the page of commitments', () => {
    const page = engagementsPage();
    expect(engagements.filter(({ id, texte }) => !page.includes(id) || !page.includes(texte))).toEqual([]);
    // Every name of the page is one of the data: nothing is added by hand.
    const names = new Set([...engagements.flatMap(preuvesDe), ...Object.values(tenus).flat()]);
    const [, ...parts] = page.split(/^## /m);
    expect(parts.flatMap(quoted).filter((name) => !names.has(name))).toEqual([]);
  });

  it('name only pages, events and their values, alerts, mails, contracts and commands that are there', () => {
    const named = engagements.flatMap(preuvesDe);
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((name) => heldIf(name) === undefined)).toEqual([]);
  });

  it('name pages that their register has words for, and no other', () => {
    const named = new Set(engagements.flatMap(preuvesDe).filter((name) => name.startsWith('/')));
    expect(Object.keys(ecrans).toSorted()).toEqual([...named].toSorted());
  });

  it('have tests only where the hub carries something', () => {
    const carried = rows.filter(({ portage }) => portage === 'porte').length;
    expect(Object.keys(tenus).filter((id) => engagementDe(id)?.portage !== 'porte')).toEqual([]);
    expect(Object.keys(tenus)).toHaveLength(carried);
  });

  it.each(rows)('$name: is held by tests, or said to be missing', ({ portage, names, tests }) => {
    if (portage === 'manque') {
      expect([names, tests]).toEqual([[], []]);
      return;
    }
    expect(names.length).toBeGreaterThan(0);
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
