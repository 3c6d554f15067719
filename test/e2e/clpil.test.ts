import { writeSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMails } from '../../cli/boxes/mails.ts';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { createCommissionStore } from '../../shared/store/commissions.ts';
import { runCommand } from '../support/command.ts';
import { acknowledge, DRAWN, main, press, unfold } from '../support/gestures.ts';
import { docxText, sheetRows } from '../support/office.ts';
import { chromiumPath, openBrowser, personsOn, signInAs, withoutChromium } from '../support/pages.ts';
import { readPdf } from '../support/pdf.ts';

/*
 * A CLPIL from its protocol to its evaluation, by the pages alone: what each person does and sees, the mails that arrive, the files as libraries open
 * them.
 */
const CODE = 'clpil-essai';
const SEANCE = '2026-12-10';
const OWN = `/commissions/${CODE}`;
const AT = `${OWN}/seances/${SEANCE}`;
const membre = (id: string, organisme: string, nom: string, over: object = {}) => ({
  id,
  organisme,
  nom,
  qualite: 'droit',
  ...over,
});
const description = {
  code: CODE,
  nature: 'clpil',
  nom: 'CLPIL d’essai',
  communes: ['77284', '77058'],
  from: '2026-01-01',
  secretariat: 'secretariat',
  membres: [
    membre('secretariat', 'ccas', 'CCAS de Meaux', { partenaire: 'clpil-meaux' }),
    membre('mds', 'mds', 'MDS de Meaux', { partenaire: 'mds-meaux' }),
    membre('commune', 'commune', 'Ville de Meaux', { mail: 'logement@ville.example' }),
    membre('asll', 'asll', 'Association Exemple', { partenaire: 'association-exemple' }),
    membre('habitat', 'bailleur', 'Habitat Exemple', {
      partenaire: 'bailleur-habitat-exemple',
      parc: 'social',
    }),
    membre('foyers', 'bailleur', 'Foyers Exemple', { partenaire: 'bailleur-foyers-exemple', parc: 'social' }),
  ],
};
const HEADINGS = [
  ...[
    'Référence',
    'Nom de naissance',
    'Prénoms',
    'Date de naissance',
    'Adresse',
    'Code postal',
    'Commune',
    'Dette',
  ],
  ...[
    'Motifs de l’inscription',
    'Parc',
    'Nature du bailleur',
    'Date de la commission',
    'Protection du majeur',
  ],
  ...['Nom et adresse du tuteur ou curateur', 'Lettre d’accord du'],
];
type Row = readonly string[];
/** A row of a landlord's table. */
const row = (
  reference: string,
  [nom, prenom, naissance]: [string, string, string],
  street: string,
  over: Partial<Record<(typeof HEADINGS)[number], string>> = {},
): Row =>
  HEADINGS.map(
    (heading) =>
      over[heading] ??
      {
        Référence: reference,
        'Nom de naissance': nom,
        Prénoms: prenom,
        'Date de naissance': naissance,
        Adresse: street,
        'Code postal': '77100',
        Commune: 'Meaux',
        Dette: '2 450,50',
        'Motifs de l’inscription': 'pas de contact ; pas de plan d’apurement',
      }[heading] ??
      '',
  );
/** The same row once its letter has left. */
const sent = (one: Row): Row => one.with(-1, '01/10/2026');
const tableOf = async (rows: readonly Row[]): Promise<Buffer> =>
  Buffer.from(
    await writeXlsx({ sheets: [{ name: 'Situations', rows: [HEADINGS, ...rows.map((one) => [...one])] }] }),
  );

const CASTEL = row('H-1', ['Castel', 'Ana', '12/03/1984'], '9 rue des Ursulines');
const DIALLO = row('H-2', ['Diallo', 'Moussa', '28/02/1990'], '4 rue Bossuet', {
  'Protection du majeur': 'tutelle',
  'Nom et adresse du tuteur ou curateur': 'UDAF 77, 56 rue Dajot, 77000 Melun',
});
const KELLER = row('H-3', ['Keller', 'Hugo', '19/03/1975'], '3 place Doumer');
const FABRE = row('F-1', ['Fabre', 'Rachid', '14/09/1968'], '2 quai Sadi-Carnot');
const withdrawnNow = 'KELLER';
const withdrawnLater = 'FABRE';

