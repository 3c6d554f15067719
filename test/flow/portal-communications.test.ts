import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNotify, itemSchema } from '../../functions/notify/notify.ts';
import { keepCommission } from '../../shared/cases/commissions/register.ts';
import { prevoirSeance } from '../../shared/cases/commissions/seances.ts';
import { prepareLot } from '../../shared/cases/communications/letters.ts';
import { caseCopies } from '../../shared/cases/rights/case-copies.ts';
import { createCloseGroup, readGathered } from '../../shared/cases/watch/gathered.ts';
import { boitesDeLEtat } from '../../shared/outbound/mailbox.ts';
import { type Courriel, createCommissionStore } from '../../shared/store/commissions.ts';
import { readOwed } from '../../shared/store/communications.ts';
import {
  createGather,
  createMarkDigestSent,
  createMarkSent,
  createMarkUnaddressed,
} from '../../shared/store/delivery.ts';
import { noticeKey } from '../../shared/store/keys.ts';
import { aContact, aDesk, aDirectory, anAlert } from '../support/notices.ts';
import { readPdf } from '../support/pdf.ts';
import { aClerkOf, anAgentOf, aReviewerOf, startPortal } from '../support/portal.ts';
import type { Draft } from '../support/procedures.ts';

/*
 * What was told of a household, by mails, sessions, answers and acts; the letter that tells it, and the list of those who await one.
 */
const CASE = '77-2026-000001';
const dwelling = {
  insee: '77379',
  commune: 'Provins',
  postcode: '77160',
  arrondissement: '773',
  street: '9 rue Basse',
} as const;
const household = [{ nomNaissance: 'CASTEL', prenoms: ['Ana'], dateNaissance: '1984-05-17' }];
const inProvins = (kind: string, actDate: string, over: object = {}): Draft => ({
  kind,
  actDate,
  dwelling,
  household,
  ...over,
});
const desk = aDesk(
  aDirectory({
    mds: [{ nom: 'MDS de Provins', mail: 'mds@dep.example', communes: ['77379'] }],
    ccas: [{ nom: 'CCAS de Provins', mail: 'ccas@provins.example', communes: ['77379'] }],
  }),
);

let portal: Awaited<ReturnType<typeof startPortal>>;
let anne: Awaited<ReturnType<typeof portal.signIn>>;
let notify: ReturnType<typeof createNotify>;

const told = async (
  recipient: 'mds' | 'ccas' | 'adil' | 'arrondissement',
  noticeId: string,
  over: object = {},
) => {
  const where = { commune: 'Provins', insee: '77379', arrondissement: '773' };
  const recipients = [recipient];
  const notice = anAlert({ caseId: CASE, noticeId, recipient, recipients, ...where, ...over });
  const Item = {
    ...noticeKey(notice.caseId, noticeId),
    ...notice,
    title: 'Décision du préfet',
    createdAt: portal.clock.now,
  };
  await portal.client.send(new PutCommand({ TableName: portal.table, Item }));
  await notify(itemSchema.parse(Item));
};
const noticeOf = async (noticeId: string, caseId = CASE) =>
  (await portal.client.send(new GetCommand({ TableName: portal.table, Key: noticeKey(caseId, noticeId) })))
    .Item;
const owedIn = async (arrondissement: '771' | '773' = '773') =>
  (await readOwed(portal.client, portal.table, arrondissement)).households;
const pdfAt = async (path: string) => {
  const answer = await anne.browser.ask(`${portal.origin}${path}`);
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    bytes: new Uint8Array(await answer.arrayBuffer()),
  };
};
const page = async (path = `/dossiers/${CASE}/communications`) => (await anne.get(path)).html;
/** The words of a letter, whatever its spaces and lines. */
const wordsOf = ({ text }: { text: string }): string => text.replace(/\s+/g, ' ');
/** Moves the clock; a session does not last that long. */
const atTime = async (now: string): Promise<void> => {
  portal.clock.now = now;
  anne = await portal.signIn('provins@exemple.fr');
};
const letterIn = (html: string): string =>
  /communications\/lettres\/([0-9a-f]{24})/.exec(html)?.[1] ?? 'none';

