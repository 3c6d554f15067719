import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { HubError } from '../../shared/errors.ts';
import { readKeys } from '../../shared/intake/read-keys.ts';
import { createSendRecheck } from '../../shared/intake/send-recheck.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createFileRegister } from '../../shared/store/files.ts';
import { env } from './env.ts';
import type { FileDeps } from './receive-file.ts';
import { createReports } from './reports.ts';

const s3 = new S3Client({});
const Bucket = env.DROP_BUCKET;
const client = createDocumentClient();

async function* bytesOf(Key: string, VersionId: string | undefined): AsyncGenerator<Uint8Array> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }));
  if (!(Body && Symbol.asyncIterator in Body))
    throw new HubError('EMPTY_OBJECT', 'object without a body', { retryable: true });
  for await (const chunk of Body) yield chunk;
}

export const fileDeps: Omit<FileDeps, 'hasTime' | 'lastDelivery'> = {
  ...createReceiveDeps(client, { ...env, ...(await readKeys(env)) }),
  register: createFileRegister(client, env.TABLE_NAME, env.MESSAGE_TTL_DAYS),
  reports: createReports(s3, Bucket),
  versionOf: async (Key) => {
    try {
      const { VersionId, ETag, LastModified } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
      return { version: VersionId ?? `${ETag} ${LastModified?.toISOString()}`, versionId: VersionId };
    } catch (error) {
      // HeadObject has no body, hence no error code but the status.
      if (error instanceof Error && error.name === 'NotFound') return undefined;
      throw error;
    }
  },
  open: bytesOf,
  goOn: createSendRecheck(env.FILES_QUEUE_URL),
  now: () => new Date().toISOString(),
  pause: (attempt) => new Promise((wake) => setTimeout(wake, Math.random() * 100 * 2 ** attempt)),
};
