import { TimeZone } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { addDepthAlarm } from './alarms.ts';
import { createFailureQueue } from './queues.ts';
import { serviceOfAccount } from './service-principal.ts';

export type DailyOrderProps = {
  queue: Queue;
  /** Hour of the day in Europe/Paris. When absent: every hour, at half past. */
  hour?: number;
  /** `false`: the schedule exists and never fires. */
  enabled?: boolean;
  /** The message to put, given the instant it is scheduled for (ISO UTC), which the message should carry. */
  body: (scheduledTime: string) => Record<string, string>;
  alarms: ITopic;
};

/**
 * Puts a message on a queue, every hour or every day at an hour of Europe/Paris, summer and winter. An alarm rings when the
 * message cannot be put.
 */
export class DailyOrder extends Construct {
  constructor(scope: Construct, id: string, props: DailyOrderProps) {
    super(scope, id);
    const failures = createFailureQueue(this, 'Failures');
    const role = new Role(this, 'Role', {
      assumedBy: serviceOfAccount(this, 'scheduler.amazonaws.com'),
      description: `Puts orders on ${props.queue.node.path}`,
    });
    new Schedule(this, 'Schedule', {
      description: props.hour === undefined ? 'Every hour' : `Every day at ${props.hour}:00, Europe/Paris`,
      enabled: props.enabled ?? true,
      schedule: ScheduleExpression.cron({
        minute: props.hour === undefined ? '30' : '0',
        hour: props.hour === undefined ? '*' : String(props.hour),
        timeZone: TimeZone.EUROPE_PARIS,
      }),
      target: new SqsSendMessage(props.queue, {
        input: ScheduleTargetInput.fromObject(props.body(ContextAttribute.scheduledTime)),
        deadLetterQueue: failures,
        role,
      }),
    });
    addDepthAlarm(
      this,
      'FailuresAlarm',
      props.alarms,
      failures,
      `Daily order ${id}`,
      'the-daily-order-was-not-put',
    );
  }
}
