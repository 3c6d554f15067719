import { type Issuer, startIssuer } from '../../cli/demo/issuer.ts';
import { createAdministration } from '../../functions/portal/administration.ts';
import { createPortal, type PortalDeps, type SiteDeps } from '../../functions/portal/app.tsx';
import { createCommissions } from '../../functions/portal/commissions.ts';
import { createDepositDeps, type DepositPlaces } from '../../functions/portal/deposit-deps.ts';
import type { PageDeps } from '../../functions/portal/page.ts';
import { createSignIn } from '../../functions/portal/sign-in.ts';
import type { Site } from '../../functions/portal/site.ts';
import { stages } from '../../infra/stages.ts';
import { recordEvent } from '../../shared/cases/recording/record-event.ts';
import type { CaseEvent } from '../../shared/domain/events/case-event.ts';
import type { ArrondissementCode } from '../../shared/domain/events/household.ts';
import type { Habilitation } from '../../shared/domain/habilitation/habilitation.ts';
import type { ApiMessage } from '../../shared/intake/api-intake.ts';
import type { Directory } from '../../shared/outbound/directory.ts';
import { postalAddressesSchema } from '../../shared/outbound/letters/letter.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { createPersonRegister, createSessions, personIdOf } from '../../shared/store/persons.ts';
import { createReferences } from '../../shared/store/references.ts';
import { createBrowser, formOf, placeOf } from './browser.ts';
import { noDeposits } from './deposits.ts';
import { aDirectory } from './notices.ts';
import { type Draft, eventsOf } from './procedures.ts';
import { startTable } from './table.ts';

const ORIGIN = 'https://passerelle.example';
const CLIENT = { clientId: 'passerelle', clientSecret: 'secret-de-la-demonstration' };
const own = { id: '1', from: '2026-01-01', by: 'Claire Martin' };

/** What the pages of tests show around what they say. */
export const aFrame = {
  files: {
    'portail.css': 'propre/portail.css',
    'portail.js': 'propre/portail.js',
    'apparence.js': 'propre/apparence.js',
    'icone.svg': 'propre/icone.svg',
  },
  site: {
    stage: 'dev',
    region: 'eu-west-3',
    etat: false,
    contact: { service: 'DDETS de Seine-et-Marne', mail: 'logement@ddets.example' },
  },
};

/** What tests give to a person. */
export const anAgentOf = (...arrondissements: ArrondissementCode[]): Habilitation => ({
  ...own,
  role: 'agent',
  arrondissements,
});
export const aReviewerOf = (...arrondissements: ArrondissementCode[]): Habilitation => ({
  ...own,
  role: 'relecteur',
  arrondissements,
});
export const aClerkOf = (partner: string): Habilitation => ({ ...own, role: 'partenaire', partner });
export const anAdministrator: Habilitation = { ...own, role: 'administrateur' };
export const aDpd: Habilitation = { ...own, role: 'dpd' };

type Store = Awaited<ReturnType<typeof startTable>>;
/** Administration, with the mailboxes of the machine's stage and an empty directory. */
export const administrationOn = (deps: SiteDeps) =>
  createAdministration({
    ...deps,
    stage: 'local',
    mailboxes: stages.local.mailboxes,
    file: aDirectory(),
  });

type CommissionDeps = Parameters<typeof createCommissions>[0];
/** The commissions' pages, with the mailboxes and addresses of the machine's stage. */
export const commissionsOn = (
  deps: SiteDeps,
  {
    matchingKey,
    directory = aDirectory(),
    send = async () => {},
  }: Pick<CommissionDeps, 'matchingKey'> & Partial<Pick<CommissionDeps, 'send'>> & { directory?: Directory },
) =>
  createCommissions({
    ...deps,
    matchingKey,
    mailboxes: stages.local.mailboxes,
    desk: async () => ({
      mailboxes: stages.local.mailboxes,
      ccapexFormations: stages.local.ccapexFormations,
      postalAddresses: postalAddressesSchema.parse(stages.local.postalAddresses),
      directory,
    }),
    send,
  });

type App = ReturnType<typeof createPortal>;
/** The functions, as the gateway routes them. */
export const behindGateway = (pages: App, administration: App, commissions: App) => ({
  request: async (address: string, init?: RequestInit): Promise<Response> => {
    const { pathname } = new URL(address);
    const [, first = '', , third] = pathname.split('/');
    const isOfCommissions =
      ['commissions', 'diagnostics', 'qui-suit', 'communications'].includes(first) ||
      (first === 'dossiers' && third === 'communications');
    const app = isOfCommissions ? commissions : first === 'administration' ? administration : pages;
    return app.request(address, init);
  },
});

/** A person of tests, known to the identity provider and to the register. */
export type Someone = { mail: string; name: string; rights: readonly Habilitation[] };

/** What a page says, and how it was answered. */
export type Shown = {
  status: number;
  html: string;
  /** Where it led, for a redirection. */
  to: string | undefined;
  headers: Headers;
};

/**
 * The portal on a table of its own, with persons to sign in as. The caller stops it.
 *
 * @param options `now`, or it alone: the instant at which everything happens, ISO UTC; `portal.clock.now` moves it. `site`, `asset`: what the
 *   pages show around what they say, and the files beside the bundle; `store`: a table that others use too, which they stop; `deposits`: where
 *   deposits go, nowhere without it; `directory`: an
 *   empty one without it; `pieceLink`: where pieces of cases are read, none without it
 * @example const portal = await startPortal([{ mail: 'a@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] }]);
 * const anne = await portal.signIn('a@exemple.fr');
 * (await anne.get('/dossiers/77-2026-000001')).status // 404
 */
