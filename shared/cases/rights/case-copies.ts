import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { addDays, type CivilDate, isDay } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { bookkeepingKinds, type CaseEvent } from '../../domain/events/case-event.ts';
import { blockKeysOf } from '../../domain/matching/block-keys.ts';
import { subjectOf } from '../../domain/matching/subject.ts';
import { readClaims } from '../../store/case-store.ts';
import { type CaseItem, caseItemSchema, eventItemSchema } from '../../store/items.ts';
import {
  actKey,
  blockKey,
  caseKey,
  decisionAideKey,
  decisionKey,
  digestKey,
  enqueteKey,
  explocAwaitedKey,
  identityKey,
  type Key,
  messageKey,
  nominationKey,
  pieceKey,
  situationKey,
} from '../../store/keys.ts';
import { besideIdOf, rawKeyOf } from '../../store/raw-key.ts';
import { readMany } from '../../store/read-many.ts';
import { finishSteps } from '../../store/steps.ts';
import { claimable } from '../filing/case-writes.ts';
import type { BucketNames } from './buckets.ts';

type Item = Record<string, unknown> & Key;
type ObjectKey = { bucket: string; key: string };

/** Prefix of a held case's copies in the bucket of holds. */
export const holdPrefix = (caseId: string): string => `${caseId}/`;

/** Every copy that a case has, found by following its own items. */
export type CaseCopies = {
  caseId: string;
  /** Its summary as read; undefined when it is gone already. */
  summary: CaseItem | undefined;
  events: CaseEvent[];
  /** Items of its partition other than its summary and events. */
  beside: Item[];
  /** Items of other partitions that were read: markers, register, claims, decisions, enquiries, what sessions examined. */
  elsewhere: Item[];
  /** Keys that may exist or not: its places in blocks, and decisions left in cases that its events came through. */
  places: Key[];
  /** Digests that have lines about it. */
  digests: Key[];
  /** Objects that belong to it alone; each may exist or not. */
  objects: ObjectKey[];
};

type Deps = { client: DynamoDBDocumentClient; table: string; matchingKey: string; buckets: BucketNames };

const keySchema = z.looseObject({ PK: z.string(), SK: z.string() });
const registerSchema = z.looseObject({
  PK: z.string(),
  SK: z.string(),
  pieceId: z.string(),
  key: z.string(),
  receivedAt: z.optional(z.string()),
  messageId: z.optional(z.string()),
  replaces: z.optional(z.string()),
});
const actSchema = z.looseObject({ ...keySchema.shape, latest: z.string() });

const query = async ({ client, table }: Deps, PK: string, from = '', to = '￿'): Promise<Item[]> => {
  const items: Item[] = [];
  const asked = {
    TableName: table,
    KeyConditionExpression: 'PK = :pk AND SK BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': PK, ':from': from || ' ', ':to': to },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, asked))
    items.push(...Items.map((item) => keySchema.parse(item)));
  return items;
};

/** Reads the items that exist among these keys. One request for each hundred. */
const read = async ({ client, table }: Deps, keys: readonly Key[]): Promise<Item[]> =>
  (await readMany(client, table, keys)).map((item) => keySchema.parse(item));

/** Keys of the decisions left in the cases that the events came from: each keeps why they were attached there. */
const decisionPlaces = (events: readonly CaseEvent[]): Key[] => {
  const through = events.flatMap((event) => (event.kind === 'deplacement' ? [event.autre] : []));
  return through.flatMap((caseId) => events.map(({ id }) => decisionKey(caseId, id)));
};

/** Days under which an event's piece may be in the register: it was announced, or stored, a little before it was read. */
const registerDays = (receivedAt: string): { from: CivilDate; to: CivilDate } => {
  const day = parisDay(receivedAt);
  return { from: addDays(day, -2), to: addDays(day, 1) };
};

/**
 * The register's entries of a case's pieces, and of the pieces that replaced them on any later day. A request or two for each
 * piece.
 */
const entriesOf = async (deps: Deps, caseId: string, events: readonly CaseEvent[]): Promise<Item[]> => {
  const found = new Map<string, Item>();
  for (const event of events) {
    if (!('piece' in event) || !event.piece) continue;
    for (const item of await replacementsOf(deps, event)) found.set(`${item.PK}|${item.SK}`, item);
    const { from, to } = registerDays(event.receivedAt);
    const partition = pieceKey(event.sender, '').PK;
    const bound = (day: string): string => `PIECE#${day.replaceAll('-', '')}-`;
    for (const item of await query(deps, partition, bound(from), `${bound(to)}￿`))
      if (item.caseId === caseId || item.messageId === event.id) found.set(`${item.PK}|${item.SK}`, item);
  }
  return [...found.values()];
};

