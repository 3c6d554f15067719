import { CANNOT, DONE, MISUSED, Misused, type Options, type Read, readArguments } from './arguments.ts';
import { inFrench } from './refusals.ts';

/** A command as a program calls it. */
export type Command = {
  options: Options;
  /** Its help in French; `call` is how it is typed: `npm run --silent passerelle -- route`. */
  help: (call: string) => string;
  /** Runs it; gives its exit code. Nothing is thrown for what was to be expected. */
  run: (args: readonly string[], call: string) => Promise<number>;
  /** When it only leads to others. */
  verbs?: Verbs;
};
/** Commands by their names: a line in French, and the module, loaded when it is called. */
export type Verbs = Readonly<Record<string, { about: string; load: () => Promise<Command> }>>;

type Declared<O extends Options> = {
  /** What it does, in French. */
  about: string;
  /** What is typed after the name, one way a line, for the help. */
  usage: string;
  options: O;
  /** What follows the options in the help. */
  notes?: string;
  /** Words it takes beside its options, at most; none by default. */
  operands?: number;
  /** Gives the exit code. */
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

/** `npm run --silent passerelle -- review` runs `review`; `npm run build --`, `build`. */
const nameIn = (call: string): string => call.replace(/^npm run (?:.* -- )?/, '').replace(/ --$/, '');

/**
 * A command, from what it declares: its options are read, its help printed, and its errors told in French.
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
