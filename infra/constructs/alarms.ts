import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** The topic every alarm speaks to. Whoever is on call subscribes to it (its ARN is an output). */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // A key of ours: CloudWatch cannot publish to a topic under the AWS managed key, whose policy does not name it.
    const key = new Key(this, 'Key', { description: 'Alarm topic', enableKeyRotation: true });
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    const conditions = { StringEquals: { 'aws:SourceAccount': this.topic.env.account } };
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsEncrypt',
        principals: [cloudWatch],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions,
      }),
    );
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPublish',
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions,
      }),
    );
  }
}

/** What an alarm watches and what the person woken by it reads. */
export type AlarmProps = {
  topic: ITopic;
  metric: IMetric;
  /** The alarm rings above this value, in the metric's unit. */
  above: number;
  /** One sentence: what happened and what to do. */
  description: string;
};

/** An alarm on a metric going above a value once; silence of the metric is not an alarm. */
export function addAlarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  const alarm = new Alarm(scope, id, {
    metric: props.metric,
    threshold: props.above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: props.description,
  });
  alarm.addAlarmAction(new SnsAction(props.topic));
  return alarm;
}

/** Rings at the first message in a dead-letter queue. */
export function addDepthAlarm(scope: Construct, id: string, topic: ITopic, queue: IQueue, of: string): Alarm {
  return addAlarm(scope, id, {
    topic,
    metric: queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(1),
      statistic: Stats.MAXIMUM,
    }),
    above: 0,
    description: `${of}: a message was dead-lettered. Read the cause in the function's log, then redrive it.`,
  });
}

/** Rings when the oldest message of a queue is older than `limit`. */
export function addAgeAlarm(
  scope: Construct,
  id: string,
  topic: ITopic,
  queue: IQueue,
  limit: Duration,
  description: string,
): Alarm {
  return addAlarm(scope, id, {
    topic,
    metric: queue.metricApproximateAgeOfOldestMessage({
      period: Duration.minutes(5),
      statistic: Stats.MAXIMUM,
    }),
    above: limit.toSeconds(),
    description,
  });
}
