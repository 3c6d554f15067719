import { execFileSync } from 'node:child_process';
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
import type { FunctionName } from './functions.ts';

const ROOT = join(import.meta.dirname, '../..');
const KEPT = join(ROOT, 'dist/bundles');

/** What bundles are made of: the same content makes the same ones. */
const SOURCES = [
  'functions/**/*.ts',
  'shared/**/*.ts',
  'infra/bundling/*.ts',
  'infra/directory.json',
  'package-lock.json',
];

const contentHash = (): string => {
  const hash = createHash('sha256').update(process.version);
  for (const file of globSync(SOURCES, { cwd: ROOT }).sort())
    hash.update(`\n${file}\n`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 24);
};

/** Whoever else bundled the same content meanwhile made the same folder. */
const keep = (made: string, folder: string): void => {
  try {
    renameSync(made, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(made, { recursive: true, force: true });
  }
};

let bundled: string | undefined;

/**
 * Bundles every function, once for the same content: what an earlier process made is taken as it is, and what was made of another
 * content is dropped. In a process of its own: a construct cannot wait, and esbuild takes plugins in its asynchronous call only.
 */
const bundleAll = (): string => {
  const folder = join(KEPT, contentHash());
  if (existsSync(folder)) return folder;
  const others = existsSync(KEPT) ? readdirSync(KEPT).filter((name) => !name.startsWith('making-')) : [];
  mkdirSync(KEPT, { recursive: true });
  const made = mkdtempSync(join(KEPT, 'making-'));
  execFileSync(process.execPath, [join(import.meta.dirname, 'build-all.ts'), made], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  keep(made, folder);
  for (const name of others) rmSync(join(KEPT, name), { recursive: true, force: true });
  return folder;
};

/**
 * The folder a function is deployed as: `index.mjs`, and what is imported later (`await import`) in files of its own, that a cold
 * start does not read.
 *
 * @throws Error when a module is missing or does not compile
 */
export const bundleFunction = (name: FunctionName): string => {
  bundled ??= bundleAll();
  return join(bundled, name);
};
