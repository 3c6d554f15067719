import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type CaseReport, reportOf } from '../../shared/cases/reading/case-report.ts';
import { isDay } from '../../shared/domain/calendar/civil-date.ts';
import { eventsOf } from '../support/procedures.ts';

/**
 * Dossiers of another author (see `dossiers-attacked.test.ts`), and dossiers on the edge of each date of the liability: all that the
 * hub says of each on a day. The reading of the first was compared with the dates that their author had computed from the texts, that of
 * the second with the algorithm of the liability; a change is to be read as one reads a change of the law.
 */
const dossierSchema = z.object({
  dossier: z.string(),
  area: z.string(),
  days: z.array(z.string().refine(isDay)),
  facts: z.array(z.looseObject({ kind: z.string(), actDate: z.string() })),
});
const dossiers = ['attacked', 'edges'].flatMap((name) =>
  readFileSync(join(import.meta.dirname, `../fixtures/dossiers/${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => dossierSchema.parse(JSON.parse(line))),
);

const present = (parts: readonly (string | false | null | undefined)[]): string =>
  parts.filter(Boolean).join(', ');

const liabilityOf = ({
  etat,
  refus,
  debut,
  fin,
  pourquoi,
  aConfirmer,
}: CaseReport['responsabilite']): string[] => [
  present([etat, refus && `refus ${refus}`, debut && `début ${debut}`, fin && `fin ${fin}`]),
  ...pourquoi.map((why) => `  ${why}`),
  ...aConfirmer.map((what) => `  ? ${what}`),
];

/** The rule's own words, and how a delay is counted, are tested apart: of a deadline's explanation, what is the dossier's own. */
const counted = /^(Départ|Échéance|Premier jour) : |^\d\d\/|^Le \d\d\/\d\d\/\d{4} est un/;
const deadlineOf = ({
  rule,
  from,
  due,
  status,
  outcome,
  alerts,
  explanation,
}: CaseReport['deadlines'][number]): string[] => [
  present([
    `${rule} ${from.date}`,
    due && `→ ${due}`,
    status,
    outcome.kind !== status && outcome.kind,
    'late' in outcome && outcome.late && 'late',
    ...alerts.map(({ name, day }) => `${name} ${day}`),
  ]),
  ...explanation
    .slice(3)
    .filter((line) => !counted.test(line))
    .map((line) => `  ${line}`),
];

const readingOf = (report: CaseReport): string =>
  [
    present([
      report.stage,
      report.stageSince,
      report.status,
      report.nextDue && `next ${report.nextDue.rule}`,
    ]),
    ...report.episodes.map(
      ({ depuis, jusquAu, fin, responsabilite: { etat, debut } }) =>
        `episode ${present([depuis, jusquAu, fin, etat, debut ?? undefined])}`,
    ),
    ...liabilityOf(report.responsabilite),
    ...report.flags.map(({ code, since, message }) => `! ${code} ${since}: ${message}`),
    ...report.deadlines.flatMap(deadlineOf),
  ].join('\n');

describe.each([...Map.groupBy(dossiers, ({ area }) => area)])('%s', (_, own) => {
  it.each(own)('$dossier', ({ facts, days }) => {
    for (const day of days) expect(readingOf(reportOf(eventsOf(...facts), day))).toMatchSnapshot(day);
  });
});
