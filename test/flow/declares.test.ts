import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { annulerChiffre } from '../../shared/cases/indicateurs/annuler.ts';
import { lireDit } from '../../shared/cases/indicateurs/controle.ts';
import { declarer } from '../../shared/cases/indicateurs/declarer.ts';
import { demanderChiffres } from '../../shared/cases/indicateurs/demander.ts';
import { createReceiveFile } from '../../shared/intake/files/receive-file.ts';
import { partnerOfSender } from '../../shared/intake/partners/all.ts';
import type { Incoming } from '../../shared/intake/read-message.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createDeclareStore, readDeclares } from '../../shared/store/declares.ts';
import { createFileRegister } from '../../shared/store/files.ts';
import type { PartnerEntry } from '../../shared/store/partners.ts';
import { startTable } from '../support/table.ts';

const AT = '2027-01-15T09:00:00.000Z';
const later = (minutes: number): string => new Date(Date.parse(AT) + minutes * 60_000).toISOString();

let store: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  store = await startTable();
}, 60_000);
afterAll(() => store?.stop());
beforeEach(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await store.clear();
});

const receiveDeps = () =>
  createReceiveDeps(store.client, {
    TABLE_NAME: store.table,
    MATCHING_KEY: 'cle-de-rapprochement-des-tests',
    DEPARTEMENT: '77',
    MESSAGE_TTL_DAYS: 400,
  });
const figure = (sender: string, indicateur: string, valeur: number, over: object = {}) => ({
  ...{ version: '1', sender, kind: 'chiffre', annee: 2026, indicateur, valeur },
  ...over,
});
const receive = async (message: object, at = AT, over: Partial<Incoming> = {}) => {
  const sender = String(Reflect.get(message, 'sender'));
  const partner = partnerOfSender(sender);
  if (!partner) throw new Error(sender);
  return createReceive(
    receiveDeps(),
    partner.formatFor,
  )({ sender, raw: JSON.stringify(message), receivedAt: at, ...over });
};
const declared = () => readDeclares(store.client, store.table, 2026);
const valeurs = async () =>
  Object.fromEntries(
    (await declared()).map(({ indicateur, valeur, texte }) => [indicateur, valeur ?? texte]),
  );
const replies = async () =>
  (await store.items('MESSAGE'))
    .map(({ reply }) => JSON.parse(String(reply)))
    .toSorted((a, b) => String(a.receivedAt).localeCompare(b.receivedAt));

