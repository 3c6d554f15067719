import { Worker } from 'node:worker_threads';
import { HubError } from '../../errors.ts';
import { type Issue, issueCodes } from '../../outbound/replies/issue.ts';
import type { openings } from '../../store/uploads.ts';
import { createTurns } from '../../turns.ts';
import type { Said } from './open-pdf.ts';

/** What a reading of a piece comes to. */
export type Opened = (typeof openings)[number];

/** Largest piece taken, in bytes (25 MiB). */
export const MAX_PIECE_BYTES = 25 * 1024 * 1024;

/**
 * What the reading of one piece may take. A thousand bytes can hold a stream of gigabytes, or a tree of billions of pages:
 * their reader is stopped, and the piece refused, where it would have taken the function and the nine other pieces of its batch with it.
 */
const LIMITS = {
  /** Of the reading alone, the thread being there. 12,000 pages of text take most of it. */
  seconds: 3,
  /** Memory of the thread, MiB, of the function's 1,024. */
  memory: 400,
  /** How often both are looked at. */
  everyMs: 20,
  /** Read by one thread before another takes its place, MiB: what earlier pieces left behind is not laid to the next. */
  reads: 16,
};

/** What opening these bytes comes to: a PDF by its content, that opens, not encrypted, with a page, within bounds of time and memory. */
export const openPdf = (bytes: Uint8Array): Promise<Opened> =>
  startsAsPdf(bytes) ? inTurn('thread', () => openApart(bytes)) : Promise.resolve('notPdf');

/** Why what was so opened cannot be kept as a piece; undefined when it can. */
export const issueOf = (opened: Opened): Issue | undefined =>
  opened === 'opens' ? undefined : issues[opened];

/** Why these bytes cannot be kept as a piece, or undefined. */
export const checkPdf = async (bytes: Uint8Array): Promise<Issue | undefined> =>
  issueOf(await openPdf(bytes));

/** One at a time: a batch's pieces come together, and each may take what one may. */
const inTurn = createTurns();

let thread: { worker: Worker; ready: Promise<void> } | undefined;
let readByThread = 0;

const startThread = (): NonNullable<typeof thread> => {
  const file = new URL(import.meta.url).pathname.endsWith('.ts') ? './open-pdf.ts' : './open-pdf.mjs';
  const worker = new Worker(new URL(file, import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.memory },
    execArgv: [],
    // The parser tells of what it meets; nothing of a piece belongs in a log.
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
 * Opens it in the thread, stopped when it takes too long or too much. The time is the reading's: a thread that is slow to start is
 * no fault of the piece.
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
      // Rejected once the thread has ended, which its own events tell.
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
    // Out of memory within the thread, or a file so deep that the parser fell.
    const exhausted = (): void => end('exhausting');
    worker.once('message', said);
    worker.once('error', exhausted);
    worker.once('exit', exhausted);
    worker.postMessage(bytes);
  });

/** Readers accept the header within the first 1,024 bytes (ISO 32000-1, annex H.3.4.1). */
const startsAsPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');

const issues: Record<Exclude<Opened, 'opens'>, Issue> = {
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
