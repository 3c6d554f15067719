import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contractFiles } from '../../cli/contracts/files.ts';

const ROOT = join(import.meta.dirname, '../..');
const inGit = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
const folders = new Set(inGit.map(dirname));
const documents = inGit.filter((name) => name.endsWith('.md'));
const textOf = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const built = await contractFiles();

/** The links of a document, except those to the web. Code is left out. */
const linksIn = (markdown: string): string[] =>
  [...markdown.replace(/^```[\s\S]*?^```|`[^`\n]*`/gm, '').matchAll(/\]\(([^)\s]+)\)/g)].flatMap(
    ([, link = '']) => (/^[a-z]+:/.test(link) ? [] : [link]),
  );

/** The anchor of a heading, as GitHub and GitLab make it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
const anchorsIn = (markdown: string): string[] =>
  [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** Why a link of a document leads nowhere, if it does. */
const brokenBy = (document: string, link: string): string | undefined => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : normalize(join(dirname(document), path)).replace(/\/$/, '');
  if (!inGit.includes(target) && !folders.has(target)) return `${link}: no such file in git`;
  if (anchor === undefined || !target.endsWith('.md')) return undefined;
  return anchorsIn(textOf(target)).includes(anchor) ? undefined : `${link}: no such heading`;
};

/** Names under `/contrats/` in a text, with the anchor inside the page. */
const contractsIn = (text: string): string[] =>
  [...text.matchAll(/\/contrats\/([\w.#-]*)/g)].map(([, name = '']) => name.replace(/\.$/, ''));

/** Whether a name, or a link of a page, leads to a contract that is built, and to an anchor that exists there. */
const isBuilt = (name: string): boolean => {
  const [file = '', anchor] = name.split('#');
  const content = built.get(file || 'index.html');
  if (content === undefined) return false;
  return anchor === undefined || String(content).includes(` id="${anchor}"`);
};

describe('the documents', () => {
  it.each(documents)('%s links to files of git, and to headings that are there', (document) => {
    expect(linksIn(textOf(document)).flatMap((link) => brokenBy(document, link) ?? [])).toEqual([]);
  });

  it('name no contract that is not built', () => {
    const named = documents.flatMap((document) =>
      contractsIn(textOf(document)).map((name) => ({ document, name })),
    );

    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ name }) => !isBuilt(name))).toEqual([]);
  });
});

it('the pages of the contracts link to what is built beside them', () => {
  const broken = [...built].flatMap(([page, content]) =>
    page.endsWith('.html')
      ? [...String(content).matchAll(/(?:href|src)="([^"]*)"/g)].flatMap(([, link = '']) =>
          isBuilt(link.startsWith('#') ? `${page}${link}` : link) ? [] : [`${page}: ${link}`],
        )
      : [],
  );

  expect(broken).toEqual([]);
});