describe('a figure told by a message', () => {
  it('is declared with its marker, and answered as any other', async () => {
    const { outcome, repeated } = await receive(figure('adil', 'adil.contacts', 1834, { messageId: 'a-1' }));
    expect([outcome, repeated]).toEqual(['accepted', false]);
    expect(await declared()).toEqual([
      {
        ...{ indicateur: 'adil.contacts', partenaire: 'adil', valeur: 1834 },
        ...{ at: AT, by: 'adil', voie: 'message', corrections: 0 },
      },
    ]);
    expect(await replies()).toEqual([
      { version: '1', messageId: 'a-1', outcome: 'accepted', receivedAt: AT, warnings: [], errors: [] },
    ]);
    const [item] = await store.items('DECLARE');
    expect(item).toMatchObject({ PK: 'DECLARES#2026', SK: 'CHIFFRE#adil#adil.contacts', version: 1 });
    expect(await store.items('CASE')).toEqual([]);
    expect(await store.items('NOTICE')).toEqual([]);
  });

  it('is one by its id or its content: a second arrival changes nothing, and is answered as the first', async () => {
    const named = figure('adil', 'adil.contacts', 1834, { messageId: 'a-1' });
    await receive(named);
    expect(await receive(named, later(1))).toMatchObject({ outcome: 'accepted', repeated: true });
    const unnamed = figure('adil', 'adil.recues', 12);
    await receive(unnamed);
    expect(await receive(unnamed, later(1))).toMatchObject({ outcome: 'accepted', repeated: true });
    expect(await receive({ ...named, valeur: 2000 }, later(2))).toMatchObject({
      outcome: 'refused',
      errors: [{ code: 'IDENTIFIANT_REUTILISE' }],
    });
    expect(await valeurs()).toEqual({ 'adil.contacts': 1834, 'adil.recues': 12 });
    expect((await declared()).map(({ corrections }) => corrections)).toEqual([0, 0]);
    expect(await store.items('CORRECTION')).toEqual([]);
  });

  it('replaces the one before, which is kept with its who and when; the same value again is no correction', async () => {
    await receive(figure('adil', 'adil.contacts', 1834));
    await receive(figure('adil', 'adil.contacts', 1840), later(1));
    await receive(figure('adil', 'adil.contacts', 1840, { messageId: 'again' }), later(2));
    expect(await declared()).toMatchObject([{ valeur: 1840, at: later(1), corrections: 1 }]);
    expect(await store.items('CORRECTION')).toMatchObject([
      { valeur: 1834, at: AT, by: 'adil', voie: 'message', version: 1 },
    ]);
  });

  it('comes back to what it was, though its content is known', async () => {
    const first = figure('adil', 'adil.contacts', 1834);
    await receive(first);
    await receive(figure('adil', 'adil.contacts', 1840), later(1));
    expect(await receive(first, later(2), { redelivered: true })).toMatchObject({ repeated: true });
    expect(await valeurs()).toEqual({ 'adil.contacts': 1840 });
    expect(await receive(first, later(3))).toMatchObject({ outcome: 'accepted', repeated: false });
    expect(await declared()).toMatchObject([{ valeur: 1834, at: later(3), corrections: 2 }]);
    expect(await receive(first, later(4))).toMatchObject({ outcome: 'accepted', repeated: true });
    expect(await declared()).toMatchObject([{ valeur: 1834, at: later(3) }]);
    // Under its own id, it stays the message that it was.
    const named = figure('adil', 'adil.recues', 5, { messageId: 'r-1' });
    await receive(named);
    await receive(figure('adil', 'adil.recues', 6), later(1));
    expect(await receive(named, later(2))).toMatchObject({ outcome: 'accepted', repeated: true });
    expect((await valeurs())['adil.recues']).toBe(6);
  });

  it('is refused when a part would be greater than its whole, with both figures; then taken once it is not', async () => {
    await receive(figure('caf', 'caf.aidesTraitees', 1000));
    const part = figure('caf', 'caf.aidesDansLeDelai', 1200);
    const refused = await receive(part, later(1));
    expect(refused).toMatchObject({
      outcome: 'refused',
      errors: [{ code: 'PARTIE_TROP_GRANDE', path: 'valeur' }],
    });
    expect(refused.errors[0]?.message).toContain('(1\u202f200)');
    expect(refused.errors[0]?.message).toContain('(1\u202f000)');
    expect(await receive(part, later(2))).toMatchObject({ outcome: 'refused', repeated: true });
    await receive(figure('caf', 'caf.aidesTraitees', 1300), later(3));
    expect(await receive(part, later(4))).toMatchObject({ outcome: 'accepted', repeated: false });
    expect(await receive(figure('caf', 'caf.aidesTraitees', 1100), later(5))).toMatchObject({
      outcome: 'refused',
      errors: [{ code: 'PARTIE_TROP_GRANDE' }],
    });
    expect(await valeurs()).toEqual({ 'caf.aidesTraitees': 1300, 'caf.aidesDansLeDelai': 1200 });
  });

  it('a part and its whole that arrive together never end in contradiction', async () => {
    for (let round = 0; round < 6; round += 1) {
      await store.clear();
      const both = await Promise.all([
        receive(figure('caf', 'caf.aidesTraitees', 10)),
        receive(figure('caf', 'caf.aidesDansLeDelai', 20)),
      ]);
      expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'refused']);
      expect(Object.keys(await valeurs())).toHaveLength(1);
    }
  });

  it('far from the year before, is taken as it is and said to be so', async () => {
    await receive(figure('adil', 'adil.contacts', 100, { annee: 2025 }));
    const told = await receive(figure('adil', 'adil.contacts', 1000));
    expect(told.outcome).toBe('accepted');
    expect((await replies()).at(-1).warnings ?? []).toBeDefined();
    const [reply] = (await replies()).filter(({ warnings }) => warnings.length > 0);
    expect(reply.warnings).toMatchObject([{ code: 'CHIFFRE_INHABITUEL', path: 'valeur' }]);
    expect(await valeurs()).toEqual({ 'adil.contacts': 1000 });
  });

  it('is refused for a year that is not over, and taken in December', async () => {
    const early = figure('adil', 'adil.contacts', 5, { annee: 2027 });
    expect(await receive(early)).toMatchObject({
      outcome: 'refused',
      errors: [{ code: 'ANNEE_NON_DECLARABLE' }],
    });
    expect(await receive(early, '2027-12-01T09:00:00.000Z')).toMatchObject({
      outcome: 'accepted',
      repeated: false,
    });
  });

  it('of several landlords are each their own', async () => {
    await receive(figure('bailleur-a', 'aorif.parcHlm', 1200));
    await receive(figure('bailleur-b', 'aorif.parcHlm', 300));
    expect((await declared()).map(({ partenaire, valeur }) => [partenaire, valeur])).toEqual([
      ['bailleur-a', 1200],
      ['bailleur-b', 300],
    ]);
  });
});

