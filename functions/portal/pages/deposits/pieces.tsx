import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import { announcePiece, currentPiece } from '../../../../shared/intake/pieces/announce.ts';
import { createExplocReceipts } from '../../../../shared/intake/pieces/exploc.ts';
import { announcedIdOf } from '../../../../shared/intake/pieces/piece-id.ts';
import type { Upload } from '../../../../shared/intake/upload-form.ts';
import { receiptKeyOf } from '../../../../shared/outbound/receipts/receipt.ts';
import { isFiled, type PieceItem } from '../../../../shared/store/pieces.ts';
import { formsOf } from '../../forms/wire-form.ts';
import type { Answers, Ctx, PageDeps } from '../../page.ts';
import { type Here, under } from '../../partner-here.ts';
import { PiecePage } from '../../views/deposits/piece.tsx';
import { PieceListPage } from '../../views/deposits/piece-list.tsx';
import { fileAnswer } from '../file-answer.ts';
import { refuse } from '../refuse.tsx';
import { createPartnerAnswers } from './here.ts';

const PIECE = /^\d{8}-[0-9a-f]{16}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day asked for in an address; today where it is none, or none yet. */
export const dayAsked = (asked: string | undefined, today: string): string =>
  asked !== undefined && DAY.test(asked) && !Number.isNaN(Date.parse(asked)) && asked <= today
    ? asked
    : today;

/** Where a page of a register goes on, when an address says so. */
export const afterAsked = (c: Ctx): string | undefined => {
  const after = c.req.query('apres');
  return after !== undefined && PIECE.test(after) ? after : undefined;
};

/** Answers of one piece of the étude that one speaks for; a number of another's is nobody's. */
export const createPieceAnswers = (deps: PageDeps) => {
  const answers = createPartnerAnswers(deps);
  type PieceAnswer = (c: Ctx, here: Here, piece: PieceItem) => Response | Promise<Response>;
  const found =
    (say: PieceAnswer) =>
    async (c: Ctx, here: Here): Promise<Response> => {
      const id = c.req.param('piece') ?? '';
      const piece = PIECE.test(id) ? await deps.deposits.register.get(here.code, id) : undefined;
      return piece ? say(c, here, piece) : refuse(c, 'noPage');
    };
  return {
    reads: (say: PieceAnswer) => answers.reads('etude', found(say)),
    sends: (say: PieceAnswer) => answers.sends('etude', found(say)),
  };
};

/** Most versions of an act that its page lists. */
const MOST_VERSIONS = 20;

/** The pieces of an étude: those of a day, one of them, its receipt, a better file in its place. */
export const piecePages = (
  deps: PageDeps,
): Answers<'deposits' | 'deposit' | 'depositReceipt' | 'replaceDeposit'> => {
  const { deposits, now, origin } = deps;
  const { register } = deposits;
  const answers = createPartnerAnswers(deps);
  const ofPiece = createPieceAnswers(deps);
  const exploc = createExplocReceipts({ ...deposits, now });

  /** The registered pieces of an act, the latest first. */
  const versionsOf = async (piece: PieceItem): Promise<PieceItem[]> => {
    const { etude, messageId } = piece;
    if (!isFiled(piece) || messageId === undefined) return [];
    const act = await register.act(etude, messageId);
    const versions: PieceItem[] = [];
    let next = act?.latest;
    while (next !== undefined && versions.length < MOST_VERSIONS) {
      const one = next === piece.pieceId ? piece : await register.get(etude, next);
      if (one) versions.push(one);
      next = one?.replaces;
    }
    return versions;
  };

  /** The form of a piece's file, while one is awaited: at first, and after one that was refused. */
  const uploadOf = async (c: Ctx, here: Here, piece: PieceItem): Promise<Upload | undefined> => {
    const mode = c.req.query('envoi');
    const isAnnounced = announcedIdOf(piece.key) === piece.pieceId;
    if (!here.maySend || !isAnnounced || isFiled(piece) || (mode === 'fait' && piece.status === 'awaited'))
      return undefined;
    // A script reads the answer itself: it is led nowhere.
    const back = `${origin}${under(here, `/depots/${piece.pieceId}`)}?envoi=fait`;
    const upload = await deposits.pieceUpload(piece.key, now(), mode === 'script' ? undefined : back);
    c.set('sendsTo', new URL(upload.url).origin);
    return upload;
  };

  return {
    deposits: answers.reads('all', async (c, here) => {
      if (here.family.code !== 'etude') return c.redirect(under(here, '/evenements'), 303);
      const today = parisDay(now());
      const day = dayAsked(c.req.query('jour'), today);
      const { pieces, next } = await register.ofDay(here.code, day.replaceAll('-', ''), afterAsked(c));
      const current = await Promise.all(pieces.map((piece) => currentPiece(register, piece)));
      // Ids are in no order that a person knows.
      current.sort((a, b) => b.at.localeCompare(a.at));
      return c.html(<PieceListPage here={here} day={day} today={today} pieces={current} next={next} />);
    }),

    deposit: ofPiece.reads(async (c, here, found) => {
      // S3 adds what it stored to the address it leads back to: nothing of it is needed.
      if (c.req.query('etag') !== undefined) return c.redirect(`${c.req.path}?envoi=fait`, 303);
      const piece = await currentPiece(register, found);
      const isSent = c.req.query('envoi') === 'fait';
      return c.html(
        <PiecePage
          here={here}
          piece={piece}
          form={formsOf(here.family).find(({ kind }) => kind === piece.kind)}
          isSent={isSent}
          upload={await uploadOf(c, here, piece)}
          versions={await versionsOf(piece)}
          act={await exploc.actOf(piece)}
        />,
      );
    }),

    depositReceipt: ofPiece.reads(async (c, here, { pieceId }) => {
      const pdf = await deposits.readReport(`${receiptKeyOf(here.code, pieceId)}.`, 'pdf');
      return pdf
        ? fileAnswer(pdf, { type: 'application/pdf', name: `accuse-${pieceId}.pdf` })
        : refuse(c, 'noReceiptYet');
    }),

    replaceDeposit: ofPiece.sends(async (c, here, piece) => {
      if (!isFiled(piece)) return c.redirect(under(here, `/depots/${piece.pieceId}`), 303);
      const { data, pieceId } = piece;
      const made = await announcePiece(
        { register, now },
        { etude: here.code, data, by: here.by, instead: pieceId },
      );
      // Its data were accepted once: only a format that changed since can refuse them.
      if (made.kind === 'refused') return c.redirect(under(here, `/depots/nouveau?depuis=${pieceId}`), 303);
      return c.redirect(
        under(here, `/depots/${made.kind === 'known' ? made.piece.pieceId : made.pieceId}`),
        303,
      );
    }),
  };
};
