import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { resourcesOf, STAGE_NAMES, synthesise } from './synth.ts';

describe('the data stack', () => {
  it('keeps one table on demand, streamed, recoverable, under the customer key, with its four indexes', () => {
    const { data } = synthesise('prod');

    data.resourceCountIs('AWS::DynamoDB::Table', 1);
    data.hasResourceProperties('AWS::DynamoDB::Table', {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
      DeletionProtectionEnabled: true,
      GlobalSecondaryIndexes: [
        Match.objectLike({
          IndexName: 'worklist',
          KeySchema: [
            { AttributeName: 'worklistKey', KeyType: 'HASH' },
            { AttributeName: 'worklistSort', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        }),
        ...(['list', 'engaged'] as const).map((name) =>
          Match.objectLike({
            IndexName: name === 'list' ? 'lists' : name,
            KeySchema: [
              { AttributeName: `${name}Key`, KeyType: 'HASH' },
              { AttributeName: `${name}Sort`, KeyType: 'RANGE' },
            ],
            Projection: {
              ProjectionType: 'INCLUDE',
              NonKeyAttributes: Match.arrayWith(['caseId', 'row']),
            },
          }),
        ),
        Match.objectLike({
          IndexName: 'deadlines',
          KeySchema: [
            { AttributeName: 'dueKey', KeyType: 'HASH' },
            { AttributeName: 'dueSort', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        }),
      ],
    });
    data.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('can be deleted in no stage that keeps real data', () => {
    expect(synthesise('prod').terminationProtection).toEqual([true, true, true, true, true]);
    for (const stage of ['preprod', 'prod'] as const) {
      for (const type of [
        'AWS::DynamoDB::Table',
        'AWS::S3::Bucket',
        'AWS::KMS::Key',
        'AWS::SecretsManager::Secret',
      ]) {
        const stateful = resourcesOf(stage, type).filter(({ logicalId }) => !logicalId.startsWith('Alarms'));
        // Kept but on a creation that fails: the next try would meet their names.
        expect(
          stateful.map(({ DeletionPolicy, UpdateReplacePolicy }) => [DeletionPolicy, UpdateReplacePolicy]),
        ).toEqual(stateful.map(() => ['RetainExceptOnCreate', 'Retain']));
      }
    }
  });

  it('keeps the logical ids of what holds data, whose change would replace it', () => {
    for (const stage of STAGE_NAMES) {
      const ids = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret'].flatMap((type) =>
        resourcesOf(stage, type).map(({ logicalId }) => logicalId),
      );
      expect(ids).toEqual([
        'TableCD117FA1',
        'AccessLogsBucket83982689',
        'RawBucket0C3EE094',
        'HoldBucket18E4E3B0',
        'PiecesBucketE0DAB2DD',
        'QuarantineBucketFDBDA180',
        'DropBucketCB075576',
        'MatchingKey181E3877',
        'CanaryKey53D2D0D1',
        // Of the portal's stack: what the identity provider gave.
        'ClientSecret6773D8CE',
      ]);
      expect(synthesise(stage).data.findResources('AWS::KMS::Key')).toHaveProperty('Key961B73FD');
    }
  });

  it('has only buckets that are versioned, encrypted, closed to the public, logged, and forgetful but of what is held', () => {
    const buckets = resourcesOf('prod', 'AWS::S3::Bucket');

    expect(buckets).toHaveLength(6);
    for (const { logicalId, Properties } of buckets) {
      expect(Properties, logicalId).toMatchObject({
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        BucketEncryption: expect.anything(),
        LifecycleConfiguration: { Rules: [{ NoncurrentVersionExpiration: { NoncurrentDays: 30 } }] },
      });
      const { Rules } = z
        .object({ Rules: z.array(z.object({ ExpirationInDays: z.number().optional() })) })
        .parse(Properties.LifecycleConfiguration);
      expect(Rules[0]?.ExpirationInDays === undefined, logicalId).toBe(logicalId.startsWith('HoldBucket'));
      expect('LoggingConfiguration' in Properties, logicalId).toBe(!logicalId.startsWith('AccessLogs'));
    }
  });

  it('keeps a version that another replaced for longer than a queue keeps the message that tells of it', () => {
    const waits = resourcesOf('prod', 'AWS::SQS::Queue').map(({ Properties }) =>
      Number(Properties.MessageRetentionPeriod),
    );
    expect(Math.max(...waits)).toBeLessThan(30 * 86_400);
  });

  it('tells the pieces intake of every object, once the queue accepts it', () => {
    synthesise('dev').data.hasResource('AWS::S3::Bucket', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^PiecesIntakeQueuePolicy')]),
      Properties: {
        BucketName: { 'Fn::Join': ['', ['passerelle-dev-pieces-', { Ref: 'AWS::AccountId' }]] },
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              Event: 's3:ObjectCreated:*',
              Queue: { 'Fn::GetAtt': [Match.stringLikeRegexp('^PiecesIntakeQueue'), 'Arn'] },
            },
          ],
        },
      },
    });
  });

  it('generates the keys under the stage’s own, and no template or configuration holds their value', () => {
    const { data, hub, api } = synthesise('prod');

    data.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true },
      SecretString: Match.absent(),
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
    });
    data.resourceCountIs('AWS::SecretsManager::Secret', 2);
    for (const template of [data, hub, api]) {
      const text = JSON.stringify(template.toJSON());
      expect(text).not.toMatch(/\{\{resolve:|"MATCHING_KEY"|"CANARY_KEY"/);
    }
    for (const name of ['receive-message', 'receive-piece']) {
      hub.hasResourceProperties('AWS::Lambda::Function', {
        Description: name,
        Environment: {
          Variables: {
            MATCHING_KEY_SECRET: { 'Fn::ImportValue': Match.stringLikeRegexp('MatchingKey') },
            CANARY_KEY_SECRET: { 'Fn::ImportValue': Match.stringLikeRegexp('CanaryKey') },
          },
        },
      });
    }
  });
});
