import { describe, expect, it } from 'vitest';
import { chronologyOf } from '../../shared/domain/case/chronology.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { responsabiliteAt } from '../../shared/domain/responsabilite/responsabilite.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const at = (today: string, ...drafts: Draft[]) =>
  responsabiliteAt(chronologyOf(inOrder(eventsOf(...drafts))).marks, today);

const ordered = (actDate: string, over: object = {}): Draft => ({
  kind: 'decision',
  actDate,
  issue: 'resiliation',
  ...over,
});
const cql = (actDate: string, prefetInformeLe: string | undefined = actDate): Draft => ({
  kind: 'commandementDeQuitterLesLieux',
  actDate,
  prefetInformeLe,
});
const cfp = (actDate: string, over: object = {}): Draft => ({ kind: 'demandeCfp', actDate, ...over });
const answer = (actDate: string, issue: string, over: object = {}): Draft => ({
  kind: 'decisionCfp',
  actDate,
  issue,
  ...over,
});
const executed = (actDate: string, effectuee = true): Draft => ({ kind: 'executionCfp', actDate, effectuee });
const pcs = (actDate: string, etat: string): Draft => ({ kind: 'protocoleCohesionSociale', actDate, etat });
const time = (actDate: string, months: number, over: object = {}): Draft => ({
  kind: 'decision',
  actDate,
  issue: 'delaiPourQuitter',
  delaiAccordeMois: months,
  ...over,
});

/** A title and a commandement that the préfet received long before the demande. */
const longAgo = [ordered('2001-01-04'), cql('2001-03-01')];
const never = '2030-01-01';

type Row = [what: string, drafts: Draft[], refus: string | null, debut: string | null, fin?: string | null];

