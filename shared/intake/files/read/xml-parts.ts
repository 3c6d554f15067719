import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { bomb, FileRefused, unreadable } from '../file-issue.ts';
import type { Zip } from './zip.ts';

/** Most bytes of a part without a tag: the parser keeps them in memory until there is one. */
const MAX_SILENT = 4 * 1024 * 1024;

type Handlers = {
  open?: (tag: SaxesTagPlain) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

/** The local name of an element or attribute: some writers prefix every name with a namespace. */
export const local = (name: string): string => name.slice(name.indexOf(':') + 1);

export const attribute = ({ attributes }: SaxesTagPlain, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => local(key) === name)?.[1];

/**
 * Feeds a part of a workbook to a parser and yields after each chunk, so that the caller can use what was found so far.
 *
 * @throws FileRefused when it is malformed, or has a doctype: entities defined in one are how XML bombs are made
 */
export async function* parsed(zip: Zip, name: string, { open, close, text }: Handlers): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let failed: Error | undefined;
  parser.on('error', (error) => {
    failed ??= error;
  });
  parser.on('doctype', () => {
    failed ??= new Error('doctype');
  });
  let silent = 0;
  parser.on('opentag', (tag) => {
    silent = 0;
    open?.(tag);
  });
  parser.on('closetag', (tag) => {
    silent = 0;
    close?.(local(tag.name));
  });
  parser.on('text', (told) => text?.(told));
  const decoder = new TextDecoder();
  const check = (): void => {
    if (failed) throw unreadable(`partie ${name} mal formée`);
  };
  try {
    for await (const chunk of await zip.open(name)) {
      silent += chunk.length;
      parser.write(decoder.decode(chunk, { stream: true }));
      check();
      if (silent > MAX_SILENT) throw bomb();
      yield;
    }
    parser.write(decoder.decode());
    parser.close();
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw unreadable(`partie ${name} endommagée`);
  }
  check();
  yield;
}

export const readWhole = async (zip: Zip, name: string, handlers: Handlers): Promise<void> => {
  for await (const _ of parsed(zip, name, handlers));
};
