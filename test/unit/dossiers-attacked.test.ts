import { describe, expect, it } from 'vitest';
import { reportOf } from '../../shared/cases/reading/case-report.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

/** Dossiers of another author, whose dates he computed from the texts before any was run; each stands for a kind. */
const on = (today: string, ...drafts: Draft[]) => {
  const report = reportOf(eventsOf(...drafts), today);
  const of = (rule: string) => report.deadlines.filter((deadline) => deadline.rule === rule);
  return {
    ...report,
    codes: report.flags.map(({ code }) => code),
    due: (rule: string): string[] =>
      of(rule).map(({ due = '-', status, outcome }) =>
        [due, status, ...(outcome.kind === 'satisfait' && outcome.late ? ['late'] : [])].join(' '),
      ),
    alerts: (rule: string) =>
      of(rule).flatMap(({ alerts }) => alerts.map(({ name, day }) => `${name} ${day}`)),
    said: (rule: string): string =>
      of(rule)
        .flatMap(({ explanation }) => explanation)
        .join('\n'),
  };
};

const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const ordered = (day: string, over: object = {}) => d('decision', day, { issue: 'resiliation', ...over });
const cql = (day: string, received: string | undefined = day) =>
  d('commandementDeQuitterLesLieux', day, { prefetInformeLe: received });
const untold = (day: string) => d('commandementDeQuitterLesLieux', day);
const cfp = (day: string, over: object = {}) => d('demandeCfp', day, over);
const answer = (day: string, issue: string, over: object = {}) => d('decisionCfp', day, { issue, ...over });
const carriedOut = (day: string, effectuee = true) => d('executionCfp', day, { effectuee });
const pcs = (day: string, etat: string) => d('protocoleCohesionSociale', day, { etat });
const received = (day: string, acte: string, over: object = {}) =>
  d('receptionPrefet', day, { acte, sender: 'etat', ...over });
const over = (day: string, cause: string) => d('finPoursuites', day, { cause });
const cp = (day: string, more: object = {}) =>
  d('commandementDePayer', day, { delai: { valeur: 2, unite: 'mois' }, ...more });
const assigned = (day: string, dateAudience: string, more: object = {}) =>
  d('assignation', day, { dateAudience, ...more });
const CQL = 'commandementDeQuitterLesLieux';
/** A title, and a commandement that the préfet has long had. */
const long = [ordered('2022-01-10'), cql('2022-03-01')];
const noOne = { refus: null, debut: null, etat: 'aucune' };

describe('the préfet’s receipt of an act', () => {
  const before = [ordered('2024-03-04'), untold('2024-04-02')];
  it.each<[string, Draft[], string]>([
    ['an appeal', [d('suiteJugement', '2024-04-10', { etape: 'appel' })], '2024-09-01'],
    ['a protocol that is refused', [pcs('2024-04-15', 'refuse')], '2024-09-01'],
  ])('of a commandement counts, whatever came in between: %s', (_, between, refus) => {
    const report = on('2024-10-01', ...before, ...between, received('2024-04-22', CQL), cfp('2024-07-01'));
    expect(report.responsabilite).toMatchObject({ refus, debut: refus, etat: 'enCours' });
    expect(report.codes).not.toContain('commandementNonPorteAuPrefet');
  });

  it.each<[string, string, Draft[], object]>([
    [
      'a first demande that was withdrawn',
      '2025-01-10',
      [
        cfp('2024-06-10'),
        d('retraitDemandeCfp', '2024-06-20'),
        received('2024-06-25', CQL),
        cfp('2024-09-02'),
      ],
      { refus: '2024-11-02', debut: '2025-04-01' },
    ],
    [
      'a first demande rejected as premature',
      '2024-10-10',
      [
        cfp('2024-04-10'),
        answer('2024-04-20', 'refus', { motifRefus: 'prematuree' }),
        received('2024-04-30', CQL),
        cfp('2024-07-01'),
      ],
      { refus: '2024-09-01' },
    ],
    [
      'a tentative',
      '2024-12-01',
      [
        d('procesVerbal', '2024-06-05', { nature: 'tentative' }),
        received('2024-06-07', CQL),
        cfp('2024-06-12'),
      ],
      { refus: '2024-10-07' },
    ],
  ])('of a commandement counts after %s', (_, today, drafts, wanted) => {
    expect(on(today, ...before, ...drafts).responsabilite).toMatchObject(wanted);
  });

  it('of a demande counts after a mise en demeure, which is no answer', () => {
    const report = on(
      '2024-10-01',
      ...long,
      cfp('2024-05-02'),
      answer('2024-05-10', 'miseEnDemeure'),
      received('2024-05-13', 'demandeCfp'),
    );
    expect(report.responsabilite.refus).toBe('2024-07-13');
  });

  it('that comes after the answer to it changes nothing, were the demande unknown', () => {
    const refused = [...long, answer('2024-05-20', 'refus', { motifRefus: 'ordrePublic' })];
    for (const drafts of [
      refused,
      [...refused, received('2024-05-25', 'demandeCfp', { dateActe: '2024-04-02' })],
    ])
      expect(on('2024-06-15', ...drafts).responsabilite).toMatchObject({
        refus: '2024-05-20',
        debut: '2024-05-20',
        etat: 'enCours',
        aConfirmer: [expect.stringContaining('n’est pas connue')],
      });
  });
});

