import { parentPort } from 'node:worker_threads';
import { startEngine, type Template } from './engine.ts';

export type Asked = {
  readonly template: Template;
  readonly data: unknown;
  readonly images: readonly string[];
};

// In a thread of its own (`documents.ts`). An error ends the thread, and the next document gets another.
const make = await startEngine();
parentPort?.on('message', async ({ template, data, images }: Asked) =>
  parentPort?.postMessage(await make(template, data, images)),
);