beforeAll(async () => {
  portal = await startPortal([
    { mail: 'provins@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
    { mail: 'relecteur@exemple.fr', name: 'Sonia Lefort', rights: [aReviewerOf('773')] },
    { mail: 'meaux@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771')] },
    { mail: 'ecoutante@exemple.fr', name: 'Emma Brun', rights: [aClerkOf('siao')] },
  ]);
  const { client, table } = portal;
  notify = createNotify({
    policy: { stage: 'prod' },
    desk: async () => desk,
    caseUrlBase: 'https://hub.example/dossiers/',
    from: 'hub@hub.example',
    contact: aContact,
    configurationSet: 'mails',
    send: async () => 'ses-1',
    markSent: createMarkSent(client, table),
    markDigestSent: createMarkDigestSent(client, table),
    gather: createGather(client, table),
    seanceOf: async () => undefined,
    markCourrielSent: async () => {},
    portail: 'https://passerelle.example',
    markDemandeSent: async () => {},
    markUnaddressed: createMarkUnaddressed(client, table),
    now: () => portal.clock.now,
  });
  await portal.file(
    CASE,
    inProvins('commandementDePayer', '2026-05-05', { dette: 310_000 }),
    inProvins('intervention', '2026-11-02', { nature: 'visite', sender: 'association-aide' }),
  );
  anne = await portal.signIn('provins@exemple.fr');
});
afterAll(() => portal?.stop());

describe('the register', () => {
  it('says that nothing was told yet', async () => {
    expect(await page()).toContain('Rien n’a été dit de ce ménage à un partenaire');
    expect(await owedIn()).toEqual([]);
    expect(await page('/communications')).toContain('Aucun ménage n’attend de lettre');
  });

  it('has what went to a partner, and not what went to the State', async () => {
    await told('mds', 'n-mds', { urgent: true });
    await told('arrondissement', 'n-etat', { urgent: true });
    // ADIL has no address here: the State's mailbox is told in its place.
    await told('adil', 'n-adil', { urgent: true });
    const html = await page();
    expect(html).toContain('1 communication');
    expect(html).toContain('MDS (maison départementale des solidarités)');
    expect(html).toContain('mds@dep.example');
    expect(html).not.toContain('ADIL (agence');
    expect(html).toContain('à informer');
    expect(await noticeOf('n-mds')).toMatchObject({ status: 'sent', listKey: 'LETTRES#773' });
    expect((await noticeOf('n-adil'))?.listKey).toBeUndefined();
    expect(await owedIn()).toEqual([
      { caseId: CASE, commune: 'Provins', count: 1, since: '2026-11-30T07:30:00.000Z' },
    ]);
  });

  it('has what went with a summary, once it went', async () => {
    await told('ccas', 'n-ccas', { urgent: false, sendBy: '2026-12-01' });
    await told('ccas', 'n-ccas-2', { urgent: false, sendBy: '2026-12-01' });
    expect(await noticeOf('n-ccas')).toMatchObject({ status: 'gathered', listKey: 'LETTRES#773' });
    expect(await page()).toContain('1 communication');
    const close = createCloseGroup(portal.client, portal.table, []);
    for await (const group of readGathered(portal.client, portal.table))
      await close(group, { day: '2026-12-01', all: true }, '2026-12-01T05:00:00.000Z');
    expect(await noticeOf('n-ccas')).toMatchObject({ status: 'digested', listKey: 'LETTRES#773' });
    const html = await page();
    expect(html).toContain('3 communications');
    expect(html).toContain('mél récapitulatif');
    expect((await owedIn())[0]?.count).toBe(3);
  });

  it('has a DSF, and what the 115 was told', async () => {
    await portal.file(CASE, inProvins('transmissionDsf', '2026-11-20', { id: 'dsf' }));
    const emma = await portal.signIn('ecoutante@exemple.fr');
    await emma.post('/qui-suit', { nom: 'Castel', prenom: 'Ana', naissance: '1984-05-17' });
    const html = await page();
    for (const words of [
      '5 communications',
      'Tribunal',
      'Diagnostic social et financier',
      'SIAO, numéro 115',
    ])
      expect(html).toContain(words);
    expect((await owedIn())[0]?.count).toBe(4);
  });

  it('is read by a reviewer, who prepares no letter', async () => {
    const sonia = await portal.signIn('relecteur@exemple.fr');
    const shown = await sonia.get(`/dossiers/${CASE}/communications`);
    expect(shown.status).toBe(200);
    expect(shown.html).not.toContain('Préparer la lettre');
    expect((await sonia.post(`/dossiers/${CASE}/communications`)).status).toBe(403);
  });

  it('is led to from the case', async () => {
    expect(await page(`/dossiers/${CASE}`)).toContain(`/dossiers/${CASE}/communications`);
  });
});