describe('figures in a file', () => {
  it('are reported row by row, and the same file again changes nothing', async () => {
    const csv = [
      'Année;Indicateur;Valeur;Texte',
      '2026;adil.contacts;1 834;',
      '2026;Nombre de personnes reçues par l’ADIL dans le cadre des impayés de loyer;412;',
      '2026;Analyse globale;;Les contacts viennent plus tôt.',
      '2026;caf.offresDeService;3;',
      '2030;adil.interventions;3;',
    ].join('\r\n');
    const reports: { head: unknown; json: string }[] = [];
    let json = '';
    const drop = (key: string) =>
      createReceiveFile({
        ...receiveDeps(),
        register: createFileRegister(store.client, store.table, 30),
        reports: {
          write: async (_: unknown, head: unknown) => void reports.push({ head, json }),
          keepPart: async (_: unknown, part: { json: string }) => {
            json += part.json;
            return { csv: 'c', csvSize: 0, json: 'j', jsonSize: 0 };
          },
          forget: async () => {},
          has: async () => false,
        } as never,
        versionOf: async () => ({ version: key }),
        open: async function* () {
          yield Buffer.from(csv);
        },
        goOn: async () => {},
        now: () => AT,
        pause: async () => {},
        hasTime: () => true,
        lastDelivery: false,
      })({ key, versionId: undefined, since: AT });
    await drop('drop/adil/chiffres.csv');
    expect(reports[0]?.head).toMatchObject({
      outcome: 'processed',
      totals: { rows: 5, accepted: 3, refused: 2 },
    });
    expect(json).toContain('INDICATEUR_INATTENDU');
    expect(json).toContain('ANNEE_NON_DECLARABLE');
    expect((await declared()).map(({ indicateur, voie }) => [indicateur, voie])).toEqual([
      ['adil.analyse', 'fichier'],
      ['adil.contacts', 'fichier'],
      ['adil.recues', 'fichier'],
    ]);
    await drop('drop/adil/encore.csv');
    expect(reports[1]?.head).toMatchObject({ outcome: 'known' });
    expect((await declared()).map(({ corrections }) => corrections)).toEqual([0, 0, 0]);
  });
});

