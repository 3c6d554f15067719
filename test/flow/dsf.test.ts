import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { moveEvents } from '../../shared/cases/review/move-events.ts';
import { caseCopies } from '../../shared/cases/rights/case-copies.ts';
import { findInTable } from '../../shared/cases/rights/find-items.ts';
import type { Search } from '../../shared/cases/rights/finding.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { createDiagnosticStore } from '../../shared/store/diagnostics.ts';
import { createPartnerRegistry } from '../../shared/store/partners.ts';
import { rowsOf } from '../../shared/store/register.ts';
import { runCommand } from '../support/command.ts';
import { aClerkOf, anAgentOf, type Someone, startPortal } from '../support/portal.ts';

/*
 * One enquiry from the State's request to the judge: who is appointed sees it and nobody else does; two persons of one body write side by
 * side; what lacks is said; what is ended goes, and its days are counted.
 */
const CASE = '77-2026-000001';
const MOMENT = `/diagnostics/${CASE}/assignation`;
const persons = {
  agent: { mail: 'agent@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
  otherAgent: { mail: 'autre@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771')] },
  lucie: { mail: 'lucie@exemple.fr', name: 'Lucie Marchand', rights: [aClerkOf('mds-provins')] },
  omar: { mail: 'omar@exemple.fr', name: 'Omar Diallo', rights: [aClerkOf('mds-provins')] },
  ccas: { mail: 'ccas@exemple.fr', name: 'Noé Blanc', rights: [aClerkOf('ccas-provins')] },
} satisfies Record<string, Someone>;

let portal: Awaited<ReturnType<typeof startPortal>>;
let as: Record<keyof typeof persons, Awaited<ReturnType<typeof portal.signIn>>>;

const addPartner = (code: string, kind: string, name: string, to?: string) =>
  createPartnerRegistry(portal.client, portal.table).add(
    {
      code,
      name,
      kind,
      doors: [],
      contact: `${code}@provins.example`,
      from: '2026-01-01',
      ...(to !== undefined && { to }),
    },
    { at: '2026-01-01T00:00:00.000Z', by: 'tests', what: 'ajout' },
  );
const events = async () => (await readCase(portal.client, portal.table, CASE))?.events ?? [];
const noticesSchema = z.array(z.looseObject({ recipient: z.string(), template: z.string() }));
const toldOf = async (template: string) =>
  noticesSchema
    .parse(await rowsOf(portal.client, portal.table, `CASE#${CASE}`, 'NOTICE#'))
    .filter((one) => one.template === template)
    .map(({ recipient }) => recipient)
    .toSorted();
const lu = (html: string): string => /name="lu" value="(\d+)"/.exec(html)?.[1] ?? '';

/** Signs everybody in: a session ends before the next day. */
const signAllIn = async (): Promise<void> => {
  const entries = await Promise.all(
    Object.entries(persons).map(async ([name, { mail }]) => [name, await portal.signIn(mail)] as const),
  );
  const found = Object.fromEntries(entries);
  const need = (name: keyof typeof persons) => {
    const one = found[name];
    if (!one) throw new Error(`${name} has not signed in`);
    return one;
  };
  as = {
    agent: need('agent'),
    otherAgent: need('otherAgent'),
    lucie: need('lucie'),
    omar: need('omar'),
    ccas: need('ccas'),
  };
};
const at = async (instant: string): Promise<void> => {
  portal.clock.now = instant;
  await signAllIn();
};

beforeAll(async () => {
  portal = await startPortal(Object.values(persons), '2026-11-30T07:30:00.000Z');
  await addPartner('mds-provins', 'mds', 'MDS de Provins');
  await addPartner('ccas-provins', 'ccas', 'CCAS de Provins');
  await addPartner('ccas-nangis', 'ccas', 'CCAS de Nangis', '2026-06-01');
  await addPartner('adil', 'adil', 'ADIL');
  const dwelling = {
    insee: '77379',
    commune: 'Provins',
    arrondissement: '773',
    street: '4 rue du Val',
  } as const;
  const household = [{ nomNaissance: 'FERRAND', prenoms: ['Nadia'], dateNaissance: '1988-04-12' }];
  await portal.file(
    CASE,
    {
      kind: 'commandementDePayer',
      actDate: '2026-09-07',
      dette: 367_440,
      loyer: 64_012,
      dwelling,
      household,
    },
    { kind: 'assignation', actDate: '2026-11-23', dateAudience: '2027-02-16', dwelling, household },
    { kind: 'surendettement', actDate: '2026-11-24', etape: 'depot', dwelling, household },
  );
  await signAllIn();
});
afterAll(() => portal?.stop());

