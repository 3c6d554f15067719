import { TOKEN_PATH } from '../shared/api/route.ts';
import { routes } from '../shared/api/routes.ts';

/** The operations of the HTTP API as the gateway knows them: the same list the function answers and the contracts publish. */
export const apiRoutes = () => routes.map(({ method, path }) => ({ method, path }));

/** Where a partner asks for its token. */
export { TOKEN_PATH };
