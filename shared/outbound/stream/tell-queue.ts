import { createTell, type Tell } from './tell.ts';

/** Tells the queue of the function that counts; its client is loaded on demand, as `aside.ts` says why. */
export const createTellQueue = ({ COUNT_QUEUE_URL }: { COUNT_QUEUE_URL: string }): Tell =>
  createTell(async (text) => (await import('./aside-io.ts')).send(COUNT_QUEUE_URL, text));
