import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { formsOf } from '../../functions/portal/forms/wire-form.ts';
import { portalRoutes } from '../../functions/portal/routes.ts';
import { addDays, dateInFrench } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { huissier } from '../../shared/intake/partners/huissier/partner.ts';
import { announcePiece } from '../../shared/intake/pieces/announce.ts';
import { createPieceRegister } from '../../shared/store/pieces.ts';
import { formOf } from '../support/browser.ts';
import { startDesk, textOf, uploadFormIn } from '../support/desk.ts';
import { aClerkOf, anAdministrator, anAgentOf } from '../support/portal.ts';

/** What an étude does on its pages, from an empty register to a receipt: S3, the scan and the intake are the hub's own. */
const PDF = readFileSync(join(import.meta.dirname, '../fixtures/demo/files/acte.pdf'));
const NOT_PDF = readFileSync(join(import.meta.dirname, '../fixtures/demo/files/pas-un-pdf.pdf'));
const ETUDE = 'etude-girard-provins';
const OTHER = 'etude-moreau-meaux';
const CLOSED = 'etude-ancienne-melun';
const clerk = 'paul.girard@exemple.fr';

let desk: Awaited<ReturnType<typeof startDesk>>;
beforeAll(async () => {
  desk = await startDesk(
    [
      { mail: clerk, name: 'Paul Girard', rights: [aClerkOf(ETUDE)] },
      { mail: 'moreau@exemple.fr', name: 'Lise Moreau', rights: [aClerkOf(OTHER)] },
      { mail: 'ancienne@exemple.fr', name: 'Jean Vieux', rights: [aClerkOf(CLOSED)] },
      { mail: 'agent@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('773')] },
      { mail: 'admin@exemple.fr', name: 'Claire Martin', rights: [anAdministrator] },
    ],
    [
      { code: ETUDE, name: 'Étude Girard' },
      { code: OTHER, name: 'Étude Moreau' },
      { code: CLOSED, name: 'Étude ancienne', to: '2026-02-01' },
    ],
  );
}, 240_000);
afterAll(() => desk?.stop());
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

const today = (): string => parisDay(desk.portal.clock.now);
const at = (path: string, etude = ETUDE): string => `/partenaires/${etude}/depots${path}`;
let number = 0;
/** An act as a clerk types it: French dates and amounts, a household of its own. */
const act = (over: Record<string, string> = {}): Record<string, string> => {
  number += 1;
  const own = [...String(number)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('');
  return {
    reference: `DOS-${number}`,
    actDate: today(),
    'bailleur-nom': 'Habitat Exemple',
    tribunal: 'Tribunal judiciaire de Melun',
    dateAudience: addDays(today(), 90),
    dette: '2 449,60',
    'household-0-nomNaissance': `Duval${own}`,
    'household-0-prenoms': 'Marie, Anne',
    'household-0-dateNaissance': '1980-05-17',
    'dwelling-street': `${number} rue des Tilleuls ${own}`,
    'dwelling-postcode': '77160',
    'dwelling-commune': 'Provins',
    ...over,
  };
};
const signIn = (mail = clerk) => desk.portal.signIn(mail);
type Person = Awaited<ReturnType<typeof signIn>>;
const announce = async (paul: Person, fields = act(), nature = 'assignation'): Promise<string> => {
  const answer = await paul.post(at(`/nouveau?acte=${nature}`), fields);
  expect(answer.status, textOf(answer.html)).toBe(303);
  return answer.to ?? '';
};
const idOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const keyOf = (path: string): string => `${ETUDE}/api/${idOf(path)}.pdf`;
/** A piece that is registered: announced, sent, scanned, read. */
const deposit = async (paul: Person, fields = act(), nature = 'assignation'): Promise<string> => {
  const path = await announce(paul, fields, nature);
  await desk.upload((await paul.get(path)).html, PDF);
  await desk.scan(keyOf(path));
  return path;
};
const item = async (path: string) => {
  const found = await desk.intake.table.items('PIECE');
  return found.find(({ pieceId }) => pieceId === idOf(path));
};

describe('an étude', () => {
  it('announces an act, sends its file, sees what became of it and reads its receipt', async () => {
    const paul = await signIn();
    expect((await paul.get(at(''))).html).toContain('Aucune pièce aujourd’hui');
    const chosen = await paul.get(at('/nouveau'));
    for (const { title } of formsOf(huissier)) expect(textOf(chosen.html)).toContain(title);
    const form = await paul.get(at('/nouveau?acte=assignation'));
    for (const name of ['reference', 'actDate', 'tribunal', 'dateAudience', 'dette', 'bailleur-nom'])
      expect(form.html).toContain(`name="${name}"`);

    const path = await announce(paul, act({ reference: 'DOS-A' }));
    const page = await paul.get(path);
    expect(textOf(page.html)).toContain('Fichier attendu');
    const back = await desk.upload(page.html, PDF);
    expect(back).toMatch(new RegExp(`^${path}\\?envoi=fait&bucket=.*&etag=`));
    // What S3 adds to the address is dropped.
    expect((await paul.get(back)).to).toBe(`${path}?envoi=fait`);
    const sent = await paul.get(`${path}?envoi=fait`);
    expect(textOf(sent.html)).toContain('En cours d’analyse');
    expect(uploadFormIn(sent.html)).toBeUndefined();
    expect((await paul.get(`${path}/accuse`)).status).toBe(404);

    await desk.scan(keyOf(path));
    const ended = await paul.get(`${path}?envoi=fait`);
    expect(textOf(ended.html)).toContain('Enregistrée');
    expect(textOf(ended.html)).toContain(`Accusé d’enregistrement n° ${idOf(path)}`);
    expect(textOf(ended.html)).toContain('Paul Girard');
    const receipt = await paul.get(`${path}/accuse`);
    expect(receipt.headers.get('content-type')).toBe('application/pdf');
    expect(receipt.headers.get('content-disposition')).toContain(`accuse-${idOf(path)}.pdf`);
    expect(receipt.html.startsWith('%PDF-')).toBe(true);
    const list = await paul.get(at(''));
    expect(list.html).toContain(path);
    expect(textOf(list.html)).toMatch(/Assignation.*DOS-A.*Enregistrée.*par Paul Girard/);
    expect(await item(path)).toMatchObject({ status: 'accepted', by: { name: 'Paul Girard' } });
  });

  it('that chooses no act is told to', async () => {
    const paul = await signIn();
    const first = await paul.get(at('/nouveau'));
    expect(first.html).toContain('<input type="hidden" name="choix" value="fait"');
    expect(first.html).toContain('<title>Déposer une pièce');
    // A browser sends the radios of a form only once one is chosen.
    const answer = await paul.get(at('/nouveau?choix=fait'));
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('<title>Erreur : Déposer une pièce');
    expect(answer.html).toMatch(/<a href="#acte[^"]*">Choisissez l’acte\.<\/a>/);
    expect((await paul.get(at('/nouveau?choix=fait&acte=assignation'))).status).toBe(200);
  });

  it('has the same piece, by the same number, as one announced with the same data over HTTP', async () => {
    const paul = await signIn();
    const path = await announce(paul);
    const register = createPieceRegister(desk.intake.table.client, desk.intake.table.table, 90);
    const known = await item(path);
    const again = await announcePiece(
      { register, now: () => desk.portal.clock.now },
      { etude: ETUDE, data: String(known?.data) },
    );
    expect(again).toMatchObject({ kind: 'awaited', pieceId: idOf(path) });
  });

  it('that sends a form twice has one piece', async () => {
    const paul = await signIn();
    const fields = act();
    expect(await announce(paul, fields)).toBe(await announce(paul, fields));
    const reference = fields.reference ?? '';
    const all = await desk.intake.table.items('PIECE');
    expect(all.filter((one) => one.reference === reference)).toHaveLength(1);
  });

  it('reads what is wrong beside each field, in words, and loses nothing of what was typed', async () => {
    const paul = await signIn();
    const answer = await paul.post(
      at('/nouveau?acte=assignation'),
      act({
        reference: '',
        actDate: addDays(today(), 3),
        dette: 'mille euros',
        dateAudience: '1830-01-01',
        'household-0-nomNaissance': '',
        'household-2-prenoms': 'Zoé',
        'dwelling-street': '1 rue <b>Hostile</b> "& Cie"',
      }),
    );
    expect(answer.status).toBe(422);
    expect(answer.html).toMatch(/<title>Erreur : /);
    const beside = (name: string): string =>
      textOf(new RegExp(`id="${name}-erreur">(.*?)</p>`, 's').exec(answer.html)?.[1] ?? '');
    expect(beside('reference')).toBe('Votre référence : à renseigner.');
    expect(beside('household-0-nomNaissance')).toMatch(/^Nom de naissance : .*un nom d’usage/);
    expect(beside('dette')).toBe('Dette, en euros : un montant, par exemple 1 234,56.');
    expect(answer.html).toContain('value="mille euros"');
    expect(answer.html).toContain('1 rue &lt;b&gt;Hostile&lt;/b&gt; &quot;&amp; Cie&quot;');
    const second = await paul.post(
      at('/nouveau?acte=assignation'),
      act({ actDate: addDays(today(), 3), dateAudience: '1830-01-01', 'household-2-prenoms': 'Zoé' }),
    );
    expect(second.status).toBe(422);
    const text = textOf(second.html);
    expect(text).toContain('Date de l’acte ou du fait : La date de l’acte est dans le futur.');
    expect(text).toMatch(/Date de l’audience : Date trop ancienne ou trop lointaine/);
    expect(second.html).toMatch(/<details[^>]*open[^>]*>\s*<summary>Troisième personne/);
    expect(second.html).toContain('href="#household-2-nomNaissance"');
    expect(text).toMatch(/Nom de naissance, 3e personne/);
  });

  it('is asked once of what may be a slip, and may say that it is so', async () => {
    const paul = await signIn();
    const fields = act({ dateAudience: addDays(today(), -10) });
    const asked = await paul.post(at('/nouveau?acte=assignation'), fields);
    expect(asked.status).toBe(422);
    expect(textOf(asked.html)).toMatch(/Date de l’audience : .*une audience le jour de l’acte ou après/);
    const path = await announce(paul, { ...fields, confirme: 'oui' });
    expect(JSON.parse(String((await item(path))?.data)).dateAudience).toBe(fields.dateAudience);
  });

  it.each([
    ['77390', '', /choisissez-la parmi les \d+ du code postal 77390/],
    ['77390', 'Ozouer-Imaginaire', /« Ozouer-Imaginaire » n’est pas reconnue/],
    ['', '', /Code postal : indiquez celui du logement/],
    ['77999', '', /n’est d’aucune commune de Seine-et-Marne/],
    ['75011', 'Paris', /Le logement est dans le département Paris \(75\)/],
  ])('whose postal code %s with «%s» tells no commune is asked at once', async (postcode, commune, said) => {
    const paul = await signIn();
    const fields = act({ 'dwelling-postcode': postcode, 'dwelling-commune': commune });
    const asked = await paul.post(at('/nouveau?acte=assignation'), fields);
    expect(asked.status).toBe(422);
    expect(textOf(asked.html)).toMatch(said);
    const insee = /name="dwelling-insee" value="(\d{5})"/.exec(asked.html)?.[1];
    expect(insee !== undefined).toBe(postcode === '77390');
    if (insee === undefined) return;
    const path = await announce(paul, { ...fields, 'dwelling-insee': insee });
    expect(JSON.parse(String((await item(path))?.data)).dwelling).toMatchObject({ postcode, insee });
  });

  it('whose file is none is told why, and sends a better one for the same piece', async () => {
    const paul = await signIn();
    const path = await announce(paul);
    await desk.upload((await paul.get(path)).html, NOT_PDF);
    await desk.scan(keyOf(path));
    const refused = await paul.get(`${path}?envoi=fait`);
    expect(textOf(refused.html)).toMatch(/Refusée.*Pourquoi Le fichier : /);
    await desk.upload(refused.html, PDF);
    await desk.scan(keyOf(path));
    expect(textOf((await paul.get(path)).html)).toContain('Accusé d’enregistrement');
    expect(await item(path)).toMatchObject({ status: 'accepted', by: { name: 'Paul Girard' } });
  });

  it('whose file holds a virus is told so', async () => {
    const paul = await signIn();
    const path = await announce(paul);
    await desk.upload((await paul.get(path)).html, PDF);
    await desk.scan(keyOf(path), 'THREATS_FOUND');
    expect(textOf((await paul.get(path)).html)).toMatch(/Refusée.*logiciel malveillant/);
  });

  it('replaces a bad scan: another piece of the same act, and each says which is which', async () => {
    const paul = await signIn();
    const first = await deposit(paul);
    const replaced = await paul.post(`${first}/remplacer`);
    expect((await paul.post(`${first}/remplacer`)).to).toBe(replaced.to);
    const second = replaced.to ?? '';
    expect(second).not.toBe(first);
    const awaited = await paul.get(second);
    expect(textOf(awaited.html)).toMatch(
      new RegExp(`Remplace la pièce n° ${idOf(first)} \\. Rien n’est remplacé tant que .* Renoncer`),
    );
    expect(textOf((await paul.get(at(''))).html)).toContain(`pour remplacer la pièce n° ${idOf(first)}`);
    await desk.upload((await paul.get(second)).html, Buffer.concat([PDF, Buffer.from('\n%2\n')]));
    await desk.scan(keyOf(second));
    expect(await item(second)).toMatchObject({ status: 'accepted', replaces: idOf(first) });
    expect(textOf((await paul.get(first)).html)).toContain('Ce fichier a été remplacé');
    const page = textOf((await paul.get(second)).html);
    expect(page).toMatch(new RegExp(`Fichiers de cet acte.*${idOf(second)} \\(celle-ci\\).*${idOf(first)}`));
    // The act is one: EXPLOC awaits one receipt.
    expect(page).not.toContain('Renoncer');
    const acts = (await paul.get(at('/exploc'))).html;
    expect(acts).toContain(`${first}/recepisse`);
    expect(acts).not.toContain(`${second}/recepisse`);
  });

  it('takes again, for its next act, what it told of the same file, and nothing of the case', async () => {
    const paul = await signIn();
    const first = await deposit(paul, act({ reference: 'DOS-SUITE', dette: '1 000' }));
    const next = await paul.get(at(`/nouveau?acte=renvoiAudience&depuis=${idOf(first)}`));
    expect(next.html).toContain('value="DOS-SUITE"');
    expect(next.html).toContain('value="Marie, Anne"');
    expect(next.html).toContain('value="77160"');
    expect(next.html).not.toMatch(/name="actDate"[^>]*value="2/);
    const lise = await signIn('moreau@exemple.fr');
    const others = await lise.get(at(`/nouveau?acte=renvoiAudience&depuis=${idOf(first)}`, OTHER));
    expect(others.status).toBe(200);
    expect(others.html).not.toContain('DOS-SUITE');
  });

  it('reads its days one by one', async () => {
    const paul = await signIn();
    const yesterday = addDays(today(), -1);
    expect((await paul.get(at(`?jour=${yesterday}`))).html).toContain('Aucune pièce ce jour-là');
    // No day, and none to come: today.
    for (const day of ['hier', '2026-13-45', addDays(today(), 1), '%3Cscript%3E'])
      expect((await paul.get(at(`?jour=${day}`))).html).toContain('Aujourd’hui');
  });
});

describe('EXPLOC', () => {
  it('is told of acts that await a receipt; one is noted, corrected, taken back', async () => {
    const paul = await signIn();
    const path = await deposit(paul, act({ reference: 'DOS-EXPLOC' }));
    expect((await paul.get(at('/exploc'))).html).toContain('DOS-EXPLOC');
    const wrong = await paul.post(`${path}/recepisse`, { numero: '', date: addDays(today(), -1) });
    expect(wrong.status).toBe(422);
    expect(textOf(wrong.html)).toContain('Numéro du récépissé : à renseigner.');
    const early = await paul.post(`${path}/recepisse`, {
      numero: 'EXP-2026-0045127',
      date: addDays(today(), -1),
    });
    expect(textOf(early.html)).toContain('Le récépissé serait d’avant l’acte.');
    expect(early.html).toContain('value="EXP-2026-0045127"');

    const noted = await paul.post(`${path}/recepisse`, { numero: 'EXP-2026-0045127', date: today() });
    expect(noted.to).toBe(path);
    expect(textOf((await paul.get(path)).html)).toContain('Récépissé EXP-2026-0045127');
    expect((await paul.get(at('/exploc'))).html).not.toContain('DOS-EXPLOC');
    await desk.intake.drain();
    const events = await desk.intake.table.items('EVENT');
    expect(events.map(({ event }) => Object(event))).toContainEqual(
      expect.objectContaining({ kind: 'receptionPrefet', reference: 'DOS-EXPLOC' }),
    );

    const export_ = await paul.get(at(`/exploc/export?jour=${today()}`));
    expect(export_.headers.get('content-type')).toContain('text/csv');
    expect(export_.html).toContain('EXP-2026-0045127');
    await paul.post(`${path}/recepisse/retrait`);
    expect((await paul.get(at('/exploc'))).html).toContain('DOS-EXPLOC');
  });
});

describe('the acts for EXPLOC', () => {
  it('are in the order of their dates, in French, each in a commune that is named', async () => {
    const paul = await signIn();
    const days = [1, 3, 2].map((n) => addDays(today(), -n));
    for (const [n, actDate] of days.entries()) {
      const fields = act({
        reference: `ORDRE-${n + 1}`,
        actDate,
        dateAudience: addDays(today(), 90),
      });
      // As a choice among a postal code's communes is sent: by its code; what was typed before is not told.
      const commune = n === 0 ? '' : 'PROVINS';
      const path = await announce(paul, {
        ...fields,
        'dwelling-commune': commune,
        'dwelling-insee': '77379',
      });
      await desk.upload((await paul.get(path)).html, Buffer.concat([PDF, Buffer.from(`\n%ordre ${n}\n`)]));
      await desk.scan(keyOf(path));
    }
    const order = (text: string) => [...text.matchAll(/ORDRE-(\d)/g)].map(([, n]) => n);
    const page = textOf((await paul.get(at('/exploc'))).html);
    expect([...new Set(order(page))]).toEqual(['2', '3', '1']);
    const csv = (await paul.get(at(`/exploc/export?jour=${today()}`))).html;
    expect(order(csv)).toEqual(['2', '3', '1']);
    const row = csv.split('\r\n').find((line) => line.includes('ORDRE-1')) ?? '';
    expect(row).toContain(`${dateInFrench(days[0] ?? '')};`);
    expect(row).toContain('17/05/1980');
    expect(row).toContain(';Provins;77379;');
    expect(row).not.toMatch(/\d{4}-\d{2}-\d{2}/);
    expect([page, csv].join()).not.toContain('PROVINS');
  });
});

describe('what is not theirs', () => {
  const routes = Object.values(portalRoutes).filter(({ path }) => path.startsWith('/partenaires/'));
  const addressOf = (path: string, etude: string, piece: string): string =>
    path
      .replace(':partenaire', etude)
      .replace(':piece', piece)
      .replace(':nature', 'impaye')
      .replace(':modele', 'evenements')
      .replace(/:(evenement|fichier)/, piece);

  it('is refused to another étude, to an agent, to an administrator and to nobody, on each route', async () => {
    const paul = await signIn();
    const path = await deposit(paul, act({ reference: 'DOS-SECRET' }));
    const before = (await desk.intake.table.items('PIECE')).length;
    expect(routes.length).toBeGreaterThan(15);
    for (const mail of ['moreau@exemple.fr', 'agent@exemple.fr', 'admin@exemple.fr']) {
      const other = await signIn(mail);
      for (const { method, path: route } of routes) {
        const address = addressOf(route, ETUDE, idOf(path));
        const answer = method === 'GET' ? await other.get(address) : await other.post(address, act());
        expect([mail, method, address, answer.status]).toEqual([mail, method, address, 403]);
        expect(answer.html).not.toContain('DOS-SECRET');
      }
    }
    for (const { method, path: route } of routes) {
      const address = `${desk.portal.origin}${addressOf(route, ETUDE, idOf(path))}`;
      const nobody = await desk.portal.app.request(address, { method });
      expect([method, address, nobody.status]).toEqual([method, address, method === 'GET' ? 303 : 403]);
    }
    expect((await desk.intake.table.items('PIECE')).length).toBe(before);
  });

  it('a piece’s number under one’s own étude is nobody’s', async () => {
    const paul = await signIn();
    const path = await deposit(paul);
    const lise = await signIn('moreau@exemple.fr');
    for (const end of ['', '/accuse', '/recepisse'])
      expect((await lise.get(at(`/${idOf(path)}${end}`, OTHER))).status).toBe(404);
    for (const end of ['/remplacer', '/recepisse', '/recepisse/retrait'])
      expect((await lise.post(at(`/${idOf(path)}${end}`, OTHER))).status).toBe(404);
    for (const id of ['x', '..%2f..', "20261130-'", '20261130-0123456789abcdef'])
      expect((await paul.get(at(`/${id}`))).status).toBe(404);
  });

  it('a form of another site, or without the session’s token, does nothing', async () => {
    const paul = await signIn();
    const before = (await desk.intake.table.items('PIECE')).length;
    const address = `${desk.portal.origin}${at('/nouveau?acte=assignation')}`;
    const token = await paul.token();
    for (const [origin, jeton] of [
      ['https://ailleurs.example', token],
      [desk.portal.origin, 'vole'],
      [desk.portal.origin, ''],
    ] as const) {
      const form = formOf({ ...act(), jeton });
      const headers = new Headers(form.headers);
      headers.set('origin', origin);
      expect((await paul.browser.ask(address, { ...form, headers })).status).toBe(403);
    }
    expect((await desk.intake.table.items('PIECE')).length).toBe(before);
  });

  it('an étude whose partnership has ended reads, and sends nothing', async () => {
    const old = await signIn('ancienne@exemple.fr');
    const list = await old.get(at('', CLOSED));
    expect(list.status).toBe(200);
    expect(textOf(list.html)).toContain('Votre partenariat n’est pas ouvert');
    expect((await old.get(at('/nouveau', CLOSED))).status).toBe(403);
    expect((await old.post(at('/nouveau?acte=assignation', CLOSED), act())).status).toBe(403);
  });

  it('the form of a file carries nothing of the session, and only its page may send it there', async () => {
    const paul = await signIn();
    const page = await paul.get(await announce(paul));
    const form = uploadFormIn(page.html);
    expect(form?.fields.map(([name]) => name)).not.toContain('jeton');
    const origin = new URL(form?.action ?? '').origin;
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' http`);
    expect(page.headers.get('content-security-policy')).toContain(origin);
    expect((await paul.get(at(''))).headers.get('content-security-policy')).not.toContain(origin);
  });

  it('hostile texts are shown as texts, and names of files change nothing', async () => {
    const paul = await signIn();
    const path = await announce(
      paul,
      act({
        reference: '"><script>alert(1)</script>',
        'household-0-nomNaissance': '<img src=x onerror=alert(1)>',
      }),
    );
    await desk.upload((await paul.get(path)).html, PDF, '../../etc/passwd\u202e"><svg onload=x>.pdf');
    await desk.scan(keyOf(path));
    for (const address of [path, at(''), at('/exploc'), at(`/nouveau?acte=conge&depuis=${idOf(path)}`)]) {
      const { html, status } = await paul.get(address);
      expect([address, status]).toEqual([address, 200]);
      expect(html).not.toMatch(/<script>|<img|<svg/);
    }
    expect(await item(path)).toMatchObject({ status: 'accepted', key: keyOf(path) });
  });
});
