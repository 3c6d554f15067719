import { readFileSync } from 'node:fs';
import type { Front } from '../../local/front.ts';
import { type Mail, readMails } from './mails.ts';
import { BOXES_PATH, boxPage, type Look, mailPage } from './pages.ts';

const sheet = readFileSync(new URL('./boites.css', import.meta.url));

const PAGE =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/**
 * A mail is whatever somebody wrote: no script of it runs, it loads nothing, and it is of no origin. A click on a link may lead the whole
 * window, as in an agent's own mailbox.
 */
const MAIL =
  "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'";

/** What a browser may open by itself; the rest it saves. */
const OPENED: Readonly<Record<string, string>> = {
  'application/pdf': 'application/pdf',
  'text/calendar': 'text/calendar; charset=utf-8',
};

type Reply = { status?: number; headers: Record<string, string>; content: string | Uint8Array };

/** Where the hub's inbox and pages are. */
export type Place = { ses: string; portal: string };

const pageReply = (content: string): Reply => ({
  headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAGE },
  content,
});
const nothing: Reply = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  content: `Rien à cette adresse. Les boîtes : ${BOXES_PATH}\n`,
};

const fileReply = (mail: Mail, n: number): Reply => {
  const file = mail.attachments[n];
  if (file === undefined) return nothing;
  const [plain = ''] = file.contentType.split(';');
  const opened = OPENED[plain.trim().toLowerCase()];
  const name = encodeURIComponent(file.filename ?? `piece-${n + 1}`);
  return {
    headers: {
      'content-type': opened ?? 'application/octet-stream',
      'content-disposition': `${opened === undefined ? 'attachment' : 'inline'}; filename*=UTF-8''${name}`,
      'content-security-policy': "default-src 'none'",
    },
    content: Buffer.from(file.content, 'base64'),
  };
};

/** The look of the portal's own pages, read from its first one. */
const lookOf = async (portal: string): Promise<Look> => {
  const html = await (await fetch(`${portal}/`)).text();
  const all = (pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, path = '']) => path);
  return {
    sheets: all(/rel="stylesheet" href="([^"]+)"/g),
    scripts: all(/<script src="([^"]*apparence[^"]*)"/g),
    icon: all(/rel="icon"[^>]* href="([^"]+)"/g)[0] ?? '/favicon.ico',
  };
};

const replyTo = async (url: URL, { ses, portal }: Place): Promise<Reply> => {
  const [id, part, n] = url.pathname
    .slice(BOXES_PATH.length + 1)
    .split('/')
    .map(decodeURIComponent);
  if (id === 'boites.css') return { headers: { 'content-type': 'text/css; charset=utf-8' }, content: sheet };
  const mails = await readMails(ses);
  if (id === undefined || id === '') {
    const from = Number(url.searchParams.get('depuis') ?? 0);
    const mailbox = url.searchParams.get('boite') ?? undefined;
    return pageReply(
      boxPage(await lookOf(portal), mails, mailbox, Number.isInteger(from) && from > 0 ? from : 0),
    );
  }
  const mail = mails.find(({ messageId }) => messageId === id);
  if (mail === undefined) return nothing;
  if (part === undefined) return pageReply(mailPage(await lookOf(portal), mails, mail));
  if (part === 'html' && mail.body.html !== undefined)
    return {
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': MAIL },
      // The mail's own links open in the window, and not in the frame.
      content: `<!doctype html><meta charset="utf-8"><base target="_top">${mail.body.html}`,
    };
  return part === 'pieces' ? fileReply(mail, Number(n)) : nothing;
};

/**
 * Serves the mails of a hub of this machine by mailbox, under `/boites`, beside its pages. Never deployed: it shows every mailbox to
 * whoever asks.
 *
 * @param place known once the hub has started
 */
export const serveBoxes = (place: () => Place | undefined): Front => {
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const where = place();
    if (where === undefined || (url.pathname !== BOXES_PATH && !url.pathname.startsWith(`${BOXES_PATH}/`)))
      return false;
    request.resume();
    return (async () => {
      const { status = 200, headers, content } = await replyTo(url, where).catch((): Reply => nothing);
      const body = Buffer.from(content);
      response.writeHead(status, {
        ...headers,
        'content-length': body.length,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    })();
  };
};
