import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { leadingTo } from './alarms.ts';
import { hubMetric } from './metrics.ts';

/** Rings when fewer canaries were answered than sent, or none was sent, two hours running. */
export function addCanaryAlarm(scope: Construct, stage: Stage, topic: ITopic): void {
  const period = Duration.hours(1);
  const alarm = new Alarm(scope, 'CanaryAlarm', {
    metric: new MathExpression({
      expression: 'sent - FILL(answered, 0)',
      usingMetrics: {
        sent: hubMetric(stage, 'CanariesSent', { period }),
        answered: hubMetric(stage, 'CanaryReplies', { period }),
      },
      period,
    }),
    threshold: 0,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 2,
    treatMissingData: TreatMissingData.BREACHING,
    alarmDescription: leadingTo(
      'Canaries were not answered in time, or none was sent, two hours running.',
      'a-canary-is-missing',
    ),
  });
  alarm.addAlarmAction(new SnsAction(topic));
}
