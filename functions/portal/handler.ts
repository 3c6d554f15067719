import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { handle } from 'hono/aws-lambda';
import * as z from 'zod/mini';
import { createLazySend } from '../../shared/aws/lazy-send.ts';
import { readSecret } from '../../shared/aws/read-secret.ts';
import { departement, secretArn } from '../../shared/intake/env.ts';
import { jsonVariable, readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createPersonRegister, createSessions } from '../../shared/store/persons.ts';
import { createReferences } from '../../shared/store/references.ts';
import { createPortal } from './app.tsx';
import { createAssets } from './assets.ts';
import { createDepositDeps } from './deposit-deps.ts';
import { readOwnFiles } from './own-files.ts';
import { createPieceLink } from './piece-link.ts';
import { portalRoutes } from './routes.ts';
import { createSignIn } from './sign-in.ts';
import { siteSchema } from './site.ts';

const env = readEnv(
  z.object({
    TABLE_NAME: z.string().check(z.minLength(1)),
    MATCHING_KEY_SECRET: secretArn,
    /** Whose cases: the first part of a new reference. */
    DEPARTEMENT: departement,
    /** Where the pages are, without a slash at the end. */
    PORTAL_URL: z.url(),
    OIDC_ISSUER: z.url(),
    OIDC_CLIENT_ID: z.string().check(z.minLength(1)),
    OIDC_CLIENT_SECRET: secretArn,
    /** JSON: authentication levels asked for. */
    OIDC_LEVELS: jsonVariable(z.array(z.string())),
    PIECES_BUCKET: z.string().check(z.minLength(1)),
    DROP_BUCKET: z.string().check(z.minLength(1)),
    PIECES_QUEUE_URL: z.string().check(z.minLength(1)),
    MESSAGES_QUEUE_URL: z.string().check(z.minLength(1)),
    PIECE_DAYS: z.coerce.number().check(z.int(), z.positive()),
    MESSAGE_TTL_DAYS: z.coerce.number().check(z.int(), z.positive()),
    /** JSON: what differs in the pages from one stage to another. */
    SITE: jsonVariable(siteSchema),
  }),
);

const beside = join(import.meta.dirname, 'ressources');
const client = createDocumentClient();
const s3 = new S3Client({});
const send = createLazySend();
const [matchingKey, clientSecret] = await Promise.all([
  readSecret(env.MATCHING_KEY_SECRET),
  readSecret(env.OIDC_CLIENT_SECRET),
]);
const portal = createPortal({
  client,
  table: env.TABLE_NAME,
  matchingKey,
  origin: env.PORTAL_URL,
  issuer: env.OIDC_ISSUER,
  register: createPersonRegister(client, env.TABLE_NAME),
  sessions: createSessions(client, env.TABLE_NAME),
  signIn: createSignIn({
    issuer: env.OIDC_ISSUER,
    clientId: env.OIDC_CLIENT_ID,
    clientSecret,
    redirectUri: `${env.PORTAL_URL}${portalRoutes.signedIn.path}`,
    signedOutUri: `${env.PORTAL_URL}/`,
    levels: env.OIDC_LEVELS,
  }),
  deposits: createDepositDeps({
    client,
    table: env.TABLE_NAME,
    s3,
    piecesBucket: env.PIECES_BUCKET,
    dropBucket: env.DROP_BUCKET,
    piecesQueue: env.PIECES_QUEUE_URL,
    messagesQueue: env.MESSAGES_QUEUE_URL,
    pieceDays: env.PIECE_DAYS,
    messageDays: env.MESSAGE_TTL_DAYS,
    send,
  }),
  asset: createAssets(beside),
  files: readOwnFiles(beside),
  site: env.SITE,
  now: () => new Date().toISOString(),
  nextReference: createReferences(client, env.TABLE_NAME, env.DEPARTEMENT),
  pieceLink: createPieceLink(s3, env.PIECES_BUCKET),
});

/** The portal: every page, whatever its path. */
export const handler = handle(portal);
