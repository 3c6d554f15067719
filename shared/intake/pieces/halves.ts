import { canonicalJson } from '../../domain/text/canonical.ts';
import { parseTold } from '../../domain/text/parse-json.ts';
import { limits } from '../../limits.ts';
import type { Issue } from '../../outbound/replies/issue.ts';
import type { PieceItem } from '../../store/pieces.ts';
import { type Text, textOfBytes, textOfMetadata } from '../../text-of-bytes.ts';
import type { Upload } from '../s3-upload.ts';
import type { ScanResult } from '../scan-result.ts';
import { announcedIdOf } from './piece-id.ts';
import * as refusals from './refusals.ts';

/** What the bucket says of an object without its bytes. */
export type ObjectHead = {
  key: string;
  size: number;
  versionId: string | undefined;
  /** Identifies one upload of a key, whether or not the bucket keeps versions. */
  version: string;
  metadata: Record<string, string>;
  /** Instant it was stored, ISO UTC, to the second. */
  storedAt: string;
};
/** One of the versions that a key has had. */
type ObjectVersion = { versionId: string | undefined; storedAt: string };

/** Name of one upload, in the register and in the items about uploads. */
export const nameOf = ({ key, version }: Pick<ObjectHead, 'key' | 'version'>): string => `${key}@${version}`;

/** The result of the malware scan of an object; `waiting`: it has not ended; `gone`: there is no such object. */
type Verdict = ScanResult | 'waiting' | 'gone';

/** The pieces bucket and the register, as this function reads them. Without a version id: the latest version. */
export type HalvesDeps = {
  head: (key: string, versionId: string | undefined) => Promise<ObjectHead | undefined>;
  read: (key: string, versionId: string | undefined) => Promise<Uint8Array>;
  /** All the versions that a key still has, the latest first. */
  versions: (key: string) => Promise<ObjectVersion[]>;
  /** The result of the scan of an object. */
  verdict: (key: string, versionId: string | undefined) => Promise<Verdict>;
  announced: (etude: string, pieceId: string) => Promise<Pick<PieceItem, 'data'> | undefined>;
};

type Data = {
  size: number;
  /** What the data were read from. */
  name: string;
  /** Its own object; undefined when the data came in the piece's metadata or over HTTP. */
  object: ObjectHead | undefined;
  text: () => Promise<Text>;
};
/** An upload and its other half, if there is one. Neither is read before both were scanned. */
export type There = {
  kind: 'there';
  piece: ObjectHead | undefined;
  data: Data | undefined;
  /** A bad scan result, an infection first, and the object it is about: only this upload of the object is refused. */
  flagged: { object: ObjectHead; verdict: Exclude<ScanResult, 'clean'> } | undefined;
  /** Why no piece goes with these data. */
  refusal?: Issue;
};
export type Halves = { kind: 'waiting' } | { kind: 'gone' } | There;

const DATA = ['.json', '.JSON', '.Json'];
const PIECES = ['.pdf', '.PDF', '.Pdf', ''];
const MAX_KEY_BYTES = 1024;

/** Whether an object is data, by its name; any other object is a piece. */
const isData = (key: string): boolean => DATA.some((end) => key.endsWith(end));
/** A folder, as consoles make one: an object without bytes whose name ends with `/`. */
export const isFolder = (key: string): boolean => key.endsWith('/');

const named = (stem: string, ends: readonly string[]): string[] =>
  ends
    .map((end) => `${stem}${end}`)
    .filter((key) => !isFolder(key) && Buffer.byteLength(key) <= MAX_KEY_BYTES);
const stemOf = (key: string): string => key.replace(/\.[^./]*$/, '');

/** A name as other systems write the same one: accents composed or not, in small letters, without a last space. */
const alike = (stem: string): string[] =>
  [
    ...new Set(
      [stem, stem.trimEnd()].flatMap((one) => [one, one.normalize('NFC'), one.normalize('NFD'), lower(one)]),
    ),
  ].slice(1);
/** A name in small letters; its étude and its folders stay as they are. */
const lower = (stem: string): string => stem.replace(/[^/]*$/, (name) => name.normalize('NFC').toLowerCase());

/** Names under which the data of a piece are looked for: `acte.json`, or `acte.pdf.json`, beside `acte.pdf`. */
const dataKeysOf = (pieceKey: string): string[] => [
  ...named(stemOf(pieceKey), DATA),
  ...named(pieceKey, DATA),
];
/** Names under which a piece is looked for from its data. A piece with another extension looks for its data itself. */
export const pieceKeysOf = (dataKey: string): string[] => named(stemOf(dataKey), PIECES);
/** Names of the same file on another system, looked for when there is none of its very name. */
const otherNamesOf = (key: string): string[] =>
  alike(stemOf(key)).flatMap((stem) => named(stem, isData(key) ? PIECES : DATA));

