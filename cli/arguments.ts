import { parseArgs } from 'node:util';
import type * as z from 'zod';
import { nearestTo } from './nearest.ts';

/** Exit code of a command that did what was asked. */
export const DONE = 0;
/** Exit code when the request is understood but cannot be done: a case that does not exist, a missing file, a proof that fails. */
export const CANNOT = 1;
/** Exit code when Ctrl-C stopped it before its end, as shells give it: 128 and the number of the signal. */
export const INTERRUPTED = 130;
/** Exit code when the request is not understood, or incomplete. */
export const MISUSED = 2;

/** The request is not understood, or incomplete. The message is in French, for the person who typed it. */
export class Misused extends Error {
  override name = 'Misused';
}

/** An option as a command declares it. `value` names its value in the help; `about` says what it does, in French. */
type Option = {
  type: 'string' | 'boolean';
  about: string;
  value?: string;
  default?: string | boolean;
  multiple?: boolean;
};
export type Options = Readonly<Record<string, Option>>;

type Config<O extends Options> = { args: string[]; options: O; allowPositionals: true };
/** Values of the options, typed from their declaration. */
export type Values<O extends Options> = ReturnType<typeof parseArgs<Config<O>>>['values'];
/** The words of a command line, once read: `operands` are those that belong to no option. */
export type Read<O extends Options> = { values: Values<O>; operands: string[] };

/** Refuses a wrong option in French, since node:util's messages are in English. Returns true when the help is asked for. */
const refuseWrong = (args: readonly string[], options: Options): boolean => {
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
  if (given.some(({ name }) => name === 'help' || name === 'h')) return true;
  for (const { name, rawName, value, inlineValue } of given) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) {
      const nearest = nearestTo(name, Object.keys(options));
      throw new Misused(`option inconnue : ${rawName}${nearest ? ` (peut-être --${nearest} ?)` : ''}`);
    }
    if (option.type === 'boolean' && value !== undefined) throw new Misused(`${rawName} n’attend rien`);
    const another = !inlineValue && value !== undefined && /^-./.test(value);
    if (option.type === 'string' && (value === undefined || another))
      throw new Misused(`${rawName} attend ${option.value ?? 'une valeur'}`);
  }
  return false;
};

/**
 * Reads the words of a command. Returns `undefined` when the help is asked for.
 *
 * @param most how many operands the command takes at most
 * @throws Misused for an option that is unknown or lacks its value, and for an operand too many
 */
export const readArguments = <O extends Options>(
  args: readonly string[],
  options: O,
  most: number,
): Read<O> | undefined => {
  if (refuseWrong(args, options)) return undefined;
  const { values, positionals } = parseArgs<Config<O>>({ args: [...args], options, allowPositionals: true });
  if (positionals.length > most) throw new Misused(`en trop : « ${positionals[most]} »`);
  return { values, operands: positionals };
};

/**
 * The value, which must be there.
 *
 * @param name what the person should type: `--case`, `le dossier`
 * @throws Misused when it is absent or empty
 */
export const needed = (value: string | undefined, name: string): string => {
  if (value) return value;
  throw new Misused(`il manque ${name}`);
};

/** @throws Misused when the text is not a whole number, or is less than `least` */
export const wholeNumber = (text: string, name: string, least = 1): number => {
  const number = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(number) && number >= least) return number;
  throw new Misused(
    `${name} ${text} : un nombre entier est attendu${least > 0 ? `, au moins ${least}` : ''}`,
  );
};

/**
 * The entry of that name.
 *
 * @param what what the entries are called in the error: `action`
 * @throws Misused when the name is absent, or unknown: the message then proposes the nearest name
 */
export const chosen = <T>(known: Readonly<Record<string, T>>, name: string | undefined, what: string): T => {
  const names = Object.keys(known);
  if (name === undefined) throw new Misused(`${what} attendue : ${names.join(', ')}`);
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (found !== undefined) return found;
  throw new Misused(`${what} inconnue : « ${name} » (peut-être « ${nearestTo(name, names)} » ?)`);
};

/**
 * The variables of the environment, parsed by a schema.
 *
 * @throws Misused naming the variables that are absent or wrong
 */
export const environment = <T>(schema: z.ZodType<T>): T => {
  const read = schema.safeParse(process.env);
  if (read.success) return read.data;
  const names = new Set(read.error.issues.map(({ path }) => path.join('.')));
  throw new Misused(`dans l’environnement, absent ou trop court : ${[...names].join(', ')}`);
};
