import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { addDays, type CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import { parisYear } from '../../../../shared/domain/calendar/paris-day.ts';
import { caseEventSchema } from '../../../../shared/domain/events/case-event.ts';
import { identitiesOf } from '../../../../shared/domain/matching/identity.ts';
import { readCase, readClaims } from '../../../../shared/store/case-store.ts';
import { recordEvent } from '../../../../shared/store/record-event.ts';
import { createReferences } from '../../../../shared/store/references.ts';
import { CREDENTIALS, REGION } from '../../../local/constants.ts';
import type { LocalHub } from '../../../local/hub.ts';
import { createSender, progress } from '../play.ts';
import { FIRST_DAY, LAST_DAY, yearOf } from './stories.ts';
import type { Happening } from './story.ts';

/** When the hub that plays the year must start: the clock stands still but for the play. */
export const YEAR_STARTS = `${FIRST_DAY}T03:00:00.000Z`;

/** After the year no message comes, and the clock goes on until the last delay has run. */
const CLOCK_ENDS: CivilDate = addDays(LAST_DAY, 420);

type Agent = Extract<Happening, { by: 'agent' }>;

/** A table client as the hub's own commands have one. */
export const tableOf = (hub: LocalHub): { client: DynamoDBDocumentClient; table: string } => ({
  client: DynamoDBDocumentClient.from(
    new DynamoDBClient({ region: REGION, credentials: CREDENTIALS, endpoint: hub.endpoints.dynamodb }),
    { marshallOptions: { removeUndefinedValues: true } },
  ),
  table: hub.outputs.get('TableName') ?? '',
});

/** Records what an agent knows in the case of a household, as `npm run record` does; opens the case if it is the first to speak. */
const createRecorder = (hub: LocalHub) => {
  const { client, table } = tableOf(hub);
  const matchingKey = [...hub.secrets.values()][0] ?? '';
  const nextReference = createReferences(client, table, '77');
  return async ({ household, event }: Agent): Promise<void> => {
    const at = hub.now();
    const { insee, name, arrondissement } = household.commune;
    const full = caseEventSchema.parse({
      id: createHash('sha256')
        .update(JSON.stringify([household.n, event]))
        .digest('hex'),
      sender: 'etat',
      reference: 'agent',
      receivedAt: at,
      dwelling: { insee, commune: name, arrondissement },
      household: [household.person],
      ...event,
    });
    const claims = await readClaims(client, table, matchingKey, identitiesOf(full));
    const known = [...claims.values()][0];
    const caseId = known ?? (await nextReference(parisYear(at)));
    const found = known === undefined ? undefined : await readCase(client, table, known);
    await recordEvent({ client, table, matchingKey }, caseId, found, full, { by: 'agent', at });
  };
};

/**
 * Plays a year on the hub's own clock: each day the messages of the day, in the afternoon; each morning at 6 the watch, as
 * scheduled. Then lets the clock run until no delay is left. Gives how many days went by.
 */
export const playYear = async (hub: LocalHub, folder: string, households: number): Promise<number> => {
  const send = createSender(hub, folder);
  const record = createRecorder(hub);
  const byDay = Map.groupBy(yearOf(households), ({ day }) => day);
  const days: CivilDate[] = [];
  for (let day = FIRST_DAY; day <= CLOCK_ENDS; day = addDays(day, 1)) days.push(day);
  for (const [index, day] of days.entries()) {
    await hub.advanceTo(`${day}T13:00:00.000Z`);
    const today = byDay.get(day) ?? [];
    for (const happening of today) if (happening.by === 'partner') await send(happening.line);
    if (today.length > 0) await hub.idle();
    for (const happening of today) if (happening.by === 'agent') await record(happening);
    if (today.length > 0) await hub.idle();
    progress('Jours', index + 1, days.length);
  }
  return days.length;
};
