import type { Result } from './run.ts';

type Setting = { date: string; machine: string; seconds: number; seeds: string; messages: string };

/** The runs of a command as a page: the faults injected, and what was found. */
export const reportOf = (results: readonly Result[], setting: Setting): string => {
  const { date, machine, seconds, seeds, messages } = setting;
  const sum = (of: (result: Result) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const kinds = [...new Set(results.flatMap(({ faults }) => Object.keys(faults)))].sort();
  const isSymptom = (kind: string): boolean => kind.includes(' failed: ');
  const symptoms = kinds.filter(isSymptom);
  const row = (kind: string): string => `| ${kind} | ${sum(({ faults }) => faults[kind] ?? 0)} |`;
  const broken = results.filter((result) => result.broken.length > 0);
  const found = (what: string): number =>
    sum((result) => result.broken.filter((line) => line.startsWith(what)).length);
  return `# Chaos

Printed by \`npm run --silent lab -- chaos --seeds ${seeds} --messages ${messages}\` on ${date}: ${machine}, ${seconds} s.

${results.length} seeds; ${sum((one) => one.messages)} sendings by partners, ${sum((one) => one.steps)} steps, ${sum((one) => one.sandboxes)} sandboxes of functions.
Each seed's traffic is played twice, without a fault and with them, and the two are compared. Even seeds play by waves, where
notices must be exactly those of the clean run; odd seeds in any order.

| aim | found |
| --- | ---: |
| lost messages or events: 0 | ${found('lost')} |
| double-filed, or two households in one case: 0 | ${found('double-filed') + found('mis-filed')} |
| any other promise broken: 0 | ${sum((one) => one.broken.length) - found('lost') - found('double-filed') - found('mis-filed')} |

Dead letters brought back: ${sum((one) => one.redriven)}; items touched after a stream gave them up: ${sum((one) => one.touched)}; none left.
Reviews answered by a person: ${sum((one) => one.reviews)}. Mails: ${sum((one) => one.mails)}, of which ${sum((one) => one.repeatedMails)} repeat one before, with the same id.

## What was injected

| | times |
| --- | ---: |
${kinds
  .filter((kind) => !isSymptom(kind))
  .map(row)
  .join('\n')}

## Invocations that failed whole of it

${symptoms.length === 0 ? 'None: what fails of a batch is given back alone.' : ['| | times |', '| --- | ---: |', ...symptoms.map(row)].join('\n')}

## Seeds that broke something

${broken.length === 0 ? 'None.' : broken.map(({ seed, broken: lines }) => `- ${seed}: ${lines.join('; ')}`).join('\n')}
`;
};
