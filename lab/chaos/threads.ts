import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';

/**
 * Counts the threads that are busy: from when a function starts one, or sends it work, until it answers or ends. The next step of
 * a run must not depend on how fast threads are.
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
