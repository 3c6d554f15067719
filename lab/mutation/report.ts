import { readFile, stat, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import * as z from 'zod';
import { specifications } from './folders.ts';
import { type Counts, type Kept, keptOf } from './page.ts';
import { reasonOf, type Survivor } from './survivors.ts';

const positionSchema = z.object({ line: z.int(), column: z.int() });
const mutantSchema = z.object({
  mutatorName: z.string(),
  replacement: z.string().optional(),
  status: z.string(),
  location: z.object({ start: positionSchema, end: positionSchema }),
});
/** The report format of mutation-testing-elements, as far as it is read here. */
const reportSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(mutantSchema) })),
  framework: z.object({ version: z.string() }).optional(),
});

type Folder = { name: string; day: string; counts: Counts; survivors: Survivor[] };

const count = (statuses: readonly string[]): Counts => {
  const of = (...names: string[]): number => statuses.filter((status) => names.includes(status)).length;
  return {
    killed: of('Killed'),
    timeout: of('Timeout'),
    survived: of('Survived'),
    noCoverage: of('NoCoverage'),
    errors: of('RuntimeError', 'CompileError'),
  };
};

const total = (all: readonly Counts[]): Counts => {
  const sum = (field: keyof Counts): number => all.reduce((done, counts) => done + counts[field], 0);
  return {
    killed: sum('killed'),
    timeout: sum('timeout'),
    survived: sum('survived'),
    noCoverage: sum('noCoverage'),
    errors: sum('errors'),
  };
};

/** Stryker's own mutation score: what was seen, of what could be. A mutant that does not even load counts nowhere. */
const scoreOf = ({ killed, timeout, survived, noCoverage }: Counts): number =>
  (100 * (killed + timeout)) / (killed + timeout + survived + noCoverage);

const folderOf = async (name: string): Promise<Folder | undefined> => {
  const file = `.mutation/${name}.json`;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { files } = reportSchema.parse(JSON.parse(text));
  const mutants = Object.entries(files).flatMap(([path, { source, mutants }]) =>
    mutants.map((mutant) => ({ path, lines: source.split('\n'), mutant })),
  );
  return {
    name,
    day: (await stat(file)).mtime.toISOString().slice(0, 10),
    counts: count(mutants.map(({ mutant }) => mutant.status)),
    survivors: mutants
      .filter(({ mutant: { status } }) => status === 'Survived' || status === 'NoCoverage')
      .map(({ path, lines, mutant: { location, mutatorName, replacement = '' } }) => {
        const { start, end } = location;
        const line = lines[start.line - 1] ?? '';
        const before = line.slice(start.column - 1, start.line === end.line ? end.column - 1 : undefined);
        return {
          file: path.replace('shared/domain/', ''),
          line: line.trim(),
          at: start.line,
          mutator: mutatorName,
          before,
          after: replacement,
        };
      }),
  };
};

const percent = (value: number): string => `${value.toFixed(1)} %`;
const row = (name: string, counts: Counts, day: string): string => {
  const { killed, timeout, survived, noCoverage, errors } = counts;
  return `| ${name} | ${killed + timeout + survived + noCoverage} | ${killed} | ${timeout} | ${survived} | ${noCoverage} | ${errors} | ${percent(scoreOf(counts))} | ${day} |`;
};

const inCode = (text: string): string => {
  const short = text.replace(/\s+/g, ' ').trim();
  const cut = short.length > 70 ? `${short.slice(0, 67)}…` : short;
  return `\`${cut.replaceAll('`', '´').replaceAll('|', '\\|')}\``;
};

const UNEXPLAINED = 'Not explained: a gap in the specifications until somebody shows otherwise.';

const survivorsOf = ({ survivors }: Folder): string => {
  const byReason = Object.groupBy(survivors, (survivor) => reasonOf(survivor) ?? UNEXPLAINED);
  return Object.entries(byReason)
    .map(([reason, all = []]) => {
      const list = all.map(
        ({ file, at, before, after }) => `  - ${file}:${at} ${inCode(before)} → ${inCode(after)}`,
      );
      return `- ${reason} (${all.length})\n${list.join('\n')}`;
    })
    .join('\n');
};

const keptSchema = z.looseObject({
  files: z.record(z.string(), z.looseObject({ mutants: z.array(z.looseObject({ status: z.string() })) })),
});

/**
 * Takes the survivors out of what Stryker keeps between runs, so that each is run again: it would keep those of code that runs
 * when a module loads (tables, constants, patterns), whatever new test sees them.
 */
export const forgetSurvivors = async (file: string): Promise<void> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const kept = keptSchema.parse(JSON.parse(text));
  for (const one of Object.values(kept.files))
    one.mutants = one.mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  await writeFile(file, JSON.stringify(kept));
};

/** A folder's place on the page, from its last run here. */
const sayOf = (folder: Folder): Kept => {
  const { name, counts, day, survivors } = folder;
  return {
    name,
    row: row(name, counts, day),
    section: survivors.length > 0 ? `### ${name}\n\n${survivorsOf(folder)}` : undefined,
    counts,
  };
};

/**
 * docs/mutation.md, from the last run of each folder: scores, and every mutant that was not seen, with why. A folder that was not
 * run here stays as the page has it.
 *
 * @param page what docs/mutation.md says so far
 */
export const reportText = async (version: string, page: string): Promise<string> => {
  const kept = keptOf(page);
  const found = await Promise.all(
    Object.keys(specifications).map(async (name) => {
      const folder = await folderOf(name);
      return folder ? sayOf(folder) : kept.get(name);
    }),
  );
  const folders = found.flatMap((folder) => folder ?? []);
  const missing = Object.keys(specifications).filter(
    (name) => !folders.some((folder) => folder.name === name),
  );
  const all = total(folders.map(({ counts }) => counts));
  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `# Mutation testing of the domain

Printed by \`npm run lab -- mutation\`: Stryker ${version}, vitest runner, one worker; the last day's folders on ${machine}, Node ${process.versions.node}.

Each operator, condition, value and string of \`shared/domain\` is changed in turn, and the specifications are run. A mutant is
judged by the specifications of its own folder only (\`lab/mutation/folders.ts\`): a lower bound. Score = (killed + timeout) /
(killed + timeout + survived + no coverage); a mutant that no longer loads is an error and counts nowhere.

| folder | mutants | killed | timeout | survived | no coverage | errors | score | run on |
| --- | --: | --: | --: | --: | --: | --: | --: | --- |
${folders.map(({ row }) => row).join('\n')}
${row('**all**', all, '')}
${missing.length > 0 ? `\nNot measured here: ${missing.join(', ')}.\n` : ''}
Left out, having no behaviour: \`*.generated.ts\` (the table of communes, held to its source by \`check:generated\`) and \`*.d.ts\`
(types of two libraries). The one file beside the folders, \`assert-never.ts\`, is for code that cannot be reached. Nothing else is left out: titles, labels and legal sources are mutated too.

## What survived, and why

${folders.flatMap(({ section }) => section ?? []).join('\n\n')}
`;
};
