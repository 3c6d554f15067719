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
import { issueOf, warningOf } from './check-pdf.ts';
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
import type { Entry } from './register.ts';
import { createEnded, createRecheck, notifiedName, type RecheckDeps } from './remembered-uploads.ts';

export type PieceDeps = ReceiveDeps &
  HalvesDeps &
  EnterDeps &
  RecheckDeps & {
    uploads: Pick<Uploads, 'get' | 'end'>;
    openings: Pick<Openings, 'open'>;
    /** Asks for another scan of an object. Its end has a notification of its own. */
    scanAgain: (object: ObjectHead) => Promise<void>;
    /** Moves an object to the quarantine bucket, where nobody reads it. */
    quarantine: (object: ObjectHead) => Promise<void>;
    /** Seconds that one half waits for the other. */
    waitSeconds: number;
  };

/** A scan takes seconds. One that failed is asked for again for a day; one that never ended after a day is a fault on our side. */
const SCAN_PATIENCE_SECONDS = 86_400;
/** Seconds before a piece is looked at again when its étude has used its share of a batch. */
const NEXT_SHARE_SECONDS = 30;
/** SQS's longest delay. */
const LONGEST_DELAY_SECONDS = 900;

/**
 * Processes one half of an upload: a piece, or the data beside it. When both halves are there and scanned clean, it files them.
 * With one half only it looks again later and, after the wait, refuses for that reason. The outcome is the same whichever half
 * comes first, and each upload has one: a folder, an object that is gone, or one whose scan failed for a day is refused too.
 *
 * @throws HubError `SCAN_SILENT` when a scan has not ended for a day
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
      // Folders are not scanned: the name alone decides.
      await settle(upload, etude, notThere, refusals.folder);
      return;
    }
    // Only one later look for the upload, however many pieces its data may go with.
    const delays: number[] = [];
    const found = await findHalves(deps, upload);
    for (const halves of found) {
      switch (halves.kind) {
        case 'waiting':
          if (waited > SCAN_PATIENCE_SECONDS)
            throw new HubError('SCAN_SILENT', 'no scan', { retryable: true });
          // The end of the scan has its own notification; this later look is for the day when that one is lost.
          delays.push(deps.waitSeconds);
          break;
        case 'gone':
          // Either a run set it apart and recorded that, or it was gone before anyone looked.
          if (etude && (await deps.uploads.get(etude, notifiedName(upload)))) log('piece.gone', {});
          else await settle(upload, etude, notThere, refusals.gone);
          break;
        case 'there': {
          if (halves.flagged?.verdict === 'failed' && waited <= SCAN_PATIENCE_SECONDS) {
            await deps.scanAgain(halves.flagged.object);
            log('piece.scannedAgain');
            delays.push(deps.waitSeconds);
            break;
          }
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
  // A piece and its data raise four notifications at once (each is stored, then scanned). One is processed at a time, and the
  // others find what it did.
  return (upload: Upload): Promise<void> => inTurn(pairOf(upload), () => take(upload));
};

const objectsOf = (halves: Halves): ObjectHead[] =>
  halves.kind === 'there'
    ? [halves.piece, halves.data?.object, halves.flagged?.object].filter((one) => one !== undefined)
    : [];

/** The part that the names of a piece and of its data have in common. */
const pairOf = ({ key }: Upload): string =>
  key
    .replace(/(\.pdf)?\.[^./]*$/i, '')
    .normalize('NFC')
    .toLowerCase()
    .trimEnd();

const notThere: There = { kind: 'there', piece: undefined, data: undefined, flagged: undefined };

/** Whether there is only one half, scanned clean. */
const isAlone = ({ piece, data, flagged }: There): boolean => !flagged && (!piece || !data);

/** Whether the other half, under a name that this one does not look for, has found it: it is not alone. A piece is then opened. */
const wentElsewhere = async (deps: PieceDeps, etude: string, { piece, data }: There): Promise<boolean> => {
  const name = piece ? nameOf(piece) : data?.name;
  return name !== undefined && (await deps.uploads.get(etude, name)) !== undefined;
};

