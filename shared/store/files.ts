import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { HubError } from '../errors.ts';
import { schemaVersion } from './items.ts';
import { fileKey } from './keys.ts';

const totalsSchema = z.object({
  rows: z.int(),
  accepted: z.int(),
  pending: z.int(),
  refused: z.int(),
  repeated: z.int(),
});

/** What is known of a file that a partner dropped. It is found by its content, so that the same file dropped again is recognised. */
const fileItemSchema = z.object({
  sender: z.string(),
  sha256: z.string(),
  /** The object it came as, and which upload of that object. */
  key: z.string(),
  version: z.string(),
  /** The version's id, where the bucket keeps versions. */
  versionId: z.optional(z.string()),
  status: z.enum(['open', 'done']),
  receivedAt: z.iso.datetime(),
  /** Number of the last row whose outcome is in the report's parts; 0 at first. */
  lastLine: z.int(),
  totals: totalsSchema,
  /** Keys of the report's parts so far, the CSV for people and the JSON for programs, with their versions and sizes in bytes. */
  parts: z.array(
    z.object({
      csv: z.string(),
      csvVersion: z.optional(z.string()),
      csvSize: z.int(),
      json: z.string(),
      jsonVersion: z.optional(z.string()),
      jsonSize: z.int(),
    }),
  ),
  /** Key of the report without its extension, once it is written. */
  report: z.optional(z.string()),
});
export type FileItem = z.infer<typeof fileItemSchema>;
export type FileProgress = Pick<FileItem, 'lastLine' | 'totals' | 'parts'>;

export type FileRegister = ReturnType<typeof createFileRegister>;

/** The register of files: how far each one is, so that a long one resumes where it stopped. One request for each call. */
export const createFileRegister = (client: DynamoDBDocumentClient, table: string, days: number) => ({
  /** Enters a file. Gives its item, or the one already there when its content is known. */
  begin: async (
    file: Pick<FileItem, 'sender' | 'sha256' | 'key' | 'version' | 'versionId' | 'receivedAt'>,
  ): Promise<FileItem> => {
    const item: FileItem = {
      ...file,
      status: 'open',
      lastLine: 0,
      totals: { rows: 0, accepted: 0, pending: 0, refused: 0, repeated: 0 },
      parts: [],
    };
    try {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: {
            ...fileKey(file.sender, file.sha256),
            entity: 'FILE',
            schemaVersion,
            expiresAt: Math.floor(Date.parse(file.receivedAt) / 1000) + days * 86_400,
            ...item,
          },
          ConditionExpression: 'attribute_not_exists(PK)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return item;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const { unmarshall } = await import('@aws-sdk/util-dynamodb');
      return fileItemSchema.parse(unmarshall(error.Item ?? {}));
    }
  },

  /**
   * Notes how far the file is.
   *
   * @throws HubError `FILE_ELSEWHERE` (retryable): another run of the same file went on meanwhile
   */
  progress: async (file: FileItem, to: FileProgress): Promise<FileItem> => {
    await update(client, table, file, {
      set: 'lastLine = :line, totals = :totals, parts = :parts',
      values: { ':line': to.lastLine, ':totals': to.totals, ':parts': to.parts },
    });
    return { ...file, ...to };
  },

  /** Notes that the report is written. */
  end: async (file: FileItem, report: string): Promise<void> => {
    await update(client, table, file, {
      set: '#status = :done, report = :report',
      values: { ':done': 'done', ':report': report },
    });
  },
});

const update = async (
  client: DynamoDBDocumentClient,
  table: string,
  file: FileItem,
  { set, values }: { set: string; values: Record<string, unknown> },
): Promise<void> => {
  try {
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: fileKey(file.sender, file.sha256),
        UpdateExpression: `SET ${set}`,
        ConditionExpression: 'lastLine = :was AND #status = :open',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ...values, ':was': file.lastLine, ':open': 'open' },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw new HubError('FILE_ELSEWHERE', 'another run of the file went on', { retryable: true });
  }
};
