import { describe, expect, it } from 'vitest';
import { departedFrom, opinionsInForce } from '../../shared/domain/case/opinions.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const avis = (actDate: string, ...recommandations: string[]): Draft =>
  d('avisCcapex', actDate, { sender: 'ccapex', nature: 'avis', recommandations });
const demande = d('demandeCfp', '2026-09-12');

/** The opinions in force on 30 November, as day and recommendations. */
const inForce = (...drafts: Draft[]) =>
  opinionsInForce(eventsOf(demande, ...drafts), '2026-11-30').map(
    ({ on, recommandations }) => `${on} ${recommandations.join(' ')}`,
  );

describe('an opinion of the CCAPEX in force', () => {
  it.each<[string, Draft[], string[]]>([
    ['is what it recommends', [avis('2026-11-03', 'relogement', 'delais')], ['2026-11-03 relogement delais']],
    ['is none where it recommends nothing', [avis('2026-11-03')], []],
    [
      'is given that day at the latest',
      [avis('2026-11-30', 'avdl'), avis('2026-12-01', 'delais')],
      ['2026-11-30 avdl'],
    ],
    [
      'is the latest of those that say the same',
      [avis('2026-10-03', 'relogement', 'avdl'), avis('2026-11-03', 'relogement')],
      ['2026-10-03 avdl', '2026-11-03 relogement'],
    ],
    [
      'gives way to one that recommends the concours',
      [avis('2026-10-03', 'relogement'), avis('2026-11-03', 'concoursForcePublique', 'avdl')],
      ['2026-11-03 concoursForcePublique avdl'],
    ],
    [
      'and the concours, to one that no longer recommends it',
      [avis('2026-10-03', 'concoursForcePublique'), avis('2026-11-03', 'maintienDansLesLieux')],
      ['2026-11-03 maintienDansLesLieux'],
    ],
    [
      'stands beside another of the same day: nobody knows which came last',
      [avis('2026-11-03', 'concoursForcePublique'), avis('2026-11-03', 'relogement')],
      ['2026-11-03 concoursForcePublique', '2026-11-03 relogement'],
    ],
    [
      'does not outlive its procedure',
      [
        avis('2026-09-20', 'delais'),
        d('departVolontaire', '2026-10-01'),
        d('commandementDePayer', '2026-11-10'),
      ],
      [],
    ],
  ])('%s', (_, drafts, expected) => {
    expect(inForce(...drafts).sort()).toEqual([...expected].sort());
  });

  const mesure = (mesure: string, etat: string) =>
    d('accompagnement', '2026-11-10', { mesure, etat, sender: 'mds' });
  it.each<[string, Draft, boolean]>([
    ['relogement', d('relogement', '2026-11-10', { etat: 'assure' }), true],
    ['planApurement', d('planApurement', '2026-11-10', { etat: 'signe' }), true],
    ['planApurement', d('planApurement', '2026-11-10', { etat: 'refuse' }), false],
    ['planApurement', d('planApurement', '2026-11-10', { etat: 'denonce' }), false],
    ['aideFsl', d('aideFsl', '2026-11-10', { etat: 'accordee' }), true],
    ['aideFsl', d('aideFsl', '2026-11-10', { etat: 'refusee' }), false],
    ['aideFsl', d('aideFsl', '2026-11-02', { etat: 'refusee' }), true],
    ['accompagnement', mesure('asll', 'ouverte'), true],
    ['accompagnement', mesure('asll', 'close'), false],
    ['accompagnement', mesure('masp', 'close'), false],
    ['accompagnement', mesure('avdl', 'close'), true],
    ['avdl', mesure('avdl', 'close'), false],
    ['avdl', mesure('asll', 'close'), true],
    ['avdl', mesure('avdl', 'ouverte'), true],
    ['delais', mesure('avdl', 'close'), true],
    ['maintienDansLesLieux', d('planApurement', '2026-11-10', { etat: 'refuse' }), true],
  ])('that recommends %s, after %o: %s', (one, fact, holds) => {
    expect(inForce(avis('2026-11-03', one), fact)).toEqual(holds ? [`2026-11-03 ${one}`] : []);
  });

  it('that recommends a relogement is carried out once the household is rehoused, even without its state', () => {
    for (const etat of ['effectue', undefined])
      expect(inForce(avis('2026-11-03', 'relogement'), d('relogement', '2026-11-10', { etat }))).toEqual([]);
  });
});

describe('a decision on the concours', () => {
  const departs = (issue: 'accord' | 'refus' | 'sursis' | 'miseEnDemeure', ...drafts: Draft[]) =>
    departedFrom({ issue, actDate: '2026-11-30' }, eventsOf(demande, ...drafts)).map(({ on }) => on);

  it.each([
    ['accord', ['relogement'], true],
    ['accord', ['delais'], true],
    ['accord', ['concoursForcePublique'], false],
    ['accord', ['concoursForcePublique', 'relogement'], false],
    ['sursis', ['relogement'], true],
    ['sursis', ['delais'], false],
    ['sursis', ['delais', 'relogement'], true],
    ['refus', ['relogement'], false],
    ['refus', ['concoursForcePublique'], false],
    ['miseEnDemeure', ['relogement'], false],
  ] as const)('%s, against %o: it departs: %s', (issue, recommandations, expected) => {
    expect(departs(issue, avis('2026-11-03', ...recommandations))).toEqual(expected ? ['2026-11-03'] : []);
  });

  it('departs from no opinion that came after it', () => {
    expect(departs('accord', avis('2026-12-01', 'relogement'))).toEqual([]);
  });

  it('departs from what is still to be done of several opinions, the first first', () => {
    expect(departs('accord', avis('2026-11-03', 'delais'), avis('2026-10-03', 'avdl'))).toEqual([
      '2026-10-03',
      '2026-11-03',
    ]);
  });
});
