import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../cli/case/timeline.ts';
import { reportOf } from '../../shared/cases/reading/case-report.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

/** Whole dossiers, as an agent reads them on a day: what the State must do, by when, and what is to be checked. */
const on = (today: string, ...drafts: Draft[]) => {
  const report = reportOf(eventsOf(...drafts), today);
  return {
    ...report,
    codes: report.flags.map(({ code }) => code),
    delay: (rule: string) => report.deadlines.filter((deadline) => deadline.rule === rule),
  };
};

const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const two = { delai: { valeur: 2, unite: 'mois' } };
const six = { delai: { valeur: 6, unite: 'semaines' } };
const ordered = (actDate: string) => d('decision', actDate, { issue: 'resiliation' });
const cql = (actDate: string) => d('commandementDeQuitterLesLieux', actDate, { prefetInformeLe: actDate });
const pcs = (actDate: string, etat: string) => d('protocoleCohesionSociale', actDate, { etat });
const hlm = d('assignation', '2023-10-02', { dateAudience: '2023-12-04', motif: 'impaye', parc: 'social' });

describe('m04: silence in the trêve', () => {
  it('the alert of the refusal does not say that the State pays', () => {
    const report = on('2026-01-15', ordered('2025-06-02'), cql('2025-07-01'), d('demandeCfp', '2025-12-31'));
    expect(report.delay('decisionCfp')).toMatchObject([{ due: '2026-02-28', status: 'ouvert' }]);
    expect(report.delay('responsabilite')).toMatchObject([
      {
        due: '2026-04-01',
        alerts: [
          { name: 'responsabiliteProche', day: '2026-03-17' },
          { day: '2026-04-01' },
          { name: 'responsabiliteDure', day: '2026-05-01' },
        ],
      },
    ]);
  });
});

describe('m05: a demande made again', () => {
  it('moves nothing, and is no delay of its own', () => {
    const report = on(
      '2024-07-20',
      ordered('2023-12-04'),
      cql('2024-01-15'),
      d('demandeCfp', '2024-04-02'),
      d('demandeCfp', '2024-05-15'),
    );
    expect(report.delay('decisionCfp').map(({ due, status }) => [due, status])).toEqual([
      ['2024-06-02', 'echu'],
    ]);
    expect(report).toMatchObject({ stage: 'refusImplicite', stageSince: '2024-06-02' });
  });
});

describe('m09: a commandement de quitter les lieux that nobody told the préfet of', () => {
  const report = on(
    '2024-12-01',
    ordered('2024-03-04'),
    d('commandementDeQuitterLesLieux', '2024-04-02'),
    d('demandeCfp', '2024-09-10'),
  );

  it('stays flagged, and no delay has run', () => {
    expect(report.codes).toContain('commandementNonPorteAuPrefet');
    for (const rule of ['delaiCommandementDeQuitter', 'decisionCfp', 'enqueteAvantDecisionCfp'])
      expect(report.delay(rule), rule).toMatchObject([{ status: 'suspendu', due: undefined }]);
    expect(report).toMatchObject({
      stage: 'demandeCfp',
      responsabilite: { refus: null, debut: null, etat: 'indeterminee' },
    });
  });

  it('is asked about, in case the préfet did receive it', () => {
    expect(report.delay('receptionCommandement')).toMatchObject([
      {
        due: '2024-11-10',
        alerts: [
          { name: 'receptionCommandementAVerifier', day: '2024-09-10' },
          { name: 'receptionCommandementRappel', day: '2024-11-03' },
        ],
      },
    ]);
  });
});

