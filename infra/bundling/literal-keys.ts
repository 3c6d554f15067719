import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Lets esbuild leave out the SDK's descriptions of operations that nobody calls. An SDK client describes all of its operations in
 * one module, whose keys are constants (`{ [_h]: … }`). esbuild must assume that reading such a key has a side effect, so it
 * keeps every description: 66 KB of S3's, of which a function needs 13. With the literal in place of the constant
 * (`{ "http": … }`), the object is the same and esbuild drops what is unused.
 *
 * A client written in another form is left as it is.
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

/**
 * A module's text, where each key that is one of its constants (`[_name]:`) is replaced by the constant's value.
 *
 * @example withLiteralKeys('const _h = "http";\nuse({ [_h]: 1 });') // 'const _h = "http";\nuse({ "http": 1 });'
 */
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
