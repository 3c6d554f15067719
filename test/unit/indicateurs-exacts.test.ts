import { describe, expect, it } from 'vitest';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import type { Apport } from '../../shared/domain/indicateurs/apport.ts';
import { arrete } from '../../shared/domain/indicateurs/responsabilites.ts';
import { type Ligne, tableauDe } from '../../shared/domain/indicateurs/tableau.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

/* All that a household counts for, and nothing else: expected by hand, to the last key. */
const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
const etat = (kind: string, day: string, over: object = {}): Draft =>
  d(kind, day, { sender: 'etat', ...over });
const LE = '2027-02-01';

/** What a case counts for, without its own arrival. */
const apportDe = (drafts: readonly Draft[], le = LE): Apport =>
  Object.fromEntries(
    Object.entries(caseOf(eventsOf(...drafts), le).apport).flatMap(([annee, own]) => {
      const { 'parcours.dossiers': _, ...rest } = own;
      return Object.keys(rest).length === 0 ? [] : [[annee, rest]];
    }),
  );

const fsl = (day: string, state: string, sender = 'fsl'): Draft => d('aideFsl', day, { etat: state, sender });
const mesure = (day: string, state: string, over: object = {}): Draft =>
  d('accompagnement', day, { mesure: 'asll', etat: state, sender: 'association-a', ...over });
const enquete = (day: string, moment: string, state: string, sender: string): Draft =>
  d('enqueteSociale', day, { moment, etat: state, sender });
const relogement = (day: string, voie: string, over: object = {}): Draft =>
  etat('relogement', day, { voie, ...over });
const avis = (day: string): Draft =>
  d('avisCcapex', day, { sender: 'ccapex', nature: 'avis', recommandations: [] });
const dalo = (day: string, state: string, over: object = {}): Draft =>
  d('recoursDalo', day, { voie: 'dalo', etat: state, sender: 'comed', ...over });
const indemnisation = (day: string, state: string, over: object = {}): Draft =>
  etat('indemnisation', day, { etat: state, ...over });
const aide = (day: string, over: object): Draft => d('decisionCcapex', day, { sender: 'ccapex', ...over });
const seance = (day: string, over: object = {}): Draft =>
  d('decisionClpil', day, {
    ...{ sender: 'clpil-provins', commission: 'clpil-provins', dateCommission: day },
    ...{ issues: ['revue'], ...over },
  });

