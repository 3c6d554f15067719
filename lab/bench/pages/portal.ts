import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { createPortal } from '../../../functions/portal/app.tsx';
import { createDepositDeps } from '../../../functions/portal/deposit-deps.ts';
import {
  hashOfCookie,
  newSessionCookie,
  SESSION,
  textOfCookie,
} from '../../../functions/portal/session-cookie.ts';
import { createSignIn } from '../../../functions/portal/sign-in.ts';
import { asFunction } from '../../../infra/bundling/build.ts';
import type { ArrondissementCode } from '../../../shared/domain/events/household.ts';
import type { Habilitation } from '../../../shared/domain/habilitation/habilitation.ts';
import { createPersonRegister, createSessions, personIdOf } from '../../../shared/store/persons.ts';
import { noDeposits } from '../../../test/support/deposits.ts';
import type { tableOn } from '../../../test/support/table.ts';
import { seededRef } from './seed.ts';

const ORIGIN = 'https://passerelle.example';
/** One of a sous-préfecture, and one who stands in for another. */
const AGENTS = { one: ['771'], two: ['771', '775'] } as const satisfies Record<string, ArrondissementCode[]>;
type Agent = keyof typeof AGENTS;
const mailOf = (agent: Agent): string => `agent-${agent}@banc.example`;
/** The agents' ids. */
export const agentIds: readonly string[] = [personIdOf(mailOf('one')), personIdOf(mailOf('two'))];

/** A page to measure, and who opens it. `daily`: one that an agent opens every morning. */
type Measured = { name: string; path: string; daily: boolean; by?: Agent };

const pages = (caseId: string): Measured[] => [
  { name: 'Ma journée', path: '/journee', daily: true, by: 'one' },
  { name: 'Ma journée, deux arrondissements', path: '/journee', daily: true },
  { name: 'Dossiers', path: '/dossiers?arrondissement=771', daily: true },
  { name: 'Dossier', path: `/dossiers/${caseId}`, daily: true },
  { name: 'Dossiers, filtre courant', path: '/dossiers?arrondissement=771&motif=impaye', daily: false },
  { name: 'Dossiers, filtre rare', path: '/dossiers?arrondissement=771&etape=refusImplicite', daily: false },
  { name: 'Dossiers, filtre sans réponse', path: '/dossiers?arrondissement=771&bailleur=zzzz', daily: false },
  { name: 'Dossiers, triés par dette', path: '/dossiers?arrondissement=771&tri=dette', daily: false },
  { name: 'Dossiers, comptés', path: '/dossiers?arrondissement=771&compter=oui', daily: false },
  { name: 'Recherche par nom', path: '/dossiers?recherche=Martin%20Camille', daily: false },
  { name: 'Alertes', path: '/alertes?arrondissement=771', daily: false },
  { name: 'Ce qui engage l’État', path: '/engagements?arrondissement=771', daily: false },
];

/** The portal as it is bundled, in this process, with its agents signed in. */
export const openPortal = async (store: ReturnType<typeof tableOn>, matchingKey: string, now: string) => {
  const { client, table } = store;
  const deps = { client, table, matchingKey };
  const outfile = join(mkdtempSync(join(tmpdir(), 'passerelle-portal-')), 'app.mjs');
  await build({
    ...asFunction,
    entryPoints: [join(import.meta.dirname, '../../../functions/portal/app.tsx')],
    outfile,
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
  });
  const bundled: { createPortal: typeof createPortal } = await import(pathToFileURL(outfile).href);
  const register = createPersonRegister(client, table);
  const sessions = createSessions(client, table);
  const signIn = async (agent: Agent): Promise<string> => {
    const mail = mailOf(agent);
    const id = personIdOf(mail);
    const right: Habilitation = {
      id: '1',
      role: 'agent',
      from: '2026-01-01',
      by: 'banc',
      arrondissements: [...AGENTS[agent]],
    };
    await register.change(id, () => ({ id, mail, name: 'Agent du Banc', habilitations: [right] }), {
      at: now,
      by: 'banc',
      what: 'banc',
    });
    const cookie = newSessionCookie(id);
    await sessions.open(id, hashOfCookie(cookie), {
      startedAt: now,
      seenAt: now,
      idToken: 'banc',
      formToken: 'banc',
    });
    return `${SESSION}=${textOfCookie(cookie)}`;
  };
  const cookies = { one: await signIn('one'), two: await signIn('two') };
  const app = bundled.createPortal({
    ...deps,
    deposits: createDepositDeps(noDeposits(store)),
    origin: ORIGIN,
    issuer: ORIGIN,
    register,
    sessions,
    signIn: createSignIn({
      issuer: ORIGIN,
      clientId: 'banc',
      clientSecret: 'banc',
      redirectUri: `${ORIGIN}/connexion/retour`,
      signedOutUri: `${ORIGIN}/`,
      levels: [],
    }),
    asset: async () => undefined,
    files: {
      'portail.css': 'propre/portail-0123456789ab.css',
      'portail.js': 'propre/portail-0123456789ab.js',
      'apparence.js': 'propre/apparence-0123456789ab.js',
      'icone.svg': 'propre/icone-0123456789ab.svg',
    },
    site: {
      stage: 'banc',
      region: 'eu-west-3',
      etat: false,
      contact: { service: 'DDETS de Seine-et-Marne', mail: 'banc@banc.example' },
    },
    now: () => now,
    nextReference: async () => seededRef(0),
    pieceLink: async () => undefined,
  });
  const caseId = seededRef(1);
  return {
    caseId,
    pages: pages(caseId),
    /** A page's HTML. @throws Error when it is not shown */
    get: async ({ path, by = 'two' }: Measured): Promise<string> => {
      const answer = await app.request(`${ORIGIN}${path}`, {
        headers: { cookie: cookies[by] },
      });
      const html = await answer.text();
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      return html;
    },
  };
};
