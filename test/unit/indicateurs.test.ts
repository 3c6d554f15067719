import { describe, expect, it } from 'vitest';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { compteEn, ecart, placeDe, rangDe } from '../../shared/domain/indicateurs/apport.ts';
import {
  chapitreDe,
  estListe,
  indicateurDe,
  indicateurs,
  nomsDeDelais,
  reference2016,
} from '../../shared/domain/indicateurs/catalogue.ts';
import { type Chiffre, type Ligne, tableauDe } from '../../shared/domain/indicateurs/tableau.ts';
import { type Draft, eventsOf } from '../support/procedures.ts';

const d = (kind: string, actDate: string, over: object = {}): Draft => ({ kind, actDate, ...over });
/** Everything is counted in 2026, and read in February of the next year. */
const LE = '2027-02-01';

/** The rows that cases make. */
const lignesDe = (cases: readonly (readonly Draft[])[], le = LE): Map<number, Ligne[]> => {
  const rows = new Map<string, Ligne & { annee: number }>();
  for (const drafts of cases) {
    const { arrondissement = 'sans', apport } = caseOf(eventsOf(...drafts), le);
    for (const [place, n] of Object.entries(compteEn(arrondissement, apport))) {
      const { lieu, annee, cle } = placeDe(place);
      const { ligne, nom } = rangDe(cle);
      const key = `${annee}|${lieu}|${ligne}`;
      const found = rows.get(key) ?? { annee: Number(annee), lieu, ligne, valeurs: {} };
      rows.set(key, { ...found, valeurs: { ...found.valeurs, [nom]: (found.valeurs[nom] ?? 0) + n } });
    }
  }
  return Map.groupBy([...rows.values()], ({ annee }) => annee);
};
const tableau = (cases: readonly (readonly Draft[])[], chiffres: readonly Chiffre[] = [], annee = 2026) =>
  tableauDe(annee, lignesDe(cases).get(annee) ?? [], chiffres, LE);

/** One household from its commandement de payer to its eviction, in the social stock of Provins. */
const expulse: readonly Draft[] = [
  d('impaye', '2025-09-10', { sender: 'caf', parc: 'social', loyer: 50_000, suites: ['maintien'] }),
  d('commandementDePayer', '2025-10-01', { parc: 'social', loyer: 50_000 }),
  d('assignation', '2026-01-05', { dateAudience: '2026-03-20' }),
  d('demandeEnqueteSociale', '2026-01-06', { moment: 'assignation', sender: 'etat' }),
  d('enqueteSociale', '2026-02-10', { moment: 'assignation', etat: 'rendue', sender: 'mds-provins' }),
  d('transmissionDsf', '2026-02-12', { sender: 'etat' }),
  d('decision', '2026-04-10', { issue: 'resiliation' }),
  d('commandementDeQuitterLesLieux', '2026-05-04', { prefetInformeLe: '2026-05-05' }),
  d('demandeCfp', '2026-07-06', { prefetInformeLe: '2026-07-06' }),
  d('enqueteSociale', '2026-08-03', { moment: 'requisition', etat: 'carence', sender: 'mds-provins' }),
  d('decisionCfp', '2026-08-20', { issue: 'accord', sender: 'etat' }),
  d('executionCfp', '2026-09-01', { effectuee: true }),
  d('hebergement', '2026-09-02', { etat: 'heberge', personnes: 4, sender: 'siao' }),
];
/** Another, whose demande the préfet does not answer; a sursis comes later. */
const silence: readonly Draft[] = [
  d('commandementDePayer', '2025-08-20', { parc: 'prive', loyer: 60_000 }),
  d('assignation', '2025-11-03', { dateAudience: '2026-01-15', parc: 'prive' }),
  d('decision', '2026-02-02', { issue: 'resiliation' }),
  d('commandementDeQuitterLesLieux', '2026-03-02', { prefetInformeLe: '2026-03-02' }),
  d('demandeCfp', '2026-05-04', { prefetInformeLe: '2026-05-04' }),
];

