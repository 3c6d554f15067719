import type { Child, FC } from 'hono/jsx';
import { eventNameOf, pieceIn } from '../../../../shared/cases/reading/piece-of-event.ts';
import type { CaseReader } from '../../../../shared/cases/reading/read-beside.ts';
import { dateInFrench } from '../../../../shared/domain/calendar/civil-date.ts';
import { notUndone } from '../../../../shared/domain/case/standing.ts';
import { bookkeepingKinds, type CaseEvent } from '../../../../shared/domain/events/case-event.ts';
import type { Why } from '../../../../shared/store/items.ts';
import { SEEN_DAYS } from '../../../../shared/store/persons-own.ts';
import { Table } from '../kit/table.tsx';
import { countOf, Day, Moment } from '../kit/words.tsx';
import { eventTitle } from '../state-words.ts';
import { allFactsOf } from './facts-of-event.ts';
import { Told, tellerOf } from './told.tsx';
import { capital } from './words.ts';

const kilo = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} Ko`
    : `${(bytes / 1_000_000).toFixed(1).replace('.', ',')} Mo`;

const newestFirst = (events: readonly CaseEvent[]): CaseEvent[] =>
  [...events].sort((a, b) =>
    a.actDate === b.actDate ? (a.receivedAt < b.receivedAt ? 1 : -1) : a.actDate < b.actDate ? 1 : -1,
  );

/** The ids of the acts that a person undid. */
const undoneOf = (events: readonly CaseEvent[]): Set<string> => {
  const standing = new Set(notUndone(events).map(({ id }) => id));
  return new Set(
    events.filter(({ id, kind }) => kind !== 'acteAnnule' && !standing.has(id)).map(({ id }) => id),
  );
};

/** What was told and undone since reads struck, and says so: a strike alone is not heard. */
const Undone: FC<{ is: boolean; children: Child }> = ({ is, children }) => (
  <>
    {is ? <s>{children}</s> : children}
    {is ? <strong> annulé</strong> : null}
  </>
);

/** The pieces of the case's acts. */
export const PiecesSection: FC<{ caseId: string; events: readonly CaseEvent[] }> = ({ caseId, events }) => {
  const pieces = newestFirst(events).flatMap((event) => {
    const piece = pieceIn(event);
    return piece === undefined ? [] : [{ event, piece }];
  });
  const undone = undoneOf(events);
  return pieces.length === 0 ? null : (
    <section aria-labelledby="pieces">
      <h2 id="pieces">Pièces</h2>
      <ul>
        {pieces.map(({ event, piece }) => (
          <li>
            <Undone is={undone.has(event.id)}>
              <a class="fr-link" href={`/dossiers/${caseId}/pieces/${eventNameOf(event)}`}>
                {eventTitle(event.kind)} du {dateInFrench(event.actDate)} (PDF, {kilo(piece.size)})
              </a>
            </Undone>
            , de {tellerOf(event.sender)}
          </li>
        ))}
      </ul>
    </section>
  );
};

const EVENTS = 15;

const Events: FC<{
  events: readonly CaseEvent[];
  waiting: readonly string[];
  undone: ReadonlySet<string>;
}> = ({ events, waiting, undone }) => (
  <Table
    caption="Événements"
    captionHidden
    columns={['Date', 'Ce qui est dit', 'Par', 'Reçu'].map((text) => ({ text }))}
    rows={events.map((event) => {
      const facts = allFactsOf(event);
      return [
        <Day of={event.actDate} />,
        <>
          <Undone is={undone.has(event.id)}>{eventTitle(event.kind)}</Undone>
          {waiting.includes(event.id) ? (
            <strong> : sans effet tant qu’une personne ne l’a pas confirmé</strong>
          ) : null}
          {facts.length === 0 ? null : (
            <ul class="dits">
              {facts.map(([label, text]) => (
                <li>
                  {undone.has(event.id) ? (
                    <s>
                      {label} : <Told>{text}</Told>
                    </s>
                  ) : (
                    <>
                      {label} : <Told>{text}</Told>
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
        </>,
        <Told>{tellerOf(event.sender, event.by)}</Told>,
        <Moment of={event.receivedAt} />,
      ];
    })}
  />
);

/** All that was told of the case, newest first. */
export const EventsSection: FC<{ events: readonly CaseEvent[]; waiting: readonly string[] }> = ({
  events,
  waiting,
}) => {
  const all = newestFirst(events);
  const undone = undoneOf(events);
  return (
    <section aria-labelledby="evenements">
      <h2 id="evenements">Événements</h2>
      <Events events={all.slice(0, EVENTS)} waiting={waiting} undone={undone} />
      {all.length <= EVENTS ? null : (
        <details class="replie">
          <summary>{countOf(all.length - EVENTS, 'événement antérieur', 'événements antérieurs')}</summary>
          <Events events={all.slice(EVENTS)} waiting={waiting} undone={undone} />
        </details>
      )}
    </section>
  );
};

/** How the case's messages came to be in it, counted by reason; each with its own on a page apart. */
export const AttachedSection: FC<{
  caseId: string;
  events: readonly CaseEvent[];
  whys: ReadonlyMap<string, Why>;
}> = ({ caseId, events, whys }) => {
  const counts = new Map<string, number>();
  for (const event of events.filter(({ kind }) => !bookkeepingKinds.includes(kind))) {
    const reason = reasonOf(event, whys.get(event.id));
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return (
    <section aria-labelledby="rattachements">
      <h2 id="rattachements">Comment les messages ont été rattachés</h2>
      <ul>
        {[...counts].map(([reason, count]) => (
          <li>
            {capital(reason)} : {countOf(count, 'message')}
          </li>
        ))}
      </ul>
      <p>
        <a class="fr-link" href={`/dossiers/${caseId}/rattachements`}>
          Message par message, avec les raisons
        </a>
      </p>
    </section>
  );
};

/** Words of the rules that a few words tell: a reference named the case, or there was none to compare with. */
export const ruleWords: Readonly<Record<string, string>> = {
  référence: 'par une référence déjà connue',
  'aucun dossier': 'le premier de ce ménage : aucun dossier ne lui ressemblait',
};

const reasonOf = ({ by, sender }: CaseEvent, why: Why | undefined): string => {
  if (why) return ruleWords[why.rule] ?? why.rule;
  if (by !== undefined || sender === 'etat') return 'dit dans ce dossier par une personne';
  return 'par comparaison avec d’autres dossiers';
};

/** Who read the case lately. */
export const ReadersSection: FC<{ readers: readonly CaseReader[] }> = ({ readers }) => (
  <section aria-labelledby="lectures">
    <h2 id="lectures">Qui a ouvert ce dossier depuis {SEEN_DAYS} jours</h2>
    {readers.length === 0 ? <p>Personne.</p> : null}
    <ul>
      {readers.map(({ by, readAt, command }) => (
        <li>
          <Told>{by}</Told>, <Moment of={readAt} />
          {command.startsWith('page') ? null : ' (par une commande)'}
        </li>
      ))}
    </ul>
  </section>
);
