import * as z from 'zod/mini';
import type { Saisine } from '../domain/ccapex/saisines.ts';
import { caseEventSchema } from '../domain/events/case-event.ts';
import { motifs } from '../domain/events/common.ts';
import { arrondissementCodeSchema } from '../domain/events/household.ts';
import { criteresSaisine, objetsSaisine } from '../domain/events/signals.ts';
import { flagCodes } from '../domain/flags/flag.ts';
import type { CaseRow } from '../domain/lists/row.ts';
import type { AddressForm } from '../domain/matching/address-form.ts';
import type { PersonForm } from '../domain/matching/person-form.ts';
import type { Reference, Subject } from '../domain/matching/subject.ts';
import { stages } from '../domain/procedure/stage.ts';

/** Version of the items' shape; a reader of an older one migrates it on read. */
export const schemaVersion = 1;

const text = z.optional(z.string());

const personShape = {
  surnames: z.array(z.string()),
  firstNames: z.array(z.string()),
  compound: z.optional(z.literal(true)),
  birth: z.optional(z.object({ date: z.string(), placeholder: z.boolean() })),
  birthPlace: text,
} satisfies Shape<PersonForm>;

const addressShape = {
  commune: text,
  number: text,
  way: text,
  type: text,
  thing: z.optional(z.literal(true)),
  residence: text,
  building: text,
  stairs: text,
  floor: text,
  side: z.optional(z.enum(['G', 'D', 'F'])),
  flat: text,
} satisfies Shape<AddressForm>;

const referenceShape = {
  kind: z.enum(['reference', 'allocataire', 'bdf', 'bail', 'identifiant']),
  scope: z.string(),
  value: z.string(),
} satisfies Shape<Reference>;

/** A schema for each field, none left out: one that is not read is forgotten, and matching compares without it. */
type Shape<T> = { [K in keyof Required<T>]: z.ZodMiniType<T[K]> };

/** What matching compares of a case, as its summary keeps it. */
export const subjectSchema = z.object({
  persons: z.array(z.object(personShape)),
  addresses: z.array(z.object(addressShape)),
  references: z.array(z.object(referenceShape)),
  bailleurs: z.optional(z.array(z.string())),
  endedOn: text,
} satisfies Shape<Subject>);

const reasonsSchema = z.object({
  caseId: z.string(),
  weight: z.number(),
  levels: z.record(z.string(), z.string()),
  vetoes: z.array(z.string()),
  explanation: z.string(),
  model: z.string(),
});

/** Who ordered a case erased, when (ISO UTC), and on what ground. */
const orderSchema = z.object({
  by: z.string(),
  at: z.string(),
  cause: z.enum(['terme', 'demande', 'illicite']),
});
export type Order = z.infer<typeof orderSchema>;

const saisineSchema = z.object({
  objet: z.enum(objetsSaisine),
  depuis: z.string(),
  par: z.string(),
  criteres: z.array(z.enum(criteresSaisine)),
  constates: z.array(z.enum(criteresSaisine)),
  accompagnementLe: text,
  diagnosticLe: text,
} satisfies Shape<Saisine>);

/** What lists show of a case. */
export const caseRowSchema = z.object({
  commune: z.string(),
  stage: z.enum(stages.map(({ name }) => name)),
  motif: z.optional(z.enum(motifs)),
  dette: z.optional(z.number()),
  loyer: z.optional(z.number()),
  bailleur: text,
  bailleurKey: text,
  late: z.optional(z.object({ rule: z.string(), due: z.string() })),
  next: z.optional(z.object({ rule: z.string(), due: z.string() })),
  audience: text,
  silence: z.optional(z.object({ refus: z.string(), expres: z.boolean(), debut: text })),
  saisines: z.optional(z.array(saisineSchema)),
  regime: text,
  flags: z.array(z.enum(flagCodes)),
  provisional: z.boolean(),
} satisfies Shape<CaseRow>);

/** A case's summary: the folded state, beside the keys that the worklist reads. */
export const caseItemSchema = z.object({
  entity: z.literal('CASE'),
  caseId: z.string(),
  version: z.int(),
  stage: z.string(),
  status: z.enum(['open', 'closed', 'review']),
  arrondissement: z.optional(arrondissementCodeSchema),
  eventCount: z.int(),
  /** Keys of the alerts planned so far: each is sent once. */
  alerted: z.optional(z.array(z.string())),
  /** The delays that nothing has settled, each as `delayKey` has it. */
  live: z.optional(z.array(z.string())),
  /** What matching compares of the case. */
  subject: subjectSchema,
  mergedInto: z.optional(z.string()),
  distinctFrom: z.array(z.string()),
  /** Its term came and it was set apart: complete, in no list, and erased on `until` unless news or a person brings it back before. */
  apart: z.optional(z.object({ ...orderSchema.shape, until: z.iso.date() })),
  /** Its erasure was begun: nothing more is filed in it. */
  erasing: z.optional(orderSchema),
  /** Set while some of its writes are still to be done (`writeInSteps`): the case beside which they are kept. */
  left: z.optional(z.string()),
  /** Ids of the events that would end it and await confirmation: each has its review. */
  aConfirmer: z.optional(z.array(z.string())),
});
export type CaseItem = z.infer<typeof caseItemSchema>;

/** Why an event is in its case, when a few words say it: a number named the case, or there was no case to compare with. */
const whySchema = z.object({
  rule: z.string(),
  model: z.string(),
  neighbours: z.optional(z.readonly(z.array(z.string()))),
});
export type Why = z.infer<typeof whySchema>;

/** What a sender calls a case. */
export const nameItemSchema = z.object({ entity: z.literal('ALIAS'), sender: z.string(), name: z.string() });

