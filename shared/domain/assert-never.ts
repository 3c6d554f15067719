/** Marks the end of an exhaustive `switch`. Throws if a value gets there at run time. */
export const assertNever = (value: never): never => {
  throw new TypeError(`unexpected variant: ${JSON.stringify(value)}`);
};
