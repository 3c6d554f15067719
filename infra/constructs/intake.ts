import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { addAgeAlarm, addDepthAlarm } from './alarms.ts';
import type { QueuePair } from './queues.ts';

export type IntakeProps = {
  /** Partner or flow, as the alarm names it. */
  name: string;
  queues: QueuePair;
  receiver: LambdaFunction;
  /** Messages given to one invocation; 10 unless told. */
  batchSize?: number;
  alarms: ITopic;
};

/**
 * An intake at work: its queue feeds its receiver ten messages at a time, each acknowledged on its own.
 */
export class Intake extends Construct {
  constructor(scope: Construct, id: string, props: IntakeProps) {
    super(scope, id);
    props.receiver.addEventSource(
      new SqsEventSource(props.queues.queue, {
        batchSize: props.batchSize ?? 10,
        // Alone in its batch too: an invocation that ends in error is a function that fails, and rolls a deployment back.
        reportBatchItemFailures: true,
        // A burst waits in the queue rather than take the account's whole concurrency.
        maxConcurrency: 10,
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
