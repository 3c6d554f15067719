import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { isXmlText, keyListed } from '../../aws/odd-characters.ts';
import { HubError } from '../../errors.ts';

/** The hub's buckets that hold what partners sent, or what was made of it. */
export type BucketNames = { raw: string; pieces: string; drop: string; quarantine: string; hold: string };

/** One version of one object. A delete marker is one too, with no content. */
export type ObjectVersion = {
  bucket: string;
  key: string;
  versionId: string;
  size: number;
  marker: boolean;
  /** It is the latest version: the one that the key alone gives. */
  latest: boolean;
};

export type Buckets = ReturnType<typeof createBuckets>;

/** Most objects that one request deletes (`DeleteObjects`). */
const BATCH = 1000;

/** The objects of the hub, in all their versions. */
export const createBuckets = (client: S3Client) => {
  /** Every version of every object whose key begins with `prefix`. One request for each page of 1000, one page in memory. */
  async function* versions(bucket: string, prefix = ''): AsyncGenerator<ObjectVersion> {
    for await (const page of pagesOf(client, bucket, prefix)) yield* page;
  }
  const of = async (bucket: string, key: string): Promise<ObjectVersion[]> => {
    const found: ObjectVersion[] = [];
    for await (const one of versions(bucket, key)) if (one.key === key) found.push(one);
    return found;
  };
  const remove = async (objects: readonly ObjectVersion[]): Promise<number> => {
    for (const bucket of new Set(objects.map((one) => one.bucket))) {
      const all = objects.filter((one) => one.bucket === bucket);
      for (const { key: Key, versionId: VersionId } of all.filter(({ key }) => !isXmlText(key)))
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
      const own = all.filter(({ key }) => isXmlText(key));
      for (let start = 0; start < own.length; start += BATCH) {
        const Objects = own
          .slice(start, start + BATCH)
          .map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
        const { Errors = [] } = await client.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
        );
        const [failed] = Errors;
        if (failed)
          throw new HubError('OBJECT_KEPT', `an object was not deleted: ${failed.Code}`, { retryable: true });
      }
    }
    return objects.length;
  };
  /** Undefined when the object was deleted since it was listed. */
  const unlessGone = async <T>(answer: Promise<T>): Promise<T | undefined> => {
    try {
      return await answer;
    } catch (error) {
      const gone = ['NoSuchKey', 'NoSuchVersion', 'NotFound'];
      if (error instanceof Error && gone.includes(error.name)) return undefined;
      throw error;
    }
  };
  return {
    versions,
    of,
    /** Deletes versions, for good: no delete marker is left. Gives how many. */
    remove,
    /** Deletes every version of every object whose key begins with `prefix`. Gives how many. */
    removeUnder: async (bucket: string, prefix: string): Promise<number> => {
      const found: ObjectVersion[] = [];
      for await (const one of versions(bucket, prefix)) found.push(one);
      return remove(found);
    },
    /** Deletes all the versions of an object. Gives how many there were. */
    removeKey: async (bucket: string, key: string): Promise<number> => remove(await of(bucket, key)),
    read: async ({ bucket, key, versionId }: ObjectVersion): Promise<Uint8Array> => {
      const got = await unlessGone(
        client.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId })),
      );
      return got?.Body ? got.Body.transformToByteArray() : new Uint8Array();
    },
    metadata: async ({ bucket, key, versionId }: ObjectVersion): Promise<Record<string, string>> => {
      const head = await unlessGone(
        client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId })),
      );
      return head?.Metadata ?? {};
    },
    /** Replaces an object: every earlier version is deleted. */
    replace: async (bucket: string, key: string, body: string | Uint8Array, type: string): Promise<void> => {
      const { VersionId } = await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: type }),
      );
      // In a bucket without versioning, the new object has already replaced the old one.
      if (VersionId === undefined || VersionId === NONE) return;
      await remove((await of(bucket, key)).filter(({ versionId }) => versionId !== VersionId));
    },
  };
};

/** Version id of an object stored without versioning: asking for it gives the object itself. */
const NONE = 'null';

async function* pagesOf(client: S3Client, Bucket: string, Prefix: string): AsyncGenerator<ObjectVersion[]> {
  let from: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined;
  do {
    const page = await client.send(
      new ListObjectVersionsCommand({ Bucket, Prefix, EncodingType: 'url', ...from }),
    );
    const { Versions = [], DeleteMarkers = [] } = page;
    const told =
      (marker: boolean) =>
      ({
        Key,
        VersionId,
        IsLatest = false,
        Size = 0,
      }: {
        Key?: string | undefined;
        VersionId?: string | undefined;
        IsLatest?: boolean | undefined;
        Size?: number | undefined;
      }) =>
        Key === undefined
          ? []
          : [
              {
                bucket: Bucket,
                key: keyListed(Key),
                versionId: VersionId ?? NONE,
                size: Size,
                marker,
                latest: IsLatest,
              },
            ];
    yield [...Versions.flatMap(told(false)), ...DeleteMarkers.flatMap(told(true))];
    from = page.IsTruncated
      ? { KeyMarker: keyListed(page.NextKeyMarker ?? ''), VersionIdMarker: page.NextVersionIdMarker }
      : undefined;
  } while (from);
}
