import { readFile, writeFile } from 'node:fs/promises';

const ROOT = new URL('../../', import.meta.url);

/** A page that is made from the code: its path in the repository, the name under which it is built, what is said once written. */
export type Page = { path: string; name: string; text: string; said: string };
/** What stands between two marks of a page written by hand. */
export type Part = Page & { begin: string; end: string };

/** The formatter aligns tables and counts blank lines: compared without spaces and dashes. */
const isSame = (committed: string, wanted: string): boolean => {
  const [one, other] = [committed, wanted].map((text) => text.replace(/[\s-]+/g, ' '));
  return one === other;
};

const settle = async (
  { path, name, said }: Page,
  check: boolean,
  upToDate: boolean,
  whole: string,
): Promise<boolean> => {
  if (!check) {
    await writeFile(new URL(path, ROOT), whole);
    console.log(`${said} in ${path}`);
    return true;
  }
  if (!upToDate) console.error(`${path} is stale: npm run build -- ${name}`);
  return upToDate;
};

/** Writes a page. With `check`, only says whether the committed one is up to date. */
export const writePage = async (page: Page, check: boolean): Promise<boolean> => {
  const committed = await readFile(new URL(page.path, ROOT), 'utf8').catch(() => '');
  return settle(page, check, isSame(committed, page.text), page.text);
};

/**
 * Writes a part of a page between its two marks. With `check`, only says whether the committed one is up to date.
 *
 * @throws Error when the page lacks a mark
 */
export const writeBetween = async (part: Part, check: boolean): Promise<boolean> => {
  const committed = await readFile(new URL(part.path, ROOT), 'utf8');
  const [before, rest] = committed.split(part.begin);
  const [between, after] = (rest ?? '').split(part.end);
  if (between === undefined || after === undefined)
    throw new Error(`${part.path} has no ${part.begin} and ${part.end}`);
  return settle(
    part,
    check,
    isSame(between, part.text),
    `${before}${part.begin}\n${part.text}\n${part.end}${after}`,
  );
};