describe('the refusal and the liability are two dates', () => {
  it.each<Row>([
    [
      'asked 31/12/2025: no 31 February, a Saturday, in the trêve',
      [cfp('2025-12-31')],
      '2026-02-28',
      '2026-04-01',
    ],
    ['asked 30/12/2023, before the decree', [cfp('2023-12-30')], '2024-02-29', '2024-04-01'],
    ['asked 02/04/2024: a Sunday, not moved', [cfp('2024-04-02')], '2024-06-02', '2024-06-02'],
    ['asked 31/01/2026: the last day of the trêve', [cfp('2026-01-31')], '2026-03-31', '2026-04-01'],
    ['asked 15/02/2026: silence ends after the trêve', [cfp('2026-02-15')], '2026-04-15', '2026-04-15'],
    ['asked 31/08/2026: one day before the trêve', [cfp('2026-08-31')], '2026-10-31', '2026-10-31'],
    ['asked 10/09/2026', [cfp('2026-09-10')], '2026-11-10', '2027-04-01'],
    ['asked 28/11/2026', [cfp('2026-11-28')], '2027-01-28', '2027-04-01'],
    [
      'asked again while the first is open',
      [cfp('2024-04-02'), cfp('2024-05-15')],
      '2024-06-02',
      '2024-06-02',
    ],
    [
      'a landlord’s letter, then the commissaire de justice',
      [cfp('2024-04-02', { sender: 'bailleur-x' }), cfp('2024-05-10')],
      '2024-07-10',
      '2024-07-10',
    ],
    [
      'a time to leave by the JEX after the liability has started',
      [cfp('2024-04-02'), time('2024-09-01', 6)],
      '2024-06-02',
      '2024-06-02',
    ],
    [
      'a grant carried out within fifteen days',
      [cfp('2024-04-02'), answer('2026-05-04', 'accord'), executed('2026-05-15')],
      '2024-06-02',
      '2024-06-02',
      '2026-05-04',
    ],
    [
      'a grant carried out on the fifteenth day',
      [cfp('2024-04-02'), answer('2026-05-04', 'accord'), executed('2026-05-19')],
      '2024-06-02',
      '2024-06-02',
      '2026-05-04',
    ],
    [
      'a grant carried out later',
      [cfp('2024-04-02'), answer('2026-05-04', 'accord'), executed('2026-05-29')],
      '2024-06-02',
      '2024-06-02',
      '2026-05-29',
    ],
    [
      'asked 10/01/2021: the longer trêve of 2021 does not count',
      [cfp('2021-01-10')],
      '2021-03-10',
      '2021-04-01',
    ],
    ['asked 15/02/2021', [cfp('2021-02-15')], '2021-04-15', '2021-04-15'],
    ['asked 10/02/2020: the freeze of 2020', [cfp('2020-02-10')], '2020-07-23', '2020-07-23'],
    ['asked within the freeze of 2020', [cfp('2020-04-10')], '2020-08-24', '2020-08-24'],
    [
      'a recevabilité after the refusal',
      [cfp('2024-04-02'), { kind: 'surendettement', actDate: '2024-09-01', etape: 'recevabilite' }],
      '2024-06-02',
      '2024-06-02',
    ],
  ])('%s', (_, drafts, refus, debut, fin = null) => {
    expect(at(never, ...longAgo, ...drafts)).toMatchObject({ refus, debut, fin });
  });

  it.each<Row>([
    [
      'received 05/06/2026, asked 20/06/2026, not rejected',
      [cql('2026-06-01', '2026-06-05'), cfp('2026-06-20')],
      '2026-10-05',
      '2026-10-05',
    ],
    [
      'received 15/09/2026, asked 20/10/2026: a Sunday moves nothing',
      [cql('2026-09-15'), cfp('2026-10-20')],
      '2027-01-15',
      '2027-04-01',
    ],
    [
      'a second commandement moves nothing',
      [cql('2024-01-15'), cql('2024-03-25'), cfp('2024-04-02')],
      '2024-06-02',
      '2024-06-02',
    ],
    [
      'the judge removed the delay: the same day (CE, 12 décembre 2014, n° 363372)',
      [ordered('2024-04-02', { delaiCommandementMois: 0 }), cql('2024-04-10'), cfp('2024-04-10')],
      '2024-06-10',
      '2024-06-10',
    ],
    [
      'rejected as premature, asked again',
      [
        cql('2024-04-02'),
        cfp('2024-04-10'),
        answer('2024-04-20', 'refus', { motifRefus: 'prematuree' }),
        cfp('2024-06-03'),
      ],
      '2024-08-03',
      '2024-08-03',
    ],
    [
      'told to the préfet after the demande',
      [cql('2024-04-02', '2024-05-02'), cfp('2024-04-20')],
      '2024-09-02',
      '2024-09-02',
    ],
  ])('a commandement de quitter les lieux %s', (_, drafts, refus, debut) => {
    expect(at(never, ordered('2024-01-02'), ...drafts)).toMatchObject({ refus, debut });
  });
});

describe('decisions of judges', () => {
  it.each<Row>([
    [
      'CE, 16 avril 2008, n° 300268',
      [pcs('2004-01-10', 'signe'), pcs('2006-02-07', 'denonce')],
      '2006-04-07',
      '2006-04-07',
    ],
    ['CE (pourvoi contre TA du 4 février 2010)', [cfp('2007-05-03')], '2007-07-03', '2007-07-03'],
    [
      'CE, 27 novembre 2015, n° 377645',
      [cfp('2007-04-02'), answer('2007-12-21', 'accord'), executed('2008-02-25')],
      '2007-06-02',
      '2007-06-02',
      '2008-02-25',
    ],
    [
      'CE, 9 novembre 2018, n° 412696',
      [cfp('2015-11-02'), answer('2015-12-08', 'refus'), time('2016-02-10', 6)],
      '2015-12-08',
      '2016-08-11',
    ],
    [
      'CE (squat), the trêve does not protect',
      [ordered('2002-09-12', { horsTreve: 'entreeParForce' }), cfp('2002-11-15')],
      '2003-01-15',
      '2003-01-15',
    ],
    [
      'TA Melun, 25 février 2010, n° 0704281',
      [cfp('2006-10-20'), { kind: 'departVolontaire', actDate: '2008-04-30' }],
      '2006-12-20',
      '2007-03-16',
      '2008-04-30',
    ],
  ])('%s', (_, drafts, refus, debut, fin = null) => {
    expect(at(never, ...longAgo, ...drafts)).toMatchObject({ refus, debut, fin });
  });

  it('CE, 15 mai 2012, n° 351964: a commandement never sent to the préfet', () => {
    const told = at(
      never,
      ordered('2024-03-04'),
      { kind: 'commandementDeQuitterLesLieux', actDate: '2024-04-02' },
      cfp('2024-09-10'),
    );
    expect(told).toMatchObject({ refus: null, debut: null, etat: 'indeterminee' });
    expect(told.aConfirmer.join()).toContain('Le jour où le préfet a reçu');
  });
});

