import type { Communication } from '../../shared/domain/communications/registre.ts';
import { type CaseEvent, caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { lettresInformationPdf, type ToldHousehold } from '../../shared/outbound/communications/lettre.ts';
import { lettersPdf } from '../../shared/outbound/letters/letter-pdf.ts';
import type { Letter } from '../../shared/outbound/letters/letter-text.ts';
import type { Receipt } from '../../shared/outbound/receipts/receipt.ts';
import { receiptPdf } from '../../shared/outbound/receipts/receipt-pdf.ts';

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
export const aToldHousehold = (over: Partial<ToldHousehold> = {}): ToldHousehold => ({
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
};