/** One line of annexe 3: what is told or declared, and what must be read. */
type Row = {
  ligne: number;
  id: string;
  cases?: readonly (readonly Draft[])[];
  chiffres?: readonly Chiffre[];
  attendu: number;
};
const etat = (kind: string, day: string, over: object = {}): Draft =>
  d(kind, day, { sender: 'etat', ...over });
const dit = (indicateur: string, partenaire: string, valeur: number): Chiffre => ({
  indicateur,
  partenaire,
  valeur,
});

const rows: readonly Row[] = [
  {
    ligne: 1,
    id: 'etat.cfpAccordes',
    // A grant; the same told by the étude; a grant put off; a sursis that follows its grant; a grant of another year.
    cases: [
      [...expulse, d('decisionCfp', '2026-08-20', { issue: 'accord', sender: 'etude-a' })],
      [...silence, etat('decisionCfp', '2026-06-01', { issue: 'sursis' })],
      [
        ...silence,
        etat('decisionCfp', '2026-06-01', { issue: 'accord' }),
        etat('decisionCfp', '2026-06-15', { issue: 'sursis' }),
      ],
      [...silence, etat('decisionCfp', '2027-01-04', { issue: 'accord' })],
    ],
    attendu: 3,
  },
  {
    ligne: 2,
    id: 'etat.decisions',
    // A grant; a sursis after a grant, with it; a silence; an express refusal; a mise en demeure, then a grant.
    cases: [
      expulse,
      [
        ...silence,
        etat('decisionCfp', '2026-06-01', { issue: 'accord' }),
        etat('decisionCfp', '2026-06-15', { issue: 'sursis' }),
      ],
      silence,
      [...silence, etat('decisionCfp', '2026-06-01', { issue: 'refus', motifRefus: 'ordrePublic' })],
      [
        ...silence,
        etat('decisionCfp', '2026-06-01', { issue: 'miseEnDemeure' }),
        etat('decisionCfp', '2026-06-20', { issue: 'accord' }),
      ],
    ],
    attendu: 7,
  },
  {
    ligne: 3,
    id: 'etat.commandementsQuitter',
    cases: [expulse, silence, [d('commandementDeQuitterLesLieux', '2025-12-31')]],
    attendu: 2,
  },
  {
    ligne: 4,
    id: 'etat.demandesCfp',
    // Made again after a refusal as premature: two.
    cases: [
      expulse,
      [
        ...silence,
        etat('decisionCfp', '2026-05-10', { issue: 'refus', motifRefus: 'prematuree' }),
        d('demandeCfp', '2026-06-10'),
      ],
    ],
    attendu: 3,
  },
  {
    ligne: 5,
    id: 'etat.interventions',
    // Carried out; not carried out; a procès-verbal of eviction after a grant, nobody having said that it was carried out; one without a grant.
    cases: [
      expulse,
      [...expulse.slice(0, -2), d('executionCfp', '2026-09-01', { effectuee: false })],
      [...expulse.slice(0, -2), d('procesVerbal', '2026-09-03', { nature: 'expulsion' })],
      [...expulse.slice(0, -3), d('procesVerbal', '2026-09-03', { nature: 'expulsion' })],
    ],
    attendu: 2,
  },
  {
    ligne: 6,
    id: 'etat.suspensions',
    // One suspension told twice, by the State and by the Banque de France.
    cases: [
      [
        ...silence,
        etat('suspensionExpulsion', '2026-06-10'),
        d('surendettement', '2026-06-12', {
          sender: 'bdf',
          etape: 'recevabilite',
          suspension: { debut: '2026-06-10' },
        }),
      ],
      [...silence, etat('suspensionExpulsion', '2026-06-11')],
    ],
    attendu: 2,
  },
  {
    ligne: 7,
    id: 'etat.relogementsContingent',
    cases: [
      [...silence, etat('relogement', '2026-06-10', { voie: 'contingentPrefectoral' })],
      [...silence, etat('relogement', '2026-06-10', { voie: 'dalo' })],
      [...silence, etat('relogement', '2026-06-10', { voie: 'mutation' })],
      [...silence, etat('relogement', '2026-06-10', { voie: 'contingentPrefectoral', etat: 'assure' })],
    ],
    attendu: 2,
  },
  {
    ligne: 8,
    id: 'etat.relogementsMenaces',
    cases: [
      [...silence, etat('relogement', '2026-06-10', { voie: 'contingentPrefectoral' })],
      [...silence, etat('relogement', '2026-06-10', { voie: 'accordCollectif' })],
    ],
    attendu: 1,
  },
  {
    ligne: 9,
    id: 'etat.daloReconnus',
    cases: [
      [
        ...silence,
        d('recoursDalo', '2026-03-10', { voie: 'dalo', etat: 'depose', sender: 'comed' }),
        d('recoursDalo', '2026-05-10', { voie: 'dalo', etat: 'reconnu', sender: 'comed' }),
      ],
      [...silence, d('recoursDalo', '2026-05-10', { voie: 'daho', etat: 'reconnu', sender: 'comed' })],
    ],
    attendu: 1,
  },
  {
    ligne: 10,
    id: 'etat.daloReloges',
    // The COMED and the State tell the same.
    cases: [
      [
        ...silence,
        d('recoursDalo', '2026-06-10', { voie: 'dalo', etat: 'satisfait', sender: 'comed' }),
        etat('relogement', '2026-06-12', { voie: 'dalo' }),
      ],
    ],
    attendu: 1,
  },
  {
    ligne: 11,
    id: 'etat.personnesHebergees',
    // Four persons; a household whose number is not said; one sheltered without an eviction.
    cases: [
      expulse,
      [...expulse.slice(0, -1), d('hebergement', '2026-09-02', { etat: 'heberge', sender: 'siao' })],
      [...silence, d('hebergement', '2026-09-02', { etat: 'heberge', personnes: 9, sender: 'siao' })],
    ],
    attendu: 4,
  },
  {
    ligne: 12,
    id: 'etat.indemnisationsAccordees',
    cases: [
      [
        ...silence,
        etat('indemnisation', '2026-09-10', { etat: 'demandee', montant: 400_000 }),
        etat('indemnisation', '2026-11-10', { etat: 'accordee', montant: 300_000 }),
      ],
    ],
    attendu: 1,
  },
  {
    ligne: 13,
    id: 'departement.fslDemandes',
    // Asked and granted: one. Granted, the demande unknown: one more.
    cases: [
      [
        d('aideFsl', '2026-03-01', { etat: 'demandee', sender: 'mds-provins' }),
        d('aideFsl', '2026-05-01', { etat: 'accordee', sender: 'fsl' }),
      ],
      [d('aideFsl', '2026-05-01', { etat: 'refusee', sender: 'fsl' })],
    ],
    attendu: 2,
  },
  {
    ligne: 14,
    id: 'departement.fslAccordes',
    cases: [
      [
        d('aideFsl', '2026-03-01', { etat: 'demandee', sender: 'mds-provins' }),
        d('aideFsl', '2026-05-01', { etat: 'accordee', sender: 'fsl' }),
      ],
      [d('aideFsl', '2026-05-01', { etat: 'refusee', sender: 'fsl' })],
    ],
    attendu: 1,
  },
  {
    ligne: 15,
    id: 'departement.menagesAsll',
    // Open since 2024 and never said closed; closed in 2025; opened, closed and opened again in 2026.
    cases: [
      [d('accompagnement', '2024-06-01', { mesure: 'asll', etat: 'ouverte', sender: 'association-a' })],
      [
        d('accompagnement', '2024-06-01', { mesure: 'asll', etat: 'ouverte', sender: 'association-a' }),
        d('accompagnement', '2025-06-01', { mesure: 'asll', etat: 'close', sender: 'association-a' }),
      ],
      [
        d('accompagnement', '2026-01-10', { mesure: 'asll', etat: 'ouverte', sender: 'association-a' }),
        d('accompagnement', '2026-03-10', { mesure: 'asll', etat: 'close', sender: 'association-a' }),
        d('accompagnement', '2026-06-10', { mesure: 'asll', etat: 'ouverte', sender: 'association-a' }),
      ],
    ],
    attendu: 2,
  },
  { ligne: 16, id: 'departement.enquetesAssignation', cases: [expulse, silence], attendu: 1 },
  { ligne: 16, id: 'departement.enquetesRequisition', cases: [expulse, silence], attendu: 1 },
  {
    ligne: 17,
    id: 'departement.actionsCollectives',
    chiffres: [
      dit('departement.actionsCollectives', 'mds-provins', 3),
      dit('departement.actionsCollectives', 'mds-meaux', 4),
    ],
    attendu: 7,
  },
  { ligne: 18, id: 'adil.contacts', chiffres: [dit('adil.contacts', 'adil', 1_204)], attendu: 1_204 },
  { ligne: 19, id: 'adil.recues', chiffres: [dit('adil.recues', 'adil', 310)], attendu: 310 },
  { ligne: 20, id: 'adil.interventions', chiffres: [dit('adil.interventions', 'adil', 52)], attendu: 52 },
  ...(['caf', 'msa'] as const).flatMap((qui, n): Row[] => {
    const ligne = 21 + 9 * n;
    const signale = (day: string, over: object = {}): Draft => d('impaye', day, { sender: qui, ...over });
    return [
      {
        ligne,
        id: `${qui}.impayesTraites`,
        // Told twice in a year: one. Signalled the year before, told again: that year's.
        cases: [
          [
            signale('2026-02-01', { signaleLe: '2026-02-01' }),
            signale('2026-06-01', { signaleLe: '2026-02-01' }),
          ],
          [signale('2026-02-01', { signaleLe: '2025-12-20' })],
        ],
        attendu: 1,
      },
      {
        ligne: ligne + 1,
        id: `${qui}.saisines`,
        cases: [
          [d('saisineOrganisme', '2026-02-01', { sender: 'bailleur-a', organisme: qui })],
          [d('saisineOrganisme', '2026-02-01', { sender: 'bailleur-a' })],
        ],
        attendu: 1,
      },
      {
        ligne: ligne + 2,
        id: `${qui}.maintiens`,
        cases: [[signale('2026-02-01', { suites: ['maintien'] })], [signale('2026-02-01')]],
        attendu: 1,
      },
      {
        ligne: ligne + 3,
        id: `${qui}.suspensions`,
        cases: [[signale('2026-02-01', { suites: ['suspension'] })], [signale('2026-02-01')]],
        attendu: 1,
      },
      {
        ligne: ligne + 4,
        id: `${qui}.saisinesCcapex`,
        cases: [
          [signale('2026-02-01', { suites: ['saisineCcapex'] })],
          [signale('2026-02-01'), d('saisineCcapex', '2026-03-01', { sender: qui })],
          [d('saisineCcapex', '2026-03-01', { sender: 'bailleur-a' })],
        ],
        attendu: 2,
      },
    ];
  }),
  ...(
    [
      [26, 'caf.offresDeService', 'caf'],
      [27, 'caf.reunionsCollectives', 'caf'],
      [28, 'caf.proprietairesRencontres', 'caf'],
      [29, 'caf.famillesRencontrees', 'caf'],
      [38, 'aorif.menagesEnImpaye', 'bailleur-a'],
      [39, 'udaf.actions', 'association-udaf'],
      [41, 'bdf.dossiersExpulsion', 'bdf'],
      [42, 'actionLogement.locaPass', 'action-logement'],
      [43, 'actionLogement.locaPassImpayes', 'action-logement'],
      [44, 'actionLogement.pretsAllegement', 'action-logement'],
      [45, 'actionLogement.visale', 'action-logement'],
      [46, 'actionLogement.visaleImpayes', 'action-logement'],
      [47, 'partenariat.formations', 'etat'],
      [48, 'partenariat.reunionsThematiques', 'etat'],
      [49, 'partenariat.rencontres', 'etat'],
    ] as const
  ).map(([ligne, id, qui]): Row => ({ ligne, id, chiffres: [dit(id, qui, ligne)], attendu: ligne })),
  {
    ligne: 35,
    id: 'aorif.pcsSignes',
    cases: [
      // A landlord that the case does not know signs nothing, until a person says so.
      [
        ...silence,
        d('impaye', '2025-10-01', { sender: 'bailleur-a' }),
        d('protocoleCohesionSociale', '2026-06-01', { etat: 'signe', sender: 'bailleur-a' }),
      ],
      [...silence, d('protocoleCohesionSociale', '2026-06-01', { etat: 'signe', sender: 'bailleur-a' })],
      [...silence, d('protocoleCohesionSociale', '2026-06-01', { etat: 'refuse', sender: 'bailleur-a' })],
    ],
    attendu: 1,
  },
  { ligne: 36, id: 'aorif.dossiersRequisition', cases: [expulse, silence], attendu: 1 },
  {
    ligne: 37,
    id: 'aorif.rapportCfpParc',
    cases: [expulse],
    chiffres: [dit('aorif.parcHlm', 'bailleur-a', 300), dit('aorif.parcHlm', 'bailleur-b', 200)],
    attendu: 2,
  },
  {
    ligne: 38,
    id: 'aorif.tauxImpayes',
    chiffres: [
      dit('aorif.menagesEnImpaye', 'bailleur-a', 30),
      dit('aorif.menagesLocataires', 'bailleur-a', 400),
    ],
    attendu: 7.5,
  },
  {
    ligne: 40,
    id: 'cgl.interventions',
    chiffres: [
      dit('cgl.ecrites', 'association-cgl', 10),
      dit('cgl.telephoniques', 'association-cgl', 20),
      dit('cgl.physiques', 'association-familles-rurales', 5),
    ],
    attendu: 35,
  },
];