describe('dossiers', () => {
  it.each<[string, string, Draft[], object]>([
    [
      'm04',
      '2026-01-15',
      [ordered('2025-06-02'), cql('2025-07-01'), cfp('2025-12-31')],
      { refus: '2026-02-28', debut: '2026-04-01', etat: 'aVenir' },
    ],
    [
      'm05',
      '2024-07-20',
      [ordered('2023-12-04'), cql('2024-01-15'), cfp('2024-04-02'), cfp('2024-05-15')],
      { refus: '2024-06-02', debut: '2024-06-02', etat: 'enCours' },
    ],
    [
      'm07',
      '2024-10-01',
      [ordered('2024-04-08'), cql('2024-05-02'), time('2024-06-10', 6), cfp('2024-07-15')],
      {
        refus: '2024-09-15',
        debut: '2025-04-01',
        etat: 'aVenir',
        aConfirmer: [expect.stringContaining('à vérifier')],
      },
    ],
    [
      'm15',
      '2025-05-01',
      [
        ordered('2024-02-12'),
        pcs('2024-04-10', 'signe'),
        cql('2024-05-02'),
        pcs('2025-01-20', 'denonce'),
        cfp('2025-02-03'),
      ],
      { refus: '2025-03-20', debut: '2025-04-01' },
    ],
    [
      'm15b',
      '2025-05-01',
      [
        ordered('2024-01-22'),
        cql('2024-03-04'),
        cfp('2024-06-03'),
        pcs('2024-06-20', 'signe'),
        pcs('2025-01-20', 'denonce'),
      ],
      { refus: '2025-03-20', debut: '2025-04-01', aConfirmer: [] },
    ],
    [
      'm15b, while the protocol runs',
      '2024-09-01',
      [ordered('2024-01-22'), cql('2024-03-04'), cfp('2024-06-03'), pcs('2024-06-20', 'signe')],
      { refus: null, debut: null, etat: 'aucune' },
    ],
    [
      'm19',
      '2024-09-01',
      [
        ordered('2023-12-18'),
        cql('2024-02-05'),
        { kind: 'suspensionExpulsion', actDate: '2024-04-10', fin: '2026-04-10' },
        cfp('2024-05-06'),
      ],
      {
        refus: '2024-07-06',
        debut: '2026-04-11',
        etat: 'aVenir',
        aConfirmer: [expect.stringContaining('à vérifier')],
      },
    ],
    [
      'm20',
      '2024-08-01',
      [
        ordered('2024-02-12'),
        cql('2024-03-11'),
        cfp('2024-06-03'),
        answer('2024-07-22', 'sursis', { jusquAu: '2024-09-30' }),
      ],
      { refus: null, debut: null, etat: 'aucune' },
    ],
    [
      'm22',
      '2024-12-20',
      [
        ordered('2024-02-12'),
        cql('2024-03-11'),
        cfp('2024-06-03'),
        answer('2024-07-22', 'accord'),
        { kind: 'relogement', actDate: '2024-12-10' },
        executed('2024-12-10'),
      ],
      { refus: null, debut: null },
    ],
    [
      'm24',
      '2024-11-01',
      [{ kind: 'jugementDivorce', actDate: '2024-04-15' }, cql('2024-06-03'), cfp('2024-08-12')],
      { refus: '2024-10-12', debut: '2024-10-12', etat: 'enCours' },
    ],
  ])('%s', (_, today, drafts, wanted) => {
    expect(at(today, ...drafts)).toMatchObject(wanted);
  });
});

