import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemSchema } from '../../functions/notify/notify.ts';
import { sourceOfCase } from '../../functions/notify/sources.ts';
import { compter } from '../../shared/cases/indicateurs/compter.ts';
import { compteEn } from '../../shared/domain/indicateurs/apport.ts';
import { indicateurs } from '../../shared/domain/indicateurs/catalogue.ts';
import { caseKey } from '../../shared/store/keys.ts';
import { publicationWrite } from '../../shared/store/publications.ts';
import { transactAgain } from '../../shared/store/transact.ts';
import { aClerkOf, anAdministrator, anAgentOf, type Shown, startPortal } from '../support/portal.ts';

/* The indicators on their pages: who reads which figures, what each means, and the cases behind it. */
let portal: Awaited<ReturnType<typeof startPortal>>;
let [anne, marc, julie, claire]: Awaited<ReturnType<typeof portal.signIn>>[] = [];
const of = (who: typeof anne) => {
  if (!who) throw new Error('not signed in');
  return who;
};
const PROVINS = { insee: '77379', commune: 'Provins', arrondissement: '773' };
const MEAUX = { insee: '77284', commune: 'Meaux', arrondissement: '771' };

/** Counts cases as the stream's consumers tell them. */
const count = async (...cases: string[]): Promise<void> => {
  for (const caseId of cases) {
    const { Item } = await portal.client.send(
      new GetCommand({ TableName: portal.table, Key: caseKey(caseId) }),
    );
    const item = itemSchema.parse(Item);
    if (item.entity !== 'CASE') throw new Error('no case');
    await compter(
      { client: portal.client, table: portal.table, now: () => portal.clock.now },
      sourceOfCase(item),
    );
  }
};
const granted = (caseId: string, dwelling: object) =>
  portal.file(
    caseId,
    { kind: 'commandementDeQuitterLesLieux', actDate: '2026-03-02', prefetInformeLe: '2026-03-02', dwelling },
    { kind: 'demandeCfp', actDate: '2026-05-04', dwelling },
    { kind: 'decisionCfp', actDate: '2026-06-04', issue: 'accord', sender: 'etat', dwelling },
  );

