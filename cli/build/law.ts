import { readdir, readFile } from 'node:fs/promises';
import { dateInFrench } from '../../shared/domain/calendar/civil-date.ts';
import { lengthInFrench } from '../../shared/domain/delays/length.ts';
import type { Reliability, Version } from '../../shared/domain/delays/rule.ts';
import { type NamedRule, rules } from '../../shared/domain/delays/rules/all.ts';
import { writeBetween } from './pages.ts';

const TESTS = new URL('../../test/unit/', import.meta.url);

const sure: Record<Reliability, string> = {
  texte: 'text read',
  source: 'professional source',
  choix: 'choice of the hub',
  aConfirmer: '**to be confirmed**',
};

const valueSaid = (rule: NamedRule, { length, validFrom, validTo }: Version): string =>
  [
    length.value === 0
      ? 'the same day'
      : `${lengthInFrench(length)}${rule.direction === 'avant' ? ' avant' : ''}`,
    validFrom && `from ${dateInFrench(validFrom)}`,
    validTo && `to ${dateInFrench(validTo)}`,
  ]
    .filter(Boolean)
    .join(', ');

/** The specifications of delays and of whole dossiers: others name an event or a fact that a rule has the name of. */
const RULES =
  /^(agenda|alerts|delay-rules|delays|dossiers.*|explanations|law-dates|responsabilite-properties|standing)\.test\.ts$/;

/** The specifications that name each rule. */
const testsOf = async (): Promise<(rule: string) => string> => {
  const files = (await readdir(TESTS)).filter((name) => RULES.test(name)).sort();
  const texts = await Promise.all(
    files.map(async (name) => ({ name, text: await readFile(new URL(name, TESTS), 'utf8') })),
  );
  return (rule) =>
    texts
      .filter(({ text }) => text.includes(`'${rule}'`))
      .map(({ name }) => `\`${name.replace('.test.ts', '')}\``)
      .join(', ');
};

/**
 * Writes, in `docs/law.md`, the table of the rules that the hub runs on: value, source, how sure it is, and which specifications
 * hold it. With `check`, only says whether the committed one is up to date.
 */
export const buildLaw = async (check: boolean): Promise<boolean> => {
  const tests = await testsOf();
  const text = [
    '',
    '| rule | value | source | how sure | held by |',
    '| --- | --- | --- | --- | --- |',
    ...rules.flatMap((rule) =>
      rule.versions.map(
        (version) =>
          `| \`${rule.name}\` | ${valueSaid(rule, version)} | ${version.source} | ${sure[version.reliability]} | ${tests(rule.name)} |`,
      ),
    ),
    '',
  ].join('\n');
  return writeBetween(
    {
      path: 'docs/law.md',
      name: 'law',
      begin: '<!-- règles : npm run build -- law -->',
      end: '<!-- fin des règles -->',
      text,
      said: `${rules.length} rules`,
    },
    check,
  );
};
