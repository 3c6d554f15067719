import { CfnOutput, Duration } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  type IMetric,
  type Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/**
 * The topic every alarm publishes to, and the mailbox it writes to. The mailbox's owner confirms the subscription once, from the
 * mail that SNS sends.
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { mailbox }: { mailbox: string | undefined }) {
    super(scope, id);
    // Our own key: CloudWatch cannot publish to a topic under the AWS managed key, whose policy does not name CloudWatch.
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
    if (mailbox !== undefined) this.topic.addSubscription(new EmailSubscription(mailbox));
  }
}

/** What an alarm watches, and what the person it wakes reads. */
export type AlarmProps = {
  topic: ITopic;
  metric: IMetric;
  /** The alarm rings above this value, in the metric's unit. */
  above: number;
  /** One sentence: what happened. */
  description: string;
  runbook: RunbookSection;
};

/** Sections of docs/runbook.md that alarms lead to. A test checks that each exists and says what to do. */
export type RunbookSection =
  | 'an-intakes-dead-letters'
  | 'an-intake-is-slow'
  | 'a-stream-consumers-failures'
  | 'a-stream-consumer-is-late'
  | 'a-stream-consumer-tries-again'
  | 'a-whole-batch-failed'
  | 'a-row-was-set-apart'
  | 'replies-are-not-read'
  | 'the-daily-order-was-not-put'
  | 'the-watch-did-not-run'
  | 'more-cases-end-than-may-be-retired'
  | 'scan-results-are-lost'
  | 'the-api-answers-5xx'
  | 'an-ses-event-was-not-recorded'
  | 'a-function-fails'
  | 'a-function-is-throttled'
  | 'a-canary-is-missing'
  | 'a-partner-is-silent'
  | 'mail-is-not-delivered'
  | 'our-reputation-as-a-sender'
  | 'a-backup-failed';

/** A description, then where the runbook says what to do. */
export const leadingTo = (description: string, runbook: RunbookSection): string =>
  `${description} → docs/runbook.md#${runbook}`;

/** An alarm that rings as soon as one period is above the value; a period without data is not an alarm. */
export function addAlarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  const alarm = new Alarm(scope, id, {
    metric: props.metric,
    threshold: props.above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: leadingTo(props.description, props.runbook),
  });
  alarm.addAlarmAction(new SnsAction(props.topic));
  return alarm;
}

/** Rings when a metric gave nothing for `hours`, missing data included. 168 hours at most: CloudWatch looks back a week. */
export function addSilenceAlarm(
  scope: Construct,
  id: string,
  props: Omit<AlarmProps, 'above' | 'metric'> & { metric: Metric; hours: number },
): Alarm {
  const alarm = new Alarm(scope, id, {
    metric: props.metric.with({ period: Duration.hours(1), statistic: Stats.SUM }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: props.hours,
    datapointsToAlarm: props.hours,
    treatMissingData: TreatMissingData.BREACHING,
    alarmDescription: leadingTo(props.description, props.runbook),
  });
  alarm.addAlarmAction(new SnsAction(props.topic));
  return alarm;
}

/** Rings when an invocation of a function ends in error, or is throttled for want of concurrency. Returns the alarm on errors. */
export function addFunctionAlarms(scope: Construct, topic: ITopic, name: string, fn: IFunction): Alarm {
  const period = Duration.minutes(5);
  const errors = addAlarm(scope, 'Errors', {
    topic,
    metric: fn.metricErrors({ period }),
    above: 0,
    description: `Function ${name}: an invocation ended in error.`,
    runbook: 'a-function-fails',
  });
  addAlarm(scope, 'Throttles', {
    topic,
    metric: fn.metricThrottles({ period }),
    above: 0,
    description: `Function ${name}: an invocation was throttled.`,
    runbook: 'a-function-is-throttled',
  });
  return errors;
}

/**
 * One alarm that rings when any of `alarms` does. CloudFormation watches it during a deployment, and rolls the stack back (ADR
 * 30). It has no action of its own: the alarms it is made of already ring.
 */
export function addDeploymentAlarm(scope: Construct, alarms: readonly Alarm[]): void {
  const alarm = new CompositeAlarm(scope, 'DeploymentAlarm', {
    alarmRule: AlarmRule.anyOf(...alarms.map((one) => AlarmRule.fromAlarm(one, AlarmState.ALARM))),
    alarmDescription: 'A function fails: a deployment going on is rolled back.',
  });
  new CfnOutput(scope, 'DeploymentAlarmArn', { value: alarm.alarmArn });
}

/** Rings at the first message in a dead-letter queue. */
export function addDepthAlarm(
  scope: Construct,
  id: string,
  topic: ITopic,
  queue: IQueue,
  of: string,
  runbook: RunbookSection,
): Alarm {
  return addAlarm(scope, id, {
    topic,
    metric: queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(1),
      statistic: Stats.MAXIMUM,
    }),
    above: 0,
    description: `${of}: a message was dead-lettered.`,
    runbook,
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
  runbook: RunbookSection,
): Alarm {
  return addAlarm(scope, id, {
    topic,
    metric: queue.metricApproximateAgeOfOldestMessage({
      period: Duration.minutes(5),
      statistic: Stats.MAXIMUM,
    }),
    above: limit.toSeconds(),
    description,
    runbook,
  });
}
