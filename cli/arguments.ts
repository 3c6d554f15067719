import { parseArgs } from 'node:util';
import type * as z from 'zod';
import { nearestTo } from './nearest.ts';

/** What every command ends with. */
export const DONE = 0;
/** What was asked is understood, and cannot be: a case that does not exist, a file that is not there, a proof that fails. */
export const CANNOT = 1;
/** What was asked is not understood, or not whole. */
export const MISUSED = 2;

/** What was asked is not understood, or not whole; the message is in French, for whoever typed it. */
export class Misused extends Error {
  override name = 'Misused';
}

/** An option as it is declared: `value` is what its value is called in the help, `about` what it does, in French. */
type Option = {
  type: 'string' | 'boolean';
  about: string;
  value?: string;
  default?: string | boolean;
  multiple?: boolean;
};
export type Options = Readonly<Record<string, Option>>;

type Config<O extends Options> = { args: string[]; options: O; allowPositionals: true };
/** Values of options, typed by what declares them. */
export type Values<O extends Options> = ReturnType<typeof parseArgs<Config<O>>>['values'];
/** Words of a command line: `operands` are those that are no option’s. */
export type Read<O extends Options> = { values: Values<O>; operands: string[] };

/** Says in French what node:util would say in English. */
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
 * Reads the words of a command; undefined when its help is asked for.
 *
 * @param most operands it takes at most
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

/** @throws Misused when it is absent; `name` is what to type: `--case`, `le dossier` */
export const needed = (value: string | undefined, name: string): string => {
  if (value) return value;
  throw new Misused(`il manque ${name}`);
};

/** @throws Misused when it is not a whole number, or less than `least` */
export const wholeNumber = (text: string, name: string, least = 1): number => {
  const number = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(number) && number >= least) return number;
  throw new Misused(
    `${name} ${text} : un nombre entier est attendu${least > 0 ? `, au moins ${least}` : ''}`,
  );
};

/** One of a list by its name. @throws Misused with the nearest of them; `what` is what they are called: `action` */
export const chosen = <T>(known: Readonly<Record<string, T>>, name: string | undefined, what: string): T => {
  const names = Object.keys(known);
  if (name === undefined) throw new Misused(`${what} attendue : ${names.join(', ')}`);
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (found !== undefined) return found;
  throw new Misused(`${what} inconnue : « ${name} » (peut-être « ${nearestTo(name, names)} » ?)`);
};

/** Variables of the environment. @throws Misused naming those that are absent or wrong */
export const environment = <T>(schema: z.ZodType<T>): T => {
  const read = schema.safeParse(process.env);
  if (read.success) return read.data;
  const names = new Set(read.error.issues.map(({ path }) => path.join('.')));
  throw new Misused(`dans l’environnement, absent ou trop court : ${[...names].join(', ')}`);
};
