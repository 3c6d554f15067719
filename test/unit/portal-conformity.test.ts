import { describe, expect, it } from 'vitest';
import type { Audit } from '../../functions/portal/accessibility/audit.ts';
import { conformityOf, validUntil } from '../../functions/portal/accessibility/conformity.ts';
import { helpOf } from '../../functions/portal/views/help-topics.ts';
import { communesLike } from '../../shared/domain/territory/search.ts';

const audit = (met: number, over: Partial<Audit> = {}): Audit => ({
  on: '2027-02-28',
  by: 'une personne formée',
  met,
  applicable: 60,
  failures: [],
  exemptions: [],
  withWhat: [],
  pages: [],
  ...over,
});

describe('what a site may say of its accessibility', () => {
  it.each([
    [60, 'totalement conforme'],
    [59, 'partiellement conforme'],
    [30, 'partiellement conforme'],
    [29, 'non conforme'],
    [0, 'non conforme'],
  ])('is by the criteria met, of 60: %d, %s', (met, said) => {
    expect(conformityOf(audit(met), '2027-03-01')).toBe(said);
  });

  it('is that it does not conform without an audit, after its three years, or when nothing was looked at', () => {
    expect(validUntil(audit(60))).toBe('2030-02-28');
    expect([
      conformityOf(undefined, '2027-03-01'),
      conformityOf(audit(60), '2030-02-28'),
      conformityOf(audit(60), '2030-03-01'),
      conformityOf(audit(0, { applicable: 0 }), '2027-03-01'),
    ]).toEqual(['non conforme', 'totalement conforme', 'non conforme', 'non conforme']);
  });
});

describe('the help of a page', () => {
  it.each([
    ['/', 'site'],
    ['/journee', 'journee'],
    ['/dossiers', 'dossiers'],
    ['/dossiers/77-2026-000001', 'dossier'],
    ['/dossiers/77-2026-000001/consigner/relogement', 'consigner'],
    ['/partenaires/etude-girard-provins/depots', 'deposer'],
    ['/nulle-part', 'site'],
  ])('is the part that explains most of its path: %s, %s', (path, topic) => {
    expect(helpOf(path)).toBe(topic);
  });
});

describe('communes that a text may name', () => {
  const names = (text: string, most = 20) => communesLike(text, most).map(({ name }) => name);

  it('are those whose name begins with it first, then those that hold it at the beginning of a word', () => {
    expect(names('prov').slice(0, 2)).toEqual(['Provins', 'Montceaux-lès-Provins']);
    expect(names('prov', 1)).toEqual(['Provins']);
  });

  it('are found by a former name, a postal code, whatever the accents and the articles', () => {
    expect(names('mée')).toContain('Le Mée-sur-Seine');
    expect(names('LE MEE')).toContain('Le Mée-sur-Seine');
    expect(names('77160')).toContain('Provins');
  });

  it('are none for a letter, for nothing and for what is no name', () => {
    expect([names('p'), names(''), names('zzz'), names('7')]).toEqual([[], [], [], []]);
  });
});
