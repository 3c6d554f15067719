import type { Attachment } from '../attachment.ts';
import type { DueDigest } from '../digest.ts';
import { type Desk, digestLettersOf, letterOf } from '../letters/letter.ts';
import type { DueNotice } from '../notice.ts';
import { calendarOf, digestCalendarOf, type Publisher } from './calendar.ts';

/** Files attached to a notice's mail: its date for the calendar, its letter. */
export const attachmentsOf = async (
  notice: DueNotice,
  desk: Desk,
  publisher: Publisher,
): Promise<Attachment[]> => present([calendarOf(notice, publisher), await letterOf(notice, desk)]);

/** Files attached to a digest's mail: its dates for the calendar, its letters. */
export const digestAttachmentsOf = async (
  digest: DueDigest,
  desk: Desk,
  publisher: Publisher,
): Promise<Attachment[]> =>
  present([digestCalendarOf(digest, publisher), await digestLettersOf(digest, desk)]);

const present = (files: (Attachment | undefined)[]): Attachment[] =>
  files.filter((file): file is Attachment => file !== undefined);