const cases: readonly [said: string, drafts: readonly Draft[], attendu: Apport][] = [
  [
    'FSL: two answers, one demande: the second answer shows a demande that nobody told',
    [fsl('2026-03-01', 'demandee'), fsl('2026-04-01', 'refusee'), fsl('2026-05-10', 'accordee')],
    { 2026: { 'departement.fslDemandes': 2, 'departement.fslAccordes': 1 } },
  ],
  [
    'FSL: two demandes, then their two answers',
    [
      fsl('2026-03-01', 'demandee'),
      fsl('2026-04-01', 'demandee'),
      fsl('2026-05-02', 'refusee'),
      fsl('2026-06-02', 'accordee'),
    ],
    { 2026: { 'departement.fslDemandes': 2, 'departement.fslAccordes': 1 } },
  ],
  [
    'FSL: asked by one and granted by another within days',
    [fsl('2026-03-01', 'demandee', 'mds-provins'), fsl('2026-03-08', 'accordee')],
    { 2026: { 'departement.fslDemandes': 1, 'departement.fslAccordes': 1 } },
  ],
  ['another measure than ASLL', [mesure('2026-01-10', 'ouverte', { mesure: 'avdl' })], {}],
  [
    'an ASLL that the end of another measure does not close',
    [mesure('2025-06-01', 'ouverte'), mesure('2025-09-01', 'close', { mesure: 'masp' })],
    {
      2025: { 'departement.menagesAsll': 1 },
      2026: { 'departement.menagesAsll': 1 },
      2027: { 'departement.menagesAsll': 1 },
    },
  ],
  ['an ASLL closed, whose opening nobody told', [mesure('2026-03-01', 'close')], {}],
  [
    'an ASLL opened again after it was closed',
    [mesure('2025-01-10', 'ouverte'), mesure('2025-03-10', 'close'), mesure('2025-06-10', 'ouverte')],
    {
      2025: { 'departement.menagesAsll': 1 },
      2026: { 'departement.menagesAsll': 1 },
      2027: { 'departement.menagesAsll': 1 },
    },
  ],
  [
    'an ASLL of three years, closed in the third',
    [mesure('2024-06-01', 'ouverte'), mesure('2026-01-02', 'close')],
    {
      2024: { 'departement.menagesAsll': 1 },
      2025: { 'departement.menagesAsll': 1 },
      2026: { 'departement.menagesAsll': 1 },
    },
  ],
  [
    'an ASLL that ends on the day that was planned',
    [mesure('2025-06-01', 'ouverte', { fin: '2026-02-01' })],
    { 2025: { 'departement.menagesAsll': 1 }, 2026: { 'departement.menagesAsll': 1 } },
  ],
  [
    'an enquiry of the MDS that finds nobody',
    [enquete('2026-02-10', 'assignation', 'carence', 'mds')],
    { 2026: { 'departement.enquetesAssignation': 1, 'departement.enquetesCarence': 1 } },
  ],
  [
    'an enquiry of the MDS at the réquisition, rendered',
    [enquete('2026-02-10', 'requisition', 'rendue', 'mds-provins')],
    { 2026: { 'departement.enquetesRequisition': 1 } },
  ],
  [
    'an enquiry of a CCAS that finds nobody',
    [enquete('2026-02-10', 'assignation', 'carence', 'ccas-provins')],
    { 2026: { 'departement.enquetesAutres': 1 } },
  ],
  [
    'two enquiries of two MDS within days, of two moments',
    [
      enquete('2026-02-10', 'assignation', 'rendue', 'mds-provins'),
      enquete('2026-02-15', 'requisition', 'rendue', 'mds-meaux'),
    ],
    { 2026: { 'departement.enquetesAssignation': 1, 'departement.enquetesRequisition': 1 } },
  ],
  ['an impayé that a landlord tells', [d('impaye', '2026-02-10', { sender: 'bailleur-a' })], {}],
  [
    'an impayé signalled twice in a year: one household',
    [
      d('impaye', '2026-02-10', { suites: ['maintien'] }),
      d('impaye', '2026-05-10', { suites: ['planDemande', 'maintien'] }),
    ],
    { 2026: { 'caf.impayesTraites': 1, 'caf.maintiens': 1 } },
  ],
  [
    'an impayé signalled in January, whose aid was suspended in December',
    [d('impaye', '2025-12-20', { sender: 'msa', signaleLe: '2026-01-05', suites: ['suspension'] })],
    { 2025: { 'msa.suspensions': 1 }, 2026: { 'msa.impayesTraites': 1 } },
  ],
  [
    'a saisine of the CCAPEX by the MSA, said with its impayé and by itself',
    [
      d('impaye', '2026-02-10', { sender: 'msa', suites: ['saisineCcapex'] }),
      d('saisineCcapex', '2026-02-10', { sender: 'msa' }),
    ],
    { 2026: { 'msa.impayesTraites': 1, 'msa.saisinesCcapex': 1 } },
  ],
  [
    'saisines of the CCAPEX by the CAF, months apart; one by a landlord',
    [
      d('saisineCcapex', '2026-02-10', { sender: 'caf' }),
      d('saisineCcapex', '2026-02-12', { sender: 'bailleur-a' }),
      d('saisineCcapex', '2026-06-10', { sender: 'caf' }),
    ],
    { 2026: { 'caf.saisinesCcapex': 2 } },
  ],
  [
    'the aid maintained by the CCAPEX: it is of the body whose signal came last before',
    [
      d('impaye', '2025-02-10', { sender: 'caf' }),
      d('impaye', '2026-04-10', { sender: 'msa' }),
      aide('2026-04-10', { aide: 'maintien' }),
      d('impaye', '2026-06-10', { sender: 'caf' }),
    ],
    {
      2025: { 'caf.impayesTraites': 1 },
      2026: { 'caf.impayesTraites': 1, 'msa.impayesTraites': 1, 'msa.maintiens': 1 },
    },
  ],
  [
    'the aid suspended by the CCAPEX: on the day the body is notified; not before it is',
    [
      d('impaye', '2025-02-10'),
      aide('2025-12-10', { aide: 'suspension', notifieeLe: '2026-01-04' }),
      aide('2026-07-10', { aide: 'suspension' }),
    ],
    { 2025: { 'caf.impayesTraites': 1 }, 2026: { 'caf.suspensions': 1 } },
  ],
  ['a decision on the aid of nobody known', [aide('2026-04-10', { aide: 'maintien' })], {}],
  [
    'saisines of the CAF by landlords: the body is said, or is not',
    [
      d('saisineOrganisme', '2026-02-10', { organisme: 'caf', sender: 'bailleur-a' }),
      d('saisineOrganisme', '2026-02-12', { sender: 'etude-a' }),
    ],
    { 2026: { 'caf.saisines': 1, 'caf.saisinesSansOrganisme': 1 } },
  ],
  [
    'what ADIL does, and what another does',
    [
      d('intervention', '2026-02-10', { nature: 'information', sender: 'adil' }),
      d('intervention', '2026-02-12', { nature: 'appuiJuridique', sender: 'association-adil' }),
      d('intervention', '2026-02-14', { nature: 'visite', sender: 'association-b' }),
    ],
    { 2026: { 'adil.interventionsDossiers': 2 } },
  ],
  [
    'a protocole signed, and kept',
    [
      d('protocoleCohesionSociale', '2026-03-01', { etat: 'signe', sender: 'bailleur-a' }),
      d('protocoleCohesionSociale', '2026-03-08', { etat: 'respecte', sender: 'etat' }),
    ],
    { 2026: { 'aorif.pcsSignes': 1 } },
  ],
  [
    'a suspension that the Banque de France alone tells: by the day it begins',
    [
      d('surendettement', '2025-11-05', { sender: 'bdf', etape: 'depot' }),
      d('surendettement', '2026-01-05', {
        ...{ sender: 'bdf', etape: 'recevabilite' },
        suspension: { debut: '2025-12-30' },
      }),
    ],
    { 2025: { 'etat.suspensions': 1 } },
  ],
  ['rehoused by a mutation', [relogement('2026-06-10', 'mutation')], {}],
  ['a promise to rehouse', [relogement('2026-06-10', 'dalo', { etat: 'assure' })], {}],
  [
    'rehoused by the préfet’s contingent on the day of an opinion',
    [avis('2026-06-10'), relogement('2026-06-10', 'contingentPrefectoral')],
    {
      2026: {
        ...{ 'etat.relogementsContingent': 1, 'etat.relogementsMenaces': 1 },
        ...{ 'etat.relogementsApresCcapex': 1, 'ccapex.avis': 1 },
      },
    },
  ],
  [
    'rehoused by an accord collectif, before any opinion',
    [relogement('2026-06-10', 'accordCollectif'), avis('2026-06-11')],
    { 2026: { 'etat.relogementsContingent': 1, 'ccapex.avis': 1 } },
  ],
  [
    'rehoused by the DALO, that the COMED does not tell',
    [
      dalo('2026-03-01', 'depose'),
      dalo('2026-03-09', 'reconnu', { sender: 'etat' }),
      relogement('2026-06-10', 'dalo'),
    ],
    { 2026: { 'etat.daloReconnus': 1, 'etat.daloReloges': 1, 'etat.relogementsContingent': 1 } },
  ],
  [
    'satisfied by the DALO, that nobody else tells; heard for a shelter too',
    [
      dalo('2026-03-01', 'reconnu', { voie: 'daho' }),
      dalo('2026-06-10', 'satisfait'),
      dalo('2026-06-11', 'satisfait', { voie: 'daho' }),
    ],
    { 2026: { 'etat.daloReloges': 1 } },
  ],
  [
    'indemnities: asked and granted within days by two; a refusal has no amount',
    [
      indemnisation('2026-09-01', 'demandee', { montant: 400_000, sender: 'bailleur-a' }),
      indemnisation('2026-09-08', 'accordee', { montant: 300_000 }),
      indemnisation('2026-10-08', 'refusee'),
      indemnisation('2026-11-08', 'transaction', { montant: 5_000 }),
    ],
    {
      2026: {
        ...{ 'etat.indemnisationsDemandees': 1, 'etat.montantDemandees': 400_000 },
        ...{ 'etat.indemnisationsAccordees': 1, 'etat.montantAccordees': 300_000 },
        ...{ 'etat.indemnisationsRefusees': 1, 'etat.indemnisationsRefuseesSansMontant': 1 },
        ...{ 'etat.indemnisationsTransactions': 1, 'etat.montantTransactions': 5_000 },
      },
    },
  ],
  [
    'letters: each commandement has its own, and what a body says of it before the next',
    [
      d('commandementDePayer', '2026-03-01'),
      d('suiteOrientation', '2026-03-01', { sender: 'mds-a', organisme: 'mds', etat: 'joint' }),
      d('commandementDePayer', '2026-08-01'),
      d('suiteOrientation', '2026-08-01', { sender: 'mds-a', organisme: 'mds', etat: 'refuse' }),
      d('commandementDePayer', '2026-11-02'),
    ],
    {
      2026: { 'parcours.lettresJointes': 1, 'parcours.lettresRefusees': 1, 'parcours.lettresSansSuite': 1 },
    },
  ],
  [
    'sessions: two of one day by two commissions are two situations of one household; a plan kept before the first counts for nothing',
    [
      d('impaye', '2026-01-05', { sender: 'bailleur-a' }),
      d('planApurement', '2026-03-09', { etat: 'respecte', sender: 'bailleur-a' }),
      seance('2026-03-10'),
      seance('2026-03-10', { commission: 'clpil-meaux', sender: 'clpil-meaux' }),
      d('planApurement', '2026-03-10', { etat: 'signe', sender: 'bailleur-a' }),
      d('protocoleCohesionSociale', '2026-03-10', { etat: 'respecte', sender: 'bailleur-a' }),
      d('nouveauBail', '2026-12-01', { sender: 'bailleur-a' }),
    ],
    {
      2026: {
        ...{ 'clpil.situations': 2, 'clpil.situations@SANS': 2, 'clpil.menages': 1, 'clpil.menages@SANS': 1 },
        ...{ 'clpil.protocoleRespecte': 1, 'clpil.nouveauBail': 1, 'clpil.sortiesPositives': 1 },
      },
    },
  ],
  [
    'sessions: the landlord is named by its own code where it says no name, of the session’s own list',
    [
      d('inscriptionClpil', '2026-02-01', { sender: 'bailleur-logis-a', dateCommission: '2026-03-10' }),
      d('inscriptionClpil', '2026-02-02', { sender: 'bailleur-logis-b', dateCommission: '2026-04-10' }),
      seance('2026-03-10', { organisme: 'caf', issues: ['accompagnement'] }),
    ],
    {
      2026: {
        ...{ 'clpil.situations': 1, 'clpil.situations@LOGIS A': 1 },
        ...{ 'clpil.menages': 1, 'clpil.menages@LOGIS A': 1 },
      },
    },
  ],
  [
    'sessions: one who is oriented by one of two outcomes of a row',
    [seance('2026-03-10', { organisme: 'mds', issues: ['revue', 'accompagnement'] })],
    {
      2026: {
        ...{ 'clpil.situations': 1, 'clpil.situations@SANS': 1, 'clpil.menages': 1, 'clpil.menages@SANS': 1 },
        ...{ 'clpil.orientationsMds': 1 },
      },
    },
  ],
];

