import { SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod/mini';
import { loadDirectory } from '../../shared/outbound/directory.ts';
import { createKeptDirectory } from '../../shared/outbound/kept-directory.ts';
import { postalAddressesSchema } from '../../shared/outbound/letters/letter.ts';
import { contactSchema } from '../../shared/outbound/mail/render.ts';
import { createSendMail } from '../../shared/outbound/mail/send.ts';
import { ccapexFormationsSchema, mailboxesSchema } from '../../shared/outbound/mailbox.ts';
import { createAside } from '../../shared/outbound/stream/aside.ts';
import { asideEnv } from '../../shared/outbound/stream/aside-env.ts';
import { streamConsumer } from '../../shared/outbound/stream/stream-consumer.ts';
import { createTellQueue } from '../../shared/outbound/stream/tell-queue.ts';
import { jsonVariable, readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createCommissionStore } from '../../shared/store/commissions.ts';
import {
  createGather,
  createMarkCourrielSent,
  createMarkDemandeSent,
  createMarkDigestSent,
  createMarkSent,
  createMarkUnaddressed,
} from '../../shared/store/delivery.ts';
import { createDirectoryStore } from '../../shared/store/directory.ts';
import { createNotify, itemSchema } from './notify.ts';

const env = readEnv(
  z.object({
    ...asideEnv,
    STAGE: z.string().check(z.minLength(1)),
    MAILBOXES: jsonVariable(mailboxesSchema),
    CCAPEX_FORMATIONS: jsonVariable(ccapexFormationsSchema),
    POSTAL_ADDRESSES: jsonVariable(postalAddressesSchema),
    SANDBOX_RECIPIENT: z.optional(z.email()),
    SENDER_ADDRESS: z.email(),
    CONTACT: jsonVariable(contactSchema),
    CONFIGURATION_SET: z.string().check(z.minLength(1)),
    CASE_URL_BASE: z.url(),
  }),
);

const client = createDocumentClient();

const directory = createKeptDirectory(
  loadDirectory(),
  createDirectoryStore(client, env.TABLE_NAME).read,
  Date.now,
);

const commissions = createCommissionStore(client, env.TABLE_NAME);

const notify = createNotify({
  policy: { stage: env.STAGE, sandboxRecipient: env.SANDBOX_RECIPIENT },
  desk: async () => ({
    mailboxes: env.MAILBOXES,
    ccapexFormations: env.CCAPEX_FORMATIONS,
    postalAddresses: env.POSTAL_ADDRESSES,
    directory: await directory(),
  }),
  caseUrlBase: env.CASE_URL_BASE,
  from: env.SENDER_ADDRESS,
  contact: env.CONTACT,
  configurationSet: env.CONFIGURATION_SET,
  send: createSendMail(new SESv2Client({})),
  markSent: createMarkSent(client, env.TABLE_NAME),
  markDigestSent: createMarkDigestSent(client, env.TABLE_NAME),
  gather: createGather(client, env.TABLE_NAME),
  seanceOf: async ({ commission, date, genre }) => {
    const [found, seance, situations] = await Promise.all([
      commissions.get(commission),
      commissions.seance(commission, date),
      // The relevé alone is made of households: the other mails would read a list of hundreds for nothing.
      genre === 'releve' ? commissions.situations(commission, date) : [],
    ]);
    return found && seance && { commission: found, seance, situations };
  },
  markCourrielSent: createMarkCourrielSent(client, env.TABLE_NAME),
  markDemandeSent: createMarkDemandeSent(client, env.TABLE_NAME),
  portail: env.CASE_URL_BASE.replace(/\/dossiers\/?$/, ''),
  markUnaddressed: createMarkUnaddressed(client, env.TABLE_NAME),
  now: () => new Date().toISOString(),
});

const aside = createAside(env);

export const handler = streamConsumer(itemSchema, notify, aside, createTellQueue(env));
