import { describe, expect, it } from 'vitest';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { markNames } from '../../shared/domain/procedure/mark.ts';
import { marksOf } from '../../shared/domain/procedure/marks-of.ts';
import { type Stage, stages } from '../../shared/domain/procedure/stage.ts';
import { transitions } from '../../shared/domain/procedure/transitions.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const stageOf = (today: string, ...drafts: Draft[]): Stage => caseOf(eventsOf(...drafts), today).stage;

const draft = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const impaye = draft('impaye', '2026-01-05');
const cp = draft('commandementDePayer', '2026-01-12');
const assigned = draft('assignation', '2026-03-02', { dateAudience: '2026-05-04' });
const decision = (issue?: string, over: object = {}): Draft =>
  draft('decision', '2026-05-18', { issue, ...over });
const cql = draft('commandementDeQuitterLesLieux', '2026-06-01', { prefetInformeLe: '2026-06-01' });
const cfp = draft('demandeCfp', '2026-08-03');
const decided = (issue: string): Draft => draft('decisionCfp', '2026-09-07', { issue });
const until = (...last: Draft[]): Draft[] => [
  impaye,
  cp,
  assigned,
  decision('resiliation'),
  cql,
  cfp,
  ...last,
];

/** One line for each transition of annex 4: what happened, on which day one looks, and where the case stands. */
const table: [mark: string, drafts: Draft[], today: string, stage: Stage][] = [
  ['(none)', [draft('surendettement', '2026-01-02', { etape: 'depot' })], '2026-02-01', 'signale'],
  [
    'impayeConnu',
    [draft('impaye', '2027-02-10', { sender: 'bailleur-x', dette: 30_000 })],
    '2027-03-01',
    'impaye',
  ],
  ['impayeConstitue', [{ ...impaye, sender: 'bailleur' }], '2026-02-01', 'impaye'],
  ['organismeSaisi', [draft('saisineOrganisme', '2026-01-05')], '2026-02-01', 'impaye'],
  ['miseEnDemeure', [draft('miseEnDemeure', '2026-01-05')], '2026-02-01', 'miseEnDemeure'],
  ['conge', [draft('conge', '2026-01-05', { motif: 'congeVente' })], '2026-02-01', 'conge'],
  ['jugementDivorce', [draft('jugementDivorce', '2026-01-05')], '2026-02-01', 'jugementDivorce'],
  ['commandementDePayer', [impaye, cp], '2026-02-01', 'commandementDePayer'],
  ['assignation', [impaye, cp, assigned], '2026-05-03', 'assignation'],
  ['audience', [impaye, cp, assigned], '2026-05-04', 'audience'],
  ['decision', [impaye, cp, assigned, decision()], '2026-06-01', 'decision'],
  ['delaiDePaiement', [impaye, cp, assigned, decision('delaiDePaiement')], '2026-06-01', 'delaiDePaiement'],
  ['demandeRejetee', [impaye, cp, assigned, decision('rejet')], '2026-06-01', 'demandeRejetee'],
  [
    'echeanceManquee',
    [
      impaye,
      cp,
      assigned,
      decision('delaiDePaiement'),
      draft('echeance', '2026-06-10', { date: '2026-06-05', etat: 'manquee' }),
    ],
    '2026-07-01',
    'expulsionOrdonnee',
  ],
  ['expulsionOrdonnee', [impaye, cp, assigned, decision('resiliation')], '2026-05-31', 'expulsionOrdonnee'],
  [
    'delaiPourQuitter',
    [decision('delaiPourQuitter', { delaiAccordeMois: 6 })],
    '2026-06-01',
    'expulsionOrdonnee',
  ],
  ['adjudication', [draft('adjudication', '2026-01-05')], '2026-02-01', 'adjudication'],
  [
    'commandementDeQuitterLesLieux',
    [decision('resiliation'), cql],
    '2026-07-01',
    'commandementDeQuitterLesLieux',
  ],
  ['demandeCfp', until(), '2026-10-02', 'demandeCfp'],
  ['refusImplicite', until(), '2026-10-03', 'refusImplicite'],
  ['cfpRefuse', until(decided('refus')), '2026-11-01', 'cfpRefuse'],
  ['cfpSursis', until(decided('sursis')), '2026-11-01', 'cfpSursis'],
  ['cfpAccorde', until(decided('accord')), '2026-11-01', 'cfpAccorde'],
  [
    'cfpNonExecute',
    until(decided('accord'), draft('executionCfp', '2026-09-21', { effectuee: false })),
    '2026-11-01',
    'cfpNonExecute',
  ],
  [
    'detteSoldee',
    [impaye, cp, assigned, decision('delaiDePaiement'), draft('paiement', '2026-08-03', { solde: 0 })],
    '2026-09-01',
    'detteSoldee',
  ],
  ['nouveauBail', until(draft('nouveauBail', '2026-09-21')), '2026-10-01', 'nouveauBail'],
  [
    'protocoleRespecte',
    until(draft('protocoleCohesionSociale', '2026-09-21', { etat: 'respecte' })),
    '2026-10-01',
    'nouveauBail',
  ],
  [
    'titreInfirme',
    until(draft('suiteJugement', '2026-09-21', { etape: 'infirmation' })),
    '2026-10-01',
    'demandeRejetee',
  ],
  [
    'renonciation',
    until(draft('finPoursuites', '2026-09-21', { cause: 'renonciation' })),
    '2026-10-01',
    'finPoursuites',
  ],
  ['deces', until(draft('finPoursuites', '2026-09-21', { cause: 'deces' })), '2026-10-01', 'finPoursuites'],
  ['reloge', until(draft('relogement', '2026-09-21')), '2026-10-01', 'reloge'],
  ['parti', until(draft('departVolontaire', '2026-09-21')), '2026-10-01', 'parti'],
  [
    'expulse',
    until(decided('accord'), draft('executionCfp', '2026-09-21', { effectuee: true })),
    '2026-10-01',
    'expulse',
  ],
];