describe('all that a household counts for', () => {
  it.each(cases)('%s', (_, drafts, attendu) => {
    expect(apportDe(drafts)).toEqual(attendu);
  });
});

describe('an act that several tell', () => {
  const demandes = (...told: readonly (readonly [day: string, sender: string])[]) =>
    apportDe([
      d('commandementDeQuitterLesLieux', '2026-01-05'),
      ...told.map(([day, sender]) => d('demandeCfp', day, { sender })),
    ])[2026]?.['etat.demandesCfp'];
  it.each([
    [
      'by two, fifteen days apart: one',
      [
        ['2026-05-04', 'etude-a'],
        ['2026-05-19', 'etat'],
      ],
      1,
    ],
    [
      'by two, sixteen days apart: two',
      [
        ['2026-05-04', 'etude-a'],
        ['2026-05-20', 'etat'],
      ],
      2,
    ],
    [
      'by one, on one day: one',
      [
        ['2026-05-04', 'etude-a'],
        ['2026-05-04', 'etude-a'],
      ],
      1,
    ],
    [
      'by one, on two days: two',
      [
        ['2026-05-04', 'etude-a'],
        ['2026-05-06', 'etude-a'],
      ],
      2,
    ],
    [
      'by two, then by the second again: two',
      [
        ['2026-05-04', 'etude-a'],
        ['2026-05-08', 'etat'],
        ['2026-05-12', 'etat'],
      ],
      2,
    ],
  ] satisfies [string, [string, string][], number][])('%s', (_, told, attendu) => {
    expect(demandes(...told)).toBe(attendu);
  });

  it('counts from the first day that anybody gives it', () => {
    const drafts = [dalo('2026-06-20', 'satisfait'), relogement('2026-06-10', 'dalo')];
    expect(apportDe(drafts, '2026-06-09')).toEqual({});
    expect(apportDe(drafts, '2026-06-10')).toEqual({
      2026: { 'etat.daloReloges': 1, 'etat.relogementsContingent': 1 },
    });
  });
});

