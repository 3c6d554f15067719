import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reviewIdOf } from '../../shared/cases/filing/case-names.ts';
import { mergeProposal } from '../../shared/cases/filing/merge-proposal.ts';
import { confirmCommune } from '../../shared/cases/review/confirm-commune.ts';
import { listReviews } from '../../shared/cases/review/open-reviews.ts';
import { readCase } from '../../shared/store/case-store.ts';
import type { ReviewItem } from '../../shared/store/items.ts';
import { reviewWrite } from '../../shared/store/review-writes.ts';
import { createDoubts } from '../support/doubts.ts';
import { anAgentOf, aReviewerOf, type Shown, startPortal } from '../support/portal.ts';

const persons = [
  { mail: 'sonia@exemple.fr', name: 'Sonia Lefort', rights: [aReviewerOf('771')] },
  { mail: 'luc@exemple.fr', name: 'Luc Bernard', rights: [aReviewerOf('771')] },
  // Another person of the same name.
  { mail: 'sonia.2@exemple.fr', name: 'Sonia Lefort', rights: [aReviewerOf('771')] },
  { mail: 'yvan@exemple.fr', name: 'Yvan Petit', rights: [aReviewerOf('773')] },
  { mail: 'anne@exemple.fr', name: 'Anne Renard', rights: [anAgentOf('771')] },
  { mail: 'rita@exemple.fr', name: 'Rita Moreau', rights: [aReviewerOf('771', '773')] },
  { mail: 'zoe@exemple.fr', name: 'Zoé Grand', rights: [aReviewerOf('773')] },
];
const provins = { insee: '77379', commune: 'Provins', arrondissement: '773' } as const;
const meaux = { insee: '77284', commune: 'Meaux', arrondissement: '771' } as const;
type Who = Awaited<ReturnType<Awaited<ReturnType<typeof startPortal>>['signIn']>>;

let portal: Awaited<ReturnType<typeof startPortal>>;
let doubts: ReturnType<typeof createDoubts>;
let [sonia, luc, otherSonia, yvan, anne, rita, zoe]: Who[] = [];
beforeAll(async () => {
  portal = await startPortal(persons);
  doubts = createDoubts(portal);
});
afterAll(() => portal?.stop());
/** Each test happens an hour after the last, and everybody signs in for it. */
beforeEach(async () => {
  portal.clock.now = new Date(Date.parse(portal.clock.now) + 3_600_000).toISOString();
  [sonia, luc, otherSonia, yvan, anne, rita, zoe] = await Promise.all(
    persons.map(({ mail }) => portal.signIn(mail)),
  );
});
/** Time goes by: what is answered at one instant is undone at another. */
const later = (minutes = 1): void => {
  portal.clock.now = new Date(Date.parse(portal.clock.now) + minutes * 60_000).toISOString();
};

const signed = (who: Who | undefined): Who => {
  if (!who) throw new Error('nobody signed in');
  return who;
};
const open = async (caseId: string, reason: ReviewItem['reason']): Promise<ReviewItem | undefined> =>
  (await listReviews(portal.client, portal.table)).find(
    (one) => one.caseId === caseId && one.reason === reason,
  );
const placeOf = async (caseId: string, reason: ReviewItem['reason']): Promise<string> => {
  const review = await open(caseId, reason);
  if (!review) throw new Error(`no ${reason} of ${caseId}`);
  return `/rapprochements/${caseId}/${reviewIdOf(review)}`;
};
const item = async (entity: string, caseId: string) =>
  (await portal.store.items(entity)).filter((one) => one.caseId === caseId);
const kindsIn = async (caseId: string) =>
  ((await readCase(portal.client, portal.table, caseId))?.events ?? []).map(({ kind }) => kind).sort();
/** What a page says, without its markup. */
const wordsOf = ({ html }: Shown): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replace(/\s+/g, ' ');

/** The questions that a person's list leads to, on all its pages. */
const listed = async (who: Who | undefined, query = ''): Promise<{ seen: string[]; pages: number }> => {
  const seen: string[] = [];
  let next: string | undefined = `/rapprochements${query}`;
  let pages = 0;
  while (next !== undefined && pages < 10) {
    const { html }: Shown = await signed(who).get(next);
    seen.push(
      ...[...html.matchAll(/href="(\/rapprochements\/77[^"]+)"/g)].flatMap(([, place]) => place ?? []),
    );
    next = /href="([^"]+)">\s*Questions suivantes/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    pages += 1;
  }
  return { seen, pages };
};