/**
 * Finds the other half of an upload. `dossier/acte.pdf` goes with `dossier/acte.json`, or carries its data in its metadata, or
 * was announced over HTTP with them. Each half is asked for by its exact name, the notified one by its exact version. Nothing is
 * read before it was scanned: the right to read an object depends on the scan's tag.
 *
 * @returns one result for each piece that the data may go with: usually one, more when two pieces' names differ by their
 * extension only
 */
export const findHalves = async (deps: HalvesDeps, upload: Upload): Promise<Halves[]> => {
  const { key, versionId } = upload;
  const verdict = await deps.verdict(key, versionId);
  if (verdict === 'waiting' || verdict === 'gone') return [{ kind: verdict }];
  const own = await headOf(deps, key, versionId, verdict);
  if (!own) return [{ kind: 'gone' }];
  const self: Scanned = { object: own, verdict };
  const pieceId = announcedIdOf(key);
  if (pieceId !== undefined) {
    const found = await deps.announced(key.split('/')[0] ?? '', pieceId);
    return [
      there(
        deps,
        self,
        undefined,
        found && { ...inText({ text: found.data, utf8: true }), name: 'announced' },
      ),
    ];
  }
  const found: (Scanned | 'waiting')[] = [];
  for (const others of [isData(key) ? pieceKeysOf(key) : dataKeysOf(key), otherNamesOf(key)]) {
    for (const other of found.length > 0 ? [] : others) {
      const one = await otherHalf(deps, own, other);
      if (one) found.push(one);
      // A piece takes the first data found beside it; data are matched with every piece found.
      if (one && !isData(key)) break;
    }
  }
  if (found.length === 0) return [isData(key) ? there(deps, undefined, self) : there(deps, self, undefined)];
  return Promise.all(
    found.map(async (other): Promise<Halves> => {
      if (other === 'waiting') return { kind: 'waiting' };
      if (!isData(key)) return chosenFor(deps, self, other);
      if (other.superseded) return { ...there(deps, undefined, self), refusal: refusals.dataReplaced };
      const both = await chosenFor(deps, other, self);
      return both.data?.object ? both : { ...there(deps, undefined, self), refusal: refusals.dataInside };
    }),
  );
};

type Scanned = {
  object: ObjectHead;
  verdict: ScanResult;
  /** For a piece: more recent data than the ones we started from had come before it did. */
  superseded?: boolean;
};

/** A piece with the data beside it, unless its metadata hold other data: those prevail. */
const chosenFor = async (deps: HalvesDeps, piece: Scanned, sidecar: Scanned): Promise<There> => {
  const beside = there(deps, piece, sidecar);
  const inside = inlineOf(piece.object);
  if (!inside || !beside.data || beside.flagged) return beside;
  // Larger than data may be: it is not read, not even to compare it.
  if (beside.data.size > limits.messageBytes) return there(deps, piece, undefined);
  const [one, other] = [await inside.text(), await beside.data.text()];
  return sameData(one.text, other.text) ? beside : there(deps, piece, undefined);
};

const sameData = (one: string, other: string): boolean => {
  const [a, b] = [parseTold(one), parseTold(other)];
  return a.ok && b.ok ? canonicalJson(a.value) === canonicalJson(b.value) : one === other;
};

const there = (
  deps: HalvesDeps,
  piece: Scanned | undefined,
  sidecar: Scanned | undefined,
  announced?: Data,
): There => {
  const flagged = [piece, sidecar].flatMap((one) =>
    one && one.verdict !== 'clean' ? [{ object: one.object, verdict: one.verdict }] : [],
  );
  return {
    kind: 'there',
    piece: piece?.object,
    data: announced ?? (sidecar ? besideOf(deps, sidecar.object) : piece && inlineOf(piece.object)),
    flagged: flagged.find(({ verdict }) => verdict === 'infected') ?? flagged[0],
  };
};

const inText = (text: Text): Omit<Data, 'name'> => ({
  size: Buffer.byteLength(text.text),
  object: undefined,
  text: async () => text,
});

const besideOf = (deps: HalvesDeps, object: ObjectHead): Data => ({
  size: object.size,
  name: nameOf(object),
  object,
  text: async () => textOfBytes(await deps.read(object.key, object.versionId)),
});