describe('the préfet’s decisions', () => {
  const cql = d('commandementDeQuitterLesLieux', '2025-01-06', { prefetInformeLe: '2025-01-06' });
  const decision = (day: string, issue: string): Draft => etat('decisionCfp', day, { issue });
  /** Decisions and evictions alone, whatever the year. */
  const decisions = (...drafts: Draft[]): Record<string, number> => {
    const all = new Map<string, number>();
    for (const own of Object.values(apportDe([cql, ...drafts])))
      for (const [cle, n] of Object.entries(own))
        if (/^etat\.(cfp|sursis|refus|mises|interventions)/.test(cle)) all.set(cle, (all.get(cle) ?? 0) + n);
    return Object.fromEntries(all);
  };
  const demande2025 = d('demandeCfp', '2025-03-10');
  it.each([
    [
      'a sursis on the day of its grant is one',
      [demande2025, decision('2025-04-10', 'accord'), decision('2025-04-10', 'sursis')],
      { 'etat.cfpAccordes': 1, 'etat.sursis': 1 },
    ],
    [
      'a sursis after a grant of the demande before is a grant put off',
      [
        ...[demande2025, decision('2025-04-10', 'accord')],
        ...[d('demandeCfp', '2026-03-10'), decision('2026-04-10', 'sursis')],
      ],
      { 'etat.cfpAccordes': 2 },
    ],
    [
      'a sursis before the grant is a grant put off',
      [demande2025, decision('2025-04-10', 'sursis'), decision('2025-04-20', 'accord')],
      { 'etat.cfpAccordes': 2 },
    ],
    ['a sursis without a demande', [decision('2025-04-10', 'sursis')], { 'etat.cfpAccordes': 1 }],
    [
      'an eviction that a procès-verbal alone tells, on the day of the grant',
      [
        ...[demande2025, decision('2025-04-10', 'accord')],
        d('procesVerbal', '2025-04-10', { nature: 'expulsion' }),
        d('procesVerbal', '2025-06-10', { nature: 'expulsion' }),
      ],
      { 'etat.cfpAccordes': 1, 'etat.interventions': 1 },
    ],
    [
      'an attempt, and an eviction that no grant allows',
      [
        ...[demande2025, decision('2025-04-10', 'refus')],
        d('procesVerbal', '2025-04-11', { nature: 'expulsion' }),
        ...[d('demandeCfp', '2025-05-10'), decision('2025-06-10', 'accord')],
        d('procesVerbal', '2025-06-20', { nature: 'tentative' }),
        d('procesVerbal', '2025-06-21'),
      ],
      { 'etat.cfpAccordes': 1, 'etat.refusExpres': 1 },
    ],
    [
      'told as carried out and as not, within days, by two',
      [
        ...[demande2025, decision('2025-04-10', 'accord')],
        d('executionCfp', '2025-05-12', { effectuee: false }),
        d('executionCfp', '2025-05-15', { effectuee: true, sender: 'etat' }),
      ],
      { 'etat.cfpAccordes': 1, 'etat.interventions': 1 },
    ],
  ] satisfies [string, Draft[], Record<string, number>][])('%s', (_, drafts, attendu) => {
    expect(decisions(...drafts)).toEqual(attendu);
  });
});

