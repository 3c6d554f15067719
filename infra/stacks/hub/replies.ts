import { CfnOutput } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { addCanaryAlarm } from '../../constructs/canary.ts';
import { DailyOrder } from '../../constructs/daily-order.ts';
import { grantPut, grantSecret, grantSend } from '../../constructs/grants.ts';
import { Intake } from '../../constructs/intake.ts';
import { IntakeQueue } from '../../constructs/queues.ts';
import { removalOf } from '../../constructs/removal.ts';
import { RepliesQueue } from '../../constructs/replies-queue.ts';
import { partnersOf } from '../../stages.ts';
import { type HubParts, pascalCase, TIMEOUT } from './parts.ts';

/** The canary, which tries every intake, and the one queue on which it gets both its orders and its replies. */
export function addCanary(parts: HubParts): Queue {
  const queues = new IntakeQueue(parts.stack, 'CanaryReplies', {
    queueName: `passerelle-${parts.stage.name}-replies-canary`,
    consumerTimeout: TIMEOUT,
  });
  const partners = partnersOf(parts.stage)
    .map(([partner]) => partner)
    .filter((partner) => !(partner in parts.stage.partners.etudes));
  const canary = parts.createFunction('Canary', 'canary', {
    CANARY_KEY_SECRET: parts.data.canaryKey.secretArn,
    CANARY_PARTNERS: JSON.stringify(partners),
    INTAKE_PREFIX: `passerelle-${parts.stage.name}-`,
  });
  grantSecret(canary, parts.data.canaryKey, parts.data.key);
  grantSend(canary, parts.partnerIntakes);
  const alarms = parts.alarms;
  new Intake(parts.stack, 'CanaryMapping', { name: 'canary', queues, receiver: canary, alarms });
  new DailyOrder(parts.stack, 'HourlyCanary', {
    queue: queues.queue,
    enabled: parts.stage.canary,
    body: (scheduledTime) => ({ send: scheduledTime }),
    alarms,
  });
  if (parts.stage.canary) addCanaryAlarm(parts.stack, parts.stage, partners.length, alarms);
  return queues.queue;
}

/** The replies to every partner, each on its own queue, and to the canary. */
export function addReplies(parts: HubParts, canaryReplies: Queue): void {
  const prefix = `passerelle-${parts.stage.name}-replies-`;
  const replies = partnersOf(parts.stage).map(([partner, accountId]) => {
    const id = pascalCase(partner);
    const queues = new RepliesQueue(parts.stack, `${id}Replies`, {
      queueName: `${prefix}${partner}`,
      partner,
      accountId,
      removalPolicy: removalOf(parts.stage),
      alarms: parts.alarms,
    });
    new CfnOutput(parts.stack, `${id}RepliesUrl`, { value: queues.queue.queueUrl });
    return queues.queue;
  });
  const reply = parts.createFunction('Reply', 'reply', {
    TABLE_NAME: parts.data.table.tableName,
    RAW_BUCKET: parts.data.rawBucket.bucketName,
    REPLIES_QUEUE_PREFIX: prefix,
  });
  grantPut(reply, parts.data.rawBucket, parts.data.key);
  grantSend(reply, [...replies, canaryReplies]);
  parts.addStreamConsumer('ReplyStream', 'reply', reply, { entity: ['MESSAGE'], replyBy: ['queue'] }, [
    'MESSAGE#*',
  ]);
}
