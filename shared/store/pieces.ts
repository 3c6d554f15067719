import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { schemaVersion } from './items.ts';
import { actKey, explocAwaitedKey, messageKey, pieceKey } from './keys.ts';
import { transactAgain, type Write } from './transact.ts';

/** `awaited`: its data have come, its file has not. The others are the outcome of its message. */
export const pieceStatuses = ['awaited', 'accepted', 'pending', 'refused'] as const;

const problemSchema = z.object({
  code: z.string(),
  path: z.string(),
  expected: z.string(),
  message: z.string(),
});
export const explocReceiptSchema = z.object({
  /** Number EXPLOC gave the act. */
  numero: z.string(),
  /** Day EXPLOC received it. */
  date: z.iso.date(),
});
export type ExplocReceipt = z.infer<typeof explocReceiptSchema>;

/** The person who deposited it on a page, for their étude: who was signed in, and their id in the register of persons. */
export const depositorSchema = z.object({ name: z.string(), person: z.string() });
export type Depositor = z.infer<typeof depositorSchema>;

/** A piece as its étude's register holds it. */
const pieceItemSchema = z.object({
  pieceId: z.string(),
  etude: z.string(),
  status: z.enum(pieceStatuses),
  /** Instant it was announced or, without that, received; ISO UTC. */
  at: z.iso.datetime(),
  /** Its data as the étude sent them, JSON. */
  data: z.string(),
  kind: z.optional(z.string()),
  reference: z.optional(z.string()),
  actDate: z.optional(z.string()),
  /** Object of the pieces bucket, and which version of it. */
  key: z.string(),
  versionId: z.optional(z.string()),
  /** Hex. */
  sha256: z.optional(z.string()),
  /** Bytes. */
  size: z.optional(z.int()),
  receivedAt: z.optional(z.iso.datetime()),
  messageId: z.optional(z.string()),
  /** Which upload and data it was read from. */
  source: z.optional(z.string()),
  /** The hub's reference of its case: never told to the étude. */
  caseId: z.optional(z.string()),
  /** The piece of the same act that was registered before it. */
  replaces: z.optional(z.string()),
  /** The piece whose file it was announced to replace; what it did replace is `replaces`. */
  instead: z.optional(z.string()),
  /** What the étude calls that case. */
  caseName: z.optional(z.string()),
  by: z.optional(depositorSchema),
  errors: z.array(problemSchema),
  warnings: z.array(problemSchema),
  exploc: z.optional(explocReceiptSchema),
});
export type PieceItem = z.infer<typeof pieceItemSchema>;

/** The pieces of an act: the first registered and the latest. However often its file is sent, the act is one. */
const actItemSchema = z.object({
  first: z.string(),
  latest: z.string(),
  /** SHA-256 of the latest piece, in hex. */
  sha256: z.string(),
});
export type ActPieces = z.infer<typeof actItemSchema>;

/** A page of a register, and where the next begins. */
export type PiecePage = { pieces: PieceItem[]; next: string | undefined };

export const isFiled = ({ status }: Pick<PieceItem, 'status'>): boolean =>
  status === 'accepted' || status === 'pending';

/** Days a piece is awaited: long after the upload form of its file has expired. Only its data, with names, would be left. */
const AWAITED_DAYS = 30;
const PAGE = 100;
const markerSchema = z.object({
  outcome: z.enum(['accepted', 'pending', 'refused']),
  caseId: z.optional(z.string()),
  caseName: z.optional(z.string()),
});

export type PieceRegister = ReturnType<typeof createPieceRegister>;

/**
 * The register of pieces, by étude. Every read and write names the étude, so that none can reach another's.
 *
 * @param days how long a piece is kept in it
 */