describe('an enquiry', () => {
  it('is offered to the partners of the two families, and to none that has left', async () => {
    const { html, status } = await as.agent.get(`/dossiers/${CASE}/enquete`);
    expect(status).toBe(200);
    expect(html).toContain('MDS de Provins');
    expect(html).toContain('CCAS de Provins');
    expect(html).not.toContain('CCAS de Nangis');
    expect(html).not.toContain('>ADIL');
    expect((await as.otherAgent.get(`/dossiers/${CASE}/enquete`)).status).toBe(403);
  });

  it('is confided to one body: its people find the case, both are told who is in charge', async () => {
    expect((await as.lucie.get('/diagnostics')).html).toContain('Aucune enquête');
    const named = await as.agent.post(`/dossiers/${CASE}/enquete`, {
      faire: 'designer',
      moment: 'assignation',
      lu: '0',
      'partenaire-assignation': 'ccas-provins',
    });
    expect(named.to).toBe(`/dossiers/${CASE}/enquete?fait=designe`);
    expect((await as.ccas.get('/diagnostics')).html).toContain(MOMENT);
    expect(await toldOf('demandeEnqueteSociale')).toEqual(['ccas', 'mds']);
    // The same page sent again, by somebody who has not seen the first.
    const stale = await as.agent.post(`/dossiers/${CASE}/enquete`, {
      faire: 'designer',
      moment: 'assignation',
      lu: '0',
      'partenaire-assignation': 'mds-provins',
    });
    expect(stale.status).toBe(409);
  });

  it('goes to another body: the first finds the case no more', async () => {
    const { html } = await as.agent.get(`/dossiers/${CASE}/enquete`);
    const named = await as.agent.post(`/dossiers/${CASE}/enquete`, {
      faire: 'designer',
      moment: 'assignation',
      lu: lu(html),
      'partenaire-assignation': 'mds-provins',
    });
    expect(named.status).toBe(303);
    expect((await as.ccas.get('/diagnostics')).html).toContain('Aucune enquête');
    expect((await as.lucie.get('/diagnostics')).html).toMatch(/16 février 2027/);
    const refused = await as.agent.post(`/dossiers/${CASE}/enquete`, {
      faire: 'designer',
      moment: 'assignation',
      lu: '2',
      'partenaire-assignation': 'adil',
    });
    expect(refused.status).toBe(422);
  });

  it.each(['', '/parties/projet', '/fichiers/dsf.pdf'])(
    'shows nothing of itself to the other body: %s',
    async (path) => {
      const shown = await as.ccas.get(`${MOMENT}${path}`);
      expect(shown.status).toBe(403);
      expect(shown.html).not.toContain('FERRAND');
      expect((await as.ccas.post(`${MOMENT}/parties/projet`, { lu: '0', texte: 'x' })).status).toBe(403);
      expect((await as.ccas.post(`${MOMENT}/fin`, { lu: '0', faire: 'rendu' })).status).toBe(403);
    },
  );

  it('is filled with what the case knows, and says from what', async () => {
    const { html, status } = await as.lucie.get(`${MOMENT}/parties/logement`);
    expect(status).toBe(200);
    expect(html).toContain('value="640,12"');
    expect(html).toContain('Commandement de payer du 07/09/2026');
    expect((await as.lucie.get(`${MOMENT}/parties/menage`)).html).toContain('Nadia FERRAND');
    expect((await as.lucie.get(`${MOMENT}/parties/droits`)).html).toMatch(/value="depose" selected/);
    expect((await as.lucie.get(MOMENT)).html).toContain('lundi 8 février 2027');
  });

  it('records who reads it before it shows anything', async () => {
    const rows = z
      .array(z.looseObject({ by: z.string(), command: z.string(), cases: z.array(z.string()) }))
      .parse(await rowsOf(portal.client, portal.table, 'TRACE#2026-11-30', 'TRACE#'));
    const own = rows.filter(({ by }) => by === 'Lucie Marchand');
    for (const command of ['page diagnostics', 'page diagnostic', 'page diagnosticPart'])
      expect(own.some((row) => row.command === command && row.cases.includes(CASE))).toBe(true);
    // The list alone, while the CCAS was in charge.
    const others = rows.filter(({ by, cases }) => by === 'Noé Blanc' && cases.includes(CASE));
    expect([...new Set(others.map(({ command }) => command))]).toEqual(['page diagnostics']);
  });

  it('keeps a draft by parts; two persons may write two parts, and of one part the second is told', async () => {
    const saved = await as.lucie.post(`${MOMENT}/parties/projet`, {
      lu: '0',
      faire: 'suite',
      souhait: 'maintien',
    });
    expect(saved.to).toBe(`${MOMENT}/parties/observations`);
    expect((await as.omar.post(`${MOMENT}/parties/ressources`, { lu: '0', salaires: '1 420' })).status).toBe(
      303,
    );
    const second = await as.omar.post(`${MOMENT}/parties/projet`, {
      lu: '0',
      souhait: 'relogement',
      texte: 'Ce que tape Omar',
    });
    expect(second.status).toBe(409);
    expect(second.html).toContain('Lucie Marchand');
    expect(second.html).toContain('rester dans le logement');
    expect(second.html).toContain('Ce que tape Omar');
    expect(second.html).toMatch(/name="lu" value="1"/);
    // The same sent twice is not another person's.
    expect((await as.lucie.post(`${MOMENT}/parties/projet`, { lu: '0', souhait: 'maintien' })).status).toBe(
      303,
    );
  });

  it('keeps one of two that are sent at the same instant', async () => {
    const [one, other] = await Promise.all([
      as.lucie.post(`${MOMENT}/parties/dettes`, { lu: '0', credits: '3200' }),
      as.omar.post(`${MOMENT}/parties/dettes`, { lu: '0', credits: '900' }),
    ]);
    expect([one.status, other.status].toSorted()).toEqual([303, 409]);
  });

  it('says beside its field what cannot be read, and loses nothing that was typed', async () => {
    const wrong = await as.lucie.post(`${MOMENT}/parties/logement`, {
      lu: '0',
      loyer: 'six cents',
      detteLe: '2027-05-01',
      decompte: 'Trois termes',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('href="#loyer"');
    expect(wrong.html).toContain('href="#detteLe"');
    expect(wrong.html).toContain('value="six cents"');
    expect(wrong.html).toContain('Trois termes');
    const row = await as.lucie.post(`${MOMENT}/parties/menage`, { lu: '0', 'personnes-1-naissance': 'hier' });
    expect([row.status, row.html.includes('href="#personnes-1-naissance"')]).toEqual([422, true]);
  });

  it('is not ended while something lacks, and not shown to the State before it is', async () => {
    const { html } = await as.lucie.get(MOMENT);
    const early = await as.lucie.post(`${MOMENT}/fin`, { lu: lu(html), faire: 'rendu' });
    expect(early.status).toBe(422);
    expect(early.html).toContain('Ménage : partie à remplir');
    expect((await as.agent.get(`${MOMENT}/fichiers/dsf.pdf`)).status).toBe(404);
    expect((await as.agent.get(MOMENT)).status).toBe(403);
    expect((await as.agent.get(`/dossiers/${CASE}/enquete`)).html).not.toContain('rester dans le logement');
  });

  it('is ended, and the case has it', async () => {
    const parts: Record<string, Record<string, string>> = {
      redacteur: {
        nom: 'Lucie Marchand',
        qualite: 'travailleurSocial',
        entretienProposeLe: '2026-11-30',
        entretienLe: '2026-11-30',
        locatairePresent: 'oui',
      },
      menage: {
        situationFamiliale: 'seul',
        'personnes-0-nom': 'Nadia Ferrand',
        'personnes-0-naissance': '1988-04-12',
      },
      charges: {},
      logement: { loyer: '640,12', dette: '3 674,40', detteLe: '2026-11-30', causes: 'perteEmploi' },
      droits: { aideLogement: 'percue', fsl: 'demande', surendettement: 'depose', plan: 'aucun' },
      demarches: { repriseLoyer: 'oui', logementSocial: 'aucune' },
      observations: {
        menageInviteLe: '2026-11-30',
        menageReponse: 'orales',
        menageReponseLe: '2026-11-30',
        menageDit: 'Le bailleur était prévenu.',
        bailleurInviteLe: '2026-11-30',
        bailleurReponse: 'aucune',
      },
      propositions: { mesures: 'delais', texte: 'Un plan de trente-six mois est tenable.' },
    };
    for (const [partie, fields] of Object.entries(parts))
      expect([
        partie,
        (await as.lucie.post(`${MOMENT}/parties/${partie}`, { lu: '0', ...fields })).status,
      ]).toEqual([partie, 303]);
    const { html } = await as.lucie.get(MOMENT);
    expect(html).toContain('Rien ne manque');
    await at('2026-12-01T09:00:00.000Z');
    const ended = await as.lucie.post(`${MOMENT}/fin`, { lu: lu(html), faire: 'rendu' });
    expect(ended.to).toBe(`${MOMENT}?fait=fin`);
    const report = (await events()).find(({ kind }) => kind === 'enqueteSociale');
    expect(report).toMatchObject({
      sender: 'mds-provins',
      by: 'Lucie Marchand',
      moment: 'assignation',
      etat: 'rendue',
    });
    expect(await toldOf('enqueteSociale')).toEqual(['arrondissement']);
    // Nothing of what was written is in the case itself, nor in a mail.
    const partition = JSON.stringify(await rowsOf(portal.client, portal.table, `CASE#${CASE}`, 'E'));
    expect(partition).not.toContain('Le bailleur était prévenu');
    expect((await as.lucie.post(`${MOMENT}/parties/projet`, { lu: '1', souhait: 'indecis' })).status).toBe(
      422,
    );
  });

  it('may be taken back and ended again while the State has not handed it on', async () => {
    const before = await as.lucie.get(MOMENT);
    expect((await as.lucie.post(`${MOMENT}/fin`, { lu: lu(before.html), faire: 'reprendre' })).status).toBe(
      303,
    );
    expect((await as.agent.get(`${MOMENT}/fichiers/dsf.pdf`)).status).toBe(404);
    const open = await as.lucie.get(MOMENT);
    expect((await as.lucie.post(`${MOMENT}/fin`, { lu: lu(open.html), faire: 'rendu' })).status).toBe(303);
  });

  it('is a PDF for its body and for the State, with the whole for the judge for the State alone', async () => {
    for (const who of [as.lucie, as.agent]) {
      const shown = await who.get(`${MOMENT}/fichiers/dsf.pdf`);
      expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'application/pdf']);
      expect(shown.html.slice(0, 5)).toBe('%PDF-');
    }
    expect((await as.agent.get(`${MOMENT}/fichiers/juge.pdf`)).status).toBe(200);
    expect((await as.lucie.get(`${MOMENT}/fichiers/juge.pdf`)).status).toBe(404);
    expect((await as.otherAgent.get(`${MOMENT}/fichiers/dsf.pdf`)).status).toBe(403);
  });

  it('is handed to the judge and the CCAPEX, once each, with the days counted', async () => {
    await at('2026-12-04T09:00:00.000Z');
    const waiting = await as.agent.get(`/dossiers/${CASE}/enquete`);
    expect(waiting.html).toContain('3 jours, dont 3 ouvrés');
    const to = `/dossiers/${CASE}/enquete/transmission`;
    expect((await as.agent.post(to, {})).status).toBe(422);
    expect((await as.agent.post(to, { destinataire: 'juge' })).status).toBe(303);
    await at('2026-12-07T09:00:00.000Z');
    expect((await as.agent.post(to, { destinataire: 'juge' })).status).toBe(303);
    expect((await as.agent.post(to, { destinataire: 'ccapex' })).status).toBe(303);
    const sent = (await events()).flatMap((event) =>
      event.kind === 'transmissionDsf' ? [[event.destinataire, event.actDate]] : [],
    );
    expect(sent.toSorted()).toEqual([
      ['ccapex', '2026-12-07'],
      ['juge', '2026-12-04'],
    ]);
    const { html } = await as.lucie.get(MOMENT);
    const late = await as.lucie.post(`${MOMENT}/fin`, { lu: lu(html), faire: 'reprendre' });
    expect(late.status).toBe(422);
    expect(late.html).toContain('transmis au juge');
    const { html: page } = await as.agent.get(`/dossiers/${CASE}/enquete`);
    expect(page).toContain('vendredi 4 décembre 2026');
    expect(page).not.toContain('name="partenaire-assignation"');
  });

  it('is among the copies that go with the case, or are given to who asks', async () => {
    const copies = await caseCopies(
      {
        client: portal.client,
        table: portal.table,
        matchingKey: portal.matchingKey,
        buckets: { raw: 'r', pieces: 'p', drop: 'd', quarantine: 'q', hold: 'h' },
      },
      CASE,
    );
    const entities = (copies?.elsewhere ?? []).map(({ entity }) => entity);
    for (const entity of ['NOMINATION', 'DIAGNOSTIC', 'ENQUETE']) expect(entities).toContain(entity);
  });
});

