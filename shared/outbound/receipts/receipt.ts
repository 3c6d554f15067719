import * as z from 'zod/mini';
import type { PieceItem } from '../../store/pieces.ts';
import { eventTexts } from '../texts/event-texts.ts';

/** The electronic receipt of a piece (accusé d'enregistrement): what was received, when, and its fingerprint. */
export const receiptSchema = z
  .object({
    version: z.literal('1').check(z.describe('Version du format')),
    id: z.string().check(z.describe('Numéro d’enregistrement')),
    etude: z.string().check(z.describe('Code de l’étude')),
    reference: z.optional(z.string().check(z.describe('Votre référence'))),
    kind: z.optional(z.string().check(z.describe('Nature de l’acte'))),
    title: z.string().check(z.describe('Nature de l’acte, en français')),
    actDate: z.optional(z.string().check(z.describe('Date de l’acte'))),
    case: z.optional(z.string().check(z.describe('Nom du dossier pour votre étude seule'))),
    receivedAt: z.iso.datetime().check(z.describe('Instant de réception, UTC')),
    sha256: z.string().check(z.describe('Empreinte SHA-256 du fichier reçu')),
    size: z.int().check(z.describe('Taille du fichier, en octets')),
    replaces: z.optional(
      z.string().check(z.describe('Numéro de la pièce du même acte que celle-ci remplace')),
    ),
  })
  .check(z.meta({ title: 'Accusé d’enregistrement d’une pièce, version 1' }));
export type Receipt = z.infer<typeof receiptSchema>;

const titleOf = (kind: string | undefined): string =>
  Object.entries(eventTexts).find(([name]) => name === kind)?.[1].title ?? 'Pièce de procédure';

/**
 * The receipt of a registered piece, made from its register's entry alone, so that it is the same whenever it is asked for.
 * Undefined for a piece that was not registered, or not yet.
 */
export const receiptOf = (piece: PieceItem): Receipt | undefined => {
  const { pieceId, etude, reference, kind, actDate, caseName, receivedAt, sha256, size, status, replaces } =
    piece;
  const registered = status === 'accepted' || status === 'pending';
  if (!registered || receivedAt === undefined || sha256 === undefined || size === undefined) return undefined;
  return {
    version: '1',
    id: pieceId,
    etude,
    ...(reference && { reference }),
    ...(kind && { kind }),
    title: titleOf(kind),
    ...(actDate && { actDate }),
    ...(caseName && { case: caseName }),
    receivedAt,
    sha256,
    size,
    ...(replaces && { replaces }),
  };
};

/** A receipt as text: the same bytes wherever it is read. */
export const receiptText = (receipt: Receipt): string => `${JSON.stringify(receipt, null, 2)}\n`;

/**
 * Where an étude reads a piece's receipt: a key of the drop bucket, without `.json` or `.pdf`.
 *
 * @example receiptKeyOf('etude-moreau-meaux', id) // 'reports/etude-moreau-meaux/accuses/20260302-0123456789abcdef'
 */
export const receiptKeyOf = (etude: string, pieceId: string): string => `reports/${etude}/accuses/${pieceId}`;
