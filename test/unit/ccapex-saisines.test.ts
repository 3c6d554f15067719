import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { avantReforme, constats, demandeExamen, effetDe } from '../../shared/domain/ccapex/saisines.ts';
import { parUrgence, urgenceDe } from '../../shared/domain/commissions/urgence.ts';
import { criteresSaisine } from '../../shared/domain/events/signals.ts';
import { rowOf } from '../../shared/domain/lists/row.ts';
import { caseWrite } from '../../shared/store/writes.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const TODAY = '2026-12-01';
const saisinesOf = (...drafts: Draft[]) => caseOf(eventsOf(...drafts), TODAY).saisines;
const impaye: Draft = { kind: 'impaye', actDate: '2026-03-02' };
const saisine = (actDate: string, over: object = {}): Draft => ({
  kind: 'saisineCcapex',
  actDate,
  sender: 'caf',
  ...over,
});
const inscription = (actDate: string): Draft => ({
  kind: 'inscriptionCcapex',
  actDate,
  sender: 'ccapex-nord',
  commission: 'ccapex-nord',
  dateCommission: '2026-12-15',
});
const avis = (actDate: string): Draft => ({
  kind: 'avisCcapex',
  actDate,
  sender: 'ccapex-nord',
  nature: 'avis',
  recommandations: ['delais'],
});

