import { LocalHubError } from '../errors.ts';

/** A route's pattern, read from its route key. */
export type Pattern = {
  readonly key: string;
  /** Upper case; `ANY` takes every method. */
  readonly method: string;
  /** The path, split at its slashes; absent for `$default`, which takes every path. */
  readonly segments: readonly string[] | undefined;
};

const PARAMETER = /^\{([^{}+]+)(\+?)\}$/;

/**
 * Reads a route key: `METHOD /path/{parameter}/{rest+}` or `$default`.
 *
 * @throws LocalHubError when it is neither
 */
export const patternOf = (key: string): Pattern => {
  if (key === '$default') return { key, method: 'ANY', segments: undefined };
  const [, method, path] = /^([A-Z]+) (\/\S*)$/.exec(key) ?? [];
  if (method === undefined || path === undefined) throw new LocalHubError(`${key} is not a route key`);
  return { key, method, segments: path.slice(1).split('/') };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The parameters of a path that matches the segments; `undefined` when it does not match. */
const parametersIn = (
  segments: readonly string[],
  path: readonly string[],
): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const [, name, greedy] = PARAMETER.exec(segment) ?? [];
    const given = path[index];
    if (given === undefined) return undefined;
    if (name === undefined) {
      if (segment !== decoded(given)) return undefined;
    } else if (greedy) {
      const rest = path.slice(index).map(decoded).join('/');
      return rest === '' ? undefined : { ...parameters, [name]: rest };
    } else {
      if (given === '') return undefined;
      parameters[name] = decoded(given);
    }
  }
  return path.length === segments.length ? parameters : undefined;
};

/** Sort key of a route, lowest first: a fixed segment before a parameter before a greedy one, a named method before `ANY`. */
const rankOf = ({ method, segments }: Pattern): string =>
  segments === undefined
    ? '9'
    : `${segments
        .map((segment) => {
          const [, name, greedy] = PARAMETER.exec(segment) ?? [];
          return name === undefined ? 0 : greedy ? 2 : 1;
        })
        .join('')}${method === 'ANY' ? 4 : 3}`;

/**
 * The route of a request, with the parameters of its path, decoded. The most specific route wins, and `$default` comes last:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 *
 * @example routeOf([{ pattern: patternOf('GET /v1/pieces/{id}') }], 'GET', '/v1/pieces/42')?.parameters // { id: '42' }
 */
export const routeOf = <R extends { readonly pattern: Pattern }>(
  routes: readonly R[],
  method: string,
  path: string,
): { readonly route: R; readonly parameters: Readonly<Record<string, string>> } | undefined => {
  const given = path.slice(1).split('/');
  return routes
    .flatMap((route) => {
      const { segments } = route.pattern;
      if (route.pattern.method !== 'ANY' && route.pattern.method !== method) return [];
      const parameters = segments === undefined ? {} : parametersIn(segments, given);
      return parameters ? [{ route, parameters }] : [];
    })
    .sort((a, b) => (rankOf(a.route.pattern) < rankOf(b.route.pattern) ? -1 : 1))[0];
};
