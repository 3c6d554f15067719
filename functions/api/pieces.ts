import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { explocReceiptBody } from '../../shared/api/schemas.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { canonicalJson, sha256 } from '../../shared/domain/text/canonical.ts';
import { parseTold } from '../../shared/domain/text/parse-json.ts';
import { setFarAside } from '../../shared/intake/far-dates.ts';
import { pieceFormat } from '../../shared/intake/partners/huissier/partner.ts';
import { dataTold } from '../../shared/intake/pieces/data-told.ts';
import { isReceived, type ReceiptTold } from '../../shared/intake/pieces/receipt-told.ts';
import { readMessage } from '../../shared/intake/read-message.ts';
import { tolerantParse } from '../../shared/intake/tolerant-parse.ts';
import { bytesOf, limits } from '../../shared/limits.ts';
import { explocActOf, explocCsv } from '../../shared/outbound/exploc/export.ts';
import { receiptOf, receiptText } from '../../shared/outbound/receipts/receipt.ts';
import { doubledIssues, type Issue, issueCodes, toldIssues } from '../../shared/outbound/replies/issue.ts';
import { isFiled, type PieceItem, type PieceRegister } from '../../shared/store/pieces.ts';
import type { Call, Operation } from './answering.ts';
import { json, notRegistered, Problem, text, tooLong, unknownPiece } from './problem.ts';
import type { Upload } from './uploads.ts';

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
  /** EXPLOC knows acts, not pieces: for a piece that replaces another, the act's id is that of its first piece. */
  const actOf = async (call: Call): Promise<string> => {
    const { etude, pieceId, replaces, messageId } = await found(call);
    const act = replaces && messageId ? await register.act(etude, messageId) : undefined;
    return act?.first ?? pieceId;
  };
  /** Told before it is noted: a request that dies between the two is made again, and tells again. */
  const tellReceipt = async (act: PieceItem, date: string | null): Promise<void> => {
    if (!isFiled(act) || !isReceived(act.kind) || (act.exploc?.date ?? null) === date) return;
    await deps.tellReceipt({ etude: act.etude, pieceId: act.pieceId, date, at: deps.now() });
  };
  const dayOf = ({ parameters }: Call): string =>
    (parameters.jour ?? parisDay(deps.now())).replaceAll('-', '');

  return {
    deposerPiece: (call) => deposit(deps, call),
    etatPiece: async (call) => json(200, statusOf(await current(register, await found(call)))),
    listePieces: async (call) => {
      const { pieces, next } = await register.ofDay(call.partner, dayOf(call), call.parameters.apres);
      const told = await Promise.all(pieces.map((piece) => current(register, piece)));
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
      const id = await actOf(call);
      const parsed = tolerantParse(explocReceiptBody, bodyOf(call));
      if (!parsed.ok) throw new Problem(422, parsed.issues);
      const today = parisDay(deps.now());
      const dated = setFarAside(explocReceiptBody, parsed.value, explocReceiptBody, parsed.value, today);
      if (!dated.ok) throw new Problem(422, dated.issues);
      const act = await found({ ...call, parameters: { id } });
      const { actDate = '' } = act;
      if (dated.value.date < actDate) throw new Problem(422, [beforeAct(actDate)]);
      await tellReceipt(act, dated.value.date);
      if (!(await register.recordExploc(call.partner, id, dated.value))) throw notRegistered();
      const told = statusOf(await current(register, await found({ ...call, parameters: { id } })));
      return json(200, {
        ...told,
        warnings: [...told.warnings, ...toldIssues([...doubledIssues(call.body), ...parsed.warnings])],
      });
    },
    retirerRecepisse: async (call) => {
      const id = await actOf(call);
      const act = await found({ ...call, parameters: { id } });
      if (act.exploc) await tellReceipt(act, null);
      await register.forgetExploc(call.partner, id);
      return json(200, statusOf(await current(register, await found({ ...call, parameters: { id } }))));
    },
    exportExploc: async (call) => {
      const { pieces, next } = await register.ofDay(call.partner, dayOf(call), call.parameters.apres);
      return json(200, { acts: pieces.flatMap((piece) => explocActOf(piece, dataTold) ?? []), next });
    },
    exportExplocCsv: async (call) => {
      const acts = await allOfDay(register, call.partner, dayOf(call));
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
      return json(200, { acts: pieces.flatMap((piece) => explocActOf(piece, dataTold) ?? []), next });
    },
  } satisfies Readonly<Record<string, Operation>>;
};

const beforeAct = (actDate: string): Issue => ({
  code: issueCodes.invalide,
  path: 'date',
  expected: `une date du ${actDate}, jour de l’acte, ou après`,
  message: 'Le récépissé serait d’avant l’acte.',
});

/** Announces a piece: the same data on the same day are the same piece, whose file may be sent again until it is registered. */
const deposit = async (
  deps: PieceDeps,
  { partner: etude, body }: Call,
): Promise<APIGatewayProxyStructuredResultV2> => {
  if (bytesOf(body) > limits.messageBytes) throw tooLong();
  const at = deps.now();
  const reading = readMessage(() => pieceFormat(undefined), { sender: etude, raw: body, receivedAt: at });
  if (reading.kind === 'refusal') throw new Problem(422, reading.errors);
  const content = canonicalJson(JSON.parse(body));
  const pieceId = `${parisDay(at).replaceAll('-', '')}-${sha256(`${etude}\n${content}`).slice(0, 16)}`;
  const key = `${etude}/api/${pieceId}.pdf`;
  const { event, warnings, reference } = reading;
  const entered = await deps.register.record({
    pieceId,
    etude,
    status: 'awaited',
    at,
    data: body,
    kind: event.kind,
    actDate: event.actDate,
    reference,
    key,
    errors: [],
    warnings,
  });
  if (!entered) {
    const known = await deps.register.get(etude, pieceId);
    if (known) return json(200, { id: pieceId, status: known.status, warnings });
  }
  return json(201, { id: pieceId, status: 'awaited', upload: await deps.uploadFor(key, at), warnings });
};

/** A piece with its present outcome: a person's answer since changes its message's marker, not the register. */
const current = async (register: PieceRegister, piece: PieceItem): Promise<PieceItem> => {
  if (piece.status !== 'pending' || piece.messageId === undefined) return piece;
  const marker = await register.outcomeOf(piece.messageId);
  return marker ? { ...piece, status: marker.outcome, caseName: marker.caseName ?? piece.caseName } : piece;
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

const allOfDay = async (register: PieceRegister, etude: string, day: string) => {
  const acts = [];
  let after: string | undefined;
  do {
    const { pieces, next } = await register.ofDay(etude, day, after);
    acts.push(...pieces.flatMap((piece) => explocActOf(piece, dataTold) ?? []));
    after = next;
  } while (after !== undefined);
  return acts;
};

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
