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

/** Globs of all that bundles are made of. */
export const BUNDLED = [
  'functions/**/*.{ts,tsx,css,svg}',
  'shared/**/*.{ts,json,typ}',
  'cli/{build.ts,build/contracts.ts}',
  'cli/contracts/**/*.{ts,mustache}',
  'docs/guides/*.md',
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

/** A folder of `dist/` for one content: its path when it has already been made, and the function that makes it. */
type Kept = { there: string | undefined; make: (fill: (folder: string) => void) => string };

/**
 * Age in ms after which another folder is deleted: one that a killed process left unfinished, or one made of sources that have
 * changed since.
 */
const STALE_MS = 86_400_000;
const MAKING = 'making-';

/**
 * A folder that is made once for the same content, and reused by later processes. A folder made of other content is kept for a
 * day: a process that began before the sources changed may still read it. Several processes may make the same folder at once: the
 * first to end is kept.
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

/** Whether a folder is old enough to delete; false when another process deleted it meanwhile. */
const isStale = (folder: string): boolean => {
  const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
  return changed !== undefined && Date.now() - changed > STALE_MS;
};