describe('annexe 3 of the charter', () => {
  it('has its 49 lines in the catalogue, in order, and each is counted here on a case made by hand', () => {
    const all = Array.from({ length: 49 }, (_, n) => n + 1);
    const lines = indicateurs.flatMap(({ origine }) => (origine.annexe === 3 ? [origine.ligne] : []));
    expect([...new Set(lines)].toSorted((a, b) => a - b)).toEqual(all);
    expect([...new Set(rows.map(({ ligne }) => ligne))].toSorted((a, b) => a - b)).toEqual(all);
    for (const { ligne, id } of rows) expect(indicateurDe(id).origine).toEqual({ annexe: 3, ligne });
  });

  it.each(rows)('line $ligne, $id: $attendu', ({ id, cases = [], chiffres = [], attendu }) => {
    expect(tableau(cases, chiffres).valeurs.get(id)?.total).toBe(attendu);
  });
});

describe('annexe 6, article 6: what the CLPIL examined', () => {
  const seance = (day: string, over: object = {}): Draft =>
    d('decisionClpil', day, {
      sender: 'clpil-provins',
      commission: 'clpil-provins',
      dateCommission: day,
      issues: ['accompagnement'],
      organisme: 'mds',
      ...over,
    });
  const inscrit = (day: string, seanceDu: string, nom: string): Draft =>
    d('inscriptionClpil', day, { sender: 'bailleur-a', dateCommission: seanceDu, bailleur: { nom } });
  const cases = [
    // Twice in the year, by two bodies at once the second time; its plan kept, then a new lease.
    [
      inscrit('2026-02-01', '2026-03-10', 'Habitat Exemple'),
      seance('2026-03-10'),
      inscrit('2026-08-01', '2026-09-10', 'Habitat Exemple'),
      seance('2026-09-10', { organisme: 'ccas', issues: ['bilanDiagnostic'] }),
      seance('2026-09-10', { organisme: 'asll', issues: ['accompagnement'] }),
      d('planApurement', '2026-11-01', { etat: 'respecte', sender: 'bailleur-a' }),
      d('nouveauBail', '2026-12-01', { sender: 'bailleur-a' }),
    ],
    // Once, by the landlord's social worker; the concours is granted after it.
    [
      inscrit('2026-02-01', '2026-03-10', 'Logis Autre'),
      seance('2026-03-10', { organisme: 'bailleur' }),
      etat('decisionCfp', '2026-07-01', { issue: 'accord' }),
    ],
    // A plan that is the landlord's own orients nobody. Its plan was kept before any session: no exit of the CLPIL.
    [
      inscrit('2025-09-01', '2026-03-10', 'Logis Autre'),
      d('planApurement', '2026-01-05', { etat: 'respecte', sender: 'bailleur-a' }),
      seance('2026-03-10', { organisme: 'bailleur', issues: ['planApurement'] }),
    ],
  ];
  it.each([
    ['clpil.situations', 4],
    ['clpil.menages', 3],
    ['clpil.orientationsMds', 1],
    ['clpil.orientationsCcas', 1],
    ['clpil.orientationsAsll', 1],
    ['clpil.orientationsBailleurs', 1],
    ['clpil.sortiesPositives', 1],
    ['clpil.planRespecte', 1],
    ['clpil.nouveauBail', 1],
    ['clpil.protocoleRespecte', 0],
    ['clpil.cfpAccordes', 1],
  ])('%s: %d', (id, attendu) => {
    expect(tableau(cases).valeurs.get(id)?.total).toBe(attendu);
  });

  it('is by landlord too', () => {
    expect(tableau(cases).bailleurs).toEqual([
      { bailleur: 'HABITAT EXEMPLE', situations: 2, menages: 1 },
      { bailleur: 'LOGIS AUTRE', situations: 2, menages: 2 },
    ]);
  });
});

