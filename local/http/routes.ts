import { LocalHubError } from '../errors.ts';

/** A route's pattern, as its key says it. */
export type Pattern = {
  readonly key: string;
  /** Upper case; `ANY` takes every method. */
  readonly method: string;
  /** The path cut at its slashes; absent for `$default`, which takes every path. */
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

/** Parameters of a path that the segments take, `undefined` when they do not take it. */
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

/** The lower the more specific: a fixed segment before a parameter before a greedy one, a method before `ANY`. */
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
 * The route of a request, and its path's parameters decoded. The most specific one wins, `$default` comes last:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
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
