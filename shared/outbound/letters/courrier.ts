import { documentOf } from '../documents/documents.ts';
import type { Block } from './letter-text.ts';

/** A letter to a household, or to who protects it. Its address shows through the window of a French envelope. */
export type Courrier = {
  /** Who writes: the first line is the body, the others its service. */
  letterhead: readonly string[];
  /** Its postal address. */
  post: readonly string[];
  /** To whom, then their address, line by line. */
  addressee: readonly string[];
  /** Lines left to write the address by hand. */
  blank: number;
  /** «Le 12 novembre 2026». */
  date: string;
  reference: string;
  object: string;
  body: readonly Block[];
  signature: string;
};

/**
 * Letters as one tagged PDF, to be printed: each begins a page.
 *
 * @param day of the document, Europe/Paris
 */
export const courriersPdf = (title: string, day: string, letters: readonly Courrier[]): Promise<Uint8Array> =>
  documentOf('letters', { title, day, letters });
