import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { startAws } from '../../local/engines.ts';
import type { Front } from '../../local/front.ts';
import { secretsManager } from '../../local/secrets.ts';
import { createBuckets } from '../../shared/cases/rights/buckets.ts';

/**
 * The hub's buckets on an S3 engine of their own, with its SQS.
 *
 * @param secrets ARN → value of each secret
 * @param fronts what stands before the engine
 */
export const startBuckets = async (
  secrets: ReadonlyMap<string, string> = new Map(),
  fronts: readonly Front[] = [],
) => {
  const engine = await startAws({ fronts: [secretsManager(secrets), ...fronts] });
  const client = { region: REGION, credentials: CREDENTIALS, endpoint: engine.url };
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const buckets = { raw: 'raw', pieces: 'pieces', drop: 'drop', quarantine: 'quarantine', hold: 'hold' };
  for (const Bucket of Object.values(buckets)) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  }
  const objects = createBuckets(s3);
  return {
    url: engine.url,
    s3,
    sqs: new SQSClient({ ...client, useQueueUrlAsEndpoint: false }),
    buckets,
    objects,
    /** Puts an object. Resolves to its version id. */
    put: async (Bucket: string, Key: string, Body: string | Uint8Array): Promise<string> =>
      (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId ?? '',
    /** Every version of every object: its name and content. */
    all: async (): Promise<{ name: string; text: string }[]> => {
      const found = [];
      for (const bucket of Object.values(buckets))
        for await (const one of objects.versions(bucket))
          if (!one.marker)
            found.push({
              name: `${bucket}/${one.key}`,
              text: Buffer.from(await objects.read(one)).toString('latin1'),
            });
      return found;
    },
    stop: engine.stop,
  };
};
