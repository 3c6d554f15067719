import * as z from 'zod/mini';
import type { Piece } from '../../../domain/events/common.ts';
import type { WireFormat } from '../../read-message.ts';
import { wireFields } from '../../wire.ts';
import {
  adjudication,
  assignation,
  caduciteAssignation,
  commandementDePayer,
  commandementDeQuitterLesLieux,
  conge,
  decision,
  demandeCfp,
  departVolontaire,
  executionCfp,
  finPoursuites,
  jugementDivorce,
  miseEnDemeure,
  nouveauBail,
  procesVerbal,
  renvoiAudience,
  retraitDemandeCfp,
  suiteJugement,
} from '../kinds/acts.ts';
import { bailleur, motif, parc } from '../kinds/fields.ts';
import { formatOfKinds } from '../kinds/kind.ts';
import { type Partner, partnerOf } from '../partner.ts';

const acts = formatOfKinds(
  'Données d’une pièce de procédure, version 1',
  'etude-moreau-meaux',
  [
    commandementDePayer,
    conge,
    miseEnDemeure,
    jugementDivorce,
    adjudication,
    assignation,
    renvoiAudience,
    caduciteAssignation,
    decision,
    suiteJugement,
    commandementDeQuitterLesLieux,
    demandeCfp,
    retraitDemandeCfp,
    executionCfp,
    procesVerbal,
    departVolontaire,
    finPoursuites,
    nouveauBail,
  ],
  {
    sender: z
      .clone(wireFields.sender)
      .check(z.describe('Code de l’étude, qui est aussi le préfixe de ses dépôts')),
    bailleur,
    parc,
    motif,
  },
);

/** The schema of a piece's data. */
export const pieceSchema = acts.schema;

/** The format of a piece's data; `piece` says which stored object the data came with. */
export const pieceFormat = (piece: Piece | undefined): WireFormat => ({
  ...acts,
  normalise: (wire, base) => ({ ...acts.normalise(wire, base), piece }),
});

/** Études of commissaires de justice. Their acts come as uploads, with a piece: never as messages or tables. */
export const huissier: Partner = partnerOf({
  code: 'etude',
  many: true,
  title: 'Études de commissaires de justice',
  formats: { 'piece.v1': pieceFormat(undefined) },
  tables: [],
});
