import { DIRECTORY_FILE } from '../directory.ts';
import { documentAssets } from './document-assets.ts';
import { type Asset, namesOfOwn, portalAssets } from './portal-assets.ts';

/** What goes in a function's folder beside its bundle. */
export type Beside = {
  /** Where it starts, from the root, when that is not `functions/<name>/handler.ts`. */
  entry?: string;
  /** Modules that run in a thread of their own, by their paths from the root: `…/open-pdf.ts` becomes `open-pdf.mjs`. */
  workers?: readonly string[];
  /** Files copied there as they are, by absolute path. */
  files?: readonly string[];
  /** Files that it serves or reads, compressed. */
  assets?: () => Promise<readonly Asset[]>;
};

/** What a function that makes documents needs beside it: the thread that makes them, and what that thread reads (ADR 62). */
const documents = {
  workers: ['shared/outbound/documents/make-document.ts'],
  assets: documentAssets,
} as const;

/**
 * Every function: each is a folder of `functions/`, with a `handler.ts` that exports `handler`. The portal has three: administration and
 * commissions are made of the same pages, each under a role of its own.
 */
export const functions = {
  'receive-message': {},
  'receive-file': {},
  'receive-piece': {
    ...documents,
    workers: ['shared/intake/pieces/open-pdf.ts', ...documents.workers],
  },
  notify: { ...documents, files: [DIRECTORY_FILE] },
  reply: {},
  'issue-token': {},
  api: documents,
  portal: { assets: portalAssets },
  'portal-admin': {
    entry: 'functions/portal/admin-handler.ts',
    files: [DIRECTORY_FILE],
    assets: namesOfOwn,
  },
  'portal-commissions': {
    ...documents,
    entry: 'functions/portal/commissions-handler.ts',
    files: [DIRECTORY_FILE],
    assets: async () => [...(await documentAssets()), ...(await namesOfOwn())],
  },
  'record-delivery': {},
  'watch-deadlines': { files: [DIRECTORY_FILE] },
  'retire-case': {},
  count: {},
  canary: {},
} as const satisfies Record<string, Beside>;
export type FunctionName = keyof typeof functions;
