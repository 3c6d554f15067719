import type { Hono } from 'hono';
import { createSite, type SiteDeps } from './app.tsx';
import type { Answers, PortalEnv } from './page.ts';
import { bailleurPages } from './pages/commissions/bailleur.tsx';
import { ccapexPages } from './pages/commissions/ccapex.tsx';
import type { CommissionPageDeps } from './pages/commissions/deps.ts';
import { filePages } from './pages/commissions/files.tsx';
import { householdPages } from './pages/commissions/households.tsx';
import { registerPages } from './pages/commissions/register.tsx';
import { seancePages } from './pages/commissions/seance.tsx';
import type { CommissionRoute } from './routes.ts';

/** The pages of commissions, which a function of its own answers. */
export const createCommissions = (deps: SiteDeps & CommissionPageDeps): Hono<PortalEnv> => {
  const answers: Answers<CommissionRoute> = {
    ...registerPages(deps),
    ...seancePages(deps),
    ...householdPages(deps),
    ...bailleurPages(deps),
    ...filePages(deps),
    ...ccapexPages(deps),
  };
  return createSite(deps, answers);
};