describe('m12: paid, then opened again', () => {
  const report = on(
    '2024-09-20',
    d('impaye', '2022-01-10', { dateConstitution: '2022-01-10', sender: 'bailleur-x' }),
    d('saisineOrganisme', '2022-02-15'),
    d('commandementDePayer', '2022-03-01', two),
    d('assignation', '2022-06-01', { dateAudience: '2022-09-05' }),
    d('enqueteSociale', '2022-07-20', { moment: 'assignation', etat: 'rendue' }),
    d('paiement', '2022-08-20', { solde: 0, sender: 'bailleur-x' }),
    d('impaye', '2024-05-06', { dateConstitution: '2024-05-06', sender: 'bailleur-x' }),
    d('commandementDePayer', '2024-06-03', two),
    d('assignation', '2024-08-26', { dateAudience: '2024-10-14' }),
  );

  it('has duties of its own, that acts of 2022 do not satisfy', () => {
    expect(report.delay('signalementImpaye')).toMatchObject([{ due: '2024-07-06', status: 'echu' }]);
    expect(report.delay('enqueteAvantAudience')).toMatchObject([{ due: '2024-09-14', status: 'echu' }]);
    expect(report.facts.map(({ date }) => date).sort()[0]).toBe('2024-05-06');
  });

  it('keeps the earlier procedure readable', () => {
    expect(report.episodes).toMatchObject([
      { depuis: '2022-01-10', jusquAu: '2022-08-20', fin: 'Dette soldée, le bail continue' },
    ]);
    expect(report.episodes[0]?.facts.map(({ fact }) => fact)).toContain('enqueteAssignation');
  });
});

describe('a household that left', () => {
  const left = [d('commandementDePayer', '2025-01-06', two), d('departVolontaire', '2025-06-02')];

  it('and is proceeded against again has another episode, which an agent is told to check', () => {
    const report = on('2026-03-02', ...left, d('commandementDePayer', '2026-02-02', two));
    expect(report).toMatchObject({ stage: 'commandementDePayer', status: 'open' });
    expect(report.episodes).toMatchObject([{ jusquAu: '2025-06-02', fin: 'Occupant parti' }]);
    expect(report.flags.find(({ code }) => code === 'faitApresLaFin')).toMatchObject({ since: '2026-02-02' });
  });

  it('has none when what comes late is no beginning', () => {
    const report = on('2026-03-02', ...left, d('impaye', '2025-07-01', { sender: 'etude-girard-provins' }));
    expect(report).toMatchObject({ stage: 'parti', status: 'closed', episodes: [] });
  });
});

describe('m15: a protocol signed, then denounced', () => {
  const before = [hlm, ordered('2024-02-12'), pcs('2024-04-10', 'signe'), cql('2024-05-02')];

  it('while it runs, nothing says that the concours can be asked for', () => {
    const report = on('2024-12-01', ...before);
    expect(report.delay('delaiCommandementDeQuitter')).toMatchObject([{ status: 'suspendu', alerts: [] }]);
    expect(report.responsabilite).toMatchObject({ etat: 'aucune' });
  });

  it('broken, is to be studied again', () => {
    const report = on('2025-02-10', ...before, pcs('2025-01-20', 'denonce'), d('demandeCfp', '2025-02-03'));
    expect(report.delay('protocoleAEtudier').map(({ status }) => status)).toEqual(['satisfait', 'ouvert']);
    expect(report.delay('protocoleAvantDecisionCfp').every(({ status }) => status === 'ouvert')).toBe(true);
    expect(report.delay('delaiCommandementDeQuitter')).toMatchObject([{ due: '2025-01-20' }]);
  });

  it('m15b: its denunciation counts as a demande', () => {
    const report = on(
      '2025-02-15',
      hlm,
      ordered('2024-01-22'),
      cql('2024-03-04'),
      d('demandeCfp', '2024-06-03'),
      pcs('2024-06-20', 'signe'),
      pcs('2025-01-20', 'denonce'),
    );
    expect(report.delay('decisionCfp').map(({ due, status }) => [due, status])).toEqual([
      ['2024-08-03', 'sansObjet'],
      ['2025-03-20', 'ouvert'],
    ]);
    expect(report.responsabilite).toMatchObject({ refus: '2025-03-20', debut: '2025-04-01' });
  });
});