describe('the list of what waits', () => {
  it('says so when nothing does', async () => {
    const page = await signed(sonia).get('/rapprochements');
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain('Rien n’attend votre réponse');
  });

  it('shows a reviewer the questions of their arrondissements, and everybody those of a commune not known', async () => {
    const { doubtful } = await doubts.brothers();
    const lost = await doubts.lost();
    later(180);
    [sonia, , , yvan] = await Promise.all(persons.map(({ mail }) => portal.signIn(mail)));
    const mine = await signed(sonia).get('/rapprochements');
    expect(wordsOf(mine)).toMatch(
      /Ce ménage est-il déjà connu \? Dossier .* 1 dossier proche .* Meaux depuis 3 h/,
    );
    expect(mine.html).toContain(await placeOf(doubtful, 'rapprochement'));
    expect(mine.html).toContain(await placeOf(lost, 'commune'));
    const theirs = await signed(yvan).get('/rapprochements');
    expect(theirs.html).not.toContain(doubtful);
    expect(theirs.html).toContain(await placeOf(lost, 'commune'));
    expect(await portal.store.items('TRACE')).toContainEqual(
      expect.objectContaining({ by: 'Yvan Petit', command: 'page reviews', cases: [lost] }),
    );
  });

  it('is not for an agent who is no reviewer, nor is a question', async () => {
    const { doubtful } = await doubts.brothers();
    const place = await placeOf(doubtful, 'rapprochement');
    for (const shown of [
      await signed(anne).get('/rapprochements'),
      await signed(anne).get(place),
      await signed(anne).post(place, { reponse: 'nouveau' }),
      await signed(anne).post(`${place}/annuler`),
      await signed(anne).post('/rapprochements', { un: doubtful, autre: doubtful }),
      await signed(yvan).get(place),
      await signed(yvan).post(place, { reponse: 'nouveau' }),
      await signed(yvan).post(`${place}/annuler`),
    ])
      expect(shown.status).toBe(403);
    expect(await open(doubtful, 'rapprochement')).toBeDefined();
    expect((await signed(anne).get('/mon-compte')).html).not.toContain('href="/rapprochements"');
    expect((await signed(sonia).get('/mon-compte')).html).toContain('href="/rapprochements"');
  });

  it('is counted on a reviewer’s day, and not on an agent’s', async () => {
    await doubts.brothers();
    const n = /(\d+) questions? reste/.exec(wordsOf(await signed(sonia).get('/rapprochements')))?.[1];
    expect(wordsOf(await signed(sonia).get('/journee'))).toContain(`${n} question`);
    expect(wordsOf(await signed(anne).get('/journee'))).not.toMatch(/\d+ questions?/);
  });

  it('takes few requests of the table, however many wait', async () => {
    const { doubtful } = await doubts.brothers();
    const place = await placeOf(doubtful, 'rapprochement');
    portal.store.takeRequests();
    await signed(sonia).get('/rapprochements');
    // The session, what waits, their cases, the trace.
    expect(portal.store.takeRequests()).toBe(4);
    await signed(sonia).get(place);
    // The session, the case and its trace, its reviews, what waits and their cases, the other case, the trace.
    expect(portal.store.takeRequests()).toBe(8);
  });

  it('goes twenty at a time, each once, and narrows to one kind', async () => {
    for (let n = 0; n < 21; n += 1) await doubts.lost({ street: `${n} rue Haute` });
    const { seen, pages } = await listed(yvan, '?sorte=commune');
    const waiting = (await listReviews(portal.client, portal.table)).filter(
      ({ reason }) => reason === 'commune',
    );
    expect(seen).toHaveLength(waiting.length);
    expect(new Set(seen).size).toBe(waiting.length);
    expect(pages).toBe(Math.ceil(waiting.length / 20));
    for (const { caseId } of waiting)
      await signed(sonia).post(await placeOf(caseId, 'commune'), { reponse: 'commune', insee: '77379' });
  });
});

describe('the pages of the list', () => {
  it('go on where they were when a question was answered meanwhile', async () => {
    for (let n = 0; n < 22; n += 1) await doubts.lost({ street: `${n} rue Basse` });
    const questionsOf = ({ html }: Shown) =>
      [...html.matchAll(/href="(\/rapprochements\/77[^"]+)"/g)].map(([, place]) => place ?? '');
    const first = await signed(yvan).get('/rapprochements?sorte=commune');
    const shown = questionsOf(first);
    const next = /href="([^"]+)">\s*Questions suivantes/.exec(first.html)?.[1]?.replaceAll('&amp;', '&');
    await signed(sonia).post(shown.at(-1) ?? '', { reponse: 'commune', insee: '77284' });
    const following = questionsOf(await signed(yvan).get(next ?? ''));
    expect(following).toHaveLength(2);
    expect(shown).not.toContain(following[0]);
    for (const { caseId } of await listReviews(portal.client, portal.table))
      if (await open(caseId, 'commune'))
        await signed(sonia).post(await placeOf(caseId, 'commune'), { reponse: 'commune', insee: '77379' });
  });
});

