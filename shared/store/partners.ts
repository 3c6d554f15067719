import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { HubError } from '../errors.ts';
import { schemaVersion } from './items.ts';
import { type Key, partnerChangeKey, registryKey, secretKey, tokenKey } from './keys.ts';
import { transactAgain, type Write } from './transact.ts';

/** How a partner reaches the hub: with software of its own over HTTP, or from an AWS account, by queues and buckets. */
export const doors = ['api', 'aws'] as const;

/** A partner, as the registry holds it. Adding one is adding such an entry, and nothing else. */
const partnerEntrySchema = z.object({
  /** Its code as a sender, for good: `ccas-meaux`. */
  code: z.string(),
  name: z.string(),
  /** Family of its formats (`shared/intake/partners`). */
  kind: z.string(),
  doors: z.array(z.enum(doors)),
  /** Its AWS account, 12 digits, where it has that door. */
  account: z.optional(z.string()),
  /** Whom to write to: a service's mailbox. */
  contact: z.string(),
  /** First day of the partnership, and the day from which it only reads what it was answered; Europe/Paris. */
  from: z.iso.date(),
  to: z.optional(z.iso.date()),
});
export type PartnerEntry = z.infer<typeof partnerEntrySchema>;

/** Whether a partner has left, and only reads. @param today Europe/Paris */
export const hasLeft = ({ to }: PartnerEntry, today: string): boolean => to !== undefined && to <= today;

/** Whether a partner has a queue of its own to send on. An étude deposits its pieces in a bucket. */
export const hasIntake = ({ doors, kind }: PartnerEntry): boolean =>
  doors.includes('aws') && kind !== 'etude';

const changeSchema = z.object({ at: z.iso.datetime(), by: z.string(), what: z.string() });
export type PartnerChange = z.infer<typeof changeSchema>;

/** A secret, known by its hash. Several may be good at once, so that a partner changes without a gap. */
const secretItemSchema = z.object({
  hash: z.string(),
  from: z.iso.datetime(),
  /** Instant from which it opens nothing. */
  until: z.optional(z.iso.datetime()),
});
const tokenItemSchema = z.object({
  until: z.iso.datetime(),
  scopes: z.array(z.string()),
  /** Hash of the secret it was asked with. */
  secret: z.string(),
});
export type TokenItem = z.infer<typeof tokenItemSchema>;

const secondsOf = (instant: string): number => Math.ceil(Date.parse(instant) / 1000);

