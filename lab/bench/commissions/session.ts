import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { readMails } from '../../../cli/boxes/mails.ts';
import { clientsOf } from '../../../local/clients.ts';
import type { LocalHub } from '../../../local/hub.ts';
import { addDays } from '../../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { inscrites } from '../../../shared/domain/commissions/seance.ts';
import { createCommissionStore } from '../../../shared/store/commissions.ts';
import { type Count, sumOf } from './counted.ts';
import { listTable } from './households.ts';
import { CODE, enterCommission, members, signIn } from './people.ts';

/** Days from the lists to the session, and from the letters to the lists. */
const BEFORE = 38;
const LETTERS = 18;

/** What a part of a session took: seconds until the hub is quiet, requests of persons, mails, and what was counted. */
type Phase = {
  name: string;
  seconds: number;
  asked: number;
  mails: number;
  byFunction: ReadonlyMap<string, Count>;
  count: Count;
};
export type SessionFigures = {
  households: number;
  phases: Phase[];
  /** Milliseconds of each contribution and of each decision. */
  contributions: number[];
  decisions: number[];
  /** Milliseconds to each of what a session leaves, in the order in which it was asked for; bytes of each. */
  close: number;
  pdf: number;
  docx: number;
  letters: number;
  sizes: { pdf: number; docx: number; letters: number };
  letterPages: number;
  sent: number;
  messages: number;
  attachmentBytes: number;
  logBytes: number;
  tableBytes: number;
};

const issuesOf = (n: number): string =>
  ['accompagnement|mds', 'planApurement|bailleur', 'bilanDiagnostic|asll', 'revue|bailleur'][n % 4] ?? '';

const bytesOf = async (hub: LocalHub): Promise<{ log: number; table: number }> => {
  const { documents: client } = clientsOf(hub.endpoints);
  let table = 0;
  const TableName = hub.outputs.get('TableName') ?? '';
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    table += Items.reduce((sum, item) => sum + Buffer.byteLength(JSON.stringify(item)), 0);
  const files = await readdir(hub.logDir);
  return { log: files.reduce((sum, name) => sum + statSync(join(hub.logDir, name)).size, 0), table };
};

