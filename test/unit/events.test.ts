import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookkeepingKinds, type CaseEvent, caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { motifs } from '../../shared/domain/events/common.ts';
import { inOrder } from '../../shared/domain/events/compare-events.ts';
import { anEvent, eventLists } from '../support/events.ts';

const common = {
  id: 'm-1',
  sender: 'caf',
  reference: 'IMP-1',
  actDate: '2026-03-02',
  receivedAt: '2026-03-03T08:00:00.000Z',
  dwelling: {},
  household: [],
};
const DATE = '2026-05-04';
const [dates, cents, texts] = [
  { good: [DATE], bad: ['04/05/2026', '2026-02-30', 20260504] },
  { good: [0, 1], bad: [-1, 1.5, '1'] },
  { good: ['x', ''], bad: [1, null] },
];
const positive = { good: [1, 12], bad: [0, -1, 1.5] };
const oneOf = (...good: string[]) => ({ good, bad: ['', 'autre'] });
const yesNo = { good: [true, false], bad: ['oui', 0] };

type Values = { good: readonly unknown[]; bad: readonly unknown[] };
type Fields = Readonly<Record<string, Values>>;

const bailleur: Values = {
  good: [
    {},
    { nom: 'Habitat', nature: 'personneMorale', referenceBail: 'B-1' },
    { nature: 'personnePhysique' },
    { nature: 'sciFamiliale' },
  ],
  bad: ['Habitat', { nature: '' }, { nom: 1 }, { referenceBail: 1 }],
};
const parc = oneOf('social', 'prive');
const money: Fields = { loyer: cents, charges: cents, dette: cents };
const sha256 = 'a1'.repeat(32);
const act: Fields = {
  piece: {
    good: [
      { key: 'k', sha256, size: 1 },
      { key: 'k', versionId: 'v', sha256, size: 1 },
    ],
    bad: [
      {},
      { key: 'k', sha256, size: 0 },
      { key: 'k', sha256: 'A1'.repeat(32), size: 1 },
      { key: 'k', sha256: `${sha256}0`, size: 1 },
      { key: 'k', sha256: `0${sha256}`, size: 1 },
      { key: 'k', sha256, size: 1, versionId: 1 },
    ],
  },
  bailleur,
  parc,
  motif: oneOf(...motifs),
};
const tribunal: Fields = { tribunal: texts };
/** A list of such codes, which may be empty. */
const listOf = (...good: string[]) => ({ good: [[], good], bad: [[''], ['autre'], good[0]] });
const bodies = oneOf(
  ...['commune', 'ccas', 'mds', 'departement', 'etat', 'bailleur', 'asll', 'adil', 'caf', 'msa'],
  ...['bdf', 'fsl', 'actionLogement', 'huissier', 'siao', 'comed', 'udaf', 'association', 'conciliation'],
  'ccapex',
);

