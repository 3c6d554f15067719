import { Duration, Validations } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { addAlarm, addDepthAlarm } from './alarms.ts';
import { grantReadItems, grantSend } from './grants.ts';
import type { HubFunction } from './hub-function.ts';
import { createFailureQueue, createRetryQueue } from './queues.ts';

export type StreamConsumerProps = {
  name: string;
  table: ITable;
  /** The table's. */
  key: IKey;
  consumer: HubFunction;
  consumerTimeout: Duration;
  /** Partitions of the items it is told of, as IAM matches them. */
  partitions: readonly string[];
  /** String attributes the new image must have, with the values each may have. */
  newImage: Record<string, string[]>;
  alarms: ITopic;
};

/**
 * A function fed by the table's stream: only what matches. What fails it puts on a queue of its own, which feeds it too, so that nothing waits
 * for it; what fails for good is kept.
 */
export class StreamConsumer extends Construct {
  readonly failures: Queue;
  readonly retries: Queue;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const { consumer, consumerTimeout, table, key } = props;
    this.failures = createFailureQueue(this, 'Failures');
    this.retries = createRetryQueue(this, 'Retries', { consumerTimeout, failures: this.failures });
    consumer.addEnvironment('RETRY_QUEUE_URL', this.retries.queueUrl);
    consumer.addEnvironment('FAILURES_QUEUE_URL', this.failures.queueUrl);
    grantSend(consumer, [this.retries, this.failures]);
    grantReadItems(consumer, table, key, props.partitions);
    consumer.addEventSource(
      new SqsEventSource(this.retries, {
        batchSize: 10,
        reportBatchItemFailures: true,
        // The least there is: what is new comes first.
        maxConcurrency: 2,
      }),
    );
    const image = Object.entries(props.newImage).map(([name, values]) => [name, { S: values }]);
    consumer.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 10,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // For an invocation that dies, or cannot put aside what failed: with the growing pause between attempts, hours; the
        // stream itself keeps 24.
        retryAttempts: 20,
        maxRecordAge: Duration.hours(20),
        parallelizationFactor: 2,
        onFailure: new SqsDlq(this.failures),
        filters: [
          FilterCriteria.filter({
            eventName: ['INSERT', 'MODIFY'],
            dynamodb: { NewImage: Object.fromEntries(image) },
          }),
        ],
      }),
    );
    Validations.of(consumer.hubRole).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'dynamodb:ListStreams, which the event source mapping needs, is granted by the library on every stream.',
    });
    addDepthAlarm(
      this,
      'FailuresAlarm',
      props.alarms,
      this.failures,
      `Stream consumer ${props.name}`,
      'a-stream-consumers-failures',
    );
    addAlarm(this, 'RetriesAlarm', {
      topic: props.alarms,
      // The least there were in a quarter of an hour: each waits its turn there, and goes back if it fails.
      metric: this.retries.metric('ApproximateNumberOfMessagesDelayed', {
        period: Duration.minutes(15),
        statistic: Stats.MINIMUM,
      }),
      above: 0,
      description: `Stream consumer ${props.name}: something has been tried again for a quarter of an hour.`,
      runbook: 'a-stream-consumer-tries-again',
    });
    addAlarm(this, 'AgeAlarm', {
      topic: props.alarms,
      metric: consumer.metric('IteratorAge', { period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
      above: Duration.minutes(15).toMilliseconds(),
      description: `Stream consumer ${props.name} is 15 minutes late on the table.`,
      runbook: 'a-stream-consumer-is-late',
    });
  }
}
