import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { build } from 'esbuild';
import type { createCommissions } from '../../../functions/portal/commissions.ts';
import {
  hashOfCookie,
  newSessionCookie,
  SESSION,
  textOfCookie,
} from '../../../functions/portal/session-cookie.ts';
import { asFunction } from '../../../infra/bundling/build.ts';
import { stages } from '../../../infra/stages.ts';
import { keepCommission } from '../../../shared/cases/commissions/register.ts';
import type { Seance, Situation } from '../../../shared/domain/commissions/seance.ts';
import type { Habilitation } from '../../../shared/domain/habilitation/habilitation.ts';
import { toItem } from '../../../shared/store/client.ts';
import { createCommissionStore } from '../../../shared/store/commissions.ts';
import { caseKey } from '../../../shared/store/keys.ts';
import { createPersonRegister, createSessions, personIdOf } from '../../../shared/store/persons.ts';
import { startTable } from '../../../test/support/table.ts';
import { aSeance, situationsOf } from '../../documents/seance.ts';
import { measureTogether } from '../pages/measure.ts';
import type { PageFigures } from '../pages/report.ts';
import { seedCases, seededRef } from '../pages/seed.ts';
import { CODE, described, members } from './people.ts';

const ORIGIN = 'https://passerelle.example';
const NOW = '2026-12-10T14:00:00.000Z';
/** Its sessions: one that is held now, one that was closed in spring. */
const [HELD, CLOSED] = ['2026-12-10', '2026-06-10'];
const MATCHING_KEY = 'k'.repeat(32);

type Bundled = {
  createCommissions: typeof createCommissions;
  DynamoDBDocumentClient: typeof DynamoDBDocumentClient;
};
type Reader = 'secretary' | 'landlord' | 'agent';
type Measured = { name: string; path: string; by: Reader; daily: boolean };

const rights: Record<Reader, Habilitation> = {
  secretary: { id: '1', role: 'partenaire', partner: 'clpil-meaux', from: '2026-01-01', by: 'banc' },
  landlord: {
    id: '1',
    role: 'partenaire',
    partner: 'bailleur-habitat-exemple',
    from: '2026-01-01',
    by: 'banc',
  },
  agent: { id: '1', role: 'agent', arrondissements: ['771'], from: '2026-01-01', by: 'banc' },
};

/** The households of a session, with what members said of them. */
const householdsOf = (count: number, isClosed: boolean): Situation[] =>
  situationsOf(count).map((one, n) => {
    const { decidee, ...rest } = one;
    return {
      ...rest,
      caseId: seededRef(n),
      contributions: Object.fromEntries(
        members.flatMap(({ id, contributes }) =>
          contributes === true
            ? [[id, { connu: true, texte: 'Suivi depuis mars ; FSL demandé.', by: 'banc', at: NOW }]]
            : [],
        ),
      ),
      ...(isClosed ? { ...(decidee && { decidee }), evenements: [`e-${n}`] } : { issues: [] }),
    };
  });