describe('a doubt about a household', () => {
  it('stands side by side with each case it may be, what differs in words, why in words, and each read is recorded', async () => {
    const { doubtful, known, street } = await doubts.brothers();
    const page = await signed(sonia).get(await placeOf(doubtful, 'rapprochement'));
    const words = wordsOf(page);
    expect(words).toContain('⚠ différent : appt 31 / appt 12');
    expect(words).toContain(street);
    expect(words).toMatch(/Avec 77-2026-\d+ : .*même numéro, autre appartement/);
    expect(words).toMatch(
      /1 · C’est ce ménage .* 2 · Un ménage nouveau .* 3 · Distincts pour de bon .* 4 · Demander/,
    );
    expect(page.html.match(/data-touche="(\d)"/g)).toEqual([1, 2, 3, 4].map((n) => `data-touche="${n}"`));
    const reads = (await portal.store.items('TRACE')).filter(({ command }) => command === 'page review');
    expect(reads.flatMap(({ cases }) => cases)).toEqual(expect.arrayContaining([known, doubtful]));
  });

  it('is settled by one click: the message goes to its case, the next question comes, and it can be undone', async () => {
    const { doubtful, known } = await doubts.brothers();
    const other = await doubts.brothers();
    const place = await placeOf(doubtful, 'rapprochement');
    const given = await signed(sonia).post(place, { reponse: `rattacher ${known}` });
    expect(given.status).toBe(303);
    expect(await kindsIn(known)).toEqual(['demandeCfp', 'deplacement', 'impaye']);
    expect(await item('REVIEW', doubtful)).toMatchObject([{ state: 'answered', answeredBy: 'Sonia Lefort' }]);
    const following = await signed(sonia).get(given.to ?? '');
    expect(given.to).toContain((await placeOf(other.doubtful, 'rapprochement')).slice(0, 20));
    expect(wordsOf(following)).toMatch(
      /Répondu pour le dossier 77-2026-\d+ : c’est ce ménage\. Annuler cette réponse/,
    );
    later();
    const undone = await signed(sonia).post(`${place}/annuler`);
    expect(undone.to).toBe(`${place}?annule=oui`);
    expect(wordsOf(await signed(sonia).get(undone.to ?? ''))).toContain('de nouveau ouverte');
    expect(await kindsIn(known)).not.toContain('demandeCfp');
    expect(await open(doubtful, 'rapprochement')).toBeDefined();
  });

  it.each([
    ['nouveau', { provisional: false, distinctFrom: [] }],
    ['distinct', { provisional: false, distinctFrom: [expect.any(String)] }],
  ])('is answered «%s», and that can be undone', async (reponse, becomes) => {
    const { doubtful } = await doubts.brothers();
    const place = await placeOf(doubtful, 'rapprochement');
    expect((await signed(sonia).post(place, { reponse })).status).toBe(303);
    expect(await item('CASE', doubtful)).toMatchObject([becomes]);
    later();
    await signed(sonia).post(`${place}/annuler`);
    expect(await item('CASE', doubtful)).toMatchObject([{ provisional: true, distinctFrom: [] }]);
  });

  it('that somebody answered first is answered once: the second reads by whom, and nothing is done', async () => {
    const { doubtful, known } = await doubts.brothers();
    const place = await placeOf(doubtful, 'rapprochement');
    await signed(sonia).post(place, { reponse: 'nouveau' });
    const late = await signed(luc).post(place, { reponse: `rattacher ${known}` });
    expect(late.status).toBe(409);
    expect(wordsOf(late)).toMatch(/Rien n’a été fait .*Sonia Lefort a répondu à cette question le/);
    expect(await kindsIn(known)).toEqual(['impaye']);
    // What is told once answered is told to who answered.
    const [, id] = /\/([^/]+)$/.exec(place) ?? [];
    const told = `/rapprochements?fait=${doubtful}.${id}&reponse=nouveau`;
    expect(wordsOf(await signed(sonia).get(told))).toContain('Répondu pour le dossier');
    expect(wordsOf(await signed(luc).get(told))).not.toContain('Répondu pour le dossier');
  });

  it('takes no answer that its page does not offer', async () => {
    const { doubtful } = await doubts.brothers();
    const place = await placeOf(doubtful, 'rapprochement');
    const elsewhere = await doubts.household().caf();
    for (const reponse of ['', 'reunir', 'garder', 'rattacher', `rattacher ${elsewhere}`, 'sortir 0']) {
      const page = await signed(sonia).post(place, { reponse });
      expect([reponse, page.status]).toEqual([reponse, 422]);
      expect(page.html).toContain('href="#reponse"');
    }
    expect(await open(doubtful, 'rapprochement')).toBeDefined();
    expect((await signed(sonia).get(`/rapprochements/${doubtful}/QQQQ-QQQQ-QQQQ`)).status).toBe(404);
  });

  it('shows of a case of another arrondissement what is compared, and not its procedure', async () => {
    const one = doubts.household();
    const known = await one.caf({ dwelling: { insee: '77379' }, dette: 4321.5 });
    const doubtful = await one.caf();
    const page = await signed(sonia).get(await placeOf(doubtful, 'rapprochement'));
    expect(wordsOf(page)).toContain('suivi par un autre arrondissement : non montré');
    expect(page.html).not.toContain('4 321,50');
    expect(page.html).not.toContain(`href="/dossiers/${known}"`);
    expect(page.html).toContain(`href="/dossiers/${doubtful}"`);
    expect(wordsOf(page)).toContain('Provins');
  });

  it('is not misled by hostile names: they are text', async () => {
    const evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>';
    const one = doubts.household();
    const born = { ...one.born, nomUsage: evil };
    await one.caf({ household: [born], dwelling: one.flat('appt 12') });
    const doubtful = await one.etude({
      actDate: '2026-09-07',
      household: [{ ...one.person, nomUsage: evil }],
      dwelling: { ...one.flat('appt 31'), complement: `appt 31 ${evil}` },
    });
    const { html } = await signed(sonia).get(await placeOf(doubtful, 'rapprochement'));
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).not.toMatch(/<script>|<img/);
  });
});