describe('the targets of annexe 1', () => {
  it.each([
    [
      'caf.partAidesTraitees',
      85,
      80,
      [dit('caf.aidesTraitees', 'caf', 1000), dit('caf.aidesDansLeDelai', 'caf', 800)],
    ],
    [
      'caf.partMinimaTraites',
      100,
      95,
      [dit('caf.minimaTraites', 'caf', 200), dit('caf.minimaDansLeDelai', 'caf', 190)],
    ],
    [
      'msa.partAidesTraitees',
      80,
      90,
      [dit('msa.aidesTraitees', 'msa', 10), dit('msa.aidesDansLeDelai', 'msa', 9)],
    ],
    [
      'msa.partMinimaTraites',
      100,
      100,
      [dit('msa.minimaTraites', 'msa', 3), dit('msa.minimaDansLeDelai', 'msa', 3)],
    ],
    ['caf.partIdeal', 40, 25, [dit('caf.bailleursSociaux', 'caf', 40), dit('caf.bailleursIdeal', 'caf', 10)]],
  ])('%s aims at %d %% and reads %d %%', (id, cible, attendu, chiffres) => {
    expect(indicateurDe(id)).toMatchObject({ cible });
    expect(tableau([], chiffres).valeurs.get(id)?.total).toBe(attendu);
  });

  it('of a diagnostic before each hearing is counted from the cases, and has no share without a hearing', () => {
    const late = [
      d('assignation', '2026-01-05', { dateAudience: '2026-03-20' }),
      d('transmissionDsf', '2026-03-20', { sender: 'etat' }),
    ];
    const left = [
      d('assignation', '2026-01-05', { dateAudience: '2026-03-20' }),
      d('departVolontaire', '2026-02-01'),
    ];
    const { valeurs } = tableau([expulse, late, left, silence]);
    expect(valeurs.get('parcours.audiences')?.total).toBe(3);
    expect(valeurs.get('parcours.dsfAvantAudience')?.total).toBe(1);
    expect(valeurs.get('parcours.partDsf')?.total).toBeCloseTo(100 / 3);
    expect(tableau([]).valeurs.get('parcours.partDsf')?.total).toBeUndefined();
    expect(tableau([]).valeurs.get('caf.partIdeal')?.total).toBeUndefined();
  });
});

