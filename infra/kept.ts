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
  statSync,
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

/** A making that a killed process left behind, or a content that nobody has made again: past this, it goes (ms). */
const STALE_MS = 86_400_000;
const MAKING = 'making-';

/**
 * A folder that is made once for the same content: what an earlier process made is taken as it is. What was made of another content
 * stays a day: a process that began before the sources changed may still read it. Several may make one at once: the first that ends
 * is kept.
 *
 * @param kind a folder of `dist/`
 * @param sources globs, from the root, of all that it is made of
 */
export const keptByContent = (kind: string, sources: readonly string[]): Kept => {
  const kept = join(ROOT, 'dist', kind);
  const folder = join(kept, hashOf(sources));
  const make = (fill: (folder: string) => void): string => {
    mkdirSync(kept, { recursive: true });
    const made = mkdtempSync(join(kept, MAKING));
    fill(made);
    try {
      renameSync(made, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error;
      rmSync(made, { recursive: true, force: true });
    }
    for (const other of readdirSync(kept).map((name) => join(kept, name)))
      if (other !== folder && isStale(other)) rmSync(other, { recursive: true, force: true });
    return folder;
  };
  return { there: existsSync(folder) ? folder : undefined, make };
};

/** One that another process takes away meanwhile is not ours to take. */
const isStale = (folder: string): boolean => {
  const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
  return changed !== undefined && Date.now() - changed > STALE_MS;
};
