/**
 * Marks the end of an exhaustive `switch`: a missing case no longer compiles.
 *
 * @throws TypeError when a value gets there at run time
 */
export const assertNever = (value: never): never => {
  throw new TypeError(`unexpected variant: ${JSON.stringify(value)}`);
};
