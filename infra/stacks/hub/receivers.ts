import { addDepthAlarm } from '../../constructs/alarms.ts';
import {
  grantFiles,
  grantFiling,
  grantReceipts,
  grantReceive,
  grantScanned,
  grantSecret,
  grantSend,
} from '../../constructs/grants.ts';
import type { HubFunction } from '../../constructs/hub-function.ts';
import { Intake } from '../../constructs/intake.ts';
import { exportName } from '../../names.ts';
import { FILE_RECEIVER_TIMEOUT, PIECE_RECEIVER_TIMEOUT } from '../data-stack.ts';
import { API_INTAKE, type HubParts } from './parts.ts';

/** Every intake of the hub's own, and the function that reads it: messages, pieces, files. */
export function addIntakes(parts: HubParts): void {
  addMessageReceiver(parts);
  addPieceReceiver(parts);
  addFileReceiver(parts);
}

/** Grants what every receiver needs: the table, and the secrets of matching and of canaries. */
function letFile({ data }: HubParts, receiver: HubFunction): void {
  grantFiling(receiver, data.table, data.key);
  for (const secret of [data.matchingKey, data.canaryKey]) grantSecret(receiver, secret, data.key);
}

/**
 * One function takes what every partner sends: on the queues of their own stacks, which map to it, and on the API's own intake. It may
 * read any queue that has an intake's name, since partners come and go without this stack.
 */
function addMessageReceiver(parts: HubParts): void {
  const { stack, stage } = parts;
  const receiver = parts.createFunction('ReceiveMessage', 'receive-message', parts.filingEnvironment());
  letFile(parts, receiver);
  grantReceive(receiver, stage);
  stack.exportValue(receiver.functionArn, { name: exportName(stage, 'receiver') });
  stack.exportValue(parts.alarms.topicArn, { name: exportName(stage, 'alarms') });
  new Intake(stack, 'ApiMapping', {
    name: API_INTAKE,
    queues: parts.apiIntake,
    receiver,
    alarms: parts.alarms,
  });
  parts.intakes.push(parts.apiIntake);
}

function addPieceReceiver(parts: HubParts): void {
  const { piecesBucket, piecesIntake, quarantineBucket, dropBucket } = parts.data;
  const receiver = parts.createFunction(
    'ReceivePiece',
    'receive-piece',
    {
      ...parts.filingEnvironment(),
      PIECES_BUCKET: piecesBucket.bucketName,
      QUARANTINE_BUCKET: quarantineBucket.bucketName,
      DROP_BUCKET: dropBucket.bucketName,
      PIECE_DAYS: String(parts.stage.retention.pieceDays),
      PIECES_QUEUE_URL: piecesIntake.queue.queueUrl,
      PIECE_WAIT_SECONDS: String(parts.stage.pieceWaitSeconds),
    },
    { timeout: PIECE_RECEIVER_TIMEOUT },
  );
  letFile(parts, receiver);
  grantScanned(receiver, piecesBucket, quarantineBucket);
  grantReceipts(receiver, dropBucket);
  addDepthAlarm(
    parts.stack,
    'ScanAlarm',
    parts.alarms,
    parts.data.scanFailures,
    'Scan results of pieces',
    'scan-results-are-lost',
  );
  grantSend(receiver, [piecesIntake.queue]);
  receiver.allowLoop('a piece is looked for again a set number of times, for a day');
  new Intake(parts.stack, 'PiecesMapping', {
    name: 'pieces',
    queues: piecesIntake,
    receiver,
    alarms: parts.alarms,
  });
}

function addFileReceiver(parts: HubParts): void {
  const { dropBucket, filesIntake } = parts.data;
  parts.intakes.push(filesIntake, parts.data.piecesIntake);
  const receiver = parts.createFunction(
    'ReceiveFile',
    'receive-file',
    {
      ...parts.filingEnvironment(),
      DROP_BUCKET: dropBucket.bucketName,
      FILES_QUEUE_URL: filesIntake.queue.queueUrl,
    },
    { timeout: FILE_RECEIVER_TIMEOUT },
  );
  letFile(parts, receiver);
  grantFiles(receiver, dropBucket);
  grantSend(receiver, [filesIntake.queue]);
  receiver.allowLoop('each invocation files more rows of a file, which has 250,000 at most');
  new Intake(parts.stack, 'FilesMapping', {
    name: 'files',
    queues: filesIntake,
    receiver,
    batchSize: 1,
    alarms: parts.alarms,
  });
}
