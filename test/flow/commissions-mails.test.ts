import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNotify, itemSchema, type NotifyDeps } from '../../functions/notify/notify.ts';
import { keepCommission } from '../../shared/cases/commissions/register.ts';
import { annulerSeance } from '../../shared/cases/commissions/seances.ts';
import { veillerSeances } from '../../shared/cases/commissions/veille.ts';
import type { Courriel } from '../../shared/store/commissions.ts';
import { createMarkCourrielSent } from '../../shared/store/delivery.ts';
import { AT, aRow, aTable, type Clpil, CODE, OWN, SEANCE, startClpil, upload } from '../support/clpil.ts';
import { aContact, aDesk } from '../support/notices.ts';
import { readPdf } from '../support/pdf.ts';

const CASTEL = aRow('H-1', ['Castel', 'Ana', '12/03/1984'], '9 rue des Ursulines');
const DIALLO = aRow('H-2', ['Diallo', 'Moussa', '28/02/1990'], '4 rue Bossuet');
const FABRE = aRow('F-1', ['Fabre', 'Rachid', '14/09/1968'], '2 quai Sadi-Carnot');
const NAMES = /castel|diallo|fabre|ursulines|bossuet|carnot/i;
const MEAUX = 'sp-meaux-expulsionslocatives@seine-et-marne.gouv.fr';
const MEMBERS = [
  'association-exemple@exemple.fr',
  'bailleur-foyers-exemple@exemple.fr',
  'bailleur-habitat-exemple@exemple.fr',
  'ccas-meaux@exemple.fr',
  'clpil-meaux@exemple.fr',
  'mds-meaux@exemple.fr',
  'ville@exemple.fr',
];

let clpil: Clpil;
const written = async (genre: Courriel['genre'], date = SEANCE): Promise<Courriel[]> =>
  (await clpil.store.courriels(CODE, date)).filter((one) => one.genre === genre);

describe('the watch tells what a session calls for', () => {
  beforeAll(async () => {
    clpil = await startClpil('2027-01-04T08:00:00.000Z');
    await clpil.plan();
  });
  afterAll(() => clpil?.stop());
  const watch = async (today: string): Promise<number> =>
    veillerSeances(clpil.store, clpil.deps.boites, today, `${today}T05:00:00.000Z`);
  const toldBy = async (genre: Courriel['genre']) =>
    (await written(genre)).map(({ mailbox }) => mailbox).toSorted();
  const BOTH = ['bailleur-foyers-exemple@exemple.fr', 'bailleur-habitat-exemple@exemple.fr'];

  it('nothing before its day', async () => {
    expect(await watch('2027-01-26')).toBe(0);
  });
  it('landlords that their letters are to leave, a week before the last day, once', async () => {
    expect(await watch('2027-01-27')).toBe(2);
    expect(await toldBy('lettresBientot')).toEqual(BOTH);
    expect([await watch('2027-01-27'), await watch('2027-01-28'), await watch('2027-02-03')]).toEqual([
      0, 0, 0,
    ]);
    expect(await watch('2027-02-10')).toBe(0);
  });
  it('the landlord whose list has not gone, a week before it is due, once', async () => {
    await clpil.put([], { listes: { habitat: { transmiseLe: '2027-02-10', lot: 1 } } });
    expect(await watch('2027-02-11')).toBe(1);
    expect(await toldBy('listeBientot')).toEqual(['bailleur-foyers-exemple@exemple.fr']);
    expect([await watch('2027-02-18'), await watch('2027-02-19'), await watch('2027-03-18')]).toEqual([
      0, 0, 0,
    ]);
  });
  it('fifteen days after it, that the relevé is missing, to who writes it and to the State, once', async () => {
    expect(await watch('2027-04-01')).toBe(0);
    expect(await watch('2027-04-02')).toBe(2);
    expect(await toldBy('releveManquant')).toEqual(['clpil-meaux@exemple.fr', 'etat-771@etat.example']);
    expect([await watch('2027-04-02'), await watch('2027-04-20')]).toEqual([0, 0]);
  });
  it('tells late what it could not tell before, as long as it is of use', async () => {
    await clpil.plan('2027-09-16');
    expect(await watch('2027-08-02')).toBe(0);
    await clpil.plan('2027-09-17');
    // The last day for the letters of 17 September.
    expect(await watch('2027-08-02')).toBe(2);
    expect((await written('lettresBientot', '2027-09-16')).length).toBe(0);
  });
  it('nothing of a session that is cancelled, nor of one whose relevé went', async () => {
    await clpil.plan('2027-11-18');
    const cancelled = await annulerSeance(clpil.deps, await clpil.en('2027-11-18'), [], clpil.answer());
    expect(cancelled.kind).toBe('fait');
    const releve = { by: 'Léa', at: '2027-09-20T08:00:00.000Z' };
    for (const date of ['2027-09-16', '2027-09-17']) await clpil.put([], { etat: 'close', releve }, date);
    expect([await watch('2027-10-04'), await watch('2027-10-18'), await watch('2027-12-03')]).toEqual([
      0, 0, 0,
    ]);
  });
});

