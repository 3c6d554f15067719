import { writeSync } from 'node:fs';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMails } from '../../cli/boxes/mails.ts';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { decisionAideSchema } from '../../shared/outbound/replies/decision-aide.ts';
import { readCase } from '../../shared/store/case-store.ts';
import { runCommand } from '../support/command.ts';
import { acknowledge, DRAWN, main, press, unfold } from '../support/gestures.ts';
import { docxText } from '../support/office.ts';
import { chromiumPath, openBrowser, personsOn, withoutChromium } from '../support/pages.ts';
import { readPdf } from '../support/pdf.ts';

/*
 * A CCAPEX by the pages alone, on a running hub: what partners send reaches its queue; a session, its opinion, its relevé; a decision on an aid, until
 * the body reads it and the case has it; a doctrinale session.
 */
const OWN = '/commissions/ccapex-nord';
const SEANCE = '2026-12-15';
const AT = `${OWN}/seances/${SEANCE}`;

let hub: LocalHub;
let origin: string;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let caseId = '';

let persons: ReturnType<typeof personsOn>;
const as = (name: string): Promise<Page> => persons.as(name);
const file = async (page: Page, path: string): Promise<Uint8Array> => {
  const answer = await page.context().request.get(`${origin}${path}`);
  expect([path, answer.status()]).toEqual([path, 200]);
  return answer.body();
};
const plan = async (page: Page, commission: string, date: string, type: string): Promise<void> => {
  await page.goto(`${origin}${commission}`);
  await unfold(page, 'Prévoir une séance');
  await page.locator('#date').fill(date);
  await page.locator('#lieu').fill('Préfecture de Melun, salle 3');
  await page.locator('#type').selectOption(type);
  await press(page, 'Prévoir la séance');
  await page.waitForURL(`${origin}${commission}/seances/${date}?fait=prevue`);
};
const mailsTo = async (mailbox: string, subject: RegExp) =>
  (await readMails(hub.endpoints.ses)).filter(
    (mail) => mail.destination.to.includes(mailbox) && subject.test(mail.subject),
  );
const attachedPdf = async (mailbox: string, subject: RegExp): Promise<string> => {
  const [mail] = await mailsTo(mailbox, subject);
  const content = mail?.attachments.find(({ contentType }) => contentType.includes('pdf'))?.content ?? '';
  return (await readPdf(new Uint8Array(Buffer.from(content, 'base64')))).text.replaceAll('\u00a0', ' ');
};

let sent = 0;
/** A partner's software puts a message on its queue. */
const send = async (sender: string, message: object): Promise<void> => {
  sent += 1;
  await clientsOf(hub.endpoints).sqs.send(
    new SendMessageCommand({
      QueueUrl: hub.queues.get(`passerelle-local-${sender}-intake`),
      MessageBody: JSON.stringify({ version: '1', sender, messageId: `${sender}-${sent}`, ...message }),
    }),
  );
  await hub.idle();
};
const aubry = {
  household: [{ nomNaissance: 'Aubry', prenoms: ['Claire'], dateNaissance: '1984-03-12' }],
  dwelling: { insee: '77284', commune: 'Meaux', postcode: '77100', street: '9 rue des Ursulines' },
};
const berthier = {
  household: [{ nomNaissance: 'Berthier', prenoms: ['Louis'], dateNaissance: '1971-09-02' }],
  dwelling: { insee: '77284', commune: 'Meaux', postcode: '77100', street: '4 rue Bossuet' },
};
/** What CAF reads on its queue, replies apart. */
const decisionsRead = async () => {
  const QueueUrl = hub.queues.get('passerelle-local-replies-caf');
  const found: unknown[] = [];
  for (;;) {
    const { Messages = [] } = await clientsOf(hub.endpoints).sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return found;
    for (const { Body = '' } of Messages) {
      const read: unknown = JSON.parse(Body);
      if (typeof read === 'object' && read !== null && 'kind' in read) found.push(read);
    }
  }
};

