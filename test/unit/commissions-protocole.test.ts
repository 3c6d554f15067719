import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../shared/domain/calendar/civil-date.ts';
import {
  estEnVigueur,
  type Protocole,
  type VieDuProtocole,
  vieDuProtocole,
} from '../../shared/domain/commissions/protocole.ts';

const PARTIES = ['ccas', 'mds', 'habitat', 'foyers'];
const BAILLEURS = ['habitat', 'foyers'];
const signedOn = (...days: string[]) =>
  days.map((on, n) => ({ membre: PARTIES[n] ?? '', on })).filter(({ on }) => on !== '');
const aProtocole = (over: Partial<Protocole> = {}): Protocole => ({
  signatures: signedOn('2026-09-01', '2026-09-15', '2026-09-10', '2026-09-12'),
  bilans: [],
  denonciations: [],
  avenants: [],
  ...over,
});
const vie = (protocole: Protocole, today: string, parties = PARTIES, bailleurs = BAILLEURS): VieDuProtocole =>
  vieDuProtocole(protocole, parties, bailleurs, today);
const etatOn = (protocole: Protocole, today: string): VieDuProtocole['etat'] => vie(protocole, today).etat;

describe('a protocol takes effect at the last signature (charter, annexe 6, art. 9)', () => {
  it.each<[signatures: string[], today: string, etat: VieDuProtocole['etat'], effet: string | undefined]>([
    [[], '2026-10-01', 'aSigner', undefined],
    [['2026-09-01', '2026-09-15', '2026-09-10'], '2026-10-01', 'aSigner', undefined],
    [['2026-09-01', '', '2026-09-10', '2026-09-12'], '2026-10-01', 'aSigner', undefined],
    [['2026-09-01', '2026-09-15', '2026-09-10', '2026-09-12'], '2026-09-14', 'aSigner', '2026-09-15'],
    [['2026-09-01', '2026-09-15', '2026-09-10', '2026-09-12'], '2026-09-15', 'enVigueur', '2026-09-15'],
    [['2026-09-15', '2026-09-01', '2026-09-10', '2026-09-12'], '2026-09-15', 'enVigueur', '2026-09-15'],
    [['2026-09-01', '2026-09-15', '2026-09-10', '2026-09-12'], '2027-09-14', 'enVigueur', '2026-09-15'],
  ])('signed on %j, it is read on %s: %s, from %s', (days, today, etat, effet) => {
    const found = vie(aProtocole({ signatures: signedOn(...days) }), today);
    expect([found.etat, found.effet]).toEqual([etat, effet]);
  });

  it('says who has not signed', () => {
    const found = vie(aProtocole({ signatures: signedOn('2026-09-01', '', '2026-09-10') }), '2026-10-01');
    expect(found.manquants).toEqual(['mds', 'foyers']);
    expect(found).not.toHaveProperty('effet');
    expect(found).not.toHaveProperty('terme');
    expect(vie(aProtocole(), '2026-10-01').manquants).toEqual([]);
  });

  it('is never in force before all have signed, whoever signed and whenever it is read', () => {
    const day = fc.nat(1500).map((n) => addDays('2025-01-01', n));
    fc.assert(
      fc.property(
        fc.array(fc.option(day, { nil: '' }), { minLength: 4, maxLength: 4 }),
        day,
        fc.array(fc.record({ membre: fc.constantFrom(...PARTIES), recueLe: day }), { maxLength: 3 }),
        fc.array(fc.record({ annee: fc.constant(2026), presenteLe: day }), { maxLength: 2 }),
        (days, today, denonciations, bilans) => {
          const found = vie(aProtocole({ signatures: signedOn(...days), denonciations, bilans }), today);
          const all = days.every((on) => on !== '' && on <= today);
          expect(found.etat !== 'aSigner').toBe(all);
          if (!all) expect(estEnVigueur(found)).toBe(false);
        },
      ),
      { seed: 77, numRuns: 300 },
    );
  });
});