describe('a step that falls on a limit', () => {
  const steps = (...drafts: Draft[]) =>
    apportDe([d('assignation', '2026-03-02', { dateAudience: '2026-06-15' }), ...drafts])[2026];
  it('on the day of the one before counts, after 0 days; a diagnostic on the day of the hearing is not before it', () => {
    expect(steps(d('transmissionDsf', '2026-03-02', { sender: 'etat' }))).toEqual({
      ...{ 'delai.assignationDiagnostic@0': 1, 'delai.assignationAudience@105': 1 },
      ...{ 'parcours.assignations': 1, 'parcours.dsf': 1 },
      ...{ 'parcours.audiences': 1, 'parcours.dsfAvantAudience': 1 },
    });
    expect(steps(d('transmissionDsf', '2026-06-15', { sender: 'etat' }))).toEqual({
      ...{ 'delai.assignationDiagnostic@105': 1, 'delai.assignationAudience@105': 1 },
      ...{ 'parcours.assignations': 1, 'parcours.dsf': 1, 'parcours.audiences': 1 },
    });
  });

  it('before the assignation is none of its', () => {
    expect(steps(d('transmissionDsf', '2026-03-01', { sender: 'etat' }))).toEqual({
      ...{ 'delai.assignationAudience@105': 1, 'parcours.assignations': 1 },
      ...{ 'parcours.audiences': 1, 'parcours.dsfAvantAudience': 1 },
    });
  });
});

