import { type Partner, partnerOf } from '../partner.ts';
import { pieceFormat } from './format.ts';

/** Études of commissaires de justice. Their acts come with a piece: an upload, never a message or a table. */
export const huissier: Partner = partnerOf({
  code: 'etude',
  many: true,
  title: 'Études de commissaires de justice',
  formats: { 'piece.v1': pieceFormat(undefined) },
  tables: [],
});
