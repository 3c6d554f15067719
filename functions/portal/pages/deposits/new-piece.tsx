import { pieceFormat } from '../../../../shared/intake/partners/huissier/partner.ts';
import { announcePiece } from '../../../../shared/intake/pieces/announce.ts';
import { errorsOf } from '../../forms/field-errors.ts';
import { readForm } from '../../forms/read-form.ts';
import { formsOf, type WireForm } from '../../forms/wire-form.ts';
import { type Typed, typedAgain, typedOf } from '../../forms/wire-typed.ts';
import type { Answers, Ctx, PageDeps } from '../../page.ts';
import { type Here, under } from '../../partner-here.ts';
import { ChooseActPage, TellActPage } from '../../views/deposits/new-piece.tsx';
import { createPartnerAnswers } from './here.ts';

const PIECE = /^\d{8}-[0-9a-f]{16}$/;
const NOTHING: Typed = new Map();

/** Announcing a piece: which act, then what it says; the piece's page then takes its file. */
export const newPiecePages = (deps: PageDeps): Answers<'newDeposit' | 'announceDeposit'> => {
  const { deposits, now } = deps;
  const { register } = deposits;
  const { sends } = createPartnerAnswers(deps);
  const formAsked = (c: Ctx, here: Here): WireForm | undefined =>
    formsOf(here.family).find(({ nature }) => nature === c.req.query('acte'));

  /** A script of ours sends files from this page too. */
  const sendsFiles = async (c: Ctx): Promise<void> => {
    c.set('sendsTo', new URL((await deposits.pieceUpload('-', now())).url).origin);
  };

  const chooseAct = async (c: Ctx, here: Here): Promise<Response> => {
    const asked = c.req.query('acte') ?? c.req.query('choix');
    const from = c.req.query('depuis');
    const errors = asked === undefined ? new Map() : new Map([['acte', 'Choisissez l’acte.']]);
    await sendsFiles(c);
    return c.html(
      <ChooseActPage
        here={here}
        forms={formsOf(here.family)}
        from={from !== undefined && PIECE.test(from) ? from : undefined}
        errors={errors}
      />,
      asked === undefined ? 200 : 422,
    );
  };

  return {
    newDeposit: sends('etude', async (c, here) => {
      const form = formAsked(c, here);
      if (!form) return chooseAct(c, here);
      const from = c.req.query('depuis') ?? '';
      const earlier = PIECE.test(from) ? await register.get(here.code, from) : undefined;
      return c.html(
        <TellActPage
          here={here}
          form={form}
          typed={earlier ? typedAgain(form, earlier.data) : NOTHING}
          errors={new Map()}
          candidates={[]}
          mayConfirm={false}
          isAgain={earlier !== undefined}
        />,
      );
    }),

    announceDeposit: sends('etude', async (c, here) => {
      const form = formAsked(c, here);
      if (!form) return chooseAct(c, here);
      const typed = typedOf(await c.req.parseBody({ all: true }));
      const read = readForm(form, typed, {
        sender: here.code,
        choose: () => pieceFormat(undefined),
        at: now(),
      });
      const made =
        read.kind === 'ready'
          ? await announcePiece({ register, now }, { etude: here.code, data: read.raw, by: here.by })
          : undefined;
      if (made && made.kind !== 'refused') {
        const id = made.kind === 'known' ? made.piece.pieceId : made.pieceId;
        return c.redirect(under(here, `/depots/${id}`), 303);
      }
      const errors = made ? errorsOf(form, made.errors) : read.kind === 'wrong' ? read.errors : new Map();
      return c.html(
        <TellActPage
          here={here}
          form={form}
          typed={typed}
          errors={errors}
          candidates={read.kind === 'wrong' ? read.candidates : []}
          mayConfirm={read.kind === 'wrong' && read.mayConfirm}
          isAgain={false}
        />,
        422,
      );
    }),
  };
};