let hub: LocalHub;
let origin: string;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let environment: Record<string, string>;

let persons: ReturnType<typeof personsOn>;
const as = (name: string): Promise<Page> => persons.as(name);
const file = async (page: Page, path: string): Promise<Uint8Array> => {
  const answer = await page.context().request.get(`${origin}${path}`);
  expect([path, answer.status()]).toEqual([path, 200]);
  return answer.body();
};
const upload = async (page: Page, landlord: string, rows: readonly Row[]): Promise<string> => {
  await page.goto(`${origin}${AT}/bailleurs/${landlord}`);
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'liste.xlsx', mimeType: 'application/vnd.ms-excel', buffer: await tableOf(rows) });
  await press(page, 'Déposer le tableau');
  return main(page);
};
const mailsTo = async (mailbox: string, subject: RegExp) =>
  (await readMails(hub.endpoints.ses)).filter(
    (mail) => mail.destination.to.includes(mailbox) && subject.test(mail.subject),
  );
const tell = async (page: Page, fait: string, le: string, member?: string): Promise<void> => {
  await page.goto(`${origin}${OWN}`);
  await unfold(page, 'Noter ce qui arrive au protocole');
  await page.getByLabel('Ce qui s’est passé').selectOption(fait);
  if (member !== undefined) await page.getByLabel('Signataire').selectOption(member);
  await page.locator('#le').fill(le);
  await press(page, 'Noter');
};

