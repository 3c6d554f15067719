import { isObject } from '../json.ts';
import { NULL_VERSION, orderOf, versionId } from './version-id.ts';

/** One version of one object. */
export type Version = {
  readonly id: string;
  readonly order: number;
  /** True for a delete marker, which holds nothing. */
  readonly marker: boolean;
  /** The key under which the engine keeps it. */
  readonly place: string;
};

/** The versions of every object. The engine keeps one object for each key, so each version is an object of its own there. */
export type Versions = {
  /** Makes a bucket keep versions from now on. The objects it already holds become their oldest version, `null`. */
  readonly keep: (bucket: string) => void;
  readonly isKept: (bucket: string) => boolean;
  /** A new version for an object about to be written. It counts as stored once the engine reports an upload at its place. */
  readonly next: (key: string, marker?: boolean) => Version;
  /** Versions of an object, newest first. */
  readonly of: (bucket: string, key: string) => readonly Version[];
  /** Keys that have a version, in S3's order: that of their UTF-8 bytes. */
  readonly keys: (bucket: string) => readonly string[];
  /** Registers an object that the engine holds. */
  readonly enter: (bucket: string, place: string) => void;
  /** Takes each event that the engine reports, as it happens. */
  readonly onEvent: (event: unknown) => void;
};

const placeOf = (key: string, id: string, marker: boolean): string =>
  `${key}?${marker ? 'deleted' : 'versionId'}=${id}`;

/** The key and version of the object that the engine keeps at a place. */
export const objectAt = (place: string): { readonly key: string; readonly version: Version } => {
  const [suffix = '', kind, id = NULL_VERSION] = /\?(versionId|deleted)=([\w-]{32})$/.exec(place) ?? [];
  const order = orderOf(id);
  return suffix === '' || order === undefined
    ? { key: place, version: { id: NULL_VERSION, order: 0, marker: false, place } }
    : { key: place.slice(0, -suffix.length), version: { id, order, marker: kind === 'deleted', place } };
};

/** A store of versions that holds none yet. */
export const createVersions = (): Versions => {
  const kept = new Set<string>();
  const buckets = new Map<string, Map<string, readonly Version[]>>();
  let last = 0;
  const of = (bucket: string, key: string): readonly Version[] => buckets.get(bucket)?.get(key) ?? [];
  const put = (bucket: string, key: string, versions: readonly Version[]): void => {
    const objects = buckets.get(bucket) ?? new Map<string, readonly Version[]>();
    if (versions.length > 0) objects.set(key, versions);
    else objects.delete(key);
    buckets.set(bucket, objects);
  };
  const others = (bucket: string, key: string, place: string): readonly Version[] =>
    of(bucket, key).filter((one) => one.place !== place);
  const enter = (bucket: string, place: string): void => {
    const { key, version } = objectAt(place);
    last = Math.max(last, version.order);
    put(
      bucket,
      key,
      [version, ...others(bucket, key, place)].sort((a, b) => b.order - a.order),
    );
  };
  return {
    keep: (bucket) => kept.add(bucket),
    isKept: (bucket) => kept.has(bucket),
    next: (key, marker = false) => {
      last = Math.max(last + 1, Date.now() * 1000);
      const id = versionId(last);
      return { id, order: last, marker, place: placeOf(key, id, marker) };
    },
    of,
    keys: (bucket) =>
      [...(buckets.get(bucket)?.keys() ?? [])].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    enter,
    onEvent: (event) => {
      if (!isObject(event) || event.service !== 's3') return;
      const [bucket, place] = [String(event.bucket), String(event.key)];
      if (event.status === 'uploaded') enter(bucket, place);
      if (event.status === 'deleted')
        put(bucket, objectAt(place).key, others(bucket, objectAt(place).key, place));
    },
  };
};