describe('what the report adds', () => {
  it('follows the assignations of a year, whenever their steps come', () => {
    const of = (annee: number, id: string) =>
      tableau([expulse, silence], [], annee).valeurs.get(`parcours.${id}`)?.total;
    expect(
      ['assignations', 'dsf', 'cfpDemandes', 'cfpAccordes', 'cfpEffectifs'].map((id) => of(2026, id)),
    ).toEqual([1, 1, 1, 1, 1]);
    expect(
      ['assignations', 'dsf', 'cfpDemandes', 'cfpAccordes', 'cfpEffectifs'].map((id) => of(2025, id)),
    ).toEqual([1, 0, 1, 0, 0]);
  });

  it('measures delays from one step to the next: their middle, and what nine in ten do not pass', () => {
    const one = (days: number) => [
      d('demandeCfp', '2026-01-01'),
      etat('decisionCfp', `2026-01-${String(1 + days).padStart(2, '0')}`, { issue: 'accord' }),
    ];
    const { delais } = tableau([2, 4, 6, 8, 10, 12, 14, 16, 18, 29].map(one));
    expect(delais.filter(({ cle }) => cle === 'demandeDecision')).toEqual([
      { cle: 'demandeDecision', lieu: 'total', n: 10, mediane: 10, p90: 18 },
      { cle: 'demandeDecision', lieu: '771', n: 10, mediane: 10, p90: 18 },
    ]);
    expect(
      tableau([expulse])
        .delais.filter(({ lieu }) => lieu === 'total')
        .map(({ cle, mediane }) => [cle, mediane]),
    ).toEqual([
      ['commandementAssignation', 96],
      ['assignationDiagnostic', 38],
      ['assignationAudience', 74],
      ['audienceDecision', 21],
      ['decisionCommandement', 24],
      ['commandementDemande', 63],
      ['demandeDecision', 45],
      ['octroiExecution', 12],
    ]);
  });

  it('counts the days of the State’s liability, and the rents of these days, year by year', () => {
    // Refused by silence on 4 July 2026: 181 days of the year, 32 of the next one on 1 February.
    const of = (annee: number, le: string) => {
      const { valeurs } = tableauDe(annee, lignesDe([silence], le).get(annee) ?? [], [], le);
      return ['joursResponsabilite', 'coutResponsabilite', 'responsabilites'].map(
        (id) => valeurs.get(`parcours.${id}`)?.total,
      );
    };
    expect(of(2026, '2026-07-03')).toEqual([0, 0, 0]);
    expect(of(2026, '2026-07-04')).toEqual([1, 1_973, 1]);
    expect(of(2026, '2026-12-31')).toEqual([181, 357_041, 1]);
    expect(of(2026, LE)).toEqual([181, 357_041, 1]);
    expect(of(2027, LE)).toEqual([32, 63_123, 1]);
    // Read in February from rows that the watch last made in December: the days of December are whole, and no more.
    const december = lignesDe([silence], '2026-12-20').get(2026) ?? [];
    expect(tableauDe(2026, december, [], LE).valeurs.get('parcours.joursResponsabilite')?.total).toBe(181);
  });

  it('says what became of the CCAPEX’s opinions, and of the State’s decisions after them', () => {
    const avis = d('avisCcapex', '2026-05-20', {
      sender: 'ccapex',
      nature: 'avis',
      recommandations: ['maintienDansLesLieux', 'aideFsl', 'relogement'],
    });
    const suite = (mesure: string, state: string, day: string): Draft =>
      d('suiteDecision', day, { sender: 'mds-provins', decisionDu: '2026-05-20', mesure, etat: state });
    const { valeurs } = tableau([
      [
        ...silence,
        avis,
        suite('aideFsl', 'enCours', '2026-05-25'),
        suite('aideFsl', 'faite', '2026-06-25'),
        suite('relogement', 'refusDuMenage', '2026-06-25'),
        etat('decisionCfp', '2026-06-28', { issue: 'accord', motifEcart: 'refusDuMenage' }),
      ],
      [...silence, avis, etat('decisionCfp', '2026-06-28', { issue: 'refus', motifRefus: 'autre' })],
      [...silence, etat('decisionCfp', '2026-06-28', { issue: 'accord' })],
    ]);
    const total = (id: string) => valeurs.get(`ccapex.${id}`)?.total;
    expect(
      ['avis', 'recommandations', 'suivies', 'enCours', 'nonSuivies', 'refusDuMenage', 'sansSuite'].map(
        total,
      ),
    ).toEqual([2, 6, 1, 0, 0, 1, 4]);
    expect([total('decisionsConformes'), total('decisionsContraires')]).toEqual([1, 1]);
  });

  it('says what became of the letters owed at the commandement de payer, by the furthest that a body tells', () => {
    const suite = (state: string, organisme: string): Draft =>
      d('suiteOrientation', '2026-04-01', { sender: `${organisme}-a`, organisme, etat: state });
    const cdp = d('commandementDePayer', '2026-03-01');
    const { valeurs } = tableau([
      [cdp, suite('npai', 'mds'), suite('recu', 'adil')],
      [cdp, suite('injoignable', 'mds')],
      [cdp],
      [cdp, d('commandementDePayer', '2026-08-01')],
    ]);
    const total = (id: string) => valeurs.get(`parcours.lettres${id}`)?.total;
    expect(['', 'Recues', 'Injoignables', 'SansSuite', 'Npai'].map(total)).toEqual([5, 1, 1, 3, 0]);
  });

  it('counts doubts in the year they came, told or not', () => {
    const doute = d('rapprochement', '2026-03-02', { etat: 'douteux', dossiers: ['B'], sender: 'hub' });
    const reponse = d('rapprochement', '2026-03-09', { etat: 'confirme', dossiers: ['B'], sender: 'etat' });
    const cdp = d('commandementDePayer', '2026-03-02');
    const { valeurs } = tableau([[cdp, doute], [cdp, doute, reponse], [cdp]]);
    expect([valeurs.get('hub.doutes')?.total, valeurs.get('hub.doutesTranches')?.total]).toEqual([2, 1]);
    // What a merge took every event of counts for nothing but its doubt.
    const empty = [
      doute,
      d('deplacement', '2026-03-10', {
        cause: 'fusion',
        role: 'source',
        autre: 'B',
        evenements: ['e-9'],
        sender: 'etat',
      }),
    ];
    const merged = tableau([empty]).valeurs;
    expect([...merged].filter(([, { total }]) => total).map(([id]) => id)).toEqual([
      'hub.doutes',
      'hub.doutesTranches',
    ]);
  });
});

