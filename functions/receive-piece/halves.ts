import type { PieceItem } from '../../shared/store/pieces.ts';
import { announcedIdOf } from './piece-id.ts';

/** What the bucket says of an object without its bytes. `version` tells one upload of a key from the next. */
export type ObjectHead = {
  key: string;
  size: number;
  versionId: string | undefined;
  version: string;
  metadata: Record<string, string>;
  /** Instant it was stored, ISO UTC. */
  storedAt: string;
};

/** What a scan for malware has said of an object. */
export type Verdict = 'clean' | 'infected' | 'unscannable' | 'waiting';

/** The pieces bucket, and the register, as this function reads them. */
export type HalvesDeps = {
  head: (key: string) => Promise<ObjectHead | undefined>;
  read: (key: string, versionId: string | undefined) => Promise<Uint8Array>;
  /** Keys that begin with a prefix, at most a few. */
  list: (prefix: string) => Promise<string[]>;
  /** What the scan said of an object; `waiting` until it has. */
  verdict: (key: string) => Promise<Verdict>;
  announced: (etude: string, pieceId: string) => Promise<Pick<PieceItem, 'data'> | undefined>;
};

type Data = { size: number; version: string; text: () => Promise<string> };
export type Halves = {
  piece: ObjectHead | undefined;
  data: Data | undefined;
  /** The objects there are, of the two. */
  objects: ObjectHead[];
  /** The worst that was said of the objects. */
  verdict: Verdict;
  /** The object it was said of, when that is not clean: what is refused is this one upload of it. */
  flagged: ObjectHead | undefined;
};

const worst: readonly Verdict[] = ['infected', 'unscannable', 'waiting', 'clean'];

/**
 * `dossier/acte.pdf` goes with `dossier/acte.json`, or carries its data in its metadata, or was announced over HTTP with them.
 * Nothing of an object is read before it was scanned: permission to is given by the scan's own tag.
 */
export const findHalves = async (deps: HalvesDeps, key: string): Promise<Halves> => {
  const stem = stemOf(key);
  const others = await deps.list(`${stem}.`);
  const isData = key.endsWith('.json');
  const pieceKey = isData
    ? others.find((other) => !other.endsWith('.json') && stemOf(other) === stem)
    : others.find((other) => other === key);
  const dataKey = others.find((other) => other === `${stem}.json`);
  const said = await Promise.all(
    [pieceKey, dataKey].flatMap((one) =>
      one ? [deps.verdict(one).then((verdict) => ({ one, verdict }))] : [],
    ),
  );
  const verdict = worst.find((one) => said.some((other) => other.verdict === one)) ?? 'clean';
  if (verdict === 'waiting')
    return { piece: undefined, data: undefined, objects: [], verdict, flagged: undefined };
  const [piece, sidecar] = await Promise.all([
    pieceKey === undefined ? undefined : deps.head(pieceKey),
    dataKey === undefined ? undefined : deps.head(dataKey),
  ]);
  const objects = [piece, sidecar].filter((one) => one !== undefined);
  const flagged =
    verdict === 'clean'
      ? undefined
      : objects.find((object) => said.some(({ one, verdict: of }) => one === object.key && of === verdict));
  return { piece, data: await dataOf(deps, { key, piece, sidecar }), objects, verdict, flagged };
};

const dataOf = async (
  deps: HalvesDeps,
  { key, piece, sidecar }: { key: string; piece: ObjectHead | undefined; sidecar: ObjectHead | undefined },
): Promise<Data | undefined> => {
  const pieceId = announcedIdOf(key);
  if (pieceId !== undefined) {
    const found = await deps.announced(key.split('/')[0] ?? '', pieceId);
    return found && { size: found.data.length, version: 'announced', text: async () => found.data };
  }
  if (sidecar) {
    const text = async (): Promise<string> =>
      Buffer.from(await deps.read(sidecar.key, sidecar.versionId)).toString('utf8');
    return { size: sidecar.size, version: sidecar.version, text };
  }
  const inline = piece?.metadata.passerelle;
  return inline === undefined
    ? undefined
    : { size: inline.length, version: 'metadata', text: async () => decodeMetadata(inline) };
};

const stemOf = (key: string): string => key.replace(/\.[^./]*$/, '');

/** Metadata is ASCII: JSON as it is, or in base64 when it has accents. */
const decodeMetadata = (value: string): string =>
  value.trimStart().startsWith('{') ? value : Buffer.from(value, 'base64').toString('utf8');
