import { assertNever } from '../../domain/assert-never.ts';
import { HubError } from '../../errors.ts';
import { limits } from '../../limits.ts';
import { log } from '../../log/log.ts';
import { receiptKeyOf } from '../../outbound/receipts/receipt.ts';
import type { Issue } from '../../outbound/replies/issue.ts';
import { isFiled, type PieceItem } from '../../store/pieces.ts';
import type { Uploads } from '../../store/uploads.ts';
import { createTurns } from '../../turns.ts';
import { pieceFormat } from '../partners/huissier/partner.ts';
import type { Incoming } from '../read-message.ts';
import { createReceive, type ReceiveDeps, type Received } from '../receive.ts';
import type { Upload } from '../s3-upload.ts';
import { issueOf, MAX_PIECE_BYTES } from './check-pdf.ts';
import { createEnter, type EnterDeps } from './enter.ts';
import {
  findHalves,
  type Halves,
  type HalvesDeps,
  isFolder,
  nameOf,
  type ObjectHead,
  pieceKeysOf,
  type There,
} from './halves.ts';
import type { Openings } from './openings.ts';
import { announcedIdOf, pieceIdOf } from './piece-id.ts';
import type { Read } from './read.ts';
import * as refusals from './refusals.ts';
import { createEnded, createRecheck, notifiedName, type RecheckDeps } from './remembered-uploads.ts';

export type PieceDeps = ReceiveDeps &
  HalvesDeps &
  EnterDeps &
  RecheckDeps & {
    uploads: Pick<Uploads, 'get' | 'end'>;
    openings: Pick<Openings, 'open'>;
    /** Puts an object apart, where nobody reads. */
    quarantine: (object: ObjectHead) => Promise<void>;
    /** How long one half waits for the other. */
    waitSeconds: number;
  };

/** A scan takes seconds; one that has said nothing after a day is a fault of ours, which the dead letters tell. */
const SCAN_PATIENCE_SECONDS = 86_400;
/** When a piece whose étude has had its share of a batch is looked at again. */
const NEXT_SHARE_SECONDS = 30;
/** SQS's longest delay. */
const LONGEST_DELAY_SECONDS = 900;

/**
 * Takes one half of an upload: a piece, or the data beside it. With both halves there, and found clean, it files them; with one,
 * it looks again later, and past the wait refuses with that reason. Whichever half comes first, the end is the same, and each
 * upload has one: a folder, or an object that is gone, is refused too.
 *
 * @throws HubError `SCAN_SILENT` when no scan has spoken for a day
 */
export const createReceivePiece = (deps: PieceDeps) => {
  const settle = createSettle(deps);
  const inTurn = createTurns();
  const ended = createEnded();
  const recheck = createRecheck(deps);
  const take = async (upload: Upload): Promise<void> => {
    if (ended.has(upload)) return log('piece.ended');
    const etude = /^(etude-[a-z0-9-]+)\/./.exec(upload.key)?.[1];
    const waited = (Date.parse(deps.now()) - Date.parse(upload.since)) / 1000;
    if (isFolder(upload.key)) {
      // No scan speaks of a folder: its name says enough.
      await settle(upload, etude, notThere, refusals.folder);
      return;
    }
    // One later look for the upload, however many pieces its data go with.
    const delays: number[] = [];
    const found = await findHalves(deps, upload);
    for (const halves of found) {
      switch (halves.kind) {
        case 'waiting':
          if (waited > SCAN_PATIENCE_SECONDS)
            throw new HubError('SCAN_SILENT', 'no scan', { retryable: true });
          // The end of the scan is told at once; this look is for the day when it is not.
          delays.push(deps.waitSeconds);
          break;
        case 'gone':
          // Set apart by a run that told of it, or gone before anyone looked.
          if (etude && (await deps.uploads.get(etude, notifiedName(upload)))) log('piece.gone', {});
          else await settle(upload, etude, notThere, refusals.gone);
          break;
        case 'there': {
          const left = deps.waitSeconds - waited;
          const alone =
            etude !== undefined &&
            !halves.refusal &&
            isAlone(halves) &&
            announcedIdOf(upload.key) === undefined;
          if (alone && left > 0) delays.push(left);
          else if (alone && (await wentElsewhere(deps, etude, halves))) log('piece.wentElsewhere');
          else if ((await settle(upload, etude, halves, halves.refusal)) === 'later')
            delays.push(Math.min(NEXT_SHARE_SECONDS, deps.waitSeconds));
          break;
        }
        default:
          assertNever(halves);
      }
    }
    if (delays.length === 0) ended.add([upload, ...found.flatMap(objectsOf)]);
    else await recheck(upload, Math.min(LONGEST_DELAY_SECONDS, Math.ceil(Math.min(...delays))));
  };
  // A piece and its data are told of four times at once (stored, scanned): one is worked on, the others find what it did.
  return (upload: Upload): Promise<void> => inTurn(pairOf(upload), () => take(upload));
};