describe('figures that a person declares', () => {
  const by = (name: string, at = AT) =>
    ({ partenaire: 'caf', annee: 2026, at, by: name, person: 'p1', voie: 'page' }) as const;
  const dit = (indicateur: string, valeur: number, version?: number) => {
    const read = lireDit({ indicateur, valeur }, 'caf');
    if (!read.ok) throw new Error(indicateur);
    return { ...read.dit, ...(version !== undefined && { version }) };
  };
  const deps = () => ({ client: store.client, table: store.table });

  it('all are written, or none', async () => {
    const refused = await declarer(deps(), by('Ana'), [
      dit('caf.offresDeService', 5, 0),
      dit('caf.bailleursIdeal', 9, 0),
      dit('caf.bailleursSociaux', 8, 0),
    ]);
    expect(refused).toMatchObject({ kind: 'refus', fautes: [{ indicateur: 'caf.bailleursIdeal' }] });
    expect(await declared()).toEqual([]);
    const done = await declarer(deps(), by('Ana'), [
      dit('caf.offresDeService', 5, 0),
      dit('caf.bailleursIdeal', 8, 0),
      dit('caf.bailleursSociaux', 8, 0),
    ]);
    expect(done).toMatchObject({ kind: 'fait', ecrits: { length: 3 } });
    expect(await store.items('DECLARE')).toHaveLength(3);
  });

  it('one that somebody changed since is not overwritten, and what it is now is told', async () => {
    await declarer(deps(), by('Ana'), [dit('caf.offresDeService', 5, 0)]);
    const late = await declarer(deps(), by('Bruno', later(1)), [dit('caf.offresDeService', 6, 0)]);
    expect(late).toMatchObject({ kind: 'change', chiffres: [{ valeur: 5, by: 'Ana' }] });
    expect(await declarer(deps(), by('Bruno', later(1)), [dit('caf.offresDeService', 5, 0)])).toMatchObject({
      kind: 'fait',
      ecrits: [],
    });
    expect(await declarer(deps(), by('Bruno', later(1)), [dit('caf.offresDeService', 6, 1)])).toMatchObject({
      kind: 'fait',
      ecrits: ['caf.offresDeService'],
    });
    expect(await declared()).toMatchObject([{ valeur: 6, by: 'Bruno', corrections: 1 }]);
  });

  it('is undone the same day: the value before it is in force again, and what was undone is kept', async () => {
    await declarer(deps(), by('Ana', '2027-01-14T09:00:00.000Z'), [dit('caf.offresDeService', 5)]);
    await declarer(deps(), by('Bruno'), [dit('caf.offresDeService', 50)]);
    const of = { annee: 2026, partenaire: 'caf', indicateur: 'caf.offresDeService' };
    await expect(
      annulerChiffre(deps(), { ...of, version: 1 }, { at: later(1), by: 'Bruno' }),
    ).rejects.toMatchObject({
      code: 'CHIFFRE_CHANGED',
    });
    await expect(
      annulerChiffre(deps(), { ...of, version: 2 }, { at: '2027-01-16T09:00:00.000Z', by: 'Bruno' }),
    ).rejects.toMatchObject({ code: 'UNDO_TOO_LATE' });
    await annulerChiffre(deps(), { ...of, version: 2 }, { at: later(1), by: 'Bruno' });
    expect(await declared()).toMatchObject([{ valeur: 5, by: 'Ana', corrections: 0 }]);
    await declarer(deps(), by('Bruno', later(2)), [dit('caf.offresDeService', 7, 3)]);
    expect(await declared()).toMatchObject([{ valeur: 7, corrections: 1 }]);
    const kept = await createDeclareStore(store.client, store.table).corrections(2026, 'caf');
    expect(kept.map(({ valeur, annule, repris }) => [valeur, annule?.by, repris])).toEqual([
      [5, undefined, true],
      [50, 'Bruno', undefined],
      [5, undefined, undefined],
    ]);
  });

  it('undone when it was the only one, is declared no more, and may be again', async () => {
    await declarer(deps(), by('Ana'), [dit('caf.offresDeService', 5, 0)]);
    const of = { annee: 2026, partenaire: 'caf', indicateur: 'caf.offresDeService' };
    await annulerChiffre(deps(), { ...of, version: 1 }, { at: later(1), by: 'Ana' });
    expect(await declared()).toEqual([]);
    await expect(
      annulerChiffre(deps(), { ...of, version: 2 }, { at: later(1), by: 'Ana' }),
    ).rejects.toMatchObject({
      code: 'CHIFFRE_UNKNOWN',
    });
    await declarer(deps(), by('Ana', later(2)), [dit('caf.offresDeService', 6, 2)]);
    expect(await declared()).toMatchObject([{ valeur: 6, corrections: 0 }]);
  });
});