/** From a commandement de payer to a demande that is refused by silence on 4 July 2026; nothing is told of the stock. */
const demande = (loyer: object): readonly Draft[] => [
  d('commandementDePayer', '2025-08-20', loyer),
  d('assignation', '2025-11-03', { dateAudience: '2026-01-15' }),
  d('decision', '2026-02-02', { issue: 'resiliation' }),
  d('commandementDeQuitterLesLieux', '2026-03-02', { prefetInformeLe: '2026-03-02' }),
  d('demandeCfp', '2026-05-04', { prefetInformeLe: '2026-05-04' }),
];
const avant = {
  'delai.assignationAudience@73': 1,
  'delai.audienceDecision@18': 1,
  'delai.decisionCommandement@28': 1,
  'delai.commandementDemande@63': 1,
  'parcours.audiences': 1,
  'etat.commandementsQuitter': 1,
  'etat.demandesCfp': 1,
  'aorif.requisitionsSansParc': 1,
};
const avant2025 = {
  'delai.commandementAssignation@75': 1,
  'parcours.assignations': 1,
  'parcours.cfpDemandes': 1,
  'parcours.lettresSansSuite': 1,
};

describe('a procedure, to the last key', () => {
  it('refused by silence, its rent unknown, carried out in the end: 59 days, no euros', () => {
    const drafts = [
      ...demande({}),
      etat('decisionCfp', '2026-08-03', { issue: 'accord' }),
      d('executionCfp', '2026-09-01', { effectuee: true }),
      d('procesVerbal', '2026-09-01', { nature: 'expulsion' }),
      d('hebergement', '2026-08-20', { etat: 'heberge', personnes: 9, sender: 'siao' }),
      d('hebergement', '2026-09-01', { etat: 'demande', personnes: 3, sender: 'siao' }),
      d('hebergement', '2026-09-01', { etat: 'heberge', sender: 'siao' }),
    ];
    expect(apportDe(drafts)).toEqual({
      2025: { ...avant2025, 'parcours.cfpAccordes': 1, 'parcours.cfpEffectifs': 1 },
      2026: {
        ...avant,
        'etat.rejetsImplicites': 1,
        'etat.cfpAccordes': 1,
        'etat.interventions': 1,
        'etat.menagesHeberges': 1,
        'etat.menagesHebergesSansNombre': 1,
        'delai.demandeDecision@91': 1,
        'delai.octroiExecution@29': 1,
        'parcours.responsabilites': 1,
        'parcours.responsabilitesSansLoyer': 1,
        'parcours.joursResponsabilite': 59,
      },
    });
  });

  it('refused by silence, left on the first day of a year: nothing of that year', () => {
    const drafts = [
      ...demande({ loyer: 60_000, parc: 'social' }),
      d('departVolontaire', '2027-01-01', { clesRemises: true }),
    ];
    const [own, next] = [apportDe(drafts)[2026], apportDe(drafts)[2027]];
    expect(own?.['parcours.joursResponsabilite']).toBe(181);
    expect(Object.keys(next ?? {}).filter((cle) => cle.startsWith('parcours.'))).toEqual([]);
  });

  it('is counted anew on the day of the silence, then on each new year, while it goes on', () => {
    const on = (le: string) => caseOf(eventsOf(...demande({ loyer: 60_000 })), le).compteLe;
    expect(on('2026-05-05')).toBe('2026-07-04');
    expect(on('2026-07-04')).toBe('2027-01-01');
    expect(on('2027-01-01')).toBe('2028-01-01');
    expect(apportDe(demande({ loyer: 60_000 }), '2026-07-03')[2026]).toEqual(avant);
  });

  it('is liable up to the grant, where it is carried out soon', () => {
    const drafts = [
      ...demande({ loyer: 60_000, parc: 'social' }),
      etat('decisionCfp', '2026-07-10', { issue: 'accord' }),
      d('executionCfp', '2026-07-14', { effectuee: true }),
      d('nouveauBail', '2026-07-20'),
    ];
    // 4 to 10 July.
    expect(apportDe(drafts)[2026]).toMatchObject({
      'parcours.responsabilites': 1,
      'parcours.joursResponsabilite': 6,
      'parcours.coutResponsabilite': 11_836,
    });
  });

  it('is settled where its case is known no more: what runs is counted up to that day, and runs no longer', () => {
    const apport = apportDe(demande({ loyer: 60_000, parc: 'social' }));
    expect(Object.keys(apport['2026'] ?? {}).filter((cle) => cle.startsWith('accru.'))).toEqual([]);
    // On 1 February 2027 the year 2026 is whole, and the new one runs: 32 days, 1 February included.
    expect(apport['2026']).toMatchObject({
      'parcours.joursResponsabilite': 181,
      'parcours.coutResponsabilite': 357_041,
    });
    expect(Object.keys(apport['2027'] ?? {}).sort()).toEqual([
      ...['accru.depuis', 'accru.loyers', 'accru.loyersDepuis', 'accru.periodes'],
      'parcours.responsabilites',
    ]);
    expect(arrete(apport, LE)).toEqual({
      ...apport,
      2027: {
        'parcours.responsabilites': 1,
        'parcours.joursResponsabilite': 32,
        'parcours.coutResponsabilite': 63_123,
      },
    });
    // What runs no more is left as it is.
    const { 2027: _, ...over } = apport;
    expect(arrete(over, LE)).toEqual(over);
  });

  it('ends before its hearing: none is held, and what would follow it counts for nothing', () => {
    expect(
      apportDe([
        d('commandementDePayer', '2026-01-05'),
        d('assignation', '2026-03-02', { dateAudience: '2026-06-15' }),
        d('departVolontaire', '2026-06-10', { clesRemises: true }),
      ])[2026],
    ).toEqual({
      'delai.commandementAssignation@56': 1,
      'parcours.assignations': 1,
      'parcours.lettresSansSuite': 1,
    });
  });
});

