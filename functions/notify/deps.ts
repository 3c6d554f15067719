import { SESv2Client } from '@aws-sdk/client-sesv2';
import { loadDirectory } from '../../shared/outbound/directory.ts';
import { createSendMail } from '../../shared/outbound/mail/send.ts';
import { createAside } from '../../shared/outbound/stream/aside.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createMarkDigestSent, createMarkSent, createMarkUnaddressed } from '../../shared/store/delivery.ts';
import { env } from './env.ts';
import { createNotify } from './notify.ts';

const client = createDocumentClient();

export const notify = createNotify({
  policy: { stage: env.STAGE, sandboxRecipient: env.SANDBOX_RECIPIENT },
  desk: {
    mailboxes: env.MAILBOXES,
    ccapexFormations: env.CCAPEX_FORMATIONS,
    postalAddresses: env.POSTAL_ADDRESSES,
    directory: loadDirectory(),
  },
  caseUrlBase: env.CASE_URL_BASE,
  from: env.SENDER_ADDRESS,
  configurationSet: env.CONFIGURATION_SET,
  send: createSendMail(new SESv2Client({})),
  markSent: createMarkSent(client, env.TABLE_NAME),
  markDigestSent: createMarkDigestSent(client, env.TABLE_NAME),
  markUnaddressed: createMarkUnaddressed(client, env.TABLE_NAME),
  now: () => new Date().toISOString(),
});

export const aside = createAside(env);
