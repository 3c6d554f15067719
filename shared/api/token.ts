import { createHash, randomBytes } from 'node:crypto';
import { isPartnerCode } from '../store/partners.ts';

/** 256 bits: nobody tries them all, so that a plain hash is enough to keep one. */
const SECRET_BYTES = 32;
const MOST_CHARACTERS = 200;

/** The hash by which a secret or a token is kept: neither is kept itself. Hex. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A new secret, base64url: it goes in a header or a form as it is. */
export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

/** A new token of a partner. Its code comes first, so that one request finds both the token and the partner. */
export const newToken = (code: string): string => `${code}.${newSecret()}`;

/** The partner's code that a token begins with; undefined when it is not the form of a token. */
export const codeOfToken = (token: string): string | undefined => {
  const [code = '', secret, ...more] = token.split('.');
  return token.length <= MOST_CHARACTERS && secret && more.length === 0 && isPartnerCode(code)
    ? code
    : undefined;
};