describe('an appointment', () => {
  const OTHER = '77-2026-000002';
  const page = `/dossiers/${OTHER}/enquete`;

  it('withdrawn the same day takes its request with it', async () => {
    await at('2026-12-08T09:00:00.000Z');
    const dwelling = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;
    await portal.file(OTHER, {
      kind: 'assignation',
      actDate: '2026-12-01',
      dateAudience: '2027-03-16',
      dwelling,
    });
    const fields = { moment: 'assignation', 'partenaire-assignation': 'mds-provins' };
    expect((await as.agent.post(page, { ...fields, faire: 'designer', lu: '0' })).status).toBe(303);
    expect((await as.agent.post(page, { ...fields, faire: 'retirer', lu: '1' })).status).toBe(303);
    const told = (await readCase(portal.client, portal.table, OTHER))?.events ?? [];
    expect(told.map(({ kind }) => kind)).toContain('acteAnnule');
    expect((await as.lucie.get(`/diagnostics/${OTHER}/assignation`)).status).toBe(403);
    expect((await as.lucie.get('/diagnostics')).html).not.toContain(OTHER);
  });

  it('made again the same day begins anew, and nothing of it is kept from the form by an index left behind', async () => {
    const fields = { moment: 'assignation', 'partenaire-assignation': 'mds-provins' };
    expect((await as.agent.post(page, { ...fields, faire: 'designer', lu: '0' })).status).toBe(303);
    expect((await as.lucie.get(`/diagnostics/${OTHER}/assignation`)).status).toBe(200);
    const store = createDiagnosticStore(portal.client, portal.table);
    expect((await store.enquetes('mds-provins')).map(({ caseId }) => caseId).toSorted()).toEqual([
      CASE,
      OTHER,
    ]);
  });
});

