import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { hashOf, newSecret } from '../../shared/api/token.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import {
  type Habilitation,
  inForce,
  type Scope,
  scopeOf,
} from '../../shared/domain/habilitation/habilitation.ts';
import { codeOf } from '../../shared/errors.ts';
import { log } from '../../shared/log/log.ts';
import {
  type createPersonRegister,
  type createSessions,
  personIdOf,
  type Session,
} from '../../shared/store/persons.ts';
import type { ServedAsset } from './assets.ts';
import { DSFR } from './dsfr.ts';
import { opens, portalRoutes, type RouteName } from './routes.ts';
import { cookieOfText, hashOfCookie, newSessionCookie, textOfCookie } from './session-cookie.ts';
import { attemptSchema, type SignIn } from './sign-in.ts';
import { AccountPage } from './views/account.tsx';
import { HomePage } from './views/home.tsx';
import type { Reader } from './views/layout.tsx';
import { type Refusal, RefusalPage, refusals } from './views/refusal.tsx';

export type PortalDeps = {
  /** Where the portal is, without a slash at its end: what forms must come from. */
  origin: string;
  /** Address of the identity provider. */
  issuer: string;
  register: Pick<ReturnType<typeof createPersonRegister>, 'get'>;
  sessions: ReturnType<typeof createSessions>;
  signIn: SignIn;
  /** A file that pages use, by its path under `/ressources/`. */
  asset: (path: string) => Promise<ServedAsset | undefined>;
  /** Now, ISO UTC. */
  now: () => string;
};

/** A signed-in person. */
type SignedIn = {
  id: string;
  hash: string;
  mail: string;
  name: string;
  habilitations: readonly Habilitation[];
  scope: Scope;
  session: Session;
};
type Env = { Variables: { signedIn: SignedIn | undefined } };
type Ctx = Context<Env>;

const SESSION = '__Host-session';
const ATTEMPT = '__Host-connexion';
/** Seconds that a person has to sign in. */
const ATTEMPT_SECONDS = 600;
const COOKIE = { path: '/', httpOnly: true, secure: true, sameSite: 'Lax' } as const;

/**
 * What a browser may do with our pages: nothing but show them, and send our forms. One of these, which signs out, leads on to the
 * identity provider, and browsers ask that it be named.
 */
const headersOf = (issuer: string) => ({
  'content-security-policy': `default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self' ${new URL(issuer).origin}; frame-ancestors 'none'; base-uri 'none'`,
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
});

/** For a file whose path changes with it. */
const KEPT_FOR_GOOD = 'public, max-age=31536000, immutable';

/** A page of ours that was asked for; the first one when it is none: nobody is sent elsewhere from here. */
const pageAsked = (next: string | undefined): string =>
  next !== undefined && /^\/(?![/\\])[\w\-/.?=&%]*$/.test(next) ? next : portalRoutes.account.path;

const readerOf = (signedIn: SignedIn | undefined): Reader | undefined =>
  signedIn && { name: signedIn.name, formToken: signedIn.session.formToken };