export const startPortal = async (
  persons: readonly Someone[],
  options:
    | string
    | {
        now?: string;
        site?: Site;
        asset?: PortalDeps['asset'];
        store?: Store;
        directory?: Directory;
        deposits?: Partial<DepositPlaces>;
        pieceLink?: PageDeps['pieceLink'];
      } = {},
) => {
  const {
    now = '2026-11-30T07:30:00.000Z',
    store: shared,
    deposits,
    pieceLink = async () => undefined,
    directory = aDirectory(),
    site = aFrame.site,
    asset = async () => undefined,
  } = typeof options === 'string' ? { now: options } : options;
  const frame = { ...aFrame, site, asset };
  const store = shared ?? (await startTable());
  const issuer: Issuer = await startIssuer();
  issuer.serve({
    ...CLIENT,
    persons: persons.map(({ mail, name }) => {
      const [givenName = '', ...usual] = name.split(' ');
      return { mail, givenName, usualName: usual.join(' '), about: name };
    }),
    redirectUris: [`${ORIGIN}/connexion/retour`],
    signedOutUris: [`${ORIGIN}/`],
  });
  const clock = { now };
  const register = createPersonRegister(store.client, store.table);
  const matchingKey = 'cle-de-rapprochement-des-tests';
  const sessions = createSessions(store.client, store.table);
  const told: ApiMessage[] = [];
  const pages = createPortal({
    client: store.client,
    table: store.table,
    matchingKey,
    origin: ORIGIN,
    issuer: issuer.url,
    register,
    sessions,
    signIn: createSignIn({
      ...CLIENT,
      issuer: issuer.url,
      redirectUri: `${ORIGIN}/connexion/retour`,
      signedOutUri: `${ORIGIN}/`,
      levels: [],
    }),
    deposits: createDepositDeps({ ...noDeposits(store), ...deposits }),
    ...frame,
    now: () => clock.now,
    nextReference: createReferences(store.client, store.table, '77'),
    pieceLink,
  });
  const administration = administrationOn({
    ...frame,
    client: store.client,
    table: store.table,
    origin: ORIGIN,
    issuer: issuer.url,
    sessions,
    now: () => clock.now,
  });
  const commissions = commissionsOn(
    {
      ...frame,
      client: store.client,
      table: store.table,
      origin: ORIGIN,
      issuer: issuer.url,
      sessions,
      now: () => clock.now,
    },
    {
      matchingKey,
      directory,
      send: async (message) => {
        told.push(message);
      },
    },
  );
  const app = behindGateway(pages, administration, commissions);
  const enter = async ({ mail, name, rights }: Someone): Promise<void> => {
    const id = personIdOf(mail);
    await register.change(id, () => ({ id, mail, name, habilitations: [...rights] }), {
      at: clock.now,
      by: 'Claire Martin',
      what: `tests ${rights.length}`,
    });
  };
  for (const one of persons) await enter(one);

  /** Files events in a case by the hub's own code, in their order. */
  const put = async (caseId: string, ...events: readonly CaseEvent[]): Promise<void> => {
    for (const event of events) {
      const found = await readCase(store.client, store.table, caseId);
      await recordEvent({ client: store.client, table: store.table, matchingKey }, caseId, found, event, {
        by: 'tests',
        at: event.receivedAt,
      });
    }
  };
  /** Files acts that say no more than a draft does, each with an id of its case. */
  const file = (caseId: string, ...drafts: readonly Draft[]): Promise<void> =>
    put(caseId, ...eventsOf(...drafts).map((event) => ({ ...event, id: `${caseId}-${event.id}` })));

  /** Signs in as a person, in a browser without scripts. */
  const signIn = async (mail: string) => {
    const browser = createBrowser(ORIGIN, (address, init) => app.request(address, init));
    await browser.ask(await browser.identify(mail, '/mon-compte'));
    const shownOf = async (response: Response): Promise<Shown> => ({
      status: response.status,
      to: response.headers.has('location') ? placeOf(response, ORIGIN).replace(ORIGIN, '') : undefined,
      headers: response.headers,
      html: await response.text(),
    });
    const get = async (path: string): Promise<Shown> => shownOf(await browser.ask(`${ORIGIN}${path}`));
    const token = async (): Promise<string> =>
      /name="jeton" value="([^"]+)"/.exec((await get('/mon-compte')).html)?.[1] ?? '';
    return {
      get,
      token,
      /** Sends a form as one of our pages would, with the session's token. */
      post: async (path: string, fields: Record<string, string> = {}): Promise<Shown> => {
        const form = formOf({ jeton: await token(), ...fields });
        const headers = new Headers(form.headers);
        headers.set('origin', ORIGIN);
        return shownOf(await browser.ask(`${ORIGIN}${path}`, { ...form, headers }));
      },
      browser,
    };
  };
  return {
    origin: ORIGIN,
    app,
    clock,
    client: store.client,
    table: store.table,
    matchingKey,
    store,
    /** Messages that pages of commissions told, as a partner's software would. */
    told,
    enter,
    put,
    file,
    signIn,
    stop: async () => {
      await issuer.stop();
      if (!shared) await store.stop();
    },
  };
};
