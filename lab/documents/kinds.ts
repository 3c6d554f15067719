import type { Bilan } from '../../shared/domain/commissions/bilan.ts';
import { bilanPdf } from '../../shared/outbound/commissions/bilan.ts';
import { courriersDAccordPdf, courriersDeSeancePdf } from '../../shared/outbound/commissions/courriers.ts';
import { type Releve, releveDe, relevePdf } from '../../shared/outbound/commissions/releve.ts';
import { lettersPdf } from '../../shared/outbound/letters/letter-pdf.ts';
import type { Letter } from '../../shared/outbound/letters/letter-text.ts';
import type { Receipt } from '../../shared/outbound/receipts/receipt.ts';
import { receiptPdf } from '../../shared/outbound/receipts/receipt-pdf.ts';
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

/** Every kind of document that a person receives, as it is and at its worst, by its name in French. */
export const kinds: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'lettre à un ménage': () => lettersPdf([aLetter()]),
  'lettres d’un récapitulatif': () =>
    lettersPdf(['77-2026-000123', '77-2026-000124', '77-2026-000125'].map((caseId) => aLetter({ caseId }))),
  'lettre, noms hostiles': () =>
    lettersPdf([aLetter({ post: [HOSTILE, ENDLESS], partners: hostilePartners })]),
  'accusé d’enregistrement': () => receiptPdf(aReceipt(whole)),
  'accusé, champs obligatoires seuls': () => receiptPdf(aReceipt()),
  'accusé, références hostiles': () =>
    receiptPdf(aReceipt({ ...whole, reference: HOSTILE, etude: ENDLESS, case: ENDLESS })),
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
};
