import { detachable, detachedToday } from '../../../shared/cases/reading/detached.ts';
import { eventNamed } from '../../../shared/cases/reading/piece-of-event.ts';
import { detachEvents, undoMove } from '../../../shared/cases/review/answers.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../../../shared/domain/case/case-of.ts';
import { reachesCase } from '../../../shared/domain/habilitation/habilitation.ts';
import { codeOf } from '../../../shared/errors.ts';
import { readCase } from '../../../shared/store/case-store.ts';
import { type Answers, answerBy, type Ctx, type PageDeps, readerOf, type SignedIn } from '../page.ts';
import {
  DetachedElsewherePage,
  DetachingPage,
  type DetachProblem,
  NotDetachedPage,
} from '../views/case/detaching.tsx';
import { refuse } from './refuse.tsx';

/** What the use cases throw when the case is no longer what the reader saw. */
const problems: Readonly<Record<string, DetachProblem>> = {
  EVENT_UNKNOWN: 'gone',
  CASE_CHANGED: 'changed',
  TABLE_CONTENDED: 'changed',
  NOTHING_TO_UNDO: 'nothing',
  CASE_UNKNOWN: 'nothing',
};

/** Taking a message out of its case, and back. */
export const detachPages = (deps: PageDeps): Answers<'detaching' | 'detach' | 'undoDetach'> => {
  const { client, table, now } = deps;
  const notDone = (
    c: Ctx,
    signedIn: SignedIn,
    caseId: string,
    problem: DetachProblem,
  ): Response | Promise<Response> =>
    c.html(<NotDetachedPage caseId={caseId} problem={problem} reader={readerOf(signedIn)} />, 409);
  const tried = async (
    c: Ctx,
    signedIn: SignedIn,
    caseId: string,
    act: () => Promise<Response | Promise<Response>>,
  ): Promise<Response> => {
    try {
      return await act();
    } catch (error) {
      const problem = problems[codeOf(error)];
      if (problem === undefined) throw error;
      return notDone(c, signedIn, caseId, problem);
    }
  };

  return {
    detaching: (c, signedIn, { summary: { caseId }, events }) => {
      const event = eventNamed(events, c.req.param('evenement') ?? '');
      if (!event) return refuse(c, 'noPage');
      return detachable(events).includes(event)
        ? c.html(<DetachingPage caseId={caseId} event={event} reader={readerOf(signedIn)} />)
        : notDone(c, signedIn, caseId, 'alone');
    },

    detach: async (c, signedIn, { summary: { caseId }, events }) => {
      const { evenement } = await c.req.parseBody();
      const event = typeof evenement === 'string' ? eventNamed(events, evenement) : undefined;
      if (!event) return notDone(c, signedIn, caseId, 'gone');
      if (!detachable(events).includes(event)) return notDone(c, signedIn, caseId, 'alone');
      return tried(c, signedIn, caseId, async () => {
        const to = await detachEvents(deps, caseId, [event.id], undefined, answerBy(signedIn, deps));
        const { arrondissement } = caseOf([event], parisDay(now()));
        return reachesCase(signedIn.scope, 'state', arrondissement)
          ? c.redirect(`/dossiers/${to}`, 303)
          : c.html(<DetachedElsewherePage caseId={caseId} to={to} reader={readerOf(signedIn)} />);
      });
    },

    undoDetach: async (c, signedIn, { summary: { caseId }, events }) => {
      const last = detachedToday(events, parisDay(now()));
      if (!last) return notDone(c, signedIn, caseId, 'nothing');
      if (!(await reviews(signedIn, last.autre))) return notDone(c, signedIn, caseId, 'notBoth');
      return tried(c, signedIn, caseId, async () =>
        c.redirect(`/dossiers/${await undoMove(deps, caseId, answerBy(signedIn, deps))}`, 303),
      );
    },
  };

  /** Whether a person may answer about the other case too: its events go back there. */
  async function reviews({ scope }: SignedIn, other: string): Promise<boolean> {
    const found = await readCase(client, table, other);
    return found !== undefined && reachesCase(scope, 'relecteur', found.summary.arrondissement);
  }
};
