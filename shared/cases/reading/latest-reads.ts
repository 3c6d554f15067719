import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { readsOfCase } from '../../store/keys.ts';

const readSchema = z.object({
  by: z.string(),
  /** Their id in the register, where they had signed in. */
  person: z.optional(z.string()),
  /** ISO UTC. */
  at: z.string(),
  /** The page or the command by which it was read. */
  command: z.string(),
});
export type CaseRead = z.infer<typeof readSchema>;

/**
 * The latest reads of one case alone, newest first: a read of many cases at once, or of the whole table, is not among them. One request,
 * on an index that is a moment late.
 */
export const latestReads = async (
  client: DynamoDBDocumentClient,
  table: string,
  caseId: string,
  most: number,
): Promise<CaseRead[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'worklist',
      KeyConditionExpression: 'worklistKey = :reads',
      ExpressionAttributeValues: { ':reads': readsOfCase(caseId, '').worklistKey },
      ScanIndexForward: false,
      Limit: most,
    }),
  );
  return Items.map((item) => readSchema.parse(item));
};
