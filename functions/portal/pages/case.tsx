import { setImmediate } from 'node:timers/promises';
import { type CaseReport, reportOf, reportOn } from '../../../shared/cases/reading/case-report.ts';
import { detachedToday } from '../../../shared/cases/reading/detached.ts';
import { eventNamed, pieceOfEvent } from '../../../shared/cases/reading/piece-of-event.ts';
import { readBeside } from '../../../shared/cases/reading/read-beside.ts';
import { readWhy } from '../../../shared/cases/review/read-why.ts';
import { type CivilDate, laterOf } from '../../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { type Case, caseOf } from '../../../shared/domain/case/case-of.ts';
import type { CaseEvent } from '../../../shared/domain/events/case-event.ts';
import { reachesCase } from '../../../shared/domain/habilitation/habilitation.ts';
import { type Answers, type PageDeps, readerOf, type SignedIn } from '../page.ts';
import { AttachmentsPage } from '../views/case/attachments.tsx';
import { CasePage } from '../views/case.tsx';
import { refuse } from './refuse.tsx';

/** The pages of one case. */
export const casePages = ({
  client,
  table,
  now,
  pieceLink,
}: PageDeps): Answers<'case' | 'attachments' | 'piece'> => ({
  case: async (c, signedIn, found) => {
    const { summary, events, whys } = found;
    const at = now();
    const beside = await readBeside(client, table, found, at);
    // Folded while the table records this read.
    await setImmediate();
    const { state, report } = foldedOn(events, parisDay(at));
    const readers = [
      { person: signedIn.id, by: signedIn.name, readAt: at, command: 'page case' },
      ...beside.readers.filter(({ person }) => person !== signedIn.id),
    ];
    return c.html(
      <CasePage
        caseId={summary.caseId}
        reader={readerOf(signedIn)}
        as={rightsOf(signedIn, summary.arrondissement)}
        recorded={{ fait: c.req.query('fait'), evenement: c.req.query('evenement') }}
        shown={{
          state,
          report,
          events,
          whys,
          ...beside,
          readers,
          detached: detachedToday(events, parisDay(at)),
        }}
      />,
    );
  },

  attachments: async (c, signedIn, found) => {
    const { summary, events, whys } = found;
    const [{ openReviews }, reasons] = await Promise.all([
      readBeside(client, table, found, now()),
      readWhy(
        client,
        table,
        summary.caseId,
        events.map((event) => ({ event, why: whys.get(event.id) })),
      ),
    ]);
    return c.html(
      <AttachmentsPage
        caseId={summary.caseId}
        reader={readerOf(signedIn)}
        events={events}
        reasons={reasons}
        openReviews={openReviews}
        detaches={rightsOf(signedIn, summary.arrondissement).relecteur}
      />,
    );
  },

  piece: async (c, _, { summary: { caseId }, events }) => {
    const event = eventNamed(events, c.req.param('piece') ?? '');
    const piece = event && (await pieceOfEvent(client, table, event));
    const address = piece && (await pieceLink(piece, `${caseId}-${event.kind}-${event.actDate}.pdf`));
    return address === undefined ? refuse(c, 'noPiece') : c.redirect(address, 303);
  },
});

/** A case on a day, and what the hub concludes. One that holds nothing yet but acts dated ahead is shown as of the first. */
const foldedOn = (events: readonly CaseEvent[], today: CivilDate): { state: Case; report: CaseReport } => {
  const state = caseOf(events, today);
  const isAhead = events.some(({ actDate }) => actDate > today);
  return {
    state,
    report: isAhead ? reportOf(events, laterOf(today, state.firstActDate)) : reportOn(state, events, today),
  };
};

/** What a reader of a case may do in it. */
const rightsOf = (
  { scope }: SignedIn,
  arrondissement: Parameters<typeof reachesCase>[2],
): { agent: boolean; relecteur: boolean } => ({
  agent: reachesCase(scope, 'agent', arrondissement),
  relecteur: reachesCase(scope, 'relecteur', arrondissement),
});
