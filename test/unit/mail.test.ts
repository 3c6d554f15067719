import { describe, expect, it } from 'vitest';
import { caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { renderNotice } from '../../shared/outbound/mail/render.ts';
import { dueNoticeSchema } from '../../shared/outbound/notice.ts';
import { ofCommune } from '../../shared/outbound/place.ts';
import { alertTexts } from '../../shared/outbound/texts/alert-texts.ts';
import { eventTexts } from '../../shared/outbound/texts/event-texts.ts';
import { aContact, aNotice, anAlert } from '../support/notices.ts';

const context = { stage: 'prod', caseUrlBase: 'https://hub.example/dossiers/', contact: aContact };

describe('a notice of an event as a mail', () => {
  it.each(Object.entries(eventTexts))(
    '%s says the step, what is expected and under which text',
    (template, step) => {
      const mail = renderNotice(aNotice({ template }), context);
      expect(mail.subject).toBe(`[passerelle] 77-2026-000001 · ${step.title} · Provins`);
      for (const part of [step.title, step.expected, step.source]) expect(mail.text).toContain(part);
      expect(mail.text).toContain('https://hub.example/dossiers/77-2026-000001');
      expect(mail.text).toContain('Avis n° n-1.');
      expect(mail.text).toContain('Date de l’acte ou du fait : 02/03/2026');
    },
  );

  it('has a text for every kind of event of the vocabulary', () => {
    const kinds = caseEventSchema.def.options.map(({ shape }) => String(shape.kind.def.values[0]));
    expect(Object.keys(eventTexts).sort()).toEqual(kinds.sort());
  });

  it('tells facts in the order they were written, which a list keeps and a map of the table does not', () => {
    const { text } = renderNotice(
      aNotice({
        facts: [
          ['Tribunal', 'voir'],
          ['Dette', '12 €'],
          ['Aide', 'APL'],
        ],
      }),
      context,
    );
    const lines = text.split('\n').filter((line) => /^(Tribunal|Dette|Aide) /.test(line.trim()));
    expect(lines.map((line) => line.trim().split(' ')[0])).toEqual(['Tribunal', 'Dette', 'Aide']);
  });

  it('escapes in HTML what the outbox holds, and says no town that is none', () => {
    const mail = renderNotice(
      aNotice({ commune: '<script>alert(1)</script>', facts: { Tribunal: '"><img src=x>' } }),
      context,
    );
    expect(mail.html).not.toMatch(/<script|<img/);
    expect(mail.text).not.toContain('alert(1)');
  });

  it('adds no header: a subject is one line whatever was received', () => {
    for (const notice of [aNotice, anAlert]) {
      const { subject } = renderNotice(
        notice({ commune: 'Provins\r\nBcc: x@y.example\u2028z', insee: undefined }),
        context,
      );
      expect(subject).not.toMatch(/[\r\n\u2028]/);
    }
  });

  it.each(['Jean Dupont, né le 02/03/1980', '77260', ''])(
    'names the arrondissement in the subject when «%s» is no commune',
    (commune) => {
      const mail = renderNotice(aNotice({ commune }), context);
      expect(mail.subject).toBe('[passerelle] 77-2026-000001 · Assignation · arrondissement de Provins');
      expect(mail.text).toContain(
        `Commune : ${/^\d{5}$/.test(commune) ? commune : 'arrondissement de Provins'}`,
      );
    },
  );

  it('links to the case whether or not the base ends with a slash', () => {
    for (const caseUrlBase of ['https://hub.example/dossiers/', 'https://hub.example/dossiers']) {
      const { text } = renderNotice(aNotice(), { ...context, caseUrlBase });
      expect(text).toContain('https://hub.example/dossiers/77-2026-000001');
    }
  });

  it('says whom to call, and that an answer is read', () => {
    const { html, text } = renderNotice(aNotice(), context);
    for (const body of [text, html])
      expect(body).toContain(
        'DDETS de Seine-et-Marne, 01 99 00 77 77, ddets@etat.example, ou répondre à ce message',
      );
    const { telephone: _, ...contact } = aContact;
    expect(renderNotice(aNotice(), { ...context, contact }).text).toContain(
      'DDETS de Seine-et-Marne, ddets@etat.example,',
    );
  });

  it('puts amounts in the body only', () => {
    const mail = renderNotice(aNotice(), context);
    expect(mail.subject).not.toContain('€');
    expect(mail.text).toContain('Dette : 2 449,60 €');
  });
});

describe('a notice of an alert as a mail', () => {
  it.each(Object.entries(alertTexts))(
    '%s says what it is, what is expected, why this date and under which text',
    (template, step) => {
      const mail = renderNotice(anAlert({ template, urgent: false }), context);
      expect(mail.subject).toBe(`[passerelle] 77-2026-000001 · ${step.title} · Meaux`);
      expect(step.title).not.toMatch(/[\d€]/);
      for (const body of [mail.text, mail.html.replaceAll('&#x2F;', '/')]) {
        for (const part of [step.expected, 'Pourquoi cette date', '09/01/2026 + 2 mois', 'R153-1'])
          expect(body).toContain(part);
      }
    },
  );

  it.each(
    Object.entries(alertTexts).flatMap(([template, { passed }]) => (passed ? [{ template, passed }] : [])),
  )('$template whose date has gone by speaks in the past tense', ({ template, passed }) => {
    const mail = renderNotice(anAlert({ template, due: '2026-03-01', urgent: false }), context);
    expect(mail.subject).toBe(`[passerelle] 77-2026-000001 · ${passed.title} · Meaux`);
    expect(mail.text).toContain(passed.expected);
  });

  it('marks an urgent one in its subject', () => {
    expect(renderNotice(anAlert(), context).subject).toBe(
      '[passerelle] [URGENT] 77-2026-000001 · Concours de la force publique : décision sous une semaine · Meaux',
    );
  });

  it.each([
    ['cfpDansSeptJours', '2026-03-09', '09/03/2026 (J-7)'],
    ['cfpRefusImplicite', '2026-03-02', '02/03/2026 (aujourd’hui)'],
    ['compteRenduManquant', '2026-03-01', '01/03/2026 (dépassée de 1 jour)'],
    ['compteRenduManquant', '2026-02-27', '27/02/2026 (dépassée de 3 jours)'],
    ['cfpPossible', '2026-02-27', '27/02/2026 (passée depuis 3 jours)'],
    ['orientationMenage', '2026-02-27', 'sans attendre'],
    ['finSuspension', undefined, 'sans attendre'],
  ])('%s due %s is said «%s» on 2 March', (template, due, said) => {
    const { text } = renderNotice(anAlert({ template, due, calendar: undefined }), context);
    expect(text).toContain(`Échéance : ${said}\n`);
  });

  it('gives what is asked at once the date its answer is due by', () => {
    const calendar = { uid: 'u', date: '2026-03-20', title: 'Enquête', told: '2026-03-02' };
    const notice = anAlert({ template: 'enqueteDemandee', due: '2026-03-01', calendar });
    expect(renderNotice(notice, context).text).toContain('Échéance : 20/03/2026 (J-18)\n');
  });

  it('names who must be told by its reader, and shows their address as one to complete', () => {
    const mail = renderNotice(anAlert(), { ...context, stage: 'preprod' }, ['CCAS de Meaux', '<b>MDS</b>']);
    expect(mail.text).toContain(
      'À prévenir par vos soins (adresse absente de l’annuaire) :\n' +
        '- CCAS de Meaux : adresse à compléter (annuaire de l’étape preprod)\n',
    );
    expect(mail.html).toContain('CCAS de Meaux');
    expect(mail.html).not.toContain('<b>MDS');
    expect(renderNotice(anAlert(), context).text).not.toContain('À prévenir');
  });

  it('of no known name is refused', () => {
    expect(() => anAlert({ template: 'assignation' })).toThrow();
    expect(() => anAlert({ template: 'toString' })).toThrow();
    expect(dueNoticeSchema.safeParse({ ...anAlert(), about: undefined }).success).toBe(false);
  });
});

it.each([
  ['Meaux', 'de Meaux'],
  ['Avon', 'd’Avon'],
  ['Évry-Grégy-sur-Yerre', 'd’Évry-Grégy-sur-Yerre'],
  ['Le Mée-sur-Seine', 'du Mée-sur-Seine'],
  ['Les Écrennes', 'des Écrennes'],
  ['La Ferté-Gaucher', 'de La Ferté-Gaucher'],
])('«de» before %s gives «%s»', (name, expected) => {
  expect(ofCommune(name)).toBe(expected);
});