describe('a question to the partner', () => {
  it('goes as it is typed, is shown as asked, and the doubt stays open', async () => {
    const { doubtful, messageId } = await doubts.brothers();
    const place = await placeOf(doubtful, 'rapprochement');
    const proposed = /<textarea[^>]*>([^<]+)/.exec((await signed(sonia).get(place)).html)?.[1];
    expect(proposed).toContain('la date de naissance');
    const precision = 'Quel est l’étage, s’il vous plaît ?';
    expect((await signed(sonia).post(place, { reponse: 'demander', precision })).status).toBe(303);
    const marker = (await portal.store.items('MESSAGE')).find((one) => one.messageId === messageId);
    expect(marker).toMatchObject({ replyBy: 'queue', outcome: 'pending' });
    expect(JSON.parse(String(marker?.reply)).warnings).toContainEqual(
      expect.objectContaining({ code: 'PRECISION_DEMANDEE', expected: precision }),
    );
    expect(wordsOf(await signed(luc).get(place))).toMatch(
      /Demandé le .* par Sonia Lefort : « Quel est l’étage/,
    );
    expect(await open(doubtful, 'rapprochement')).toMatchObject({ asked: precision });
  });

  it.each([
    ['', 'Écrivez ce que le partenaire'],
    ['x'.repeat(1001), 'Raccourcissez la question'],
    ['Est-ce le dossier 77-2026-000001 ?', 'nomme un autre ménage'],
  ])('is refused beside its field, and kept: %.30s', async (precision, why) => {
    const { doubtful } = await doubts.brothers();
    const page = await signed(sonia).post(await placeOf(doubtful, 'rapprochement'), {
      reponse: 'demander',
      precision,
    });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain(why);
    expect(page.html).toContain('href="#precision"');
    expect(/<textarea[^>]*>([^<]*)/.exec(page.html)?.[1]?.trim()).toBe(precision);
    expect((await open(doubtful, 'rapprochement'))?.asked).toBeUndefined();
  });

  it('does not name the other household', async () => {
    const { caf, etude, born, person, flat } = doubts.household();
    await caf({ dwelling: flat('appt 12') });
    const doubtful = await etude({
      household: [{ ...born, nomNaissance: 'Zyromska' }],
      dwelling: flat('appt 12'),
    });
    const place = await placeOf(doubtful, 'rapprochement');
    const precision = `Est-ce un proche de M. ${person.nomNaissance} ?`;
    const page = await signed(sonia).post(place, { reponse: 'demander', precision });
    expect(wordsOf(page)).toContain('nomme un autre ménage');
  });
});

