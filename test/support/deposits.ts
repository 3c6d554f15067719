import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DepositPlaces } from '../../functions/portal/deposit-deps.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';

/** Places for deposits where there is no bucket and no queue: the register alone is there. */
export const noDeposits = ({
  client,
  table,
}: {
  client: DynamoDBDocumentClient;
  table: string;
}): DepositPlaces => ({
  client,
  table,
  s3: new S3Client({
    region: REGION,
    credentials: CREDENTIALS,
    endpoint: 'http://127.0.0.1:9',
    forcePathStyle: true,
  }),
  piecesBucket: 'pieces',
  dropBucket: 'drop',
  piecesQueue: 'pieces',
  messagesQueue: 'messages',
  pieceDays: 90,
  messageDays: 30,
  send: async () => {
    throw new Error('these tests have no queue');
  },
});
