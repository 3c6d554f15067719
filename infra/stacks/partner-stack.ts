import { CfnCondition, CfnOutput, CfnParameter, Fn, Stack, Validations } from 'aws-cdk-lib';
import { AccountPrincipal, CfnPolicy, Policy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { Intake } from '../constructs/intake.ts';
import { IntakeQueue } from '../constructs/queues.ts';
import { removalOf } from '../constructs/removal.ts';
import { RepliesQueue } from '../constructs/replies-queue.ts';
import { bucketName, exportName, intakeName, partnerRoleName, repliesName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { TIMEOUT } from './hub/parts.ts';

/** Longest code that fits in the name of a role (64 characters). */
const LONGEST_CODE = 40;

/**
 * A partner that has an AWS account: the queue it sends on, the queue of its replies, and the role by which its account, and no
 * other, uses both and its own places in the buckets. An étude has no queue to send on: it deposits pieces.
 *
 * One template serves all the partners of a stage, each by a stack of its own with its code and account as parameters (ADR 58): no
 * partner's stack knows another's, and the hub's stacks know none.
 */
export class PartnerStack extends Stack {
  constructor(scope: Construct, id: string, { stage, isEtude }: { stage: Stage; isEtude: boolean }) {
    super(scope, id, {
      description: `Passerelle: ${isEtude ? 'an étude' : 'a partner'} that has an AWS account`,
      env: { region: stage.region },
    });
    const code = new CfnParameter(this, 'Code', {
      description: 'Code of the partner in the registry',
      allowedPattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      maxLength: LONGEST_CODE,
    }).valueAsString;
    const account = new CfnParameter(this, 'Account', {
      description: 'Number of its AWS account',
      allowedPattern: '^[0-9]{12}$',
    }).valueAsString;
    const sending = new CfnParameter(this, 'Sending', {
      description: 'closed: it has left, and only reads what it was answered',
      allowedValues: ['open', 'closed'],
      default: 'open',
    }).valueAsString;

    const alarms = Topic.fromTopicArn(this, 'Alarms', Fn.importValue(exportName(stage, 'alarms')));
    const replies = new RepliesQueue(this, 'Replies', {
      queueName: repliesName(stage, code),
      partner: code,
      removalPolicy: removalOf(stage),
      alarms,
    });
    const intake = isEtude ? undefined : this.addIntake(stage, code, alarms);

    const role = new Role(this, 'Role', {
      roleName: partnerRoleName(stage, code),
      description: 'Taken by a partner, from its own account',
      assumedBy: new AccountPrincipal(account),
    });
    const reads = new Policy(this, 'Reads', {
      roles: [role],
      statements: [
        statement([replies.queue.queueArn], READ),
        statement([this.objectsArn(stage, 'drop', `reports/${code}`)], ['s3:GetObject']),
      ],
    });
    acknowledgeObjects(reads, stage, 'drop', 'reports/<Code>');
    const [bucket, prefix] = isEtude ? (['pieces', ''] as const) : (['drop', 'drop/'] as const);
    const sends = new Policy(this, 'Sends', {
      roles: [role],
      statements: [
        statement([this.objectsArn(stage, bucket, `${prefix}${code}`)], ['s3:PutObject']),
        ...(intake ? [statement([intake.queueArn], SEND)] : []),
      ],
    });
    acknowledgeObjects(sends, stage, bucket, `${prefix}<Code>`);
    const open = new CfnCondition(this, 'IsOpen', { expression: Fn.conditionEquals(sending, 'open') });
    const element = sends.node.defaultChild;
    if (!(element instanceof CfnPolicy))
      throw new Error('The policy has no element: the library changed under us.');
    element.cfnOptions.condition = open;

    if (intake) new CfnOutput(this, 'IntakeUrl', { value: intake.queueUrl });
    new CfnOutput(this, 'RepliesUrl', { value: replies.queue.queueUrl });
    new CfnOutput(this, 'RoleArn', { value: role.roleArn });
  }

  private objectsArn(stage: Stage, bucket: 'pieces' | 'drop', prefix: string): string {
    const resource = `${bucketName(this, stage, bucket)}/${prefix}/*`;
    return this.formatArn({ service: 's3', region: '', account: '', resource });
  }

  private addIntake(stage: Stage, code: string, alarms: ITopic): Queue {
    const queues = new IntakeQueue(this, 'Intake', {
      queueName: intakeName(stage, code),
      consumerTimeout: TIMEOUT,
      removalPolicy: removalOf(stage),
    });
    const receiver = LambdaFunction.fromFunctionAttributes(this, 'Receiver', {
      functionArn: Fn.importValue(exportName(stage, 'receiver')),
    });
    Validations.of(receiver).acknowledge({
      id: 'Annotation::@aws-cdk/aws-lambda-event-sources:sqsFunctionImportWithoutRole',
      reason: 'The receiver may read every queue that has an intake’s name (grantReceive).',
    });
    new Intake(this, 'Mapping', { name: code, queues, receiver, alarms });
    return queues.queue;
  }
}

/** Acknowledges the finding on a partner's places. Its id holds the bucket's name and the parameter's. */
function acknowledgeObjects(policy: Policy, stage: Stage, bucket: 'pieces' | 'drop', prefix: string): void {
  Validations.of(policy).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:aws:s3:::passerelle-${stage.name}-${bucket}-<AWS::AccountId>/${prefix}/*]`,
    reason: 'The objects of one partner in one bucket, under its own code.',
  });
}

const SEND = ['sqs:SendMessage', 'sqs:GetQueueUrl'];
const READ = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibility',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
];

const statement = (resources: string[], actions: string[]): PolicyStatement =>
  new PolicyStatement({ resources, actions });
