import type { Send } from './queues.ts';

/** A `Send` whose client is loaded with the first text that is sent: most requests of an API or of pages send nothing. */
export const createLazySend = (): Send => {
  let loaded: Send | undefined;
  return async (queueUrl, json, delaySeconds) => {
    loaded ??= (await import('./queues.ts')).createSend();
    await loaded(queueUrl, json, delaySeconds);
  };
};
