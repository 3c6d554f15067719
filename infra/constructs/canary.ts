import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { leadingTo } from './alarms.ts';
import { hubMetric } from './metrics.ts';

/** Rings when fewer canaries were answered than there are intakes, two hours running. */
export function addCanaryAlarm(scope: Construct, stage: Stage, intakes: number, topic: ITopic): void {
  const alarm = new Alarm(scope, 'CanaryAlarm', {
    metric: hubMetric(stage, 'CanaryReplies', { period: Duration.hours(1) }),
    threshold: intakes,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 2,
    treatMissingData: TreatMissingData.BREACHING,
    alarmDescription: leadingTo(
      `Fewer than ${intakes} canaries were answered in time, two hours running.`,
      'a-canary-is-missing',
    ),
  });
  alarm.addAlarmAction(new SnsAction(topic));
}
