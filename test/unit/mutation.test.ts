import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { specifications } from '../../lab/mutation/folders.ts';

const root = join(import.meta.dirname, '../..');

it('Mutation testing has each folder of the domain, with specifications that are there', () => {
  const folders = readdirSync(join(root, 'shared/domain'), { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => name);

  expect(Object.keys(specifications).sort()).toEqual(folders.sort());
  const files = Object.values(specifications)
    .flat()
    .map((name) => join(root, 'test/unit', `${name}.test.ts`));
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});