describe('surendettement', () => {
  it('m16: recevable within the commandement’s delay is warned of', () => {
    const report = on(
      '2024-05-01',
      d('commandementDePayer', '2024-02-01', two),
      d('surendettement', '2024-03-12', { etape: 'recevabilite' }),
      d('assignation', '2024-04-08', { dateAudience: '2024-06-03' }),
    );
    expect(report.codes).toContain('recevabilitePendantCommandement');
    expect(report.flags.find(({ code }) => code === 'recevabilitePendantCommandement')).toMatchObject({
      since: '2024-03-12',
    });
  });

  it('m18: measures end the judge’s suspension', () => {
    const report = on(
      '2025-06-01',
      ordered('2023-11-06'),
      cql('2023-12-04'),
      d('surendettement', '2024-02-01', { etape: 'recevabilite' }),
      d('suspensionExpulsion', '2024-03-11', { fin: '2026-03-11' }),
      d('surendettement', '2024-09-02', { etape: 'mesures' }),
      d('demandeCfp', '2024-10-01'),
      d('decisionCfp', '2024-11-20', { issue: 'accord' }),
      d('executionCfp', '2025-05-05', { effectuee: true }),
    );
    expect(report.codes).not.toContain('expulsionPendantLaSuspension');
    expect(report.delay('finSuspension')).toMatchObject([
      { status: 'satisfait', outcome: { on: '2024-09-02' } },
    ]);
    expect(report.stage).toBe('expulse');
  });
});

describe('execution', () => {
  const asked = [ordered('2024-02-12'), cql('2024-03-11'), d('demandeCfp', '2024-06-03')];

  it('m20: a concours put off', () => {
    const report = on(
      '2024-08-01',
      ...asked,
      d('decisionCfp', '2024-07-22', { issue: 'sursis', jusquAu: '2024-09-30' }),
    );
    expect(report).toMatchObject({
      stage: 'cfpSursis',
      responsabilite: { refus: null, debut: null, etat: 'aucune' },
    });
    expect(report.delay('compteRenduCfp')).toMatchObject([{ due: '2024-10-15' }]);
  });

  it('m22: in the trêve, of a household whose rehousing is assured, is lawful', () => {
    const report = on(
      '2024-12-20',
      ...asked,
      d('decisionCfp', '2024-07-22', { issue: 'accord' }),
      d('relogement', '2024-12-10'),
      d('executionCfp', '2024-12-10', { effectuee: true }),
    );
    expect(report.codes).not.toContain('expulsionPendantLaTreve');
  });

  it('m24: after a divorce', () => {
    const report = on(
      '2024-11-01',
      d('jugementDivorce', '2024-04-15'),
      cql('2024-06-03'),
      d('demandeCfp', '2024-08-12'),
    );
    expect(report.delay('decisionCfp')).toMatchObject([{ due: '2024-10-12' }]);
    expect(report.responsabilite).toMatchObject({
      refus: '2024-10-12',
      debut: '2024-10-12',
      etat: 'enCours',
    });
  });
});

