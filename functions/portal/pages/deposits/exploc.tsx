import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import {
  createExplocReceipts,
  explocActsOf,
  explocActsOfDay,
} from '../../../../shared/intake/pieces/exploc.ts';
import { type ExplocAct, explocCsv } from '../../../../shared/outbound/exploc/export.ts';
import { type Issue, issueCodes } from '../../../../shared/outbound/replies/issue.ts';
import { isFiled } from '../../../../shared/store/pieces.ts';
import type { Answers, PageDeps } from '../../page.ts';
import { under } from '../../partner-here.ts';
import { ExplocPage, ExplocReceiptPage } from '../../views/deposits/exploc.tsx';
import { fileAnswer } from '../file-answer.ts';
import { createPartnerAnswers } from './here.ts';
import { afterAsked, createPieceAnswers, dayAsked } from './pieces.tsx';

const labels: Readonly<Record<string, string>> = { numero: 'Numéro du récépissé', date: 'Date du récépissé' };

/** What is wrong with a receipt, beside its fields. */
const wordsOf = (issues: readonly Issue[]): Map<string, string> =>
  new Map(
    issues.map(({ code, path, expected, message }) => [
      path === 'date' ? 'date' : 'numero',
      `${labels[path] ?? labels.numero} : ${
        code === issueCodes.manquant ? 'à renseigner.' : `${message} Attendu : ${expected}.`
      }`,
    ]),
  );

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** Numbers of pieces are in no order that a person knows. */
const byDate = (acts: readonly ExplocAct[]): ExplocAct[] =>
  acts.toSorted((a, b) => a.actDate.localeCompare(b.actDate));

/** What EXPLOC is to be told of, and the receipts it gave. */
export const explocPages = (
  deps: PageDeps,
): Answers<
  'explocAwaited' | 'explocExport' | 'explocReceipt' | 'noteExplocReceipt' | 'takeExplocReceiptBack'
> => {
  const { deposits, now } = deps;
  const { register } = deposits;
  const answers = createPartnerAnswers(deps);
  const ofPiece = createPieceAnswers(deps);
  const exploc = createExplocReceipts({ ...deposits, now });

  return {
    explocAwaited: answers.reads('etude', async (c, here) => {
      const { pieces, next } = await register.awaitingExploc(here.code, afterAsked(c));
      return c.html(
        <ExplocPage here={here} acts={byDate(explocActsOf(pieces))} next={next} today={parisDay(now())} />,
      );
    }),

    explocExport: answers.reads('etude', async (c, here) => {
      const day = dayAsked(c.req.query('jour'), parisDay(now())).replaceAll('-', '');
      const acts = await explocActsOfDay(register, here.code, day);
      const name = `exploc-${here.code}-${day}.csv`;
      return fileAnswer(explocCsv(byDate(acts)), { type: 'text/csv; charset=utf-8', name });
    }),

    explocReceipt: ofPiece.reads(async (c, here, piece) => {
      const act = await exploc.actOf(piece);
      if (!isFiled(act)) return c.redirect(under(here, `/depots/${piece.pieceId}`), 303);
      const { numero, date } = act.exploc ?? { numero: undefined, date: undefined };
      return c.html(<ExplocReceiptPage here={here} act={act} typed={{ numero, date }} errors={new Map()} />);
    }),

    noteExplocReceipt: ofPiece.sends(async (c, here, piece) => {
      const body = await c.req.parseBody();
      const typed = { numero: textOf(body.numero), date: textOf(body.date) };
      const noted = await exploc.note(piece, typed);
      if (noted.kind === 'refused') {
        const act = await exploc.actOf(piece);
        return c.html(
          <ExplocReceiptPage here={here} act={act} typed={typed} errors={wordsOf(noted.errors)} />,
          422,
        );
      }
      return c.redirect(under(here, `/depots/${piece.pieceId}`), 303);
    }),

    takeExplocReceiptBack: ofPiece.sends(async (c, here, piece) => {
      await exploc.takeBack(piece);
      return c.redirect(under(here, `/depots/${piece.pieceId}`), 303);
    }),
  };
};