describe('the letter', () => {
  it('tells all that was told, and gives the household its place in the list back', async () => {
    const made = await anne.post(`/dossiers/${CASE}/communications`);
    expect(made.to).toBe(`/dossiers/${CASE}/communications?fait=lettre#lettres`);
    const html = await page();
    expect(html).toContain('lettre d’information du 30 novembre 2026');
    expect(html).not.toContain('Préparer la lettre');
    expect(await owedIn()).toEqual([]);
    const { status, type, bytes } = await pdfAt(`/dossiers/${CASE}/communications/lettres/${letterIn(html)}`);
    expect([status, type]).toEqual([200, 'application/pdf']);
    const text = wordsOf(await readPdf(bytes));
    for (const words of [
      'CASTEL Ana',
      '9 rue Basse',
      '77160 PROVINS',
      'à qui votre situation a été dite',
      'loi n° 2002-2',
      'départementale des solidarités)',
      'Diagnostic social et financier',
      'SIAO, numéro 115',
    ])
      expect(text).toContain(words);
  });

  it('is the same when it is printed again, and when it is asked for twice nothing more is made', async () => {
    const path = `/dossiers/${CASE}/communications/lettres/${letterIn(await page())}`;
    expect((await pdfAt(path)).bytes).toEqual((await pdfAt(path)).bytes);
    const again = await anne.post(`/dossiers/${CASE}/communications`);
    expect(again.to).toContain('fait=rien');
  });

  it('tells what is newer than the last alone', async () => {
    await atTime('2026-12-10T08:00:00.000Z');
    await told('mds', 'n-new', { urgent: true });
    expect(await page()).toContain('1 communication à lui dire');
    await anne.post(`/dossiers/${CASE}/communications`);
    const html = await page();
    const text = wordsOf(
      await readPdf((await pdfAt(`/dossiers/${CASE}/communications/lettres/${letterIn(html)}`)).bytes),
    );
    expect(text).toContain('10 décembre 2026');
    expect(text).not.toContain('SIAO');
    expect(html).toContain('lettre d’information du 30 novembre 2026');
  });

  it('that is none, or another’s, is not shown', async () => {
    expect((await pdfAt(`/dossiers/${CASE}/communications/lettres/${'0'.repeat(24)}`)).status).toBe(404);
    expect((await pdfAt(`/dossiers/${CASE}/communications/lettres/x`)).status).toBe(404);
    const marc = await portal.signIn('meaux@exemple.fr');
    expect((await marc.get(`/dossiers/${CASE}/communications`)).status).toBe(403);
  });
});

describe('a session', () => {
  it('is told by the landlord’s letter before it and the commission’s after it, and its members are named', async () => {
    const { client, table } = portal;
    const store = createCommissionStore(client, table);
    const by = { by: 'tests', at: '2026-12-10T08:00:00.000Z' };
    const kept = await keepCommission(
      { store },
      {
        code: 'clpil-provins',
        nature: 'clpil',
        nom: 'CLPIL de Provins',
        communes: ['77379'],
        from: '2026-01-01',
        secretariat: 'ccas',
        membres: [
          {
            id: 'ccas',
            organisme: 'ccas',
            nom: 'CCAS de Provins',
            partenaire: 'ccas-provins',
            qualite: 'droit',
          },
          {
            id: 'habitat',
            organisme: 'bailleur',
            nom: 'Habitat',
            partenaire: 'bailleur-x',
            qualite: 'droit',
          },
          { id: 'etat', organisme: 'etat', nom: 'État', qualite: 'consultatif' },
        ],
        protocole: { signatures: ['ccas', 'habitat'].map((membre) => ({ membre, on: '2026-02-02' })) },
      },
      by,
    );
    if (kept.kind !== 'kept') throw new Error(JSON.stringify(kept));
    const date = '2027-03-18';
    const seance = { date, heure: '14:00', lieu: 'Mairie', type: 'situations' } as const;
    expect((await prevoirSeance({ store }, kept.commission, seance, by)).kind).toBe('fait');
    await portal.file(
      CASE,
      inProvins('inscriptionClpil', '2026-12-05', {
        id: 'listed',
        sender: 'bailleur-x',
        commission: 'clpil-provins',
        dateCommission: date,
        lettreAccordLe: '2026-11-10',
      }),
    );
    const mail = (membre: string): Courriel => ({
      id: membre,
      commission: 'clpil-provins',
      date,
      genre: 'liste',
      membre,
      mailbox: `${membre}@exemple.fr`,
      at: '2026-12-06T08:00:00.000Z',
      status: 'sent',
      sentAt: '2026-12-06T08:00:00.000Z',
    });
    await store.change(
      { commission: 'clpil-provins', date },
      { courriels: ['ccas', 'habitat', 'etat'].map(mail) },
      { ...by, what: 'tests' },
    );
    const html = await page();
    expect(html).toContain('Liste de la séance du 18 mars 2027 (CLPIL de Provins)');
    expect(html).toContain('CCAS de Provins');
    expect(html).toContain('lettre du bailleur du 10 novembre 2026');
    expect(html).not.toContain('Habitat (Bailleur)');
    expect(html).not.toContain('Préparer la lettre');
  });
});