/** The vocabulary: what each kind of event must and may hold, with values that are accepted and values that are not. */
const vocabulary: Readonly<Record<string, { must?: Fields; may?: Fields }>> = {
  conge: { may: { ...act, dateEffet: dates } },
  miseEnDemeure: { may: act },
  jugementDivorce: { may: { ...act, ...tribunal } },
  adjudication: { may: { ...act, ...tribunal } },
  commandementDePayer: {
    may: {
      ...act,
      ...money,
      delai: {
        good: [
          { valeur: 2, unite: 'mois' },
          { valeur: 6, unite: 'semaines' },
        ],
        bad: [
          {},
          { valeur: 0, unite: 'mois' },
          { valeur: 2, unite: 'jours' },
          { valeur: 1.5, unite: 'mois' },
        ],
      },
      dateBail: dates,
      adresseFsl: texts,
      occupants: positive,
    },
  },
  assignation: {
    may: {
      ...act,
      ...tribunal,
      dateAudience: dates,
      dette: cents,
      numeroRg: texts,
      prefetInformeLe: dates,
    },
  },
  renvoiAudience: { must: { dateAudience: dates }, may: { ...act, ...tribunal } },
  caduciteAssignation: { may: { ...act, ...tribunal } },
  decision: {
    may: {
      ...act,
      ...tribunal,
      issue: oneOf('delaiDePaiement', 'resiliation', 'delaiPourQuitter', 'rejet'),
      delaiAccordeMois: positive,
      delaiCommandementMois: cents,
      echeancier: {
        good: [[], [{ date: DATE, montant: 0 }]],
        bad: [{}, [{ date: DATE }], [{ montant: 1 }], [{ date: DATE, montant: -1 }]],
      },
      juge: oneOf('fond', 'jex'),
      horsTreve: oneOf('entreeParForce', 'logementEtudiant', 'protection'),
    },
  },
  suiteJugement: {
    must: {
      etape: oneOf('signification', 'appel', 'opposition', 'executionProvisoireArretee', 'infirmation'),
    },
    may: { ...act, ...tribunal },
  },
  commandementDeQuitterLesLieux: {
    may: { ...act, titre: texts, dateLiberation: dates, occupants: positive, prefetInformeLe: dates },
  },
  demandeCfp: {
    may: { ...act, dispositif: texts, diligences: texts, difficultes: texts, prefetInformeLe: dates },
  },
  retraitDemandeCfp: { may: act },
  executionCfp: { must: { effectuee: yesNo }, may: { ...act, motifNonExecution: texts } },
  procesVerbal: { may: { ...act, nature: oneOf('expulsion', 'tentative', 'reprise') } },
  departVolontaire: { may: { ...act, clesRemises: yesNo } },
  finPoursuites: { must: { cause: oneOf('renonciation', 'vente', 'deces') }, may: act },
  nouveauBail: { may: act },
  impaye: {
    may: {
      ...money,
      allocataire: texts,
      aide: {
        good: [{}, { nature: 'APL' }, { nature: 'ALF' }, { nature: 'ALS', tiersPayant: true }],
        bad: ['APL', { nature: '' }, { tiersPayant: 'oui' }],
      },
      impayeDepuis: texts,
      dateConstitution: dates,
      premierImpayeLe: dates,
      signaleLe: dates,
      parc,
      bailleur,
      suites: {
        good: [[], ['planDemande', 'fsl', 'maintien', 'suspension', 'saisineCcapex']],
        bad: ['fsl', [''], ['autre']],
      },
    },
  },
  saisineOrganisme: { may: { bailleur } },
  saisineCcapex: {
    may: {
      ...money,
      parc,
      bailleur,
      objet: oneOf('situation', 'aideLogement'),
      criteres: listOf(
        ...['detteLourde', 'stadeAvance', 'situationComplexe', 'relogementNecessaire'],
        ...['accompagnementEnEchec', 'aideMenacee', 'recoursDalo', 'signalementCommissaire'],
      ),
      accompagnementLe: dates,
      diagnosticLe: dates,
    },
  },
  planApurement: { must: { etat: oneOf('signe', 'refuse', 'denonce', 'respecte') } },
  paiement: { may: { montant: cents, solde: cents } },
  echeance: { must: { date: dates, etat: oneOf('tenue', 'manquee') } },
  surendettement: {
    must: {
      etape: oneOf(
        ...['depot', 'recevabilite', 'irrecevabilite', 'orientation', 'planApprouve', 'mesures'],
        ...['retablissementPersonnel', 'cloture'],
      ),
    },
    may: {
      numeroBdf: texts,
      orientation: oneOf('planConventionnel', 'retablissementPersonnel'),
      detteLocative: cents,
      bailleurCreancier: texts,
      suspension: {
        good: [{ debut: DATE }, { debut: DATE, fin: DATE }],
        bad: [{}, { fin: DATE }, { debut: 'x' }, { debut: DATE, fin: 'x' }],
      },
    },
  },
  aideFsl: { must: { etat: oneOf('demandee', 'accordee', 'refusee') }, may: { montant: cents } },
  accompagnement: {
    must: { mesure: oneOf('asll', 'avdl', 'masp'), etat: oneOf('ouverte', 'close') },
    may: { fin: dates },
  },
  intervention: {
    must: { nature: oneOf('information', 'visite', 'bilanDiagnostic', 'appuiJuridique', 'mediation') },
  },
  hebergement: {
    must: {
      etat: oneOf(
        ...['demande', 'evaluation', 'preconisation', 'listeAttente', 'orientation', 'heberge', 'sortie'],
        'sansSolution',
      ),
    },
    may: { personnes: positive },
  },
  aideActionLogement: {
    must: {
      dispositif: oneOf('locaPass', 'visale', 'pretAllegement'),
      etat: oneOf('demandee', 'accordee', 'refusee', 'miseEnJeu'),
    },
    may: { montant: cents },
  },
  decisionClpil: {
    must: {
      dateCommission: dates,
      issues: {
        good: [
          ['accompagnement', 'bilanDiagnostic', 'verificationDroits', 'planApurement'],
          ['renvoiCcapex', 'appuiJuridique', 'conciliation', 'revue', 'sortiePositive'],
        ],
        bad: [[], [''], 'accompagnement'],
      },
    },
    may: { commission: texts, organisme: bodies },
  },
  avisCcapex: {
    must: {
      nature: oneOf('avis', 'recommandation'),
      recommandations: {
        good: [
          [],
          ['maintienDansLesLieux', 'planApurement', 'aideFsl', 'accompagnement'],
          ['avdl', 'relogement', 'delais', 'concoursForcePublique'],
        ],
        bad: [[''], 'avdl'],
      },
    },
    may: { commission: texts },
  },
  suiteDecision: {
    must: {
      decisionDu: dates,
      mesure: oneOf(
        ...['accompagnement', 'bilanDiagnostic', 'verificationDroits', 'planApurement', 'renvoiCcapex'],
        ...['appuiJuridique', 'conciliation', 'revue', 'sortiePositive', 'maintienDansLesLieux', 'aideFsl'],
        ...['avdl', 'relogement', 'delais', 'concoursForcePublique'],
      ),
      etat: oneOf('faite', 'enCours', 'nonFaite', 'refusDuMenage'),
    },
    may: {
      organisme: bodies,
      raison: {
        good: ['injoignable', 'horsCriteres', 'sansPlace', 'situationChangee', 'autreRaison'],
        bad: ['', 'x'],
      },
    },
  },
  demandeEnqueteSociale: {
    must: { moment: oneOf('assignation', 'requisition') },
    may: { organisme: oneOf('mds', 'ccas') },
  },
  transmissionDsf: { may: { destinataire: oneOf('juge', 'ccapex'), ...tribunal } },
  recoursDalo: {
    must: { voie: oneOf('dalo', 'daho'), etat: oneOf('depose', 'reconnu', 'rejete', 'satisfait') },
  },
  suiteOrientation: {
    must: {
      organisme: oneOf('adil', 'mds', 'ccas', 'association'),
      etat: oneOf('joint', 'recu', 'refuse', 'injoignable', 'npai'),
    },
  },
  decisionCcapex: {
    must: { aide: oneOf('maintien', 'suspension') },
    may: {
      raisonsAide: listOf(
        ...['loyerCourantNonRepris', 'planNonTenu', 'accompagnementRefuse', 'sansReponse', 'logementQuitte'],
        'autreRaison',
      ),
      commission: texts,
      notifieeLe: dates,
    },
  },
  inscriptionCcapex: { must: { commission: texts, dateCommission: dates } },
  indemnisation: {
    must: { etat: oneOf('demandee', 'accordee', 'refusee', 'transaction') },
    may: { montant: cents },
  },
  enqueteSociale: { must: { moment: oneOf('assignation', 'requisition'), etat: oneOf('rendue', 'carence') } },
  protocoleCohesionSociale: { must: { etat: oneOf('signe', 'refuse', 'denonce', 'respecte') } },
  decisionCfp: {
    must: { issue: oneOf('accord', 'refus', 'sursis', 'miseEnDemeure') },
    may: {
      motifRefus: { good: ['prematuree', 'ordrePublic', 'autre'], bad: ['', 'x'] },
      jusquAu: dates,
      motifEcart: {
        good: [
          'relogementAssure',
          'refusDuMenage',
          'engagementsRompus',
          'recommandationImpossible',
          'ordrePublic',
          'autre',
        ],
        bad: ['', 'x'],
      },
      avisDu: dates,
    },
  },
  receptionPrefet: {
    must: { acte: oneOf('assignation', 'commandementDeQuitterLesLieux', 'demandeCfp', 'lettreDuBailleur') },
    may: { dateActe: dates, annulee: yesNo },
  },
  suspensionExpulsion: { may: { fin: dates } },
  avisSuspension: { must: { sens: oneOf('favorable', 'defavorable') } },
  relogement: {
    may: {
      etat: oneOf('assure', 'effectue'),
      voie: oneOf(
        ...['contingentPrefectoral', 'dalo', 'accordCollectif', 'intermediationLocative'],
        ...['mediationLocative', 'mutation', 'actionLogement', 'parcPrive', 'autreVoie'],
      ),
    },
  },
  inscriptionClpil: {
    must: { dateCommission: dates },
    may: {
      ...money,
      parc,
      bailleur,
      commission: texts,
      lettreAccordLe: dates,
      motifsInscription: listOf(
        ...['absenceContact', 'absenceCollaboration', 'absencePlan', 'planNonTenu', 'autreMotif'],
      ),
      actionsBailleur: listOf(
        ...['relance', 'visite', 'rendezVous', 'planPropose', 'saisineOrganisme', 'saisineFsl'],
        ...['travailleurSocial', 'miseEnDemeureDePayer', 'commandement', 'assignationDemandee'],
      ),
      protection: oneOf(
        ...['tutelle', 'curatelle', 'curatelleRenforcee', 'sauvegarde', 'habilitationFamiliale'],
        'gestionBudget',
      ),
      protecteur: texts,
    },
  },
  retraitClpil: { may: { commission: texts, accordEcrit: yesNo } },
  communeConfirmee: {},
  rapprochement: {
    must: {
      etat: oneOf('douteux', 'confirme', 'distinct', 'annule'),
      dossiers: { good: [[], ['A', 'B']], bad: ['A', [1]] },
    },
    may: { regle: texts, modele: texts },
  },
  deplacement: {
    must: {
      cause: oneOf('fusion', 'detachement', 'annulation'),
      role: oneOf('source', 'cible'),
      autre: texts,
      evenements: { good: [[], ['a']], bad: ['a', [1]] },
    },
  },
  gel: { must: { etat: oneOf('pose', 'leve') }, may: { pourquoi: texts } },
  confirmationFin: { must: { etat: oneOf('confirmee', 'rejetee', 'annulee'), evenement: texts } },
  acteAnnule: {
    must: {
      evenement: texts,
      acte: texts,
      prevenus: { good: [[], ['ccapex']], bad: ['ccapex', [1]] },
      alertes: { good: [[], ['x|y']], bad: ['x', [1]] },
    },
  },
};