describe('What waits for the CCAPEX', () => {
  it.each<[string, Draft[], unknown[]]>([
    ['nothing, while nobody refers the case', [impaye], []],
    [
      'a referral of CAF, with the criteria it says',
      [impaye, saisine('2026-06-01', { criteres: ['situationComplexe'] })],
      [{ objet: 'situation', depuis: '2026-06-01', par: 'caf', criteres: ['situationComplexe'] }],
    ],
    [
      'an unpaid rent whose body says that it referred it',
      [{ ...impaye, suites: ['saisineCcapex'] }],
      [{ objet: 'situation', depuis: '2026-03-02', par: 'caf', criteres: [] }],
    ],
    [
      'what a CLPIL sends on',
      [
        impaye,
        {
          kind: 'decisionClpil',
          actDate: '2026-05-12',
          sender: 'clpil-meaux',
          dateCommission: '2026-05-12',
          issues: ['renvoiCcapex'],
        },
      ],
      [{ objet: 'situation', depuis: '2026-05-12', par: 'clpil-meaux', criteres: [] }],
    ],
    ['nothing, once it is on an agenda', [impaye, saisine('2026-06-01'), inscription('2026-06-20')], []],
    ['nothing, once an opinion was given', [impaye, saisine('2026-06-01'), avis('2026-07-01')], []],
    [
      'what is referred again after an opinion',
      [impaye, saisine('2026-06-01'), avis('2026-07-01'), saisine('2026-08-01', { sender: 'fsl' })],
      [{ objet: 'situation', depuis: '2026-08-01', par: 'fsl', criteres: [] }],
    ],
    [
      'the aid, which an agenda does not answer',
      [
        impaye,
        saisine('2026-06-01', {
          objet: 'aideLogement',
          accompagnementLe: '2026-05-02',
          diagnosticLe: '2026-05-20',
        }),
        inscription('2026-06-20'),
        avis('2026-07-01'),
      ],
      [
        {
          objet: 'aideLogement',
          depuis: '2026-06-01',
          par: 'caf',
          criteres: [],
          accompagnementLe: '2026-05-02',
          diagnosticLe: '2026-05-20',
        },
      ],
    ],
    [
      'no aid, once it is decided',
      [
        impaye,
        saisine('2026-06-01', { objet: 'aideLogement' }),
        { kind: 'decisionCcapex', actDate: '2026-07-01', sender: 'ccapex-nord', aide: 'maintien' },
      ],
      [],
    ],
    [
      'nothing, after an adjudication',
      [{ kind: 'adjudication', actDate: '2026-04-01' }, saisine('2026-06-01')],
      [],
    ],
    [
      'nothing, once the household has left',
      [impaye, saisine('2026-06-01'), { kind: 'departVolontaire', actDate: '2026-07-01', sender: 'caf' }],
      [],
    ],
    [
      'a commandement of a private landlord, past two rents',
      [
        {
          kind: 'commandementDePayer',
          actDate: '2026-06-01',
          dette: 180_000,
          loyer: 60_000,
          bailleur: { nature: 'personnePhysique' },
        },
      ],
      [
        {
          objet: 'situation',
          depuis: '2026-06-01',
          par: 'etude-girard-provins',
          criteres: ['signalementCommissaire'],
        },
      ],
    ],
    [
      'no such commandement once a body has received the household',
      [
        {
          kind: 'commandementDePayer',
          actDate: '2026-06-01',
          dette: 180_000,
          loyer: 60_000,
          bailleur: { nature: 'personnePhysique' },
        },
        {
          kind: 'suiteOrientation',
          actDate: '2026-06-20',
          sender: 'mds-meaux',
          organisme: 'mds',
          etat: 'recu',
        },
      ],
      [],
    ],
    [
      'no landlord’s referral once it has assigned',
      [
        impaye,
        saisine('2026-06-01', { sender: 'bailleur-habitat' }),
        { kind: 'assignation', actDate: '2026-08-05' },
      ],
      [],
    ],
    [
      'a landlord’s referral that says why, even then',
      [
        impaye,
        saisine('2026-06-01', { sender: 'bailleur-habitat', criteres: ['relogementNecessaire'] }),
        { kind: 'assignation', actDate: '2026-08-05' },
      ],
      [
        {
          objet: 'situation',
          depuis: '2026-06-01',
          par: 'bailleur-habitat',
          criteres: ['relogementNecessaire'],
        },
      ],
    ],
  ])('is %s', (_, drafts, expected) => {
    expect(saisinesOf(...drafts).map(({ constates: _c, ...one }) => one)).toEqual(expected);
  });

  it('answers nothing that came later the same day', () => {
    const morning = { ...inscription('2026-06-01'), receivedAt: '2026-06-01T08:00:00.000Z' };
    const noon = saisine('2026-06-01', { receivedAt: '2026-06-01T12:00:00.000Z' });
    expect(saisinesOf(impaye, morning, noon)).toHaveLength(1);
    const evening = { ...morning, receivedAt: '2026-06-01T18:00:00.000Z' };
    expect(saisinesOf(impaye, evening, noon)).toEqual([]);
  });

  it('is of the current procedure alone', () => {
    const drafts = [
      impaye,
      saisine('2026-04-01'),
      { kind: 'paiement', actDate: '2026-05-01', solde: 0 },
      { kind: 'impaye', actDate: '2026-09-01' },
    ];
    expect(saisinesOf(...drafts)).toEqual([]);
    expect(saisinesOf(...drafts, saisine('2026-10-01'))).toHaveLength(1);
  });

  it('depends neither on the order of arrival nor on what is told twice', () => {
    const drafts = [
      impaye,
      saisine('2026-06-01'),
      inscription('2026-06-20'),
      saisine('2026-07-01', { sender: 'comed', criteres: ['recoursDalo'] }),
      saisine('2026-07-02', { objet: 'aideLogement' }),
      avis('2026-08-01'),
      saisine('2026-09-01', { sender: 'fsl' }),
    ];
    const events = eventsOf(...drafts);
    const expected = caseOf(events, TODAY).saisines;
    expect(expected.map(({ par }) => par)).toEqual(['caf', 'fsl']);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.subarray(events),
        (some, again) => {
          expect(caseOf([...some, ...again], TODAY).saisines).toEqual(expected);
        },
      ),
    );
  });

  it('comes back when the act that answered it is undone', () => {
    const events = eventsOf(impaye, saisine('2026-06-01'), inscription('2026-06-20'));
    const undone = eventsOf({
      kind: 'acteAnnule',
      actDate: '2026-06-21',
      sender: 'ccapex-nord',
      evenement: events[2]?.id,
      acte: 'inscriptionCcapex',
      prevenus: [],
      alertes: [],
    }).map((event) => ({ ...event, id: 'undone' }));
    expect(caseOf([...events, ...undone], TODAY).saisines).toHaveLength(1);
  });
});