describe.skipIf(chromiumPath === undefined)('a CCAPEX', () => {
  beforeAll(async () => {
    hub = await startDemoHub({ assembly: await assemblyFor('local'), now: '2026-12-01T07:00:00.000Z' });
    origin = hub.outputs.get('PortalUrl') ?? '';
    browser = await openBrowser();
    persons = personsOn(hub, browser);
    await send('caf', {
      ...aubry,
      reference: 'IMP-2026-9001',
      actDate: '2026-11-02',
      allocataire: '7204999',
      loyer: 610,
      dette: 5200,
      signaleLe: '2026-11-02',
    });
    await send('msa', {
      ...berthier,
      reference: 'MSA-2026-9001',
      actDate: '2026-11-05',
      loyer: 540,
      dette: 1700,
      suites: ['saisineCcapex'],
    });
    await send('fsl', {
      ...aubry,
      kind: 'saisineCcapex',
      reference: 'FSL-2026-9001',
      actDate: '2026-11-20',
      criteres: ['relogementNecessaire'],
    });
    await send('caf', {
      ...aubry,
      kind: 'saisineCcapex',
      reference: 'IMP-2026-9001',
      actDate: '2026-11-25',
      objet: 'aideLogement',
      accompagnementLe: '2026-11-10',
    });
  }, 900_000);
  afterAll(async () => {
    await browser?.close();
    await hub?.stop();
  });

  it('reads what partners refer, puts it on an agenda, and asks Banque de France', async () => {
    const helene = await as('Hélène Vidal');
    await plan(helene, OWN, SEANCE, 'situations');
    await press(helene, 'Inviter les membres');
    await helene.getByRole('link', { name: 'CCAPEX Nord' }).first().click();
    await helene.getByRole('link', { name: 'Saisines', exact: true }).click();
    const queue = await main(helene);
    expect(queue).toContain('2 situations');
    expect(queue).toContain(
      'Département, FSL, le 20/11/2026 : relogement nécessaire, dette lourde (constaté)',
    );
    expect(queue).toContain('MSA Île-de-France, le 05/11/2026 : aucun critère dit');
    caseId =
      /77-2026-\d{6}/.exec((await helene.locator('tr', { hasText: 'AUBRY' }).textContent()) ?? '')?.[0] ?? '';
    await helene.getByLabel('AUBRY Claire').check(DRAWN);
    await helene.getByLabel('BERTHIER Louis').check(DRAWN);
    await press(helene, 'Inscrire les situations choisies');
    expect(await main(helene)).toContain('Rien n’attend');

    expect(await acknowledge(helene, `${origin}${AT}/liste`)).toContain(
      '2 situations, la plus urgente d’abord',
    );
    await helene.getByRole('link', { name: 'AUBRY Claire' }).click();
    await press(helene, 'Interroger la Banque de France');
    expect(await main(helene)).toContain('elle n’a pas encore répondu');
    await hub.idle();
    const [question] = await mailsTo('bdf@local.passerelle.example', /Une question/);
    expect(question?.body.text).toContain('Répondre');
    expect(`${question?.subject} ${question?.body.text}`).not.toContain('Aubry');

    const sophie = await as('Sophie Lambert');
    expect(await acknowledge(sophie, `${origin}${AT}/liste`)).not.toContain('BERTHIER');
    await sophie.getByRole('link', { name: 'AUBRY Claire' }).click();
    expect(await main(sophie)).not.toContain('5 200');
    await sophie.locator('[name="ouvert"][value="oui"]').check(DRAWN);
    await sophie.locator('#depuis').fill('2026-09-14');
    await press(sophie, 'Répondre à la commission');
    await helene.reload();
    expect(await main(helene)).toContain('Un dossier est ouvert depuis le 14/09/2026');

    const eric = await as('Éric Perrot');
    const msa = await acknowledge(eric, `${origin}${AT}/liste`);
    expect([msa.includes('BERTHIER'), msa.includes('AUBRY')]).toEqual([true, false]);
  });

  it('decides in the room, closes, and each member gets its own relevé', async () => {
    await hub.advanceTo(`${SEANCE}T13:00:00.000Z`);
    const helene = await as('Hélène Vidal');
    await helene.goto(`${origin}${AT}`);
    await press(helene, 'Ouvrir la séance');
    await helene.waitForURL(/\/salle\?fait=ouvrir/);
    const shown = helene.locator('[data-menage]:visible');
    expect(await shown.locator('h2').textContent()).toBe('AUBRY Claire');
    await shown.getByLabel(/^AVDL/).check(DRAWN);
    await shown.getByLabel(/^relogement/).check(DRAWN);
    await shown.locator('input[name="note"]').fill('Dossier COMED à compléter.');
    await shown.getByRole('button', { name: 'Enregistrer et passer à la suivante' }).click();
    expect(await shown.locator('h2').textContent()).toBe('BERTHIER Louis');
    await shown.getByLabel(/^aide du FSL/).check(DRAWN);
    await shown.getByRole('button', { name: 'Enregistrer et passer à la suivante' }).click();
    await helene.getByText('Tout est décidé').waitFor();
    await press(helene, 'Clore la séance');
    await helene.waitForURL(/\/releve\?fait=clore/);
    expect(await main(helene)).toContain(
      'Saisine20/11/2026, Département, FSL, relogement nécessaire, dette lourde',
    );
    await press(helene, 'Envoyer aux membres et à l’État');
    await hub.idle();

    const own = await attachedPdf('ccapex-nord@local.passerelle.example', /Relevé/);
    expect([own.includes('AUBRY Claire'), own.includes('BERTHIER Louis')]).toEqual([true, true]);
    const msa = await attachedPdf('msa@local.passerelle.example', /Relevé/);
    expect([msa.includes('BERTHIER Louis'), msa.includes('AUBRY'), msa.includes('COMED')]).toEqual([
      true,
      false,
      false,
    ]);
    const docx = await docxText(await file(helene, `${AT}/fichiers/releve.docx`));
    expect(docx).toContain('Relogement');
    const letters = (await readPdf(await file(helene, `${AT}/fichiers/lettres.pdf`))).text.replaceAll(
      '\n',
      ' ',
    );
    expect(letters).toContain('La commission recommande');
    const { documents } = clientsOf(hub.endpoints);
    const found = await readCase(documents, hub.outputs.get('TableName') ?? '', caseId);
    expect(found?.events.filter(({ kind }) => kind === 'avisCcapex')).toMatchObject([
      { recommandations: ['avdl', 'relogement'], actDate: SEANCE, commission: 'ccapex-nord' },
    ]);
  });

  it('follows what became of its opinion', async () => {
    const helene = await as('Hélène Vidal');
    await helene.goto(`${origin}${OWN}/avis`);
    const followed = await main(helene);
    expect(followed).toContain('L’AVDL va d’abord aux ménages reconnus DALO');
    expect(followed).toContain('aucun relogement connu');
    expect(followed).toContain('L’État n’a rien décidé du concours depuis');
  });

  it('decides on no aid before 2027, by the page or by the command', async () => {
    const helene = await as('Hélène Vidal');
    await helene.goto(`${origin}${OWN}/aides`);
    expect(await main(helene)).toContain('Rien ne se décide encore ici');
    await helene.getByRole('link', { name: 'AUBRY Claire' }).click();
    const page = await main(helene);
    expect(page).toContain('Il manque le diagnostic');
    expect(page).toContain('Rien n’est décidé : l’aide est maintenue');
    expect(await helene.getByRole('button', { name: 'Décider et notifier' }).count()).toBe(0);
    const told = await runCommand(
      'ccapex',
      ['aides', 'ccapex-nord', '--case', caseId, '--decision', 'maintien', '--by', 'Hélène Vidal'],
      {
        TABLE_NAME: hub.outputs.get('TableName') ?? '',
        MATCHING_KEY: [...hub.secrets.values()][0] ?? '',
        AWS_ENDPOINT_URL_DYNAMODB: hub.endpoints.dynamodb,
      },
    );
    // The command has the clock of this machine: it refuses until 2027.
    if (new Date().toISOString() < '2026-12-31T23:00:00.000Z')
      expect([told.code, told.err]).toEqual([2, expect.stringContaining('AVANT_2027')]);
  });

  it('suspends an aid in 2027: CAF reads it on its queue, and the case has the day of its notification', async () => {
    await hub.advanceTo('2027-03-03T09:00:00.000Z');
    await decisionsRead();
    const helene = await as('Hélène Vidal');
    await helene.goto(`${origin}${OWN}/aides/${caseId}`);
    expect(await main(helene)).toContain('Régime à confirmer');
    await helene.locator('[name="aide"][value="suspension"]').check(DRAWN);
    await press(helene, 'Décider et notifier');
    expect(await main(helene)).toContain('Dites au moins une raison');
    await helene.locator('[name="aide"][value="suspension"]').check(DRAWN);
    await helene.locator('[name="raisons"][value="loyerCourantNonRepris"]').check(DRAWN);
    await press(helene, 'Décider et notifier');
    await helene.waitForURL(/\/aides\?fait=decider/);
    await hub.idle();
    const read = (await decisionsRead()).map((one) => decisionAideSchema.parse(one));
    expect(read).toMatchObject([
      {
        decision: 'suspension',
        raisons: ['loyerCourantNonRepris'],
        reference: 'IMP-2026-9001',
        allocataire: '7204999',
        decideeLe: '2027-03-03',
        notifieeLe: '2027-03-03',
        effetLe: '2027-04-01',
      },
    ]);
    await helene.goto(`${origin}${OWN}/aides`);
    expect(await main(helene)).toMatch(
      /suspension de l'aide : loyer courant non repris03\/03\/2027CAF de Seine-et-Marne03\/03\/202701\/04\/2027/,
    );
    await hub.advanceTo('2027-03-04T07:00:00.000Z');
    const { documents } = clientsOf(hub.endpoints);
    const found = await readCase(documents, hub.outputs.get('TableName') ?? '', caseId);
    expect(found?.events.filter(({ kind }) => kind === 'decisionCcapex')).toMatchObject([
      { aide: 'suspension', actDate: '2027-03-03', notifieeLe: '2027-03-03', by: 'Hélène Vidal' },
    ]);
    expect(Object.values(hub.deadLetters()).every((n) => n === 0)).toBe(true);
  });

  it('tells cases in the morning of what was handed over, though nobody opened a page', async () => {
    const helene = await as('Hélène Vidal');
    await helene.goto(`${origin}${OWN}/aides/${caseId}`);
    await helene.locator('[name="aide"][value="maintien"]').check(DRAWN);
    await press(helene, 'Décider et notifier');
    await helene.waitForURL(/\/aides\?fait=decider/);
    await hub.advanceTo('2027-03-05T07:00:00.000Z');
    const { documents } = clientsOf(hub.endpoints);
    const found = await readCase(documents, hub.outputs.get('TableName') ?? '', caseId);
    expect(found?.events.filter(({ kind }) => kind === 'decisionCcapex')).toHaveLength(2);
  });

  it('holds a doctrinale session: minutes by point, a relevé to the members', async () => {
    const date = hub.now().slice(0, 10);
    const central = '/commissions/ccapex-77';
    const at = `${central}/seances/${date}`;
    const helene = await as('Hélène Vidal');
    await plan(helene, central, date, 'doctrinale');
    expect(await acknowledge(helene, `${origin}${at}`)).toContain('Bilan de la charte et de ses indicateurs');
    await press(helene, 'Ouvrir la séance');
    await helene.goto(`${origin}${at}`);
    await helene.getByLabel('Bilan du FSL').fill('Le FSL est consommé à 82 %.\nUn point en juin.');
    await press(helene, 'Enregistrer le compte rendu');
    await press(helene, 'Clore la séance');
    await helene.waitForURL(/\/releve\?fait=clore/);
    await press(helene, 'Envoyer aux membres et à l’État');
    await hub.idle();
    const pdf = await attachedPdf(
      'fsl@local.passerelle.example',
      /Relevé de décisions de la séance du vendredi 5 mars/,
    );
    expect(pdf).toContain('Le FSL est consommé à 82 %.');
    const docx = await docxText(await file(helene, `${at}/fichiers/releve.docx`));
    expect(docx).toContain('Un point en juin.');
    // A form that is sent back says 422, and a browser's console with it.
    const wrongs = (persons.windowOf('Hélène Vidal')?.wrongs() ?? []).filter((one) => !one.includes('422'));
    expect(wrongs).toEqual([]);
  });
});

it.runIf(chromiumPath === undefined)(withoutChromium, () => {
  writeSync(2, `${withoutChromium}\n`);
});
