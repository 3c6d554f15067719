import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';

/**
 * Counts the threads of functions that start or work, from what they were given until they tell something or end: what a run does next
 * must not hang on how fast they are.
 */
export const countThreads = (): (() => number) => {
  const busy = new Set<threads.Worker>();
  class Counted extends threads.Worker {
    constructor(...args: ConstructorParameters<typeof threads.Worker>) {
      super(...args);
      busy.add(this);
      for (const event of ['message', 'exit']) this.on(event, () => busy.delete(this));
    }
    override postMessage(...args: Parameters<threads.Worker['postMessage']>): void {
      busy.add(this);
      super.postMessage(...args);
    }
  }
  Reflect.set(threads, 'Worker', Counted);
  syncBuiltinESMExports();
  return () => busy.size;
};