const firsts = (fields: Fields = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([field, { good }]) => [field, good[0]]));
const accepts = (event: unknown): boolean => caseEventSchema.safeParse(event).success;

describe('the vocabulary', () => {
  it('is these kinds of events, in the order that breaks ties', () => {
    const kinds = caseEventSchema.def.options.map(({ shape }) => String(shape.kind.def.values[0]));
    expect(kinds).toEqual(Object.keys(vocabulary));
  });

  it.each(Object.entries(vocabulary))(
    '%s says what it must, and may say the rest',
    (kind, { must = {}, may = {} }) => {
      const least = { ...common, kind, ...firsts(must) };
      expect(caseEventSchema.parse(least)).toEqual(least);
      for (const field of Object.keys(must))
        expect(accepts({ ...least, [field]: undefined }), field).toBe(false);
      for (const [field, { good, bad }] of Object.entries({ ...must, ...may })) {
        for (const value of good) {
          const event = { ...least, [field]: value };
          expect(caseEventSchema.parse(event), field).toEqual(event);
        }
        for (const value of bad)
          expect(accepts({ ...least, [field]: value }), `${field} ${String(value)}`).toBe(false);
      }
    },
  );

  it.each<[string, Values]>([
    ['id', { good: ['x'], bad: ['', undefined, 1] }],
    ['sender', { good: ['x'], bad: ['', undefined, 1] }],
    ['reference', { good: ['x'], bad: ['', undefined, 1] }],
    ['actDate', { good: [DATE], bad: [...dates.bad, undefined] }],
    ['receivedAt', { good: ['2026-05-04T08:00:00Z'], bad: [DATE, '2026-05-04T08:00:00+02:00', undefined] }],
    [
      'dwelling',
      {
        good: [
          {},
          { insee: '77284', commune: 'Meaux', postcode: '77100', street: '1 rue X', complement: 'B' },
          ...['771', '772', '773', '774', '775'].map((arrondissement) => ({ arrondissement })),
        ],
        bad: [undefined, { arrondissement: '776' }, { arrondissement: '' }, { insee: 77284 }, { street: 1 }],
      },
    ],
    [
      'household',
      {
        good: [
          [],
          [{}],
          [{ nomNaissance: 'A', nomUsage: 'B', prenoms: ['C'], dateNaissance: DATE, lieuNaissance: 'D' }],
        ],
        bad: [undefined, {}, [{ prenoms: 'C' }], [{ dateNaissance: '1980' }], [{ nomUsage: 1 }]],
      },
    ],
    ['rawKey', { good: ['x', undefined], bad: [1] }],
  ])('every event carries %s', (field, { good, bad }) => {
    for (const value of good) {
      const event = { ...common, kind: 'relogement', [field]: value };
      expect(caseEventSchema.parse(event)).toEqual(event);
    }
    for (const value of bad)
      expect(accepts({ ...common, kind: 'relogement', [field]: value }), String(value)).toBe(false);
  });

  it('has no other kind', () => {
    expect(accepts({ ...common, kind: '' })).toBe(false);
    expect(accepts(common)).toBe(false);
  });

  it('tells apart what is said of the case itself', () => {
    expect(bookkeepingKinds).toEqual([
      'communeConfirmee',
      'rapprochement',
      'deplacement',
      'gel',
      'confirmationFin',
      'acteAnnule',
    ]);
  });
});

describe('the order of events', () => {
  const ids = (...events: CaseEvent[]) => inOrder(events).map(({ id }) => id);

  it('is by the act’s date, then by the vocabulary, then by id', () => {
    const event = (id: string, kind: string, actDate: string) => anEvent({ id, kind, actDate });
    expect(
      ids(
        event('b', 'assignation', '2026-03-02'),
        event('z', 'conge', '2026-03-02'),
        event('a', 'assignation', '2026-03-02'),
        event('c', 'impaye', '2026-03-01'),
      ),
    ).toEqual(['c', 'z', 'a', 'b']);
  });

  it('is total: whatever the order given, and however often, each comes once at its place', () => {
    const shuffled = eventLists.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    );
    fc.assert(
      fc.property(shuffled, ([events, again]) => {
        expect(inOrder([...again, ...events])).toEqual(inOrder(events));
        expect(inOrder(events)).toHaveLength(events.length);
      }),
      { seed: 77, numRuns: 50 },
    );
  });
});