export const eventItemSchema = z.object({
  entity: z.literal('EVENT'),
  event: caseEventSchema,
  why: z.optional(whySchema),
});

/** Why an event was attached by comparison. */
export const decisionItemSchema = z.object({
  eventId: z.string(),
  rule: z.string(),
  at: z.string(),
  reasons: reasonsSchema,
});
export type DecisionItem = z.infer<typeof decisionItemSchema>;

/**
 * `waiting` for its commune; `gathered` for its mailbox's summary; `due` to be sent; `digested`: sent within a digest; `unaddressed`:
 * no address is known, and the State's own notice says so; `carried`: told of another case, whose events came to this one.
 */
const noticeStatuses = [
  'waiting',
  'gathered',
  'due',
  'sent',
  'digested',
  'unaddressed',
  'undelivered',
  'carried',
] as const;

export const noticeItemSchema = z.object({
  entity: z.literal('NOTICE'),
  noticeId: z.string(),
  recipient: z.optional(z.string()),
  status: z.enum(noticeStatuses),
});
/** A notice that waits for its case's commune, and whom it is for. */
export type WaitingNotice = Pick<z.infer<typeof noticeItemSchema>, 'noticeId' | 'recipient'>;

const gathered = {
  entity: z.literal('NOTICE'),
  status: z.literal('gathered'),
  noticeId: z.string(),
  caseId: z.string(),
  commune: z.string(),
  /** When it was told, ISO UTC. */
  createdAt: z.optional(z.string()),
  template: z.string(),
  urgent: z.boolean(),
  /** The morning on which it goes at the latest. One gathered by an earlier version has none, and goes with the next. */
  sendBy: z._default(z.string(), ''),
  calendar: z.optional(z.object({ uid: z.string(), date: z.string(), title: z.string(), told: z.string() })),
  /** Where it goes, and the recipients without an address whom its reader must inform. */
  mailbox: z.string(),
  forward: z.array(z.string()),
};

/** A notice that waits for its mailbox's summary, with what the summary says of it. */
export const gatheredNoticeSchema = z.discriminatedUnion('about', [
  z.object({
    ...gathered,
    about: z.literal('evenement'),
    actDate: z.string(),
    sender: z.string(),
    facts: z.array(z.tuple([z.string(), z.string()])),
  }),
  z.object({
    ...gathered,
    about: z.literal('alerte'),
    title: z.string(),
    due: z.optional(z.string()),
    day: z.string(),
  }),
]);
export type GatheredNotice = z.infer<typeof gatheredNoticeSchema>;

/** What a digest keeps of a notice. */
const notRow = ['entity', 'status', 'sendBy', 'mailbox'] as const;
type RowOf<N> = N extends GatheredNotice ? Omit<N, (typeof notRow)[number]> : never;
export type DigestItemRow = RowOf<GatheredNotice>;

/** Many notices to one mailbox, sent as one mail. */
export type DigestItem = {
  entity: 'DIGEST';
  digestId: string;
  /** Day of the run, Europe/Paris. */
  day: string;
  mailbox: string;
  part: number;
  parts: number;
  status: 'due' | 'sent' | 'undelivered';
  rows: DigestItemRow[];
};

export const reviewItemSchema = z.object({
  entity: z.literal('REVIEW'),
  messageId: z.string(),
  /**
   * `commune`: where is the dwelling; `rapprochement`: is this case a known household's; `fusion`: are two cases one (a second
   * reader must say); `coherence`: does an event still belong to its case; `audit`: was an attachment right, asked blind;
   * `terme`: is this open case, long without news, to be kept or not; `fin`: does a fact told by a sender new to the case end or
   * silence it.
   */
  reason: z.enum(['commune', 'rapprochement', 'fusion', 'coherence', 'audit', 'terme', 'fin']),
  /** What speaks for and against each candidate; kept from the reader of an audit. */
  reasons: z.optional(z.array(reasonsSchema)),
  rule: z.optional(z.string()),
  /** Who proposed a merge; somebody else must confirm it. */
  proposedBy: z.optional(z.string()),
  /** The id of who proposed it signed in. */
  proposedPerson: z.optional(z.string()),
  /** The arrondissements that they reviewed then. */
  proposedOver: z.optional(z.array(arrondissementCodeSchema)),
  /** What the partner was asked, by whom and when (ISO UTC). */
  asked: z.optional(z.string()),
  askedBy: z.optional(z.string()),
  askedAt: z.optional(z.string()),
  state: z.enum(['open', 'answered']),
  answeredBy: z.optional(z.string()),
  answeredAt: z.optional(z.string()),
  openedAt: z.iso.datetime(),
  caseId: z.string(),
  candidates: z.array(z.string()),
  /** Events that the review is about, where it is not the whole case. */
  events: z.optional(z.array(z.string())),
});
export type ReviewItem = z.infer<typeof reviewItemSchema>;

export const outcomeSchema = z.enum(['accepted', 'pending', 'refused']);
export type Outcome = z.infer<typeof outcomeSchema>;

export const messageItemSchema = z.object({
  entity: z.literal('MESSAGE'),
  messageId: z.string(),
  contentHash: z.string(),
  sender: z.string(),
  outcome: outcomeSchema,
  caseId: z.optional(z.string()),
  /** What its sender calls that case. */
  caseName: z.optional(z.string()),
  source: z.optional(z.string()),
});
export type MessageItem = z.infer<typeof messageItemSchema>;

/**
 * `disputed`: the identity was met on households that contradict each other. It still belongs to its case, but attaches nothing
 * any more.
 */
export const claimItemSchema = z.object({
  PK: z.string(),
  caseId: z.string(),
  disputed: z.optional(z.boolean()),
});
