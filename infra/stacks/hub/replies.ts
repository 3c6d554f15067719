import { addCanaryAlarm } from '../../constructs/canary.ts';
import { DailyOrder } from '../../constructs/daily-order.ts';
import {
  grantHandingOver,
  grantLeaving,
  grantPut,
  grantRegistry,
  grantSecret,
  grantSendToAll,
} from '../../constructs/grants.ts';
import { Intake } from '../../constructs/intake.ts';
import { IntakeQueue } from '../../constructs/queues.ts';
import { intakeName, repliesName } from '../../names.ts';
import { type HubParts, TIMEOUT } from './parts.ts';

/** The canary, which tries every intake, and the one queue on which it gets both its orders and its replies. */
export function addCanary(parts: HubParts): void {
  const queues = new IntakeQueue(parts.stack, 'CanaryReplies', {
    queueName: repliesName(parts.stage, 'canary'),
    consumerTimeout: TIMEOUT,
  });
  const canary = parts.createFunction('Canary', 'canary', {
    CANARY_KEY_SECRET: parts.data.canaryKey.secretArn,
    TABLE_NAME: parts.data.table.tableName,
    INTAKE_PREFIX: `passerelle-${parts.stage.name}-`,
  });
  grantSecret(canary, parts.data.canaryKey, parts.data.key);
  grantRegistry(canary, parts.data.table, parts.data.key);
  grantSendToAll(canary, intakeName(parts.stage, '*'));
  const alarms = parts.alarms;
  new Intake(parts.stack, 'CanaryMapping', { name: 'canary', queues, receiver: canary, alarms });
  new DailyOrder(parts.stack, 'HourlyCanary', {
    queue: queues.queue,
    enabled: parts.stage.canary,
    body: (scheduledTime) => ({ send: scheduledTime }),
    alarms,
  });
  if (parts.stage.canary) addCanaryAlarm(parts.stack, parts.stage, alarms);
}

/** The answerer, which sends each reply to its partner's queue, or leaves it for a partner that reads over HTTP. */
export function addReplies(parts: HubParts): void {
  const { data, stage } = parts;
  const reply = parts.createFunction('Reply', 'reply', {
    TABLE_NAME: data.table.tableName,
    RAW_BUCKET: data.rawBucket.bucketName,
    REPLIES_QUEUE_PREFIX: repliesName(stage, ''),
  });
  grantPut(reply, data.rawBucket, data.key);
  grantSendToAll(reply, repliesName(stage, '*'));
  grantLeaving(reply, data.table, data.key);
  grantHandingOver(reply, data.table);
  parts.addStreamConsumer(
    'ReplyStream',
    'reply',
    reply,
    // Rows of files it only counts.
    [{ entity: ['MESSAGE'] }, { entity: ['DECISION_AIDE'], replyBy: ['queue'] }],
    ['MESSAGE#*', 'COMMISSION#*#AIDES'],
  );
}
