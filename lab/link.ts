import { runEvaluate } from './link/run-evaluate.ts';
import { runGrowth } from './link/run-growth.ts';
import { runTrain } from './link/run-train.ts';
import { runWorld } from './link/world/run-world.ts';

const HELP = `Le rapprochement des messages d'un même ménage : l'apprendre, le juger, inventer de quoi le juger.

  npm run --silent link -- evaluate …   juge sur un fichier dont la vérité est connue
  npm run --silent link -- train …      apprend les poids d'un fichier
  npm run --silent link -- growth …     mesure ce que coûte un message quand les dossiers s'accumulent
  npm run --silent link -- world …      invente des ménages et leurs messages

Chacune dit le reste avec --help.`;

const commands: Readonly<Record<string, (argv: readonly string[]) => Promise<void>>> = {
  evaluate: runEvaluate,
  growth: runGrowth,
  train: runTrain,
  world: runWorld,
};

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

try {
  const [name = '--help', ...argv] = process.argv.slice(2);
  const run = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (run) await run(argv);
  else if (name === '--help') console.log(HELP);
  else throw new Error(`commande inconnue : ${name} (evaluate, train, growth ou world)`);
} catch (error) {
  console.error(`link : ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`);
  process.exitCode = 2;
}
