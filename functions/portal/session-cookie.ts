import { hashOf, newSecret } from '../../shared/api/token.ts';

/** Name of the cookie of a session, and what browsers are told of it: for this host alone, and for no script. */
export const SESSION = '__Host-session';
export const SESSION_COOKIE = { path: '/', httpOnly: true, secure: true, sameSite: 'Lax' } as const;

/** What the person's browser holds of a session: their id, so that one request finds both, and a secret. Only its hash is kept. */
export type SessionCookie = { person: string; secret: string };

export const newSessionCookie = (person: string): SessionCookie => ({ person, secret: newSecret() });
export const textOfCookie = ({ person, secret }: SessionCookie): string => `${person}.${secret}`;
export const cookieOfText = (text: string): SessionCookie | undefined => {
  const [, person, secret] = /^([0-9a-f]{24})\.([\w-]{43})$/.exec(text) ?? [];
  return person === undefined || secret === undefined ? undefined : { person, secret };
};
export const hashOfCookie = ({ secret }: SessionCookie): string => hashOf(secret);
