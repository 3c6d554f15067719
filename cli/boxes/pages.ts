import { readFileSync } from 'node:fs';
import Mustache from 'mustache';
import { countsOf, type Mail } from './mails.ts';

export const BOXES_PATH = '/boites';
const template = readFileSync(new URL('./boxes.mustache', import.meta.url), 'utf8');

/** Mails on one page: nobody reads on. */
const A_PAGE = 50;

/** Sheets, scripts and picture that the portal's own pages use. */
export type Look = { sheets: readonly string[]; scripts: readonly string[]; icon: string };

const boxHref = (mailbox: string): string => `${BOXES_PATH}?boite=${encodeURIComponent(mailbox)}`;
const mailHref = ({ messageId }: Mail): string => `${BOXES_PATH}/${encodeURIComponent(messageId)}`;

const sizeOf = (bytes: number): string =>
  bytes < 1_000
    ? `${bytes} octets`
    : bytes < 1_000_000
      ? `${Math.round(bytes / 1_000)} Ko`
      : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} Mo`;

const boxesOf = (mails: readonly Mail[], here: string | undefined) =>
  countsOf(mails).map(([mailbox, count], n, all) => ({
    mailbox,
    count: `${count} mél${count > 1 ? 's' : ''}`,
    href: boxHref(mailbox),
    here: mailbox === here,
    first: n === 0,
    last: n === all.length - 1,
  }));

const render = (look: Look, view: object): string => Mustache.render(template, { ...look, ...view });

/** The mails of a mailbox, the last first; without one, the mailboxes alone. @param from how many are newer than those shown */
export const boxPage = (
  look: Look,
  mails: readonly Mail[],
  mailbox: string | undefined,
  from: number,
): string => {
  const own = mails.filter(({ destination }) => mailbox !== undefined && destination.to.includes(mailbox));
  const ordered = own.toReversed();
  const shown = ordered.slice(from, from + A_PAGE);
  return render(look, {
    tab: mailbox ?? 'Toutes',
    title: mailbox ?? 'Choisissez une boîte',
    boxes: boxesOf(mails, mailbox),
    empty:
      mails.length === 0
        ? 'Aucun mél n’est encore parti.'
        : mailbox !== undefined && own.length === 0
          ? 'Aucun mél dans cette boîte.'
          : undefined,
    hasMails: shown.length > 0,
    shown: `${own.length} mél${own.length > 1 ? 's' : ''}, le plus récent d’abord.`,
    mails: shown.map((mail) => ({
      href: mailHref(mail),
      subject: mail.subject,
      files: mail.attachments.map(({ filename }) => filename).join(', '),
    })),
    older:
      mailbox !== undefined && from + A_PAGE < own.length
        ? `${boxHref(mailbox)}&depuis=${from + A_PAGE}`
        : undefined,
  });
};

/** One mail, as its reader has it. */
export const mailPage = (look: Look, mails: readonly Mail[], mail: Mail): string => {
  const [to] = mail.destination.to;
  return render(look, {
    tab: `Un mél de ${to}`,
    title: mail.subject,
    boxes: boxesOf(mails, to),
    mail: {
      subject: mail.subject,
      from: mail.from,
      to: mail.destination.to.join(', '),
      back: boxHref(to ?? ''),
      hasFiles: mail.attachments.length > 0,
      files: mail.attachments.map(({ filename, size }, n) => ({
        href: `${mailHref(mail)}/pieces/${n}`,
        name: filename ?? `pièce ${n + 1}`,
        size: sizeOf(size),
      })),
      html: mail.body.html === undefined ? undefined : `${mailHref(mail)}/html`,
      text: mail.body.text,
    },
  });
};
