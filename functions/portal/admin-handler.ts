import { join } from 'node:path';
import { handle } from 'hono/aws-lambda';
import * as z from 'zod/mini';
import { loadDirectory } from '../../shared/outbound/directory.ts';
import { mailboxesSchema } from '../../shared/outbound/mailbox.ts';
import { jsonVariable, readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createSessions } from '../../shared/store/persons.ts';
import { createAdministration } from './administration.ts';
import { readOwnFiles } from './own-files.ts';
import { siteSchema } from './site.ts';

const env = readEnv(
  z.object({
    TABLE_NAME: z.string().check(z.minLength(1)),
    STAGE: z.string().check(z.minLength(1)),
    MAILBOXES: jsonVariable(mailboxesSchema),
    /** Where the pages are, without a slash at the end. */
    PORTAL_URL: z.url(),
    OIDC_ISSUER: z.url(),
    /** JSON: what differs in the pages from one stage to another. */
    SITE: jsonVariable(siteSchema),
  }),
);

const client = createDocumentClient();
const administration = createAdministration({
  client,
  table: env.TABLE_NAME,
  origin: env.PORTAL_URL,
  issuer: env.OIDC_ISSUER,
  sessions: createSessions(client, env.TABLE_NAME),
  stage: env.STAGE,
  mailboxes: env.MAILBOXES,
  file: loadDirectory(),
  files: readOwnFiles(join(import.meta.dirname, 'ressources')),
  site: env.SITE,
  now: () => new Date().toISOString(),
});

/** The pages of administration. It holds no secret: who signs in, the portal's other function asks. */
export const handler = handle(administration);