const objectsOf = (halves: Halves): ObjectHead[] =>
  halves.kind === 'there'
    ? [halves.piece, halves.data?.object, halves.flagged?.object].filter((one) => one !== undefined)
    : [];

/** What the names of a piece and of its data have in common. */
const pairOf = ({ key }: Upload): string => key.replace(/\.[^./]*$/, '');

const notThere: There = { kind: 'there', piece: undefined, data: undefined, flagged: undefined };

/** One half, found clean. */
const isAlone = ({ piece, data, flagged }: There): boolean => !flagged && (!piece || !data);

/** Data that a piece of a name they do not look for has found: they are not alone. */
const wentElsewhere = async (deps: PieceDeps, etude: string, { piece, data }: There): Promise<boolean> =>
  !piece && data !== undefined && (await deps.uploads.get(etude, data.name)) !== undefined;

/**
 * Brings an upload to its end: filed or refused, entered in its étude's register either way, its receipt written, or what must not be
 * kept set apart. Told again, it does what an earlier run left undone, and nothing else.
 */
const createSettle = (deps: PieceDeps) => {
  const enter = createEnter(deps);
  return async (
    upload: Upload,
    etude: string | undefined,
    halves: There,
    refusal?: Issue,
  ): Promise<undefined | 'later'> => {
    const { piece: object, data, flagged } = halves;
    const objects = [object, data?.object].filter((one) => one !== undefined);
    const source = flagged
      ? nameOf(flagged.object)
      : [object && nameOf(object), data?.name].filter(Boolean).join(' ') || notifiedName(upload);
    // By when it was stored, and not by who told of it: its id is the same whoever does.
    const at = objects[0]?.storedAt ?? upload.since;
    const known = etude === undefined ? undefined : await knownOf(deps, etude, upload.key, source, at);
    if (etude && known?.ended) {
      await enter.finish(known.ended);
      if (flagged || (object && !isFiled(known.ended) && (await isExhausting(deps, etude, object))))
        await setApart(deps, etude, upload, objects);
      return undefined;
    }
    const read = await readHalves(deps, upload, etude, halves, refusal);
    if (read === 'later') return 'later';
    const pieceId = known?.pieceId ?? pieceIdOf(source, at);
    const sender = etude ?? 'etude-inconnue';
    const receivedAt = deps.now();
    const incoming: Incoming = {
      sender,
      raw: read.raw,
      receivedAt,
      source,
      receipt: receiptKeyOf(sender, pieceId),
      attachment: read.piece?.sha256 ?? source,
      ...(read.refusal && { refusal: read.refusal }),
      path: read.path,
    };
    const received: Received = await createReceive(deps, () => pieceFormat(read.piece))(incoming);
    if (!etude) {
      if (flagged) await Promise.all(objects.map(deps.quarantine));
      return undefined;
    }
    const entry = {
      pieceId,
      etude,
      key: object?.key ?? upload.key,
      versionId: object ? object.versionId : upload.versionId,
      at: known?.announced?.at ?? at,
      source,
      receivedAt,
    };
    // What was announced stays as it was: a better file may come for it.
    const raw = known?.announced?.data ?? read.raw;
    await enter.enter(entry, { ...read, raw }, received);
    if (flagged || read.apart) await setApart(deps, etude, upload, objects);
    // Its data look for a piece by other names: they are told that they are not alone.
    else if (object && data?.object && !pieceKeysOf(data.object.key).includes(object.key))
      await deps.uploads.end(etude, data.name, receivedAt);
    return undefined;
  };
};