describe('a demande without a title', () => {
  it.each<[string, Draft]>([
    ['a judgment reversed before', d('suiteJugement', '2024-03-01', { etape: 'infirmation' })],
    ['a lease signed before', d('nouveauBail', '2024-03-01')],
    ['the occupant dead before', over('2024-03-20', 'deces')],
  ])('%s: no liability, and the title is to be found', (_, fact) => {
    const report = on('2024-07-01', ...long, fact, cfp('2024-04-02'));
    expect(report.responsabilite).toMatchObject({
      ...noOne,
      aConfirmer: [expect.stringContaining('Le titre')],
    });
    // The préfet must answer all the same: doubt silences nothing.
    expect(report.due('decisionCfp')).toEqual(['2024-06-02 echu']);
  });

  it.each<[string, Draft, RegExp]>([
    [
      'provisional enforcement stopped',
      d('suiteJugement', '2024-03-20', { etape: 'executionProvisoireArretee' }),
      /exécution provisoire/,
    ],
    ['a renunciation', over('2023-05-09', 'renonciation'), /renonciation/],
    ['a sale', over('2023-05-09', 'vente'), /acquéreur/],
  ])('%s before: to be confirmed', (_, fact, doubt) => {
    const { responsabilite } = on('2024-07-01', ...long, fact, cfp('2024-04-02'));
    expect(responsabilite).toMatchObject({ refus: '2024-06-02', etat: 'enCours' });
    expect(responsabilite.aConfirmer.join(' ')).toMatch(doubt);
  });

  it('a title given again after a reversal has a commandement of its own', () => {
    const report = on(
      '2025-11-01',
      ordered('2023-09-04'),
      cql('2023-10-02'),
      d('suiteJugement', '2024-02-05', { etape: 'infirmation' }),
      ordered('2025-05-05'),
      cql('2025-06-02'),
      cfp('2025-06-10'),
    );
    expect(report.responsabilite.refus).toBe('2025-10-02');
  });
});