describe('two cases to be merged', () => {
  it('are proposed by one person and merged by another, who learns of the first only then; and it can be undone', async () => {
    const [older, younger] = await doubts.two();
    const place = `/rapprochements/${older}/fusion-${older}-${younger}`;
    const proposed = await signed(sonia).post('/rapprochements', { un: younger, autre: older });
    expect(proposed.status).toBe(303);
    expect(wordsOf(await signed(sonia).get(proposed.to ?? ''))).toContain(
      'une autre personne doit la confirmer',
    );

    const own = await signed(sonia).get(place);
    expect(own.html).not.toContain('value="reunir"');
    expect((await signed(sonia).post(place, { reponse: 'reunir' })).status).toBe(409);
    expect(await kindsIn(older)).toEqual(['impaye']);

    const page = await signed(luc).get(place);
    expect(wordsOf(page)).toContain('Une première personne propose');
    expect(page.html).not.toContain('Sonia Lefort');
    expect((await signed(luc).get('/rapprochements?sorte=fusion')).html).not.toContain('Sonia Lefort');
    later();
    expect((await signed(luc).post(place, { reponse: 'reunir' })).status).toBe(303);
    expect(await kindsIn(older)).toEqual(['demandeCfp', 'deplacement', 'impaye']);
    expect(wordsOf(await signed(luc).get(place))).toMatch(/Luc Bernard a répondu.*proposée par Sonia Lefort/);
    later();
    await signed(luc).post(`${place}/annuler`);
    expect(await kindsIn(younger)).toContain('demandeCfp');
    expect(await open(older, 'fusion')).toMatchObject({ proposedBy: 'Sonia Lefort' });
  });

  it('are confirmed by another person of the same name, and by nobody of the same account', async () => {
    const [older, younger] = await doubts.two();
    await signed(sonia).post('/rapprochements', { un: older, autre: younger });
    const place = `/rapprochements/${older}/fusion-${older}-${younger}`;
    expect((await signed(otherSonia).post(place, { reponse: 'reunir' })).status).toBe(303);
    expect(await kindsIn(older)).toContain('demandeCfp');
  });

  it('proposed a second time are looked at, not merged unseen', async () => {
    const [older, younger] = await doubts.two();
    await signed(sonia).post('/rapprochements', { un: older, autre: younger });
    await signed(luc).post('/rapprochements', { un: older, autre: younger });
    expect(await kindsIn(older)).toEqual(['impaye']);
  });

  it('leave nothing asked of the one that is gone: what was asked closes, its sender is told, and undone it is asked again', async () => {
    const known = await doubts.household().caf();
    const { doubtful, messageId } = await doubts.brothers();
    const place = await placeOf(doubtful, 'rapprochement');
    await signed(sonia).post('/rapprochements', { un: known, autre: doubtful });
    const merge = `/rapprochements/${known}/fusion-${known}-${doubtful}`;
    later();
    expect((await signed(luc).post(merge, { reponse: 'reunir' })).status).toBe(303);
    expect(await open(doubtful, 'rapprochement')).toBeUndefined();
    const told = (await portal.store.items('MESSAGE')).find((one) => one.messageId === messageId);
    expect(told).toMatchObject({ outcome: 'accepted', caseId: known });
    expect((await signed(sonia).post(place, { reponse: 'nouveau' })).status).toBe(409);
    later();
    expect((await signed(luc).post(`${merge}/annuler`)).status).toBe(303);
    expect(await open(doubtful, 'rapprochement')).toBeDefined();
  });

  it('leave out of the list a question of one that was merged before its questions closed with it', async () => {
    const [older, younger] = await doubts.two();
    await signed(sonia).post('/rapprochements', { un: older, autre: younger });
    later();
    await signed(luc).post(`/rapprochements/${older}/fusion-${older}-${younger}`, { reponse: 'reunir' });
    const known = await doubts.household().caf();
    const { Put } = reviewWrite(portal.table, {
      entity: 'REVIEW',
      messageId: `reste-${younger}`,
      reason: 'rapprochement',
      state: 'open',
      openedAt: portal.clock.now,
      caseId: younger,
      candidates: [known],
    });
    if (Put) await portal.client.send(new PutCommand(Put));
    const place = await placeOf(younger, 'rapprochement');
    expect((await listed(sonia)).seen).not.toContain(place);
    const answered = await signed(sonia).post(place, { reponse: `rattacher ${known}` });
    expect([answered.status, wordsOf(answered)]).toEqual([
      409,
      expect.stringContaining('Le dossier a changé'),
    ]);
  });

  it('are refused in words beside their fields, what was typed kept', async () => {
    const [older, younger] = await doubts.two();
    const there = await doubts.household().caf({ dwelling: { insee: '77379', street: '3 rue Basse' } });
    for (const [un, autre, why] of [
      [older, older, 'C’est le même dossier'],
      [older, '77-2026-999999', 'Aucun dossier ne porte cette référence'],
      ['n’importe quoi', younger, 'ni une référence ni un nom'],
      [there, there, 'Aucun de ces deux dossiers'],
    ] as const) {
      const page = await signed(sonia).post('/rapprochements', { un, autre });
      expect([page.status, wordsOf(page)]).toEqual([422, expect.stringContaining(why)]);
      expect(page.html).toContain(`value="${autre}"`);
    }
  });
});

