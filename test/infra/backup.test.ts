import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createApp, createVaultApp } from '../../infra/create-app.ts';
import { checkStage, type Stage, stageOf } from '../../infra/stages.ts';
import { matches } from '../../local/patterns.ts';
import { otherLines } from '../../shared/domain/retention/table.ts';
import { STAGE_NAMES } from './synth.ts';

const STAGE_ACCOUNT = '123456789012';

const assembly = createApp('prod', undefined, {
  bundle: false,
  ccapex: 'ccapex@etat.example',
  trial: true,
}).synth();
const backup = Template.fromJSON(assembly.getStackByName('passerelle-prod-backup').template);
const vault = Template.fromJSON(
  createVaultApp('prod', STAGE_ACCOUNT).synth().getStackByName('passerelle-prod-vault').template,
);

const only = (template: Template, type: string): Record<string, unknown> => {
  const found = Object.values(template.findResources(type));
  expect(found, type).toHaveLength(1);
  return Object(found[0]?.Properties);
};
const days = z.object({ DeleteAfterDays: z.number() });
const planSchema = z.object({
  BackupPlan: z.object({
    BackupPlanRule: z.tuple([
      z.object({
        Lifecycle: days,
        CopyActions: z.tuple([z.object({ DestinationBackupVaultArn: z.string(), Lifecycle: days })]),
      }),
    ]),
  }),
});
const lockSchema = z.object({
  BackupVaultName: z.string(),
  MinRetentionDays: z.number(),
  MaxRetentionDays: z.number(),
  AccessPolicy: z.unknown(),
});

