import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AlarmTopic, addDeploymentAlarm } from '../constructs/alarms.ts';
import { HubDashboard } from '../constructs/dashboard.ts';
import { OutcomeAlarms } from '../constructs/outcome-alarms.ts';
import type { Stage } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import { addCount } from './hub/count.ts';
import { addNotify } from './hub/mail.ts';
import { HubParts } from './hub/parts.ts';
import { addIntakes } from './hub/receivers.ts';
import { addCanary, addReplies } from './hub/replies.ts';
import { addWatch } from './hub/watch.ts';

export type HubStackProps = { stage: Stage; data: DataStack };

/**
 * The hub at work: intakes, receivers, the two consumers of the table's stream, the daily watch, mail, replies, alarms. It stores
 * nothing but what waits in its queues.
 */
export class HubStack extends Stack {
  /** The topic that every alarm publishes to. */
  readonly alarmTopic: ITopic;
  /** Where the API puts partners' messages. */
  readonly apiIntake: IQueue;

  constructor(scope: Construct, id: string, { stage, data }: HubStackProps) {
    super(scope, id, {
      stackName: `passerelle-${stage.name}-hub`,
      description: 'Passerelle: intakes, functions and mail',
      env: { region: stage.region },
      // It keeps queues, and what waits there.
      terminationProtection: stage.deletionProtection,
    });
    const { topic } = new AlarmTopic(this, 'Alarms', { mailbox: stage.alarmMailbox });
    this.alarmTopic = topic;
    new CfnOutput(this, 'AlarmTopicArn', { value: topic.topicArn });

    const parts = new HubParts(this, stage, data, topic);
    addIntakes(parts);
    addNotify(parts);
    addWatch(parts);
    addCanary(parts);
    addReplies(parts);
    addCount(parts);
    this.apiIntake = parts.apiIntake.queue;

    const { batchFailed } = new OutcomeAlarms(this, 'Outcomes', { stage, alarms: topic });
    addDeploymentAlarm(this, [...parts.errors, batchFailed]);
    const { functions, intakes } = parts;
    new HubDashboard(this, 'Dashboard', { stage, functions, intakes, table: data.table });
  }
}
