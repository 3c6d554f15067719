import { Duration, Stack, TimeZone, Validations } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import {
  AccountPrincipal,
  ManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { addDepthAlarm, addSilenceAlarm } from '../constructs/alarms.ts';
import { createFailureQueue } from '../constructs/queues.ts';
import { removalOf } from '../constructs/removal.ts';
import { vaultName } from '../names.ts';
import type { Stage } from '../stages.ts';
import type { DataStack } from './data-stack.ts';

/** Days for which a copy can be restored from the other account; the vault there takes no shorter and no longer (`VaultStack`). */
export const COPY_DAYS = 35;
/** Days for which a backup stays here: below a week S3's next one would be whole again. */
const OWN_DAYS = 7;

const MANAGED_POLICIES = [
  'service-role/AWSBackupServiceRolePolicyForBackup',
  'AWSBackupServiceRolePolicyForS3Backup',
];

export type BackupStackProps = {
  stage: Stage;
  data: DataStack;
  alarms: ITopic;
  /** Number of the account that keeps the copies. */
  account: string;
};

/**
 * A backup a night of the table and of the buckets that hold what was received, each copied to the vault of another account, which
 * nobody of this one can empty (ADR 60).
 */
export class BackupStack extends Stack {
  constructor(scope: Construct, id: string, { stage, data, alarms, account }: BackupStackProps) {
    super(scope, id, {
      stackName: `passerelle-${stage.name}-backup`,
      description: 'Passerelle: backups, copied to another account',
      env: { region: stage.region },
      terminationProtection: stage.deletionProtection,
    });
    const key = new Key(this, 'Key', {
      description: `Passerelle ${stage.name}: backups`,
      enableKeyRotation: true,
      removalPolicy: removalOf(stage),
    });
    // AWS asks that the key of what is copied be shared with the account that takes it
    // (https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html).
    const other = new AccountPrincipal(account);
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TheOtherAccountCopies',
        principals: [other],
        actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
        resources: ['*'],
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TheOtherAccountsServicesCopy',
        principals: [other],
        actions: ['kms:CreateGrant'],
        resources: ['*'],
        conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      }),
    );
    const vault = new BackupVault(this, 'Vault', {
      backupVaultName: vaultName(stage),
      encryptionKey: key,
      removalPolicy: removalOf(stage),
    });
    const others = BackupVault.fromBackupVaultArn(
      this,
      'OtherAccountsVault',
      `arn:aws:backup:${stage.region}:${account}:backup-vault:${vaultName(stage)}`,
    );
    const plan = new BackupPlan(this, 'Plan', {
      backupPlanName: vaultName(stage),
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: 'each-night',
          backupVault: vault,
          scheduleExpression: Schedule.cron({ hour: '1', minute: '0' }),
          scheduleExpressionTimezone: TimeZone.EUROPE_PARIS,
          startWindow: Duration.hours(1),
          completionWindow: Duration.hours(6),
          deleteAfter: Duration.days(OWN_DAYS),
          copyActions: [{ destinationBackupVault: others, deleteAfter: Duration.days(COPY_DAYS) }],
        }),
      ],
    });
    const role = new Role(this, 'Role', {
      description: 'By which AWS Backup reads the table and the buckets',
      // Unlike the others', its trust names no account: AWS documents no such condition for this service, and a role is passed to it
      // within an account only.
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      managedPolicies: MANAGED_POLICIES.map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    for (const name of MANAGED_POLICIES)
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`,
        reason: 'AWS keeps these in step with what its service must read; only that service takes the role.',
      });
    plan.addSelection('Received', {
      backupSelectionName: 'received',
      role,
      resources: [
        BackupResource.fromArn(data.table.tableArn),
        ...[data.rawBucket, data.holdBucket, data.piecesBucket, data.dropBucket].map((bucket) =>
          BackupResource.fromArn(bucket.bucketArn),
        ),
      ],
    });

    const failures = createFailureQueue(this, 'Failures');
    new Rule(this, 'FailedRule', {
      description: 'A backup or its copy that did not come to its end, or not to the whole of it',
      eventPattern: {
        source: ['aws.backup'],
        detailType: ['Backup Job State Change', 'Copy Job State Change'],
        detail: {
          $or: [
            { state: ['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'] },
            // A job that could not read some objects ends so.
            { state: ['COMPLETED'], statusMessage: [{ exists: true }] },
          ],
        },
      },
      targets: [new SqsQueue(failures)],
    });
    addDepthAlarm(this, 'FailuresAlarm', alarms, failures, 'Backups', 'a-backup-failed');
    // What is counted is what came to its end: a plan that was deleted tells of no failure.
    const copies = createFailureQueue(this, 'Copies');
    new Rule(this, 'CopiedRule', {
      description: 'A backup that was copied to the other account',
      eventPattern: {
        source: ['aws.backup'],
        detailType: ['Copy Job State Change'],
        detail: { state: ['COMPLETED'] },
      },
      targets: [new SqsQueue(copies)],
    });
    addSilenceAlarm(this, 'CopiesAlarm', {
      topic: alarms,
      metric: copies.metricNumberOfMessagesSent(),
      hours: 48,
      description: 'No backup was copied to the other account for two days.',
      runbook: 'a-backup-failed',
    });
  }
}
