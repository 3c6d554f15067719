import * as z from 'zod/mini';
import { recipients } from '../domain/delays/rule.ts';
import { arrondissementCodeSchema } from '../domain/events/household.ts';
import { alertTexts } from './texts/alert-texts.ts';
import { eventTexts } from './texts/event-texts.ts';

const nameOf = <K extends string>(texts: Record<K, unknown>) =>
  z.custom<K>((value) => typeof value === 'string' && Object.hasOwn(texts, value));

/** A date for the recipient's calendar. `uid` stays the same when the date moves; `told` is the day on which this date was told. */
export const calendarEntrySchema = z.object({
  uid: z.string(),
  date: z.iso.date(),
  title: z.string(),
  told: z.iso.date(),
});
export type CalendarEntry = z.infer<typeof calendarEntrySchema>;

export const alertNameSchema = nameOf(alertTexts);
export const eventNameSchema = nameOf(eventTexts);

/** Pairs of label and value, in reading order. Older notices have a map instead. */
const factsSchema = z.union([
  z.array(z.tuple([z.string(), z.string()])),
  z.pipe(
    z.record(z.string(), z.string()),
    z.transform((facts) => Object.entries(facts)),
  ),
]);

/** What became of an alert that an arrondissement is to take: its place in a list, what was done of it, since when its delay is settled. */
const followed = {
  listKey: z.optional(z.string()),
  handling: z.optional(z.looseObject({ state: z.string(), at: z.string() })),
  settledAt: z.optional(z.string()),
};

const due = {
  ...followed,
  entity: z.literal('NOTICE'),
  status: z.literal('due'),
  noticeId: z.string(),
  caseId: z.string(),
  trace: z.optional(z.string()),
  createdAt: z.optional(z.iso.datetime()),
  recipient: z.enum(recipients),
  recipients: z.array(z.enum(recipients)),
  arrondissement: arrondissementCodeSchema,
  commune: z.string(),
  insee: z.optional(z.string()),
  bailleur: z.optional(z.string()),
  etude: z.optional(z.string()),
  accompagnants: z.optional(z.array(z.string())),
  facts: factsSchema,
  urgent: z._default(z.boolean(), false),
  /** Older notices have none: they go at once. */
  sendBy: z.optional(z.iso.date()),
  /** Set once it was gathered for its mailbox's summary: due again, it is to be sent. */
  mailbox: z.optional(z.email()),
  calendar: z.optional(calendarEntrySchema),
};

const dueEventNoticeSchema = z.object({
  ...due,
  about: z.literal('evenement'),
  template: eventNameSchema,
  actDate: z.iso.date(),
  sender: z.string(),
});
export type DueEventNotice = z.infer<typeof dueEventNoticeSchema>;

const dueAlertNoticeSchema = z.object({
  ...due,
  about: z.literal('alerte'),
  template: alertNameSchema,
  /** Last day of the delay. */
  due: z.optional(z.iso.date()),
  day: z.iso.date(),
  explanation: z.array(z.string()),
  source: z.string(),
});
export type DueAlertNotice = z.infer<typeof dueAlertNoticeSchema>;

/** A notice to send, as it is stored. */
export const dueNoticeSchema = z.discriminatedUnion('about', [dueEventNoticeSchema, dueAlertNoticeSchema]);
export type DueNotice = z.infer<typeof dueNoticeSchema>;

/** Any notice that the stream may give: those that are due, and alerts to an arrondissement, whatever became of them. */
export const noticeSchema = z.discriminatedUnion('status', [
  dueNoticeSchema,
  z.object({
    entity: z.literal('NOTICE'),
    noticeId: z.string(),
    status: z.enum(['waiting', 'gathered', 'digested', 'sent', 'undelivered', 'unaddressed', 'carried']),
    ...followed,
    about: z.optional(z.string()),
    arrondissement: z.optional(arrondissementCodeSchema),
    createdAt: z.optional(z.iso.datetime()),
  }),
]);
export type Notice = z.infer<typeof noticeSchema>;
