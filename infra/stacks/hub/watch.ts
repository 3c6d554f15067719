import { CfnOutput, Duration } from 'aws-cdk-lib';
import { DailyOrder } from '../../constructs/daily-order.ts';
import { grantDropping, grantSecret, grantSend, grantWatching } from '../../constructs/grants.ts';
import { Intake } from '../../constructs/intake.ts';
import { IntakeQueue } from '../../constructs/queues.ts';
import type { HubParts } from './parts.ts';

/** A run of the watch that needs longer goes on in the next invocation. */
const WATCH_TIMEOUT = Duration.minutes(5);

/** The daily watch of deadlines, and the function that retires the cases it orders retired. */
export function addWatch(parts: HubParts): void {
  const { table, key } = parts.data;
  const queues = new IntakeQueue(parts.stack, 'WatchQueue', {
    queueName: `passerelle-${parts.stage.name}-watch`,
    consumerTimeout: WATCH_TIMEOUT,
  });
  const retirements = addRetire(parts);
  const watch = parts.createFunction(
    'WatchDeadlines',
    'watch-deadlines',
    {
      ...parts.mailboxEnvironment(),
      WATCH_QUEUE_URL: queues.queue.queueUrl,
      MATCHING_KEY_SECRET: parts.data.matchingKey.secretArn,
      RETIRE_QUEUE_URL: retirements.queue.queueUrl,
      RETIREMENTS_A_DAY: String(parts.stage.retirementsADay),
      CLOSE_DELAY_SECONDS: String(parts.stage.watchCloseDelaySeconds),
      REMIND_ALERTS: String(parts.stage.alertsTakenOnPages),
    },
    { timeout: WATCH_TIMEOUT },
  );
  grantWatching(watch, table, key);
  // It tells cases of decisions on aids, and what is told of a case may claim an identity.
  grantSecret(watch, parts.data.matchingKey, key);
  grantSend(watch, [queues.queue, retirements.queue]);
  watch.allowLoop('each invocation goes on after the last case of the one before');
  new Intake(parts.stack, 'WatchMapping', {
    name: 'watch',
    queues,
    receiver: watch,
    batchSize: 1,
    alarms: parts.alarms,
  });
  new DailyOrder(parts.stack, 'DailyWatch', {
    queue: queues.queue,
    hour: 6,
    // The order's shape is in functions/watch-deadlines/order.ts.
    body: (scheduledTime) => ({ day: scheduledTime }),
    alarms: parts.alarms,
  });
  new CfnOutput(parts.stack, 'WatchQueueUrl', { value: queues.queue.queueUrl });
}

/** Retires the cases that the watch orders retired: the only function that may delete a case. */
function addRetire(parts: HubParts): IntakeQueue {
  const { table, key, rawBucket, piecesBucket, dropBucket, quarantineBucket, holdBucket } = parts.data;
  const queues = new IntakeQueue(parts.stack, 'DropQueue', {
    queueName: `passerelle-${parts.stage.name}-retire-cases`,
    consumerTimeout: WATCH_TIMEOUT,
  });
  const drop = parts.createFunction(
    'RetireCase',
    'retire-case',
    {
      TABLE_NAME: table.tableName,
      MATCHING_KEY_SECRET: parts.data.matchingKey.secretArn,
      RAW_BUCKET: rawBucket.bucketName,
      PIECES_BUCKET: piecesBucket.bucketName,
      DROP_BUCKET: dropBucket.bucketName,
      QUARANTINE_BUCKET: quarantineBucket.bucketName,
      HOLD_BUCKET: holdBucket.bucketName,
      APART_DAYS: String(parts.stage.apartDays),
    },
    { timeout: WATCH_TIMEOUT },
  );
  grantSecret(drop, parts.data.matchingKey, key);
  grantDropping(drop, table, key, [rawBucket, piecesBucket, dropBucket, quarantineBucket, holdBucket]);
  new Intake(parts.stack, 'DropMapping', {
    name: 'retire-cases',
    queues,
    receiver: drop,
    alarms: parts.alarms,
  });
  return queues;
}
