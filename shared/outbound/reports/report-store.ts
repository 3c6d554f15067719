import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { HubError } from '../../errors.ts';
import type { FileItem } from '../../store/files.ts';
import type { ReportHead } from './report.ts';
import { csvHead, jsonHead, jsonTail } from './write-report.ts';

type Part = FileItem['parts'][number];

/** One format of a part, in the version that was noted: another run of the same file may overwrite it. */
type Kept = { key: string; versionId: string | undefined; size: number };

/** Reports beside the files they are about: `<key>.csv` for people, `<key>.json` for programs. */
export type ReportStore = {
  /** Whether a report is written. */
  has: (key: string) => Promise<boolean>;
  keepPart: (file: FileItem, part: { csv: string; json: string }) => Promise<Part>;
  /** Writes both formats: the head, whose totals are known last, then the parts, with one part in memory at a time. */
  write: (key: string, head: ReportHead, parts: readonly Part[]) => Promise<void>;
  forget: (parts: readonly Part[]) => Promise<void>;
};

export const createReports = (client: S3Client, Bucket: string): ReportStore => {
  const put = (Key: string, Body: string | Readable, ContentType: string, ContentLength: number) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType, ContentLength }));
  const size = (text: string): number => Buffer.byteLength(text);

  const partsOf = async function* (head: string, kept: readonly Kept[], tail: string) {
    yield Buffer.from(head);
    for (const { key: Key, versionId: VersionId } of kept) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      if (!Body) throw new HubError('EMPTY_OBJECT', 'part of a report without a body', { retryable: true });
      yield await Body.transformToByteArray();
    }
    yield Buffer.from(tail);
  };
  const assemble = (
    key: string,
    type: string,
    { head, kept, tail }: { head: string; kept: Kept[]; tail: string },
  ) => {
    const length = size(head) + kept.reduce((sum, one) => sum + one.size, 0) + size(tail);
    return put(key, Readable.from(partsOf(head, kept, tail), { objectMode: false }), type, length);
  };

  return {
    has: async (key) => {
      try {
        await client.send(new HeadObjectCommand({ Bucket, Key: `${key}.json` }));
        return true;
      } catch (error) {
        if (error instanceof Error && error.name === 'NotFound') return false;
        throw error;
      }
    },
    keepPart: async (file, { csv, json }) => {
      const stem = `parts/${file.sender}/${file.sha256}/${String(file.parts.length).padStart(6, '0')}`;
      const part = { csv: `${stem}.csv`, csvSize: size(csv), json: `${stem}.json`, jsonSize: size(json) };
      const { VersionId: csvVersion } = await put(part.csv, csv, CSV, part.csvSize);
      const { VersionId: jsonVersion } = await put(part.json, json, JSON_TYPE, part.jsonSize);
      return { ...part, csvVersion, jsonVersion };
    },
    write: async (key, head, parts) => {
      await assemble(`${key}.csv`, CSV, {
        head: csvHead(head),
        kept: parts.map((part) => ({ key: part.csv, versionId: part.csvVersion, size: part.csvSize })),
        tail: '',
      });
      await assemble(`${key}.json`, JSON_TYPE, {
        head: jsonHead(head),
        kept: parts.map((part) => ({ key: part.json, versionId: part.jsonVersion, size: part.jsonSize })),
        tail: jsonTail,
      });
    },
    forget: async (parts) => {
      for (const Key of parts.flatMap(({ csv, json }) => [csv, json]))
        await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
  };
};

const CSV = 'text/csv; charset=utf-8';
const JSON_TYPE = 'application/json';
