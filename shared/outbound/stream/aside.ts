import type { Key } from '../../store/keys.ts';

/** Where a record that fails is put, so that the records after it go on. */
export type Aside = {
  /** Has it tried again after a delay in seconds (900 at most). */
  tryAgain: (body: string, delaySeconds: number) => Promise<void>;
  /** Puts it among the dead letters, for a person. */
  setApart: (body: string) => Promise<void>;
  /** The item as it is now; undefined when it is gone. */
  read: (key: Key) => Promise<Record<string, unknown> | undefined>;
};

// Few invocations need these clients: they are loaded on demand. It takes a module of our own, because the bundler keeps
// everything of a package that is imported later by its own name.
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
