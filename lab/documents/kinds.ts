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
};
