import { describe, expect, it } from 'vitest';
import { renderDigest } from '../../shared/outbound/mail/render-digest.ts';
import { alertTexts } from '../../shared/outbound/texts/alert-texts.ts';
import { aDigest, aRow } from '../support/notices.ts';

const context = { stage: 'prod', caseUrlBase: 'https://hub.example/dossiers' };
const row = (n: number, over: object = {}) =>
  aRow({ noticeId: `n-${n}`, caseId: `77-2026-00000${n}`, ...over });
const casesOf = (html: string): string[] =>
  [...html.matchAll(/>(77-2026-\d{6})<\/a>/g)].map(([, caseId]) => caseId ?? '');

describe('a digest', () => {
  it('has its urgent alerts first, in their own table, each table in the order of dates', () => {
    const rows = [
      row(1, { due: '2026-04-02' }),
      row(2, { urgent: true, due: '2026-03-08' }),
      row(3, { due: '2026-03-20' }),
      row(4, { urgent: true, due: '2026-03-03' }),
      row(5, { urgent: true, template: 'suspensionAProposer', due: '2026-02-28' }),
    ];
    const { html, text } = renderDigest(aDigest({ rows }), context);
    const order = [5, 4, 2, 3, 1].map((n) => `77-2026-00000${n}`);
    expect(casesOf(html)).toEqual(order);
    expect([...text.matchAll(/^- (77-\S+)/gm)].map(([, caseId]) => caseId)).toEqual(order);
    expect(html.match(/<table/g)).toHaveLength(2);
    expect(html.indexOf('Urgentes')).toBeLessThan(html.indexOf('Autres alertes'));
  });

  it('has six columns: case with its link, commune, alert, date, days left, whom to tell', () => {
    const rows = [row(1, { forward: ['CCAS de Meaux', 'bailleur'] })];
    const { html, text } = renderDigest(aDigest({ rows }), context);
    const columns = [...html.matchAll(/<th scope="col"[^>]*>([^<]+)/g)].map(([, name]) => name);
    expect(columns).toEqual(['Dossier', 'Commune', 'Alerte', 'Échéance', 'Jours restants', 'À prévenir']);
    const cells = [...html.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) =>
      cell?.replace(/<[^>]+>/g, '').replaceAll('&#x2F;', '/'),
    );
    const { title, expected } = alertTexts.cfpDansTrenteJours;
    const said = ['77-2026-000001', 'Meaux', title, '01/04/2026', 'J-30', 'CCAS de Meaux, bailleur'];
    expect(cells).toEqual(said);
    expect(html).toContain('href="https:&#x2F;&#x2F;hub.example&#x2F;dossiers&#x2F;77-2026-000001"');
    for (const part of said) expect(text).toContain(part);
    expect(text).toContain('https://hub.example/dossiers/77-2026-000001');
    for (const body of [html, text]) expect(body).toContain(expected);
    expect(text).toContain('adresse à compléter (annuaire de l’étape prod)');
  });

  it.each([
    [[{}], 1, 1, '1 alerte du 02/03/2026'],
    [[{ urgent: true }, {}], 1, 1, '2 alertes du 02/03/2026, dont 1 urgente'],
    [[{ urgent: true }, { urgent: true }], 2, 3, '2 alertes du 02/03/2026, dont 2 urgentes (2/3)'],
  ])('of %o, part %i of %i, has the subject «%s»', (overs, part, parts, title) => {
    const digest = aDigest({ rows: overs.map((over, n) => row(n, over)), part, parts });
    expect(renderDigest(digest, context).subject).toBe(`[passerelle] ${title}`);
  });

  it('says what is expected once for each kind of alert', () => {
    const { text } = renderDigest(aDigest({ rows: [row(1), row(2), row(3)] }), context);
    expect(text.split(alertTexts.cfpDansTrenteJours.expected)).toHaveLength(2);
  });

  it('escapes in HTML what partners wrote, and tells whom it was for in a sandbox', () => {
    const rows = [row(1, { commune: '<script>', forward: ['<img src=x>'] })];
    const mail = renderDigest(aDigest({ rows }), { ...context, intended: 'meaux@etat.example' });
    expect(mail.html).not.toMatch(/<script|<img/);
    expect(mail.text).toContain('destiné à meaux@etat.example');
    expect(mail.subject).not.toContain('script');
  });
});