describe('a grant, then a refusal', () => {
  const granted = [...longAgo, cfp('2024-04-02'), answer('2024-04-22', 'accord')];

  it('opens a period of its own, to be confirmed', () => {
    const found = at(never, ...granted, answer('2024-05-06', 'refus'));
    expect(found).toMatchObject({ refus: '2024-05-06', debut: '2024-05-06', fin: null, etat: 'enCours' });
    expect(found.aConfirmer).toContain(
      'Le refus vient après un octroi : son effet sur la responsabilité est à vérifier.',
    );
    expect(found.pourquoi[0]).toBe(
      'Le concours avait été accordé ; la demande est de nouveau ouverte le 06/05/2024.',
    );
  });

  it('ends with the next grant', () => {
    expect(
      at(
        never,
        ...granted,
        answer('2024-05-06', 'refus'),
        answer('2024-06-10', 'accord'),
        executed('2024-06-17'),
      ),
    ).toMatchObject({ debut: '2024-05-06', fin: '2024-06-10', etat: 'close' });
  });

  it.each<[string, Draft[]]>([
    ['it was carried out before', [executed('2024-05-03'), answer('2024-05-06', 'refus')]],
    [
      'the household left before',
      [{ kind: 'departVolontaire', actDate: '2024-05-03' }, answer('2024-05-06', 'refus')],
    ],
    ['both on one day', [answer('2024-04-22', 'refus')]],
  ])('opens none when %s', (_, drafts) => {
    expect(at(never, ...granted, ...drafts)).toMatchObject({ debut: null });
  });

  it('of a demande that nobody told opens one, to be confirmed', () => {
    expect(
      at(
        never,
        ...longAgo,
        cfp('2024-04-02'),
        { kind: 'retraitDemandeCfp', actDate: '2024-04-20' },
        answer('2024-05-06', 'refus'),
      ),
    ).toMatchObject({
      refus: '2024-05-06',
      debut: '2024-05-06',
      aConfirmer: [expect.stringMatching(/demande .* n’est pas connue/), expect.anything()],
    });
  });
});

describe('a grant that takes effect later', () => {
  const until = (jusquAu: string) =>
    at('2024-08-01', ...longAgo, cfp('2024-04-02'), answer('2024-05-22', 'sursis', { jusquAu })).aConfirmer;

  it('says that the days past the two months are to be verified', () => {
    expect(until('2024-06-03').some((one) => one.includes('dans l’intervalle'))).toBe(true);
    expect(until('2024-06-02').some((one) => one.includes('dans l’intervalle'))).toBe(false);
  });
});

describe('how it is said', () => {
  const said = (today: string, ...drafts: Draft[]) => at(today, ...longAgo, ...drafts).pourquoi;
  const winter = [cfp('2025-12-31')];

  it.each<[string, string, Draft[], string]>([
    [
      'before its first day, as what would be',
      '2026-03-31',
      winter,
      'La période de responsabilité de l’État commencerait le mercredi 1er avril 2026, si le concours n’est pas accordé d’ici là.',
    ],
    [
      'before its first day, granted and carried out too late',
      '2026-03-31',
      [...winter, answer('2026-03-02', 'accord'), executed('2026-05-04')],
      'La période de responsabilité de l’État commencerait le mercredi 1er avril 2026.',
    ],
    [
      'from its first day, as what is',
      '2026-04-01',
      winter,
      'La période de responsabilité de l’État commence le mercredi 1er avril 2026.',
    ],
    [
      'when it never starts, as what would have been',
      '2026-04-01',
      [...winter, { kind: 'departVolontaire', actDate: '2026-03-02' }],
      'Elle ne commence pas : occupant parti, le 02/03/2026.',
    ],
  ])('%s', (_, today, drafts, wanted) => {
    expect(said(today, ...drafts).at(-1)).toBe(wanted);
  });

  it('once it has ended, by its first and its last day', () => {
    expect(
      said('2024-09-01', cfp('2024-04-02'), answer('2024-08-05', 'accord'), executed('2024-08-12')).slice(-2),
    ).toEqual([
      'La période de responsabilité de l’État commence le dimanche 2 juin 2024.',
      'Elle finit le lundi 5 août 2024, par l’octroi du concours, exécuté dans les quinze jours (CE, 27 novembre 2015, n° 377645).',
    ]);
  });
});
