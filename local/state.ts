import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseObject } from './json.ts';

/** What the engines do not keep themselves, and the hub keeps for them. */
export type State = {
  readonly secrets: Map<string, string>;
  /** Position that each reader of a stream has reached. */
  readonly checkpoints: Map<string, string>;
  /** Stacks that were added to those of the assembly, by name, as JSON. */
  readonly stacks: Map<string, string>;
  /** Tags of each object of S3, as JSON. */
  readonly tags: Map<string, string>;
  /** Port of SQS and S3. It must not change: the SQS engine keeps each queue's URL, port included. */
  port: number | undefined;
  /** Writes the state to the data folder, if there is one: at the end, and at each change. */
  readonly save: () => void;
};

const entries = (value: unknown): [string, string][] =>
  Object.entries(value ?? {}).map(([key, text]) => [key, String(text)]);

/** A map that tells of each change. */
const watched = (from: readonly [string, string][], changed: () => void): Map<string, string> => {
  const map = new Map(from);
  const set = map.set.bind(map);
  const remove = map.delete.bind(map);
  return Object.assign(map, {
    set: (key: string, value: string) => {
      set(key, value);
      changed();
      return map;
    },
    delete: (key: string) => {
      changed();
      return remove(key);
    },
  });
};

/** Reads the state of a data folder. Without a folder, the state starts empty and is not kept. */
export const openState = (dataDir?: string): State => {
  const file = dataDir && join(dataDir, 'hub.json');
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  const saved = file && existsSync(file) ? parseObject(readFileSync(file, 'utf8'), file) : {};
  let due = false;
  // Changes of one turn are one writing: the file is as new as the last turn that ended, were the process killed.
  const changed = (): void => {
    if (due || !file) return;
    due = true;
    setImmediate(() => {
      due = false;
      write();
    });
  };
  const secrets = watched(entries(saved.secrets), changed);
  const checkpoints = watched(entries(saved.checkpoints), changed);
  const stacks = watched(entries(saved.stacks), changed);
  const tags = watched(entries(saved.tags), changed);
  const port = typeof saved.port === 'number' ? saved.port : undefined;
  const state: State = { secrets, checkpoints, stacks, tags, port, save: () => write() };
  const write = (): void => {
    if (!file) return;
    const content = {
      port: state.port,
      secrets: Object.fromEntries(secrets),
      checkpoints: Object.fromEntries(checkpoints),
      stacks: Object.fromEntries(stacks),
      tags: Object.fromEntries(tags),
    };
    // Whole or not at all.
    writeFileSync(`${file}.new`, JSON.stringify(content, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  return state;
};
