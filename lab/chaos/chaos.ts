import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CANNOT, DONE, Misused, type Options, type Values, wholeNumber } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { reportOf } from './report.ts';
import type { Result } from './run.ts';

const options = {
  seed: { type: 'string', value: 'N', about: 'une graine (1)' },
  seeds: { type: 'string', value: '1-20', about: 'plusieurs' },
  messages: { type: 'string', value: 'N', about: 'messages de chacune (40)', default: '40' },
  'at-once': {
    type: 'string',
    value: 'N',
    about: 'graines jouées à la fois (autant que de processeurs, quatre au plus)',
    default: String(Math.min(4, availableParallelism())),
  },
  report: { type: 'string', value: 'F', about: 'écrit le compte rendu dans F (docs/chaos.md)' },
} as const satisfies Options;

const run = async (values: Values<typeof options>): Promise<number> => {
  const [from = 1, to = from] = (values.seeds ?? values.seed ?? '1').split('-').map(Number);
  const seeds = Array.from({ length: Math.max(0, to - from + 1) || 0 }, (_, n) => from + n);
  if (seeds.length === 0 || seeds.some((seed) => !Number.isSafeInteger(seed)))
    throw new Misused('--seed N, ou --seeds 1-20');
  const count = wholeNumber(values.messages, '--messages');
  const atOnce = wholeNumber(values['at-once'], '--at-once');

  const assembly = await assemblyFor('local', { bundle: false });

  /** Each run has a process of its own, because a run takes over its process's clock and clients. */
  const play = async (seed: number): Promise<Result> => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, 'one.ts'), assembly, String(seed), String(count)],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  };

  const began = performance.now();
  const results: Result[] = [];
  const crashed: number[] = [];
  const waiting = [...seeds];
  const worker = async (): Promise<void> => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      try {
        const result = await play(seed);
        results.push(result);
        const { mode, messages, steps, faults, broken, digest } = result;
        const count = Object.values(faults).reduce((sum, one) => sum + one, 0);
        const end = broken.length === 0 ? 'tient' : 'CÈDE';
        console.log(
          `graine ${String(seed).padStart(5)} ${mode === 'waves' ? 'vagues  ' : 'désordre'} ${messages} messages, ${steps} pas, ${count} incidents, trace ${digest} : ${end}`,
        );
        for (const line of broken) console.log(`  ${line}`);
      } catch (error) {
        crashed.push(seed);
        console.log(`graine ${String(seed).padStart(5)} S’ARRÊTE : ${String(error).slice(0, 2000)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));

  const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}`;
  const seconds = Math.round((performance.now() - began) / 1000);
  const report = reportOf(
    results.sort((a, b) => a.seed - b.seed),
    {
      date: new Date().toISOString().slice(0, 10),
      machine,
      seconds,
      seeds: values.seeds ?? values.seed ?? '1',
      messages: String(count),
    },
  );
  if (values.report) writeFileSync(values.report, report);
  else console.log(`\n${report}`);
  const failed = [...crashed, ...results.filter(({ broken }) => broken.length > 0).map(({ seed }) => seed)];
  for (const seed of failed)
    console.log(`Rejouer : npm run --silent lab -- chaos --seed ${seed} --messages ${count}`);
  return failed.length > 0 ? CANNOT : DONE;
};

export const chaos = command({
  about: `Joue un trafic tiré au sort contre le hub, sur les moteurs embarqués, en provoquant des pannes à chaque appel ; puis répare
(redrive) et vérifie que rien n’est perdu, ni enregistré deux fois, ni tu.`,
  usage: '[--seed N | --seeds 1-20] [--messages 40] [--at-once 2] [--report docs/chaos.md]',
  options,
  notes: `Une graine paire joue par vagues (les alertes doivent être exactement celles d’un passage sans panne), une impaire dans le désordre.
La même graine avec le même nombre de messages rejoue la même suite : la trace a une empreinte. Sortie 1 si quelque chose a cédé.`,
  run: ({ values }) => run(values),
});