describe('two cases of two arrondissements', () => {
  const [own, theirs] = ['77-2026-000811', '77-2026-000812'] as const;
  const ofOwn = `/rapprochements/${own}/fusion-${own}-${theirs}`;
  const ofTheirs = `/rapprochements/${theirs}/fusion-${own}-${theirs}`;
  beforeAll(async () => {
    const receivedAt = '2026-11-30T07:20:00.000Z';
    await portal.file(own, { kind: 'assignation', actDate: '2026-11-20', receivedAt, dwelling: provins });
    await portal.file(theirs, { kind: 'demandeCfp', actDate: '2026-11-24', receivedAt, dwelling: meaux });
    await confirmCommune(portal, own, provins, { by: 'Yvan Petit', at: portal.clock.now });
  });

  it('are not taken over by two reviewers of one of them: what they may not read stays unread', async () => {
    expect((await signed(yvan).get(`/dossiers/${theirs}`)).status).toBe(403);
    expect((await signed(yvan).post('/rapprochements', { un: own, autre: theirs })).status).toBe(303);
    const page = await signed(zoe).get(ofOwn);
    expect(wordsOf(page)).toContain('Un relecteur de Meaux doit confirmer');
    expect(page.html).not.toContain('value="reunir"');
    const refused = await signed(zoe).post(ofOwn, { reponse: 'reunir' });
    expect([refused.status, wordsOf(refused)]).toEqual([
      409,
      expect.stringMatching(/Rien n’a été fait .*Un relecteur de Meaux doit confirmer/),
    ]);
    expect(await kindsIn(own)).toEqual(['assignation', 'communeConfirmee']);
    expect((await signed(yvan).get(`/dossiers/${own}`)).html).not.toMatch(/emande de concours/);
  });

  it('are asked of the reviewers of the other, by the case that they may read', async () => {
    expect((await listed(sonia)).seen).toContain(ofTheirs);
    expect((await listed(zoe)).seen).toContain(ofOwn);
    expect((await signed(sonia).get(ofOwn)).status).toBe(403);
    const page = await signed(sonia).get(ofTheirs);
    expect(wordsOf(page)).toContain('suivi par un autre arrondissement : non montré');
    expect(page.html).not.toContain(`href="/dossiers/${own}"`);
    const elsewhere = await doubts.household().caf();
    const id = `fusion-${own}-${theirs}`;
    expect((await signed(sonia).get(`/rapprochements/${elsewhere}/${id}`)).status).toBe(404);
  });

  it('are merged when one of each arrondissement agrees, and parted again by who reviews both', async () => {
    const done = await signed(sonia).post(ofTheirs, { reponse: 'reunir' });
    expect([done.status, done.to]).toEqual([303, expect.stringContaining(`fait=${theirs}.`)]);
    expect(await kindsIn(own)).toContain('demandeCfp');
    later();
    for (const refused of [
      await signed(sonia).post(`${ofTheirs}/annuler`),
      await signed(yvan).post(`${ofOwn}/annuler`),
    ])
      expect([refused.status, wordsOf(refused)]).toEqual([
        409,
        expect.stringContaining('d’un arrondissement que vous ne relisez pas'),
      ]);
    expect((await signed(rita).post(`${ofOwn}/annuler`)).status).toBe(303);
    expect(await kindsIn(theirs)).toContain('demandeCfp');
    expect((await signed(sonia).post(ofTheirs, { reponse: 'distinct' })).status).toBe(303);
  });

  it.each([
    ['the hub proposes', '77-2026-000813', '77-2026-000814', { by: 'hub' }],
    [
      'an agent says are a double',
      '77-2026-000815',
      '77-2026-000816',
      { by: 'Luc Parti', person: 'f'.repeat(24) },
    ],
  ])(
    'that %s are joined by one reader of each, the first of whom may go back',
    async (_, mine, other, by) => {
      await portal.file(mine, { kind: 'assignation', actDate: '2026-11-20', dwelling: provins });
      await portal.file(other, { kind: 'demandeCfp', actDate: '2026-11-20', dwelling: meaux });
      const reason = {
        caseId: other,
        weight: 3,
        levels: {},
        vetoes: [],
        explanation: 'même nom',
        model: 'essai',
      };
      const reasons = by.by === 'hub' ? reason : undefined;
      await mergeProposal(portal.client, portal.table, [mine, other], by, portal.clock.now, reasons);
      const id = `fusion-${mine}-${other}`;
      const [ofMine, ofOther] = [`/rapprochements/${mine}/${id}`, `/rapprochements/${other}/${id}`];
      expect(wordsOf(await signed(yvan).get(ofMine))).toContain('un de ses relecteurs doit confirmer');
      const proposed = await signed(yvan).post(ofMine, { reponse: 'reunir' });
      expect([proposed.status, proposed.to]).toEqual([303, expect.stringContaining('reponse=proposer')]);
      expect(wordsOf(await signed(zoe).get(ofMine))).toContain('Un relecteur de Meaux doit confirmer');
      expect((await signed(zoe).post(ofMine, { reponse: 'retirer' })).status).toBe(409);

      const { to = '' } = await signed(yvan).post(ofMine, { reponse: 'retirer' });
      expect(wordsOf(await signed(yvan).get(to))).toContain('votre proposition est retirée');
      if (reasons === undefined) {
        // A person alone had proposed it: it is closed, until that is undone.
        expect((await signed(sonia).post(ofOther, { reponse: 'reunir' })).status).toBe(409);
        expect((await signed(yvan).post(`${ofMine}/annuler`)).status).toBe(303);
      } else {
        expect(wordsOf(await signed(zoe).get(ofMine))).toContain('La plateforme propose');
        expect((await signed(yvan).post(ofMine, { reponse: 'reunir' })).status).toBe(303);
      }
      expect((await signed(sonia).post(ofOther, { reponse: 'reunir' })).status).toBe(303);
      expect(await kindsIn(mine)).toContain('demandeCfp');
    },
  );

  it('are merged at once by who reviews both', async () => {
    const [mine, other] = ['77-2026-000817', '77-2026-000818'] as const;
    await portal.file(mine, { kind: 'assignation', actDate: '2026-11-20', dwelling: provins });
    await portal.file(other, { kind: 'assignation', actDate: '2026-11-20', dwelling: meaux });
    await mergeProposal(portal.client, portal.table, [mine, other], { by: 'hub' }, portal.clock.now);
    const place = `/rapprochements/${mine}/fusion-${mine}-${other}`;
    const { to } = await signed(rita).post(place, { reponse: 'reunir' });
    expect(to).toContain('reponse=reunir');
  });
});

