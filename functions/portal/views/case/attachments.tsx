import type { FC } from 'hono/jsx';
import { detachable } from '../../../../shared/cases/reading/detached.ts';
import { eventNameOf } from '../../../../shared/cases/reading/piece-of-event.ts';
import type { EventWhy } from '../../../../shared/cases/review/read-why.ts';
import { bookkeepingKinds, type CaseEvent } from '../../../../shared/domain/events/case-event.ts';
import type { ReviewItem } from '../../../../shared/store/items.ts';
import { Table } from '../kit/table.tsx';
import { Day } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { eventTitle } from '../state-words.ts';
import { ruleWords } from './history.tsx';
import { Told, tellerOf } from './told.tsx';
import { capital } from './words.ts';

const moves: Record<NonNullable<EventWhy['moved']>['cause'], string> = {
  fusion: 'par la réunion des deux dossiers',
  detachement: 'parce qu’il n’était pas de ce ménage',
  annulation: 'par l’annulation d’un déplacement',
};

/** Why each message of a case is in it; a reviewer may take one out. What an open audit asks about says no reason. */
export const AttachmentsPage: FC<{
  caseId: string;
  reader: Reader;
  events: readonly CaseEvent[];
  reasons: readonly EventWhy[];
  openReviews: readonly ReviewItem[];
  /** Whether the reader may take a message out. */
  detaches: boolean;
}> = ({ caseId, reader, events, reasons, openReviews, detaches }) => {
  const byId = new Map(events.map((event) => [event.id, event]));
  const blind = new Set(
    openReviews.filter(({ reason }) => reason === 'audit').flatMap((review) => review.events ?? []),
  );
  const isBlind = (id: string): boolean =>
    blind.has(id) || openReviews.some((one) => one.reason === 'audit' && one.events === undefined);
  const free = new Set(detaches ? detachable(events).map(({ id }) => id) : []);
  const rows = reasons.flatMap((reason) => {
    const event = byId.get(reason.eventId);
    if (!event || bookkeepingKinds.includes(event.kind)) return [];
    return [
      [
        <Day of={event.actDate} />,
        <>
          {eventTitle(event.kind)} (<Told>{tellerOf(event.sender, event.by)}</Told>)
        </>,
        isBlind(event.id) ? (
          'Une relecture à l’aveugle est en cours : les raisons se liront après.'
        ) : (
          <Reason why={reason} />
        ),
        ...(detaches
          ? [
              free.has(event.id) ? (
                <a class="fr-link" href={`/dossiers/${caseId}/detacher/${eventNameOf(event)}`}>
                  Détacher<span class="fr-sr-only"> {eventTitle(event.kind)}</span>…
                </a>
              ) : (
                '–'
              ),
            ]
          : []),
      ],
    ];
  });
  return (
    <Page
      title="Comment les messages ont été rattachés"
      reader={reader}
      crumbs={[
        { href: '/dossiers', text: 'Dossiers' },
        { href: `/dossiers/${caseId}`, text: caseId },
      ]}
    >
      <div class="dossier">
        <p>
          Un message va au dossier d’un ménage et d’un logement par une référence déjà connue, ou parce que
          noms, dates et adresse se ressemblent assez. Les raisons disent ce qui a été comparé.
        </p>
        <Table
          caption="Messages du dossier"
          captionHidden
          columns={['Date', 'Message', 'Pourquoi il est ici', ...(detaches ? ['Détacher'] : [])].map(
            (text) => ({ text }),
          )}
          rows={rows}
        />
      </div>
    </Page>
  );
};

const Reason: FC<{ why: EventWhy }> = ({ why: { rule, explanation, weight, neighbours, moved, by } }) => (
  <>
    {rule === undefined
      ? by === undefined
        ? 'Aucune raison n’a été conservée.'
        : 'Dit dans ce dossier par une personne.'
      : `${capital(ruleWords[rule] ?? rule)}.`}
    {explanation === undefined ? null : <p>{capital(explanation)}</p>}
    {weight === undefined ? null : (
      <p class="fr-text--sm">Force du rapprochement : {Math.round(weight)} bits.</p>
    )}
    {neighbours === undefined || neighbours.length === 0 ? null : (
      <p>Dossiers proches, écartés : {neighbours.join(', ')}.</p>
    )}
    {moved === undefined ? null : (
      <p>
        Venu du dossier {moved.from}, {moves[moved.cause]} (<Told>{moved.by}</Told>).
      </p>
    )}
  </>
);