describe('households that await a letter', () => {
  const many = ['77-2026-000011', '77-2026-000012', '77-2026-000013'];
  beforeAll(async () => {
    await atTime('2027-01-05T08:00:00.000Z');
    for (const [n, caseId] of many.entries()) {
      await portal.file(caseId, inProvins('commandementDePayer', '2026-05-05', { household: [] }));
      await told('mds', `n-${n}`, { caseId, urgent: true });
    }
  });

  it('are listed by arrondissement, in one request, and prepared as one PDF', async () => {
    const { requests, households } = await readOwed(portal.client, portal.table, '773');
    expect([requests, households.map(({ caseId }) => caseId).toSorted()]).toEqual([1, many]);
    const made = await anne.post('/communications', { arrondissement: '773' });
    expect(made.to).toMatch(/^\/communications\?arrondissement=773&fait=lettres&lot=[0-9a-f]{24}$/);
    const html = await page(made.to);
    const path = /\/communications\/773\/lettres\/[0-9a-f]{24}/.exec(html)?.[0] ?? 'none';
    const { status, bytes } = await pdfAt(path);
    expect(status).toBe(200);
    const { text, pages } = await readPdf(bytes);
    expect(pages).toBe(3);
    for (const caseId of many) expect(text).toContain(caseId);
    expect(await owedIn()).toEqual([]);
    const marc = await portal.signIn('meaux@exemple.fr');
    expect((await marc.get(path)).status).toBe(403);
    expect((await marc.post('/communications', { arrondissement: '773' })).status).toBe(403);
  });

  it('go to the list of the arrondissement where their case went', async () => {
    const [caseId = ''] = many;
    await told('mds', 'n-moves', { caseId, urgent: true });
    const moved = { insee: '77284', commune: 'Meaux', arrondissement: '771' };
    await portal.file(caseId, {
      kind: 'communeConfirmee',
      actDate: '2027-01-05',
      id: 'moved',
      sender: 'etat',
      dwelling: moved,
      household: [],
    });
    expect((await owedIn()).map((one) => one.caseId)).toEqual([caseId]);
    const { client, table } = portal;
    const deps = {
      client,
      table,
      store: createCommissionStore(client, table),
      boitesDeLEtat: boitesDeLEtat(desk.mailboxes),
    };
    const { lot } = await prepareLot(deps, '773', [caseId], { by: 'Anne Renard', at: portal.clock.now });
    expect(lot).toBeUndefined();
    expect([await owedIn(), (await owedIn('771')).map((one) => one.caseId)]).toEqual([[], [caseId]]);
  });
});

it('goes with its case: what was told and the letters are among its copies', async () => {
  const buckets = { raw: 'r', pieces: 'p', quarantine: 'q', drop: 'd', hold: 'h' };
  const { client, table, matchingKey } = portal;
  const copies = await caseCopies({ client, table, matchingKey, buckets }, CASE);
  const entities = (copies?.beside ?? []).map(({ entity }) => entity);
  expect(entities).toContain('LETTER');
  expect(entities).toContain('TOLD');
});
