import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CREDENTIALS, REGION } from './constants.ts';

/** Clients of a hub's engines, for code outside the hub. A client connects when it is first used. */
export const clientsOf = ({ aws, dynamodb }: { readonly aws: string; readonly dynamodb: string }) => {
  const at = { region: REGION, credentials: CREDENTIALS };
  const table = new DynamoDBClient({ ...at, endpoint: dynamodb });
  return {
    sqs: new SQSClient({ ...at, endpoint: aws, useQueueUrlAsEndpoint: false }),
    s3: new S3Client({ ...at, endpoint: aws, forcePathStyle: true }),
    dynamodb: table,
    documents: DynamoDBDocumentClient.from(table, { marshallOptions: { removeUndefinedValues: true } }),
  };
};
