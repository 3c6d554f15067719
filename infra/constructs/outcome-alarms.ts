import { Duration } from 'aws-cdk-lib';
import { type Alarm, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { addAlarm, addSilenceAlarm } from './alarms.ts';
import { hubMetric } from './metrics.ts';

/** A day, plus two hours for a run that starts late to end. */
const WATCH_HOURS = 26;

/** Alarms on what should have happened and did not: the watch ran, partners sent messages, mails were delivered. */
export class OutcomeAlarms extends Construct {
  /** Rings when every record of a batch failed: a broken deployment does that; one bad record alone does not. */
  readonly batchFailed: Alarm;

  constructor(scope: Construct, id: string, { stage, alarms }: { stage: Stage; alarms: ITopic }) {
    super(scope, id);
    addSilenceAlarm(this, 'WatchRan', {
      topic: alarms,
      metric: hubMetric(stage, 'WatchRuns'),
      hours: WATCH_HOURS,
      description: `The daily watch has not ended for ${WATCH_HOURS} hours.`,
      runbook: 'the-watch-did-not-run',
    });
    addAlarm(this, 'RetirementsWaiting', {
      topic: alarms,
      metric: hubMetric(stage, 'RetirementsWaiting'),
      above: 0,
      description: `More cases have come to their term than the ${stage.retirementsADay} that may be retired in a day.`,
      runbook: 'more-cases-end-than-may-be-retired',
    });
    this.batchFailed = addAlarm(this, 'BatchFailed', {
      topic: alarms,
      metric: hubMetric(stage, 'BatchFailed', { period: Duration.minutes(5) }),
      above: 0,
      description: 'Every record of a batch failed.',
      runbook: 'a-whole-batch-failed',
    });
    addAlarm(this, 'RowsSetApart', {
      topic: alarms,
      metric: hubMetric(stage, 'RowsSetApart'),
      above: 0,
      description: 'A row of a file could not be filed, by our own fault; its sender was told.',
      runbook: 'a-row-was-set-apart',
    });
    for (const [sender, hours] of Object.entries(stage.silenceHours)) {
      addSilenceAlarm(this, `Heard-${sender}`, {
        topic: alarms,
        metric: hubMetric(stage, 'Messages', { by: { sender } }),
        hours,
        description: `No message from ${sender} for ${hours} hours.`,
        runbook: 'a-partner-is-silent',
      });
    }
    addAlarm(this, 'Undelivered', {
      topic: alarms,
      metric: hubMetric(stage, 'Undelivered'),
      above: 0,
      description: 'A mail was not delivered.',
      runbook: 'mail-is-not-delivered',
    });
    // The rates of the whole account. AWS reviews it, and may suspend its sending, at 5 % of bounces and 0.1 % of complaints:
    // https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
    for (const [name, above] of [
      ['BounceRate', 0.05],
      ['ComplaintRate', 0.001],
    ] as const) {
      addAlarm(this, name, {
        topic: alarms,
        metric: new Metric({
          namespace: 'AWS/SES',
          metricName: `Reputation.${name}`,
          period: Duration.hours(1),
          statistic: Stats.AVERAGE,
        }),
        above,
        description: `SES: ${name} is above ${above * 100} %, where AWS reviews the account.`,
        runbook: 'our-reputation-as-a-sender',
      });
    }
  }
}
