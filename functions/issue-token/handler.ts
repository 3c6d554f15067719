import * as z from 'zod/mini';
import { readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createTokenStore } from '../../shared/store/partners.ts';
import { createIssueToken } from './issue-token.ts';

const env = readEnv(z.object({ TABLE_NAME: z.string().check(z.minLength(1)) }));

/** The issuer of tokens, which anybody may call: a partner proves itself by its secret. */
export const handler = createIssueToken({
  store: createTokenStore(createDocumentClient(), env.TABLE_NAME),
  now: () => new Date().toISOString(),
});
