import { scopes } from '../shared/api/route.ts';
import { routes } from '../shared/api/routes.ts';

/** The operations of the HTTP API as the gateway knows them: the same list the function answers and the contracts publish. */
export const apiRoutes = () => routes.map(({ method, path, scope }) => ({ method, path, scope }));

/** The scopes a client may be given, without their server's name, with what each allows. */
export const apiScopes = (): [name: string, description: string][] =>
  Object.entries(scopes).map(([scope, description]) => [scope.slice(scope.indexOf('/') + 1), description]);