describe('rent debt', () => {
  const landlord = { loyer: 80_000, dette: 200_000, bailleur: { nature: 'personnePhysique' } };

  it.each([
    ['m26: a lease of 2019', { dateBail: '2019-01-01' }],
    ['m26b: a lease whose date nobody told', {}],
  ])('%s, a commandement of 2024 for 2.5 rents is signalled to the CCAPEX', (_, lease) => {
    const report = on(
      '2024-05-10',
      d('commandementDePayer', '2024-05-02', { ...two, ...landlord, ...lease }),
    );
    expect(report.delay('signalementCommandementCcapex')).toHaveLength(1);
  });

  it('m27: a social landlord that assigns without a referral is flagged, unless CAF or MSA has long known of the debt', () => {
    const acts = [
      d('commandementDePayer', '2024-02-05', {
        ...two,
        parc: 'social',
        bailleur: { nature: 'personneMorale' },
      }),
      d('assignation', '2024-05-15', { dateAudience: '2024-07-22', parc: 'social' }),
    ];
    expect(on('2024-06-01', ...acts).codes).toContain('assignationSansSaisineCcapex');
    expect(on('2024-06-01', d('impaye', '2024-03-15'), ...acts).codes).toContain(
      'assignationSansSaisineCcapex',
    );
    expect(on('2024-06-01', d('impaye', '2024-03-14'), ...acts).codes).not.toContain(
      'assignationSansSaisineCcapex',
    );
  });

  it('m28: a diagnostic that the préfet received is not yet the judge’s, nor the CCAPEX’s', () => {
    const acts = [
      d('commandementDePayer', '2024-01-08', two),
      d('assignation', '2024-04-02', { dateAudience: '2024-06-03' }),
      d('enqueteSociale', '2024-05-02', { moment: 'assignation', etat: 'rendue' }),
    ];
    const report = on('2024-05-20', ...acts);
    expect(report.delay('enqueteAvantAudience')).toMatchObject([{ status: 'satisfait' }]);
    expect(report.delay('diagnosticAvantAudience')).toMatchObject([{ status: 'ouvert', due: '2024-05-27' }]);
    const sent = on('2024-05-22', ...acts, d('transmissionDsf', '2024-05-21'));
    expect(sent.delay('diagnosticAvantAudience')).toMatchObject([{ status: 'satisfait' }]);
    expect(sent.delay('diagnosticCcapex')).toMatchObject([{ status: 'ouvert' }]);
  });

  it('m34: beside a congé, has its own rules', () => {
    const report = on(
      '2024-03-10',
      d('conge', '2023-09-15', { dateEffet: '2024-03-31', motif: 'congeVente' }),
      d('commandementDePayer', '2024-01-08', { ...six, motif: 'impaye' }),
      d('assignation', '2024-03-04', { dateAudience: '2024-04-02', motif: 'impaye' }),
    );
    expect(report.codes).toContain('audienceTropProche');
    expect(report.delay('notificationPrefet')).toMatchObject([{ due: '2024-02-19' }]);
    expect(report.delay('diagnosticAvantAudience')).toHaveLength(1);
  });

  it('and never to a congé alone', () => {
    const report = on(
      '2024-03-10',
      d('conge', '2023-09-15', { dateEffet: '2024-03-31', motif: 'congeVente' }),
      d('assignation', '2024-04-04', { dateAudience: '2024-04-30', motif: 'congeVente' }),
    );
    for (const rule of ['notificationPrefet', 'diagnosticAvantAudience', 'diagnosticCcapex'])
      expect(report.delay(rule), rule).toEqual([]);
    expect(report.codes).not.toContain('audienceTropProche');
  });

  it('m36: two hearings told the same day are flagged, and both are watched', () => {
    const report = on(
      '2024-05-01',
      d('commandementDePayer', '2024-01-08', two),
      d('assignation', '2024-04-02', { dateAudience: '2024-06-03' }),
      d('assignation', '2024-04-02', { dateAudience: '2024-06-10', sender: 'bailleur-x' }),
    );
    expect(report.codes).toContain('audiencesDifferentes');
    expect(report.delay('audience').map(({ due, status }) => [due, status])).toEqual([
      ['2024-06-03', 'ouvert'],
      ['2024-06-10', 'ouvert'],
    ]);
  });

  it('m42: six weeks stated for a lease of 2019 are doubted', () => {
    expect(
      on('2024-05-10', d('commandementDePayer', '2024-05-02', { ...six, dateBail: '2019-01-01' })).codes,
    ).toContain('delaiCommandementAVerifier');
    expect(
      on('2024-05-10', d('commandementDePayer', '2024-05-02', { ...six, dateBail: '2023-07-29' })).codes,
    ).not.toContain('delaiCommandementAVerifier');
  });

  it('m47: the FSL’s answer settles what was asked of it', () => {
    const report = on(
      '2024-05-20',
      d('aideFsl', '2024-03-04', { etat: 'demandee', sender: 'mds' }),
      d('aideFsl', '2024-05-06', { etat: 'accordee', sender: 'mds' }),
    );
    expect(report.delay('reponseFsl')).toMatchObject([
      { status: 'satisfait', outcome: { on: '2024-05-06' } },
    ]);
  });
});

