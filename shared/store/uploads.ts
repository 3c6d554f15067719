import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { HubError } from '../errors.ts';
import { schemaVersion } from './items.ts';
import { uploadKey } from './keys.ts';
import { arrivalWrite } from './messages.ts';
import { transactAgain } from './transact.ts';

/** The result of reading a piece. `exhausting`: reading it had to be stopped, or killed its reader. */
export const openings = ['opens', 'incomplete', 'encrypted', 'doesNotOpen', 'notPdf', 'exhausting'] as const;

const uploadItemSchema = z.object({
  /** The result of reading it, and its SHA-256 where it was read. */
  opened: z.optional(z.enum(openings)),
  sha256: z.optional(z.string()),
  /** Instant a reader took it, ISO UTC; absent once that reader has given a result. */
  since: z.optional(z.iso.datetime()),
  /** How many readers took it without giving a result. */
  tries: z.optional(z.int()),
  ended: z.optional(z.boolean()),
});
type UploadItem = z.infer<typeof uploadItemSchema>;

/**
 * The answer to a reader that asks for an upload: it is the reader's to read (`mine`), another is reading it (`taken`), it was
 * read (`read`), or its readers died of it (`deadly`).
 */
export type Claim =
  | { kind: 'mine' | 'taken' | 'deadly' }
  | { kind: 'read'; opened: NonNullable<UploadItem['opened']>; sha256: string | undefined };

/**
 * Longer than any notification of an upload may still come: a queue keeps its messages fourteen days, and its dead letters as
 * long.
 */
const KEEP_SECONDS = 30 * 86_400;
/** Longer than a reader may live: one that has given no result since is dead. */
const READER_SECONDS = 90;
/** Tries before the piece itself is blamed: a function may die for another reason. */
const MOST_TRIES = 3;

export type Uploads = ReturnType<typeof createUploads>;

/**
 * What is known of uploads, beside their étude's register: which were read, and which are finished. One request for each call,
 * two to `claim`.
 */
export const createUploads = (client: DynamoDBDocumentClient, TableName: string) => {
  const get = async (etude: string, name: string): Promise<UploadItem | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: uploadKey(etude, name), ConsistentRead: true }),
    );
    return Item && uploadItemSchema.parse(Item);
  };
  /** Sets fields, and takes out those that are given as undefined. */
  const update = async (
    etude: string,
    name: string,
    at: string,
    fields: Partial<UploadItem>,
    condition: Pick<UpdateCommandInput, 'ConditionExpression'> & { values?: Record<string, unknown> } = {},
  ): Promise<void> => {
    const all = Object.entries({ entity: 'UPLOAD', schemaVersion, expiresAt: expiryOf(at), ...fields });
    const set = all.filter(([, value]) => value !== undefined);
    const gone = all.filter(([, value]) => value === undefined).map(([field]) => field);
    await client.send(
      new UpdateCommand({
        TableName,
        Key: uploadKey(etude, name),
        UpdateExpression: [
          `SET ${set.map(([field]) => `${field} = :${field}`).join(', ')}`,
          ...(gone.length > 0 ? [`REMOVE ${gone.join(', ')}`] : []),
        ].join(' '),
        ConditionExpression: condition.ConditionExpression,
        ExpressionAttributeValues: {
          ...Object.fromEntries(set.map(([field, value]) => [`:${field}`, value])),
          ...condition.values,
        },
      }),
    );
  };

  return {
    get,

    /** Asks to be the reader of an upload. */
    claim: async (etude: string, name: string, at: string): Promise<Claim> => {
      const before = await get(etude, name);
      const known = before && claimOf(before, at);
      if (known) return known;
      const fields = { since: at, tries: (before?.tries ?? 0) + 1 };
      try {
        await update(
          etude,
          name,
          at,
          fields,
          before?.since
            ? { ConditionExpression: 'since = :before', values: { ':before': before.since } }
            : { ConditionExpression: 'attribute_not_exists(since) AND attribute_not_exists(opened)' },
        );
        return { kind: 'mine' };
      } catch (error) {
        // Another took it in between.
        if (error instanceof ConditionalCheckFailedException) return { kind: 'taken' };
        throw error;
      }
    },

    /** Records the result of reading it. */
    read: (etude: string, name: string, at: string, found: Pick<UploadItem, 'opened' | 'sha256'>) =>
      update(etude, name, at, { ...found, since: undefined, tries: undefined }),

    /** Gives it back unread, after a failure that is not the piece's fault. */
    release: (etude: string, name: string, at: string) =>
      update(etude, name, at, { since: undefined, tries: undefined }),

    /**
     * Counts a repeat of a message and marks that this upload has had its reply, together: it is counted once, even when several
     * notifications of the upload are handled at the same time.
     *
     * @throws HubError `ARRIVAL_CONTENDED`, `TABLE_CONTENDED` (retryable)
     */
    repeat: async (etude: string, name: string, messageId: string, at: string): Promise<void> => {
      const Item = {
        ...uploadKey(etude, name),
        entity: 'UPLOAD',
        schemaVersion,
        expiresAt: expiryOf(at),
        ended: true,
      };
      const ended = {
        name: 'upload',
        Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(PK)' },
      };
      const result = await transactAgain(client, [ended, arrivalWrite(TableName, messageId, at)]);
      if (result.kind === 'refused' && !(await get(etude, name)))
        throw new HubError('ARRIVAL_CONTENDED', 'met another write', { retryable: true });
    },

    /** Marks the upload as finished: later notifications of it change nothing. */
    end: (etude: string, name: string, at: string) => update(etude, name, at, { ended: true }),
  };
};

const expiryOf = (at: string): number => Math.floor(Date.parse(at) / 1000) + KEEP_SECONDS;

const claimOf = ({ opened, sha256, since, tries = 0 }: UploadItem, at: string): Claim | undefined => {
  if (opened) return { kind: 'read', opened, sha256 };
  if (!since) return undefined;
  if (Date.parse(at) - Date.parse(since) < READER_SECONDS * 1000) return { kind: 'taken' };
  return tries < MOST_TRIES ? undefined : { kind: 'deadly' };
};
