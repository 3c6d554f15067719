import { Worker } from 'node:worker_threads';
import { HubError } from '../../errors.ts';
import { type Issue, issueCodes } from '../../outbound/replies/issue.ts';
import type { openings } from '../../store/uploads.ts';
import { createTurns } from '../../turns.ts';
import type { Said } from './open-pdf.ts';

/** The result of reading a piece. */
export type Opened = (typeof openings)[number];

/**
 * Limits for reading one piece. A thousand bytes can expand to a stream of gigabytes, or hold a tree of billions of pages.
 * Without these limits the piece would take down the function and the nine other pieces of its batch; with them, its reader is
 * stopped and it is refused.
 */
const LIMITS = {
  /** Time of the reading alone, once the thread has started. 12,000 pages of text take most of it. */
  seconds: 3,
  /** Memory of the thread in MiB, out of the function's 1,024. */
  memory: 400,
  /** Interval at which both are checked. */
  everyMs: 20,
  /** MiB that one thread reads before it is replaced: the memory that earlier pieces left must not count against the next. */
  reads: 16,
};

/**
 * Opens these bytes within the limits of time and memory. `opens` means: a PDF by its content, not encrypted, with at least one
 * page.
 */
export const openPdf = (bytes: Uint8Array): Promise<Opened> =>
  startsAsPdf(bytes) ? inTurn('thread', () => openApart(bytes)) : Promise.resolve('notPdf');

/** The issue for the sender when a piece cannot be kept; undefined when it can. */
export const issueOf = (opened: Opened): Issue | undefined =>
  opened === 'opens' || opened === 'incomplete' ? undefined : issues[opened];

/** What the sender is told of a piece that is kept all the same. */
export const warningOf = (opened: Opened): Issue | undefined =>
  opened === 'incomplete' ? lostPages : undefined;

const lostPages: Issue = {
  code: issueCodes.pagesPerdues,
  path: '',
  expected: 'un PDF dont toutes les pages se lisent',
  message:
    'Des pages de la pièce ne se lisent pas ; elle est gardée telle quelle. Redéposez une copie entière, avec les mêmes données.',
};

/** Opens these bytes, and gives the issue for the sender when they cannot be kept as a piece. */
export const checkPdf = async (bytes: Uint8Array): Promise<Issue | undefined> =>
  issueOf(await openPdf(bytes));

/** Pieces are read one at a time: those of a batch come together, and each may use up to the limits. */
const inTurn = createTurns();

let thread: { worker: Worker; ready: Promise<void> } | undefined;
let readByThread = 0;

const startThread = (): NonNullable<typeof thread> => {
  const file = new URL(import.meta.url).pathname.endsWith('.ts') ? './open-pdf.ts' : './open-pdf.mjs';
  const worker = new Worker(new URL(file, import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.memory },
    execArgv: [],
    // The parser prints what it meets in a piece: nothing of a piece may reach the logs.
    stdout: true,
    stderr: true,
  });
  worker.stdout.resume();
  worker.stderr.resume();
  worker.unref();
  // The thread may fail while no piece is being read. An error that nothing listens to would end the function.
  worker.on('error', () => {});
  worker.once('exit', () => {
    if (thread?.worker === worker) thread = undefined;
  });
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('exit', () =>
      reject(new HubError('NO_READER', 'the thread did not start', { retryable: true })),
    );
  });
  return { worker, ready };
};

/**
 * Opens the piece in the thread, and stops when it takes too much time or memory. Only the reading's time counts: a thread that
 * is slow to start is not the piece's fault.
 *
 * @throws HubError `NO_READER` (retryable)
 */
const openApart = async (bytes: Uint8Array): Promise<Opened> => {
  thread ??= startThread();
  const { worker, ready } = thread;
  worker.ref();
  await ready.finally(() => worker.unref());
  return readBy(worker, bytes);
};

const readBy = (worker: Worker, bytes: Uint8Array): Promise<Opened> =>
  new Promise((resolve) => {
    const started = performance.now();
    const watch = setInterval(async () => {
      if (performance.now() - started > LIMITS.seconds * 1000) end('exhausting');
      // This rejects once the thread has ended, which its `error` and `exit` events report.
      const heap = await worker.getHeapStatistics().catch(() => undefined);
      if (heap && heap.total_heap_size + heap.external_memory > LIMITS.memory * 2 ** 20) end('exhausting');
    }, LIMITS.everyMs);
    let ended = false;
    const end = (opened: Opened): void => {
      if (ended) return;
      ended = true;
      clearInterval(watch);
      worker.off('message', said);
      for (const event of ['error', 'exit']) worker.off(event, exhausted);
      readByThread += bytes.length;
      if (opened === 'exhausting' || readByThread > LIMITS.reads * 2 ** 20) {
        thread = undefined;
        readByThread = 0;
        void worker.terminate();
      }
      resolve(opened);
    };
    const said = (opened: Exclude<Said, 'ready'>): void => end(opened);
    // The thread ran out of memory, or the file is nested so deep that the parser crashed.
    const exhausted = (): void => end('exhausting');
    worker.once('message', said);
    worker.once('error', exhausted);
    worker.once('exit', exhausted);
    worker.postMessage(bytes);
  });

/** Readers accept the header within the first 1,024 bytes (ISO 32000-1, annex H.3.4.1). */
const startsAsPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');

const issues: Record<Exclude<Opened, 'opens' | 'incomplete'>, Issue> = {
  notPdf: {
    code: issueCodes.pasPdf,
    path: '',
    expected: 'un fichier PDF',
    message: 'Le fichier n’est pas un PDF.',
  },
  encrypted: {
    code: issueCodes.pdfChiffre,
    path: '',
    expected: 'un PDF sans mot de passe ni chiffrement',
    message: 'Le PDF est chiffré.',
  },
  doesNotOpen: {
    code: issueCodes.pdfIllisible,
    path: '',
    expected: 'un PDF complet, d’une page au moins',
    message: 'Le PDF ne s’ouvre pas : fichier incomplet ou endommagé.',
  },
  exhausting: {
    code: issueCodes.pdfIllisible,
    path: '',
    expected: 'un PDF qui s’ouvre en moins de trois secondes, sans contenu démesuré',
    message:
      'Le PDF est trop lourd à ouvrir ; il est mis à l’écart. Réenregistrez-le (« imprimer en PDF »), puis redéposez-le.',
  },
};
