import { readFile, writeFile } from 'node:fs/promises';

/** A part of a page written by hand that is made from the code: what stands between two marks. */
export type Part = { file: URL; begin: string; end: string; text: string };

/**
 * Writes a part of a page between its two marks. With `check`, only says whether the committed one is up to date.
 *
 * @throws Error when the page lacks a mark
 */
export const writeBetween = async ({ file, begin, end, text }: Part, check: boolean): Promise<boolean> => {
  const committed = await readFile(file, 'utf8');
  const [before, rest] = committed.split(begin);
  const [between, after] = (rest ?? '').split(end);
  if (between === undefined || after === undefined)
    throw new Error(`${file.pathname} has no ${begin} and ${end}`);
  if (!check) {
    await writeFile(file, `${before}${begin}\n${text}\n${end}${after}`);
    return true;
  }
  // The formatter aligns tables and counts blank lines: compare without spaces and dashes.
  const [said, wanted] = [between, text].map((one) => one.replace(/[\s-]+/g, ' '));
  return said === wanted;
};