describe('the backups of prod', () => {
  const rule = planSchema.parse(only(backup, 'AWS::Backup::BackupPlan')).BackupPlan.BackupPlanRule[0];
  const lock = lockSchema.parse(only(vault, 'AWS::Backup::LogicallyAirGappedBackupVault'));

  it('take the table and each bucket of what was received, and neither the logs nor what is infected', () => {
    const resources = JSON.stringify(only(backup, 'AWS::Backup::BackupSelection'));

    for (const part of ['Table', 'RawBucket', 'HoldBucket', 'PiecesBucket', 'DropBucket'])
      expect(resources.match(new RegExp(`FnGetAtt${part}[0-9A-F]`, 'g')), part).toHaveLength(1);
    expect(resources).not.toMatch(/AccessLogs|Quarantine/);
  });

  it('are copied to the vault of the other account, for as long as it takes and keeps', () => {
    const [copy] = rule.CopyActions;

    expect(copy.DestinationBackupVaultArn).toBe(
      `arn:aws:backup:eu-west-3:999999999999:backup-vault:${lock.BackupVaultName}`,
    );
    const printed = otherLines.find(({ what }) => what.startsWith('Sauvegarde de chaque nuit'));
    expect(copy.Lifecycle.DeleteAfterDays).toBe(printed?.length.value);
    // Outside of these a copy is refused.
    expect(copy.Lifecycle.DeleteAfterDays).toBeGreaterThanOrEqual(lock.MinRetentionDays);
    expect(copy.Lifecycle.DeleteAfterDays).toBeLessThanOrEqual(lock.MaxRetentionDays);
  });

  it('outlive their stack, in both accounts', () => {
    for (const template of [backup, vault])
      for (const [id, { Type, DeletionPolicy }] of Object.entries(Object(template.toJSON().Resources)).map(
        ([name, one]) => [name, Object(one)] as const,
      ))
        if (/Vault$|::Secret$|::Key$/.test(String(Type))) expect(DeletionPolicy, id).toMatch(/^Retain/);
  });

  it('are taken in by the other account from the stage alone, which may do nothing else there', () => {
    expect(lock.AccessPolicy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'TheStageCopies',
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${STAGE_ACCOUNT}:root` },
          Action: 'backup:CopyIntoBackupVault',
          Resource: '*',
        },
      ],
    });
  });

  it('carry no matching key: its copy is written by people', () => {
    expect(only(vault, 'AWS::SecretsManager::Secret')).not.toHaveProperty('SecretString');
    expect(only(vault, 'AWS::SecretsManager::Secret')).not.toHaveProperty('GenerateSecretString');
  });

  it('ring when one failed, was cut short or left something out; and when none was copied for two days', () => {
    const patterns = Object.values(backup.findResources('AWS::Events::Rule')).map(
      ({ Properties }) => Object(Properties).EventPattern,
    );
    const job = (kind: string, detail: Record<string, string>) => ({
      source: 'aws.backup',
      'detail-type': `${kind} Job State Change`,
      detail,
    });
    const taken = (event: ReturnType<typeof job>): number =>
      patterns.filter((pattern) => matches(pattern, event)).length;

    for (const state of ['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL'])
      expect(taken(job('Backup', { state })) + taken(job('Copy', { state })), state).toBe(2);
    expect(taken(job('Backup', { state: 'COMPLETED', statusMessage: 'some objects were not read' }))).toBe(1);
    expect(taken(job('Backup', { state: 'COMPLETED' })) + taken(job('Backup', { state: 'RUNNING' }))).toBe(0);
    expect(taken(job('Copy', { state: 'COMPLETED' }))).toBe(1);
    expect(taken(job('Restore', { state: 'FAILED' }))).toBe(0);
    backup.resourceCountIs('AWS::CloudWatch::Alarm', 2);
    backup.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'NumberOfMessagesSent',
      EvaluationPeriods: 48,
      TreatMissingData: 'breaching',
    });
  });
});

describe('the consumers of the table’s stream', () => {
  /** Logical id → where it starts. */
  const startsOf = (restoredOn?: string): Record<string, unknown> => {
    const hub = createApp('dev', undefined, {
      bundle: false,
      trial: true,
      ...(restoredOn === undefined ? {} : { restoredOn }),
    })
      .synth()
      .getStackByName('passerelle-dev-hub');
    return Object.fromEntries(
      Object.entries(Template.fromJSON(hub.template).findResources('AWS::Lambda::EventSourceMapping'))
        .map(([id, { Properties }]) => [id, Object(Properties).StartingPosition] as const)
        .filter(([, position]) => position !== undefined),
    );
  };

  it('read all that the stream keeps, so that no deployment loses a record', () => {
    expect(Object.values(startsOf())).toEqual(['TRIM_HORIZON', 'TRIM_HORIZON']);
  });

  it('tell nothing of what a restored table was filled with, and are made anew at each restoration', () => {
    const [first, second] = [startsOf('2026-11-30'), startsOf('2027-03-01')];

    for (const starts of [first, second]) expect(Object.values(starts)).toEqual(['LATEST', 'LATEST']);
    // An id that was there would be updated, not made: Lambda has one mapping of a function and a stream.
    const ids = [startsOf(), first, second].flatMap(Object.keys);
    expect(new Set(ids).size).toBe(6);
  });
});

describe('a stage', () => {
  it.each<[Partial<Stage>, string]>([
    [{ backupAccount: '1234' }, 'backupAccount is the number of an AWS account'],
    [{ backupAccount: 'prod' }, 'backupAccount is the number of an AWS account'],
    [{ restoredOn: 'hier' }, 'restoredOn is a day'],
  ])('is refused with %o', (over, told) => {
    expect(() => checkStage({ ...stageOf('prod', 'ccapex@etat.example'), ...over })).toThrow(told);
  });
});

describe('a stage that no other account keeps', () => {
  it.each(STAGE_NAMES.filter((name) => name !== 'prod'))('has no stack of backups: %s', (name) => {
    const stacks = createApp(name, undefined, { bundle: false, trial: true }).synth().stacks;

    expect(stacks.map(({ stackName }) => stackName)).not.toContain(`passerelle-${name}-backup`);
  });
});

describe('the stack of the other account', () => {
  it.each<[string | undefined, string | undefined]>([
    [undefined, STAGE_ACCOUNT],
    ['prod', undefined],
    ['prod', '12345'],
    ['production', STAGE_ACCOUNT],
  ])('is refused without its stage and account: %s, %s', (stage, account) => {
    expect(() => createVaultApp(stage, account)).toThrow('Give the stage and the 12 digits of its account');
  });
});
