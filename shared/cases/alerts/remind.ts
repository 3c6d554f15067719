import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type CivilDate, dateInFrench } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import type { Recipient } from '../../domain/delays/rule.ts';
import { type ArrondissementCode, arrondissementCodeSchema } from '../../domain/events/household.ts';
import { toTake } from '../../store/alert-places.ts';
import { idOnTo, onwardWrite } from '../../store/alert-writes.ts';
import { type AlertItem, readAlerts } from '../../store/alerts.ts';
import { alertsList, gatheredNotices, gatheredSort, noticeKey } from '../../store/keys.ts';
import { transactAgain } from '../../store/transact.ts';
import { readStateAlert } from './handle-alert.ts';

/**
 * Working days after which an alert that nobody has taken is told again to its mailbox, then to the secretariat of CCAPEX. Our choice:
 * the charter asks that no silence stay unseen, and gives no delay.
 */
const TOLD_AGAIN_AFTER = 3;
const TOLD_TO_CCAPEX_AFTER = 7;

export type RemindDeps = {
  client: DynamoDBDocumentClient;
  table: string;
  /** The mailbox of whom it is told to; undefined when no address is known. */
  mailboxOf: (told: {
    recipient: Recipient;
    recipients: readonly Recipient[];
    arrondissement: ArrondissementCode;
  }) => { mailbox: string; forward: string[] } | undefined;
};

/** Whom an alert's silence is to be told to on a day, if anybody. */
const silenceToldTo = (
  { createdAt, waitsSince = createdAt, reminded }: Pick<AlertItem, 'createdAt' | 'waitsSince' | 'reminded'>,
  day: CivilDate,
): 'arrondissement' | 'secretariatCcapex' | undefined => {
  if (waitsSince === undefined) return undefined;
  const told = parisDay(waitsSince);
  if (reminded === undefined && addWorkingDays(told, TOLD_AGAIN_AFTER) <= day) return 'arrondissement';
  if (reminded === 'arrondissement' && addWorkingDays(told, TOLD_TO_CCAPEX_AFTER) <= day)
    return 'secretariatCcapex';
  return undefined;
};

/** Alerts that are read at once. */
const AT_ONCE = 40;

/**
 * Tells again, with the morning's summaries, the alerts that nobody has taken: each once to its mailbox, and once to the secretariat of
 * CCAPEX. A run that was interrupted goes on where it was. Gives how many were told. One request for each forty alerts, and two for each
 * that is told.
 *
 * @param at now, ISO UTC
 */
export const remindAlerts = async (deps: RemindDeps, day: CivilDate, at: string): Promise<number> => {
  let told = 0;
  for (const arrondissement of arrondissementCodeSchema.options) {
    let next: Awaited<ReturnType<typeof readAlerts>>['next'];
    do {
      const page = await readAlerts(deps.client, deps.table, toTake(arrondissement), AT_ONCE, next);
      for (const alert of page.items) {
        const to = silenceToldTo(alert, day);
        if (to && (await tell(deps, alert, to, day, at))) told += 1;
      }
      next = page.next;
    } while (next);
  }
  return told;
};

const tell = async (
  { client, table, mailboxOf }: RemindDeps,
  { caseId, noticeId, createdAt, waitsSince = createdAt }: AlertItem,
  recipient: 'arrondissement' | 'secretariatCcapex',
  day: CivilDate,
  at: string,
): Promise<boolean> => {
  const alert = await readStateAlert({ client, table }, caseId, noticeId);
  const { arrondissement } = alert;
  const place = mailboxOf({ recipient, recipients: [recipient], arrondissement });
  const fact = [
    'Relance',
    `alerte du ${dateInFrench(parisDay(waitsSince ?? at))}, que personne n’a prise`,
  ] as const;
  const onward = idOnTo(noticeId, recipient, arrondissement, fact[0]);
  const { kind } = await transactAgain(client, [
    {
      name: 'reminded',
      Update: {
        TableName: table,
        Key: noticeKey(caseId, noticeId),
        UpdateExpression: 'SET reminded = :to',
        ConditionExpression:
          recipient === 'arrondissement'
            ? 'listKey = :list AND attribute_not_exists(reminded)'
            : 'listKey = :list AND reminded = :before',
        ExpressionAttributeValues: {
          ':to': recipient,
          ':list': alertsList(arrondissement, 'recue'),
          ...(recipient === 'secretariatCcapex' && { ':before': 'arrondissement' }),
        },
      },
    },
    onwardWrite(table, alert, { recipient, arrondissement, listed: false }, fact, at, {
      sendBy: day,
      ...(place && {
        status: 'gathered',
        ...place,
        worklistKey: gatheredNotices,
        worklistSort: gatheredSort(place.mailbox, caseId, onward),
      }),
    }),
  ]);
  return kind === 'written';
};
