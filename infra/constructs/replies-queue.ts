import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { addAgeAlarm, addDepthAlarm } from './alarms.ts';
import { QueuePair } from './queues.ts';

export type RepliesQueueProps = {
  queueName: string;
  partner: string;
  /** What becomes of replies that were not read when their partner leaves the template. */
  removalPolicy: RemovalPolicy;
  alarms: ITopic;
};

/** The replies to one partner, which alone may read and delete them, by its role. */
export class RepliesQueue extends QueuePair {
  constructor(scope: Construct, id: string, props: RepliesQueueProps) {
    super(scope, id, {
      queueName: props.queueName,
      visibilityTimeout: Duration.minutes(5),
      // High on purpose: the reader is the partner's software, and it no longer sees a reply once it is dead-lettered.
      maxReceiveCount: 50,
      removalPolicy: props.removalPolicy,
    });
    addDepthAlarm(
      this,
      'DeadLettersAlarm',
      props.alarms,
      this.deadLetters,
      `Replies to ${props.partner}`,
      'replies-are-not-read',
    );
    addAgeAlarm(
      this,
      'AgeAlarm',
      props.alarms,
      this.queue,
      Duration.days(3),
      `Replies to ${props.partner}: not read for three days (they are lost at fourteen).`,
      'replies-are-not-read',
    );
  }
}
