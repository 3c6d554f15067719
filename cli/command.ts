import { CANNOT, DONE, MISUSED, Misused, type Options, type Read, readArguments } from './arguments.ts';
import { inFrench } from './refusals.ts';

/** A command, as a program calls it. */
export type Command = {
  options: Options;
  /** Its help, in French. `call` is what the person types to run it: `npm run --silent passerelle -- route`. */
  help: (call: string) => string;
  /** Runs it and resolves to its exit code. Expected failures give a code, and are not thrown. */
  run: (args: readonly string[], call: string) => Promise<number>;
  /** Its verbs, when the command only leads to others. */
  verbs?: Verbs;
};
/** Commands by name: one line of French, and a module that is loaded only when its command is called. */
export type Verbs = Readonly<Record<string, { about: string; load: () => Promise<Command> }>>;

type Declared<O extends Options> = {
  /** What the command does, in French. */
  about: string;
  /** What is typed after the name, for the help: one line for each way. */
  usage: string;
  options: O;
  /** Text after the options in the help. */
  notes?: string;
  /** The most operands it takes; none by default. */
  operands?: number;
  /** Resolves to the exit code. */
  run: (read: Read<O>) => Promise<number>;
};

const optionLines = (options: Options): string => {
  const all: [string, string][] = Object.entries(options).map(([name, { value, about }]) => [
    `--${name}${value ? ` ${value}` : ''}`,
    about,
  ]);
  const lines: [string, string][] = [...all, ['--help', 'ce texte']];
  const width = Math.max(...lines.map(([flag]) => flag.length));
  return lines
    .map(
      ([flag, about]) => `  ${flag.padEnd(width)}  ${about.replaceAll('\n', `\n${' '.repeat(width + 4)}`)}`,
    )
    .join('\n');
};

/** The command's own name: `npm run --silent passerelle -- review` gives `review`; `npm run build --` gives `build`. */
const nameIn = (call: string): string => call.replace(/^npm run (?:.* -- )?/, '').replace(/ --$/, '');

/**
 * Makes a command from its declaration: reads its options, prints its help, and reports its errors in French.
 *
 * @example
 * export const route = command({
 *   about: 'Dit quelle boîte aux lettres reçoit l’alerte d’un logement.',
 *   usage: '--insee 77284',
 *   options: { insee: { type: 'string', value: 'CODE', about: 'code INSEE de la commune' } },
 *   run: async ({ values }) => { console.log(values.insee); return DONE; },
 * });
 */
export const command = <const O extends Options>({
  about,
  usage,
  options,
  notes,
  operands = 0,
  run,
}: Declared<O>): Command => {
  const help = (call: string): string =>
    [
      about,
      `${call} …\n${usage.replaceAll(/^(?=.)/gm, '  ')}`,
      optionLines(options),
      ...(notes === undefined ? [] : [notes]),
    ].join('\n\n');
  return {
    options,
    help,
    run: async (args, call) => {
      try {
        const read = readArguments(args, options, operands);
        if (read !== undefined) return await run(read);
        process.stdout.write(`${help(call)}\n`);
        return DONE;
      } catch (error) {
        process.stderr.write(`${nameIn(call)} : ${inFrench(error)}\n`);
        if (!(error instanceof Misused)) return CANNOT;
        process.stderr.write(`Aide : ${call} --help\n`);
        return MISUSED;
      }
    },
  };
};