describe('the command line', { timeout: 60_000 }, () => {
  const OTHER = '77-2026-000003';
  const diagnostic = (...args: string[]) =>
    runCommand('diagnostic', [...args, '--by', 'Claire Martin'], {
      TABLE_NAME: portal.table,
      MATCHING_KEY: portal.matchingKey,
      AWS_ENDPOINT_URL_DYNAMODB: portal.store.url,
    });

  it('appoints, fills from a file, reads and lists, as pages do', async () => {
    const dwelling = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;
    await portal.file(OTHER, {
      kind: 'commandementDePayer',
      actDate: '2026-09-07',
      loyer: 64_012,
      dwelling,
    });
    const missing = await diagnostic('read', '--case', OTHER);
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('aucun organisme')]);
    const named = await diagnostic('appoint', '--case', OTHER, '--partner', 'ccas-provins');
    expect([named.code, named.err]).toEqual([0, '']);
    expect((await diagnostic('appoint', '--case', OTHER, '--partner', 'ccas-nangis')).code).toBe(2);
    const file = join(mkdtempSync(join(tmpdir(), 'dsf-')), 'diagnostic.json');
    writeFileSync(file, JSON.stringify({ projet: { souhait: 'maintien' }, ressources: { rsa: 607.75 } }));
    const filled = await diagnostic('fill', '--case', OTHER, '--file', file);
    expect([filled.code, filled.err]).toEqual([0, '']);
    writeFileSync(file, JSON.stringify({ ressources: { rsa: 'beaucoup' } }));
    const wrong = await diagnostic('fill', '--case', OTHER, '--file', file);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('ressources.rsa : RSA : donnez')]);
    const read = await diagnostic('read', '--case', OTHER);
    expect(JSON.parse(read.out)).toMatchObject({
      etat: 'enCours',
      contenu: { projet: { souhait: 'maintien' }, ressources: { rsa: 60_775 } },
      connuDuDossier: { logement: { loyer: 64_012 } },
    });
    const listed = await diagnostic('list', '--partner', 'ccas-provins');
    expect(JSON.parse(listed.out)).toMatchObject([{ caseId: OTHER, commune: 'Provins', etat: 'enCours' }]);
  });
});