describe('a commune to be established', () => {
  it('is chosen among those the address may mean; what waited goes, and its case is its arrondissement’s', async () => {
    const lost = await doubts.lost({ commune: 'Montero' });
    expect(await item('NOTICE', lost)).toMatchObject([{ status: 'waiting' }]);
    const place = await placeOf(lost, 'commune');
    const page = await signed(sonia).get(place);
    expect(wordsOf(page)).toMatch(/77130 Montero/);
    expect(page.html).toContain('value="77305"');
    expect((await signed(sonia).post(place, { reponse: 'commune' })).status).toBe(422);
    expect((await signed(sonia).post(place, { reponse: 'commune', insee: '75056' })).status).toBe(422);
    expect((await signed(sonia).post(place, { reponse: 'commune', insee: '77379' })).status).toBe(303);
    expect(await item('CASE', lost)).toMatchObject([{ status: 'open', arrondissement: '773' }]);
    expect(await item('NOTICE', lost)).toMatchObject([{ status: 'due', commune: 'Provins' }]);
    // It is Provins's from now on.
    expect((await signed(sonia).get(place)).status).toBe(403);
    expect((await signed(yvan).get('/rapprochements')).html).not.toContain(lost);
    const answered = await signed(yvan).get(place);
    expect(wordsOf(answered)).toContain('Sonia Lefort a répondu');
    later();
    expect((await signed(yvan).post(place, { reponse: 'commune', insee: '77051' })).status).toBe(409);
    expect((await signed(yvan).post(place, { reponse: 'corriger', insee: '77051' })).status).toBe(303);
    expect(await item('CASE', lost)).toMatchObject([{ dwelling: { commune: 'Bray-sur-Seine' } }]);
  });

  it('is any other, looked for by a part of its name, without a script', async () => {
    const place = await placeOf(await doubts.lost(), 'commune');
    expect((await signed(sonia).get(`${place}?cherche=fert%C3%A9`)).html).toContain('value="77183"');
    expect(wordsOf(await signed(sonia).get(`${place}?cherche=zzz`))).toContain(
      'Aucune commune de Seine-et-Marne',
    );
  });

  it('settled, the other questions of its case are those of its arrondissement', async () => {
    const one = doubts.household();
    const dwelling = { postcode: '77130', street: one.street };
    await one.caf({ dwelling: { ...dwelling, complement: 'appt 12' } });
    const doubtful = await one.etude({
      actDate: '2026-09-07',
      dwelling: { ...dwelling, complement: 'appt 31' },
    });
    const place = await placeOf(doubtful, 'rapprochement');
    expect((await listed(sonia)).seen).toContain(place);
    await signed(sonia).post(await placeOf(doubtful, 'commune'), { reponse: 'commune', insee: '77379' });
    expect((await listed(sonia)).seen).not.toContain(place);
    expect((await listed(yvan)).seen).toContain(place);
  });
});