beforeAll(async () => {
  portal = await startPortal([
    { mail: 'anne@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
    { mail: 'marc@exemple.fr', name: 'Marc Dubois', rights: [anAgentOf('771', '773')] },
    { mail: 'caf@exemple.fr', name: 'Julie Marchand', rights: [aClerkOf('caf')] },
    { mail: 'admin@exemple.fr', name: 'Claire Martin', rights: [anAdministrator] },
  ]);
  await granted('77-2026-000001', PROVINS);
  await granted('77-2026-000002', PROVINS);
  await granted('77-2026-000003', MEAUX);
  await count('77-2026-000001', '77-2026-000002', '77-2026-000003');
  await compter({ client: portal.client, table: portal.table, now: () => portal.clock.now }, [
    {
      id: 'MESSAGE#a',
      version: 2,
      compte: compteEn('hub', {
        2026: { 'messages.caf@refused': 2, 'messages.caf@accepted': 9, 'refus.caf@CHAMP_MANQUANT': 2 },
      }),
    },
    {
      id: 'MEL#a',
      version: 1,
      compte: compteEn('773', { 2026: { 'mels.uns@5': 7, 'hub.alertes': 4, 'hub.alertesPrises': 1 } }),
    },
  ]);
  [anne, marc, julie, claire] = await Promise.all(
    ['anne', 'marc', 'caf', 'admin'].map((one) => portal.signIn(`${one}@exemple.fr`)),
  );
});
afterAll(() => portal?.stop());

const textOf = ({ html }: Shown): string =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
/** The row of a table that holds a text. */
const rowOf = (page: Shown, text: string): string =>
  textOf({
    ...page,
    html:
      page.html
        .split('<tr>')
        .find((row) => row.includes(text))
        ?.split('</tr>')[0] ?? '',
  }).trim();

describe('the list of indicators', () => {
  const idsOn = (page: Shown): Set<string | undefined> =>
    new Set([...page.html.matchAll(/href="\/indicateurs\/2026\/([\w.]+)"/g)].map(([, id]) => id));

  it('has every one of the catalogue but texts, for agents; what is public of it, for who speaks for a signatory', async () => {
    const [state, partner] = await Promise.all([of(anne).get('/indicateurs'), of(julie).get('/indicateurs')]);
    const ids = indicateurs.filter(({ unite }) => unite !== 'texte').map(({ id }) => id);
    expect(idsOn(state)).toEqual(new Set(ids));
    expect(idsOn(partner)).toEqual(
      new Set(ids.filter((id) => !id.startsWith('hub.') && id !== 'parcours.responsabilitesSansLoyer')),
    );
    expect((await of(claire).get('/indicateurs')).status).toBe(403);
  });

  it('reads a figure that nobody declared as such, not as zero', async () => {
    const page = await of(anne).get('/indicateurs?chapitre=adil');
    expect(rowOf(page, 'adil.contacts')).toContain('non déclaré');
    expect(rowOf(page, 'adil.interventionsDossiers')).toMatch(/ rien reçu inconnu compté/);
    expect(page.html).not.toContain('etat.cfpAccordes');
  });

  it('is of one arrondissement for the State’s services; of the whole département for others', async () => {
    expect(rowOf(await of(anne).get('/indicateurs'), 'etat.cfpAccordes"')).toMatch(/ 3 inconnu compté/);
    expect(rowOf(await of(anne).get('/indicateurs?arrondissement=773'), 'etat.cfpAccordes"')).toMatch(
      / 2 inconnu compté/,
    );
    const partner = await of(julie).get('/indicateurs?arrondissement=773');
    expect(partner.html).not.toContain('name="arrondissement"');
  });

  it('hides from a partner what is of fewer than five households, until the year is published', async () => {
    const list = await of(julie).get('/indicateurs');
    expect(rowOf(list, 'etat.cfpAccordes"')).toMatch(/ secret inconnu compté/);
    expect(rowOf(list, 'décision du préfet')).toMatch(/secret secret secret$/);
    expect(textOf(list)).toContain('« secret » : moins de cinq');
    expect(textOf(await of(julie).get('/indicateurs/2026/etat.cfpAccordes'))).toMatch(/En 2026 secret /);
    expect((await of(julie).get('/indicateurs/2026/hub.doutes')).status).toBe(404);

    await transactAgain(portal.client, [
      publicationWrite(portal.table, {
        ...{ annee: 2024, le: '2025-02-01', at: '2025-02-01T08:00:00.000Z', by: 'Anne Renard' },
        chiffres: [
          {
            ...{ id: 'etat.cfpAccordes', ou: 'total', detail: '', unite: 'decisions' },
            cellule: { statut: 'valeur', valeur: 812 },
          },
        ],
        ...{ declarants: {}, engagements: [] },
      }),
    ]);
    expect(rowOf(await of(julie).get('/indicateurs?annee=2024'), 'etat.cfpAccordes"')).toMatch(/ 812 /);
    expect(rowOf(await of(anne).get('/indicateurs?annee=2024'), 'etat.cfpAccordes"')).toMatch(/ inconnu /);
  });

  it('measures delays', async () => {
    expect(rowOf(await of(anne).get('/indicateurs?chapitre=parcours'), 'décision du préfet')).toMatch(
      /3 31 jours 31 jours$/,
    );
  });

  it('takes an odd address for none', async () => {
    expect((await of(anne).get('/indicateurs?annee=1999&arrondissement=hub&chapitre=toString')).status).toBe(
      200,
    );
  });
});

describe('an indicator', () => {
  it('says what it means, where it is in the charter, what is not known of it, and what it was before', async () => {
    const page = textOf(await of(anne).get('/indicateurs/2026/etat.cfpAccordes'));
    expect(page).toContain('Décisions d’octroi datées de l’année');
    expect(page).toContain('annexe 3, ligne 1');
    expect(page).toMatch(/2016 \(charte\) 904/);
    expect(textOf(await of(anne).get('/indicateurs/2026/etat.suspensions'))).toContain(
      'La charte ne dit pas quelle suspension',
    );
  });

  it('leads to the cases behind it, of the reader’s arrondissements alone', async () => {
    const own = await of(anne).get('/indicateurs/2026/etat.cfpAccordes?arrondissement=773');
    expect([...own.html.matchAll(/href="\/dossiers\/(77-2026-\d+)"/g)].map(([, id]) => id)).toEqual([
      '77-2026-000001',
      '77-2026-000002',
    ]);
    const other = await of(anne).get('/indicateurs/2026/etat.cfpAccordes?arrondissement=771');
    expect(other.html).not.toContain('77-2026-000003');
    expect((await of(marc).get('/indicateurs/2026/etat.cfpAccordes?arrondissement=771')).html).toContain(
      '77-2026-000003',
    );
    const partner = await of(julie).get('/indicateurs/2026/etat.cfpAccordes?arrondissement=773');
    expect(partner.html).not.toContain('77-2026-0000');
    expect(textOf(partner)).not.toContain('Par arrondissement');
  });

  it('has no list where it counts no case, and no page where there is none', async () => {
    expect((await of(anne).get('/indicateurs/2026/etat.decisions?arrondissement=773')).html).not.toContain(
      '77-2026-0000',
    );
    for (const path of [
      '/indicateurs/2026/etat.rien',
      '/indicateurs/1999/etat.cfpAccordes',
      '/indicateurs/2026/toString',
    ])
      expect((await of(anne).get(path)).status).toBe(404);
  });
});

describe('what the hub does', () => {
  it('is told to the State’s services: messages, refusals, mails, alerts', async () => {
    const page = await of(anne).get('/indicateurs/service?annee=2026');
    expect(rowOf(page, '>caf<')).toMatch(/caf 9 0 2$/);
    expect(rowOf(page, 'CHAMP_MANQUANT')).toMatch(/Champ absent.* 2 CHAMP_MANQUANT$/);
    expect(rowOf(page, 'cinq minutes')).toMatch(/envoyé seul cinq minutes au plus 7$/);
    expect(textOf(page)).toMatch(/Alertes à prendre 4.*jamais prises 3/);
    expect((await of(julie).get('/indicateurs/service')).status).toBe(403);
  });
});
