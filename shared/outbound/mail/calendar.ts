import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { addDays } from '../../domain/calendar/civil-date.ts';
import type { Attachment } from '../attachment.ts';
import type { DueDigest } from '../digest.ts';
import type { CalendarEntry, DueNotice } from '../notice.ts';
import { caseUrl } from '../place.ts';

/** Who publishes the calendar, and the base URL of its cases. */
export type Publisher = { from: string; caseUrlBase: string };

/** The calendar date of a notice, as an `.ics`; undefined when it has none. */
export const calendarOf = (
  { caseId, calendar, createdAt }: Pick<DueNotice, 'caseId' | 'calendar' | 'createdAt'>,
  publisher: Publisher,
): Attachment | undefined =>
  calendar &&
  fileOf(
    `echeance-${caseId}.ics`,
    [{ ...calendar, caseId, at: createdAt ?? midnight(calendar.told) }],
    publisher,
  );

/**
 * All the calendar dates of a digest, as one `.ics`; undefined when it has none. Each counts from its own telling: a mail that went
 * before the digest may have told a later one.
 */
export const digestCalendarOf = (
  { day, part, parts, rows, createdAt }: Pick<DueDigest, 'day' | 'part' | 'parts' | 'rows' | 'createdAt'>,
  publisher: Publisher,
): Attachment | undefined => {
  const told = rows
    .flatMap(({ caseId, calendar, createdAt: at = createdAt }) =>
      calendar ? [{ ...calendar, caseId, at: at ?? midnight(calendar.told) }] : [],
    )
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (told.length === 0) return undefined;
  // Of a date told twice, the last.
  const entries = new Map(told.map((entry) => [entry.uid, entry]));
  return fileOf(`echeances-${day}${parts > 1 ? `-${part}` : ''}.ics`, [...entries.values()], publisher);
};

/** A date, and the instant of the telling, ISO UTC. */
type Entry = CalendarEntry & { caseId: string; at: string };

/** Of an older notice, only the day is known. */
const midnight = (day: string): string => `${day}T00:00:00.000Z`;

const fileOf = (
  filename: string,
  entries: readonly Entry[],
  { from, caseUrlBase }: Publisher,
): Attachment => {
  const calendar = ical({
    prodId: { company: 'passerelle', product: 'echeances', language: 'FR' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const { uid, date, title, told, caseId, at } of entries) {
    calendar.createEvent({
      id: `${uid}@passerelle`,
      // Of two tellings, the later wins, in whatever order the mails are opened and whatever their acts' dates (RFC 5546 §2.1.4, §2.1.5).
      sequence: Math.floor(Date.parse(at) / 1000),
      stamp: new Date(at),
      // A civil date has no zone: `VALUE=DATE`.
      start: new Date(`${date}T00:00:00Z`),
      allDay: true,
      summary: `Dossier ${caseId} : ${title}`,
      url: caseUrl(caseUrlBase, caseId),
      // RFC 5546 §3.2.1 requires an organizer; nobody is expected to answer it.
      organizer: { name: 'passerelle', email: from },
      transparency: ICalEventTransparency.TRANSPARENT,
      alarms: ALARM_DAYS.filter((days) => addDays(date, -days) > told).map((days) => ({
        type: ICalAlarmType.display,
        // An all-day event starts at midnight: the reminder is at 9.
        trigger: days * DAY_SECONDS - 9 * 3600,
        description: `Dossier ${caseId} : ${title}`,
      })),
    });
  }
  return {
    filename,
    contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
    content: Buffer.from(calendar.toString(), 'utf8'),
  };
};

const DAY_SECONDS = 86_400;
const ALARM_DAYS = [7, 1];