describe('each step of annex 4', () => {
  it.each(table)('%s', (_, drafts, today, stage) => {
    expect(stageOf(today, ...drafts)).toBe(stage);
  });

  it('every transition and every stage is in the table', () => {
    expect(
      transitions.map(({ mark }) => mark).filter((mark) => !table.some(([name]) => name === mark)),
    ).toEqual([]);
    expect(
      stages.map(({ name }) => name).filter((stage) => !table.some(([, , , to]) => to === stage)),
    ).toEqual([]);
  });
});

describe('every motif of the charter has its own way', () => {
  // Two months after the commandement de payer.
  const assignedLater = draft('assignation', '2026-03-13');
  it.each([
    ['impaye', [impaye, cp, assignedLater, decision('resiliation'), cql]],
    [
      'troubleDeJouissance',
      [draft('miseEnDemeure', '2026-01-05'), assignedLater, decision('resiliation'), cql],
    ],
    [
      'congeReprise',
      [draft('conge', '2026-01-05', { motif: 'congeReprise' }), assignedLater, decision('resiliation'), cql],
    ],
    [
      'congeVente',
      [draft('conge', '2026-01-05', { motif: 'congeVente' }), assignedLater, decision('resiliation'), cql],
    ],
    ['divorce', [draft('jugementDivorce', '2026-01-05'), assignedLater, decision('resiliation'), cql]],
    ['adjudication', [draft('adjudication', '2026-01-05'), cql]],
  ] as const)(
    '%s goes from its first fact to the commandement de quitter les lieux without a flag but CAF’s',
    (motif, drafts) => {
      const state = caseOf(eventsOf(...drafts), '2026-06-15');
      expect([state.motif, state.stage]).toEqual([motif, 'commandementDeQuitterLesLieux']);
      expect(state.chronology.flags).toEqual([]);
    },
  );

  it('a payment closes an unpaid rent, not a trouble de jouissance', () => {
    const paid = draft('paiement', '2026-04-01', { solde: 0 });
    expect(stageOf('2026-05-01', impaye, cp, paid)).toBe('detteSoldee');
    expect(stageOf('2026-05-01', draft('miseEnDemeure', '2026-01-05'), paid)).toBe('miseEnDemeure');
  });
});

