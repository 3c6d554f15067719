import type { Piece } from '../../shared/domain/events/common.ts';
import { sha256 } from '../../shared/intake/canonical.ts';
import { type Issue, issueCodes } from '../../shared/intake/issue.ts';
import type { Incoming } from '../../shared/intake/read-message.ts';
import { createReceive, type ReceiveDeps } from '../../shared/intake/receive.ts';
import type { Upload } from '../../shared/intake/s3-upload.ts';
import { log } from '../../shared/log/log.ts';
import { pieceFormat } from '../../shared/partners/huissier/format.ts';
import { checkPdf, MAX_PIECE_BYTES, tooLarge } from './check-pdf.ts';

/** What the bucket says of an object without its bytes. `version` tells one upload of a key from the next. */
type ObjectHead = {
  key: string;
  size: number;
  versionId: string | undefined;
  version: string;
  metadata: Record<string, string>;
};

export type PieceDeps = ReceiveDeps & {
  head: (key: string) => Promise<ObjectHead | undefined>;
  read: (key: string, versionId: string | undefined) => Promise<Uint8Array>;
  /** Keys that begin with a prefix, at most a few. */
  list: (prefix: string) => Promise<string[]>;
  lookAgain: (upload: Upload, seconds: number) => Promise<void>;
  now: () => string;
  waitSeconds: number;
};

/** A sidecar is read whole; the largest a message may be. */
const MAX_DATA_BYTES = 256 * 1024;

/**
 * Takes one half of an upload: a piece, or the data beside it. With both halves there it files them; with one, it
 * looks again later, and past the wait refuses with that reason. Whichever half comes first, the end is the same.
 */
export const createReceivePiece =
  (deps: PieceDeps) =>
  async (upload: Upload): Promise<void> => {
    const etude = /^(etude-[a-z0-9-]+)\/./.exec(upload.key)?.[1];
    const sender = etude ?? 'etude-inconnue';
    const halves = await findHalves(deps, upload.key);
    if (!halves.piece && !halves.data) return log('piece.gone', {});
    const source = `${halves.piece?.key}@${halves.piece?.version} ${halves.data?.version}`;
    const receivedAt = deps.now();
    const refuse = (raw: string, refusal: Issue): Promise<unknown> =>
      createReceive(deps, () => pieceFormat(undefined))({ sender, raw, receivedAt, source, refusal });
    const bare = JSON.stringify({ key: upload.key, version: halves.piece?.version ?? halves.data?.version });

    if (!etude) return void (await refuse(bare, badPrefix));
    if (!halves.piece || !halves.data) {
      const left = deps.waitSeconds - (Date.parse(receivedAt) - Date.parse(upload.since)) / 1000;
      if (left > 0) return deps.lookAgain(upload, Math.min(900, Math.ceil(left)));
      return void (await refuse(bare, halves.piece ? dataMissing : pieceMissing));
    }
    if (halves.data.size > MAX_DATA_BYTES) return void (await refuse(bare, dataTooLarge));
    const raw = await halves.data.text();
    if (halves.piece.size > MAX_PIECE_BYTES) return void (await refuse(raw, tooLarge));
    const bytes = await deps.read(halves.piece.key, halves.piece.versionId);
    const fingerprint = sha256(bytes);
    const issue = await checkPdf(bytes);
    const { key, size, versionId } = halves.piece;
    const piece: Piece = { key, size, versionId, sha256: fingerprint };
    const incoming: Incoming = {
      sender,
      raw,
      receivedAt,
      source,
      attachment: fingerprint,
      ...(issue && { refusal: issue }),
    };
    await createReceive(deps, () => pieceFormat(piece))(incoming);
  };

type Data = { size: number; version: string; text: () => Promise<string> };
type Halves = { piece: ObjectHead | undefined; data: Data | undefined };

/** `dossier/acte.pdf` goes with `dossier/acte.json`, or carries its data in its metadata. */
const findHalves = async (deps: PieceDeps, key: string): Promise<Halves> => {
  const stem = stemOf(key);
  const isData = key.endsWith('.json');
  const others = await deps.list(`${stem}.`);
  const pieceKey = isData ? others.find((other) => !other.endsWith('.json') && stemOf(other) === stem) : key;
  const dataKey = isData ? key : `${stem}.json`;
  const [piece, sidecar] = await Promise.all([
    pieceKey === undefined ? undefined : deps.head(pieceKey),
    others.includes(dataKey) ? deps.head(dataKey) : undefined,
  ]);
  if (sidecar) {
    const text = async (): Promise<string> =>
      Buffer.from(await deps.read(dataKey, sidecar.versionId)).toString('utf8');
    return { piece, data: { size: sidecar.size, version: sidecar.version, text } };
  }
  const inline = piece?.metadata.passerelle;
  if (!piece || inline === undefined) return { piece, data: undefined };
  return {
    piece,
    data: { size: inline.length, version: 'metadata', text: async () => decodeMetadata(inline) },
  };
};

const stemOf = (key: string): string => key.replace(/\.[^./]*$/, '');

/** Metadata is ASCII: JSON as it is, or in base64 when it has accents. */
const decodeMetadata = (value: string): string =>
  value.trimStart().startsWith('{') ? value : Buffer.from(value, 'base64').toString('utf8');

const badPrefix: Issue = {
  code: issueCodes.prefixe,
  path: '',
  expected: 'un dépôt sous le préfixe de l’étude',
  message: 'Le dépôt n’est sous le préfixe d’aucune étude.',
};
const dataMissing: Issue = {
  code: issueCodes.donneesAbsentes,
  path: '',
  expected: 'un fichier .json du même nom, ou la métadonnée « passerelle »',
  message: 'La pièce est arrivée sans ses données.',
};
const pieceMissing: Issue = {
  code: issueCodes.pieceAbsente,
  path: '',
  expected: 'un fichier PDF du même nom',
  message: 'Les données sont arrivées sans leur pièce.',
};
const dataTooLarge: Issue = {
  code: issueCodes.illisible,
  path: '',
  expected: 'un fichier de données de 256 Ko au plus',
  message: 'Le fichier de données est trop volumineux.',
};