describe('Criteria that facts show', () => {
  const constatesOf = (...drafts: Draft[]) => saisinesOf(...drafts, saisine('2026-11-01'))[0]?.constates;
  it.each<[string, Draft[], string[]]>([
    ['none', [{ ...impaye, dette: 100_000, loyer: 60_000 }], []],
    ['a heavy debt, by its sum', [{ ...impaye, dette: 500_000, loyer: 200_000 }], ['detteLourde']],
    ['not a cent below', [{ ...impaye, dette: 499_999, loyer: 200_000 }], []],
    ['a heavy debt, in rents', [{ ...impaye, dette: 360_000, loyer: 60_000 }], ['detteLourde']],
    [
      'a late stage',
      [
        impaye,
        { kind: 'commandementDeQuitterLesLieux', actDate: '2026-10-01', prefetInformeLe: '2026-10-01' },
      ],
      ['stadeAvance'],
    ],
    [
      'two measures that failed',
      [
        impaye,
        { kind: 'planApurement', actDate: '2026-05-01', etat: 'denonce', sender: 'caf' },
        { kind: 'aideFsl', actDate: '2026-06-01', etat: 'refusee', sender: 'fsl' },
      ],
      ['accompagnementEnEchec'],
    ],
    [
      'one is not enough',
      [impaye, { kind: 'aideFsl', actDate: '2026-06-01', etat: 'refusee', sender: 'fsl' }],
      [],
    ],
    [
      'a DALO claim',
      [impaye, { kind: 'recoursDalo', actDate: '2026-06-01', voie: 'dalo', etat: 'depose', sender: 'comed' }],
      ['recoursDalo'],
    ],
    [
      'none that was rejected',
      [
        impaye,
        { kind: 'recoursDalo', actDate: '2026-06-01', voie: 'dalo', etat: 'depose', sender: 'comed' },
        { kind: 'recoursDalo', actDate: '2026-09-01', voie: 'dalo', etat: 'rejete', sender: 'comed' },
      ],
      [],
    ],
    ['an aid that is suspended', [{ ...impaye, suites: ['suspension'] }], ['aideMenacee']],
    [
      'none that is maintained since',
      [
        { ...impaye, suites: ['suspension'] },
        { kind: 'impaye', actDate: '2026-05-02', suites: ['maintien'] },
      ],
      [],
    ],
  ])('are %s', (_, drafts, expected) => {
    expect(constatesOf(...drafts)).toEqual(expected);
  });

  it('say that each threshold is ours, and from when', () => {
    for (const [critere, { versions }] of Object.entries(constats)) {
      expect(criteresSaisine).toContain(critere);
      for (const { reliability, source, validFrom } of versions)
        expect([reliability, source.length > 10, validFrom]).toEqual([
          'choix',
          true,
          expect.stringMatching(/^20/),
        ]);
    }
  });
});

describe('The place of a case in the queue', () => {
  const placeOf = (...drafts: Draft[]) => {
    const { Put } = caseWrite(
      't',
      '77-2026-000001',
      caseOf(eventsOf(...drafts), TODAY),
      { alerted: [], nextDay: undefined },
      0,
    );
    return [Put?.Item?.worklistKey, Put?.Item?.worklistSort];
  };
  it('is with what asks for something, or with what only signals; none without a referral', () => {
    expect(placeOf(impaye)).toEqual([undefined, undefined]);
    expect(placeOf(impaye, saisine('2026-06-01'))).toEqual(['CCAPEX#771', 'A#2026-06-01#77-2026-000001']);
    expect(placeOf(impaye, saisine('2026-06-01', { sender: 'bailleur-x' }))).toEqual([
      'CCAPEX#771',
      'B#2026-06-01#77-2026-000001',
    ]);
    expect(placeOf(impaye, saisine('2026-06-01'), inscription('2026-06-20'))).toEqual([undefined, undefined]);
  });
  it('tells a signalement and a landlord’s step from what asks for an examination', () => {
    expect(demandeExamen({ objet: 'situation', par: 'bailleur-x', criteres: [] })).toBe(false);
    expect(demandeExamen({ objet: 'aideLogement', par: 'bailleur-x', criteres: [] })).toBe(true);
    expect(demandeExamen({ objet: 'situation', par: 'etude-x', criteres: ['signalementCommissaire'] })).toBe(
      false,
    );
    expect(demandeExamen({ objet: 'situation', par: 'comed', criteres: [] })).toBe(true);
  });
});

