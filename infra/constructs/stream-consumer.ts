import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnEventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { addAlarm, addDepthAlarm } from './alarms.ts';
import { grantReadItems, grantSend } from './grants.ts';
import type { HubFunction } from './hub-function.ts';
import { createFailureQueue, createRetryQueue } from './queues.ts';

/** The most that Lambda takes. */
const MOST_ATTEMPTS = 10_000;

export type StreamConsumerProps = {
  name: string;
  table: ITable;
  /** The key that encrypts the table. */
  key: IKey;
  consumer: HubFunction;
  consumerTimeout: Duration;
  /** Partitions that the function may read the records' items in, as IAM patterns. */
  partitions: readonly string[];
  /** Which new images: for each form, the string attributes that they must have, with the values allowed for each. */
  newImages: readonly Record<string, string[]>[];
  /** Where it tells what counts. */
  countQueue: Queue;
  /** As in the stage. */
  restoredOn: string | undefined;
  alarms: ITopic;
};

/**
 * Feeds a function with the records of the table's stream that match. The function puts a record that fails on its own retry
 * queue, which feeds it too, so that no other record waits behind it. What fails for good is kept in `failures`.
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
    consumer.addEnvironment('COUNT_QUEUE_URL', props.countQueue.queueUrl);
    grantSend(consumer, [this.retries, this.failures, props.countQueue]);
    consumer.allowLoop('a record is tried again a set number of times, then is a failure');
    grantReadItems(consumer, table, key, props.partitions);
    consumer.addEventSource(
      new SqsEventSource(this.retries, {
        batchSize: 10,
        reportBatchItemFailures: true,
        // 2 is the lowest value Lambda takes: new records come before retries.
        maxConcurrency: 2,
      }),
    );
    consumer.addEventSource(
      new DynamoEventSource(table, {
        startingPosition:
          props.restoredOn === undefined ? StartingPosition.TRIM_HORIZON : StartingPosition.LATEST,
        batchSize: 10,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // For an invocation that dies, or that cannot put a failed record on the retry queue. Their age alone ends the tries: a set
        // number of them is soon reached, and an outage lasts hours. The stream itself keeps records for 24.
        retryAttempts: MOST_ATTEMPTS,
        maxRecordAge: Duration.hours(20),
        parallelizationFactor: 2,
        onFailure: new SqsDlq(this.failures),
        filters: props.newImages.map((image) =>
          FilterCriteria.filter({
            eventName: ['INSERT', 'MODIFY'],
            dynamodb: {
              NewImage: Object.fromEntries(
                Object.entries(image).map(([name, values]) => [name, { S: values }]),
              ),
            },
          }),
        ),
      }),
    );
    if (props.restoredOn !== undefined) renameMapping(consumer, props.restoredOn);
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
      // The minimum over a quarter of an hour: a retry is a delayed message, put back each time it fails, so that above 0 at
      // every moment means that something keeps failing.
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

/** Gives the stream's mapping a name of that day: CloudFormation makes it anew, where whoever restored the table deleted the last one. */
function renameMapping(consumer: HubFunction, day: string): void {
  for (const child of consumer.node.findAll()) {
    if (child instanceof CfnEventSourceMapping && child.startingPosition !== undefined) {
      const { logicalId } = child;
      child.overrideLogicalId(`${Stack.of(consumer).resolve(logicalId)}${day.replaceAll('-', '')}`);
    }
  }
}