describe('the mails of a session', () => {
  type Sent = {
    to: string;
    subject: string;
    text: string;
    html: string;
    files: Parameters<NotifyDeps['send']>[0]['attachments'];
  };
  const sent: Sent[] = [];
  /** What is due of a session goes, by the hub's own function. */
  const deliver = async (): Promise<Sent[]> => {
    const { client, table, clock } = clpil.portal;
    const from = sent.length;
    const notify = createNotify({
      policy: { stage: 'prod' },
      desk: async () => aDesk(),
      caseUrlBase: 'https://passerelle.example/dossiers/',
      from: 'hub@hub.example',
      contact: aContact,
      configurationSet: 'mails',
      send: async ({ subject, text, html, attachments }, { to }) => {
        sent.push({ to, subject, text, html, files: attachments });
        return `ses-${sent.length}`;
      },
      markSent: async () => {},
      markDigestSent: async () => {},
      gather: async () => {},
      seanceOf: async ({ commission, date }) => {
        const found = await clpil.store.get(commission);
        const seance = await clpil.store.seance(commission, date);
        const situations = await clpil.store.situations(commission, date);
        return found && seance && { commission: found, seance, situations };
      },
      markCourrielSent: createMarkCourrielSent(client, table),
      portail: 'https://passerelle.example',
      markDemandeSent: async () => {},
      markUnaddressed: async () => {},
      now: () => clock.now,
    });
    for (const item of await clpil.portal.store.items('COURRIEL')) await notify(itemSchema.parse(item));
    return sent.slice(from);
  };
  const mailboxes = (mails: readonly Sent[]): string[] => mails.map(({ to }) => to).toSorted();
  const run = async (faire: string, date = SEANCE) =>
    (await clpil.as('secretariat')).post(`${OWN}/seances/${date}`, { faire });
  const icsOf = ({ files }: Sent): string =>
    Buffer.from(files[0]?.content ?? '')
      .toString('utf8')
      .replaceAll('\r\n ', '');
  const pdfOf = async ({ files }: Sent): Promise<string> =>
    (await readPdf(Buffer.from(files[0]?.content ?? ''))).text;
  const fieldOf = (ics: string, name: string): string =>
    new RegExp(`^${name}:(.*)$`, 'm').exec(ics)?.[1]?.trim() ?? '';
  const sequences: number[] = [];

  beforeAll(async () => {
    clpil = await startClpil('2027-02-10T08:00:00.000Z');
    await clpil.plan();
  });
  afterAll(() => clpil?.stop());

  it('invite each member, with a file for their calendar, and a slot a landlord', async () => {
    const lea = await clpil.as('secretariat');
    await lea.post(AT, {
      faire: 'changer',
      heure: '14:00',
      lieu: 'Mairie',
      points: 'Accueil',
      'creneau-foyers': '15:30',
    });
    expect((await run('convoquer')).status).toBe(303);
    const mails = await deliver();
    expect(mailboxes(mails)).toEqual(MEMBERS);
    for (const mail of mails) {
      const ics = icsOf(mail);
      expect(mail.subject).toContain('Invitation à la séance du jeudi 18 mars 2027 à 14 h 00');
      expect(mail.text).toContain('Passage : Foyers Exemple : 15 h 30');
      expect(mail.text).toContain('- Accueil');
      expect(mail.text).toContain(`https://passerelle.example${AT}`);
      expect([mail.files.length, mail.files[0]?.contentType]).toEqual([
        1,
        expect.stringContaining('method=PUBLISH'),
      ]);
      expect([fieldOf(ics, 'METHOD'), fieldOf(ics, 'UID')]).toEqual([
        'PUBLISH',
        `seance-${CODE}-${SEANCE}@passerelle`,
      ]);
      expect(ics).toMatch(/DTSTART:20270318T130000Z/);
    }
    sequences.push(Number(fieldOf(icsOf(mails[0] ?? unknown), 'SEQUENCE')));
  });
  const unknown: Sent = { to: '', subject: '', text: '', html: '', files: [] };

  it('are sent once: what went is left alone', async () => {
    expect(await deliver()).toEqual([]);
    expect((await written('convocation')).map(({ status }) => status)).toEqual(MEMBERS.map(() => 'sent'));
  });

  it('invite again when what was told has changed, in the place of the first', async () => {
    clpil.portal.clock.now = '2027-02-10T09:00:00.000Z';
    const lea = await clpil.as('secretariat');
    await lea.post(AT, { faire: 'changer', heure: '09:30', lieu: 'MDS', points: '' });
    await run('convoquer');
    const mails = await deliver();
    expect(mailboxes(mails)).toEqual(MEMBERS);
    const ics = icsOf(mails[0] ?? unknown);
    expect(ics).toMatch(/DTSTART:20270318T083000Z/);
    expect([fieldOf(ics, 'UID'), fieldOf(ics, 'LOCATION')]).toEqual([
      `seance-${CODE}-${SEANCE}@passerelle`,
      'MDS',
    ]);
    expect(Number(fieldOf(ics, 'SEQUENCE'))).toBeGreaterThan(sequences[0] ?? Number.NaN);
  });

  it('tell the members that are no landlord’s that a list has gone, without it', async () => {
    for (const [landlord, rows] of [
      ['habitat', [CASTEL, DIALLO]],
      ['foyers', [FABRE]],
    ] as const) {
      const person = await clpil.as(landlord);
      await upload(person, landlord, await aTable(rows));
      await person.post(`${AT}/bailleurs/${landlord}`, { faire: 'transmettre' });
      const mails = await deliver();
      expect(mailboxes(mails)).toEqual(MEMBERS.filter((one) => !one.startsWith('bailleur')));
      expect(mails.flatMap(({ files }) => files)).toEqual([]);
      expect(mails[0]?.subject).toContain('Liste des situations de la séance');
    }
  });

  it('remind whoever has said nothing of a list that came in time', async () => {
    const karim = await clpil.as('mds');
    const [first] = await clpil.situations();
    await karim.post(`${AT}/situations/${first?.id}`, { faire: 'contribuer', connu: 'oui', texte: 'suivie' });
    expect((await run('rappeler')).status).toBe(303);
    const mails = await deliver();
    expect(mailboxes(mails)).toEqual([
      'association-exemple@exemple.fr',
      'ccas-meaux@exemple.fr',
      'clpil-meaux@exemple.fr',
      'ville@exemple.fr',
    ]);
  });

  it('give the relevé to each member and to the State, as a PDF of what each may see; the absent the table', async () => {
    clpil.portal.clock.now = '2027-03-18T13:00:00.000Z';
    const lea = await clpil.as('secretariat');
    await lea.post(AT, {
      faire: 'ouvrir',
      'presence-commune': 'absent',
      'presence-asll': 'excuse',
      'presence-foyers': 'absent',
    });
    await lea.post(`${AT}/confidentialite`, { lu: 'oui' });
    for (const { id } of await clpil.situations())
      await lea.post(`${AT}/situations/${id}`, {
        faire: 'decider',
        issues: 'accompagnement|mds',
        note: 'Notabil',
        vue: '',
      });
    await run('clore');
    expect((await run('releve')).status).toBe(303);
    const mails = await deliver();
    const releves = mails.filter(({ subject }) => subject.includes('Relevé de décisions'));
    const tables = mails.filter(({ subject }) => subject.includes('Tableau annoté'));
    expect(mailboxes(releves)).toEqual([...MEMBERS, MEAUX].toSorted());
    expect(mailboxes(tables)).toEqual(['association-exemple@exemple.fr', 'ville@exemple.fr']);
    expect(tables.flatMap(({ files }) => files)).toEqual([]);
    for (const mail of releves) {
      const pdf = (await pdfOf(mail)).replaceAll('\n', ' ');
      const isHabitat = mail.to.startsWith('bailleur-habitat');
      const isFoyers = mail.to.startsWith('bailleur-foyers');
      const isSocial = !isHabitat && !isFoyers && mail.to !== 'ville@exemple.fr';
      expect([
        mail.to,
        /CASTEL/.test(pdf),
        /DIALLO/.test(pdf),
        /FABRE/.test(pdf),
        /Notabil/.test(pdf),
      ]).toEqual([mail.to, !isFoyers, !isFoyers, !isHabitat, isSocial]);
      expect(pdf).toContain('Accompagnement social (MDS)');
    }
  });

  it('give a relevé that is sent after a withdrawal without whoever withdrew, though it was asked before', async () => {
    const asked = (await run('releve')).status;
    const castel = (await clpil.situations()).find(({ reference }) => reference === 'H-1');
    await (await clpil.as('secretariat')).post(`${AT}/situations/${castel?.id}`, { faire: 'retirer' });
    const mails = (await deliver()).filter(({ subject }) => subject.includes('Relevé'));
    expect([asked, mails.length]).toEqual([303, 8]);
    for (const mail of mails) expect(await pdfOf(mail)).not.toMatch(/castel|ursulines/i);
  });

  it('give no household to a mailbox whose member has left the commission before it went', async () => {
    clpil.portal.clock.now = '2027-03-18T14:00:00.000Z';
    await run('releve');
    const { commission } = clpil;
    const membres = commission.membres.filter(({ id }) => id !== 'foyers');
    expect((await keepCommission(clpil.deps, { ...commission, membres }, clpil.answer())).kind).toBe('kept');
    const mails = (await deliver()).filter(({ subject }) => subject.includes('Relevé'));
    expect(mails.find(({ to }) => to.startsWith('bailleur-foyers'))?.files).toEqual([]);
    const toState = mails.find(({ to }) => to === MEAUX) ?? unknown;
    expect(await pdfOf(toState)).toContain('DIALLO');
    await keepCommission(clpil.deps, commission, clpil.answer());
  });

  it('take a cancelled session out of calendars, of who had been invited', async () => {
    const next = '2027-06-17';
    await clpil.plan(next);
    expect((await run('annuler', next)).status).toBe(303);
    expect(await deliver()).toEqual([]);
    const other = '2027-06-18';
    await clpil.plan(other);
    await run('convoquer', other);
    await deliver();
    clpil.portal.clock.now = '2027-03-18T15:00:00.000Z';
    await run('annuler', other);
    const mails = await deliver();
    expect(mailboxes(mails)).toEqual(MEMBERS);
    for (const mail of mails) {
      const ics = icsOf(mail);
      expect(mail.subject).toContain('n’aura pas lieu');
      expect(mail.files[0]?.contentType).toContain('method=CANCEL');
      expect([fieldOf(ics, 'METHOD'), fieldOf(ics, 'STATUS'), fieldOf(ics, 'UID')]).toEqual([
        'CANCEL',
        'CANCELLED',
        `seance-${CODE}-${other}@passerelle`,
      ]);
    }
  });

  it('name no household, in no subject, text or file’s name: a mail is no safe', () => {
    expect(sent.length).toBeGreaterThan(40);
    for (const { to, subject, text, html, files } of sent) {
      expect([
        to,
        subject,
        NAMES.test(`${subject}${text}${html}${files.map(({ filename }) => filename).join()}`),
      ]).toEqual([to, subject, false]);
    }
  });
});
