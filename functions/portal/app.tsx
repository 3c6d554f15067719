import { Hono } from 'hono';
import { contextStorage } from 'hono/context-storage';
import { getCookie } from 'hono/cookie';
import { hashOf } from '../../shared/api/token.ts';
import { arrondissementDeCommune } from '../../shared/cases/commissions/destinataires.ts';
import { currentCase } from '../../shared/cases/diagnostics/enquete.ts';
import { readCaseAndBeside } from '../../shared/cases/reading/read-beside.ts';
import { recordRead } from '../../shared/cases/recording/record-read.ts';
import { isDay } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { arrondissementsDe, siegesDe } from '../../shared/domain/commissions/acces.ts';
import { estMoment } from '../../shared/domain/dsf/organisme.ts';
import { scopeOf } from '../../shared/domain/habilitation/habilitation.ts';
import { codeOf } from '../../shared/errors.ts';
import { log } from '../../shared/log/log.ts';
import { readCase, readCaseToWrite } from '../../shared/store/case-store.ts';
import { createCommissionStore } from '../../shared/store/commissions.ts';
import { createDiagnosticStore } from '../../shared/store/diagnostics.ts';
import type { createSessions } from '../../shared/store/persons.ts';
import type { ServedAsset } from './assets.ts';
import { DSFR } from './dsfr.ts';
import {
  type Answers,
  answerBy,
  type Ctx,
  type InEnquete,
  type PageDeps,
  type PortalEnv,
  type Seated,
  type SignedIn,
} from './page.ts';
import { alertPages } from './pages/alerts.tsx';
import { casePages } from './pages/case.tsx';
import { chartePages } from './pages/charte.tsx';
import { contractPages } from './pages/contracts.tsx';
import { dayPages } from './pages/day.tsx';
import { declarePages } from './pages/declares.tsx';
import { depositPages } from './pages/deposits/deposits.ts';
import { detachPages } from './pages/detach.tsx';
import { enquetePages } from './pages/enquete.tsx';
import { indicateurPages } from './pages/indicateurs.tsx';
import { readingPages } from './pages/lectures.tsx';
import { listPages } from './pages/list.tsx';
import { publicPages } from './pages/public.tsx';
import { recordPages } from './pages/record.tsx';
import { refuse } from './pages/refuse.tsx';
import { reviewPages } from './pages/reviews.tsx';
import { type SigningDeps, signingPages } from './pages/signing.ts';
import {
  isCaseRoute,
  isEnqueteRoute,
  isOpenRoute,
  isPartnerRoute,
  isRouteName,
  isSeatedRoute,
  type OpenRoute,
  opens,
  type PageRoute,
  portalRoutes,
  type RouteName,
  routeOf,
} from './routes.ts';
import { cookieOfText, hashOfCookie, SESSION } from './session-cookie.ts';
import type { OwnFiles, Site } from './site.ts';

/** What every page needs, whichever function answers it. */
export type SiteDeps = Pick<PageDeps, 'client' | 'table' | 'now'> & {
  /** Where the portal is, without a slash at its end: what forms must come from. */
  origin: string;
  /** Address of the identity provider. */
  issuer: string;
  sessions: Pick<ReturnType<typeof createSessions>, 'find'>;
  /** A file that pages use, by its path under `/ressources/`. */
  asset?: (path: string) => Promise<ServedAsset | undefined>;
  /** Where our own files are under `/ressources/`. */
  files: OwnFiles;
  site: Site;
};
export type PortalDeps = SiteDeps & Required<Pick<SiteDeps, 'asset'>> & PageDeps & SigningDeps;

/**
 * What a browser may do with our pages: nothing but show them, and send our forms. One of these, which signs out, leads on to the
 * identity provider, and browsers ask that it be named.
 *
 * @param sendsTo where a form of the page sends a file: the bucket that awaits it
 */
const headersOf = (issuer: string, sendsTo: string | undefined) => ({
  'content-security-policy': `default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'${sendsTo === undefined ? '' : ` ${sendsTo}`}; form-action 'self' ${new URL(issuer).origin}${sendsTo === undefined ? '' : ` ${sendsTo}`}; frame-ancestors 'none'; base-uri 'none'`,
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
});

/** Our own files: as the State's, each at a path that changes with it. */
const OWN = '/ressources/propre/';
const KEPT_FOR_GOOD = 'public, max-age=31536000, immutable';

/** A case's reference; anything else in its place names none. */
const REFERENCE = /^(\d{2,3}|2[AB])-\d{4}-\d{6,9}$/;

