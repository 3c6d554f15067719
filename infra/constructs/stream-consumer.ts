import { Duration, Validations } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { addAlarm, addDepthAlarm } from './alarms.ts';
import type { HubFunction } from './hub-function.ts';
import { createFailureQueue } from './queues.ts';

export type StreamConsumerProps = {
  name: string;
  table: ITable;
  consumer: HubFunction;
  /** String attributes the new image must have, with the values each may have. */
  newImage: Record<string, string[]>;
  alarms: ITopic;
};

/** A function fed by the table's stream: only what matches, one poison record isolated, what fails for good kept. */
export class StreamConsumer extends Construct {
  readonly failures: Queue;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    this.failures = createFailureQueue(this, 'Failures');
    const image = Object.entries(props.newImage).map(([name, values]) => [name, { S: values }]);
    props.consumer.addEventSource(
      new DynamoEventSource(props.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 10,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // With the growing pause between attempts, hours of an SES outage; the stream itself keeps 24 hours.
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
    Validations.of(props.consumer.hubRole).acknowledge({
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
    addAlarm(this, 'AgeAlarm', {
      topic: props.alarms,
      metric: props.consumer.metric('IteratorAge', { period: Duration.minutes(5), statistic: Stats.MAXIMUM }),
      above: Duration.minutes(15).toMilliseconds(),
      description: `Stream consumer ${props.name} is 15 minutes late on the table.`,
      runbook: 'a-stream-consumer-is-late',
    });
  }
}
