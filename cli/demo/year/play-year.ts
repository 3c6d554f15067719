import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { clientsOf } from '../../../local/clients.ts';
import type { LocalHub } from '../../../local/hub.ts';
import { recordEvent } from '../../../shared/cases/recording/record-event.ts';
import { answerEnd, attachDoubt, confirmNew } from '../../../shared/cases/review/answers.ts';
import { listReviews } from '../../../shared/cases/review/open-reviews.ts';
import { readDueCases } from '../../../shared/cases/watch/watch.ts';
import { addDays, type CivilDate } from '../../../shared/domain/calendar/civil-date.ts';
import { parisDay, parisYear } from '../../../shared/domain/calendar/paris-day.ts';
import { agendaOf } from '../../../shared/domain/case/agenda.ts';
import { caseOf } from '../../../shared/domain/case/case-of.ts';
import { alertsOf } from '../../../shared/domain/delays/alerts.ts';
import { caseEventSchema } from '../../../shared/domain/events/case-event.ts';
import { identitiesOf } from '../../../shared/domain/matching/identity.ts';
import { subjectOf } from '../../../shared/domain/matching/subject.ts';
import { termOf } from '../../../shared/domain/retention/term.ts';
import { readCase, readClaims } from '../../../shared/store/case-store.ts';
import { DUE_SHARDS } from '../../../shared/store/keys.ts';
import { createReferences } from '../../../shared/store/references.ts';
import { createSender, progress } from '../play.ts';
import { FIRST_DAY, LAST_DAY, yearOf } from './stories.ts';
import type { Happening } from './story.ts';

/** Instant at which the hub that plays the year must start. Only the play moves its clock. */
export const YEAR_STARTS = `${FIRST_DAY}T03:00:00.000Z`;

/** Last day to which the clock may run after the year: no delay that an act of the last day starts is as long. */
const LONGEST: CivilDate = addDays(LAST_DAY, 1_200);

type Agent = Extract<Happening, { by: 'agent' }>;

/** A table client, as the hub's own commands have one. */
export const tableOf = (hub: LocalHub): { client: DynamoDBDocumentClient; table: string } => ({
  client: clientsOf(hub.endpoints).documents,
  table: hub.outputs.get('TableName') ?? '',
});

/**
 * Records in a household's case what an agent knows, as `npm run passerelle -- record` does. Opens the case when no partner has
 * spoken of the household yet.
 */
const createRecorder = (hub: LocalHub) => {
  const { client, table } = tableOf(hub);
  const matchingKey = [...hub.secrets.values()][0] ?? '';
  const nextReference = createReferences(client, table, '77');
  /** The reference that an agent noted for a household. */
  const notes = new Map<number, string>();
  return async ({ household, event }: Agent): Promise<void> => {
    const at = hub.now();
    const { insee, name, arrondissement } = household.commune;
    const { street } = household;
    const full = caseEventSchema.parse({
      id: createHash('sha256')
        .update(JSON.stringify([household.n, event]))
        .digest('hex'),
      sender: 'etat',
      reference: 'agent',
      by: 'agent',
      receivedAt: at,
      dwelling: { insee, commune: name, arrondissement, street },
      household: [household.person],
      ...event,
    });
    // The agent finds the case by the numbers that its partners gave it, as they told them.
    const { by: _, ...asTold } = full;
    const { n, etude, body } = household;
    const numbers = [
      { kind: 'demandeCfp', sender: etude, reference: `AN-${n}` },
      { kind: 'impaye', sender: body, allocataire: String(3_000_000 + n * 37) },
    ].map((told) => caseEventSchema.parse({ ...asTold, ...told }));
    const claims = await readClaims(
      client,
      table,
      matchingKey,
      [...numbers, full].map(subjectOf).flatMap(identitiesOf),
    );
    const noted = [...claims.values()][0]?.caseId ?? notes.get(n);
    const first = noted === undefined ? undefined : await readCase(client, table, noted);
    const known = first?.summary.mergedInto ?? noted;
    const caseId = known ?? (await nextReference(parisYear(at)));
    const found = known === undefined ? undefined : await readCase(client, table, known);
    notes.set(n, caseId);
    await recordEvent({ client, table, matchingKey }, caseId, found, full, { by: 'agent', at });
  };
};