describe('siblings', () => {
  const title = [ordered('2023-09-04'), cql('2023-10-02')];
  const granted = (actDate: string, over: object = {}) =>
    d('decisionCfp', actDate, { issue: 'accord', ...over });
  const tried = (actDate: string) => d('executionCfp', actDate, { effectuee: false });

  it.each<[string, Draft[], object]>([
    [
      'a grant that came to nothing, then another demande: the first period goes on',
      [
        ...title,
        d('demandeCfp', '2024-04-02'),
        granted('2024-09-10'),
        tried('2024-09-20'),
        d('demandeCfp', '2024-10-01'),
      ],
      { refus: '2024-06-02', debut: '2024-06-02', fin: null, etat: 'enCours' },
    ],
    [
      'a commandement not received, and a grant within two months',
      [
        ordered('2024-03-04'),
        d('commandementDeQuitterLesLieux', '2024-04-02'),
        d('demandeCfp', '2024-09-10'),
        granted('2024-10-01'),
      ],
      { refus: null, debut: null, etat: 'aucune' },
    ],
    [
      'the same, and a departure',
      [
        ordered('2024-03-04'),
        d('commandementDeQuitterLesLieux', '2024-04-02'),
        d('demandeCfp', '2024-09-10'),
        d('departVolontaire', '2024-10-01'),
      ],
      { refus: null, debut: null, etat: 'aucune' },
    ],
    [
      'a demande while a protocol runs',
      [...title, pcs('2024-02-01', 'signe'), d('demandeCfp', '2024-04-02')],
      { etat: 'aucune', pourquoi: [expect.stringContaining('tant qu’il court')] },
    ],
    [
      'a protocol of more than three years runs no more',
      [...title, pcs('2023-11-10', 'signe'), d('demandeCfp', '2026-11-11')],
      { refus: '2027-01-11', debut: '2027-04-01' },
    ],
    [
      'a protocol denounced before any commandement is no demande',
      [
        ordered('2023-09-04'),
        pcs('2023-11-10', 'signe'),
        pcs('2024-02-05', 'denonce'),
        cql('2024-03-04'),
        d('demandeCfp', '2024-08-01'),
      ],
      { refus: '2024-10-01', debut: '2024-10-01' },
    ],
    [
      'an adjudication, which no suspension of surendettement stops',
      [
        d('adjudication', '2023-11-06'),
        cql('2024-02-05'),
        d('suspensionExpulsion', '2024-04-10', { fin: '2026-04-10' }),
        d('demandeCfp', '2024-05-06'),
      ],
      { refus: '2024-07-06', debut: '2024-07-06' },
    ],
    [
      'an entry by force: no two months, no trêve',
      [
        d('decision', '2024-09-02', { issue: 'resiliation', horsTreve: 'entreeParForce' }),
        cql('2024-10-01'),
        d('demandeCfp', '2024-10-02'),
      ],
      { refus: '2024-12-02', debut: '2024-12-02' },
    ],
    [
      'a departure within fifteen days of the grant',
      [...title, d('demandeCfp', '2024-04-02'), granted('2024-07-22'), d('departVolontaire', '2024-08-05')],
      { debut: '2024-06-02', fin: '2024-07-22', etat: 'close', aConfirmer: [] },
    ],
    [
      'a departure long after a grant that was not carried out',
      [...title, d('demandeCfp', '2024-04-02'), granted('2024-07-22'), d('departVolontaire', '2024-10-30')],
      {
        debut: '2024-06-02',
        fin: '2024-10-30',
        etat: 'close',
        aConfirmer: [expect.stringContaining('n’est pas connu comme exécuté')],
      },
    ],
    [
      'a sursis, and an execution before its term',
      [
        ...title,
        d('demandeCfp', '2024-04-02'),
        granted('2024-07-22', { issue: 'sursis', jusquAu: '2024-09-30' }),
        d('executionCfp', '2024-09-20', { effectuee: true }),
      ],
      { debut: '2024-06-02', fin: '2024-09-20', etat: 'close' },
    ],
    [
      'a refusal on grounds of public order, the commandement not received',
      [
        ordered('2024-03-04'),
        d('demandeCfp', '2024-05-10'),
        d('decisionCfp', '2024-06-10', { issue: 'refus', motifRefus: 'ordrePublic' }),
      ],
      { refus: '2024-06-10', debut: '2024-06-10' },
    ],
  ])('%s', (_, drafts, wanted) => {
    expect(on('2026-11-29', ...drafts).responsabilite).toMatchObject(wanted);
  });

  it('a claim that the judge rejects, then another procedure: nothing of the first satisfies the second', () => {
    const report = on(
      '2024-10-01',
      d('commandementDePayer', '2022-03-01', two),
      d('assignation', '2022-06-01', { dateAudience: '2022-09-05' }),
      d('transmissionDsf', '2022-08-10'),
      d('decision', '2022-10-03', { issue: 'rejet' }),
      d('commandementDePayer', '2024-06-03', two),
      d('assignation', '2024-08-26', { dateAudience: '2024-11-14' }),
    );
    expect(report.delay('diagnosticAvantAudience')).toMatchObject([{ status: 'ouvert' }]);
    expect(report.delay('notificationPrefet')).toMatchObject([{ outcome: { on: '2024-08-26' } }]);
  });

  it('a protocol kept, then another procedure: its commandement is another one', () => {
    const report = on(
      '2026-11-29',
      ordered('2023-12-04'),
      cql('2024-02-01'),
      d('demandeCfp', '2024-04-02'),
      pcs('2024-05-20', 'signe'),
      pcs('2025-05-20', 'respecte'),
      d('commandementDePayer', '2026-01-05', two),
      ordered('2026-06-01'),
      cql('2026-06-15'),
      d('demandeCfp', '2026-07-01'),
    );
    expect(report.responsabilite).toMatchObject({ refus: '2026-10-15', debut: '2026-10-15' });
    expect(report.codes).toContain('demandeCfpPrematuree');
  });

  it('a hearing of a congé is not one of rent debt', () => {
    const report = on(
      '2024-04-10',
      d('impaye', '2024-01-08'),
      d('conge', '2023-09-15', { dateEffet: '2024-03-31', motif: 'congeVente' }),
      d('assignation', '2024-04-04', { dateAudience: '2024-05-03', motif: 'congeVente' }),
    );
    expect(report.codes).not.toContain('audienceTropProche');
    expect(report.delay('diagnosticAvantAudience')).toEqual([]);
  });
});

describe('a departure told by somebody the case does not know', () => {
  const report = on(
    '2026-03-01',
    d('impaye', '2025-05-05'),
    ordered('2025-06-02'),
    d('departVolontaire', '2026-02-02', { sender: 'etude-inconnue' }),
  );

  it('waits for a person, and is shown as such', () => {
    expect(report.enAttente).toEqual([
      {
        kind: 'departVolontaire',
        title: 'Départ volontaire',
        actDate: '2026-02-02',
        sender: 'etude-inconnue',
      },
    ]);
    expect(report.facts.some(({ fact }) => fact === 'parti')).toBe(false);
    expect(timelineOf(report)).toContain(
      '  Fait sans effet tant qu’une personne ne l’a pas confirmé : Départ volontaire, du 02/02/2026, dit par etude-inconnue.',
    );
  });
});