describe('grants, and what came of them', () => {
  const refused = [...long, cfp('2024-04-02')];
  it('of two, the one that is carried out in time ends the liability', () => {
    const drafts = [
      ...refused,
      answer('2024-09-10', 'accord'),
      carriedOut('2024-09-20', false),
      answer('2025-05-05', 'accord'),
    ];
    expect(on('2025-06-01', ...drafts, carriedOut('2025-05-12')).responsabilite).toMatchObject({
      debut: '2024-06-02',
      fin: '2025-05-05',
      etat: 'close',
    });
    expect(on('2025-05-06', ...drafts).responsabilite).toMatchObject({ fin: '2025-05-05', etat: 'close' });
  });

  it('a demande made again does not hide the first period, on any day', () => {
    const vain = [
      ...refused,
      answer('2024-07-22', 'accord'),
      carriedOut('2024-08-02', false),
      cfp('2024-08-12'),
    ];
    const first = { refus: '2024-06-02', debut: '2024-06-02' };
    const left = d('departVolontaire', '2025-01-10');
    expect(on('2025-01-09', ...vain).responsabilite).toMatchObject({ ...first, etat: 'enCours' });
    expect(on('2025-01-11', ...vain, left).responsabilite).toMatchObject({ ...first, fin: '2025-01-10' });
    const second = [...vain, answer('2025-05-05', 'accord'), carriedOut('2025-05-12')];
    expect(on('2025-06-01', ...second).responsabilite).toMatchObject({ ...first, fin: '2025-05-05' });
    const silent = [...refused, answer('2024-07-22', 'accord'), cfp('2024-10-14')];
    expect(on('2024-12-20', ...silent).responsabilite).toMatchObject({ ...first, etat: 'indeterminee' });
  });

  it('one that came to nothing ends nothing: the departure does', () => {
    const report = on(
      '2024-10-15',
      ...refused,
      answer('2024-07-22', 'accord'),
      carriedOut('2024-08-02', false),
      d('departVolontaire', '2024-10-10'),
    );
    expect(report.responsabilite).toMatchObject({ fin: '2024-10-10', etat: 'close' });
    expect(report.responsabilite.pourquoi.join(' ')).not.toContain('s’il est exécuté');
  });
});

describe('what the judge set aside', () => {
  it.each(['logementEtudiant', 'protection'])(
    '%s: the préfet need not be told of the commandement',
    (horsTreve) => {
      const report = on(
        '2024-12-15',
        ordered('2024-03-04', { horsTreve }),
        untold('2024-04-02'),
        cfp('2024-09-10'),
      );
      expect(report.responsabilite).toMatchObject({ refus: '2024-11-10', debut: '2024-11-10' });
      expect(report.codes).not.toContain('commandementNonPorteAuPrefet');
      expect(report.due('delaiCommandementDeQuitter')[0]).not.toContain('suspendu');
    },
  );

  it('entry by force, before the law of 2018: the two months stay', () => {
    const report = on(
      '2018-03-01',
      ordered('2017-09-04', { horsTreve: 'entreeParForce' }),
      cql('2017-10-02'),
      cfp('2017-10-03'),
    );
    expect(report.responsabilite.refus).toBe('2018-02-02');
  });

  it('the two months, beside time to pay: a missed term brings the eviction without them', () => {
    const report = on(
      '2026-04-10',
      d('decision', '2025-10-06', {
        issue: 'delaiDePaiement',
        delaiAccordeMois: 24,
        delaiCommandementMois: 0,
      }),
      d('echeance', '2026-01-10', { date: '2026-01-10', etat: 'manquee' }),
      cql('2026-02-02'),
      cfp('2026-02-02'),
    );
    expect(report.responsabilite.refus).toBe('2026-04-02');
    expect(report.codes).not.toContain('demandeCfpPrematuree');
  });

  it('no winter is spoken of where the trêve does not protect', () => {
    const report = on(
      '2026-11-01',
      ordered('2026-09-02', { horsTreve: 'entreeParForce' }),
      cql('2026-10-01'),
      cfp('2026-10-02'),
    );
    expect(report.said('decisionCfp')).not.toContain('Trêve');
  });
});

describe('a protocol of more than two years', () => {
  it('does not leave a demande unanswered on a prolongation that nobody told', () => {
    const report = on('2026-05-01', ...long, pcs('2023-11-10', 'signe'), cfp('2025-12-01'));
    expect(report.due('decisionCfp')).toEqual(['2026-02-01 echu']);
    expect(report.responsabilite.aConfirmer.join(' ')).toContain('plus de deux ans');
    const during = on('2025-12-01', ...long, pcs('2023-11-10', 'signe'), cfp('2025-11-10'));
    expect(during.due('decisionCfp')).toEqual([]);
  });
});