/** The pages of commissions as they are bundled, at as many commissions as asked, forty households a session. */
export const commissionPages = async (
  sizes: readonly number[],
  households: number,
  rounds: number,
  progress: (text: string) => void,
): Promise<{ commissions: number; pages: PageFigures[] }[]> => {
  const table = await startTable();
  try {
    const { client } = table;
    const deps = { client, table: table.table, matchingKey: MATCHING_KEY };
    progress('cases');
    await seedCases(deps, NOW, []);
    const store = createCommissionStore(client, table.table);
    const enter = async (n: number): Promise<void> => {
      const code = n === 0 ? CODE : `${CODE}-${n}`;
      const own = (partner: string): string => (n === 0 ? partner : `${partner}-${n}`);
      const kept = await keepCommission({ store }, described(code, own), { by: 'banc', at: NOW });
      if (kept.kind !== 'kept') throw new Error(`the commission was not kept: ${JSON.stringify(kept)}`);
      for (const date of [CLOSED, HELD]) {
        const isClosed = date === CLOSED;
        const { cloture, ...open } = aSeance();
        const seance: Seance = {
          ...open,
          commission: code,
          date,
          etat: isClosed ? 'close' : 'ouverte',
          ...(isClosed && cloture && { cloture }),
          presences: Object.fromEntries(members.map(({ id }) => [id, 'present'])),
          version: 1,
        };
        const situations = householdsOf(households, isClosed);
        await store.change(seance, { seance, situations }, { at: NOW, by: 'banc', what: 'banc' });
      }
    };
    const register = createPersonRegister(client, table.table);
    const sessions = createSessions(client, table.table);
    const cookieOf = async (reader: Reader): Promise<string> => {
      const mail = `${reader}@banc.example`;
      const id = personIdOf(mail);
      await register.change(
        id,
        () => ({ id, mail, name: `Personne du Banc, ${reader}`, habilitations: [rights[reader]] }),
        { at: NOW, by: 'banc', what: 'banc' },
      );
      for (const date of [CLOSED, HELD])
        await store.acknowledge(CODE, date, { person: id, by: 'banc', at: NOW });
      const cookie = newSessionCookie(id);
      await sessions.open(id, hashOfCookie(cookie), {
        startedAt: NOW,
        seenAt: NOW,
        idToken: 'banc',
        formToken: 'banc',
      });
      return `${SESSION}=${textOfCookie(cookie)}`;
    };
    const cookies = {
      secretary: await cookieOf('secretary'),
      landlord: await cookieOf('landlord'),
      agent: await cookieOf('agent'),
    };
    const outfile = join(mkdtempSync(join(tmpdir(), 'passerelle-commissions-')), 'commissions.mjs');
    await build({
      ...asFunction,
      // The client is the bundle's own class: what pages through rows asks it.
      stdin: {
        contents: `export { createCommissions } from './functions/portal/commissions.ts';
export { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';`,
        resolveDir: join(import.meta.dirname, '../../..'),
        loader: 'ts',
      },
      outfile,
      jsx: 'automatic',
      jsxImportSource: 'hono/jsx',
    });
    const bundled: Bundled = await import(pathToFileURL(outfile).href);
    const app = bundled.createCommissions({
      ...deps,
      client: bundled.DynamoDBDocumentClient.from(table.base, {
        marshallOptions: { removeUndefinedValues: true },
      }),
      origin: ORIGIN,
      issuer: ORIGIN,
      sessions,
      mailboxes: stages.local.mailboxes,
      desk: () => Promise.reject(new Error('no page of the bench asks for an address')),
      send: async () => {},
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
      now: () => NOW,
    });
    const get = async ({ path, by }: Measured): Promise<string> => {
      const answer = await app.request(`${ORIGIN}${path}`, { headers: { cookie: cookies[by] } });
      const html = await answer.text();
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      return html;
    };
    const at = `/commissions/${CODE}/seances/${HELD}`;
    const closed = `/commissions/${CODE}/seances/${CLOSED}`;
    const page = (name: string, path: string, by: Reader = 'secretary'): Measured => ({
      name,
      path,
      by,
      daily: false,
    });
    const pages: Measured[] = [
      page('Commissions, secrétaire', '/commissions'),
      page('Commissions, agent de l’État', '/commissions', 'agent'),
      page('Communes et CLPIL', '/commissions/couverture', 'agent'),
      page('Commission', `/commissions/${CODE}`),
      page('Séance', at),
      page('Liste', `${at}/liste`),
      page('Liste, bailleur', `${at}/liste`, 'landlord'),
      page('En salle', `${at}/salle`),
      page('Une situation', `${at}/situations/${'0'.repeat(24)}`),
      page('Le bailleur', `${at}/bailleurs/habitat`, 'landlord'),
      page('Relevé', `${closed}/releve`),
      page('Journal', `${at}/journal`),
      page('Bilan de l’année', `/commissions/${CODE}/bilans/2026`),
    ];
    const read = () =>
      table.base.send(new GetItemCommand({ TableName: table.table, Key: toItem(caseKey(seededRef(0))) }));
    const steps: { commissions: number; pages: PageFigures[] }[] = [];
    let entered = 0;
    for (const commissions of sizes) {
      progress(`pages at ${commissions} commissions`);
      for (; entered < commissions; entered += 1) await enter(entered);
      steps.push({
        commissions,
        pages: await measureTogether(pages, rounds, get, read, table.takeRequests),
      });
    }
    return steps;
  } finally {
    await table.stop();
  }
};