/** A session from its planning to its relevé in the members' mailboxes, by the portal's pages. @param take what was counted since the last call */
export const session = async (
  hub: LocalHub,
  households: number,
  take: () => Map<string, Count> = () => new Map(),
): Promise<SessionFigures> => {
  await enterCommission(hub, CODE);
  const today = parisDay(hub.now());
  const date = addDays(today, BEFORE);
  const at = `/commissions/${CODE}/seances/${date}`;
  const requests = { count: 0 };
  const as = (partner: string) => signIn(hub, partner, requests);
  const store = createCommissionStore(clientsOf(hub.endpoints).documents, hub.outputs.get('TableName') ?? '');
  const phases: Phase[] = [];
  let attachmentBytes = 0;
  const phase = async (name: string, work: () => Promise<void>): Promise<void> => {
    await hub.idle();
    const before = (await readMails(hub.endpoints.ses)).length;
    take();
    requests.count = 0;
    const began = performance.now();
    await work();
    await hub.idle();
    const seconds = (performance.now() - began) / 1000;
    const byFunction = take();
    const mails = (await readMails(hub.endpoints.ses)).slice(before);
    attachmentBytes += mails
      .flatMap(({ attachments }) => attachments)
      .reduce((sum, { size }) => sum + size, 0);
    phases.push({
      name,
      seconds,
      asked: requests.count,
      mails: mails.length,
      byFunction,
      count: sumOf([...byFunction.values()]),
    });
  };
  const before = await bytesOf(hub);
  let secretary = await as('clpil-meaux');
  await phase('planned, members invited', async () => {
    await secretary.post(`/commissions/${CODE}/seances`, { date, heure: '14:00', lieu: 'Mairie de Meaux' });
    await secretary.post(at, { faire: 'convoquer' });
  });
  await phase('two landlords’ lists, to the cases', async () => {
    for (const [n, id] of ['habitat', 'foyers'].entries()) {
      const landlord = await as(`bailleur-${id}-exemple`);
      const own = `${at}/bailleurs/${id}`;
      await landlord.get(own);
      const tableau = await listTable(id.slice(0, 1).toUpperCase(), households / 2, 70 + n);
      await landlord.post(own, { faire: 'deposer', tableau });
      await landlord.get(`${own}/lettres.pdf`);
      await landlord.post(own, { faire: 'lettres', le: addDays(today, -LETTERS) });
      await landlord.post(own, { faire: 'transmettre' });
    }
  });
  const listed = async () => {
    const seance = await store.seance(CODE, date);
    return seance ? inscrites(await store.situations(CODE, date), seance) : [];
  };
  const examined = await listed();
  if (examined.length !== households) throw new Error(`${examined.length} households are listed`);
  const contributions: number[] = [];
  const who = members.flatMap(({ contributes, partenaire }) =>
    contributes === true && partenaire !== undefined ? [partenaire] : [],
  );
  await phase(`what ${who.length} members know of each household`, async () => {
    for (const partner of who) {
      const member = await as(partner);
      await member.get(`${at}/liste`);
      await member.post(`${at}/confidentialite`, { lu: 'oui', suite: `${at}/liste` });
      for (const { id } of examined) {
        const texte = 'Suivi depuis mars ; dossier de FSL déposé, réponse attendue.';
        const told = await member.post(`${at}/situations/${id}`, {
          faire: 'contribuer',
          connu: 'oui',
          texte,
        });
        contributions.push(told.ms);
      }
    }
  });
  // What the hub does on the days between is no part of the session.
  await hub.advanceTo(`${date}T12:30:00.000Z`);
  secretary = await as('clpil-meaux');
  const decisions: number[] = [];
  await phase('the room: opened, decided', async () => {
    const presences = Object.fromEntries(
      members.map(({ id }, n) => [`presence-${id}`, n === 7 ? 'excuse' : 'present']),
    );
    await secretary.get(at);
    await secretary.post(at, { faire: 'ouvrir', ...presences });
    await secretary.post(`${at}/confidentialite`, { lu: 'oui', suite: `${at}/salle` });
    for (const [n, { id }] of examined.entries()) {
      const sent = { faire: 'decider', suite: 'salle', vue: '', issues: issuesOf(n), note: '' };
      const decided = await secretary.post(`${at}/situations/${id}`, sent, true);
      decisions.push(decided.ms);
    }
  });
  const shown = { close: 0, pdf: 0, docx: 0, letters: 0 };
  const sizes = { pdf: 0, docx: 0, letters: 0 };
  let letterPages = 0;
  await phase('closed; relevé and letters in hand', async () => {
    shown.close = (await secretary.post(at, { faire: 'clore' })).ms;
    for (const [name, file] of [
      ['pdf', 'releve.pdf'],
      ['docx', 'releve.docx'],
      ['letters', 'lettres.pdf'],
    ] as const) {
      const got = await secretary.get(`${at}/fichiers/${file}`);
      shown[name] = got.ms;
      sizes[name] = got.bytes.length;
      if (name === 'letters') {
        const { PDFDocument } = await import('pdf-lib');
        letterPages = (await PDFDocument.load(got.bytes, { updateMetadata: false })).getPageCount();
      }
    }
  });
  await phase('relevé in the members’ mailboxes', async () => {
    await secretary.post(at, { faire: 'releve' });
  });
  const after = await bytesOf(hub);
  const closed = (await listed()).filter(({ evenements }) => evenements.length > 0);
  if (closed.length !== households) throw new Error(`${closed.length} households' cases know the outcome`);
  return {
    households,
    phases,
    contributions,
    decisions,
    ...shown,
    sizes,
    letterPages,
    sent: phases.at(-1)?.mails ?? 0,
    messages: households,
    attachmentBytes,
    logBytes: after.log - before.log,
    tableBytes: after.table - before.table,
  };
};
