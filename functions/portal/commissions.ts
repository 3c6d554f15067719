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
import { communicationPages } from './pages/communications/communications.tsx';
import { letterPages } from './pages/communications/letters.tsx';
import { diagnosticPages } from './pages/diagnostics.tsx';
import { quiSuitPages } from './pages/suivi/qui-suit.tsx';
import type { CommissionRoute } from './routes.ts';

/** The pages of commissions, diagnostics, of who follows a household and of what was told of it, which a function of its own answers. */
export const createCommissions = (deps: SiteDeps & CommissionPageDeps): Hono<PortalEnv> => {
  const answers: Answers<CommissionRoute> = {
    ...registerPages(deps),
    ...seancePages(deps),
    ...householdPages(deps),
    ...bailleurPages(deps),
    ...filePages(deps),
    ...diagnosticPages(deps),
    ...quiSuitPages(deps),
    ...communicationPages(deps),
    ...letterPages(deps),
    ...ccapexPages(deps),
  };
  return createSite(deps, answers);
};
