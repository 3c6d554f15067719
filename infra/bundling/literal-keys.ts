import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Lets esbuild leave out the SDK's descriptions of operations that nobody calls. A client describes all of its operations in one
 * module, keys written as constants (`{ [_h]: … }`); esbuild must suppose that reading such a key does something, so it keeps every
 * one: 66 KB of S3's, of which a function needs 13. With the key itself in its place (`{ "http": … }`), the same object, it drops them.
 *
 * A client of another form is left as it is.
 */
export const literalKeys: Plugin = {
  name: 'literal-keys',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, async ({ path }) => ({
      contents: withLiteralKeys(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** A module's text with each key that is a constant of it, `[_name]:`, written out. */
export const withLiteralKeys = (module: string): string => {
  const constants = new Map(
    [...module.matchAll(/^const (_\w+) = ("[^"\\]*");$/gm)].map(([, name = '', literal = '']) => [
      name,
      literal,
    ]),
  );
  return module.replaceAll(/\[(_\w+)\]:/g, (key: string, name: string) => {
    const literal = constants.get(name);
    return literal === undefined ? key : `${literal}:`;
  });
};
