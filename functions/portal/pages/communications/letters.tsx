import { lotAgain, MOST_LETTERS, prepareLot } from '../../../../shared/cases/communications/letters.ts';
import { recordRead } from '../../../../shared/cases/recording/record-read.ts';
import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import {
  type ArrondissementCode,
  arrondissementCodeSchema,
} from '../../../../shared/domain/events/household.ts';
import { lettresInformationPdf } from '../../../../shared/outbound/communications/lettre.ts';
import { readOwed } from '../../../../shared/store/communications.ts';
import { type Answers, answerBy, readerOf, type SignedIn } from '../../page.ts';
import { LettersPage } from '../../views/communications/letters.tsx';
import { type CommissionPageDeps, sentTexts } from '../commissions/deps.ts';
import { fileAnswer } from '../file-answer.ts';
import { refuse } from '../refuse.tsx';
import { letterDeps } from './communications.tsx';

/** The households of an arrondissement that await a letter, and the letters of many at once. */
export const letterPages = (
  deps: CommissionPageDeps,
): Answers<'letters' | 'prepareLetters' | 'printLetters'> => {
  const { client, table } = deps;
  const own = letterDeps(deps);

  /** The arrondissement that is asked for, of the reader's; by default the first of theirs. */
  const ofReader = ({ scope }: SignedIn, asked: string | undefined): ArrondissementCode | undefined => {
    const mine = arrondissementCodeSchema.options.filter((code) => scope.agent.has(code));
    return asked === undefined || asked === '' ? mine[0] : mine.find((code) => code === asked);
  };

  return {
    letters: async (c, signedIn) => {
      const arrondissement = ofReader(signedIn, c.req.query('arrondissement'));
      if (arrondissement === undefined) return refuse(c, 'notYours');
      const { households, more } = await readOwed(client, table, arrondissement);
      const lot = c.req.query('lot') ?? '';
      return c.html(
        <LettersPage
          reader={readerOf(signedIn)}
          arrondissement={arrondissement}
          mine={arrondissementCodeSchema.options.filter((code) => signedIn.scope.agent.has(code))}
          households={households}
          more={more}
          atOnce={MOST_LETTERS}
          done={c.req.query('fait')}
          lot={/^[0-9a-f]{24}$/.test(lot) ? lot : undefined}
        />,
      );
    },

    prepareLetters: async (c, signedIn) => {
      const sent = await sentTexts(c);
      const arrondissement = ofReader(signedIn, sent('arrondissement'));
      if (arrondissement === undefined) return refuse(c, 'notYours');
      const { households } = await readOwed(client, table, arrondissement);
      const { lot } = await prepareLot(
        own,
        arrondissement,
        households.slice(0, MOST_LETTERS).map(({ caseId }) => caseId),
        answerBy(signedIn, deps),
      );
      return c.redirect(
        `/communications?arrondissement=${arrondissement}&fait=${lot === undefined ? 'rien' : `lettres&lot=${lot}`}`,
        303,
      );
    },

    printLetters: async (c, signedIn) => {
      const arrondissement = ofReader(signedIn, c.req.param('arrondissement') ?? 'none');
      if (arrondissement === undefined) return refuse(c, 'notYours');
      const id = c.req.param('lot') ?? '';
      const found = /^[0-9a-f]{24}$/.test(id) ? await lotAgain(own, arrondissement, id) : undefined;
      if (!found || found.letters.length === 0) return refuse(c, 'noSuch');
      // Names and addresses are on them: it is a read of each.
      await recordRead(
        client,
        table,
        answerBy(signedIn, deps),
        'page printLetters',
        found.letters.map(({ caseId }) => caseId),
        'part',
      );
      const le = parisDay(found.lot.at);
      const pdf = await lettresInformationPdf(found.letters, await deps.desk(), le);
      return fileAnswer(new Uint8Array(pdf), {
        type: 'application/pdf',
        name: `lettres-${arrondissement}-${le}.pdf`,
      });
    },
  };
};
