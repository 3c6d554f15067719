import type { Key } from '../../store/keys.ts';

/** Where a record that fails goes, so that its neighbours go on. */
export type Aside = {
  /** To be tried again after a delay, in seconds (900 at most). */
  tryAgain: (body: string, delaySeconds: number) => Promise<void>;
  /** For a person. */
  setApart: (body: string) => Promise<void>;
  /** The item as it is now; undefined when it is gone. */
  read: (key: Key) => Promise<Record<string, unknown> | undefined>;
};

// Few invocations need any of it. A module of ours and not the clients': of what is loaded later by its package's name, all is kept.
const io = () => import('./aside-io.ts');

export const createAside = (env: {
  TABLE_NAME: string;
  RETRY_QUEUE_URL: string;
  FAILURES_QUEUE_URL: string;
}): Aside => ({
  tryAgain: async (body, delaySeconds) => (await io()).send(env.RETRY_QUEUE_URL, body, delaySeconds),
  setApart: async (body) => (await io()).send(env.FAILURES_QUEUE_URL, body),
  read: async (key) => (await io()).read(env.TABLE_NAME, key),
});