describe('a protocol lasts a year, renewed tacitly after its yearly evaluation', () => {
  const bilan = (presenteLe: string) => ({ annee: 2026, presenteLe });
  it.each<[bilans: string[], today: string, etat: VieDuProtocole['etat'], terme: string, why: string]>([
    [[], '2026-09-15', 'enVigueur', '2027-09-15', 'its first day'],
    [[], '2027-09-14', 'enVigueur', '2027-09-15', 'the last day of its first year'],
    [[], '2027-09-15', 'aReconduire', '2028-09-15', 'its term, and no evaluation'],
    [['2027-01-20'], '2027-09-15', 'enVigueur', '2028-09-15', 'its term, the evaluation heard in the year'],
    [['2026-09-15'], '2027-09-15', 'enVigueur', '2028-09-15', 'heard the first day of the year before'],
    [['2026-09-14'], '2027-09-15', 'aReconduire', '2028-09-15', 'heard the day before it'],
    [['2027-09-15'], '2027-09-15', 'enVigueur', '2028-09-15', 'heard that very day'],
    [['2027-09-16'], '2027-09-15', 'aReconduire', '2028-09-15', 'to be heard the day after'],
    [['2027-09-16'], '2027-09-16', 'enVigueur', '2028-09-15', 'heard late'],
    [['2027-01-20'], '2028-09-14', 'enVigueur', '2028-09-15', 'the last day of its second year'],
    [['2027-01-20'], '2028-09-15', 'aReconduire', '2029-09-15', 'none since the first evaluation'],
    [['2027-01-20', '2028-01-18'], '2028-09-15', 'enVigueur', '2029-09-15', 'an evaluation each year'],
  ])('evaluations on %j: on %s, %s until %s (%s)', (days, today, etat, terme) => {
    const found = vie(aProtocole({ bilans: days.map(bilan) }), today);
    expect([found.etat, found.terme]).toEqual([etat, terme]);
    expect(estEnVigueur(found)).toBe(true);
  });

  it('keeps its own day over the years, the 29th of February too', () => {
    const leap = aProtocole({ signatures: signedOn('2028-02-29', '2028-02-29', '2028-02-29', '2028-02-29') });
    expect(vie(leap, '2028-03-01').terme).toBe('2029-02-28');
    expect(vie(leap, '2029-02-27').terme).toBe('2029-02-28');
    expect(vie(leap, '2031-12-31').terme).toBe('2032-02-29');
  });

  it('is in a year that holds the day on which it is read', () => {
    fc.assert(
      fc.property(fc.nat(4000), (days) => {
        const today = addDays('2026-09-15', days);
        const { effet = '', terme = '' } = vie(aProtocole(), today);
        expect(today < terme && addMonths(terme, -12) <= today && effet <= today).toBe(true);
      }),
      { seed: 77, numRuns: 100 },
    );
  });
});

