import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { clientsOf } from '../../local/clients.ts';
import type { DeployedHub } from '../../local/deployed.ts';
import { bookkeepingKinds, type CaseEvent, caseEventSchema } from '../../shared/domain/events/case-event.ts';
import { keysOf, rowsApart } from './objects.ts';

const text = z.string();
const markerSchema = z.object({
  messageId: text,
  contentHash: text,
  sender: text,
  outcome: z.enum(['accepted', 'pending', 'refused']),
  caseId: text.optional(),
  rawKey: text,
  reply: text.optional(),
  replyBy: z.enum(['queue', 'report', 'done']),
  arrivals: z.number(),
});
const noticeSchema = z.object({
  noticeId: text,
  caseId: text,
  status: text,
  recipient: text,
  template: text,
  eventId: text.optional(),
  due: text.optional(),
  day: text.optional(),
  sendBy: text.optional(),
});
const digestSchema = z.object({
  PK: text,
  SK: text,
  digestId: text,
  status: text,
  rows: z.array(z.object({ noticeId: text })),
});
const demandeSchema = z.object({ id: text, status: text });
const pieceSchema = z.object({ pieceId: text, key: text.optional(), status: text });
const fileSchema = z.object({
  key: text,
  sha256: text,
  status: text,
  totals: z.record(text, z.number()),
  report: text.optional(),
});
const replySchema = z.object({ messageId: text, outcome: text, case: text.optional() });
const mailSchema = z.object({
  subject: text,
  headers: z.array(z.object({ name: text, value: text })),
});

/** What the table holds of a case. */
export type StoredCase = { summary: Record<string, unknown>; events: CaseEvent[] };
export type Marker = z.infer<typeof markerSchema>;

/** All that a hub holds and has sent, as a person who opened everything would find it. */
export type Facts = {
  readonly cases: ReadonlyMap<string, StoredCase>;
  /** Partner's event id → the cases that hold it. */
  readonly holders: ReadonlyMap<string, string[]>;
  readonly markers: ReadonlyMap<string, Marker>;
  readonly notices: readonly z.infer<typeof noticeSchema>[];
  readonly digests: readonly z.infer<typeof digestSchema>[];
  /** Mails that ask partners for their yearly figures. */
  readonly demandes: readonly z.infer<typeof demandeSchema>[];
  readonly pieces: readonly z.infer<typeof pieceSchema>[];
  readonly files: readonly z.infer<typeof fileSchema>[];
  /** A file's hash → the rows that the hub could not take and whose sender was told so. */
  readonly apart: ReadonlyMap<string, number[]>;
  /** The notice, digest or request for figures that each mail carries. */
  readonly mails: readonly { id: string; subject: string }[];
  /** Replies, by the sender and the id by which it knows its message. */
  readonly replies: ReadonlyMap<string, z.infer<typeof replySchema>[]>;
  /** Keys of the objects in the raw archive; those of the drop bucket. */
  readonly raw: ReadonlySet<string>;
  readonly drop: ReadonlySet<string>;
  /** Every item of the table. */
  readonly items: readonly Record<string, unknown>[];
  /** Messages in each dead-letter queue. */
  readonly deadLetters: number;
};

/** A table client as the hub's own commands have one. */
export const tableOf = (hub: DeployedHub): { client: DynamoDBDocumentClient; table: string } => ({
  client: clientsOf(hub.endpoints).documents,
  table: hub.outputs.get('TableName') ?? '',
});

/** The household of an event: each invented household has a name of its own. */
export const householdOf = (event: CaseEvent): string | undefined => event.household[0]?.nomNaissance;

export const isPartners = ({ kind }: CaseEvent): boolean => !bookkeepingKinds.includes(kind);

/** The id by which a sender knows its message: its own, or the content's hash. */
const toldIdOf = ({ reply, contentHash }: Marker): string =>
  reply === undefined ? contentHash : replySchema.parse(JSON.parse(reply)).messageId;

/**
 * Whether a message is archived and its sender was answered. A file's row counts as archived in its file. A sender without a
 * queue has its answer under `unanswered/`.
 */
export const isAnswered = ({ raw, replies }: Pick<Facts, 'raw' | 'replies'>, marker: Marker): boolean =>
  (raw.has(marker.rawKey) || marker.rawKey.startsWith('drop/')) &&
  (replies.has(`${marker.sender}:${toldIdOf(marker)}`) || raw.has(`unanswered/${marker.rawKey}`));

export const factsOf = async (hub: DeployedHub): Promise<Facts> => {
  const { client, table } = tableOf(hub);
  const items: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true }))
    items.push(...Items);
  const of = (entity: string): Record<string, unknown>[] => items.filter((item) => item.entity === entity);

  const cases = new Map<string, StoredCase>(
    of('CASE').map((summary) => [String(summary.caseId), { summary, events: [] }]),
  );
  const holders = new Map<string, string[]>();
  for (const item of of('EVENT')) {
    const event = caseEventSchema.parse(item.event);
    const caseId = String(item.caseId);
    cases.get(caseId)?.events.push(event);
    if (isPartners(event)) holders.set(event.id, [...(holders.get(event.id) ?? []), caseId]);
  }
  return {
    cases,
    holders,
    markers: new Map(of('MESSAGE').map((item) => [String(item.messageId), markerSchema.parse(item)])),
    notices: of('NOTICE').map((item) => noticeSchema.parse(item)),
    digests: of('DIGEST').map((item) => digestSchema.parse(item)),
    demandes: of('DEMANDE').map((item) => demandeSchema.parse(item)),
    pieces: items
      .filter(({ SK, PK }) => String(SK).startsWith('PIECE#') && !String(PK).endsWith('#EXPLOC'))
      .map((item) => pieceSchema.parse(item)),
    files: of('FILE').map((item) => fileSchema.parse(item)),
    apart: await rowsApart(hub),
    mails: await mailsOf(hub),
    replies: repliesOf(hub),
    raw: await keysOf(hub, 'RawBucketName'),
    drop: await keysOf(hub, 'DropBucketName'),
    items,
    deadLetters: [...hub.to.deadLetters].reduce(
      (sum, name) => sum + (hub.to.aws.inspectQueue(name)?.messages.ready.length ?? 0),
      0,
    ),
  };
};

const mailsOf = async ({ endpoints }: DeployedHub): Promise<Facts['mails']> => {
  const store: unknown = await (await fetch(`${endpoints.ses}/store`)).json();
  return z
    .object({ emails: z.array(mailSchema) })
    .parse(store)
    .emails.map(({ subject, headers }) => ({
      subject,
      id: headers.find(({ name }) => /^X-Passerelle-(Notice|Digest|Demande)$/.test(name))?.value ?? '',
    }));
};

const repliesOf = ({ to }: DeployedHub): Facts['replies'] => {
  const replies = new Map<string, z.infer<typeof replySchema>[]>();
  for (const name of to.queues.keys()) {
    const sender = /-replies-(.+)$/.exec(name)?.[1];
    if (!sender) continue;
    for (const { body } of to.aws.inspectQueue(name)?.messages.ready ?? []) {
      const reply = replySchema.parse(JSON.parse(body));
      const key = `${sender}:${reply.messageId}`;
      replies.set(key, [...(replies.get(key) ?? []), reply]);
    }
  }
  return replies;
};