/** The registry of partners, with who changed it. */
export const createPartnerRegistry = (client: DynamoDBDocumentClient, TableName: string) => {
  const change = (code: string, { at, by, what }: PartnerChange): Write => ({
    name: 'change',
    Put: {
      TableName,
      Item: { ...partnerChangeKey(code, at, what), entity: 'PARTNER_CHANGE', schemaVersion, at, by, what },
    },
  });
  const rowsOf = async (PK: string, prefix: string): Promise<Record<string, unknown>[]> => {
    const rows: Record<string, unknown>[] = [];
    const pages = paginateQuery(
      { client },
      {
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :pk AND begins_with(SK, :prefix)',
        ExpressionAttributeValues: { ':pk': PK, ':prefix': prefix },
      },
    );
    for await (const { Items = [] } of pages) rows.push(...Items);
    return rows;
  };

  return {
    /** Every entry, by code. */
    all: async (): Promise<PartnerEntry[]> =>
      (await rowsOf(registryKey('').PK, registryKey('').SK)).map((row) => partnerEntrySchema.parse(row)),

    get: async (code: string): Promise<PartnerEntry | undefined> => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: registryKey(code), ConsistentRead: true }),
      );
      return Item && partnerEntrySchema.parse(Item);
    },

    /** Enters a partner. Gives false when the code is taken: a code is never given twice. */
    add: async (entry: PartnerEntry, by: PartnerChange): Promise<boolean> => {
      const written = await transactAgain(client, [
        {
          name: 'partner',
          Put: {
            TableName,
            Item: { ...registryKey(entry.code), entity: 'PARTNER', schemaVersion, ...entry },
            ConditionExpression: 'attribute_not_exists(PK)',
          },
        },
        change(entry.code, by),
      ]);
      return written.kind === 'written';
    },

    /** Puts an entry in the place of what `before` says. Gives false when somebody else changed it meanwhile. */
    replace: async (before: PartnerEntry, entry: PartnerEntry, by: PartnerChange): Promise<boolean> => {
      const same = Object.entries(before);
      const written = await transactAgain(client, [
        {
          name: 'partner',
          Put: {
            TableName,
            Item: { ...registryKey(entry.code), entity: 'PARTNER', schemaVersion, ...entry },
            ConditionExpression: [
              ...same.map((_, n) => `#f${n} = :f${n}`),
              ...(before.to === undefined ? ['attribute_not_exists(#to)'] : []),
            ].join(' AND '),
            ExpressionAttributeNames: {
              ...Object.fromEntries(same.map(([field], n) => [`#f${n}`, field])),
              ...(before.to === undefined ? { '#to': 'to' } : {}),
            },
            ExpressionAttributeValues: Object.fromEntries(same.map(([, value], n) => [`:f${n}`, value])),
          },
        },
        change(entry.code, by),
      ]);
      return written.kind === 'written';
    },

    /** Who changed a partner's entry or secrets, the earliest first. */
    changes: async (code: string): Promise<PartnerChange[]> => {
      const { PK } = partnerChangeKey(code, '', '');
      return (await rowsOf(PK, 'CHANGE#')).map((row) => changeSchema.parse(row));
    },

    /**
     * Adds a secret. The earlier ones open nothing from `othersUntil` on; tokens that were asked with them end then too.
     *
     * @param hash of the secret, which is kept nowhere
     */
    addSecret: async (
      code: string,
      hash: string,
      othersUntil: string,
      { at, by, what }: PartnerChange,
    ): Promise<void> => {
      const others = (await rowsOf(secretKey(code, '').PK, 'SECRET#')).map((row) =>
        secretItemSchema.parse(row),
      );
      await transactAgain(client, [
        {
          name: 'secret',
          Put: {
            TableName,
            Item: { ...secretKey(code, hash), entity: 'SECRET', schemaVersion, hash, from: at },
          },
        },
        change(code, { at, by, what }),
      ]);
      for (const { hash: other, until } of others)
        if (until === undefined || until > othersUntil)
          await client.send(
            new UpdateCommand({
              TableName,
              Key: secretKey(code, other),
              UpdateExpression: 'SET #until = :until, expiresAt = :ttl',
              ConditionExpression: 'attribute_exists(PK)',
              ExpressionAttributeNames: { '#until': 'until' },
              ExpressionAttributeValues: { ':until': othersUntil, ':ttl': secondsOf(othersUntil) },
            }),
          );
      if (othersUntil > at) return;
      const ended = new Set(others.map(({ hash: other }) => other));
      for (const { PK, SK, secret } of await rowsOf(tokenKey(code, '').PK, 'TOKEN#'))
        if (ended.has(String(secret)))
          await client.send(
            new DeleteCommand({ TableName, Key: { PK, SK } satisfies Record<keyof Key, unknown> }),
          );
    },
  };
};
export type PartnerRegistry = ReturnType<typeof createPartnerRegistry>;

/** What the issuer of tokens reads and writes: a partner's entry, its secrets and its tokens, each by its hash. */
export const createTokenStore = (client: DynamoDBDocumentClient, TableName: string) => {
  const both = async (code: string, key: Key) => {
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(
      new BatchGetCommand({
        RequestItems: { [TableName]: { Keys: [registryKey(code), key], ConsistentRead: true } },
      }),
    );
    // A key that was left is no answer: a good secret must not be refused for it.
    if (Object.keys(UnprocessedKeys).length > 0)
      throw new HubError('TABLE_CONTENDED', 'keys were left', { retryable: true });
    const items = Responses[TableName] ?? [];
    const entry = partnerEntrySchema.safeParse(items.find(({ PK }) => PK === registryKey(code).PK)).data;
    return { entry, other: items.find(({ SK }) => SK === key.SK) };
  };
  return {
    /** The entry of a partner whose secret is good at an instant; undefined otherwise. One request. */
    partnerOf: async (code: string, secretHash: string, now: string): Promise<PartnerEntry | undefined> => {
      const { entry, other } = await both(code, secretKey(code, secretHash));
      const secret = secretItemSchema.safeParse(other).data;
      const isGood = secret && secret.from <= now && (secret.until ?? '~') > now;
      return isGood ? entry : undefined;
    },

    /** Keeps a token until it ends. One request. */
    keep: async (code: string, hash: string, token: TokenItem): Promise<void> => {
      await client.send(
        new PutCommand({
          TableName,
          Item: {
            ...tokenKey(code, hash),
            entity: 'TOKEN',
            schemaVersion,
            ...token,
            expiresAt: secondsOf(token.until),
          },
        }),
      );
    },

    /** The partner that a token names, and its scopes; undefined when the token is none, or ended. One request. */
    holderOf: async (
      code: string,
      hash: string,
      now: string,
    ): Promise<{ entry: PartnerEntry; scopes: readonly string[] } | undefined> => {
      const { entry, other } = await both(code, tokenKey(code, hash));
      const token = tokenItemSchema.safeParse(other).data;
      return entry && token && token.until > now ? { entry, scopes: token.scopes } : undefined;
    },
  };
};
export type TokenStore = ReturnType<typeof createTokenStore>;
