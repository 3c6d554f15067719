import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** What bundles are made of. */
export const BUNDLED = [
  'functions/**/*.ts',
  'shared/**/*.ts',
  'infra/bundling/*.ts',
  'infra/directory.json',
  'package-lock.json',
];

const hashOf = (sources: readonly string[]): string => {
  const hash = createHash('sha256').update(process.version);
  for (const file of globSync([...sources], { cwd: ROOT }).sort())
    hash.update(`\n${file}\n`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 24);
};

/** A folder of `dist/`: where it is, where it has been made for this very content, and how to make it. */
type Kept = { there: string | undefined; make: (fill: (folder: string) => void) => string };

/**
 * A folder that is made once for the same content: what an earlier process made is taken as it is, what was made of another
 * content goes. Several may make it at once: the first that ends is kept.
 *
 * @param kind a folder of `dist/`
 * @param sources globs, from the root, of all that it is made of
 */
export const keptByContent = (kind: string, sources: readonly string[]): Kept => {
  const kept = join(ROOT, 'dist', kind);
  const folder = join(kept, hashOf(sources));
  const make = (fill: (folder: string) => void): string => {
    mkdirSync(kept, { recursive: true });
    const others = readdirSync(kept).filter((name) => !name.startsWith(MAKING));
    const made = mkdtempSync(join(kept, MAKING));
    fill(made);
    try {
      renameSync(made, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
      rmSync(made, { recursive: true, force: true });
    }
    for (const name of others) rmSync(join(kept, name), { recursive: true, force: true });
    return folder;
  };
  return { there: existsSync(folder) ? folder : undefined, make };
};

const MAKING = 'making-';
