import { HubError } from '../../shared/errors.ts';
import { sha256 } from '../../shared/intake/canonical.ts';
import type { Issue } from '../../shared/intake/issue.ts';
import type { Incoming } from '../../shared/intake/read-message.ts';
import { createReceive, type ReceiveDeps } from '../../shared/intake/receive.ts';
import type { Upload } from '../../shared/intake/s3-upload.ts';
import { log } from '../../shared/log/log.ts';
import { pieceFormat } from '../../shared/partners/huissier/format.ts';
import type { PieceItem } from '../../shared/store/pieces.ts';
import { checkPdf, MAX_PIECE_BYTES } from './check-pdf.ts';
import { findHalves, type Halves, type HalvesDeps, type ObjectHead } from './halves.ts';
import { announcedIdOf, pieceIdOf } from './piece-id.ts';
import type { Read } from './read.ts';
import * as refusals from './refusals.ts';
import { pieceItemOf } from './register.ts';

export type PieceDeps = ReceiveDeps &
  HalvesDeps & {
    lookAgain: (upload: Upload, seconds: number) => Promise<void>;
    /** Puts an object apart, where nobody reads. */
    quarantine: (object: ObjectHead) => Promise<void>;
    register: {
      known: (etude: string, pieceId: string) => Promise<PieceItem | undefined>;
      /** Enters what became of a piece, and writes its receipt once it is filed. */
      enter: (piece: PieceItem, receipt: string) => Promise<void>;
    };
    now: () => string;
    /** How long one half waits for the other. */
    waitSeconds: number;
  };

/** A sidecar is read whole; the largest a message may be. */
const MAX_DATA_BYTES = 256 * 1024;
/** A scan takes seconds; one that has said nothing after a day is a fault of ours, which the dead letters tell. */
const SCAN_PATIENCE_SECONDS = 86_400;

/**
 * Takes one half of an upload: a piece, or the data beside it. With both halves there, and found clean, it files them; with one,
 * it looks again later, and past the wait refuses with that reason. Whichever half comes first, the end is the same.
 *
 * @throws HubError `SCAN_SILENT` when no scan has spoken for a day
 */
export const createReceivePiece =
  (deps: PieceDeps) =>
  async (upload: Upload): Promise<void> => {
    const etude = /^(etude-[a-z0-9-]+)\/./.exec(upload.key)?.[1];
    const halves = await findHalves(deps, upload.key);
    const waited = (Date.parse(deps.now()) - Date.parse(upload.since)) / 1000;
    if (halves.verdict === 'waiting') {
      if (waited > SCAN_PATIENCE_SECONDS) throw new HubError('SCAN_SILENT', 'no scan', { retryable: true });
      // The end of the scan is told at once; this look is for the day when it is not.
      return deps.lookAgain(upload, Math.min(900, deps.waitSeconds));
    }
    const setApart = halves.verdict !== 'clean' && !halves.flagged;
    if (halves.objects.length === 0 || setApart) return log('piece.gone', {});
    if (halves.verdict === 'clean' && etude && (!halves.piece || !halves.data)) {
      const left = deps.waitSeconds - waited;
      if (left > 0 && announcedIdOf(upload.key) === undefined)
        return deps.lookAgain(upload, Math.min(900, Math.ceil(left)));
    }
    await settle(deps, upload, etude, halves);
  };

/** Brings an upload to its end: filed or refused, entered in its étude's register either way. */
const settle = async (
  deps: PieceDeps,
  upload: Upload,
  etude: string | undefined,
  halves: Halves,
): Promise<void> => {
  const sender = etude ?? 'etude-inconnue';
  const { piece: object, data } = halves;
  const { flagged } = halves;
  const source = flagged
    ? `${flagged.key}@${flagged.version}`
    : `${object?.key}@${object?.version} ${data?.version}`;
  // By when it was stored, and not by who told of it: its id is the same whoever does.
  const at = halves.objects[0]?.storedAt ?? upload.since;
  const pieceId = pieceIdOf(upload.key, source, at);
  const known = etude === undefined ? undefined : await deps.register.known(etude, pieceId);
  // Told again of what has already come to its end.
  if (known?.source === source) return;
  const receivedAt = deps.now();
  const receipt = `reports/${sender}/accuses/${pieceId}`;
  const read = await readHalves(deps, upload.key, etude, halves);
  const incoming: Incoming = {
    sender,
    raw: read.raw,
    receivedAt,
    source,
    receipt,
    ...(read.piece && { attachment: read.piece.sha256 }),
    ...(read.refusal && { refusal: read.refusal }),
  };
  const received = await createReceive(deps, () => pieceFormat(read.piece))(incoming);
  // Both halves: one left alone would be refused for the other's absence.
  if (halves.verdict !== 'clean') await Promise.all(halves.objects.map(deps.quarantine));
  if (!etude) return;
  const entry = { pieceId, etude, key: object?.key ?? upload.key, at: known?.at ?? at, source, receivedAt };
  // What was announced stays as it was: a better file may come for it.
  const announced = announcedIdOf(upload.key) === undefined ? undefined : known?.data;
  await deps.register.enter(pieceItemOf(entry, { ...read, raw: announced ?? read.raw }, received), receipt);
};

const readHalves = async (
  deps: PieceDeps,
  key: string,
  etude: string | undefined,
  { piece: object, data, verdict, flagged }: Halves,
): Promise<Read> => {
  const bare = JSON.stringify({
    key: flagged?.key ?? key,
    version: (flagged ?? object)?.version ?? data?.version,
  });
  const refused = (refusal: Issue, raw = bare): Read => ({ raw, piece: undefined, refusal });
  if (!etude) return refused(refusals.badPrefix);
  if (verdict === 'infected') return refused(refusals.infected);
  if (verdict === 'unscannable') return refused(refusals.unscannable);
  if (!object || !data) return refused(object ? refusals.dataMissing : refusals.pieceMissing);
  if (data.size > MAX_DATA_BYTES) return refused(refusals.dataTooLarge);
  const raw = await data.text();
  if (object.size > MAX_PIECE_BYTES) return refused(refusals.tooLarge, raw);
  const bytes = await deps.read(object.key, object.versionId);
  const { size, versionId } = object;
  const piece = { key: object.key, size, versionId, sha256: sha256(bytes) };
  return { raw, piece, refusal: await checkPdf(bytes) };
};