describe('the judge’s suspension', () => {
  it('ends by measures of its own day', () => {
    const report = on(
      '2024-07-01',
      ...long,
      d('suspensionExpulsion', '2024-03-15', { fin: '2025-12-15' }),
      d('surendettement', '2024-03-15', { etape: 'mesures' }),
      cfp('2024-04-02'),
    );
    expect(report.responsabilite.debut).toBe('2024-06-02');
  });

  it('is not for an adjudication alone', () => {
    const drafts = [
      d('adjudication', '2026-03-02'),
      cql('2026-05-04'),
      d('surendettement', '2026-06-01', { etape: 'recevabilite' }),
    ];
    const report = on('2026-10-01', ...drafts, d('suspensionExpulsion', '2026-06-10'), cfp('2026-07-15'));
    expect(report.due('avisSuspension')).toEqual([]);
    expect(report.due('finSuspension')).toEqual([]);
  });

  it.each<[string, Draft]>([
    ['it runs', d('suspensionExpulsion', '2026-03-02', { fin: '2028-03-02' })],
    [
      'provisional enforcement is stopped',
      d('suiteJugement', '2026-03-02', { etape: 'executionProvisoireArretee' }),
    ],
  ])('nobody is told that the concours may be asked while %s', (_, fact) => {
    const report = on('2026-04-10', ordered('2026-01-12'), cql('2026-02-02'), fact);
    expect(report.due('delaiCommandementDeQuitter')).toHaveLength(1);
    expect(report.alerts('delaiCommandementDeQuitter')).toEqual([]);
  });

  it('that a stranger tells waits, and the dates say so', () => {
    const report = on(
      '2024-07-01',
      ...long,
      d('surendettement', '2024-03-10', {
        etape: 'recevabilite',
        suspension: { debut: '2024-03-15', fin: '2024-12-15' },
      }),
      cfp('2024-04-02'),
    );
    expect(report.enAttente).toHaveLength(1);
    expect(report.responsabilite.aConfirmer.join(' ')).toContain('attend d’être confirmé');
  });
});

describe('an assignation told or served twice', () => {
  const late = assigned('2026-08-03', '2026-10-05', { prefetInformeLe: '2026-08-25' });
  it.each<[string, Draft[]]>([
    ['by the landlord, a day later', [late, assigned('2026-08-04', '2026-10-05', { sender: 'bailleur-x' })]],
    [
      'to the other spouse, received the same day',
      [late, assigned('2026-08-10', '2026-10-05', { prefetInformeLe: '2026-08-25' })],
    ],
    [
      'to the other spouse, received on another day',
      [
        assigned('2026-08-03', '2026-10-05', { prefetInformeLe: '2026-08-24' }),
        assigned('2026-08-10', '2026-10-05', { prefetInformeLe: '2026-08-25' }),
      ],
    ],
    [
      'never, but received after the hearing',
      [assigned('2026-08-03', '2026-10-05'), received('2026-10-06', 'assignation')],
    ],
  ])('%s: the préfet was told too late', (_, acts) => {
    const report = on('2026-10-07', cp('2026-05-03'), ...acts);
    expect(report.due('notificationPrefet')).toEqual(['2026-08-23 satisfait late']);
    expect(report.codes).toContain('audienceTropProche');
  });

  it('the second of two commandements de quitter, received together, is not suspended', () => {
    const report = on(
      '2026-05-01',
      ordered('2026-01-12'),
      cql('2026-04-02', '2026-04-10'),
      cql('2026-04-09', '2026-04-10'),
    );
    expect(report.due('delaiCommandementDeQuitter').at(-1)).toBe('2026-06-10 ouvert');
  });

  it('made again for the same hearing after it lapsed, has its delays', () => {
    const report = on(
      '2026-11-01',
      cp('2026-05-03'),
      assigned('2026-08-03', '2026-12-07'),
      d('caduciteAssignation', '2026-08-20'),
      assigned('2026-10-20', '2026-12-07', { prefetInformeLe: '2026-10-20' }),
    );
    expect(report.due('audience')).toEqual(['2026-12-07 ouvert']);
    expect(report.due('diagnosticAvantAudience')).toEqual(['2026-11-30 ouvert']);
  });

  it('served, and of which nobody told the préfet’s receipt, says that it is to be verified', () => {
    const report = on('2026-12-10', cp('2026-08-03'), assigned('2026-11-25', '2027-01-15'));
    expect(report.said('notificationPrefet')).toContain('à vérifier');
  });

  it('of a congé, put off, asks for nothing of rent debt', () => {
    const report = on(
      '2026-08-10',
      d('conge', '2025-03-01', { motif: 'congeReprise' }),
      d('impaye', '2026-05-04'),
      assigned('2026-06-01', '2026-08-03', { motif: 'congeReprise' }),
      d('renvoiAudience', '2026-08-03', { dateAudience: '2026-09-07', motif: 'congeReprise' }),
    );
    expect(report.due('notificationPrefet')).toEqual([]);
    expect(report.due('diagnosticAvantAudience')).toEqual([]);
  });

  it('of a congé, does not end the delay to pay', () => {
    const report = on(
      '2026-04-10',
      cp('2026-03-05'),
      d('assignation', '2026-04-01', { motif: 'congeVente' }),
    );
    expect(report.due('effetCommandementDePayer')).toEqual(['2026-05-05 ouvert']);
  });
});

