/** Any JSON value, as a template or an event holds it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
/** A JSON object. `undefined` members are absent ones. */
export type JsonObject = { readonly [key: string]: Json | undefined };

/** Tells whether a value is a plain JSON object (neither null nor an array). */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object, or `{}` when it is anything else. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** Parses JSON text that must hold an object; throws an error that starts with `what`. */
export const parseObject = (text: string, what: string): JsonObject => {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new Error(`${what} does not hold a JSON object`);
  return value;
};

/** The message of anything thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
