import { codeOf, HubError, isPermanent } from '../../errors.ts';
import { log } from '../../log/log.ts';
import { measure } from '../../log/measure.ts';
import { type Issue, issueCodes } from '../../outbound/replies/issue.ts';
import { counted, noTotals, type ReportHead, type ReportRow } from '../../outbound/reports/report.ts';
import { reportKeyOf } from '../../outbound/reports/report-key.ts';
import type { ReportStore } from '../../outbound/reports/report-store.ts';
import { csvRow, jsonRow } from '../../outbound/reports/write-report.ts';
import type { FileItem, FileRegister } from '../../store/files.ts';
import { placeOfRow } from '../../store/row-place.ts';
import { partnerOfSender } from '../partners/all.ts';
import type { Partner } from '../partners/partner.ts';
import { createReceive, type ReceiveDeps, type Received } from '../receive.ts';
import type { Upload } from '../s3-upload.ts';
import { FileRefused } from './file-issue.ts';
import { type FileRow, type OpenedFile, openFile } from './read/open-file.ts';
import { rowReport, setApartReport } from './row-report.ts';

export type FileDeps = ReceiveDeps & {
  register: FileRegister;
  reports: ReportStore;
  /**
   * `version` tells an upload from any other of the same key; `versionId` is its id where the bucket keeps versions. They are the
   * upload's own, or the latest of the key when the upload names none. Undefined when the object is gone.
   */
  versionOf: (upload: Upload) => Promise<{ version: string; versionId?: string | undefined } | undefined>;
  /** Reads the bytes of that upload, never a later one's: a file is read several times. */
  open: (key: string, versionId: string | undefined) => AsyncIterable<Uint8Array>;
  /** Hands the file over to another invocation. */
  goOn: (upload: Upload) => Promise<void>;
  now: () => string;
  pause: (attempt: number) => Promise<void>;
  /** Whether this invocation has time for another part. */
  hasTime: () => boolean;
  /** The queue will not deliver the file again: a row that fails now must not deprive the others of their report. */
  lastDelivery: boolean;
};

/** Rows filed at once: enough to keep one core busy while requests wait on the network. */
const AT_ONCE = 24;
/** Rows in a part of the report. A file that stops resumes after its last part. */
const PART_ROWS = 2000;

/**
 * Processes a dropped file: each row is a message, then a report is written beside the file. Out of time, it hands the file over
 * to another invocation; after a failure, it resumes from the last part of the report. A row is filed once whatever happens,
 * since its content is its id. A row that cannot be filed through a fault of the hub is set apart alone: the report says so, and
 * the other rows get their outcome.
 */
export const createReceiveFile =
  (deps: FileDeps) =>
  async (upload: Upload): Promise<void> => {
    const [, sender = '', name = ''] = /^drop\/([a-z0-9-]+)\/(.+)$/s.exec(upload.key) ?? [];
    const found = await deps.versionOf(upload);
    const { version, versionId } = found ?? { version: upload.versionId ?? '', versionId: upload.versionId };
    const base = { version: '1' as const, file: upload.key, receivedAt: upload.since };
    const report = reportKeyOf({ sender, name, key: upload.key, version, since: upload.since });
    const partner = partnerOfSender(sender);
    const refuse = async (issue: Issue): Promise<void> => {
      const head = {
        ...base,
        endedAt: deps.now(),
        outcome: 'refused' as const,
        errors: [issue],
        totals: noTotals,
      };
      await deps.reports.write(report, head, []);
      // A prefix that belongs to no partner may be anything somebody typed: it is not logged.
      log('file.refused', { sender: partner ? sender : 'inconnu', code: issue.code });
    };
    if (!found) {
      // The notification came twice, and the file was deleted after its report.
      if (await deps.reports.has(report)) return;
      log('file.gone', { sender });
      return refuse(gone);
    }
    if (!partner) return refuse(badPrefix);
    let opened: OpenedFile;
    try {
      opened = await openFile(() => deps.open(upload.key, versionId), partner, sender);
    } catch (error) {
      if (error instanceof FileRefused) return refuse(error.issue);
      throw error;
    }
    const { sha256 } = opened;
    const file = await deps.register.begin({
      sender,
      sha256,
      key: upload.key,
      version,
      versionId,
      receivedAt: upload.since,
    });
    const another = file.key !== upload.key || file.version !== version;
    if (another && !isLeft(file, deps.now())) {
      const head = {
        ...base,
        endedAt: deps.now(),
        outcome: 'known' as const,
        errors: [],
        totals: file.totals,
        sha256,
      };
      await deps.reports.write(report, { ...head, knownAs: file.report ?? file.key }, []);
      return log('file.known', { sender, sha256 });
    }
    // The notification came twice, the second after the file was done.
    if (file.status === 'done') return;
    const done = await takeRows(deps, partner, opened, file);
    if (!done.ended) {
      await deps.goOn({ ...upload, versionId });
      return log('file.goesOn', { sender, sha256, rows: done.file.totals.rows });
    }
    const { totals, parts } = done.file;
    // Every row that was counted when the file was opened has its outcome.
    if (totals.rows !== opened.rowCount)
      throw new HubError('ROWS_LOST', `${opened.rowCount} rows, ${totals.rows} reported`, {
        retryable: true,
      });
    const head: ReportHead = {
      ...base,
      sha256,
      endedAt: deps.now(),
      outcome: 'processed',
      errors: [],
      warnings: opened.warnings,
      totals,
    };
    await deps.reports.write(report, head, parts);
    await deps.register.end(done.file, report);
    await deps.reports.forget(parts);
    measure('file.ended', { sender, sha256, ...totals }, { FileRows: totals.rows });
  };

