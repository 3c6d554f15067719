import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { newSecret } from '../../../shared/api/token.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { inForce } from '../../../shared/domain/habilitation/habilitation.ts';
import { codeOf } from '../../../shared/errors.ts';
import { log } from '../../../shared/log/log.ts';
import { type createPersonRegister, type createSessions, personIdOf } from '../../../shared/store/persons.ts';
import type { Answers } from '../page.ts';
import { hashOfCookie, newSessionCookie, SESSION, SESSION_COOKIE, textOfCookie } from '../session-cookie.ts';
import { attemptSchema, type SignIn } from '../sign-in.ts';
import { refuse } from './refuse.tsx';

export type SigningDeps = {
  register: Pick<ReturnType<typeof createPersonRegister>, 'get'>;
  sessions: Pick<ReturnType<typeof createSessions>, 'open' | 'close'>;
  signIn: SignIn;
  now: () => string;
};

const ATTEMPT = '__Host-connexion';
/** Seconds that a person has to sign in. */
const ATTEMPT_SECONDS = 600;

/** A page of ours that was asked for; the first one when it is none: nobody is sent elsewhere from here. */
export const pageAsked = (next: string | undefined): string =>
  next !== undefined && /^\/(?![/\\])[\w\-/.?=&%]*$/.test(next) ? next : '/';

/** Signing in at the identity provider, and out of both. */
export const signingPages = ({
  register,
  sessions,
  signIn,
  now,
}: SigningDeps): Answers<'toProvider' | 'signedIn' | 'signOut'> => ({
  toProvider: async (c) => {
    const { url, attempt } = await signIn.begin(pageAsked(c.req.query('suite')));
    setCookie(c, ATTEMPT, encodeURIComponent(JSON.stringify(attempt)), {
      ...SESSION_COOKIE,
      maxAge: ATTEMPT_SECONDS,
    });
    return c.redirect(url.href, 303);
  },

  signedIn: async (c) => {
    const attempt = attemptSchema.safeParse(jsonOf(getCookie(c, ATTEMPT))).data;
    deleteCookie(c, ATTEMPT, SESSION_COOKIE);
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
    setCookie(c, SESSION, textOfCookie(cookie), SESSION_COOKIE);
    return c.redirect(attempt.next, 303);
  },

  signOut: async (c, { id, hash, session }) => {
    await sessions.close(id, hash);
    deleteCookie(c, SESSION, SESSION_COOKIE);
    return c.redirect((await signIn.signOutUrl(session.idToken)).href, 303);
  },
});

/** What a cookie holds; undefined when it is no JSON. */
const jsonOf = (text: string | undefined): unknown => {
  try {
    return JSON.parse(decodeURIComponent(text ?? ''));
  } catch {
    return undefined;
  }
};
