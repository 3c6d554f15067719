import type { CaseEvent } from '../../../domain/events/case-event.ts';
import type { Piece } from '../../../domain/events/common.ts';
import type { EventBase, WireFormat } from '../../read-message.ts';
import { centsOf } from '../../wire.ts';
import { type PieceWire, pieceWireSchema } from './wire.ts';

/** The format of a piece's data; `piece` says which stored object the data came with. */
export const pieceFormat = (piece: Piece | undefined): WireFormat<PieceWire> => ({
  schema: pieceWireSchema,
  asked: askedOf,
  normalise: (wire, base) =>
    eventOf(wire, { ...base, piece, bailleur: wire.bailleur, parc: wire.parc, motif: wire.motif }),
});

type ActBase = EventBase & { piece: Piece | undefined } & Pick<PieceWire, 'bailleur' | 'parc' | 'motif'>;

const eventOf = (wire: PieceWire, base: ActBase): CaseEvent => {
  switch (wire.kind) {
    case 'commandementDePayer':
      return {
        ...base,
        kind: wire.kind,
        delai: wire.delai,
        loyer: centsOf(wire.loyer),
        charges: centsOf(wire.charges),
        dette: centsOf(wire.dette),
        dateBail: wire.dateBail,
        adresseFsl: wire.adresseFsl,
        occupants: wire.occupants,
      };
    case 'conge':
      return { ...base, kind: wire.kind, dateEffet: wire.dateEffet };
    case 'miseEnDemeure':
      return { ...base, kind: wire.kind };
    case 'jugementDivorce':
    case 'adjudication':
      return { ...base, kind: wire.kind, tribunal: wire.tribunal };
    case 'renvoiAudience':
      return { ...base, kind: wire.kind, tribunal: wire.tribunal, dateAudience: wire.dateAudience };
    case 'assignation':
      return {
        ...base,
        kind: wire.kind,
        tribunal: wire.tribunal,
        dateAudience: wire.dateAudience,
        dette: centsOf(wire.dette),
        numeroRg: wire.numeroRg,
      };
    case 'decision':
      return {
        ...base,
        kind: wire.kind,
        tribunal: wire.tribunal,
        issue: wire.issue,
        delaiAccordeMois: wire.delaiAccordeMois,
        delaiCommandementMois: wire.delaiCommandementMois,
        echeancier: wire.echeancier?.map(({ date, montant }) => ({
          date,
          montant: Math.round(montant * 100),
        })),
      };
    case 'commandementDeQuitterLesLieux':
      return {
        ...base,
        kind: wire.kind,
        titre: wire.titre,
        dateLiberation: wire.dateLiberation,
        occupants: wire.occupants,
        prefetInformeLe: wire.prefetInformeLe,
      };
    case 'demandeCfp':
      return {
        ...base,
        kind: wire.kind,
        dispositif: wire.dispositif,
        diligences: wire.diligences,
        difficultes: wire.difficultes,
      };
    case 'executionCfp':
      return {
        ...base,
        kind: wire.kind,
        effectuee: wire.effectuee,
        motifNonExecution: wire.motifNonExecution,
      };
    case 'procesVerbal':
      return { ...base, kind: wire.kind, nature: wire.nature };
    case 'departVolontaire':
      return { ...base, kind: wire.kind, clesRemises: wire.clesRemises };
  }
};

const askedOf = (wire: PieceWire): string[] => {
  switch (wire.kind) {
    case 'commandementDePayer':
      return lacking(wire, ['delai', 'loyer', 'dette', 'bailleur', 'dateBail']);
    case 'assignation':
      return lacking(wire, ['tribunal', 'dateAudience', 'bailleur', 'dette']);
    case 'decision':
      return lacking(wire, ['tribunal', 'issue']);
    case 'commandementDeQuitterLesLieux':
      return lacking(wire, ['titre', 'dateLiberation', 'prefetInformeLe']);
    case 'demandeCfp':
      return lacking(wire, ['dispositif', 'diligences']);
    case 'executionCfp':
      return wire.effectuee ? [] : lacking(wire, ['motifNonExecution']);
    case 'procesVerbal':
      return lacking(wire, ['nature']);
    case 'conge':
      return lacking(wire, ['motif', 'dateEffet', 'bailleur']);
    case 'jugementDivorce':
    case 'adjudication':
    case 'renvoiAudience':
      return lacking(wire, ['tribunal']);
    case 'miseEnDemeure':
    case 'departVolontaire':
      return [];
  }
};

const lacking = <W extends object, K extends keyof W & string>(wire: W, fields: readonly K[]): K[] =>
  fields.filter((field) => wire[field] === undefined);