/** The pages, as an application that answers requests. It knows neither AWS nor the clock. */
export const createPortal = ({
  origin,
  issuer,
  register,
  sessions,
  signIn,
  asset,
  now,
}: PortalDeps): Hono<Env> => {
  const app = new Hono<Env>();
  const headers = headersOf(issuer);

  const refuse = (c: Ctx, refusal: Refusal, mail?: string) =>
    c.html(
      <RefusalPage refusal={refusal} reader={readerOf(c.get('signedIn'))} mail={mail} />,
      refusals[refusal].status,
    );

  const whoIs = async (c: Ctx): Promise<SignedIn | undefined> => {
    const cookie = cookieOfText(getCookie(c, SESSION) ?? '');
    if (!cookie) return undefined;
    const hash = hashOfCookie(cookie);
    const found = await sessions.find(cookie.person, hash, now());
    if (!found) return undefined;
    const { person, session } = found;
    const scope = scopeOf(person.habilitations, parisDay(now()));
    return { ...person, hash, scope, session };
  };

  /** Whether a form was sent from one of our pages, by the person whose session it is. */
  const isOurs = async (c: Ctx, { session }: SignedIn): Promise<boolean> => {
    const site = c.req.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin') return false;
    if (c.req.header('origin') !== origin) return false;
    const { jeton } = await c.req.parseBody();
    return typeof jeton === 'string' && hashOf(jeton) === hashOf(session.formToken);
  };

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers))
      if (!(name === 'cache-control' && c.res.headers.has(name))) c.res.headers.set(name, value);
  });
  app.onError((error, c) => {
    log('portal.failed', { code: codeOf(error), route: c.req.routePath });
    return refuse(c, 'ourFault');
  });
  app.notFound(async (c) => {
    c.set('signedIn', await whoIs(c));
    return refuse(c, 'noPage');
  });

  /** Answers a route of the table once its rule holds. */
  const on = (
    name: RouteName,
    answer: (c: Ctx, signedIn: SignedIn | undefined) => Promise<Response> | Response,
  ) => {
    const { method, path, who } = portalRoutes[name];
    app.on(method, path, async (c) => {
      const signedIn = await whoIs(c);
      c.set('signedIn', signedIn);
      if (who === 'everybody') return answer(c, signedIn);
      if (!signedIn) {
        if (method === 'POST') return refuse(c, 'staleForm');
        const { pathname, search } = new URL(c.req.url);
        return c.redirect(
          `${portalRoutes.signIn.path}?suite=${encodeURIComponent(`${pathname}${search}`)}`,
          303,
        );
      }
      if (method === 'POST' && !(await isOurs(c, signedIn))) return refuse(c, 'staleForm');
      if (!opens(who, signedIn.scope)) return refuse(c, 'notYours');
      return answer(c, signedIn);
    });
  };

  app.get('/ressources/:path{.+}', async (c) => {
    const found = await asset(c.req.param('path'));
    if (!found) return refuse(c, 'noPage');
    c.header('content-type', found.type);
    c.header('content-encoding', 'gzip');
    if (c.req.path.startsWith(`${DSFR}/`)) c.header('cache-control', KEPT_FOR_GOOD);
    return c.body(found.gzip);
  });

  on('home', (c, signedIn) => c.html(<HomePage reader={readerOf(signedIn)} />));

  on('signIn', async (c) => {
    const { url, attempt } = await signIn.begin(pageAsked(c.req.query('suite')));
    setCookie(c, ATTEMPT, encodeURIComponent(JSON.stringify(attempt)), {
      ...COOKIE,
      maxAge: ATTEMPT_SECONDS,
    });
    return c.redirect(url.href, 303);
  });

  on('signedIn', async (c) => {
    const attempt = attemptSchema.safeParse(jsonOf(getCookie(c, ATTEMPT))).data;
    deleteCookie(c, ATTEMPT, COOKIE);
    if (!attempt) return refuse(c, 'signInAgain');
    let who: Awaited<ReturnType<SignIn['end']>>;
    try {
      who = await signIn.end(new URL(c.req.url).search, attempt);
    } catch (error) {
      const code = codeOf(error);
      log('portal.signInFailed', { code });
      return refuse(c, code === 'LEVEL_TOO_LOW' ? 'needsSecondFactor' : 'signInAgain');
    }
    const id = personIdOf(who.mail);
    const person = await register.get(id);
    const startedAt = now();
    // Known or not, who is given nothing today has no session.
    if (!person || inForce(person.habilitations, parisDay(startedAt)).length === 0)
      return refuse(c, 'unknownPerson', who.mail);
    const cookie = newSessionCookie(id);
    await sessions.open(id, hashOfCookie(cookie), {
      startedAt,
      seenAt: startedAt,
      idToken: who.idToken,
      formToken: newSecret(),
    });
    setCookie(c, SESSION, textOfCookie(cookie), COOKIE);
    return c.redirect(attempt.next, 303);
  });

  on('signOut', async (c, signedIn) => {
    if (signedIn) await sessions.close(signedIn.id, signedIn.hash);
    deleteCookie(c, SESSION, COOKIE);
    return c.redirect(signedIn ? (await signIn.signOutUrl(signedIn.session.idToken)).href : '/', 303);
  });

  on('account', (c, signedIn) =>
    signedIn ? c.html(<AccountPage person={signedIn} reader={readerOf(signedIn)} />) : refuse(c, 'notYours'),
  );

  return app;
};

/** What a cookie holds; undefined when it is no JSON. */
const jsonOf = (text: string | undefined): unknown => {
  try {
    return JSON.parse(decodeURIComponent(text ?? ''));
  } catch {
    return undefined;
  }
};
