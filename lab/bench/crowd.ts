import '../../test/support/quiet.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { CANNOT, DONE, type Options, type Values, wholeNumber } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { startDemoHub } from '../../cli/demo/hub.ts';
import {
  hashOfCookie,
  newSessionCookie,
  SESSION,
  textOfCookie,
} from '../../functions/portal/session-cookie.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { arrondissementCodeSchema } from '../../shared/domain/events/household.ts';
import { createPersonRegister, createSessions, personIdOf } from '../../shared/store/persons.ts';
import { EACH, seedCases, seededRef } from './pages/seed.ts';
import { tableOf } from './tables.ts';

const options = {
  agents: { type: 'string', value: 'N', about: 'agents connectés (50)', default: '50' },
  rows: { type: 'string', value: 'N', about: 'lignes du fichier qui arrive (20000)', default: '20000' },
  pause: {
    type: 'string',
    value: 'S',
    about: 'secondes de lecture entre deux pages d’un agent (5)',
    default: '5',
  },
  calm: { type: 'string', value: 'S', about: 'secondes mesurées avant le fichier (30)', default: '30' },
} as const satisfies Options;

/** An agent of one arrondissement, with a session: what their browser sends. */
type Agent = { cookie: string; pages: readonly string[] };

const signIn = async (hub: LocalHub, n: number): Promise<Agent> => {
  const { documents } = clientsOf(hub.endpoints);
  const table = hub.outputs.get('TableName') ?? '';
  const mail = `agent-${n}@banc.example`;
  const id = personIdOf(mail);
  const now = hub.now();
  const rank = n % arrondissementCodeSchema.options.length;
  const arrondissement = arrondissementCodeSchema.options[rank] ?? '771';
  await createPersonRegister(documents, table).change(
    id,
    () => ({
      id,
      mail,
      name: `Agent ${n}`,
      habilitations: [
        { id: '1', role: 'agent', from: '2026-01-01', by: 'banc', arrondissements: [arrondissement] },
      ],
    }),
    { at: now, by: 'banc', what: 'banc' },
  );
  const cookie = newSessionCookie(id);
  await createSessions(documents, table).open(id, hashOfCookie(cookie), {
    startedAt: now,
    seenAt: now,
    idToken: 'banc',
    formToken: 'banc',
  });
  return {
    cookie: `${SESSION}=${textOfCookie(cookie)}`,
    pages: ['/journee', '/dossiers', `/dossiers/${seededRef(rank * EACH + (n % EACH))}`, '/alertes'],
  };
};

type Asked = { path: string; ms: number; status: number };

/** An agent who opens page after page, and reads each, until told to stop. */
const work = async (
  origin: string,
  { cookie, pages }: Agent,
  pauseMs: number,
  isOver: () => boolean,
): Promise<Asked[]> => {
  const asked: Asked[] = [];
  await sleep(Math.random() * pauseMs);
  for (let n = 0; !isOver(); n += 1) {
    const path = pages[n % pages.length] ?? '/journee';
    const began = performance.now();
    const answer = await fetch(`${origin}${path}`, { headers: { cookie }, redirect: 'manual' });
    await answer.text();
    asked.push({ path, ms: performance.now() - began, status: answer.status });
    await sleep(pauseMs);
  }
  return asked;
};

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

const told = (name: string, asked: readonly Asked[], seconds: number): string => {
  const times = asked.map(({ ms }) => ms).sort((a, b) => a - b);
  const failed = asked.filter(({ status }) => status !== 200).length;
  return `${name}: ${asked.length} pages in ${Math.round(seconds)} s (${(asked.length / seconds).toFixed(1)} a second), p50 ${at(times, 0.5).toFixed(0)} ms, p95 ${at(times, 0.95).toFixed(0)} ms, p99 ${at(times, 0.99).toFixed(0)} ms, ${failed} failed`;
};

/** Resolves to whether every page was shown. */
const measure = async (values: Values<typeof options>): Promise<boolean> => {
  const count = wholeNumber(values.agents, '--agents');
  const pauseMs = wholeNumber(values.pause, '--pause') * 1000;
  const hub = await startDemoHub({ assembly: await assemblyFor('local'), now: '2026-11-30T07:30:00.000Z' });
  try {
    const { documents, s3 } = clientsOf(hub.endpoints);
    const table = hub.outputs.get('TableName') ?? '';
    const [matchingKey = ''] = [...hub.secrets.values()];
    await seedCases({ client: documents, table, matchingKey }, hub.now(), []);
    const agents = await Promise.all(Array.from({ length: count }, (_, n) => signIn(hub, n)));
    const origin = hub.outputs.get('PortalUrl') ?? '';
    const during = async (until: Promise<unknown>): Promise<{ asked: Asked[]; seconds: number }> => {
      let over = false;
      const began = performance.now();
      const all = agents.map((agent) => work(origin, agent, pauseMs, () => over));
      await until;
      over = true;
      return { asked: (await Promise.all(all)).flat(), seconds: (performance.now() - began) / 1000 };
    };
    const show = (line: string): boolean => process.stdout.write(`${line}\n`);
    const calm = await during(sleep(wholeNumber(values.calm, '--calm') * 1000));
    show(told(`${count} agents`, calm.asked, calm.seconds));
    const rows = wholeNumber(values.rows, '--rows');
    const file = async (): Promise<void> => {
      const Bucket = hub.outputs.get('DropBucketName') ?? '';
      await s3.send(new PutObjectCommand({ Bucket, Key: 'drop/caf/banc.csv', Body: tableOf(rows, 20) }));
      await hub.idle();
    };
    const busy = await during(file());
    show(told(`the same, while a file of ${rows} rows comes in`, busy.asked, busy.seconds));
    return [...calm.asked, ...busy.asked].every(({ status }) => status === 200);
  } finally {
    await hub.stop();
  }
};

export const crowd = command({
  about: `Cinquante agents à leurs pages, puis les mêmes pendant qu’un fichier de 20 000 lignes arrive : moteurs, fonctions et agents sur cette machine.`,
  usage: '[--agents 50] [--rows 20000] [--pause 5]',
  options,
  run: async ({ values }) => ((await measure(values)) ? DONE : CANNOT),
});
