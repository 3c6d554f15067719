import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as z from 'zod';

const HELP = `Asks the registry which dependencies that are deployed, or that deploy, have a known vulnerability.

  npm run --silent audit

Exit: 0 none known; 1 one at least, each printed with its severity; 2 with --strict when the registry did not say. Without
--strict a registry that does not say is told, and passes: a machine may have none that answers.`;

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

/** What npm prints, which it also does when it fails; undefined when that is no report. */
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

if (process.argv.includes('--help')) {
  console.log(HELP);
  process.exit(0);
}
const report = await ask();
if (!report) {
  console.log('audit NOT DONE: the registry did not say which dependencies are vulnerable');
  process.exitCode = process.argv.includes('--strict') ? 2 : 0;
} else {
  const found = Object.entries(report.vulnerabilities);
  const asked = `${report.metadata.dependencies.prod} production dependencies`;
  console.log(`audit: ${found.length === 0 ? 'no' : found.length} known vulnerability in ${asked}`);
  for (const one of found) console.log(lineOf(one));
  process.exitCode = found.length === 0 ? 0 : 1;
}
