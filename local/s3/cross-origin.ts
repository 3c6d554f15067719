import type { Front } from '../front.ts';
import { objectOfRequest } from './protocol.ts';

/** What a bucket lets scripts of other sites do. */
export type CrossOriginRule = {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
};

const allows = (rule: CrossOriginRule, origin: string, method: string): boolean =>
  rule.methods.includes(method) && (rule.origins.includes('*') || rule.origins.includes(origin));

/**
 * Answers browsers that ask whether a script may send to a bucket, and says so on what it sends. The engine knows nothing of it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 *
 * @param rules by bucket; a bucket without any lets no script of another site read its answers
 */
export const crossOrigin =
  (rules: ReadonlyMap<string, readonly CrossOriginRule[]>): Front =>
  (request, response) => {
    const { origin, 'access-control-request-method': asked } = request.headers;
    if (origin === undefined) return false;
    const isAsking = request.method === 'OPTIONS';
    const method = isAsking ? (asked ?? '') : (request.method ?? '');
    const own = rules.get(objectOfRequest(request).bucket) ?? [];
    const isAllowed = own.some((rule) => allows(rule, origin, method));
    if (isAllowed) {
      response.setHeader('access-control-allow-origin', origin);
      response.setHeader('vary', 'Origin');
    }
    if (!isAsking) return false;
    if (isAllowed) {
      response.setHeader('access-control-allow-methods', method);
      response.setHeader(
        'access-control-allow-headers',
        request.headers['access-control-request-headers'] ?? '*',
      );
    }
    response.writeHead(isAllowed ? 200 : 403).end();
    return Promise.resolve();
  };
