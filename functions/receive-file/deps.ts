import { S3Client } from '@aws-sdk/client-s3';
import { createObjects } from '../../shared/intake/files/objects.ts';
import type { FileDeps } from '../../shared/intake/files/receive-file.ts';
import { readKeys } from '../../shared/intake/read-keys.ts';
import { createSendRecheck } from '../../shared/intake/send-recheck.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { createReports } from '../../shared/outbound/reports/report-store.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { createFileRegister } from '../../shared/store/files.ts';
import { env } from './env.ts';

const s3 = new S3Client({});
const Bucket = env.DROP_BUCKET;
const client = createDocumentClient();

export const fileDeps: Omit<FileDeps, 'hasTime' | 'lastDelivery'> = {
  ...createReceiveDeps(client, { ...env, ...(await readKeys(env)) }),
  register: createFileRegister(client, env.TABLE_NAME, env.MESSAGE_TTL_DAYS),
  reports: createReports(s3, Bucket),
  ...createObjects(s3, Bucket),
  goOn: createSendRecheck(env.FILES_QUEUE_URL),
  now: () => new Date().toISOString(),
  pause: (attempt) => new Promise((wake) => setTimeout(wake, Math.random() * 100 * 2 ** attempt)),
};
