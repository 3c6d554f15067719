import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Addressing } from './recipient.ts';
import type { Mail } from './render.ts';

export type Envelope = { from: string; configurationSet: string; noticeId: string; reference: string };

/** SES tags hold `[A-Za-z0-9_.@-]` and 256 characters; bounce and complaint events bring them back. */
const tagValue = (text: string): string => text.replace(/[^\w.@-]/g, '_').slice(0, 256);

/**
 * Sends one mail; gives SES's message id. The notice's id is in a header, where a mailbox recognises a repeat.
 * Throws what the SDK throws: throttling and refusals are the caller's to retry.
 */
export const createSendMail =
  (client: SESv2Client) =>
  async (mail: Mail, { to, mailbox }: Addressing, envelope: Envelope): Promise<string> => {
    const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
    const { MessageId } = await client.send(
      new SendEmailCommand({
        FromEmailAddress: envelope.from,
        Destination: { ToAddresses: [to] },
        ConfigurationSetName: envelope.configurationSet,
        EmailTags: [
          { Name: 'noticeId', Value: tagValue(envelope.noticeId) },
          { Name: 'caseId', Value: tagValue(envelope.reference) },
        ],
        Content: {
          Simple: {
            Subject: utf8(mail.subject),
            Body: { Text: utf8(mail.text), Html: utf8(mail.html) },
            Headers: [
              { Name: 'X-Passerelle-Notice', Value: envelope.noticeId },
              { Name: 'X-Passerelle-Reference', Value: envelope.reference },
              { Name: 'X-Passerelle-Destinataire', Value: mailbox },
            ],
          },
        },
      }),
    );
    return MessageId ?? '';
  };