describe('The decision on the aid', () => {
  it('is refused before 2027, with the text’s reason', () => {
    expect(avantReforme('2026-12-31')).toContain('décret n° 2026-84');
    expect(avantReforme('2027-01-01')).toBeUndefined();
  });
  // The worked examples of the dated rules.
  it.each([
    ['2027-03-03', '2027-04-01'],
    ['2027-03-31', '2027-04-01'],
    ['2027-04-01', '2027-05-01'],
    ['2027-12-15', '2028-01-01'],
  ])('notified on %s, a suspension takes effect on %s', (notified, effect) => {
    expect(effetDe(notified)).toBe(effect);
  });
  it('takes effect on the first of the next month, whatever the day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2027-01-01'), max: new Date('2040-12-31'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10);
          const effect = effetDe(day);
          const days = (Date.parse(effect) - Date.parse(day)) / 86_400_000;
          expect(effect.endsWith('-01') && days >= 1 && days <= 31).toBe(true);
        },
      ),
    );
  });
});

describe('Urgency', () => {
  const silence = (refus: string, debut?: string, expres = false) => ({ refus, expres, debut });
  it.each([
    [
      'the State’s liability',
      { stage: 'refusImplicite', silence: silence('2026-10-01', '2026-11-01') },
      0,
      'responsable',
    ],
    ['a refusal by silence to come', { stage: 'demandeCfp', silence: silence('2026-12-20') }, 1, 'silence'],
    ['a grant', { stage: 'cfpAccorde' }, 2, 'expulsion peut avoir lieu'],
    [
      'a refusal whose liability is to come',
      { stage: 'cfpRefuse', silence: silence('2026-11-20', '2027-04-01', true) },
      3,
      'refusé',
    ],
    ['a hearing', { stage: 'assignation', audience: '2026-12-20' }, 5, 'audience'],
    [
      'a commandement de quitter les lieux',
      { stage: 'commandementDeQuitterLesLieux' },
      6,
      'Commandement de quitter',
    ],
    ['an order of eviction', { stage: 'expulsionOrdonnee' }, 7, 'Expulsion ordonnée'],
    ['a far hearing', { stage: 'assignation', audience: '2027-06-01' }, 8, 'Assignation'],
    ['an unpaid rent', { stage: 'impaye' }, 9, 'Impayé'],
  ] as const)('%s', (_, row, rang, words) => {
    const found = urgenceDe(row, TODAY);
    expect([found.rang, found.raison]).toEqual([rang, expect.stringContaining(words)]);
  });

  it('orders by what is at stake, then by its day', () => {
    const some = [
      { rang: 5, le: '2026-12-20', raison: 'b' },
      { rang: 9, raison: 'd' },
      { rang: 5, le: '2026-12-10', raison: 'a' },
      { rang: 5, raison: 'c' },
    ];
    expect(some.toSorted(parUrgence).map(({ raison }) => raison)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('reads a case’s row as lists have it', () => {
    const state = caseOf(
      eventsOf(impaye, { kind: 'assignation', actDate: '2026-11-02', dateAudience: '2027-01-12' }),
      TODAY,
    );
    expect(urgenceDe(rowOf(state), TODAY).raison).toBe('audience le 12/01/2027');
  });
});

describe('What was signalled before 2027', () => {
  it('is said in the row while which law governs it is to be confirmed', () => {
    const row = (...drafts: Draft[]) => rowOf(caseOf(eventsOf(...drafts), '2027-02-01')).regime;
    expect(row({ ...impaye, signaleLe: '2026-02-28' })).toBe('2026-02-28');
    expect(row({ kind: 'impaye', actDate: '2027-01-15' })).toBeUndefined();
    expect(row(impaye, { kind: 'paiement', actDate: '2026-05-01', solde: 0 })).toBeUndefined();
    expect(
      row(impaye, { kind: 'decisionCcapex', actDate: '2027-01-15', sender: 'ccapex-nord', aide: 'maintien' }),
    ).toBeUndefined();
  });
});