describe('a party leaves three months after the others have its letter', () => {
  const leaving = (membre: string, recueLe: string) => ({ membre, recueLe });
  it.each<[string, [membre: string, recueLe: string][], today: string, etat: VieDuProtocole['etat']]>([
    ['the day its letter came', [['habitat', '2026-11-30']], '2026-11-30', 'preavis'],
    ['the last day of its notice', [['habitat', '2026-11-30']], '2027-02-27', 'preavis'],
    ['the day it leaves, another landlord stays', [['habitat', '2026-11-30']], '2027-02-28', 'enVigueur'],
    [
      'one landlord has left, the other is to leave',
      [
        ['habitat', '2026-11-30'],
        ['foyers', '2027-01-15'],
      ],
      '2027-04-14',
      'preavis',
    ],
    [
      'the day the last landlord leaves',
      [
        ['habitat', '2026-11-30'],
        ['foyers', '2027-01-15'],
      ],
      '2027-04-15',
      'fini',
    ],
    ['the MDS has left', [['mds', '2026-11-30']], '2027-03-01', 'enVigueur'],
    [
      'the day on which none but landlords are left',
      [
        ['mds', '2026-11-30'],
        ['ccas', '2026-11-30'],
      ],
      '2027-02-28',
      'fini',
    ],
    [
      'the day before',
      [
        ['mds', '2026-11-30'],
        ['ccas', '2026-11-30'],
      ],
      '2027-02-27',
      'preavis',
    ],
  ])('%s', (_, all, today, etat) => {
    const protocole = aProtocole({ denonciations: all.map(([membre, on]) => leaving(membre, on)) });
    expect(etatOn(protocole, today)).toBe(etat);
    expect(estEnVigueur(vie(protocole, today))).toBe(etat !== 'fini');
  });

  it('says who leaves and when, the first to leave first', () => {
    const mds = leaving('mds', '2026-12-20');
    const [foyers, habitat] = [leaving('foyers', '2027-01-15'), leaving('habitat', '2026-11-30')];
    for (const denonciations of [
      [foyers, habitat, mds],
      [habitat, mds, foyers],
      [mds, foyers, habitat],
    ])
      expect(vie(aProtocole({ denonciations }), '2027-01-20').departs).toEqual([
        { membre: 'habitat', le: '2027-02-28' },
        { membre: 'mds', le: '2027-03-20' },
        { membre: 'foyers', le: '2027-04-15' },
      ]);
  });

  it('of a single landlord ends with it', () => {
    const parties = ['ccas', 'mds', 'habitat'];
    const protocole = aProtocole({ denonciations: [leaving('habitat', '2026-10-15')] });
    expect(vie(protocole, '2027-01-14', parties, ['habitat']).etat).toBe('preavis');
    expect(vie(protocole, '2027-01-15', parties, ['habitat']).etat).toBe('fini');
  });

  it('whose last landlord left never comes back by the mere passing of time', () => {
    fc.assert(
      fc.property(fc.nat(2000), (days) => {
        const denonciations = BAILLEURS.map((membre) => leaving(membre, '2026-11-30'));
        const today = addDays('2026-09-15', days);
        expect(etatOn(aProtocole({ denonciations }), today) === 'fini').toBe(today >= '2027-02-28');
      }),
      { seed: 77, numRuns: 200 },
    );
  });
});

describe('before it is signed', () => {
  it.each([
    ['2026-12-01', '2026-10-01'],
    ['2027-04-30', '2027-02-28'],
    ['2027-01-31', '2026-11-30'],
  ])('planned on %s, the Commission permanente has its report by %s', (signaturePrevue, avant) => {
    const found = vie(aProtocole({ signatures: [], signaturePrevue }), '2026-09-01');
    expect(found.commissionPermanenteAvant).toBe(avant);
  });

  it('says no such day where no signing is planned, nor once it is in force', () => {
    expect(vie(aProtocole({ signatures: [] }), '2026-09-01')).not.toHaveProperty('commissionPermanenteAvant');
    const signed = aProtocole({ signaturePrevue: '2026-09-15' });
    expect(vie(signed, '2026-09-15')).not.toHaveProperty('commissionPermanenteAvant');
  });
});

describe('an avenant takes effect once all parties have signed it (art. 8)', () => {
  it('says who has not, and from when it runs', () => {
    const avenants = [
      { objet: 'un rythme mensuel', signatures: signedOn('2027-01-04', '2027-01-08', '2027-01-06') },
      {
        objet: 'un délai de 21 jours',
        signatures: signedOn('2027-02-01', '2027-02-09', '2027-02-01', '2027-02-03'),
      },
    ];
    expect(vie(aProtocole({ avenants }), '2027-03-01').avenants).toEqual([
      { objet: 'un rythme mensuel', effet: undefined, manquants: ['foyers'] },
      { objet: 'un délai de 21 jours', effet: '2027-02-09', manquants: [] },
    ]);
  });
});
