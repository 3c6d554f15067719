import * as z from 'zod';
import { CREDENTIALS, REGION } from './constants.ts';
import type { Json } from './json.ts';

const shardsSchema = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }),
});
const iteratorSchema = z.object({ ShardIterator: z.string() });
const recordsSchema = z.object({
  Records: z.array(z.custom<Json>((record) => typeof record === 'object' && record !== null)),
  NextShardIterator: z.string().nullish(),
});

/** The three calls that a stream's reader makes. */
export type StreamApi = {
  readonly shards: (StreamArn: string) => Promise<string[]>;
  readonly iterator: (query: {
    StreamArn: string;
    ShardId: string;
    ShardIteratorType: 'TRIM_HORIZON' | 'LATEST' | 'AFTER_SEQUENCE_NUMBER';
    SequenceNumber?: string;
  }) => Promise<string>;
  /** The records in the form in which Lambda passes them to a function, which is that of the wire: no client decodes them first. */
  readonly records: (
    iterator: string,
    signal: AbortSignal,
  ) => Promise<{ records: Json[]; next: string | undefined }>;
};

/**
 * DynamoDB Streams over its JSON protocol.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html
 */
export const createStreamApi = (endpoint: string): StreamApi => {
  const authorization = `AWS4-HMAC-SHA256 Credential=${CREDENTIALS.accessKeyId}/20200101/${REGION}/dynamodb/aws4_request, SignedHeaders=host, Signature=local`;
  const call = async <T>(
    schema: z.ZodType<T>,
    operation: string,
    body: object,
    signal?: AbortSignal,
  ): Promise<T> => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization,
        'x-amz-date': '20200101T000000Z',
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
      },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
    if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`);
    return schema.parse(await response.json());
  };
  return {
    shards: async (StreamArn) => {
      const { StreamDescription } = await call(shardsSchema, 'DescribeStream', { StreamArn });
      return StreamDescription.Shards.map(({ ShardId }) => ShardId);
    },
    iterator: async (query) => (await call(iteratorSchema, 'GetShardIterator', query)).ShardIterator,
    records: async (ShardIterator, signal) => {
      const { Records, NextShardIterator } = await call(
        recordsSchema,
        'GetRecords',
        { ShardIterator, Limit: 1000 },
        signal,
      );
      return { records: Records, next: NextShardIterator ?? undefined };
    },
  };
};