/** What the register knows of a source: what it ended as, or the announcement it comes for. */
type Known = { pieceId: string; ended?: PieceItem; announced?: PieceItem };

/**
 * Finds it. A number once registered is that piece's for good: another file under the same announcement is given a number of
 * its own; one that was refused is taken again, and a better file may come for it.
 */
const knownOf = async (
  { register }: PieceDeps,
  etude: string,
  key: string,
  source: string,
  at: string,
): Promise<Known> => {
  const announcedId = announcedIdOf(key);
  const announced = announcedId === undefined ? undefined : await register.get(etude, announcedId);
  if (announced && announced.source !== source && !isFiled(announced))
    return { pieceId: announced.pieceId, announced };
  if (announced?.source === source) return { pieceId: announced.pieceId, ended: announced };
  const pieceId = pieceIdOf(source, at);
  const found = await register.get(etude, pieceId);
  return found ? { pieceId, ended: found } : { pieceId };
};

/** Puts both halves apart (one left alone would be refused for the other's absence), and says first that they have had their end. */
const setApart = async (
  deps: PieceDeps,
  etude: string,
  upload: Upload,
  objects: readonly ObjectHead[],
): Promise<void> => {
  const names = [upload, ...objects].map(notifiedName);
  for (const name of new Set(names)) await deps.uploads.end(etude, name, deps.now());
  await Promise.all(objects.map(deps.quarantine));
};

const isExhausting = async (deps: PieceDeps, etude: string, piece: ObjectHead): Promise<boolean> =>
  (await deps.uploads.get(etude, nameOf(piece)))?.opened === 'exhausting';

const readHalves = async (
  deps: PieceDeps,
  { key, versionId }: Upload,
  etude: string | undefined,
  { piece: object, data, flagged }: There,
  refusal: Issue | undefined,
): Promise<Read | 'later'> => {
  const bare: Pick<ObjectHead, 'key' | 'version'> = flagged?.object ??
    object ??
    data?.object ?? { key, version: versionId ?? '' };
  // Which file it is, by the name its étude gave it.
  const pathOf = (file: { key: string }): string => (etude ? file.key.slice(etude.length + 1) : file.key);
  const refused = (
    why: Issue,
    raw = JSON.stringify({ key: bare.key, version: bare.version }),
    file: { key: string } = bare,
  ): Read => ({ raw, piece: undefined, refusal: { ...why, path: pathOf(file) }, apart: false, path: '' });
  if (!etude) return refused(refusals.badPrefix);
  if (flagged) return refused(flagged.verdict === 'infected' ? refusals.infected : refusals.unscannable);
  if (!data) return refused(refusal ?? refusals.dataMissing);
  const dataFile = data.object ?? bare;
  if (data.size > limits.messageBytes) return refused(refusals.dataTooLarge, undefined, dataFile);
  const { text: raw, utf8 } = await data.text();
  if (refusal) return refused(refusal, raw, dataFile);
  if (!object) return refused(refusals.pieceMissing, raw);
  if (!utf8) return refused(refusals.dataNotUtf8, raw, dataFile);
  if (object.size > MAX_PIECE_BYTES) return refused(refusals.tooLarge, raw);
  const opening = await deps.openings.open(etude, object);
  if (opening === 'later') return 'later';
  const { opened, sha256 } = opening;
  const apart = opened === 'exhausting';
  const piece = sha256
    ? { key: object.key, size: object.size, versionId: object.versionId, sha256 }
    : undefined;
  const unread = issueOf(opened);
  return {
    raw,
    piece,
    refusal: unread && { ...unread, path: pathOf(object) },
    apart,
    path: pathOf(dataFile),
  };
};
