import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../../../shared/domain/case/case-of.ts';
import { type Answers, type PageDeps, readerOf } from '../page.ts';
import { CasePage } from '../views/case.tsx';

/** The pages of one case. */
export const casePages = ({ now }: PageDeps): Answers<'case'> => ({
  case: (c, signedIn, { summary, events }) =>
    c.html(
      <CasePage
        caseId={summary.caseId}
        state={caseOf(events, parisDay(now()))}
        reader={readerOf(signedIn)}
      />,
    ),
});
