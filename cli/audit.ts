import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';
import { CANNOT, DONE, MISUSED } from './arguments.ts';
import { command } from './command.ts';
import { runProgram } from './program.ts';

const reportSchema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      range: z.string(),
      via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string().optional() })])),
    }),
  ),
  metadata: z.object({ dependencies: z.object({ prod: z.number() }) }),
});
type Report = z.infer<typeof reportSchema>;

/** The report that npm prints, which it does even when it fails; `undefined` when its output is not a report. */
const ask = async (): Promise<Report | undefined> => {
  const { stdout } = await promisify(execFile)('npm', ['audit', '--omit=dev', '--json'], {
    maxBuffer: 2 ** 26,
  }).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  try {
    return reportSchema.safeParse(JSON.parse(stdout)).data;
  } catch {
    return undefined;
  }
};

const lineOf = ([name, { severity, range, via }]: [string, Report['vulnerabilities'][string]]): string => {
  const why = via.map((one) => (typeof one === 'string' ? `through ${one}` : one.title)).join('; ');
  return `  ${name} ${range}: ${severity}: ${why}`;
};

const audit = command({
  about:
    'Demande au registre lesquelles des dépendances déployées, ou qui déploient, ont une vulnérabilité connue.',
  usage: '[--strict]',
  options: { strict: { type: 'boolean', about: 'finit par 2 quand le registre n’en dit rien' } },
  notes: `Code de sortie : 0 aucune ; 1 une au moins, chacune dite avec sa gravité. Sans --strict, un registre qui ne dit rien est signalé, et
passe : une machine peut n’en avoir aucun qui réponde.`,
  run: async ({ values: { strict } }) => {
    const report = await ask();
    if (!report) {
      console.log('audit NOT DONE: the registry did not say which dependencies are vulnerable');
      return strict ? MISUSED : DONE;
    }
    const found = Object.entries(report.vulnerabilities);
    const asked = `${report.metadata.dependencies.prod} production dependencies`;
    console.log(`audit: ${found.length === 0 ? 'no' : found.length} known vulnerability in ${asked}`);
    for (const one of found) console.log(lineOf(one));
    return found.length === 0 ? DONE : CANNOT;
  },
});

await runProgram(audit, 'npm run audit --');
