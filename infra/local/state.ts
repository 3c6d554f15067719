import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseObject } from './json.ts';

/** What the engines do not keep themselves: secrets, and how far each stream was read. */
export type State = {
  readonly secrets: Map<string, string>;
  readonly checkpoints: Map<string, string>;
  /** Port of SQS and S3: the SQS engine keeps each queue's URL, port included. */
  port: number | undefined;
  /** Writes it down, where the hub is persistent. */
  readonly save: () => void;
};

const entries = (value: unknown): [string, string][] =>
  Object.entries(value ?? {}).map(([key, text]) => [key, String(text)]);

/** Reads the state of a data folder; empty, and kept nowhere, without one. */
export const openState = (dataDir?: string): State => {
  const file = dataDir && join(dataDir, 'hub.json');
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  const saved = file && existsSync(file) ? parseObject(readFileSync(file, 'utf8'), file) : {};
  const secrets = new Map(entries(saved.secrets));
  const checkpoints = new Map(entries(saved.checkpoints));
  const port = typeof saved.port === 'number' ? saved.port : undefined;
  const state: State = { secrets, checkpoints, port, save: () => write() };
  const write = (): void => {
    if (!file) return;
    const content = {
      port: state.port,
      secrets: Object.fromEntries(secrets),
      checkpoints: Object.fromEntries(checkpoints),
    };
    writeFileSync(file, JSON.stringify(content, null, 2), { mode: 0o600 });
  };
  return state;
};
