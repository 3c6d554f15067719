import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mailboxIdOf } from '../../store/mailboxes.ts';
import type { Attachment } from '../attachment.ts';
import type { Addressing } from '../mailbox.ts';
import type { Mail } from './render.ts';

/** What a mail is about. Bounce and complaint events bring it back, as tags. */
type About = (
  | { noticeId: string; caseId: string }
  | { digestId: string; day: string }
  | { courriel: string; commission: string; date: string }
  | { demande: string; annee: string; etape: string; partenaire: string }
) & {
  /** The trace of the message or run it comes from. */
  trace?: string | undefined;
};
/** `replyTo`: a mailbox that somebody reads. */
type Envelope = { from: string; replyTo: string; configurationSet: string; about: About };
export type SendMail = (
  mail: Mail & { attachments: readonly Attachment[] },
  addressing: Addressing,
  envelope: Envelope,
) => Promise<string>;

/** SES tags hold `[A-Za-z0-9_.@-]` and 256 characters. */
const tagValue = (text: string): string => text.replace(/[^\w.@-]/g, '_').slice(0, 256);

const tagsOf = (about: About) =>
  Object.entries(about).flatMap(([Name, value]) =>
    value === undefined ? [] : [{ Name, Value: tagValue(value) }],
  );

const headersOf = (about: About): [string, string][] => [
  ...idsOf(about),
  ...(about.trace === undefined ? [] : [['X-Passerelle-Trace', about.trace] satisfies [string, string]]),
];

const idsOf = (about: About): [string, string][] => {
  if ('digestId' in about) return [['X-Passerelle-Digest', about.digestId]];
  if ('courriel' in about)
    return [
      ['X-Passerelle-Courriel', about.courriel],
      ['X-Passerelle-Seance', `${about.commission} ${about.date}`],
    ];
  if ('demande' in about) return [['X-Passerelle-Demande', about.demande]];
  return [
    ['X-Passerelle-Notice', about.noticeId],
    ['X-Passerelle-Reference', about.caseId],
  ];
};

/**
 * Sends one mail, and gives SES's message id. The id of the notice or digest is in a header, by which a mailbox recognises a
 * repeat. Throws what the SDK throws: the caller handles throttling and refusals.
 */
export const createSendMail =
  (client: SESv2Client): SendMail =>
  async (mail, { to, mailbox }, { from, replyTo, configurationSet, about }) => {
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
    const headers = [...headersOf(about), ['X-Passerelle-Destinataire', mailbox] as const];
    const { MessageId } = await client.send(
      new SendEmailCommand({
        FromEmailAddress: from,
        ReplyToAddresses: [replyTo],
        Destination: { ToAddresses: [to] },
        ConfigurationSetName: configurationSet,
        // An address is nobody's business but the mail's: events bring back what the mailbox is known by.
        EmailTags: [...tagsOf(about), { Name: 'mailbox', Value: mailboxIdOf(mailbox) }],
        Content: {
          Simple: {
            Subject: utf8(mail.subject),
            Body: { Text: utf8(mail.text), Html: utf8(mail.html) },
            Headers: headers.map(([Name, Value]) => ({ Name, Value })),
            ...(mail.attachments.length > 0 && { Attachments: mail.attachments.map(attachmentOf) }),
          },
        },
      }),
    );
    return MessageId ?? '';
  };

/** SES's default encoding is seven bits (https://docs.aws.amazon.com/ses/latest/dg/attachments.html), which would damage a PDF. */
const attachmentOf = ({ filename, contentType, content }: Attachment) => ({
  FileName: filename,
  ContentType: contentType,
  ContentDisposition: 'ATTACHMENT' as const,
  ContentTransferEncoding: 'BASE64' as const,
  RawContent: content,
});
