import { caseOf } from '../../shared/domain/case/case-of.ts';
import type { Bilan } from '../../shared/domain/commissions/bilan.ts';
import type { Communication } from '../../shared/domain/communications/registre.ts';
import { type Diagnostic, type Nomination, vierge } from '../../shared/domain/dsf/diagnostic.ts';
import type { Contenu } from '../../shared/domain/dsf/formulaire.ts';
import { type CaseEvent, caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { bilanPdf } from '../../shared/outbound/commissions/bilan.ts';
import { courriersDAccordPdf, courriersDeSeancePdf } from '../../shared/outbound/commissions/courriers.ts';
import { type Releve, releveDe, relevePdf } from '../../shared/outbound/commissions/releve.ts';
import { lettresInformationPdf, type ToldHousehold } from '../../shared/outbound/communications/lettre.ts';
import { documentDe, dossierDuJugeDe, dsfPdf } from '../../shared/outbound/dsf/dsf.ts';
import { rapportPdf } from '../../shared/outbound/indicateurs/rapport-pdf.ts';
import { lettersPdf } from '../../shared/outbound/letters/letter-pdf.ts';
import type { Letter } from '../../shared/outbound/letters/letter-text.ts';
import type { Receipt } from '../../shared/outbound/receipts/receipt.ts';
import { receiptPdf } from '../../shared/outbound/receipts/receipt-pdf.ts';
import { aRapport } from './rapport.ts';
import { aCommission, aLandlord, aSeance, aSituation, FAIT_LE, LETTRES_LE, situationsOf } from './seance.ts';

/** What a hostile sender would write for a name: Typst's markup, controls, what reverses a line, what no font of ours has, a word without end. */
export const HOSTILE =
  '#eval("1") $x$ *b* _i_ `c` <l> @r ] [ \\ // /* "\' \u0007\u202eŁódź Nguyễn 東京 👩‍👩‍👧 ﬁ';
export const ENDLESS = 'W'.repeat(200);

export const aLetter = (over: Partial<Letter> = {}): Letter => ({
  caseId: '77-2026-000123',
  day: '2026-03-01',
  formation: 'nord',
  post: ['Sous-préfecture de Meaux', '77105 MEAUX'],
  partners: { adil: { nom: 'ADIL de Seine-et-Marne' }, mds: { nom: 'MDS' }, ccas: { nom: 'CCAS de Meaux' } },
  ...over,
});

export const aReceipt = (over: Partial<Receipt> = {}): Receipt => ({
  version: '1',
  id: '20260302-0123456789abcdef',
  etude: 'etude-moreau-meaux',
  title: 'Assignation',
  receivedAt: '2026-03-02T09:12:45.000Z',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  size: 1_234_567,
  ...over,
});

const whole: Partial<Receipt> = {
  reference: 'DOS-831',
  kind: 'assignation',
  actDate: '2026-02-27',
  case: 'AB12-CD34-EF56',
  replaces: '20260301-fedcba9876543210',
};
const hostilePartners = {
  adil: { nom: HOSTILE },
  mds: { nom: ENDLESS },
  ccas: { nom: 'CCAS', mail: `${'a'.repeat(60)}@meaux.example` },
};

const nomination: Nomination = {
  caseId: '77-2026-000123',
  moment: 'assignation',
  version: 1,
  organisme: 'mds',
  partenaire: 'mds-provins',
  nom: 'MDS de Provins',
  demandeLe: '2026-11-02',
  evenement: 'e-1',
  by: 'Anne Renard',
  at: '2026-11-02T08:00:00.000Z',
};
const aContenu: Contenu = {
  redacteur: {
    nom: 'Lucie Marchand',
    qualite: 'travailleurSocial',
    entretienProposeLe: '2026-11-10',
    relances: [{ le: '2026-11-17', moyen: 'telephone' }],
    entretienLe: '2026-11-20',
    entretienLieu: 'domicile',
    locatairePresent: true,
  },
  menage: {
    situationFamiliale: 'coupleAvecEnfants',
    personnes: [
      { nom: 'Nadia Ferrand', naissance: '1988-04-12', lien: 'locataire', situation: 'emploi' },
      { nom: 'Karim Ferrand', naissance: '1985-09-30', lien: 'conjoint', situation: 'chomage' },
      { nom: 'Lina Ferrand', naissance: '2017-02-03', lien: 'enfant', situation: 'scolaire' },
    ],
    protection: 'aucune',
  },
  ressources: { salaires: 142_000, chomage: 61_050, prestationsFamiliales: 14_100 },
  charges: { energie: 14_500, assurances: 8_900, transports: 12_000, telephone: 4_500 },
  dettes: { credits: 320_000, mensualites: 11_000, energie: 41_020 },
  logement: {
    bailLe: '2021-06-01',
    parc: 'social',
    etat: 'decent',
    loyer: 64_012,
    charges: 9_500,
    aide: 21_000,
    dette: 367_440,
    detteLe: '2026-11-15',
    premierImpaye: '2026-03',
    causes: ['perteEmploi', 'aideRompue'],
    decompte:
      'La dette est de cinq termes de loyer et de charges. Le ménage conteste 180 € de frais de relance.\nUn versement de 400 € du 2 novembre n’y figure pas encore.',
  },
  droits: { aideLogement: 'percue', fsl: 'demande', surendettement: 'aucun', plan: 'signe', dalo: 'aucun' },
  demarches: { repriseLoyer: 'oui', repriseDepuis: '2026-10-05', logementSocial: 'aRenouveler' },
  projet: {
    souhait: 'maintien',
    capacite: 15_000,
    texte: 'Le ménage veut rester dans le logement, proche de l’école et du travail de Mme Ferrand.',
  },
  observations: {
    menageInviteLe: '2026-11-10',
    menageMoyen: 'courrier',
    menageReponse: 'orales',
    menageReponseLe: '2026-11-20',
    menageDit: 'Mme Ferrand dit avoir prévenu le bailleur dès mars.',
    bailleurInviteLe: '2026-11-10',
    bailleurMoyen: 'mail',
    bailleurReponse: 'aucune',
    copieMenageLe: '2026-11-25',
    copieBailleurLe: '2026-11-25',
  },
  propositions: {
    mesures: ['delais', 'fsl'],
    texte: 'Le loyer est repris ; un plan de trente-six mois est tenable.',
  },
};
const aDiagnostic = (over: Partial<Diagnostic> = {}): Diagnostic => ({
  ...vierge(nomination),
  version: 9,
  etat: 'rendu',
  contenu: aContenu,
  fini: { by: 'Lucie Marchand', at: '2026-11-25T10:00:00.000Z', evenement: 'e-2' },
  ...over,
});
const events = (street: string, nom: string): CaseEvent[] =>
  [
    { kind: 'assignation', actDate: '2026-10-30', dateAudience: '2027-02-16', bailleur: { nom } },
    { kind: 'planApurement', actDate: '2026-11-01', etat: 'signe' },
    {
      kind: 'avisCcapex',
      actDate: '2026-11-18',
      nature: 'avis',
      recommandations: ['planApurement', 'aideFsl'],
    },
  ].map((one, n) =>
    caseEventSchema.parse({
      id: `e-${n}`,
      sender: 'etude-girard-provins',
      reference: 'DOS-1',
      receivedAt: `${one.actDate}T08:00:00.000Z`,
      dwelling: { street, postcode: '77160', commune: 'Provins', insee: '77379', arrondissement: '773' },
      household: [],
      ...one,
    }),
  );
const aDsf = (
  diagnostic: Diagnostic,
  [street, nom]: readonly [string, string] = ['4 rue du Val', 'Habitat 77'],
) =>
  documentDe(nomination, diagnostic, caseOf(events(street, nom), '2026-11-30'), '2027-02-16', '2026-11-30');
const hostileDsf = aDiagnostic({
  contenu: {
    ...aContenu,
    redacteur: { nom: HOSTILE.slice(0, 120), service: ENDLESS.slice(0, 120) },
    menage: { personnes: [{ nom: ENDLESS.slice(0, 120) }, { nom: HOSTILE.slice(0, 120) }] },
    projet: { texte: `${ENDLESS}\n${HOSTILE}\n${'phrase longue. '.repeat(180)}` },
  },
});
export const aBilan = (over: Partial<Bilan> = {}): Bilan => ({
  annee: 2026,
  seances: 4,
  parBailleur: [
    { bailleur: 'foyers', situations: 31, menages: 24 },
    { bailleur: 'habitat', situations: 112, menages: 87 },
  ],
  orientations: { ccas: 12, mds: 41, bailleur: 30, asll: 9 },
  sorties: { planRespecte: 22, protocoleRespecte: 5, nouveauBail: 3, total: 29 },
  cfpAccordes: 2,
  sansDossier: 1,
  ...over,
});

/** A commission whose bodies have the worst of names, and a session of it. */
const hostileCommission = aCommission({
  nom: HOSTILE,
  membres: aCommission().membres.map((one, n) => ({ ...one, nom: n % 2 === 0 ? HOSTILE : ENDLESS })),
});
const hostileSeance = aSeance({ lieu: ENDLESS, points: [HOSTILE, ENDLESS] });
const hostileHouseholds = [
  aSituation({
    reference: ENDLESS,
    household: [
      { nomNaissance: HOSTILE, prenoms: [ENDLESS] },
      { nomNaissance: ENDLESS, prenoms: [HOSTILE] },
    ],
    dwelling: { street: ENDLESS, complement: HOSTILE, postcode: '77100', commune: HOSTILE },
    protecteur: { nature: 'curatelleRenforcee', coordonnees: `${HOSTILE}, ${ENDLESS}, 77000 Melun` },
    note: `${HOSTILE} ${ENDLESS}`,
  }),
];

/** The seats of who reads a relevé: the secretariat's, or one landlord's. */
const seatOf = (id: string): Parameters<typeof releveDe>[3] =>
  aCommission()
    .membres.filter((one) => one.id === id)
    .map((membre) => ({ kind: 'membre', membre }));
/** The relevé of a session of forty households, as a member has it. */
export const aReleve = (reader: string, count = 40): Releve =>
  releveDe(aCommission(), aSeance(), situationsOf(count), seatOf(reader), FAIT_LE);
export const hostileReleve = (): Releve =>
  releveDe(hostileCommission, hostileSeance, hostileHouseholds, seatOf('ccas'), FAIT_LE);

/** A household that has a guardian, and one whose guardian's address nobody gave. */
export const protectedHouseholds = [
  aSituation({
    protecteur: { nature: 'tutelle', coordonnees: 'UDAF 77, 56 rue Dajot, 77000 Melun' },
  }),
  aSituation({
    household: [{ nomNaissance: 'Nguyễn', prenoms: ['Thị Hồng'] }],
    protecteur: { nature: 'curatelle' },
  }),
];
const accordOf = (
  commission: ReturnType<typeof aCommission>,
  situations: readonly ReturnType<typeof aSituation>[],
) => courriersDAccordPdf(commission, aSeance(), aLandlord(commission), situations, LETTRES_LE);
const anAct = (over: Record<string, unknown>): CaseEvent =>
  caseEventSchema.parse({
    id: 'm-1',
    kind: 'impaye',
    sender: 'caf',
    reference: 'IMP-1',
    actDate: '2026-03-02',
    receivedAt: '2026-03-03T08:00:00.000Z',
    dwelling: {
      street: '12 rue des Écoles',
      postcode: '77100',
      insee: '77284',
      commune: 'Meaux',
      arrondissement: '771',
    },
    household: [{ nomNaissance: 'Exemple', prenoms: ['Camille'], dateNaissance: '1984-05-17' }],
    ...over,
  });
const toldTo = (n: number, a: Communication['a'], teneur: Communication['teneur']): Communication => ({
  id: `c-${n}`,
  at: `2026-0${(n % 9) + 1}-12T08:00:00.000Z`,
  a,
  teneur,
  moyen: 'courriel',
  lettre: undefined,
});
const someTold: readonly Communication[] = [
  toldTo(
    1,
    { kind: 'avis', partenaire: 'mds', boite: 'mds@dep.example' },
    { kind: 'alerte', template: 'enqueteDemandee' },
  ),
  toldTo(
    2,
    { kind: 'avis', partenaire: 'ccas', boite: undefined },
    { kind: 'evenement', template: 'accompagnement' },
  ),
  toldTo(3, { kind: 'partenaire', code: 'siao' }, { kind: 'quiSuit' }),
  toldTo(4, { kind: 'juge' }, { kind: 'dsf' }),
  toldTo(
    5,
    { kind: 'membre', organisme: 'caf', nom: 'CAF de Seine-et-Marne' },
    { kind: 'releve', commission: 'ccapex-77', nom: 'CCAPEX de Seine-et-Marne', seance: '2026-05-20' },
  ),
];
/** What a letter tells a household of. */
const aToldHousehold = (over: Partial<ToldHousehold> = {}): ToldHousehold => ({
  caseId: '77-2026-000123',
  arrondissement: '771',
  events: [anAct({})],
  letter: { at: '2026-11-30T07:30:00.000Z' },
  communications: someTold,
  ...over,
});
const aDesk = {
  mailboxes: {
    arrondissements: {
      '771': 'meaux@etat.example',
      '772': 'melun@etat.example',
      '773': 'provins@etat.example',
      '774': 'melun@etat.example',
      '775': 'meaux@etat.example',
    },
    ccapex: 'ccapex@etat.example',
    saisineCcapex: 'saisine@etat.example',
    secretariatsCcapex: { nord: 'meaux@etat.example', sud: 'melun@etat.example' },
    atOnce: [],
  },
  postalAddresses: {
    '771': ['Sous-préfecture de Meaux', '27 place de l’Europe', '77105 Meaux'],
    '772': ['DDETS', '77000 Melun'],
    '773': ['Sous-préfecture de Provins', '77487 Provins'],
    '774': ['DDETS', '77000 Melun'],
    '775': ['Sous-préfecture de Meaux', '77105 Meaux'],
  },
} satisfies Parameters<typeof lettresInformationPdf>[1];
const toldPdf = (...of: readonly Partial<ToldHousehold>[]) =>
  lettresInformationPdf(of.map(aToldHousehold), aDesk, '2026-11-30');

/** Every kind of document that a person receives, as it is and at its worst, by its name in French. */
export const kinds: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'lettre à un ménage': () => lettersPdf([aLetter()]),
  'lettres d’un récapitulatif': () =>
    lettersPdf(['77-2026-000123', '77-2026-000124', '77-2026-000125'].map((caseId) => aLetter({ caseId }))),
  'lettre, noms hostiles': () =>
    lettersPdf([aLetter({ post: [HOSTILE, ENDLESS], partners: hostilePartners })]),
  'lettre d’information': () => toldPdf({}),
  'lettres d’information, ensemble': () =>
    toldPdf({}, { caseId: '77-2026-000124' }, { caseId: '77-2026-000125' }),
  'lettre d’information de deux pages': () =>
    toldPdf({
      communications: Array.from({ length: 60 }, (_, n) => ({
        ...(someTold[n % someTold.length] ?? toldTo(0, { kind: 'juge' }, { kind: 'dsf' })),
        id: `c-${n}`,
      })),
    }),
  'lettre d’information sans nom ni adresse': () =>
    toldPdf({
      arrondissement: undefined,
      events: [
        anAct({ household: [], dwelling: { insee: '77284', commune: 'Meaux', arrondissement: '771' } }),
      ],
    }),
  'lettre d’information, noms hostiles, copie au tuteur': () =>
    toldPdf({
      events: [
        anAct({
          kind: 'inscriptionClpil',
          sender: 'bailleur-x',
          dateCommission: '2026-05-20',
          protection: 'tutelle',
          protecteur: `${HOSTILE}, ${ENDLESS}`,
          household: [{ nomNaissance: HOSTILE, prenoms: [ENDLESS] }],
          dwelling: { street: ENDLESS, complement: HOSTILE, postcode: '77100', commune: HOSTILE },
        }),
      ],
      communications: [
        toldTo(
          1,
          { kind: 'membre', organisme: 'ccas', nom: HOSTILE },
          { kind: 'liste', commission: 'x', nom: ENDLESS, seance: '2026-05-20' },
        ),
        toldTo(2, { kind: 'partenaire', code: ENDLESS }, { kind: 'alerte', template: HOSTILE }),
      ],
    }),
  'accusé d’enregistrement': () => receiptPdf(aReceipt(whole)),
  'accusé, champs obligatoires seuls': () => receiptPdf(aReceipt()),
  'accusé, références hostiles': () =>
    receiptPdf(aReceipt({ ...whole, reference: HOSTILE, etude: ENDLESS, case: ENDLESS })),
  'diagnostic social et financier': () => dsfPdf(aDsf(aDiagnostic())),
  'diagnostic, carence': () =>
    dsfPdf(
      aDsf(
        aDiagnostic({
          etat: 'carence',
          contenu: { observations: aContenu.observations ?? {}, redacteur: aContenu.redacteur ?? {} },
        }),
      ),
    ),
  'diagnostic, réponses hostiles': () => dsfPdf(aDsf(hostileDsf, [HOSTILE, ENDLESS])),
  'informations pour le juge': () =>
    dsfPdf(
      dossierDuJugeDe(aDsf(aDiagnostic()), events('4 rue du Val', 'Habitat 77'), {
        recuLe: '2026-11-25',
        juge: '2026-11-30',
        ccapex: undefined,
        jours: 5,
        ouvres: 3,
      }),
    ),
  'lettres d’accord, tutelle et curatelle': () => accordOf(aCommission(), protectedHouseholds),
  'lettres d’accord, noms hostiles': () => accordOf(hostileCommission, hostileHouseholds),
  'lettres d’issue d’une séance': () =>
    courriersDeSeancePdf(aCommission(), aSeance(), situationsOf(8), FAIT_LE),
  'lettres d’issue, noms hostiles': () =>
    courriersDeSeancePdf(hostileCommission, hostileSeance, hostileHouseholds, FAIT_LE),
  'relevé d’une séance de deux bailleurs': () => relevePdf(aReleve('ccas')),
  'relevé d’un bailleur': () => relevePdf(aReleve('habitat')),
  'relevé, noms hostiles': () => relevePdf(hostileReleve()),
  'bilan annuel': () => bilanPdf(aCommission(), aBilan(), FAIT_LE),
  'bilan annuel, noms hostiles': () => bilanPdf(hostileCommission, aBilan(), FAIT_LE),
  'rapport annuel': () => rapportPdf(aRapport('etat')),
  'rapport annuel, version publique': () => rapportPdf(aRapport('public')),
  'rapport annuel, noms hostiles': () => rapportPdf(aRapport('etat', `${HOSTILE} ${ENDLESS}`)),
};