/**
 * Settles an upload: files or refuses it, enters it in its étude's register either way, writes its receipt, and sets apart what
 * must not be kept. When it is called again for the same upload, it only does what an earlier run left undone.
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
    // Without a result, S3 lets nobody read the object, and so nobody move it.
    const mustGo = flagged !== undefined && flagged.verdict !== 'failed';
    const source = flagged
      ? nameOf(flagged.object)
      : [object && nameOf(object), data?.name].filter(Boolean).join(' ') || notifiedName(upload);
    // Dated by when it was stored, not by the notification: its id is then the same whichever notification is handled.
    const at = objects[0]?.storedAt ?? upload.since;
    const known = etude === undefined ? undefined : await knownOf(deps, etude, upload.key, source, at);
    if (etude && known?.ended) {
      await enter.finish(known.ended);
      if (mustGo || (object && !isFiled(known.ended) && (await isExhausting(deps, etude, object))))
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
      ...(read.warning && { warnings: [read.warning] }),
      path: read.path,
    };
    const received: Received = await createReceive(deps, () => pieceFormat(read.piece))(incoming);
    if (!etude) {
      if (mustGo) await Promise.all(objects.map(deps.quarantine));
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
      ...announcedIn(known),
    };
    // The announced data stay as they were: a better file may come for them.
    const raw = known?.announced?.data ?? read.raw;
    await enter.enter(entry, { ...read, raw }, received);
    if (mustGo || read.apart) await setApart(deps, etude, upload, objects);
    // The data look for a piece under other names only: this record tells them that they are not alone.
    else if (object && data?.object && !pieceKeysOf(data.object.key).includes(object.key))
      await deps.uploads.end(etude, data.name, receivedAt);
    return undefined;
  };
};

/** What an announced piece keeps of its announcement, even when its file is refused. */
const announcedIn = (known: Known | undefined): Pick<Entry, 'by' | 'kind' | 'actDate' | 'instead'> => {
  const { by, kind, actDate, instead } = known?.announced ?? {};
  return {
    ...(by && { by }),
    ...(kind && { kind }),
    ...(actDate && { actDate }),
    ...(instead && { instead }),
  };
};

/** What the register knows of an upload: how it ended, or the announcement it comes for. */
type Known = { pieceId: string; ended?: PieceItem; announced?: PieceItem };

/**
 * Finds an upload in the register. The id of a registered piece is that piece's for good: another file under the same
 * announcement gets an id of its own. An announcement whose file was refused may be used again, by a better file.
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

/**
 * Sets both halves apart: a half left alone would be refused for the absence of the other. It first records that they have had
 * their reply.
 */
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
  // The file's name as its étude gave it.
  const pathOf = (file: { key: string }): string => (etude ? file.key.slice(etude.length + 1) : file.key);
  const refused = (
    why: Issue,
    raw = JSON.stringify({ key: bare.key, version: bare.version }),
    file: { key: string } = bare,
  ): Read => ({ raw, piece: undefined, refusal: { ...why, path: pathOf(file) }, apart: false, path: '' });
  if (!etude) return refused(refusals.badPrefix);
  if (flagged) return refused(refusals.byScan[flagged.verdict]);
  if (!data) return refused(refusal ?? refusals.dataMissing);
  const dataFile = data.object ?? bare;
  if (data.size > limits.messageBytes) return refused(refusals.dataTooLarge, undefined, dataFile);
  const { text: raw, utf8 } = await data.text();
  if (refusal) return refused(refusal, raw, dataFile);
  if (!object) return refused(refusals.pieceMissing, raw);
  if (!utf8) return refused(refusals.dataNotUtf8, raw, dataFile);
  if (object.size > limits.pieceBytes) return refused(refusals.tooLarge, raw);
  const opening = await deps.openings.open(etude, object);
  if (opening === 'later') return 'later';
  const { opened, sha256 } = opening;
  const apart = opened === 'exhausting';
  const piece = sha256
    ? { key: object.key, size: object.size, versionId: object.versionId, sha256 }
    : undefined;
  const unread = issueOf(opened);
  const told = warningOf(opened);
  return {
    raw,
    piece,
    refusal: unread && { ...unread, path: pathOf(object) },
    warning: told && { ...told, path: pathOf(object) },
    apart,
    path: pathOf(dataFile),
  };
};