describe('going back, and going on', () => {
  it.each([
    ['after an implicit refusal', until(draft('demandeCfp', '2026-11-02')), '2026-11-03', 'demandeCfp'],
    [
      'after a refusal',
      until(decided('refus'), draft('demandeCfp', '2026-10-05')),
      '2026-10-06',
      'demandeCfp',
    ],
    [
      'after a grant that came to nothing',
      until(
        decided('accord'),
        draft('executionCfp', '2026-09-21', { effectuee: false }),
        draft('demandeCfp', '2026-10-05'),
      ),
      '2026-10-06',
      'demandeCfp',
    ],
    [
      'a late grant follows an implicit refusal',
      until(draft('decisionCfp', '2026-10-20', { issue: 'accord' })),
      '2026-11-01',
      'cfpAccorde',
    ],
  ] as const)('%s', (_, drafts, today, stage) => {
    expect(stageOf(today, ...drafts)).toBe(stage);
  });

  it('a new unpaid rent opens again a case closed by payment; the hearing announced before it does not', () => {
    const paid = draft('paiement', '2026-04-01', { solde: 0 });
    expect(stageOf('2026-06-01', impaye, cp, assigned, paid)).toBe('detteSoldee');
    const again = draft('impaye', '2026-10-05');
    expect(stageOf('2026-11-01', impaye, cp, assigned, paid, again)).toBe('impaye');
  });

  it('nothing follows the departure of the household, but an act that begins another procedure', () => {
    const left = draft('departVolontaire', '2026-02-02');
    for (const late of [
      draft('renvoiAudience', '2026-03-02', { dateAudience: '2026-05-04' }),
      { ...decision('resiliation'), actDate: '2026-03-02' },
      { ...cql, actDate: '2026-03-02' },
      { ...impaye, actDate: '2026-03-02', sender: 'etude-girard-provins' },
      { ...assigned, actDate: '2026-02-02' },
    ])
      expect(stageOf('2026-12-01', left, late), late.kind).toBe('parti');
    expect(stageOf('2026-04-01', left, assigned)).toBe('assignation');
    expect(stageOf('2026-04-01', left, { ...cp, actDate: '2026-02-03' })).toBe('commandementDePayer');
  });

  it('a payment after the eviction is ordered gives no lease back', () => {
    const paid = draft('paiement', '2026-06-15', { solde: 0 });
    expect(stageOf('2026-07-01', impaye, cp, assigned, decision('resiliation'), paid)).toBe(
      'expulsionOrdonnee',
    );
  });
});