describe.skipIf(chromiumPath === undefined)('a CLPIL', () => {
  beforeAll(async () => {
    hub = await startDemoHub({ assembly: await assemblyFor('local'), now: '2026-10-01T06:30:00.000Z' });
    origin = hub.outputs.get('PortalUrl') ?? '';
    browser = await openBrowser();
    persons = personsOn(hub, browser);
    environment = {
      TABLE_NAME: hub.outputs.get('TableName') ?? '',
      MATCHING_KEY: [...hub.secrets.values()][0] ?? '',
      AWS_ENDPOINT_URL_DYNAMODB: hub.endpoints.dynamodb,
    };
  }, 900_000);
  afterAll(async () => {
    await browser?.close();
    await hub?.stop();
  });

  it('is created by a command, and refused a private landlord', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'clpil-'));
    const described = join(folder, 'clpil.json');
    const landlord = membre('prive', 'bailleur', 'M. Propriétaire', {
      partenaire: 'bailleur-x',
      parc: 'prive',
    });
    await writeFile(
      described,
      JSON.stringify({ ...description, membres: [...description.membres, landlord] }),
    );
    const refused = await runCommand(
      'commission',
      ['keep', '--file', described, '--by', 'Marie Exploite'],
      environment,
    );
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('bailleurs sociaux')]);
    await writeFile(described, JSON.stringify(description));
    const kept = await runCommand(
      'commission',
      ['keep', '--file', described, '--by', 'Marie Exploite'],
      environment,
    );
    expect([kept.code, kept.out.trim()]).toEqual([0, CODE]);
  });

  it('sits once all have signed, its report taken two months before by the Département', async () => {
    const lea = await as('Léa Morin');
    await tell(lea, 'signaturePrevue', '2026-12-01');
    expect(await main(lea)).toContain('au plus tard le 01/10/2026, deux mois avant la signature');
    await tell(lea, 'commissionPermanente', '2026-09-20');
    await lea.goto(`${origin}${OWN}`);
    await unfold(lea, 'Prévoir une séance');
    await lea.locator('#date').fill(SEANCE);
    await lea.locator('#lieu').fill('Mairie de Meaux, salle 2');
    await press(lea, 'Prévoir la séance');
    expect(await main(lea)).toContain('Le protocole n’est pas signé de tous');
    for (const { id } of description.membres) await tell(lea, 'signature', '2026-09-30', id);
    await lea.goto(`${origin}${OWN}`);
    expect(await main(lea)).toContain('En vigueur depuismercredi 30 septembre 2026');
    await unfold(lea, 'Prévoir une séance');
    await lea.locator('#date').fill(SEANCE);
    await lea.locator('#lieu').fill('Mairie de Meaux, salle 2');
    await press(lea, 'Prévoir la séance');
    await lea.waitForURL(`${origin}${AT}?fait=prevue`);
    expect(await main(lea)).toContain('au plus tard le lundi 26 octobre 2026');
    await unfold(lea, 'Changer l’heure, le lieu, les passages, l’ordre du jour');
    await lea.getByLabel('Heure de passage : Habitat Exemple').fill('14:00');
    await lea.getByLabel('Heure de passage : Foyers Exemple').fill('15:30');
    await press(lea, 'Enregistrer');
    await press(lea, 'Inviter les membres');
    await hub.idle();
    const [invited] = await mailsTo('mds-meaux@local.passerelle.example', /Invitation/);
    expect(invited?.body.text).toContain('Passage : Foyers Exemple : 15 h 30');
    const ics = Buffer.from(invited?.attachments[0]?.content ?? '', 'base64').toString('utf8');
    expect(ics).toMatch(/DTSTART:20261210T130000Z/);
    expect(await mailsTo('logement@ville.example', /Invitation/)).toHaveLength(1);
  });

  it('judges a landlord’s table row by row, and half-lists nothing', async () => {
    const nadia = await as('Nadia Roux');
    const said = await upload(nadia, 'habitat', [
      CASTEL,
      DIALLO,
      KELLER,
      row('H-4', ['Privé', 'Paul', '01/01/1980'], '1 rue A', { 'Nature du bailleur': 'personne physique' }),
      row('H-5', ['Datte', 'Paule', '01/01/1981'], '2 rue B', { 'Date de la commission': '11/12/2026' }),
      row('H-6', ['Dupont et Martin', 'Jean', '01/01/1982'], '3 rue C'),
      row('H-7', ['Loin', 'Luc', '01/01/1983'], '4 rue D', { 'Code postal': '77160', Commune: 'Provins' }),
      row('H-8', ['Castel', 'Ana', '12/03/1984'], '9 r des Ursulines'),
      row('H-9', ['Castel', 'Anna', '12/03/1984'], '9 rue des Ursulines'),
    ]);
    expect(said).toContain('9 lignes lues');
    expect(said).toContain('4 situations proposées, 5 lignes non prises');
    for (const why of [
      'situations des bailleurs sociaux',
      'n’est pas une séance de cette commission',
      'Deux personnes semblent écrites',
      'Provins n’est pas une des communes',
      'Ce ménage est déjà à la ligne 2',
      'Cette ligne ressemble à la ligne 2',
    ])
      expect(said).toContain(why);
    await nadia.goto(`${origin}${AT}/bailleurs/habitat`);
    await nadia.locator('input[type="file"]').setInputFiles({
      name: 'renomme.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Locataire;Montant\nCastel;12\n'),
    });
    await press(nadia, 'Déposer le tableau');
    expect(await main(nadia)).toMatch(/colonnes obligatoires sont absentes.*Référence/);
    expect(await upload(nadia, 'habitat', [CASTEL, DIALLO, KELLER])).toContain('3 situations proposées');
  });

  it('keeps landlords apart: a household of two is checked by the secretariat, and neither learns of the other', async () => {
    const thomas = await as('Thomas Leroy');
    const said = await upload(thomas, 'foyers', [
      FABRE,
      row('F-2', ['Castel', 'Ana', '12/03/1984'], '9 rue des Ursulines'),
    ]);
    expect(said).toContain('le secrétariat la vérifie');
    expect(said).not.toContain('Habitat');
    const lea = await as('Léa Morin');
    await acknowledge(lea, `${origin}${AT}/liste`);
    await lea.goto(`${origin}${AT}`);
    expect(await main(lea)).toContain('1 ligne à vérifier');
    await press(lea, 'Le même : écarter la ligne');
    await thomas.goto(`${origin}${AT}/bailleurs/habitat`);
    expect(await main(thomas)).toContain('Vos droits n’ouvrent pas cette page');
  });

  it('writes to tenants and guardians before the list, and lists nobody whose letter left too late', async () => {
    const nadia = await as('Nadia Roux');
    const letters = await readPdf(await file(nadia, `${AT}/bailleurs/habitat/lettres.pdf`));
    expect(letters.pages).toBe(4);
    const text = letters.text.replaceAll('\n', ' ');
    for (const told of ['CASTEL Ana', 'UDAF 77', 'art. 226-1', 'MDS de Meaux', 'écrivez-nous avant le'])
      expect(text).toContain(told);
    await nadia.goto(`${origin}${AT}/bailleurs/habitat`);
    await nadia.locator('#le').fill('2026-10-01');
    await press(nadia, 'Noter leur départ');
    expect(await main(nadia)).toContain('3 lettres notées');
    await press(nadia, 'Transmettre la liste');
    expect(await main(nadia)).toContain('Aucune situation ne peut être inscrite aujourd’hui');
    await hub.advanceTo('2026-10-27T08:00:00.000Z');
    const later = await as('Nadia Roux');
    const late = row('H-9', ['Tardif', 'Tom', '02/02/1992'], '5 rue E', {
      'Lettre d’accord du': '27/10/2026',
    });
    const said = await upload(later, 'habitat', [...[CASTEL, DIALLO, KELLER].map(sent), late]);
    expect(said).toContain('4 situations proposées');
    expect(said).toContain('La lettre est partie le 27/10/2026, après le 26/10/2026');
    const thomas = await as('Thomas Leroy');
    await upload(thomas, 'foyers', [sent(FABRE)]);
  });

  it('forgets a household that withdraws, and lists it no more', async () => {
    const nadia = await as('Nadia Roux');
    await nadia.goto(`${origin}${AT}/bailleurs/habitat`);
    await nadia.getByRole('button', { name: /Le ménage refuse.*KELLER/ }).click();
    expect(await main(nadia)).not.toContain(withdrawnNow);
    expect(await upload(nadia, 'habitat', [...[CASTEL, DIALLO, KELLER].map(sent)])).toContain(
      'Ce ménage a demandé que sa situation ne soit pas examinée',
    );
  });

  it('sends the list a month before; a late one may be cancelled, and reminds nobody', async () => {
    await hub.advanceTo('2026-11-04T09:00:00.000Z');
    const nadia = await as('Nadia Roux');
    await nadia.goto(`${origin}${AT}/bailleurs/habitat`);
    await press(nadia, 'Transmettre la liste');
    expect(await main(nadia)).toContain('2 situations inscrites : les membres sont prévenus');
    await hub.idle();
    const [told] = await mailsTo('mds-meaux@local.passerelle.example', /Liste des situations/);
    expect(told?.attachments).toEqual([]);
    expect(`${told?.subject} ${told?.body.text}`).not.toMatch(/castel|diallo/i);
    expect(await mailsTo('bailleur-foyers-exemple@local.passerelle.example', /Liste des situations/)).toEqual(
      [],
    );
    // A week before the list is due, the landlord who sent none is told by the hub's own watch.
    expect(await mailsTo('bailleur-foyers-exemple@local.passerelle.example', /Liste attendue/)).toHaveLength(
      1,
    );
    await hub.advanceTo('2026-11-16T09:00:00.000Z');
    const thomas = await as('Thomas Leroy');
    await thomas.goto(`${origin}${AT}/bailleurs/foyers`);
    await press(thomas, 'Transmettre la liste');
    expect(await main(thomas)).toContain('1 situation inscrite, en retard');
    const lea = await as('Léa Morin');
    await lea.goto(`${origin}${AT}`);
    expect(await main(lea)).toContain('Liste arrivée en retard');
    expect(await main(lea)).toContain('Annuler leur examen');
    expect(await main(lea)).toContain('N’ont encore rien dit');
  });

  it('shows the list to who acknowledged the charter, takes what they know, and admits a guest whom all accept', async () => {
    const karim = await as('Karim Benali');
    await karim.goto(`${origin}${AT}/liste`);
    expect(await main(karim)).toContain('Charte de confidentialité');
    expect(await main(karim)).not.toContain('CASTEL');
    expect(await acknowledge(karim, `${origin}${AT}/liste`)).toContain('CASTEL Ana');
    await karim.getByRole('link', { name: 'CASTEL Ana' }).click();
    await karim.getByLabel('Oui', { exact: true }).check(DRAWN);
    await karim.getByLabel('Ce qui aide la commission').fill('Suivie depuis mars, FSL demandé.');
    await press(karim, 'Enregistrer');
    expect(await main(karim)).toContain('Suivie depuis mars, FSL demandé.');
    await karim.goto(`${origin}${AT}`);
    await unfold(karim, 'Inviter un organisme');
    await karim.getByLabel('Son code au registre des partenaires').fill('siao');
    await press(karim, 'Inviter');
    const emma = await as('Emma Brun');
    await emma.goto(`${origin}${AT}`);
    expect(await main(emma)).toContain('Vos droits n’ouvrent pas cette page');
    const lea = await as('Léa Morin');
    for (const id of ['secretariat', 'commune', 'asll', 'habitat', 'foyers']) {
      await lea.goto(`${origin}${AT}`);
      if (id === 'secretariat') await press(lea, 'Accepter siao');
      else {
        await unfold(lea, 'Noter la réponse d’un membre');
        await lea.locator('select[name^="pour-"]').selectOption(id);
        await press(lea, 'Il accepte');
      }
    }
    expect(await acknowledge(emma, `${origin}${AT}/liste`)).toContain('CASTEL Ana');
    await emma.getByRole('link', { name: 'CASTEL Ana' }).click();
    expect(await main(emma)).not.toContain('FSL demandé');
    const nadia = await as('Nadia Roux');
    expect(await acknowledge(nadia, `${origin}${AT}/liste`)).not.toContain('FABRE');
    const thomas = await as('Thomas Leroy');
    expect(await acknowledge(thomas, `${origin}${AT}/liste`)).not.toMatch(/CASTEL|DIALLO/);
  });

  it('is held in a room: outcomes by keys, a network lost for a while, another secretary at the same time', async () => {
    await hub.advanceTo('2026-12-10T12:30:00.000Z');
    const lea = await as('Léa Morin');
    await lea.goto(`${origin}${AT}`);
    await lea.getByLabel(/^Ville de Meaux/).selectOption('excuse');
    await press(lea, 'Ouvrir la séance');
    await acknowledge(lea, `${origin}${AT}/salle`);
    const other = await browser.open({ width: 1280 });
    await signInAs(other.page, origin, 'Léa Morin');
    await other.page.goto(`${origin}${AT}/salle`);
    const shown = (): Promise<string | null> => lea.locator('section.menage:not([hidden]) h2').textContent();
    expect(await shown()).toBe('CASTEL Ana');
    await lea.keyboard.press('1');
    await lea.context().setOffline(true);
    await lea.keyboard.press('Enter');
    await lea.locator('[data-salle-etat]', { hasText: 'Réseau perdu' }).waitFor();
    expect(await shown()).toBe('DIALLO Moussa');
    await lea.keyboard.press('2');
    await lea.keyboard.press('Enter');
    await lea.context().setOffline(false);
    await lea.locator('[data-salle-etat]', { hasText: /^1 à décider sur 3\.$/ }).waitFor({ timeout: 30_000 });
    expect(await shown()).toBe('FABRE Rachid');
    // The other window still shows the first household as it was: what it decides replaces nothing by itself.
    await other.page.keyboard.press('3');
    await other.page.keyboard.press('Enter');
    await other.page.locator('[data-message]', { hasText: 'Léa Morin vient de décider' }).waitFor();
    await other.page.getByRole('button', { name: 'Garder la mienne' }).click();
    await other.page.locator('.decision', { hasText: 'Décidé :' }).first().waitFor();
    await other.context.close();
    await lea.reload();
    expect(await lea.locator('section.menage').first().textContent()).toContain('Décidé par Léa Morin');
    await lea.keyboard.press('ArrowRight');
    for (let n = 0; (await shown()) !== 'FABRE Rachid' && n < 3; n += 1)
      await lea.keyboard.press('ArrowRight');
    await lea.keyboard.press('1');
    await lea.keyboard.press('Enter');
    await lea.locator('[data-salle-etat]', { hasText: /^Tout est décidé sur 3\.$/ }).waitFor();
    await press(lea, 'Clore la séance');
    await lea.waitForURL(`${origin}${AT}/releve?fait=clore`);
    expect(await main(lea)).toContain('Le relevé et les lettres sont prêts');
  });

  it('leaves a relevé to amend and to send, and a letter for each household and guardian', async () => {
    const lea = await as('Léa Morin');
    const docx = await docxText(await file(lea, `${AT}/fichiers/releve.docx`));
    for (const told of [
      'CASTEL Ana',
      'DIALLO Moussa',
      'FABRE Rachid',
      'Excusés ou absents',
      'Ville de Meaux',
    ])
      expect(docx).toContain(told);
    const pdf = await readPdf(await file(lea, `${AT}/fichiers/releve.pdf`));
    expect(pdf.roles.slice(0, 2)).toEqual(['Document', 'H1']);
    const letters = await readPdf(await file(lea, `${AT}/fichiers/lettres.pdf`));
    expect(letters.pages).toBe(4);
    expect(letters.text.replaceAll('\n', ' ')).toContain('UDAF 77');
    const [headings, ...rows] = await sheetRows(await file(lea, `${AT}/fichiers/tableau.xlsx`));
    expect([headings?.includes('Issues'), rows.length]).toEqual([true, 3]);
    await lea.goto(`${origin}${AT}/releve`);
    await press(lea, 'Envoyer aux membres et à l’État');
    await hub.idle();
    const [toState] = await mailsTo(
      'sp-meaux-expulsionslocatives@seine-et-marne.gouv.fr',
      /Relevé de décisions/,
    );
    const sent = await readPdf(Buffer.from(toState?.attachments[0]?.content ?? '', 'base64'));
    expect(sent.text).toContain('FABRE Rachid');
    const [toFoyers] = await mailsTo(
      'bailleur-foyers-exemple@local.passerelle.example',
      /Relevé de décisions/,
    );
    const own = await readPdf(Buffer.from(toFoyers?.attachments[0]?.content ?? '', 'base64'));
    expect(own.text).toContain('FABRE Rachid');
    expect(own.text).not.toMatch(/CASTEL|DIALLO/);
    expect(await mailsTo('logement@ville.example', /Tableau annoté/)).toHaveLength(1);
    // What the session decided is in the household's case, where the State's agent reads it.
    const marc = await as('Marc Dubois');
    await acknowledge(marc, `${origin}${AT}/liste`);
    await marc.getByRole('link', { name: 'CASTEL Ana' }).click();
    const reference = await marc.locator('a[href^="/dossiers/"]').first().textContent();
    await marc.goto(`${origin}/dossiers/${reference}`);
    expect(await main(marc)).toContain('Décision de la CLPIL');
  });

  it('hears what became of its decisions', async () => {
    await hub.advanceTo('2026-12-22T09:00:00.000Z');
    const karim = await as('Karim Benali');
    await acknowledge(karim, `${origin}${AT}/liste`);
    await karim.getByRole('link', { name: 'DIALLO Moussa' }).click();
    await unfold(karim, 'Rendre compte');
    await karim.locator('#etat').selectOption('faite');
    await press(karim, 'Enregistrer');
    expect(await main(karim)).toContain('Le compte rendu est enregistré');
  });

  it('can be taken back, corrected and closed again', async () => {
    const lea = await as('Léa Morin');
    await lea.goto(`${origin}${AT}`);
    await unfold(lea, 'Rouvrir la séance');
    await press(lea, 'Rouvrir maintenant');
    expect(await main(lea)).toContain('ce que les dossiers avaient reçu est repris');
    await press(lea, 'Clore la séance');
    const pdf = await readPdf(await file(lea, `${AT}/fichiers/releve.pdf`));
    expect(pdf.text).toContain('version 2');
    expect(JSON.parse(Buffer.from(await file(lea, `${AT}/fichiers/seance.json`)).toString())).toMatchObject({
      seance: { etat: 'close' },
      situations: [{}, {}, {}],
    });
  });

  it('forgets whoever withdraws afterwards, in every list, file, mail and export', async () => {
    const lea = await as('Léa Morin');
    await lea.goto(`${origin}${AT}/liste`);
    await lea.getByRole('link', { name: 'FABRE Rachid' }).click();
    await unfold(lea, 'Le ménage ne veut pas être examiné');
    await press(lea, 'Retirer ce ménage maintenant');
    await lea.goto(`${origin}${AT}`);
    await press(lea, 'Envoyer le relevé');
    await hub.idle();
    const mails = await readMails(hub.endpoints.ses);
    const last = mails.filter(({ subject }) => /Relevé de décisions/.test(subject)).slice(-7);
    const searched: [string, string][] = [];
    for (const [n, mail] of last.entries()) {
      const pdf = await readPdf(Buffer.from(mail.attachments[0]?.content ?? '', 'base64'));
      searched.push([`mail ${n}`, `${mail.subject} ${mail.body.text} ${pdf.text}`]);
    }
    for (const person of [
      'Léa Morin',
      'Karim Benali',
      'Thomas Leroy',
      'Nadia Roux',
      'Emma Brun',
      'Marc Dubois',
    ]) {
      const page = await as(person);
      for (const path of [
        '',
        '/liste',
        '/releve',
        '/salle',
        '/journal',
        '/bailleurs/foyers',
        '/bailleurs/habitat',
      ]) {
        await page.goto(`${origin}${AT}${path}`);
        searched.push([`${person} ${path}`, await main(page)]);
      }
    }
    const text = async (path: string, read: (bytes: Uint8Array) => Promise<string>) =>
      searched.push([path, await read(await file(lea, `${AT}/fichiers/${path}`))]);
    await text('releve.docx', docxText);
    await text('releve.pdf', async (bytes) => (await readPdf(bytes)).text);
    await text('lettres.pdf', async (bytes) => (await readPdf(bytes)).text);
    await text('tableau.xlsx', async (bytes) => (await sheetRows(bytes)).flat().join(' '));
    await text('seance.json', async (bytes) => Buffer.from(bytes).toString());
    const store = createCommissionStore(clientsOf(hub.endpoints).documents, environment.TABLE_NAME ?? '');
    searched.push(['the table', JSON.stringify(await store.situations(CODE, SEANCE))]);
    for (const name of [withdrawnNow, withdrawnLater])
      for (const [where, said] of searched)
        expect([name, where, new RegExp(name, 'i').test(said)]).toEqual([name, where, false]);
    expect(searched.length).toBeGreaterThan(50);
  });

  it('is evaluated, and the evaluation is put on the first session of the next year', async () => {
    await hub.advanceTo('2027-01-11T09:00:00.000Z');
    const lea = await as('Léa Morin');
    await lea.goto(`${origin}${OWN}/bilans/2026`);
    const said = await main(lea);
    expect(said).toContain('1 séance tenue');
    expect(said).toMatch(/Habitat Exemple22/);
    const pdf = await readPdf(await file(lea, `${OWN}/bilans/2026/bilan.pdf`));
    expect(pdf.text).toContain('Situations orientées');
    await lea.goto(`${origin}${OWN}`);
    await unfold(lea, 'Prévoir une séance');
    await lea.locator('#date').fill('2027-03-18');
    await lea.locator('#lieu').fill('Mairie de Meaux');
    await press(lea, 'Prévoir la séance');
    expect(await main(lea)).toContain('Présentation du bilan annuel 2026');
    // The landlord's next table holds the dossiers of this session, without whoever withdrew, and without the letters' days.
    const nadia = await as('Nadia Roux');
    const rows = await sheetRows(
      await file(nadia, `${OWN}/seances/2027-03-18/bailleurs/habitat/tableau.xlsx`),
    );
    expect(rows.slice(1).map(([reference, nom]) => [reference, nom])).toEqual([
      ['H-1', 'Castel'],
      ['H-2', 'Diallo'],
    ]);
    expect(rows[1]?.[rows[0]?.indexOf('Lettre d’accord du') ?? 0]).toBe('');
  });
});

it.runIf(chromiumPath === undefined)(withoutChromium, () => {
  writeSync(2, `${withoutChromium}\n`);
});
