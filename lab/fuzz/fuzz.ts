import * as fc from 'fast-check';
import { CANNOT, DONE, type Options, type Values, wholeNumber } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { plantedIn } from '../../test/support/planted.ts';
import { startTable } from '../../test/support/table.ts';
import { intakesOf } from './intakes.ts';
import { leaksIn } from './leaks.ts';

const options = {
  runs: { type: 'string', value: 'N', about: 'cas de chaque entrée (10000)', default: '10000' },
  seed: {
    type: 'string',
    value: 'N',
    about: 'graine (celle de l’heure)',
    default: String(Date.now() % 1_000_000),
  },
  only: { type: 'string', value: 'NOM', about: 'les entrées dont le nom contient ceci' },
} as const satisfies Options;

const run = async (values: Values<typeof options>): Promise<number> => {
  const runs = wholeNumber(values.runs, '--runs');
  const seed = wholeNumber(values.seed, '--seed', Number.MIN_SAFE_INTEGER);
  let code = DONE;
  // Each filed message logs a line, which would hide the results.
  const write = process.stdout.write.bind(process.stdout);
  const logged = new Set<string>();
  process.stdout.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    const line = String(chunk);
    if (!line.startsWith('{"event"')) return Reflect.apply(write, process.stdout, [chunk, ...rest]) === true;
    for (const word of plantedIn(line)) logged.add(`${word} in a log`);
    return true;
  };

  // Silences the PDF reader, which reports what it repairs.
  console.warn = () => {};

  const store = await startTable();
  const env = { TABLE_NAME: 'hub', MATCHING_KEY: 'k'.repeat(32), DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
  for (const { name, cases, take } of await intakesOf(
    createReceiveDeps(store.client, env),
    createPieceRegister(store.client, 'hub', 30),
  )) {
    if (values.only && !name.includes(values.only)) continue;
    const began = performance.now();
    const result = await fc.check(fc.asyncProperty(cases, take), {
      numRuns: runs,
      seed: seed,
      endOnFailure: false,
    });
    const leaks = [...(await leaksIn(store.client, 'hub')), ...logged];
    if (leaks.length > 0) {
      code = CANNOT;
      console.log(`${name.padEnd(24)} MOTS SEMÉS retrouvés\n  ${leaks.slice(0, 10).join('\n  ')}`);
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    if (!result.failed) {
      console.log(`${name.padEnd(24)} ${result.numRuns} cas, ${seconds} s`);
      continue;
    }
    code = CANNOT;
    const smallest = JSON.stringify(result.counterexample).slice(0, 600);
    console.log(`${name.padEnd(24)} EN PANNE, graine ${result.seed}, chemin ${result.counterexamplePath}`);
    console.log(`  ${smallest}\n  ${String(result.errorInstance).slice(0, 400)}`);
  }
  await store.stop();
  return code;
};

export const fuzz = command({
  about: `Envoie à chaque entrée des messages et des fichiers abîmés : chacun doit finir enregistré ou refusé, jamais en panne. Des
mots sont semés dans leurs champs libres : aucun ne doit se retrouver dans une clé, un avis, un mail ni un journal.`,
  usage: '[--runs 10000] [--seed N] [--only NOM]',
  options,
  notes: 'Une panne est imprimée avec sa graine et le plus petit cas qui la donne.',
  run: ({ values }) => run(values),
});
