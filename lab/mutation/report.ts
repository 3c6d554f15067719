import { readFile, stat, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import * as z from 'zod';
import { specifications } from './folders.ts';

const positionSchema = z.object({ line: z.int(), column: z.int() });
const mutantSchema = z.object({
  mutatorName: z.string(),
  replacement: z.string().optional(),
  status: z.string(),
  statusReason: z.string().optional(),
  location: z.object({ start: positionSchema, end: positionSchema }),
});
/** The report format of mutation-testing-elements: only what is read here. */
const reportSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(mutantSchema) })),
});

/** A mutant. `at` is its file and line; `before` is the text it changes there. */
type Mutant = z.infer<typeof mutantSchema> & { at: string; before: string };
/** A folder's last run. */
type Folder = { name: string; day: string; mutants: Mutant[] };

const folderOf = async (name: string): Promise<Folder | undefined> => {
  const file = `.mutation/${name}.json`;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { files } = reportSchema.parse(JSON.parse(text));
  return {
    name,
    day: (await stat(file)).mtime.toISOString().slice(0, 10),
    mutants: Object.entries(files).flatMap(([path, { source, mutants }]) => {
      const lines = source.split('\n');
      return mutants.map((mutant) => {
        const { start, end } = mutant.location;
        const upTo = start.line === end.line ? end.column - 1 : undefined;
        return {
          ...mutant,
          at: `${path.replace('shared/domain/', '')}:${start.line}`,
          before: (lines[start.line - 1] ?? '').slice(start.column - 1, upTo),
        };
      });
    }),
  };
};

const row = (name: string, mutants: readonly Mutant[], day: string): string => {
  const of = (...statuses: string[]): number =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const [killed, timeout, survived] = [of('Killed'), of('Timeout'), of('Survived')];
  const [noCoverage, errors, ignored] = [of('NoCoverage'), of('RuntimeError', 'CompileError'), of('Ignored')];
  const all = killed + timeout + survived + noCoverage;
  const score = `${((100 * (killed + timeout)) / all).toFixed(1)} %`;
  return `| ${[name, all, killed, timeout, survived, noCoverage, errors, ignored, score, day].join(' | ')} |`;
};

const inCode = (text: string): string => {
  const short = text.replace(/\s+/g, ' ').trim();
  const cut = short.length > 70 ? `${short.slice(0, 67)}…` : short;
  return `\`${cut.replaceAll('`', '´').replaceAll('|', '\\|')}\``;
};

/** Stryker's reason for a mutant that a comment sets aside without a reason. */
const NO_REASON = 'Ignored using a comment';

/** Lists the mutants that no test caught, and those set aside without a reason. */
const leftOf = (mutants: readonly Mutant[]): string => {
  const left = mutants.filter(
    ({ status, statusReason }) =>
      status === 'Survived' || status === 'NoCoverage' || statusReason === NO_REASON,
  );
  if (left.length === 0) return 'None.';
  return left
    .map(({ at, before, replacement = '' }) => `- ${at} ${inCode(before)} → ${inCode(replacement)}`)
    .join('\n');
};

const ignoredOf = (mutants: readonly Mutant[]): string => {
  const reasons = mutants.flatMap(({ status, statusReason }) =>
    status === 'Ignored' && statusReason !== NO_REASON ? [statusReason] : [],
  );
  return `Ignored: ${reasons.length}, each with its reason beside the code (\`// Stryker disable …: reason\`; ${new Set(reasons).size} reasons). Stryker's page of
each folder (\`.mutation/\`, where the command was run) says them mutant by mutant.`;
};

const keptSchema = z.looseObject({
  files: z.record(z.string(), z.looseObject({ mutants: z.array(z.looseObject({ status: z.string() })) })),
});

/**
 * Removes the survivors from what Stryker keeps between runs, so that each is run again. Stryker would otherwise keep those of
 * code that runs when a module loads (tables, constants, patterns), whatever new test catches them.
 */
export const forgetSurvivors = async (file: string): Promise<void> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const kept = keptSchema.parse(JSON.parse(text));
  for (const one of Object.values(kept.files))
    one.mutants = one.mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  await writeFile(file, JSON.stringify(kept));
};

/**
 * The text of docs/mutation.md, from Stryker's report of each folder's last run: scores, and every mutant that no test caught.
 *
 * @returns the page, or the folders that have no report here: the page must cover them all
 */
export const reportText = async (version: string): Promise<{ page: string } | { missing: string[] }> => {
  const found = await Promise.all(
    Object.keys(specifications).map(async (name) => ({ name, folder: await folderOf(name) })),
  );
  const missing = found.flatMap(({ name, folder }) => (folder ? [] : [name]));
  if (missing.length > 0) return { missing };
  const folders = found.flatMap(({ folder }) => folder ?? []);
  const all = folders.flatMap(({ mutants }) => mutants);
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const page = `# Mutation testing of the domain

Printed by \`npm run lab -- mutation\`: Stryker ${version}, vitest runner, one worker; the last day's folders on ${machine}, Node ${process.versions.node}.

Each operator, condition, value and string of \`shared/domain\` is changed in turn, and the specifications are run. A mutant is
judged by the specifications of its own folder only (\`lab/mutation/folders.ts\`): a lower bound. Score = (killed + timeout) /
(killed + timeout + survived + no coverage); a mutant that no longer loads is an error, one that a comment sets aside is
ignored, and neither counts.

| folder | mutants | killed | timeout | survived | no coverage | errors | ignored | score | run on |
| --- | --: | --: | --: | --: | --: | --: | --: | --: | --- |
${folders.map(({ name, mutants, day }) => row(name, mutants, day)).join('\n')}
${row('**all**', all, '')}

Left out, having no behaviour: \`*.generated.ts\` (the table of communes, held to its source by \`check:generated\`) and \`*.d.ts\`
(types of two libraries). The one file beside the folders, \`assert-never.ts\`, is for code that cannot be reached. Nothing else is left out: titles, labels and legal sources are mutated too.

${ignoredOf(all)}

## What survived

Gaps in the specifications, until somebody closes them or writes beside the code why they are none.

${leftOf(all)}
`;
  return { page };
};
