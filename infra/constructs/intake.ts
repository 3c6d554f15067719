import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAgeAlarm, addDepthAlarm } from './alarms.ts';
import type { QueuePair } from './queues.ts';

export type IntakeProps = {
  /** The partner or flow, as the alarm names it. */
  name: string;
  queues: QueuePair;
  receiver: IFunction;
  /** Messages given to one invocation; 10 when absent. */
  batchSize?: number;
  /** How long messages wait for others, when a batch is to be large. */
  window?: Duration;
  /** Batches at once; 10 when absent. */
  maxConcurrency?: number;
  alarms: ITopic;
};

/** Feeds a receiver from its intake queue, `batchSize` messages at a time, each acknowledged on its own. */
export class Intake extends Construct {
  constructor(scope: Construct, id: string, props: IntakeProps) {
    super(scope, id);
    props.receiver.addEventSource(
      new SqsEventSource(props.queues.queue, {
        batchSize: props.batchSize ?? 10,
        // Needed even with a batch of one: a receiver that threw instead would ring the alarm on errors and roll back a
        // deployment.
        reportBatchItemFailures: true,
        // A burst waits in the queue rather than take all of the account's concurrency.
        maxConcurrency: props.maxConcurrency ?? 10,
        ...(props.window && { maxBatchingWindow: props.window }),
      }),
    );
    addDepthAlarm(
      this,
      'DeadLettersAlarm',
      props.alarms,
      props.queues.deadLetters,
      `Intake ${props.name}`,
      'an-intakes-dead-letters',
    );
    addAgeAlarm(
      this,
      'AgeAlarm',
      props.alarms,
      props.queues.queue,
      Duration.hours(1),
      `Intake ${props.name}: a message has waited an hour.`,
      'an-intake-is-slow',
    );
  }
}
