import { describe, expect, it } from 'vitest';
import type { ArrondissementCode } from '../../shared/domain/events/household.ts';
import { unreviewed } from '../../shared/domain/habilitation/both-reviewed.ts';
import {
  type Habilitation,
  habilitationSchema,
  inForce,
  reachesCase,
  scopeOf,
} from '../../shared/domain/habilitation/habilitation.ts';

const TODAY = '2026-11-30';
const own = { id: '1', from: '2026-01-01', by: 'Claire Martin' };
const over = (role: 'agent' | 'relecteur', ...arrondissements: ArrondissementCode[]): Habilitation => ({
  ...own,
  role,
  arrondissements,
});
const scope = (...all: Habilitation[]) => scopeOf(all, TODAY);

describe('a habilitation', () => {
  it.each<[string, { from?: string; to?: string }, boolean]>([
    ['from its first day', { from: '2026-11-30' }, true],
    ['not the day before', { from: '2026-12-01' }, false],
    ['until the day before its end', { to: '2026-12-01' }, true],
    ['not on the day of its end', { to: '2026-11-30' }, false],
    ['not after', { to: '2026-06-30' }, false],
  ])('is in force %s', (_, dates, expected) => {
    const one: Habilitation = { ...over('agent', '773'), ...dates };

    expect(inForce([one], TODAY)).toEqual(expected ? [one] : []);
  });

  it('of the State is over one arrondissement at least, and of a partner over one partner', () => {
    expect(habilitationSchema.safeParse({ ...own, role: 'agent', arrondissements: [] }).success).toBe(false);
    expect(habilitationSchema.safeParse({ ...own, role: 'agent' }).success).toBe(false);
    expect(habilitationSchema.safeParse({ ...own, role: 'agent', arrondissements: ['751'] }).success).toBe(
      false,
    );
    expect(habilitationSchema.safeParse({ ...own, role: 'partenaire' }).success).toBe(false);
    expect(habilitationSchema.safeParse({ ...own, role: 'roi' }).success).toBe(false);
  });
});

describe('what a person may do', () => {
  it('is all their rights together, each for what it is over', () => {
    const all = scope(
      over('agent', '773'),
      over('agent', '771', '775'),
      over('relecteur', '773'),
      { ...own, role: 'partenaire', partner: 'etude-girard-provins' },
      { ...own, role: 'administrateur' },
    );

    expect(all).toEqual({
      agent: new Set(['773', '771', '775']),
      relecteur: new Set(['773']),
      partners: new Set(['etude-girard-provins']),
      isAdministrateur: true,
      isDpd: false,
    });
  });

  it('is nothing without a right in force', () => {
    expect(scope({ ...over('agent', '773'), to: TODAY })).toEqual(scope());
    expect(scope()).toEqual({
      agent: new Set(),
      relecteur: new Set(),
      partners: new Set(),
      isAdministrateur: false,
      isDpd: false,
    });
  });
});

describe('a case', () => {
  it.each<[string, Habilitation[], ArrondissementCode | undefined, boolean]>([
    ['an agent of its arrondissement', [over('agent', '773')], '773', true],
    ['a reviewer of its arrondissement', [over('relecteur', '773')], '773', true],
    ['an agent of another', [over('agent', '771')], '773', false],
    ['a partner', [{ ...own, role: 'partenaire', partner: 'caf' }], '773', false],
    ['an administrator', [{ ...own, role: 'administrateur' }], '773', false],
    ['whoever is in charge of data protection', [{ ...own, role: 'dpd' }], '773', false],
    ['nobody', [], '773', false],
    ['a reviewer of anywhere, while its commune is not certain', [over('relecteur', '771')], undefined, true],
    ['an agent, while its commune is not certain', [over('agent', '773')], undefined, false],
  ])('is read by %s: %#', (_, rights, arrondissement, expected) => {
    expect(reachesCase(scope(...rights), 'state', arrondissement)).toBe(expected);
  });

  it.each<[string, Habilitation[], ArrondissementCode | undefined, 'agent' | 'relecteur', boolean]>([
    ['an agent', [over('agent', '773')], '773', 'agent', true],
    ['an agent, to settle its doubts', [over('agent', '773')], '773', 'relecteur', false],
    ['a reviewer', [over('relecteur', '773')], '773', 'relecteur', true],
    ['a reviewer, to record an act', [over('relecteur', '773')], '773', 'agent', false],
    ['a reviewer, before its commune is certain', [over('relecteur', '771')], undefined, 'relecteur', true],
    ['an agent, before its commune is certain', [over('agent', '771')], undefined, 'agent', false],
  ])('is worked on by %s: %#', (_, rights, arrondissement, as, expected) => {
    expect(reachesCase(scope(...rights), as, arrondissement)).toBe(expected);
  });
});

describe('two cases to be merged', () => {
  const both: ArrondissementCode[] = ['771', '773'];
  it.each<
    [
      string,
      (ArrondissementCode | undefined)[],
      ArrondissementCode[] | undefined,
      ArrondissementCode[],
      unknown,
    ]
  >([
    ['are reviewed by two who review one each', both, ['771'], ['773'], undefined],
    ['are reviewed by one who reviews both', both, undefined, both, undefined],
    ['lack a reviewer of the second', both, ['771'], ['771'], '773'],
    ['lack a reviewer of the first', both, undefined, ['773'], '771'],
    ['lack none where no commune is known', [undefined, '773'], undefined, ['773'], undefined],
  ])('%s', (_, cases, proposed, confirming, expected) => {
    expect(unreviewed(cases, proposed, new Set(confirming))).toBe(expected);
  });
});