describe('what may be wrong in a case', () => {
  it('an audit shows what was told, and keeps the hub’s reasons from its reader', async () => {
    const { caseId, into } = await doubts.audited();
    expect(into).toBe(caseId);
    const [decision] = (await portal.store.items('DECISION')).filter(
      (one) => one.PK === `CASE#${caseId}#DECISIONS`,
    );
    const review = await open(caseId, 'audit');
    await portal.client.send(
      new UpdateCommand({
        TableName: portal.table,
        Key: { PK: `CASE#${caseId}`, SK: `REVIEW#${review?.messageId}` },
        UpdateExpression: 'SET reasons = :reasons',
        ExpressionAttributeValues: { ':reasons': [decision?.reasons] },
      }),
    );
    expect((await open(caseId, 'audit'))?.reasons).toHaveLength(1);
    const place = await placeOf(caseId, 'audit');
    const page = await signed(sonia).get(place);
    expect(wordsOf(page)).toContain('pour que vous en jugiez seul');
    expect(wordsOf(page)).not.toMatch(/même nom|Ce que la plateforme a comparé|bits/);
    await signed(sonia).post(place, { reponse: 'sortir 0' });
    expect(await kindsIn(caseId)).not.toContain('surendettement');
    expect(await open(caseId, 'audit')).toBeUndefined();
    later();
    await signed(sonia).post(`${place}/annuler`);
    expect(await kindsIn(caseId)).toContain('surendettement');
    expect(await open(caseId, 'audit')).toBeDefined();
  });

  it('what does not fit is kept or taken out, and either can be undone', async () => {
    const caseId = await doubts.mixed();
    const place = await placeOf(caseId, 'coherence');
    expect(wordsOf(await signed(sonia).get(place))).toContain('⚠ différent : ');
    const stands = async () => (await signed(sonia).get(place)).html.includes('value="garder"');
    await signed(sonia).post(place, { reponse: 'garder' });
    expect(await stands()).toBe(false);
    later();
    await signed(sonia).post(`${place}/annuler`);
    expect(await stands()).toBe(true);
    later();
    await signed(sonia).post(place, { reponse: 'sortir 0' });
    expect(await kindsIn(caseId)).toContain('deplacement');
    later();
    await signed(sonia).post(`${place}/annuler`);
    expect(await stands()).toBe(true);
    expect((await kindsIn(caseId)).filter((kind) => kind === 'impaye')).toHaveLength(2);
  });

  it('what was taken out to another arrondissement is brought back by who reviews both, on its day', async () => {
    const caseId = '77-2026-000810';
    await portal.file(
      caseId,
      { kind: 'commandementDePayer', actDate: '2026-10-05', dwelling: meaux },
      { kind: 'assignation', actDate: '2026-11-05', dwelling: provins },
    );
    const { Put } = reviewWrite(portal.table, {
      entity: 'REVIEW',
      messageId: `audit-${caseId}`,
      reason: 'audit',
      state: 'open',
      openedAt: portal.clock.now,
      caseId,
      candidates: [],
      events: [`${caseId}-e-1`],
    });
    if (Put) await portal.client.send(new PutCommand(Put));
    const place = await placeOf(caseId, 'audit');
    expect((await signed(sonia).post(place, { reponse: 'sortir 0' })).status).toBe(303);
    later();
    const refused = await signed(sonia).post(`${place}/annuler`);
    expect([refused.status, wordsOf(refused)]).toEqual([
      409,
      expect.stringContaining('d’un arrondissement que vous ne relisez pas'),
    ]);
    expect(await kindsIn(caseId)).toEqual(['commandementDePayer', 'deplacement']);
    later(24 * 60);
    const tomorrow = await portal.signIn('rita@exemple.fr');
    expect((await tomorrow.get(place)).html).not.toContain(`${place}/annuler`);
    expect(wordsOf(await tomorrow.post(`${place}/annuler`))).toContain('s’annule le jour même');
    expect(await kindsIn(caseId)).toEqual(['commandementDePayer', 'deplacement']);
    later(-24 * 60);
    expect((await (await portal.signIn('rita@exemple.fr')).post(`${place}/annuler`)).status).toBe(303);
    expect(await kindsIn(caseId)).toContain('assignation');
  });

  it.each([
    ['conserver', 'garde'],
    ['effacer', 'efface'],
  ])(
    'an open case come to its term is kept or let go (%s), and the page says that this is not undone',
    async (reponse, etat) => {
      const caseId = await doubts.household().caf();
      const review = {
        messageId: `terme-${caseId}-2026-11-30`,
        reason: 'terme',
        state: 'open',
        openedAt: portal.clock.now,
      } as const;
      const { Put } = reviewWrite(portal.table, { entity: 'REVIEW', ...review, caseId, candidates: [] });
      if (Put) await portal.client.send(new PutCommand(Put));
      const place = await placeOf(caseId, 'terme');
      const given = await signed(sonia).post(place, { reponse });
      expect(await item('CASE', caseId)).toMatchObject([{ keeping: { etat, by: 'Sonia Lefort' } }]);
      expect((await signed(sonia).get(given.to ?? '')).html).not.toContain(`${place}/annuler`);
      expect((await signed(sonia).post(`${place}/annuler`)).status).toBe(409);
    },
  );

  it.each([
    ['confirmer', 'closed'],
    ['rejeter', 'open'],
  ])('a fact that would end it is said true or not (%s), and that can be undone', async (reponse, status) => {
    const caseId = await doubts.departed();
    const place = await placeOf(caseId, 'fin');
    await signed(sonia).post(place, { reponse });
    expect(await item('CASE', caseId)).toMatchObject([{ status, aConfirmer: [] }]);
    later();
    await signed(sonia).post(`${place}/annuler`);
    expect(await open(caseId, 'fin')).toBeDefined();
  });
});