/** The item of an act's pieces (`ACT`), then its pieces, from the latest back to the first registered. */
const replacementsOf = async (deps: Deps, { sender, id }: CaseEvent): Promise<Item[]> => {
  const [act] = await read(deps, [actKey(sender, id)]);
  const found = act ? [act] : [];
  let next = act && actSchema.parse(act).latest;
  while (next !== undefined) {
    const [item] = await read(deps, [pieceKey(sender, next)]);
    if (item) found.push(item);
    next = item && registerSchema.parse(item).replaces;
  }
  return found;
};

/** The message that answered a piece which replaced another: it is beside the act's own message. */
const besides = (entries: readonly Item[]): { etude: string; messageId: string; receivedAt: string }[] =>
  entries.flatMap((item) => {
    const { PK, pieceId, messageId, receivedAt, replaces } = registerSchema.parse(item);
    if (replaces === undefined || messageId === undefined || receivedAt === undefined) return [];
    return [{ etude: PK.slice('ETUDE#'.length), messageId: besideIdOf(messageId, pieceId), receivedAt }];
  });

const objectsOf = (
  { buckets }: Deps,
  events: readonly CaseEvent[],
  entries: readonly Item[],
): Pick<CaseCopies, 'objects'> => {
  const raws = [
    ...events.flatMap(({ rawKey }) => (rawKey === undefined ? [] : [rawKey])),
    ...besides(entries).map(({ etude, messageId, receivedAt }) =>
      rawKeyOf({ sender: etude, receivedAt }, messageId),
    ),
  ];
  const pieces = [
    ...events.flatMap((event) => ('piece' in event && event.piece ? [event.piece.key] : [])),
    ...entries.map((item) => registerSchema.parse(item).key),
  ];
  const halves = [...new Set(pieces)].flatMap((key) => [key, `${key.replace(/\.[^./]*$/, '')}.json`]);
  const receipts = entries
    .map((item) => registerSchema.parse(item))
    .map(({ PK, pieceId }) => ({
      etude: PK.slice('ETUDE#'.length),
      pieceId,
    }));
  return {
    objects: [
      ...raws
        .filter((key) => !key.startsWith('drop/'))
        .flatMap((key) => [key, `unanswered/${key}`])
        .map((key) => ({ bucket: buckets.raw, key })),
      ...halves.flatMap((key) => [
        { bucket: buckets.pieces, key },
        { bucket: buckets.quarantine, key },
      ]),
      ...receipts.flatMap(({ etude, pieceId }) =>
        ['json', 'pdf'].map((kind) => ({
          bucket: buckets.drop,
          key: `reports/${etude}/accuses/${pieceId}.${kind}`,
        })),
      ),
    ],
  };
};

/**
 * Reads a case's partition once its pending steps are finished: otherwise they would be missed now, and written after the case is
 * gone.
 */
const wholePartition = async (deps: Deps, caseId: string): Promise<Item[]> => {
  const partition = await query(deps, caseKey(caseId).PK);
  const summary = partition.find(({ entity }) => entity === 'CASE');
  const left = summary && caseItemSchema.parse(summary).left;
  if (left === undefined) return partition;
  await finishSteps(deps.client, deps.table, left);
  return query(deps, caseKey(caseId).PK);
};

/**
 * Finds every copy that a case has by following its items, without a scan. A refused message has no case: only a sweep of the
 * table finds it (`find-items.ts`). A few requests, and one for each piece.
 *
 * @returns undefined when nothing of the case is left, a tombstone excepted
 */
export const caseCopies = async (deps: Deps, caseId: string): Promise<CaseCopies | undefined> => {
  const partition = await wholePartition(deps, caseId);
  const own = partition.filter(({ entity }) => entity !== 'TOMBSTONE');
  // Who read it a moment before it was erased is no copy of it.
  if (own.every(({ entity }) => entity === 'READER')) return undefined;
  const summary = own.find(({ entity }) => entity === 'CASE');
  const events = own
    .filter(({ entity }) => entity === 'EVENT')
    .map((item) => eventItemSchema.parse(item).event);
  const told = events.filter(({ kind }) => !bookkeepingKinds.includes(kind));
  const beside = own.filter(({ entity }) => entity !== 'CASE' && entity !== 'EVENT');
  const registered = await entriesOf(deps, caseId, told);
  const entries = registered.filter(({ entity }) => entity !== 'ACT');
  const markers = await read(
    deps,
    [...told.map(({ id }) => id), ...besides(entries).map(({ messageId }) => messageId)].map(messageKey),
  );
  const claims = await claimsOf(deps, caseId, told);
  const blocks = told.flatMap((event) => blockKeysOf(subjectOf(event)));
  return {
    caseId,
    summary: summary && caseItemSchema.parse(summary),
    events,
    beside,
    elsewhere: [
      ...markers.filter((marker) => marker.caseId === caseId || marker.caseId === undefined),
      ...registered,
      ...claims,
      ...(await query(deps, decisionKey(caseId, '').PK)),
      ...(await enquetesOf(deps, caseId)),
      ...(await examinedOf(deps, caseId, events)),
    ],
    places: uniqueKeys([
      ...blocks.flatMap((key) => [true, false].map((open) => blockKey(deps.matchingKey, key, open, caseId))),
      ...decisionPlaces(events),
      ...entries.map((item) =>
        explocAwaitedKey(item.PK.slice('ETUDE#'.length), registerSchema.parse(item).pieceId),
      ),
    ]),
    digests: uniqueKeys(
      beside.flatMap(({ day, digestId }) =>
        typeof day === 'string' && isDay(day) && typeof digestId === 'string'
          ? [digestKey(day, digestId)]
          : [],
      ),
    ),
    ...objectsOf(deps, told, entries),
  };
};