export const createPieceRegister = (client: DynamoDBDocumentClient, TableName: string, days: number) => {
  const itemOf = (piece: PieceItem) => ({
    ...pieceKey(piece.etude, piece.pieceId),
    entity: 'PIECE',
    schemaVersion,
    expiresAt:
      Math.floor(Date.parse(piece.at) / 1000) +
      (piece.status === 'awaited' ? Math.min(days, AWAITED_DAYS) : days) * 86_400,
    ...piece,
  });
  const awaitedPut = (etude: string, pieceId: string): Write => ({
    name: 'awaited',
    Put: {
      TableName,
      Item: { ...explocAwaitedKey(etude, pieceId), entity: 'EXPLOC_AWAITED', schemaVersion, pieceId },
    },
  });
  /** Makes a piece the latest of its act. `before`: the act's pieces as read. */
  const actPut = (
    { etude, pieceId, messageId = '', sha256, at }: PieceItem,
    before: ActPieces | undefined,
  ): Write => ({
    name: 'act',
    Put: {
      TableName,
      Item: {
        ...actKey(etude, messageId),
        entity: 'ACT',
        schemaVersion,
        expiresAt: Math.floor(Date.parse(at) / 1000) + days * 86_400,
        first: before?.first ?? pieceId,
        latest: pieceId,
        sha256,
      },
      ...(before
        ? { ConditionExpression: 'latest = :before', ExpressionAttributeValues: { ':before': before.latest } }
        : { ConditionExpression: 'attribute_not_exists(PK)' }),
    },
  });
  const page = async (PK: string, prefix: string, after: string | undefined) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'PK = :pk AND begins_with(SK, :prefix)',
        ExpressionAttributeValues: { ':pk': PK, ':prefix': prefix },
        Limit: PAGE,
        ...(after && { ExclusiveStartKey: { PK, SK: `PIECE#${after}` } }),
      }),
    );
    const last: unknown = LastEvaluatedKey?.SK;
    return { Items, next: typeof last === 'string' ? last.slice('PIECE#'.length) : undefined };
  };

  return {
    /** One request. */
    get: async (etude: string, pieceId: string): Promise<PieceItem | undefined> => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: pieceKey(etude, pieceId), ConsistentRead: true }),
      );
      return Item && pieceItemSchema.parse(Item);
    },

    /**
     * Enters a piece, or what became of it. A piece that was filed stays as it was filed: an act is registered once. With
     * `awaitsExploc`, a filed piece also joins those whose EXPLOC receipt is awaited. `act.before` is what was read of the act's
     * pieces. One request.
     *
     * @returns false when it was filed before, or when its act has had another piece since `act` was read
     */
    record: async (
      piece: PieceItem,
      awaitsExploc = false,
      act?: { before: ActPieces | undefined },
    ): Promise<boolean> => {
      const { kind } = await transactAgain(client, [
        {
          name: 'piece',
          Put: {
            TableName,
            Item: itemOf(piece),
            ConditionExpression: 'attribute_not_exists(PK) OR #status IN (:awaited, :refused)',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: { ':awaited': 'awaited', ':refused': 'refused' },
          },
        },
        ...(awaitsExploc && isFiled(piece) ? [awaitedPut(piece.etude, piece.pieceId)] : []),
        ...(act && isFiled(piece) ? [actPut(piece, act.before)] : []),
      ]);
      return kind === 'written';
    },

    /** What pieces an act has, by its event. One request. */
    act: async (etude: string, eventId: string): Promise<ActPieces | undefined> => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: actKey(etude, eventId), ConsistentRead: true }),
      );
      return Item && actItemSchema.parse(Item);
    },

    /** An étude's pieces of a day (`YYYYMMDD`, Europe/Paris), in the order of their ids, a hundred at a time. One request. */
    ofDay: async (etude: string, day: string, after?: string): Promise<PiecePage> => {
      const { Items, next } = await page(pieceKey(etude, '').PK, `PIECE#${day}-`, after);
      return { pieces: Items.map((item) => pieceItemSchema.parse(item)), next };
    },

    /** Filed acts whose EXPLOC receipt is not known, oldest first, a hundred at a time. One request, and one for each act. */
    awaitingExploc: async (etude: string, after?: string): Promise<PiecePage> => {
      const { Items, next } = await page(explocAwaitedKey(etude, '').PK, 'PIECE#', after);
      const found = await Promise.all(
        Items.map(async ({ pieceId }) => {
          const { Item } = await client.send(
            new GetCommand({ TableName, Key: pieceKey(etude, String(pieceId)) }),
          );
          return Item ? [pieceItemSchema.parse(Item)] : [];
        }),
      );
      return { pieces: found.flat(), next };
    },

    /** Notes EXPLOC's receipt of a filed act; another one later takes its place. Gives false when there is no such act. One request. */
    recordExploc: async (etude: string, pieceId: string, receipt: ExplocReceipt): Promise<boolean> => {
      const { kind } = await transactAgain(client, [
        {
          name: 'piece',
          Update: {
            TableName,
            Key: pieceKey(etude, pieceId),
            UpdateExpression: 'SET exploc = :receipt',
            ConditionExpression: '#status IN (:accepted, :pending)',
            ExpressionAttributeNames: { '#status': 'status' },
            ExpressionAttributeValues: {
              ':receipt': receipt,
              ':accepted': 'accepted',
              ':pending': 'pending',
            },
          },
        },
        { name: 'awaited', Delete: { TableName, Key: explocAwaitedKey(etude, pieceId) } },
      ]);
      return kind === 'written';
    },

    /** Takes EXPLOC's receipt back: the act is awaited again. Gives false when it had none. One request. */
    forgetExploc: async (etude: string, pieceId: string): Promise<boolean> => {
      const { kind } = await transactAgain(client, [
        {
          name: 'piece',
          Update: {
            TableName,
            Key: pieceKey(etude, pieceId),
            UpdateExpression: 'REMOVE exploc',
            ConditionExpression: 'attribute_exists(exploc)',
          },
        },
        awaitedPut(etude, pieceId),
      ]);
      return kind === 'written';
    },

    /**
     * The present outcome of a piece's message: a person may have answered since. Undefined once its marker has expired. One
     * request.
     */
    outcomeOf: async (messageId: string): Promise<z.infer<typeof markerSchema> | undefined> => {
      const { Item } = await client.send(new GetCommand({ TableName, Key: messageKey(messageId) }));
      return markerSchema.safeParse(Item).data;
    },
  };
};