describe('an unpaid rent', () => {
  const landlord = { sender: 'bailleur-x' };
  it.each<[string, Draft[], string[]]>([
    [
      'of 2027, paid before three months: nothing to signal',
      [
        d('impaye', '2027-02-05', { ...landlord, premierImpayeLe: '2027-01-05', dette: 12_000 }),
        d('paiement', '2027-02-20', { solde: 0, ...landlord }),
      ],
      [],
    ],
    [
      'of 2027, of 300 €, its first default unknown: not constituted',
      [d('impaye', '2027-02-10', { ...landlord, dette: 30_000 })],
      [],
    ],
    [
      'of 2026, of less than two months of rent and charges: not constituted',
      [d('impaye', '2026-10-05', { ...landlord, loyer: 80_000, charges: 10_000, dette: 50_000 })],
      [],
    ],
    [
      'of 2026, of two months: constituted',
      [d('impaye', '2026-10-05', { ...landlord, loyer: 80_000, charges: 10_000, dette: 180_000 })],
      ['2026-12-05 echu'],
    ],
  ])('%s', (_, drafts, due) => {
    const report = on('2027-06-10', ...drafts);
    expect(report.due('signalementImpaye')).toEqual(due);
    expect(report.motif).toBe('impaye');
  });

  it('constituted in 2026 and signalled in 2027: the regime is to be confirmed', () => {
    const report = on(
      '2027-01-10',
      d('impaye', '2026-11-20', { ...landlord, dateConstitution: '2026-11-15' }),
    );
    expect(report.said('signalementImpaye')).toContain('à confirmer');
  });

  it('a delay that stopped with 2026 is never late', () => {
    const report = on(
      '2027-04-21',
      d('impaye', '2026-10-05', { suites: ['planDemande'] }),
      d('planApurement', '2027-04-20', { etat: 'signe', sender: 'caf' }),
    );
    expect(report.due('planApurement')).toEqual(['2027-04-05 satisfait']);
  });

  it('that a plan kept to its end has paid is another debt when it comes back', () => {
    const report = on(
      '2026-06-01',
      d('impaye', '2022-01-10'),
      d('planApurement', '2022-03-01', { etat: 'signe', sender: 'caf' }),
      d('planApurement', '2024-03-01', { etat: 'respecte', sender: 'caf' }),
      d('impaye', '2026-05-06', landlord),
    );
    expect(report.due('signalementImpaye')).toEqual(['2026-07-06 ouvert']);
  });
});

describe('the threshold of a commandement', () => {
  const act = (loyer: number, dette: number) =>
    cp('2026-05-04', { loyer, dette, bailleur: { nature: 'personnePhysique' } });
  it.each<[string, Draft[], string[]]>([
    [
      'is the act’s: paid in part since',
      [act(80_000, 200_000), d('paiement', '2026-05-20', { solde: 100_000 })],
      ['2026-05-04 ouvert'],
    ],
    [
      'is the act’s: the debt grew since',
      [act(80_000, 80_000), d('impaye', '2026-09-04', { dette: 240_000 })],
      [],
    ],
    [
      'is the act’s: the rent is lower since',
      [act(80_000, 150_000), d('impaye', '2026-06-04', { loyer: 70_000 })],
      [],
    ],
  ])('%s', (_, drafts, due) => {
    expect(on('2026-09-05', ...drafts).due('signalementCommandementCcapex')).toEqual(due);
  });
});