const nominationSchema = z.looseObject({
  entity: z.literal('NOMINATION'),
  moment: z.string(),
  partenaire: z.string(),
});

/** What is kept of a case's enquiries: who is appointed, what bodies wrote, and the place of each in its body's list. */
const enquetesOf = async (deps: Deps, caseId: string): Promise<Item[]> => {
  const own = await query(deps, nominationKey(caseId, '').PK);
  const listed = own.flatMap((item) => {
    const { data } = nominationSchema.safeParse(item);
    return data ? [enqueteKey(data.partenaire, caseId, data.moment)] : [];
  });
  return [...own, ...(await read(deps, listed))];
};

/** The sessions that an event is of, or that its commission's decisions on aids are kept with. */
const heldIn = (event: CaseEvent): Key[] => {
  switch (event.kind) {
    case 'inscriptionClpil':
    case 'decisionClpil':
    case 'inscriptionCcapex':
      return event.commission === undefined ? [] : [situationKey(event.commission, event.dateCommission, '')];
    case 'avisCcapex':
      return event.commission === undefined ? [] : [situationKey(event.commission, event.actDate, '')];
    case 'decisionCcapex':
      return event.commission === undefined ? [] : [decisionAideKey(event.commission, event.actDate, '')];
    default:
      return [];
  }
};
const examinedSchema = z.looseObject({
  entity: z.enum(['SITUATION', 'DECISION_AIDE']),
  caseId: z.optional(z.string()),
  messageId: z.optional(z.string()),
});

/**
 * What commissions keep of a case's household, found by its events: as sessions examined it, and what was decided of its aid. One request for each
 * session. A session may know it by the reference of a case that was merged into this one.
 */
const examinedOf = async (deps: Deps, caseId: string, events: readonly CaseEvent[]): Promise<Item[]> => {
  const moved = events.filter((event) => event.kind === 'deplacement' && event.role === 'cible');
  const undone = events.flatMap((event) =>
    event.kind === 'deplacement' && event.cause === 'annulation' ? [event.autre] : [],
  );
  const names = new Set([
    caseId,
    ...moved.flatMap((event) =>
      event.kind === 'deplacement' && event.cause === 'fusion' && !undone.includes(event.autre)
        ? [event.autre]
        : [],
    ),
  ]);
  const messages = new Set(events.map(({ id }) => id));
  const found: Item[] = [];
  for (const { PK, SK } of uniqueKeys(events.flatMap(heldIn)))
    for (const item of await query(deps, PK, SK, `${SK}￿`)) {
      const { data } = examinedSchema.safeParse(item);
      if (!data) continue;
      if (names.has(data.caseId ?? '') || (data.messageId !== undefined && messages.has(data.messageId)))
        found.push(item);
    }
  return found;
};

const claimsOf = async (deps: Deps, caseId: string, events: readonly CaseEvent[]): Promise<Item[]> => {
  const identities = events.flatMap(claimable);
  const keys = [...new Map(identities.map((one) => [identityKey(deps.matchingKey, one).PK, one])).values()];
  const owned: Item[] = [];
  for (let start = 0; start < keys.length; start += 100) {
    const claims = await readClaims(
      deps.client,
      deps.table,
      deps.matchingKey,
      keys.slice(start, start + 100),
    );
    for (const [PK, owner] of claims)
      if (owner.caseId === caseId) owned.push({ PK, SK: 'IDENTITY', entity: 'IDENTITY' });
  }
  return owned;
};

const uniqueKeys = (keys: readonly Key[]): Key[] => [
  ...new Map(keys.map((key) => [`${key.PK}|${key.SK}`, key])).values(),
];
