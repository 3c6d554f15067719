/** Any JSON value, as a template or an event holds it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
/** A JSON object. A member that is `undefined` counts as absent. */
export type JsonObject = { readonly [key: string]: Json | undefined };

/** Tells whether a value is a plain JSON object (neither null nor an array). */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object, or `{}` when it is anything else. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/**
 * Parses JSON text that must hold an object.
 *
 * @throws SyntaxError when the text is not JSON; an Error that starts with `what` when it holds anything but an object
 */
export const parseObject = (text: string, what: string): JsonObject => {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new Error(`${what} does not hold a JSON object`);
  return value;
};

/** The message of anything thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
