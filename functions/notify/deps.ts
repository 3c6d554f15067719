import { SESv2Client } from '@aws-sdk/client-sesv2';
import { createSendMail } from '../../shared/mail/send.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createMarkSent } from '../../shared/store/delivery.ts';
import { env } from './env.ts';
import { createNotify } from './notify.ts';

export const notify = createNotify({
  policy: { stage: env.STAGE, mailboxes: env.MAILBOXES, sandboxRecipient: env.SANDBOX_RECIPIENT },
  caseUrlBase: env.CASE_URL_BASE,
  from: env.SENDER_ADDRESS,
  configurationSet: env.CONFIGURATION_SET,
  send: createSendMail(new SESv2Client({})),
  markSent: createMarkSent(createDocumentClient(), env.TABLE_NAME),
  now: () => new Date().toISOString(),
});
