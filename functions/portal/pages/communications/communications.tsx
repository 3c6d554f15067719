import {
  type LetterDeps,
  letterAgain,
  prepareLetter,
  registerOf,
} from '../../../../shared/cases/communications/letters.ts';
import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import { reachesCase } from '../../../../shared/domain/habilitation/habilitation.ts';
import { lettresInformationPdf } from '../../../../shared/outbound/communications/lettre.ts';
import { boitesDeLEtat } from '../../../../shared/outbound/mailbox.ts';
import { createCommissionStore } from '../../../../shared/store/commissions.ts';
import { type Answers, answerBy, readerOf } from '../../page.ts';
import { CommunicationsPage } from '../../views/communications/communications.tsx';
import type { CommissionPageDeps } from '../commissions/deps.ts';
import { fileAnswer } from '../file-answer.ts';
import { refuse } from '../refuse.tsx';

/** What registers and letters are made with, on the portal. */
export const letterDeps = ({ client, table, mailboxes }: CommissionPageDeps): LetterDeps => ({
  client,
  table,
  store: createCommissionStore(client, table),
  boitesDeLEtat: boitesDeLEtat(mailboxes),
});

/** What was told of a household, and the letter by which it knows. */
export const communicationPages = (
  deps: CommissionPageDeps,
): Answers<'communications' | 'informHousehold' | 'householdLetter'> => {
  const own = letterDeps(deps);
  return {
    communications: async (c, signedIn, found) => {
      const { communications, letters } = await registerOf(own, found);
      return c.html(
        <CommunicationsPage
          reader={readerOf(signedIn)}
          caseId={found.summary.caseId}
          communications={communications}
          letters={letters}
          agent={reachesCase(signedIn.scope, 'agent', found.summary.arrondissement)}
          done={c.req.query('fait')}
        />,
      );
    },

    informHousehold: async (c, signedIn, found) => {
      const made = await prepareLetter(own, found, answerBy(signedIn, deps));
      return c.redirect(
        `/dossiers/${found.summary.caseId}/communications?fait=${made ? 'lettre' : 'rien'}#lettres`,
        303,
      );
    },

    householdLetter: async (c, _, found) => {
      const id = c.req.param('lettre') ?? '';
      const letter = /^[0-9a-f]{24}$/.test(id) ? await letterAgain(own, found, id) : undefined;
      if (!letter) return refuse(c, 'noSuch');
      const le = parisDay(letter.letter.at);
      const pdf = await lettresInformationPdf([letter], await deps.desk(), le);
      return fileAnswer(new Uint8Array(pdf), {
        type: 'application/pdf',
        name: `lettre-${letter.caseId}-${le}.pdf`,
      });
    },
  };
};
