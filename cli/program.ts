import { enableCompileCache } from 'node:module';
import { DONE, MISUSED } from './arguments.ts';
import type { Command, Verbs } from './command.ts';
import { nearestTo } from './nearest.ts';

const listOf = (about: string, verbs: Verbs, call: string): string => {
  const width = Math.max(...Object.keys(verbs).map((name) => name.length));
  const lines = Object.entries(verbs).map(([name, { about: one }]) => `  ${name.padEnd(width)}  ${one}`);
  return [about, `${call} VERBE …\n${lines.join('\n')}`, 'Chaque verbe dit le reste avec --help.'].join(
    '\n\n',
  );
};

const isHelp = (word: string | undefined): boolean => word === 'aide' || word === '--help' || word === '-h';

/** A command that leads to others by its first word. Its help gives one line for each. */
export const program = (about: string, verbs: Verbs): Command => {
  const help = (call: string): string => listOf(about, verbs, call);
  const find = (name: string) => (Object.hasOwn(verbs, name) ? verbs[name] : undefined);
  return {
    options: {},
    verbs,
    help,
    run: async ([name, ...args], call) => {
      if (name === undefined) {
        process.stderr.write(`${help(call)}\n`);
        return MISUSED;
      }
      const asked = isHelp(name) ? args[0] : name;
      if (asked === undefined) {
        process.stdout.write(`${help(call)}\n`);
        return DONE;
      }
      const verb = find(asked);
      if (verb) return (await verb.load()).run(isHelp(name) ? ['--help'] : args, `${call} ${asked}`);
      process.stderr.write(
        `verbe inconnu : « ${asked} » (peut-être « ${nearestTo(asked, Object.keys(verbs))} » ?)\nAide : ${call} --help\n`,
      );
      return MISUSED;
    },
  };
};

/** Runs a program with the words of this process, and ends the process once all its output is written. */
export const runProgram = async ({ run }: Command, call: string): Promise<never> => {
  // Saves half a second each time a command is typed again.
  enableCompileCache();
  // A reader that closes the pipe early (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(DONE);
  });
  const code = await run(process.argv.slice(2), call);
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>((written) => stream.write('', () => written()));
  // Forces the exit: an engine or a PDF reader may still be open.
  return process.exit(code);
};
