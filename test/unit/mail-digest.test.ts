import { describe, expect, it } from 'vitest';
import { renderDigest } from '../../shared/outbound/mail/render-digest.ts';
import { alertTexts } from '../../shared/outbound/texts/alert-texts.ts';
import { eventTexts } from '../../shared/outbound/texts/event-texts.ts';
import { aContact, aDigest, anEventRow, aRow } from '../support/notices.ts';

const context = { stage: 'prod', caseUrlBase: 'https://hub.example/dossiers', contact: aContact };
const inCase = (n: number) => ({ noticeId: `n-${n}`, caseId: `77-2026-00000${n}` });
const row = (n: number, over: object = {}) => aRow({ ...inCase(n), ...over });
const render = (...rows: object[]) => renderDigest(aDigest({ rows }), context);
const casesOf = (html: string): string[] =>
  [...html.matchAll(/>(77-2026-\d{6})<\/a>/g)].map(([, caseId]) => caseId ?? '');

describe('a digest', () => {
  it('goes case by case: what is asked at once, then the nearest date, then what only happened', () => {
    const { html, text } = render(
      row(1, { due: '2026-04-02' }),
      anEventRow(inCase(2)),
      row(3, { due: '2026-03-20' }),
      row(4, { due: '2026-03-03' }),
      row(5, { template: 'suspensionAProposer', due: '2026-02-28' }),
      anEventRow({ ...inCase(1), noticeId: 'n-other' }),
    );
    const order = [5, 4, 3, 1, 2].map((n) => `77-2026-00000${n}`);
    expect(casesOf(html)).toEqual(order);
    expect([...text.matchAll(/^(77-2026-\d{6}) · Meaux$/gm)].map(([, caseId]) => caseId)).toEqual(order);
  });

  it('says of a case what is asked, by when, and whom its reader must inform; then what happened, told by whom', () => {
    const { html, text } = render(
      anEventRow(),
      row(1, { forward: ['CCAS de Meaux', 'bailleur'] }),
      row(1, { noticeId: 'n-9', template: 'responsabiliteEngagee', due: '2026-03-09' }),
    );
    expect(text).toContain(
      [
        '77-2026-000001 · Meaux',
        'https://hub.example/dossiers/77-2026-000001',
        '- Responsabilité de l’État : début de la période : premier jour 09/03/2026 (J-7)',
        '- Concours de la force publique : décision à préparer : échéance 01/04/2026 (J-30)',
        '  À prévenir par vos soins : CCAS de Meaux, bailleur',
        '- Assignation, 27/02/2026',
        '  transmis par etude-moreau-meaux · Date de l’audience : 20/05/2026 · Dette : 2 449,60 €',
      ].join('\n'),
    );
    expect(text).toContain('adresse à compléter (annuaire de l’étape prod)');
    expect(html).toContain('href="https:&#x2F;&#x2F;hub.example&#x2F;dossiers&#x2F;77-2026-000001"');
    expect(html).not.toContain('<table');
  });

  it('marks what is urgent, and only that', () => {
    const { text } = render(
      row(1, { urgent: true }),
      row(1, { noticeId: 'n-9', template: 'suspensionAProposer' }),
    );
    expect(text.match(/URGENT/g)).toHaveLength(2);
    expect(text).toContain('- URGENT · Concours de la force publique : décision à préparer : échéance');
  });

  it('speaks of a date that has gone by in the past tense', () => {
    const { text } = render(row(1, { template: 'audienceProche', due: '2026-02-20' }));
    expect(text).toContain('- Audience passée : le 20/02/2026 (passée depuis 10 jours)');
    expect(text).toContain(alertTexts.audienceProche.passed?.expected);
    expect(text).not.toContain(alertTexts.audienceProche.title);
  });

  it.each([
    [[row(1)], 1, 1, 'Récapitulatif du 02/03/2026 : 1 nouvelle, 1 dossier'],
    [[row(1), anEventRow(), row(2)], 1, 1, 'Récapitulatif du 02/03/2026 : 3 nouvelles, 2 dossiers'],
    [[row(1), row(2)], 2, 3, 'Récapitulatif du 02/03/2026 : 2 nouvelles, 2 dossiers (2/3)'],
    [[row(1, { urgent: true }), anEventRow()], 1, 1, '[URGENT] 2 nouvelles, 1 dossier, 02/03/2026'],
  ])('of %o, part %i of %i, has the subject «%s»', (rows, part, parts, title) => {
    expect(renderDigest(aDigest({ rows, part, parts }), context).subject).toBe(`[passerelle] ${title}`);
  });

  it('says what is expected once for each kind of news, and nothing where nothing is', () => {
    const { text } = render(
      row(1),
      row(2),
      anEventRow(inCase(3)),
      anEventRow({ template: 'departVolontaire' }),
    );
    for (const { expected } of [alertTexts.cfpDansTrenteJours, eventTexts.assignation])
      expect(text.split(expected)).toHaveLength(2);
    expect(text).not.toContain('Aucune action');
  });

  it('says whom to call, and that an answer is read', () => {
    const { html, text } = render(row(1));
    for (const body of [text, html])
      expect(body).toContain(
        'DDETS de Seine-et-Marne, 01 99 00 77 77, ddets@etat.example, ou répondre à ce message',
      );
  });

  it('escapes in HTML what partners wrote, and tells whom it was for in a sandbox', () => {
    const rows = [
      row(1, { commune: '<script>', forward: ['<img src=x>'] }),
      anEventRow({ sender: '<b>', facts: [['<i>', '<u>']] }),
    ];
    const mail = renderDigest(aDigest({ rows }), { ...context, intended: 'meaux@etat.example' });
    expect(mail.html).not.toMatch(/<script|<img|<b>|<i>|<u>/);
    expect(mail.text).toContain('destiné à meaux@etat.example');
    expect(mail.subject).not.toContain('script');
  });

  it('of an earlier version, with alerts that did not say so, is still sent', () => {
    const { about: _, ...old } = row(1);
    expect(render(old).text).toContain(alertTexts.cfpDansTrenteJours.title);
  });
});
