import { type Scope, scopesOf } from '../../shared/api/route.ts';
import { codeOfToken, hashOf } from '../../shared/api/token.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { hasLeft, type TokenStore } from '../../shared/store/partners.ts';

/** Who asks, and what their token allows today. */
export type Caller = { partner: string; scopes: readonly Scope[] };

/**
 * Tells whose a request is, from its `Authorization` header (RFC 6750, section 2.1); undefined when its token is none, or ended. A
 * partner that left since its token was issued only reads.
 */
export const createCallerOf =
  ({ store, now }: { store: Pick<TokenStore, 'holderOf'>; now: () => string }) =>
  async (authorization: string | undefined): Promise<Caller | undefined> => {
    const [, token = ''] = /^Bearer +([\w.-]+)$/i.exec(authorization ?? '') ?? [];
    const code = codeOfToken(token);
    const holder = code && (await store.holderOf(code, hashOf(token), now()));
    if (!holder) return undefined;
    const { entry, scopes } = holder;
    const today = parisDay(now());
    const allowed = entry.doors.includes('api') ? scopesOf(entry.kind, hasLeft(entry, today)) : [];
    return { partner: entry.code, scopes: allowed.filter((scope) => scopes.includes(scope)) };
  };