describe('what events prove', () => {
  it('every mark is proven by some event, but the refusal and the State’s liability, which silence proves', () => {
    const all = [
      ...table.flatMap(([, drafts]) => drafts),
      draft('impaye', '2026-01-05', { suites: ['planDemande', 'fsl', 'saisineCcapex'] }),
      draft('planApurement', '2026-01-05', { etat: 'signe' }),
      draft('inscriptionClpil', '2026-01-05', { dateCommission: '2026-03-05', lettreAccordLe: '2026-02-05' }),
      draft('retraitClpil', '2026-01-05'),
      draft('surendettement', '2026-01-05', { etape: 'recevabilite' }),
      draft('surendettement', '2026-01-05', { etape: 'cloture' }),
      draft('suspensionExpulsion', '2026-01-05'),
      ...['planApprouve', 'mesures', 'retablissementPersonnel'].map((etape) =>
        draft('surendettement', '2026-01-05', { etape }),
      ),
      draft('aideFsl', '2026-01-05', { etat: 'accordee' }),
      draft('suiteOrientation', '2026-01-05', { organisme: 'adil', etat: 'recu' }),
      draft('decisionCcapex', '2027-01-05', { aide: 'maintien' }),
      draft('decisionCcapex', '2027-01-05', { aide: 'suspension', notifieeLe: '2027-01-11' }),
      draft('assignation', '2026-01-05', { prefetInformeLe: '2026-01-07' }),
      draft('caduciteAssignation', '2026-01-05'),
      ...['signification', 'appel', 'executionProvisoireArretee', 'infirmation'].map((etape) =>
        draft('suiteJugement', '2026-01-05', { etape }),
      ),
      draft('demandeEnqueteSociale', '2026-01-05', { moment: 'assignation' }),
      draft('demandeEnqueteSociale', '2026-01-05', { moment: 'requisition' }),
      draft('transmissionDsf', '2026-01-05', { destinataire: 'juge' }),
      draft('transmissionDsf', '2026-01-05', { destinataire: 'ccapex' }),
      draft('demandeCfp', '2026-01-05', { sender: 'bailleur-x' }),
      draft('retraitDemandeCfp', '2026-01-05'),
      draft('decisionCfp', '2026-01-05', { issue: 'miseEnDemeure' }),
      draft('decisionCfp', '2026-01-05', { issue: 'refus', motifRefus: 'prematuree' }),
      ...['renonciation', 'vente', 'deces'].map((cause) => draft('finPoursuites', '2026-01-05', { cause })),
      draft('nouveauBail', '2026-01-05'),
      decision('resiliation', { horsTreve: 'entreeParForce' }),
      draft('relogement', '2026-01-05', { etat: 'assure' }),
      draft('indemnisation', '2026-01-05', { etat: 'demandee' }),
      draft('indemnisation', '2026-01-05', { etat: 'transaction' }),
      draft('enqueteSociale', '2026-01-05', { moment: 'assignation', etat: 'rendue' }),
      draft('enqueteSociale', '2026-01-05', { moment: 'requisition', etat: 'carence' }),
      draft('echeance', '2026-01-05', { date: '2026-01-05', etat: 'tenue' }),
      ...['signe', 'refuse', 'denonce', 'respecte'].map((etat) =>
        draft('protocoleCohesionSociale', '2026-01-05', { etat }),
      ),
      draft('avisSuspension', '2026-01-05', { sens: 'favorable' }),
      draft('impaye', '2027-02-10', { sender: 'bailleur-x', dette: 30_000 }),
      draft('accompagnement', '2026-01-05', { mesure: 'asll', etat: 'ouverte' }),
      draft('accompagnement', '2026-01-06', { mesure: 'asll', etat: 'close' }),
      draft('accompagnement', '2026-01-07', { mesure: 'avdl', etat: 'ouverte' }),
      draft('accompagnement', '2026-01-08', { mesure: 'avdl', etat: 'close' }),
      draft('rapprochement', '2026-01-05', { etat: 'douteux', dossiers: [] }),
      draft('rapprochement', '2026-01-06', { etat: 'confirme', dossiers: [] }),
    ];
    const proven = new Set(marksOf(eventsOf(...all)).map(({ name }) => name));
    expect(markNames.filter((name) => !proven.has(name))).toEqual([
      'refusImplicite',
      'responsabilite',
      'responsabiliteFinie',
    ]);
  });

  it('a fact told twice is known from the first time', () => {
    const [mark] = marksOf(
      eventsOf(
        { ...cp, receivedAt: '2026-03-01T08:00:00.000Z' },
        { ...cp, receivedAt: '2026-02-01T08:00:00.000Z' },
      ),
    );
    expect(mark?.knownOn).toBe('2026-02-01');
  });

  it('one notice tells of recevabilité and of the judge’s suspension as two facts', () => {
    const told = draft('surendettement', '2026-01-10', {
      etape: 'recevabilite',
      suspension: { debut: '2026-02-01' },
    });
    expect(marksOf(eventsOf(told)).map(({ name, date }) => [name, date])).toEqual([
      ['surendettementRecevable', '2026-01-10'],
      ['suspensionExpulsion', '2026-02-01'],
    ]);
  });
});
