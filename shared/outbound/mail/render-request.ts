import { oneLine } from '../place.ts';
import { type Contact, type Mail, mailOf, toCall } from './render.ts';
import { requestHtmlTemplate, requestTextTemplate } from './request-templates.ts';

/** A mail of no household: what it asks, of whom, and where to answer. It holds no personal data. */
export type RequestMail = {
  /** Its number, which a mail sent twice keeps. */
  id: string;
  /** What the mail is about, before its title in the subject; nothing when the title says it. */
  about?: string;
  titre: string;
  rows: readonly { label: string; value: string }[];
  attendu: string;
  /** Words of the link, and its address. */
  lien: string;
  link: string;
  /** Lists under the link; one without a line is left out. */
  listes: readonly { titre: string; lignes: readonly string[] }[];
};

/** Renders a request as a mail in French. */
export const renderRequest = (
  { about, listes, ...request }: RequestMail,
  { contact, intended }: { contact: Contact; intended?: string | undefined },
): Mail => {
  const subject = oneLine(`[passerelle] ${about === undefined ? '' : `${about} · `}${request.titre}`);
  return mailOf(subject, requestTextTemplate, requestHtmlTemplate, {
    ...request,
    ...{ subject, intended },
    listes: listes.filter(({ lignes }) => lignes.length > 0),
    toCall: toCall(contact),
  });
};
