import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseObject } from './json.ts';

/** What the engines do not keep themselves, and the hub keeps for them. */
export type State = {
  readonly secrets: Map<string, string>;
  /** Position that each reader of a stream has reached. */
  readonly checkpoints: Map<string, string>;
  /** Other values drawn at random once: clients' secrets, signing keys. */
  readonly kept: Map<string, string>;
  /** Tags of each object of S3, as JSON. */
  readonly tags: Map<string, string>;
  /** Port of SQS and S3. It must not change: the SQS engine keeps each queue's URL, port included. */
  port: number | undefined;
  /** Writes the state to the data folder, if there is one. */
  readonly save: () => void;
};

const entries = (value: unknown): [string, string][] =>
  Object.entries(value ?? {}).map(([key, text]) => [key, String(text)]);

/** Reads the state of a data folder. Without a folder, the state starts empty and is not kept. */
export const openState = (dataDir?: string): State => {
  const file = dataDir && join(dataDir, 'hub.json');
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  const saved = file && existsSync(file) ? parseObject(readFileSync(file, 'utf8'), file) : {};
  const secrets = new Map(entries(saved.secrets));
  const checkpoints = new Map(entries(saved.checkpoints));
  const kept = new Map(entries(saved.kept));
  const tags = new Map(entries(saved.tags));
  const port = typeof saved.port === 'number' ? saved.port : undefined;
  const state: State = { secrets, checkpoints, kept, tags, port, save: () => write() };
  const write = (): void => {
    if (!file) return;
    const content = {
      port: state.port,
      secrets: Object.fromEntries(secrets),
      checkpoints: Object.fromEntries(checkpoints),
      kept: Object.fromEntries(kept),
      tags: Object.fromEntries(tags),
    };
    writeFileSync(file, JSON.stringify(content, null, 2), { mode: 0o600 });
  };
  return state;
};
