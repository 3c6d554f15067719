import { reportOf } from '../../../shared/cases/reading/case-report.ts';
import { detachedToday } from '../../../shared/cases/reading/detached.ts';
import { eventNamed, pieceOfEvent } from '../../../shared/cases/reading/piece-of-event.ts';
import { readBeside } from '../../../shared/cases/reading/read-beside.ts';
import { readWhy } from '../../../shared/cases/review/read-why.ts';
import { laterOf } from '../../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../../../shared/domain/case/case-of.ts';
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
    // This read is being recorded.
    const readers = [
      { person: signedIn.id, by: signedIn.name, readAt: at, command: 'page case' },
      ...beside.readers.filter(({ person }) => person !== signedIn.id),
    ];
    const today = parisDay(at);
    const state = caseOf(events, today);
    // A case may hold nothing yet but acts dated ahead: it is then shown as of the first.
    const report = reportOf(events, laterOf(today, state.firstActDate));
    return c.html(
      <CasePage
        caseId={summary.caseId}
        reader={readerOf(signedIn)}
        as={rightsOf(signedIn, summary.arrondissement)}
        recorded={{ fait: c.req.query('fait'), evenement: c.req.query('evenement') }}
        shown={{ state, report, events, whys, ...beside, readers, detached: detachedToday(events, today) }}
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

/** What a reader of a case may do in it. */
const rightsOf = (
  { scope }: SignedIn,
  arrondissement: Parameters<typeof reachesCase>[2],
): { agent: boolean; relecteur: boolean } => ({
  agent: reachesCase(scope, 'agent', arrondissement),
  relecteur: reachesCase(scope, 'relecteur', arrondissement),
});
