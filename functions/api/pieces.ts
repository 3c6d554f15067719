import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { parseTold } from '../../shared/domain/text/parse-json.ts';
import { announcePiece, currentPiece } from '../../shared/intake/pieces/announce.ts';
import { createExplocReceipts, explocActsOf, explocActsOfDay } from '../../shared/intake/pieces/exploc.ts';
import type { ReceiptTold } from '../../shared/intake/pieces/receipt-told.ts';
import type { Upload } from '../../shared/intake/upload-form.ts';
import { bytesOf, limits } from '../../shared/limits.ts';
import { explocCsv } from '../../shared/outbound/exploc/export.ts';
import { receiptOf, receiptText } from '../../shared/outbound/receipts/receipt.ts';
import { doubledIssues, toldIssues } from '../../shared/outbound/replies/issue.ts';
import type { PieceItem, PieceRegister } from '../../shared/store/pieces.ts';
import type { Call, Operation } from './answering.ts';
import { json, notRegistered, Problem, text, tooLong, unknownPiece } from './problem.ts';

export type PieceDeps = {
  register: PieceRegister;
  uploadFor: (key: string, now: string) => Promise<Upload>;
  /** Has the day of an act's EXPLOC receipt filed in its case. */
  tellReceipt: (told: ReceiptTold) => Promise<void>;
  receiptPdf: (receipt: NonNullable<ReturnType<typeof receiptOf>>) => Promise<Uint8Array>;
  now: () => string;
};

/** The operations about pieces. Every one acts within the register of the étude its token names. */
export const createPieceOperations = (deps: PieceDeps) => {
  const { register } = deps;
  const found = async ({ partner: etude, parameters }: Call): Promise<PieceItem> => {
    const piece = await register.get(etude, parameters.id ?? '');
    if (!piece) throw unknownPiece();
    return piece;
  };
  // Made from the register's entry alone: the receipt never changes, whatever a person answers later.
  const receipt = async (call: Call) => {
    const made = receiptOf(await found(call));
    if (!made) throw notRegistered();
    return made;
  };
  const exploc = createExplocReceipts(deps);
  const dayOf = ({ parameters }: Call): string =>
    (parameters.jour ?? parisDay(deps.now())).replaceAll('-', '');

  return {
    deposerPiece: (call) => deposit(deps, call),
    etatPiece: async (call) => json(200, statusOf(await currentPiece(register, await found(call)))),
    listePieces: async (call) => {
      const { pieces, next } = await register.ofDay(call.partner, dayOf(call), call.parameters.apres);
      const told = await Promise.all(pieces.map((piece) => currentPiece(register, piece)));
      return json(200, { pieces: told.map(statusOf), next });
    },
    accuse: async (call) => text(200, receiptText(await receipt(call))),
    accusePdf: async (call) => {
      const made = await receipt(call);
      return {
        statusCode: 200,
        headers: {
          'Content-Type': 'application/pdf',
          'Content-Disposition': `attachment; filename="accuse-${made.id}.pdf"`,
        },
        body: Buffer.from(await deps.receiptPdf(made)).toString('base64'),
        isBase64Encoded: true,
      };
    },
    enregistrerRecepisse: async (call) => {
      const piece = await found(call);
      const noted = await exploc.note(piece, bodyOf(call));
      if (noted.kind === 'refused') throw new Problem(422, noted.errors);
      if (noted.kind === 'notRegistered') throw notRegistered();
      const told = statusOf(await currentPiece(register, noted.act));
      return json(200, {
        ...told,
        warnings: [...told.warnings, ...toldIssues([...doubledIssues(call.body), ...noted.warnings])],
      });
    },
    retirerRecepisse: async (call) =>
      json(200, statusOf(await currentPiece(register, await exploc.takeBack(await found(call))))),
    exportExploc: async (call) => {
      const { pieces, next } = await register.ofDay(call.partner, dayOf(call), call.parameters.apres);
      return json(200, { acts: explocActsOf(pieces), next });
    },
    exportExplocCsv: async (call) => {
      const acts = await explocActsOfDay(register, call.partner, dayOf(call));
      return {
        statusCode: 200,
        headers: {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="exploc-${call.partner}-${dayOf(call)}.csv"`,
        },
        body: explocCsv(acts),
      };
    },
    attenteExploc: async (call) => {
      const { pieces, next } = await register.awaitingExploc(call.partner, call.parameters.apres);
      return json(200, { acts: explocActsOf(pieces), next });
    },
  } satisfies Readonly<Record<string, Operation>>;
};

/** Announces a piece, and gives the form by which its file is sent. */
const deposit = async (
  deps: PieceDeps,
  { partner: etude, body }: Call,
): Promise<APIGatewayProxyStructuredResultV2> => {
  if (bytesOf(body) > limits.messageBytes) throw tooLong();
  const at = deps.now();
  const made = await announcePiece(deps, { etude, data: body });
  if (made.kind === 'refused') throw new Problem(422, made.errors);
  const { warnings } = made;
  if (made.kind === 'known')
    return json(200, { id: made.piece.pieceId, status: made.piece.status, warnings });
  return json(201, {
    id: made.pieceId,
    status: 'awaited',
    upload: await deps.uploadFor(made.key, at),
    warnings,
  });
};

const statusOf = (piece: PieceItem) => ({
  id: piece.pieceId,
  status: piece.status,
  reference: piece.reference,
  kind: piece.kind,
  actDate: piece.actDate,
  case: piece.caseName,
  receivedAt: piece.receivedAt,
  sha256: piece.sha256,
  replaces: piece.replaces,
  exploc: piece.exploc,
  errors: piece.errors,
  warnings: piece.warnings,
});

const bodyOf = ({ body }: Call): unknown => {
  const json = parseTold(body);
  if (json.ok) return json.value;
  throw new Problem(422, [
    {
      code: 'JSON_ILLISIBLE',
      path: '',
      expected: 'un objet JSON en UTF-8',
      message: 'Le corps n’est pas du JSON lisible.',
    },
  ]);
};
