import { CfnOutput } from 'aws-cdk-lib';
import { addDepthAlarm } from '../../constructs/alarms.ts';
import {
  grantFiles,
  grantFiling,
  grantReceipts,
  grantScanned,
  grantSecret,
  grantSend,
} from '../../constructs/grants.ts';
import type { HubFunction } from '../../constructs/hub-function.ts';
import { Intake } from '../../constructs/intake.ts';
import { IntakeQueue } from '../../constructs/queues.ts';
import { FILE_RECEIVER_TIMEOUT, PIECE_RECEIVER_TIMEOUT } from '../data-stack.ts';
import { type HubParts, pascalCase, TIMEOUT } from './parts.ts';

/** Every intake, and the function that reads it: CAF, MSA and Banque de France, the other partners, pieces, files. */
export function addIntakes(parts: HubParts): void {
  addReceivers(parts);
  addEventReceiver(parts);
  addPieceReceiver(parts);
  addFileReceiver(parts);
}

/** Grants what every receiver needs: the table, and the secrets of matching and of canaries. */
function letFile({ data }: HubParts, receiver: HubFunction): void {
  grantFiling(receiver, data.table, data.key);
  for (const secret of [data.matchingKey, data.canaryKey]) grantSecret(receiver, secret, data.key);
}

function addReceivers(parts: HubParts): void {
  const { caf, msa, bdf } = parts.stage.partners;
  const impaye = parts.createFunction('ReceiveImpaye', 'receive-impaye', parts.filingEnvironment());
  const surendettement = parts.createFunction(
    'ReceiveSurendettement',
    'receive-surendettement',
    parts.filingEnvironment(),
  );
  addIntake(parts, 'Caf', 'caf', caf, impaye);
  addIntake(parts, 'Msa', 'msa', msa, impaye);
  addIntake(parts, 'Bdf', 'bdf', bdf, surendettement);
  for (const receiver of [impaye, surendettement]) {
    letFile(parts, receiver);
  }
}

function addEventReceiver(parts: HubParts): void {
  const receiver = parts.createFunction('ReceiveEvent', 'receive-event', parts.filingEnvironment());
  letFile(parts, receiver);
  for (const [partner, accountId] of Object.entries(parts.stage.partners.others)) {
    addIntake(parts, pascalCase(partner), partner, accountId, receiver);
  }
}

function addIntake(
  parts: HubParts,
  id: string,
  partner: string,
  accountId: string,
  receiver: HubFunction,
): void {
  const queues = new IntakeQueue(parts.stack, `${id}Intake`, {
    queueName: `passerelle-${parts.stage.name}-${partner}-intake`,
    consumerTimeout: TIMEOUT,
  });
  queues.allowAccount('PartnerSends', accountId, ['sqs:SendMessage', 'sqs:GetQueueUrl']);
  parts.intakes.push(queues);
  parts.partnerIntakes.push(queues.queue);
  new Intake(parts.stack, `${id}Mapping`, { name: partner, queues, receiver, alarms: parts.alarms });
  new CfnOutput(parts.stack, `${id}IntakeUrl`, { value: queues.queue.queueUrl });
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
