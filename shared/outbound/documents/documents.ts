import { Worker } from 'node:worker_threads';
import { HubError } from '../../errors.ts';
import { createTurns } from '../../turns.ts';
import type { Template } from './engine.ts';
import type { Asked } from './make-document.ts';

/**
 * Documents that one thread makes before it is replaced. The engine keeps what it computed, some 0.3 MB a document, and its WebAssembly build has
 * no way to let go of it.
 */
const DOCUMENTS_OF_A_THREAD = 1_000;

const inTurn = createTurns();

/**
 * Makes a document from its template and data: a tagged PDF (PDF/UA-1), the same bytes for the same data. One at a time, in a thread that starts
 * with the first and serves the next ones.
 *
 * @param images SVG texts, which the template reads as `/image-0.svg` and on
 * @throws HubError `NO_DOCUMENT` (retryable) when the engine fails
 */
export const documentOf = (
  template: Template,
  data: unknown,
  images: readonly string[] = [],
): Promise<Uint8Array> => inTurn('thread', () => makeApart({ template, data, images }));

let thread: { readonly worker: Worker; made: number } | undefined;

const startThread = (): NonNullable<typeof thread> => {
  const file = new URL(import.meta.url).pathname.endsWith('.ts')
    ? './make-document.ts'
    : './make-document.mjs';
  const worker = new Worker(new URL(file, import.meta.url), { execArgv: [] });
  worker.unref();
  // The thread may fail while nothing is asked of it. An error that nothing listens to would end the function.
  worker.on('error', () => {});
  worker.once('exit', () => {
    if (thread?.worker === worker) thread = undefined;
  });
  return { worker, made: 0 };
};

const makeApart = async (asked: Asked): Promise<Uint8Array> => {
  thread ??= startThread();
  const current = thread;
  try {
    return await madeBy(current.worker, asked);
  } finally {
    current.made += 1;
    if (current.made >= DOCUMENTS_OF_A_THREAD) {
      thread = undefined;
      void current.worker.terminate();
    }
  }
};

const madeBy = (worker: Worker, asked: Asked): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      worker.off('message', said).off('error', failed).off('exit', failed);
      worker.unref();
    };
    const said = (pdf: Uint8Array): void => {
      end();
      resolve(pdf);
    };
    const failed = (cause: unknown): void => {
      end();
      if (thread?.worker === worker) thread = undefined;
      reject(new HubError('NO_DOCUMENT', 'the thread made no document', { retryable: true, cause }));
    };
    worker.once('message', said).once('error', failed).once('exit', failed);
    worker.ref();
    // A thread that still starts finds it when it is ready.
    worker.postMessage(asked);
  });