/** Whether the first drop of a file was left unfinished for good. The same content dropped again then resumes where it stopped. */
const isLeft = ({ status, receivedAt }: FileItem, now: string): boolean =>
  status === 'open' && Date.parse(now) - Date.parse(receivedAt) > LEFT_AFTER_MS;

/** Longer than the five deliveries of a file's message take. */
const LEFT_AFTER_MS = 24 * 3_600_000;

type Taken = { ended: boolean; file: FileItem };

/** Files rows from where the file stands, part by part, as long as there is time. */
const takeRows = async (
  deps: FileDeps,
  partner: Partner,
  opened: OpenedFile,
  from: FileItem,
): Promise<Taken> => {
  const receive = createReceive(deps, partner.formatFor);
  const take = async ({ line, raw, warnings = [], refusal }: FileRow): Promise<ReportRow> => {
    try {
      const received = await persisting(deps, () =>
        receive({
          sender: from.sender,
          raw,
          warnings,
          ...(refusal && { refusal }),
          receivedAt: from.receivedAt,
          source: `${from.sha256}:${from.version}:${line}`,
          reported: { rawKey: placeOfRow(from, line) },
        }),
      );
      return rowReport(line, received, opened.headingFor);
    } catch (error) {
      if (!isPermanent(error) && !deps.lastDelivery) throw error;
      const fields = { sender: from.sender, sha256: from.sha256, line, code: codeOf(error) };
      measure('row.setApart', fields, { RowsSetApart: 1 });
      return setApartReport(line);
    }
  };
  let file = from;
  let part: ReportRow[] = [];
  let batch: FileRow[] = [];
  const takeBatch = async (): Promise<void> => {
    part.push(...(await Promise.all(batch.map(take))));
    batch = [];
  };
  const endPart = async (): Promise<void> => {
    const last = part.at(-1);
    if (!last) return;
    const first = file.parts.length === 0;
    const kept = await deps.reports.keepPart(file, {
      csv: part.map(csvRow).join(''),
      json: `${first ? '' : ',\n'}${part.map(jsonRow).join(',\n')}`,
    });
    const totals = part.reduce(counted, file.totals);
    file = await deps.register.progress(file, { lastLine: last.line, totals, parts: [...file.parts, kept] });
    part = [];
  };
  for await (const row of opened.rows()) {
    if (row.line <= from.lastLine) continue;
    batch.push(row);
    if (batch.length < AT_ONCE) continue;
    await takeBatch();
    const late = !deps.hasTime();
    if (late || part.length >= PART_ROWS) await endPart();
    if (late) return { ended: false, file };
  }
  await takeBatch();
  await endPart();
  return { ended: true, file };
};

const ATTEMPTS = 4;

/** Tries a row again when its failure may pass, rather than send the whole file back to its queue. */
const persisting = async (deps: FileDeps, receive: () => Promise<Received>): Promise<Received> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await receive();
    } catch (error) {
      if (attempt >= ATTEMPTS || isPermanent(error)) throw error;
      await deps.pause(attempt);
    }
  }
};

const gone: Issue = {
  code: issueCodes.fichierDisparu,
  path: '',
  expected: 'un fichier qui reste en place jusqu’à son compte rendu',
  message: 'Le fichier a été supprimé avant d’être lu en entier : déposez-le à nouveau.',
};

const badPrefix: Issue = {
  code: issueCodes.fichierPrefixe,
  path: '',
  expected: 'un dépôt sous drop/<code du partenaire>/',
  message: 'Le dépôt n’est sous le préfixe d’aucun partenaire.',
};
