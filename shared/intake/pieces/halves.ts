import { canonicalJson } from '../../domain/text/canonical.ts';
import { parseJson } from '../../domain/text/parse-json.ts';
import { limits } from '../../limits.ts';
import type { Issue } from '../../outbound/replies/issue.ts';
import type { PieceItem } from '../../store/pieces.ts';
import { type Text, textOfBytes, textOfMetadata } from '../../text-of-bytes.ts';
import type { Upload } from '../s3-upload.ts';
import { announcedIdOf } from './piece-id.ts';
import * as refusals from './refusals.ts';

/** What the bucket says of an object without its bytes. */
export type ObjectHead = {
  key: string;
  size: number;
  versionId: string | undefined;
  /** Tells one upload of a key from the next, where the bucket keeps versions and where it does not. */
  version: string;
  metadata: Record<string, string>;
  /** Instant it was stored, ISO UTC, to the second. */
  storedAt: string;
};
/** One of the objects a key has had. */
type ObjectVersion = { versionId: string | undefined; storedAt: string };

/** What names one upload, in the register and beside it. */
export const nameOf = ({ key, version }: Pick<ObjectHead, 'key' | 'version'>): string => `${key}@${version}`;

/** What a scan for malware has said of an object; `gone`: there is no such object. */
export type Verdict = 'clean' | 'infected' | 'unscannable' | 'waiting' | 'gone';

/** The pieces bucket, and the register, as this function reads them. Without a version: the latest. */
export type HalvesDeps = {
  head: (key: string, versionId: string | undefined) => Promise<ObjectHead | undefined>;
  read: (key: string, versionId: string | undefined) => Promise<Uint8Array>;
  /** All that a key has held and still holds, the latest first. */
  versions: (key: string) => Promise<ObjectVersion[]>;
  /** What the scan said of an object; `waiting` until it has. */
  verdict: (key: string, versionId: string | undefined) => Promise<Verdict>;
  announced: (etude: string, pieceId: string) => Promise<Pick<PieceItem, 'data'> | undefined>;
};

type Data = {
  size: number;
  /** What it was read from. */
  name: string;
  /** Its own object, unless it came inside the piece or over HTTP. */
  object: ObjectHead | undefined;
  text: () => Promise<Text>;
};
/** An upload and its other half, as far as there is one. Neither is looked into before both were scanned. */
export type There = {
  kind: 'there';
  piece: ObjectHead | undefined;
  data: Data | undefined;
  /** What was said of them when that is not good, and of which: what is refused is this one upload of it. */
  flagged: { object: ObjectHead; verdict: 'infected' | 'unscannable' } | undefined;
  /** Why the data of this upload are no piece's. */
  refusal?: Issue;
};
export type Halves = { kind: 'waiting' } | { kind: 'gone' } | There;

const DATA = ['.json', '.JSON', '.Json'];
const PIECES = ['.pdf', '.PDF', '.Pdf', ''];
const MAX_KEY_BYTES = 1024;

/** Whether an object holds a piece's data, by its name: any other is a piece. */
const isData = (key: string): boolean => DATA.some((end) => key.endsWith(end));
/** A folder, as consoles make them: an object without bytes, whose name ends so. */
export const isFolder = (key: string): boolean => key.endsWith('/');

const named = (stem: string, ends: readonly string[]): string[] =>
  ends
    .map((end) => `${stem}${end}`)
    .filter((key) => !isFolder(key) && Buffer.byteLength(key) <= MAX_KEY_BYTES);
const dataKeysOf = (pieceKey: string): string[] => named(pieceKey.replace(/\.[^./]*$/, ''), DATA);
/** Names by which a piece is looked for from its data; one of another extension looks for them itself. */
export const pieceKeysOf = (dataKey: string): string[] => named(dataKey.replace(/\.[^./]*$/, ''), PIECES);

/**
 * Finds what an upload goes with. `dossier/acte.pdf` goes with `dossier/acte.json`, or carries its data in its metadata, or was
 * announced over HTTP with them. Each half is asked for by its very name, the notified one by its very version, and nothing of an object is
 * read before it was scanned: permission to is given by the scan's own tag.
 *
 * @returns what there is, for each piece that data may go with: one, but where two names differ by their extension alone
 */
export const findHalves = async (deps: HalvesDeps, upload: Upload): Promise<Halves[]> => {
  const { key, versionId } = upload;
  const verdict = await deps.verdict(key, versionId);
  if (verdict === 'waiting' || verdict === 'gone') return [{ kind: verdict }];
  const own = await deps.head(key, versionId);
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
  const others = isData(key) ? pieceKeysOf(key) : dataKeysOf(key);
  const found: (Scanned | 'waiting')[] = [];
  for (const other of others) {
    const one = await otherHalf(deps, own, other);
    if (one) found.push(one);
    // Of data, the first: what a piece has beside it. Of pieces, each that there is.
    if (one && !isData(key)) break;
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
  verdict: Exclude<Verdict, 'waiting' | 'gone'>;
  /** It is a piece, and later data than those it was looked for from had come for it before it did. */
  superseded?: boolean;
};

/** A piece with the data beside it, unless it has its own inside, which say something else. */
const chosenFor = async (deps: HalvesDeps, piece: Scanned, sidecar: Scanned): Promise<There> => {
  const beside = there(deps, piece, sidecar);
  const inside = inlineOf(piece.object);
  if (!inside || !beside.data || beside.flagged) return beside;
  // Larger than data may be: not read, to compare it or otherwise.
  if (beside.data.size > limits.messageBytes) return there(deps, piece, undefined);
  const [one, other] = [await inside.text(), await beside.data.text()];
  return sameData(one.text, other.text) ? beside : there(deps, piece, undefined);
};

const sameData = (one: string, other: string): boolean => {
  const [a, b] = [parseJson(one), parseJson(other)];
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

/** The other half, as it was when this one was stored: whenever one looks, the same two go together. */
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

/** Whether a piece goes with later data than these, which had come before it did. */
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
  const object = await deps.head(key, versionId);
  return object && { object, verdict };
};

/** What S3 tells of an instant: some of its answers know no less than a second. */
const secondOf = ({ storedAt }: { storedAt: string }): number => Math.floor(Date.parse(storedAt) / 1000);

/**
 * Of another key's versions (the latest first), the one there was when an object was stored; if none was yet, the first after it. Of
 * several of the same second, the one with as many after it as this one has.
 */
const atTheTimeOf = (
  own: ObjectVersion,
  mine: readonly ObjectVersion[],
  its: readonly ObjectVersion[],
): ObjectVersion | undefined => {
  const at = secondOf(own);
  const same = its.filter((one) => secondOf(one) === at);
  const sameAsMine = mine.filter((one) => secondOf(one) === at);
  const after = sameAsMine.findIndex(({ versionId }) => versionId === own.versionId);
  return (
    same[Math.min(Math.max(after, 0), same.length - 1)] ??
    its.find((one) => secondOf(one) < at) ??
    its.findLast((one) => secondOf(one) > at)
  );
};