describe('what is kept of an enquiry', () => {
  const search = (over: Partial<Search>): Search => ({
    speaks: () => false,
    mayName: () => false,
    whole: new Set(),
    partly: new Map(),
    kept: new Map(),
    owners: new Map(),
    led: new Set(),
    files: new Map(),
    ...over,
  });
  const found = async (over: Partial<Search>): Promise<string[]> => {
    const all: string[] = [];
    const deps = { client: portal.client, table: portal.table, onRead: () => {} };
    for await (const { what, act } of findInTable(deps, search(over)))
      if (/Diagnostic|enquête/.test(what)) all.push(`${what} : ${act}`);
    return all.toSorted();
  };

  it('is found with its case, and by its text where its case was emptied into another', async () => {
    expect(await found({ whole: new Set([CASE]) })).toEqual([
      'Diagnostic social et financier : efface',
      'Organisme désigné pour une enquête sociale : efface',
      'Place d’une enquête dans la liste de son organisme : efface',
    ]);
    const speaks = (text: string): boolean => text.includes('Nadia Ferrand');
    expect(await found({ speaks })).toEqual(['Diagnostic social et financier : efface']);
    expect(await found({ kept: new Map([[CASE, 'gel']]), speaks })).toEqual([
      'Diagnostic social et financier : gardé',
      'Organisme désigné pour une enquête sociale : gardé',
      'Place d’une enquête dans la liste de son organisme : gardé',
    ]);
  });

  it('follows a merge: the body goes on under the reference that it knows, with what the other case says', async () => {
    const OTHER = '77-2026-000002';
    await at('2026-12-08T10:00:00.000Z');
    const read = async (caseId: string) => {
      const one = await readCase(portal.client, portal.table, caseId);
      if (!one) throw new Error(`no ${caseId}`);
      return { caseId, found: one };
    };
    const [from, to] = [await read(OTHER), await read(CASE)];
    const eventIds = from.found.events.flatMap(({ id, kind }) => (kind === 'acteAnnule' ? [] : [id]));
    const { client, table, matchingKey } = portal;
    const by = { by: 'tests', at: '2026-12-08T10:00:00.000Z' };
    await moveEvents({ client, table, matchingKey }, { from, to, eventIds, cause: 'fusion' }, by);
    const shown = await as.lucie.get(`/diagnostics/${OTHER}/assignation`);
    expect(shown.status).toBe(200);
    expect(shown.html).toContain('Nadia FERRAND');
    expect((await as.lucie.get('/diagnostics')).html).toContain(OTHER);
    expect((await as.agent.get(`/dossiers/${OTHER}/enquete`)).html).toContain('réuni');
    expect((await as.ccas.get(`/diagnostics/${OTHER}/assignation`)).status).toBe(403);
  });
});
