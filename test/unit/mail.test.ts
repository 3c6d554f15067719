import { describe, expect, it } from 'vitest';
import { stageOf } from '../../infra/stages.ts';
import { addressingOf } from '../../shared/mail/recipient.ts';
import { renderNotice } from '../../shared/mail/render.ts';
import { steps } from '../../shared/mail/steps.ts';
import { aNotice } from '../support/notices.ts';

const BASE = 'https://hub.example/dossiers/';

describe('a notice as a mail', () => {
  it.each(Object.entries(steps))(
    '%s says the step, what is expected and under which text',
    (template, step) => {
      const mail = renderNotice(aNotice({ template }), BASE);
      expect(mail.subject).toBe(`[passerelle] 77-2026-000001 · ${step.title} · Provins`);
      for (const part of [step.title, step.expected, step.source]) expect(mail.text).toContain(part);
      expect(mail.text).toContain('https://hub.example/dossiers/77-2026-000001');
      expect(mail.text).toContain('Avis n° n-1.');
      expect(mail.text).toContain("Date de l'acte ou du fait : 02/03/2026");
    },
  );

  it('escapes in HTML what partners wrote', () => {
    const mail = renderNotice(
      aNotice({ commune: '<script>alert(1)</script>', facts: { Tribunal: '"><img src=x>' } }),
      BASE,
    );
    expect(mail.html).not.toMatch(/<script|<img/);
    expect(mail.text).toContain('<script>alert(1)</script>');
  });

  it('adds no header: a subject is one line whatever was received', () => {
    const { subject } = renderNotice(aNotice({ commune: 'Provins\r\nBcc: x@y.example\u2028z' }), BASE);
    expect(subject).not.toMatch(/[\r\n\u2028]/);
  });

  it.each(['Jean Dupont, né le 02/03/1980', '77260', ''])(
    'names the arrondissement in the subject when «%s» is no commune',
    (commune) => {
      const mail = renderNotice(aNotice({ commune }), BASE);
      expect(mail.subject).toBe('[passerelle] 77-2026-000001 · Assignation · arrondissement de Provins');
      expect(mail.text).toContain(`Commune : ${commune}`);
    },
  );

  it('links to the case whether or not the base ends with a slash', () => {
    for (const base of [BASE, BASE.slice(0, -1)]) {
      expect(renderNotice(aNotice(), base).text).toContain('https://hub.example/dossiers/77-2026-000001');
    }
  });

  it('puts amounts in the body only', () => {
    const mail = renderNotice(aNotice(), BASE);
    expect(mail.subject).not.toContain('€');
    expect(mail.text).toContain('Dette : 2 449,60 €');
  });
});

describe('the sandbox rule', () => {
  const { mailboxes } = stageOf('prod');
  const policy = { mailboxes, sandboxRecipient: 'bac@sable.example' };

  it.each([
    ['771', 'sp-meaux-expulsionslocatives@seine-et-marne.gouv.fr'],
    ['775', 'sp-meaux-expulsionslocatives@seine-et-marne.gouv.fr'],
    ['772', 'ddc-logements@seine-et-marne.gouv.fr'],
    ['774', 'ddc-logements@seine-et-marne.gouv.fr'],
    ['773', 'sp-provins@seine-et-marne.gouv.fr'],
  ] as const)('prod writes to the mailbox of %s', (arrondissement, mailbox) => {
    const notice = { recipient: 'arrondissement', arrondissement } as const;
    expect(addressingOf(notice, { stage: 'prod', mailboxes })).toEqual({
      to: mailbox,
      mailbox,
      intended: undefined,
    });
  });

  it.each(['dev', 'preprod'])('%s writes to the sandbox only, and names whom it was for', (stage) => {
    const addressing = addressingOf(aNotice({ recipient: 'ccapex' }), { stage, ...policy });
    expect(addressing).toMatchObject({ to: 'bac@sable.example', intended: mailboxes.ccapex });
    expect(renderNotice(aNotice(), BASE, addressing.intended).text).toContain(mailboxes.ccapex);
  });

  it.each([
    ['dev', undefined],
    ['preprod', undefined],
    ['unheard-of', undefined],
    ['prod', 'bac@sable.example'],
  ])('%s with the sandbox recipient %s is refused', (stage, sandboxRecipient) => {
    expect(() => addressingOf(aNotice(), { stage, mailboxes, sandboxRecipient })).toThrow(/misconfigured/);
  });
});
