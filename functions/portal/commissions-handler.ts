import { join } from 'node:path';
import { handle } from 'hono/aws-lambda';
import * as z from 'zod/mini';
import { createLazySend } from '../../shared/aws/lazy-send.ts';
import { readSecret } from '../../shared/aws/read-secret.ts';
import { apiMessageBody } from '../../shared/intake/api-intake.ts';
import { secretArn } from '../../shared/intake/env.ts';
import { loadDirectory } from '../../shared/outbound/directory.ts';
import { createKeptDirectory } from '../../shared/outbound/kept-directory.ts';
import { postalAddressesSchema } from '../../shared/outbound/letters/letter.ts';
import { ccapexFormationsSchema, mailboxesSchema } from '../../shared/outbound/mailbox.ts';
import { jsonVariable, readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createDirectoryStore } from '../../shared/store/directory.ts';
import { createSessions } from '../../shared/store/persons.ts';
import { createCommissions } from './commissions.ts';
import { readOwnFiles } from './own-files.ts';
import { siteSchema } from './site.ts';

const env = readEnv(
  z.object({
    TABLE_NAME: z.string().check(z.minLength(1)),
    MATCHING_KEY_SECRET: secretArn,
    MAILBOXES: jsonVariable(mailboxesSchema),
    CCAPEX_FORMATIONS: jsonVariable(ccapexFormationsSchema),
    POSTAL_ADDRESSES: jsonVariable(postalAddressesSchema),
    MESSAGES_QUEUE_URL: z.string().check(z.minLength(1)),
    /** Where the pages are, without a slash at the end. */
    PORTAL_URL: z.url(),
    OIDC_ISSUER: z.url(),
    /** JSON: what differs in the pages from one stage to another. */
    SITE: jsonVariable(siteSchema),
  }),
);

const client = createDocumentClient();
const send = createLazySend();
const directory = createKeptDirectory(
  loadDirectory(),
  createDirectoryStore(client, env.TABLE_NAME).read,
  Date.now,
);
const commissions = createCommissions({
  client,
  table: env.TABLE_NAME,
  matchingKey: await readSecret(env.MATCHING_KEY_SECRET),
  origin: env.PORTAL_URL,
  issuer: env.OIDC_ISSUER,
  sessions: createSessions(client, env.TABLE_NAME),
  mailboxes: env.MAILBOXES,
  desk: async () => ({
    mailboxes: env.MAILBOXES,
    ccapexFormations: env.CCAPEX_FORMATIONS,
    postalAddresses: env.POSTAL_ADDRESSES,
    directory: await directory(),
  }),
  send: (message) => send(env.MESSAGES_QUEUE_URL, apiMessageBody(message)),
  files: readOwnFiles(join(import.meta.dirname, 'ressources')),
  site: env.SITE,
  now: () => new Date().toISOString(),
});

/** The pages of commissions, of who follows a household and of what was told of it, with the documents that these make. */
export const handler = handle(commissions);
