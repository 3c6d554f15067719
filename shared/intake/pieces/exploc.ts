import * as z from 'zod/mini';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { within } from '../../domain/events/windows.ts';
import { expectedOf, isPlausible } from '../../domain/matching/numbers.ts';
import { type ExplocAct, explocActOf } from '../../outbound/exploc/export.ts';
import { type Issue, issueCodes } from '../../outbound/replies/issue.ts';
import { isFiled, type PieceItem, type PieceRegister } from '../../store/pieces.ts';
import { setFarAside } from '../far-dates.ts';
import { tolerantParse } from '../tolerant-parse.ts';
import { dataTold } from './data-told.ts';
import { isReceived, type ReceiptTold } from './receipt-told.ts';

/** EXPLOC's receipt, as the étude tells it. */
export const explocReceiptBody = z
  .strictObject({
    numero: z.string().check(
      z.trim(),
      z.minLength(1),
      z.maxLength(60),
      z.refine((numero) => !/\p{Cc}/u.test(numero), { message: 'une seule ligne' }),
      z.refine((numero) => isPlausible('exploc', numero, 'etat'), { message: expectedOf('exploc') }),
      z.describe('Numéro du récépissé EXPLOC'),
    ),
    date: within('notification', z.iso.date().check(z.describe('Date du récépissé, AAAA-MM-JJ'))),
  })
  .check(
    z.meta({
      title: 'Récépissé EXPLOC, version 1',
      examples: [{ numero: 'EXP-2026-0045127', date: '2026-03-17' }],
    }),
  );

export type ExplocDeps = {
  register: PieceRegister;
  /** Has the day of an act's EXPLOC receipt filed in its case. */
  tellReceipt: (told: ReceiptTold) => Promise<void>;
  now: () => string;
};

export type ReceiptNoted =
  | { kind: 'noted'; act: PieceItem; warnings: Issue[] }
  | { kind: 'refused'; errors: Issue[] }
  | { kind: 'notRegistered' };

/** EXPLOC's receipts of an étude's acts: noting one, and taking it back. */
export const createExplocReceipts = ({ register, tellReceipt, now }: ExplocDeps) => {
  /** EXPLOC knows acts, not pieces: for a piece that replaces another, the act's id is that of its first piece. */
  const actOf = async (piece: PieceItem): Promise<PieceItem> => {
    const { etude, pieceId, replaces, messageId } = piece;
    const act = replaces && messageId ? await register.act(etude, messageId) : undefined;
    const first = act?.first ?? pieceId;
    return first === pieceId ? piece : ((await register.get(etude, first)) ?? piece);
  };
  const again = async (act: PieceItem): Promise<PieceItem> =>
    (await register.get(act.etude, act.pieceId)) ?? act;
  /** Told before it is noted: a request that dies between the two is made again, and tells again. */
  const tell = async (act: PieceItem, date: string | null): Promise<void> => {
    if (!isFiled(act) || !isReceived(act.kind) || (act.exploc?.date ?? null) === date) return;
    await tellReceipt({ etude: act.etude, pieceId: act.pieceId, date, at: now() });
  };
  return {
    actOf,
    /** Notes the receipt of a piece's act. @param told what the étude tells of it, as `explocReceiptBody` has it */
    note: async (piece: PieceItem, told: unknown): Promise<ReceiptNoted> => {
      const parsed = tolerantParse(explocReceiptBody, told);
      if (!parsed.ok) return { kind: 'refused', errors: parsed.issues };
      const today = parisDay(now());
      const dated = setFarAside(explocReceiptBody, parsed.value, explocReceiptBody, parsed.value, today);
      if (!dated.ok) return { kind: 'refused', errors: dated.issues };
      const act = await actOf(piece);
      const { actDate = '' } = act;
      if (dated.value.date < actDate) return { kind: 'refused', errors: [beforeAct(actDate)] };
      await tell(act, dated.value.date);
      if (!(await register.recordExploc(act.etude, act.pieceId, dated.value)))
        return { kind: 'notRegistered' };
      return { kind: 'noted', act: await again(act), warnings: parsed.warnings };
    },
    /** Takes the receipt of a piece's act back; gives the act. */
    takeBack: async (piece: PieceItem): Promise<PieceItem> => {
      const act = await actOf(piece);
      if (act.exploc) await tell(act, null);
      await register.forgetExploc(act.etude, act.pieceId);
      return again(act);
    },
  };
};

const beforeAct = (actDate: string): Issue => ({
  code: issueCodes.invalide,
  path: 'date',
  expected: `une date du ${actDate}, jour de l’acte, ou après`,
  message: 'Le récépissé serait d’avant l’acte.',
});

/** The acts of these pieces, as EXPLOC needs them. */
export const explocActsOf = (pieces: readonly PieceItem[]): ExplocAct[] =>
  pieces.flatMap((piece) => explocActOf(piece, dataTold) ?? []);

/** All the acts that an étude must declare of one day. @param day YYYYMMDD, Europe/Paris */
export const explocActsOfDay = async (
  register: Pick<PieceRegister, 'ofDay'>,
  etude: string,
  day: string,
): Promise<ExplocAct[]> => {
  const acts: ExplocAct[] = [];
  let after: string | undefined;
  do {
    const { pieces, next } = await register.ofDay(etude, day, after);
    acts.push(...explocActsOf(pieces));
    after = next;
  } while (after !== undefined);
  return acts;
};