/** The pages but administration's, as an application that answers requests. It knows neither AWS nor the clock. */
export const createPortal = (deps: PortalDeps): Hono<PortalEnv> => {
  const answers: Answers<PageRoute> = {
    ...publicPages(deps),
    ...contractPages(deps),
    ...signingPages(deps),
    ...dayPages(deps),
    ...alertPages(deps),
    ...listPages(deps),
    ...casePages(deps),
    ...recordPages(deps),
    ...enquetePages(deps),
    ...detachPages(deps),
    ...indicateurPages(deps),
    ...chartePages(deps),
    ...depositPages(deps),
    ...declarePages(deps),
    ...reviewPages(deps),
    ...readingPages(deps),
  };
  return createSite(deps, answers);
};

/** An application that answers the routes it has an answer for, each to who is entitled, and refuses all others. */
export const createSite = (deps: SiteDeps, answers: Partial<Answers<RouteName>>): Hono<PortalEnv> => {
  const { origin, issuer, sessions, asset, files, site, now, client, table } = deps;
  const app = new Hono<PortalEnv>();

  const whoIs = async (c: Ctx): Promise<SignedIn | undefined> => {
    const cookie = cookieOfText(getCookie(c, SESSION) ?? '');
    if (!cookie) return undefined;
    const hash = hashOfCookie(cookie);
    const found = await sessions.find(cookie.person, hash, now());
    if (!found) return undefined;
    const { person, session } = found;
    const scope = scopeOf(person.habilitations, parisDay(now()));
    return { ...person, hash, scope, session };
  };

  /** Whether a form was sent from one of our pages, by the person whose session it is. */
  const isOurs = async (c: Ctx, { session }: SignedIn): Promise<boolean> => {
    const site = c.req.header('sec-fetch-site');
    if (site !== undefined && site !== 'same-origin') return false;
    if (c.req.header('origin') !== origin) return false;
    // What cannot be read as a form is none of ours.
    const { jeton } = await c.req.parseBody().catch((): { jeton?: unknown } => ({}));
    return typeof jeton === 'string' && hashOf(jeton) === hashOf(session.formToken);
  };

  app.use(contextStorage());
  app.use(async (c, next) => {
    c.set('frame', { site, files, path: c.req.path, today: parisDay(now()) });
    await next();
    for (const [name, value] of Object.entries(headersOf(issuer, c.get('sendsTo'))))
      if (!(name === 'cache-control' && c.res.headers.has(name))) c.res.headers.set(name, value);
  });
  app.onError((error, c) => {
    log('portal.failed', { code: codeOf(error), route: c.req.routePath });
    return refuse(c, 'ourFault');
  });
  app.notFound(async (c) => {
    // A path typed with a slash at its end, as a folder's; nothing else is led anywhere.
    if (c.req.method === 'GET' && /^(?:\/[\w.-]+)+\/$/.test(c.req.path))
      return c.redirect(c.req.path.slice(0, -1), 301);
    c.set('signedIn', await whoIs(c));
    return refuse(c, 'noPage');
  });

  app.get('/ressources/:path{.+}', async (c) => {
    const found = await asset?.(c.req.param('path'));
    if (!found) return refuse(c, 'noPage');
    c.header('content-type', found.type);
    c.header('content-encoding', 'gzip');
    if (c.req.path.startsWith(`${DSFR}/`) || c.req.path.startsWith(OWN))
      c.header('cache-control', KEPT_FOR_GOOD);
    return c.body(found.gzip);
  });

  // Asked for by browsers that have read no page of ours yet.
  app.get('/favicon.ico', (c) => c.redirect(`/ressources/${files['icone.svg']}`, 302));

  const commissions = createCommissionStore(client, table);
  /** The commission and the session that a path names, and the reader's seats there: by the registers alone, before anything is shown. */
  const seatsOf = async (c: Ctx, scope: SignedIn['scope']): Promise<Seated | 'none' | 'notYours'> => {
    const code = c.req.param('commission') ?? '';
    const date = c.req.param('seance');
    if (!/^[a-z0-9-]{1,40}$/.test(code) || (date !== undefined && !isDay(date))) return 'none';
    const [commission, seance] = await Promise.all([
      commissions.get(code),
      date === undefined ? undefined : commissions.seance(code, date),
    ]);
    if (!commission || (date !== undefined && !seance)) return 'none';
    const over = arrondissementsDe(commission, arrondissementDeCommune);
    const sieges = siegesDe(commission, scope, over, seance);
    return sieges.length === 0 ? 'notYours' : { commission, seance, sieges };
  };

  const diagnostics = createDiagnosticStore(client, table);
  /** The enquiry that a path names: for the body appointed, or for the State where the page is open to it too. */
  const enqueteOf = async (
    c: Ctx,
    scope: SignedIn['scope'],
    forState: boolean,
  ): Promise<InEnquete | 'none' | 'notYours'> => {
    const [caseId, moment] = [c.req.param('dossier') ?? '', c.req.param('moment') ?? ''];
    if (!REFERENCE.test(caseId) || !estMoment(moment)) return 'none';
    const nomination = await diagnostics.nomination(caseId, moment);
    // Nobody learns from a refusal whether an enquiry is under way.
    if (!nomination) return forState && scope.agent.size > 0 ? 'none' : 'notYours';
    const isBody = scope.partners.has(nomination.partenaire);
    if (!isBody && !(forState && scope.agent.size > 0)) return 'notYours';
    const found = await currentCase({ client, table }, caseId).catch((error: unknown) => {
      if (codeOf(error) === 'CASE_UNKNOWN') return undefined;
      throw error;
    });
    if (!found) return 'none';
    if (isBody) return { nomination, found, as: 'organisme' };
    const { arrondissement } = found.summary;
    return opens('agent', scope, { arrondissement }) ? { nomination, found, as: 'etat' } : 'notYours';
  };

  /** Records that a person reads a case. Nothing is shown before: the answer waits for both. */
  const recorded = (
    c: Ctx,
    signedIn: SignedIn,
    name: RouteName,
    caseId: string,
    opened: 'whole' | 'part',
  ): false | Promise<void> =>
    c.req.method === 'GET' &&
    recordRead(client, table, answerBy(signedIn, deps), `page ${name}`, [caseId], opened);

  /** Answers for an entitled reader: a page of a case, of an enquiry, of a partner, of a commission, or none of them. */
  const answer = async (
    name: Exclude<RouteName, OpenRoute>,
    c: Ctx,
    signedIn: SignedIn,
  ): Promise<Response> => {
    const { method, who } = routeOf(name);
    const { scope } = signedIn;
    if (isPartnerRoute(name)) {
      const partner = c.req.param('partenaire') ?? '';
      if (!opens(who, scope, { partner })) return refuse(c, 'notYours');
      return answers[name]?.(c, signedIn, partner) ?? refuse(c, 'noPage');
    }
    if (isSeatedRoute(name)) {
      const here = await seatsOf(c, scope);
      if (here === 'none') return refuse(c, 'noSuch');
      if (here === 'notYours') return refuse(c, 'notYours');
      return answers[name]?.(c, signedIn, here) ?? refuse(c, 'noPage');
    }
    if (isEnqueteRoute(name)) {
      const here = await enqueteOf(c, scope, who === 'lecteurEnquete');
      if (here === 'none') return refuse(c, 'noSuch');
      if (here === 'notYours') return refuse(c, 'notYours');
      const [answered] = await Promise.all([
        answers[name]?.(c, signedIn, here) ?? refuse(c, 'noPage'),
        recorded(c, signedIn, name, here.found.summary.caseId, 'part'),
      ]);
      return answered;
    }
    if (!isCaseRoute(name)) return answers[name]?.(c, signedIn) ?? refuse(c, 'noPage');
    const caseId = c.req.param('dossier') ?? '';
    const shows = name === 'case' || name === 'attachments' ? readCaseAndBeside : readCase;
    const read = method === 'POST' ? readCaseToWrite : shows;
    const found = REFERENCE.test(caseId) ? await read(client, table, caseId) : undefined;
    if (!found || found.summary.erasing) return refuse(c, 'noCase');
    const { arrondissement } = found.summary;
    if (!opens(who, scope, { arrondissement })) return refuse(c, 'notYourCase');
    const [answered] = await Promise.all([
      answers[name]?.(c, signedIn, found) ?? refuse(c, 'noPage'),
      recorded(c, signedIn, name, caseId, name === 'case' ? 'whole' : 'part'),
    ]);
    return answered;
  };

  /** Answers a route of the table once its rule holds. */
  const on = (name: RouteName) => {
    const { method, path, who } = routeOf(name);
    app.on(method, path, async (c) => {
      const signedIn = await whoIs(c);
      c.set('signedIn', signedIn);
      if (isOpenRoute(name)) return answers[name]?.(c, signedIn) ?? refuse(c, 'noPage');
      if (!signedIn) {
        if (method === 'POST') return refuse(c, 'staleForm');
        const { pathname, search } = new URL(c.req.url);
        return c.redirect(
          `${portalRoutes.signIn.path}?suite=${encodeURIComponent(`${pathname}${search}`)}`,
          303,
        );
      }
      if (method === 'POST' && !(await isOurs(c, signedIn))) return refuse(c, 'staleForm');
      if (!opens(who, signedIn.scope)) return refuse(c, 'notYours');
      return answer(name, c, signedIn);
    });
  };
  for (const name of Object.keys(portalRoutes)) if (isRouteName(name) && answers[name]) on(name);

  return app;
};