const inlineOf = ({ metadata: { passerelle } }: ObjectHead): Data | undefined =>
  passerelle === undefined ? undefined : { ...inText(textOfMetadata(passerelle)), name: 'metadata' };

/** The other half as it was when this one was stored, so that the same two go together whenever one looks. */
const otherHalf = async (
  deps: HalvesDeps,
  own: ObjectHead,
  key: string,
): Promise<Scanned | 'waiting' | undefined> => {
  const latest = await scannedAt(deps, key, undefined);
  if (!latest || latest === 'waiting' || secondOf(latest.object) < secondOf(own)) return latest;
  const [mine, its] = await Promise.all([deps.versions(own.key), deps.versions(key)]);
  const chosen = atTheTimeOf(own, mine, its);
  const superseded = isData(own.key) && chosen !== undefined && isSuperseded(own, chosen, mine, its);
  if (!chosen || chosen.versionId === latest.object.versionId) return { ...latest, superseded };
  const then = await scannedAt(deps, key, chosen.versionId);
  return then && then !== 'waiting' ? { ...then, superseded } : (then ?? latest);
};

/** Whether a piece goes with more recent data than these, which had come before the piece did. */
const isSuperseded = (
  own: ObjectHead,
  piece: ObjectVersion,
  mine: readonly ObjectVersion[],
  its: readonly ObjectVersion[],
): boolean => {
  const data = atTheTimeOf(piece, its, mine);
  const order = mine.map(({ versionId }) => versionId);
  const [here, there] = [order.indexOf(own.versionId), order.indexOf(data?.versionId)];
  return there !== -1 && there < here;
};

const scannedAt = async (
  deps: HalvesDeps,
  key: string,
  versionId: string | undefined,
): Promise<Scanned | 'waiting' | undefined> => {
  const verdict = await deps.verdict(key, versionId);
  if (verdict === 'gone' || verdict === 'waiting') return verdict === 'gone' ? undefined : verdict;
  const object = await headOf(deps, key, versionId, verdict);
  return object && { object, verdict };
};

/** What is known of a scanned object. Of one whose scan failed S3 refuses the head too: only the listing tells of it. */
const headOf = async (
  deps: HalvesDeps,
  key: string,
  versionId: string | undefined,
  result: ScanResult,
): Promise<ObjectHead | undefined> => {
  if (result !== 'failed') return deps.head(key, versionId);
  const versions = await deps.versions(key);
  const found = versions.find((one) => versionId === undefined || one.versionId === versionId);
  return found && { key, size: 0, version: found.versionId ?? found.storedAt, metadata: {}, ...found };
};

/** Seconds of an instant: some of S3's answers are no more precise. */
const secondOf = ({ storedAt }: { storedAt: string }): number => Math.floor(Date.parse(storedAt) / 1000);

/**
 * Among another key's versions (the latest first), the one that existed when an object was stored, or else the first one after
 * it. Among those of the same second, the one with the same rank as this object has among its own key's versions of that
 * second. A pair may lie on both sides of a second's end: the rank is among the seconds that touch, if these have as many of both.
 */
const atTheTimeOf = (
  own: ObjectVersion,
  mine: readonly ObjectVersion[],
  its: readonly ObjectVersion[],
): ObjectVersion | undefined => {
  const at = secondOf(own);
  const within = (from: number, to: number) => {
    const between = (one: ObjectVersion): boolean => secondOf(one) >= from && secondOf(one) <= to;
    return { mine: mine.filter(between), its: its.filter(between) };
  };
  const rankedIn = (some: { mine: ObjectVersion[]; its: ObjectVersion[] }): ObjectVersion | undefined => {
    const rank = some.mine.findIndex(({ versionId }) => versionId === own.versionId);
    return some.its[Math.min(Math.max(rank, 0), some.its.length - 1)];
  };
  const same = within(at, at);
  const touching = within(...touchingSeconds(at, [...mine, ...its].map(secondOf)));
  const isMet = same.its.length > 0;
  return (
    rankedIn(isMet && touching.its.length === touching.mine.length ? touching : same) ??
    its.find((one) => secondOf(one) < at) ??
    its.findLast((one) => secondOf(one) > at)
  );
};

/** The first and last of the seconds that follow each other around one. */
const touchingSeconds = (at: number, seconds: readonly number[]): [number, number] => {
  const all = new Set(seconds);
  let [from, to] = [at, at];
  while (all.has(from - 1)) from -= 1;
  while (all.has(to + 1)) to += 1;
  return [from, to];
};
