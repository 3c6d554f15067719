import type { Hono } from 'hono';
import { createSite, type SiteDeps } from './app.tsx';
import type { Answers, PortalEnv } from './page.ts';
import type { AdminDeps } from './pages/administration/deps.ts';
import { directoryPages } from './pages/administration/directory.tsx';
import { importPages } from './pages/administration/import.tsx';
import { overviewPages } from './pages/administration/overview.tsx';
import { personPages } from './pages/administration/person.tsx';
import { personsPages } from './pages/administration/persons.tsx';
import type { AdministrationRoute } from './routes.ts';

/** The pages of administration, which a function of its own answers. */
export const createAdministration = (deps: SiteDeps & AdminDeps): Hono<PortalEnv> => {
  const answers: Answers<AdministrationRoute> = {
    ...overviewPages(deps),
    ...personsPages(deps),
    ...personPages(deps),
    ...directoryPages(deps),
    ...importPages(deps),
  };
  return createSite(deps, answers);
};