describe('the watch', () => {
  const entry = (code: string, over: Partial<PartnerEntry> = {}): PartnerEntry => ({
    ...{ code, name: `Service ${code}`, kind: partnerOfSender(code)?.code ?? '', doors: ['api'] },
    ...{ contact: `${code}@exemple.fr`, from: '2026-01-01' },
    ...over,
  });
  const some = [
    entry('adil'),
    entry('association-udaf'),
    entry('association-exemple'),
    entry('siao'),
    entry('bdf', { contact: 'au guichet' }),
    entry('fsl', { contact: 'fsl@département.é' }),
    entry('msa', { to: '2026-12-31' }),
  ];
  const watch = (day: string, partenaires = some) =>
    demanderChiffres(
      {
        client: store.client,
        table: store.table,
        partenaires: async () => partenaires,
        etat: 'melun@etat.example',
      },
      day,
      `${day}T05:00:00.000Z`,
    );
  const mails = async () =>
    (await createDeclareStore(store.client, store.table).demandes(2026)).map(
      ({ etape, partenaire, indicateurs }) => `${etape} ${partenaire} ${indicateurs.length}`,
    );

  it('asks each once, reminds those whose answers lack, and tells the State', async () => {
    expect(await watch('2027-01-09')).toBe(0);
    // 10 January 2027 is a Sunday, on which the watch may have been stopped.
    expect(await watch('2027-01-11')).toBe(2);
    expect(await mails()).toEqual(['demande adil 4', 'demande association-udaf 1']);
    expect([await watch('2027-01-11'), await watch('2027-01-12')]).toEqual([0, 0]);
    await receive(figure('association-udaf', 'udaf.actions', 4));
    await receive(figure('adil', 'adil.contacts', 10));
    expect(await watch('2027-02-09')).toBe(0);
    expect(await watch('2027-02-10')).toBe(1);
    const [rappel] = (await createDeclareStore(store.client, store.table).demandes(2026)).filter(
      ({ etape }) => etape === 'rappel',
    );
    expect(rappel).toMatchObject({
      partenaire: 'adil',
      mailbox: 'adil@exemple.fr',
      indicateurs: ['adil.recues', 'adil.interventions', 'adil.analyse'],
      status: 'due',
    });
    expect([await watch('2027-02-10'), await watch('2027-03-01')]).toEqual([0, 0]);
    const added = [...some, entry('bailleur-neuf')];
    expect(await watch('2027-03-05', added)).toBe(1);
    expect(await watch('2027-03-10', added)).toBe(2);
    expect((await mails()).toSorted()).toEqual([
      'demande adil 4',
      'demande association-udaf 1',
      'demande bailleur-neuf 3',
      'dernierRappel adil 3',
      expect.stringMatching(/^manquants etat \d+$/),
      'rappel adil 3',
    ]);
    const state = (await createDeclareStore(store.client, store.table).demandes(2026)).find(
      ({ etape }) => etape === 'manquants',
    );
    expect(state?.mailbox).toBe('melun@etat.example');
    expect(state?.manquants?.map(({ nom }) => nom)).toEqual([
      'Service adil',
      'Service bdf',
      'Service bailleur-neuf',
      'Sans partenaire au registre',
    ]);
    expect(await watch('2027-03-19', added)).toBe(1);
    expect([await watch('2027-03-19', added), await watch('2027-04-30', added)]).toEqual([0, 0]);
    expect(await watch('2027-07-01', [...added, entry('caf')])).toBe(0);
  });

  it('writes each mail once, though two runs overlap', async () => {
    const written = await Promise.all([watch('2027-01-11'), watch('2027-01-11'), watch('2027-01-11')]);
    expect(written.reduce((sum, n) => sum + n, 0)).toBe(2);
  });

  it('costs three requests a run in the months when it asks, and none in the others', async () => {
    await watch('2027-01-11');
    store.takeRequests();
    await watch('2027-01-12');
    // The registry is the caller's third.
    expect(store.takeRequests()).toBe(2);
    await watch('2027-07-12');
    expect(store.takeRequests()).toBe(0);
  });
});
