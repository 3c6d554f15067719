import { readFileSync } from 'node:fs';
import { Marked, type Tokens } from 'marked';

/** A partners' guide as a page: its file, its heading, and what follows it. */
export type Guide = { href: string; title: string; body: string };

const folder = new URL('../../docs/guides/', import.meta.url);
/** Those that partners read, in the order in which they are listed. */
const names = ['acces', 'partenaires', 'caf-msa', 'banque-de-france', 'huissiers', 'fichiers', 'echeances'];

const hrefOf = (name: string): string => `guide-${name}.html`;

/** The anchor of a heading, as the documents' own links write it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

/** Where a guide's link leads among the pages: undefined for a document that is not published with them. */
const targetOf = (href: string): string | undefined => {
  const [path = '', anchor] = href.split('#');
  const after = anchor === undefined ? '' : `#${anchor}`;
  if (path === '') return href;
  const contract = /\/contrats\/([\w.-]*)$|published\/v1\/([\w.-]+)$/.exec(path);
  if (contract) return `${contract[1] || contract[2] || 'index.html'}${after}`;
  const guide = /^([\w-]+)\.md$/.exec(path)?.[1];
  if (guide !== undefined) return names.includes(guide) ? `${hrefOf(guide)}${after}` : undefined;
  return /^https?:\/\/(?!127\.)/.test(path) ? href : undefined;
};

const reader = (): Marked => {
  let tables = 0;
  return new Marked({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        return `<h${depth} id="${anchorOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const text = this.parser.parseInline(tokens);
        const target = targetOf(href);
        return target === undefined ? text : `<a href="${target}">${text}</a>`;
      },
      code({ text }: Tokens.Code) {
        return `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`;
      },
      table({ header, rows }: Tokens.Table) {
        tables += 1;
        const head = header.map(({ tokens }) => `<th scope="col">${this.parser.parseInline(tokens)}</th>`);
        const lines = rows.map(
          (cells) =>
            `<tr>${cells.map(({ tokens }, n) => (n === 0 ? `<th scope="row">${this.parser.parseInline(tokens)}</th>` : `<td>${this.parser.parseInline(tokens)}</td>`)).join('')}</tr>`,
        );
        return `<section class="wide" aria-label="Tableau ${tables}" tabindex="0"><table>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody></table></section>\n`;
      },
    },
  });
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The guides of `docs/guides/` that partners read, as pages beside the contracts. */
export const guidesOf = (): Guide[] =>
  names.map((name) => {
    const text = readFileSync(new URL(`${name}.md`, folder), 'utf8');
    const [, title = name] = /^# (.+)$/m.exec(text) ?? [];
    const html = reader().parse(text.replace(/^# .+$/m, ''), { async: false });
    return { href: hrefOf(name), title, body: html };
  });
