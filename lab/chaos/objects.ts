import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { clientsOf } from '../../local/clients.ts';
import type { DeployedHub } from '../../local/deployed.ts';
import { issueCodes } from '../../shared/outbound/replies/issue.ts';
import { reportSchema } from '../../shared/outbound/reports/report.ts';

/** Keys of the objects in the bucket that a stack's output names. */
export const keysOf = async (hub: DeployedHub, output: string): Promise<Set<string>> => {
  const s3 = clientsOf(hub.endpoints).s3;
  const keys = new Set<string>();
  let after: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: hub.outputs.get(output),
        ...(after && { ContinuationToken: after }),
      }),
    );
    for (const { Key } of page.Contents ?? []) if (Key) keys.add(Key);
    after = page.NextContinuationToken;
  } while (after);
  return keys;
};

/** A file's hash → the rows that, by its report, the hub could not take by its own fault. */
export const rowsApart = async (hub: DeployedHub): Promise<Map<string, number[]>> => {
  const apart = new Map<string, number[]>();
  const s3 = clientsOf(hub.endpoints).s3;
  for (const Key of await keysOf(hub, 'DropBucketName')) {
    // Receipts of pieces are under the same prefix.
    if (!/^reports\/(?!.+\/accuses\/).+\.json$/.test(Key)) continue;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: hub.outputs.get('DropBucketName'), Key }));
    const { sha256, rows } = reportSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    const lines = rows
      .filter(({ issues }) => issues.some(({ code }) => code === issueCodes.nonTraite))
      .map(({ line }) => line);
    if (sha256 && lines.length > 0) apart.set(sha256, lines);
  }
  return apart;
};