/** Answers the day's doubts as an agent who knows the households would: the same person in the same commune is one household. */
const createReader = (hub: LocalHub) => {
  const { client, table } = tableOf(hub);
  const nextReference = createReferences(client, table, '77');
  const deps = { client, table, matchingKey: [...hub.secrets.values()][0] ?? '', nextReference };
  const whoIn = async (caseId: string): Promise<string[]> =>
    ((await readCase(client, table, caseId))?.events ?? []).flatMap(({ household, dwelling }) =>
      household.map((person) => JSON.stringify([person.nomNaissance, person.dateNaissance, dwelling.insee])),
    );
  return async (): Promise<void> => {
    for (const { messageId, reason, caseId, candidates } of await listReviews(client, table)) {
      const answer = { by: 'agent', at: hub.now() };
      if (reason === 'fin') await answerEnd(deps, messageId, 'confirmee', answer);
      if (reason !== 'rapprochement') continue;
      const own = await whoIn(caseId);
      const known = await Promise.all(candidates.map(whoIn));
      const same = candidates[known.findIndex((who) => who.some((person) => own.includes(person)))];
      if (same === undefined) await confirmNew(deps, messageId, 'distinct', answer);
      else await attachDoubt(deps, messageId, same, answer);
    }
  };
};

/**
 * Plays a year on the hub's own clock. The messages of a day come in the afternoon; each morning at 6 the watch runs, as
 * scheduled. After the year no message comes, and the clock runs until the only day left for each case is its term. Returns how
 * many times the watch ran.
 */
export const playYear = async (hub: LocalHub, folder: string, households: number): Promise<number> => {
  const send = createSender(hub, folder);
  const record = createRecorder(hub);
  const answerDoubts = createReader(hub);
  const days = [...Map.groupBy(yearOf(households), ({ day }) => day)];
  let runs = 0;
  for (const [index, [day, happenings]] of days.entries()) {
    runs += await hub.advanceTo(`${day}T13:00:00.000Z`);
    for (const happening of happenings) if (happening.by === 'partner') await send(happening.line);
    await hub.idle();
    for (const happening of happenings) if (happening.by === 'agent') await record(happening);
    await answerDoubts();
    await hub.idle();
    progress('Jours où il arrive quelque chose', index + 1, days.length);
  }
  const { client, table } = tableOf(hub);
  /** A case whose only days left are its term and those of a liability that lasts has nothing new to tell: the play ends before. */
  const hasMoreThanItsTerm = async (caseId: string): Promise<boolean> => {
    const today = parisDay(hub.now());
    const found = await readCase(client, table, caseId);
    if (!found) return false;
    const state = caseOf(found.events, today);
    const { nextDay } = agendaOf(state, found.summary.alerted ?? [], today);
    const lasting = alertsOf(state.chronology.deadlines, today).filter(
      ({ name }) => name === 'responsabiliteDure',
    );
    return nextDay !== termOf(state)?.day && !lasting.some(({ day }) => day === nextDay);
  };
  const somethingDue = async (): Promise<boolean> => {
    for (let shard = 0; shard < DUE_SHARDS; shard++) {
      for (const caseId of (await readDueCases(client, table, shard, LONGEST)).caseIds)
        if (await hasMoreThanItsTerm(caseId)) return true;
    }
    return false;
  };
  for (let day = LAST_DAY; day < LONGEST && (await somethingDue()); day = addDays(day, 15)) {
    runs += await hub.advanceTo(`${addDays(day, 15)}T13:00:00.000Z`);
  }
  return runs;
};