describe('the catalogue', () => {
  it('names each indicator once, under a chapter, with parts and denominators that are there', () => {
    const ids = indicateurs.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const one of indicateurs) {
      expect(chapitreDe(one.id)).toBeDefined();
      const named = [
        ...(one.detailDe === undefined ? [] : [one.detailDe]),
        ...(one.source === 'somme' ? one.parties : []),
        ...(one.source === 'rapport' ? [one.numerateur, one.denominateur] : []),
      ];
      for (const id of named) expect(ids, one.id).toContain(id);
    }
    expect(Object.keys(reference2016).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('has every key that cases count under', () => {
    const cles = [expulse, silence].flatMap((drafts) =>
      Object.values(caseOf(eventsOf(...drafts), LE).apport).flatMap((own) => Object.keys(own)),
    );
    const known = (cle: string): boolean =>
      cle.startsWith('accru.') ||
      nomsDeDelais.some((nom) => cle.startsWith(`delai.${nom}@`)) ||
      indicateurs.some(({ id, source }) => source === 'compte' && id === cle.split('@')[0]);
    expect(cles.filter((cle) => !known(cle))).toEqual([]);
    expect(estListe('etat.cfpAccordes')).toBe(true);
    expect([
      estListe('etat.montantAccordees'),
      estListe('delai.octroiExecution@12'),
      estListe('etat.decisions'),
    ]).toEqual([false, false, false]);
  });
});

describe('what changes of a count', () => {
  it('is what must be added to one to have the other, place by place', () => {
    const avant = compteEn('773', { 2026: { 'etat.demandesCfp': 1, 'etat.suspensions': 2 } });
    const apres = compteEn('771', { 2026: { 'etat.demandesCfp': 1 } });
    expect(ecart(avant, apres)).toEqual([
      ['771|2026|etat.demandesCfp', 1],
      ['773|2026|etat.demandesCfp', -1],
      ['773|2026|etat.suspensions', -2],
    ]);
    expect(ecart(avant, avant)).toEqual([]);
  });
});