describe('the figures of a year, from its rows', () => {
  const rows: readonly Ligne[] = [
    { lieu: '771', ligne: 'etat', valeurs: { cfpAccordes: 3, refusExpres: 1 } },
    { lieu: '773', ligne: 'etat', valeurs: { cfpAccordes: 2 } },
    { lieu: '773', ligne: 'parcours', valeurs: { audiences: 4, dsfAvantAudience: 1 } },
    { lieu: '771', ligne: 'parcours', valeurs: { dsfAvantAudience: 1 } },
    { lieu: 'sans', ligne: 'clpil', valeurs: { 'situations@B': 2, 'situations@A': 2, 'situations@C': 5 } },
    { lieu: '773', ligne: 'clpil', valeurs: { 'menages@A': 1 } },
    { lieu: '773', ligne: 'delai.octroiExecution', valeurs: { 100: 1, 9: 2 } },
    { lieu: '771', ligne: 'delai.octroiExecution', valeurs: { 30: 1 } },
    { lieu: 'hub', ligne: 'messages.msa', valeurs: { refused: 1, accepted: 5, pending: 2, invalid: 3 } },
    { lieu: 'hub', ligne: 'messages.caf', valeurs: { accepted: 7 } },
    { lieu: 'hub', ligne: 'refus.caf', valeurs: { B_CODE: 1, A_CODE: 1, C_CODE: 4 } },
    { lieu: 'hub', ligne: 'refus.msa', valeurs: { C_CODE: 2 } },
    { lieu: '773', ligne: 'mels.uns', valeurs: { 5: 3 } },
    { lieu: '771', ligne: 'mels.resumes', valeurs: { 1440: 1 } },
    { lieu: '773', ligne: 'hub', valeurs: { alertes: 9, alertesPrises: 2, alertesReglees: 3 } },
    { lieu: '771', ligne: 'hub', valeurs: { alertes: 1 } },
  ];
  const annee = () =>
    tableauDe(
      2026,
      rows,
      [
        { indicateur: 'cgl.ecrites', partenaire: 'association-cgl', valeur: 4 },
        { indicateur: 'cgl.ecrites', partenaire: 'association-a', valeur: 2 },
        { indicateur: 'cgl.physiques', partenaire: 'association-cgl', valeur: 1 },
        { indicateur: 'adil.analyse', partenaire: 'adil', texte: 'Une analyse.' },
      ],
      LE,
    );

  it('are of the whole and of each place that has some', () => {
    expect(annee().valeurs.get('etat.decisions')).toEqual({
      ...{ total: 6, parLieu: { 771: 4, 773: 2 }, declarants: [], textes: [] },
    });
    expect(annee().valeurs.get('etat.rejetsImplicites')).toEqual({
      total: 0,
      parLieu: {},
      declarants: [],
      textes: [],
    });
  });

  it('have a share where there is something to share', () => {
    expect(annee().valeurs.get('parcours.partDsf')).toEqual({
      ...{ total: 50, parLieu: { 773: 25 }, declarants: [], textes: [] },
    });
    expect(annee().valeurs.get('caf.partIdeal')).toEqual({
      ...{ total: undefined, parLieu: {}, declarants: [], textes: [] },
    });
  });

  it('say who declared them, and what they wrote', () => {
    expect(annee().valeurs.get('cgl.ecrites')).toEqual({
      ...{ total: 6, parLieu: {}, declarants: ['association-a', 'association-cgl'], textes: [] },
    });
    expect(annee().valeurs.get('cgl.interventions')).toEqual({
      ...{ total: 7, parLieu: {}, declarants: ['association-a', 'association-cgl'], textes: [] },
    });
    expect(annee().valeurs.get('adil.analyse')).toEqual({
      ...{ total: undefined, parLieu: {}, declarants: ['adil'] },
      textes: [{ partenaire: 'adil', texte: 'Une analyse.' }],
    });
  });

  it('measure delays of the whole and of a place, by their number of days', () => {
    expect(annee().delais).toEqual([
      { cle: 'octroiExecution', lieu: 'total', n: 4, mediane: 9, p90: 100 },
      { cle: 'octroiExecution', lieu: '771', n: 1, mediane: 30, p90: 30 },
      { cle: 'octroiExecution', lieu: '773', n: 3, mediane: 9, p90: 100 },
    ]);
  });

  it('are by landlord, the most situations first, then by name', () => {
    expect(annee().bailleurs).toEqual([
      { bailleur: 'C', situations: 5, menages: 0 },
      { bailleur: 'A', situations: 2, menages: 1 },
      { bailleur: 'B', situations: 2, menages: 0 },
    ]);
  });

  it('say what the hub did: by sender, by reason, by time, and what nobody took', () => {
    expect(annee().service).toEqual({
      messages: [
        { expediteur: 'caf', acceptes: 7, enAttente: 0, refuses: 0 },
        { expediteur: 'msa', acceptes: 5, enAttente: 2, refuses: 4 },
      ],
      refus: [
        { code: 'C_CODE', n: 6 },
        { code: 'A_CODE', n: 1 },
        { code: 'B_CODE', n: 1 },
      ],
      mels: [
        { comment: 'uns', minutes: '5', n: 3 },
        { comment: 'resumes', minutes: '1440', n: 1 },
      ],
      alertes: { faites: 10, prises: 2, reglees: 3, jamaisPrises: 5 },
    });
  });
});
