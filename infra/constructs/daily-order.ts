import { TimeZone } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
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

export type DailyOrderProps = {
  queue: Queue;
  /** Hour of the day, Europe/Paris. */
  hour: number;
  /** The message, given the instant for which it is scheduled (ISO UTC), which it should carry. */
  body: (scheduledTime: string) => Record<string, string>;
  alarms: ITopic;
};

/** A message put on a queue every day at an hour of Europe/Paris, summer and winter; one that cannot be put rings. */
export class DailyOrder extends Construct {
  constructor(scope: Construct, id: string, props: DailyOrderProps) {
    super(scope, id);
    const failures = createFailureQueue(this, 'Failures');
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
      description: `Puts an order on ${props.queue.node.path} every day`,
    });
    new Schedule(this, 'Schedule', {
      description: `Every day at ${props.hour}:00, Europe/Paris`,
      schedule: ScheduleExpression.cron({
        minute: '0',
        hour: String(props.hour),
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