describe('the referral to the CCAPEX that a signal stands for', () => {
  it('has its two months run out before the assignation, as a referral has', () => {
    const report = on(
      '2027-01-25',
      d('impaye', '2026-11-20'),
      cp('2026-11-02'),
      assigned('2027-01-20', '2027-04-20', { bailleur: { nature: 'personneMorale' } }),
    );
    expect(report.codes).toContain('assignationSansSaisineCcapex');
  });
});

describe('a procedure that was given up', () => {
  const first = [
    cp('2021-03-01'),
    assigned('2021-06-01', '2021-09-06'),
    ordered('2021-10-04'),
    cql('2021-11-02'),
  ];
  const second = [cp('2025-03-03'), assigned('2025-06-02', '2025-09-08'), ordered('2025-10-06')];
  it.each(['vente', 'renonciation', 'deces'])('by «%s»: no act of it serves the next', (cause) => {
    const drafts = [...first, over('2023-05-09', cause), ...second];
    const report = on('2026-04-20', ...drafts, cql('2026-02-03'), cfp('2026-02-10'));
    expect(report.responsabilite).toMatchObject({ refus: '2026-06-03', etat: 'aVenir' });
    expect(report.codes).toContain('demandeCfpPrematuree');
    expect(report.episodes).toMatchObject([{ fin: 'Fin des poursuites', jusquAu: '2023-05-09' }]);
    const unreceived = on('2026-06-20', ...drafts, untold('2026-02-03'), cfp('2026-04-10'));
    expect(unreceived.responsabilite.etat).toBe('indeterminee');
    expect(unreceived.codes).toContain('commandementNonPorteAuPrefet');
  });

  it('by the occupant’s death or by renunciation closes the case; by a sale, it does not', () => {
    const statusAfter = (cause: string) => on('2023-06-01', ...first, over('2023-05-09', cause)).status;
    expect(['deces', 'renonciation', 'vente'].map(statusAfter)).toEqual(['closed', 'closed', 'open']);
  });

  it('a tentative before any grant is no «Concours accordé, non exécuté»', () => {
    const report = on('2024-07-01', ...first, d('procesVerbal', '2024-06-05', { nature: 'tentative' }));
    expect(report.stage).toBe(CQL);
    expect(report.codes).toContain('executionSansConcours');
  });
});

describe('the diagnostic is asked for a working day before the last', () => {
  it.each([
    ['a hearing on a Monday', '2027-02-15', '2027-02-05'],
    ['a hearing after the end of year', '2027-01-05', '2026-12-24'],
    ['a hearing on a Tuesday', '2027-02-16', '2027-02-08'],
  ])('%s', (_, hearing, day) => {
    const report = on('2026-11-29', cp('2026-05-03'), assigned('2026-11-02', hearing));
    expect(report.alerts('diagnosticAvantAudience')).toContain(`diagnosticManquant ${day}`);
    expect(report.alerts('diagnosticCcapex')).toContain(`diagnosticCcapexManquant ${day}`);
  });
});

describe('what waits in winter', () => {
  it('a liability that began before the trêve goes on, to be confirmed', () => {
    const { responsabilite } = on('2026-12-01', ...long, cfp('2026-04-15'));
    expect(responsabilite).toMatchObject({ etat: 'enCours' });
    expect(responsabilite.aConfirmer.join(' ')).toContain('La trêve hivernale a commencé depuis');
  });

  it('a rehousing that is assured lifts the trêve only if the judge says so', () => {
    const { responsabilite } = on(
      '2026-01-10',
      ...long,
      d('relogement', '2025-12-01', { etat: 'assure' }),
      cfp('2025-10-10'),
    );
    expect(responsabilite).toMatchObject({ debut: '2025-12-10' });
    expect(responsabilite.aConfirmer.join(' ')).toContain('seul le juge judiciaire en décide');
  });
});
