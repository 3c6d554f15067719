import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { resourcesOf, STAGE_NAMES, statementsOf, synthesise } from './synth.ts';

const QueueSchema = z.object({
  QueueName: z.string().optional(),
  SqsManagedSseEnabled: z.literal(true),
  VisibilityTimeout: z.number().optional(),
  MaximumMessageSize: z.number().optional(),
  RedrivePolicy: z.object({ maxReceiveCount: z.number() }).optional(),
});

/** The queues that do the work: those with a name; the others are dead-letter queues. */
const namedQueues = () =>
  resourcesOf('dev', 'AWS::SQS::Queue').filter(({ Properties }) => QueueSchema.parse(Properties).QueueName);

const mentions = (value: unknown, text: string): boolean => JSON.stringify(value).includes(text);

describe('the functions', () => {
  it('are the seven of the hub, on Node 24 and arm64, with a log that is not kept for ever', () => {
    const functions = resourcesOf('prod', 'AWS::Lambda::Function');

    expect(functions.map(({ Properties }) => Properties.Description).sort()).toEqual([
      'answer',
      'notify',
      'receive-impaye',
      'receive-piece',
      'receive-surendettement',
      'record-delivery',
      'watch-deadlines',
    ]);
    for (const { Properties } of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        LoggingConfig: { LogGroup: expect.anything() },
      });
    }
    const logs = resourcesOf('prod', 'AWS::Logs::LogGroup');
    expect(logs.map(({ Properties }) => Properties.RetentionInDays)).toEqual(functions.map(() => 365));
  });

  it('read their queues ten at a time, each message acknowledged on its own; the watch takes one order at a time', () => {
    const mappings = resourcesOf('dev', 'AWS::Lambda::EventSourceMapping');
    const [watch, ...others] = mappings.toSorted(
      (a, b) => Number(a.Properties.BatchSize) - Number(b.Properties.BatchSize),
    );

    expect(others).toHaveLength(6);
    for (const { Properties } of others) {
      expect(Properties).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    }
    expect(watch?.Properties).toMatchObject({ BatchSize: 1 });
  });

  it.each([
    ['Notify', { entity: { S: ['NOTICE', 'DIGEST'] }, status: { S: ['due'] } }],
    ['Answer', { entity: { S: ['MESSAGE'] } }],
  ])('%s reads the table’s stream, filtered, and what fails for good is kept', (name, newImage) => {
    synthesise('dev').hub.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: Match.stringLikeRegexp(`^${name}`) },
      FilterCriteria: {
        Filters: [
          { Pattern: JSON.stringify({ eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: newImage } }) },
        ],
      },
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 20,
      DestinationConfig: {
        OnFailure: {
          Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${name}StreamFailures`), 'Arn'] },
        },
      },
    });
  });
});

describe('the daily watch', () => {
  it('is ordered every day at 6:00 Europe/Paris, with the instant it is scheduled for, and a missed order rings', () => {
    const [schedule, ...others] = resourcesOf('dev', 'AWS::Scheduler::Schedule');

    expect(others).toEqual([]);
    expect(schedule?.Properties).toMatchObject({
      ScheduleExpression: 'cron(0 6 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Paris',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: {
        Input: '{"day":"<aws.scheduler.scheduled-time>"}',
        DeadLetterConfig: { Arn: expect.anything() },
      },
    });
    expect(mentions(schedule?.Properties, 'WatchQueue')).toBe(true);
  });

  it('reads the table by key and by its indexes, and never scans it', () => {
    const watch = statementsOf('dev').filter(({ holder }) => holder.logicalId.startsWith('WatchDeadlines'));
    const actions = watch.flatMap(({ statement }) => [statement.Action].flat());

    expect(actions).toContain('dynamodb:Query');
    expect(actions.filter((action) => /Scan|dynamodb:Delete|\*/.test(String(action)))).toEqual([]);
    expect(mentions(watch, '/index/deadlines')).toBe(true);
  });
});

describe('the queues', () => {
  it('have the names partners configure, one intake a body and one replies queue a partner', () => {
    expect(
      namedQueues()
        .map(({ Properties }) => Properties.QueueName)
        .sort(),
    ).toEqual(
      [
        'bdf-intake',
        'caf-intake',
        'msa-intake',
        'pieces-intake',
        'replies-bdf',
        'replies-caf',
        'replies-etude-girard-provins',
        'replies-etude-lambert-melun',
        'replies-etude-moreau-meaux',
        'replies-etude-petit-fontainebleau',
        'replies-etude-rousseau-torcy',
        'replies-msa',
        'watch',
      ].map((name) => `passerelle-dev-${name}`),
    );
  });

  it('are all encrypted, TLS only, and those with a name have a dead-letter queue and bounded messages', () => {
    const queues = resourcesOf('dev', 'AWS::SQS::Queue');
    const tlsOnly = statementsOf('dev').filter(
      ({ statement }) =>
        statement.Effect === 'Deny' && statement.Condition?.Bool?.['aws:SecureTransport'] === 'false',
    );

    for (const { logicalId, Properties } of queues) {
      const queue = QueueSchema.parse(Properties);
      expect(
        tlsOnly.some(({ statement }) => mentions(statement.Resource, `"${logicalId}"`)),
        logicalId,
      ).toBe(true);
      if (queue.QueueName !== undefined) {
        expect(queue.RedrivePolicy, logicalId).toBeDefined();
        expect(queue.MaximumMessageSize, logicalId).toBe(262_144);
      }
    }
  });

  it('hide a message for at least six times the timeout of the function that reads it', () => {
    const timeouts = new Map(
      resourcesOf('dev', 'AWS::Lambda::Function').map(({ logicalId, Properties }) => [
        logicalId,
        Properties.Timeout,
      ]),
    );
    const queues = resourcesOf('dev', 'AWS::SQS::Queue');
    const mappings = resourcesOf('dev', 'AWS::Lambda::EventSourceMapping').filter(
      ({ Properties }) => !('StartingPosition' in Properties),
    );

    expect(mappings).toHaveLength(5);
    for (const { Properties } of mappings) {
      const { Ref } = z.object({ Ref: z.string() }).parse(Properties.FunctionName);
      const queue = queues.find(({ logicalId }) => mentions(Properties.EventSourceArn, logicalId));
      const visibility = QueueSchema.parse(queue?.Properties).VisibilityTimeout;
      expect(visibility).toBeGreaterThanOrEqual(6 * z.number().parse(timeouts.get(Ref)));
    }
  });

  it('ring: each dead-letter queue at its first message, each other queue at the age of its oldest', () => {
    const alarms = resourcesOf('dev', 'AWS::CloudWatch::Alarm');
    const watched = (metric: string, logicalId: string) =>
      alarms.some(
        ({ Properties }) =>
          Properties.MetricName === metric &&
          mentions(Properties.Dimensions, logicalId) &&
          mentions(Properties.AlarmActions, 'AlarmsTopic'),
      );

    for (const { logicalId, Properties } of resourcesOf('dev', 'AWS::SQS::Queue')) {
      const metric =
        Properties.QueueName === undefined
          ? 'ApproximateNumberOfMessagesVisible'
          : 'ApproximateAgeOfOldestMessage';
      expect(watched(metric, logicalId), `${logicalId} ${metric}`).toBe(true);
    }
  });
});

describe('record-delivery', () => {
  it('is told of the mails of this stage only, retried, then dead-lettered', () => {
    const { hub } = synthesise('prod');

    hub.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.ses'],
        'detail-type': [
          'Email Bounced',
          'Email Complaint Received',
          'Email Rejected',
          'Email Rendering Failed',
          'Email Delivery Delayed',
        ],
        detail: { mail: { tags: { 'ses:configuration-set': [{ Ref: Match.anyValue() }] } } },
      },
      Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue(), RetryPolicy: Match.anyValue() })],
    });
    hub.hasResourceProperties('AWS::Lambda::Function', {
      Description: 'record-delivery',
      DeadLetterConfig: { TargetArn: Match.anyValue() },
    });
  });
});

describe('the policies', () => {
  it.each(STAGE_NAMES)('allow no wildcard action in %s', (stage) => {
    const wildcards = statementsOf(stage).filter(
      ({ holder, statement }) =>
        statement.Effect === 'Allow' &&
        // A key's policy must hand the key to its account's IAM, or nobody can manage it any more.
        holder.Type !== 'AWS::KMS::Key' &&
        statement.Action.some((action) => action.includes('*')),
    );

    expect(wildcards).toEqual([]);
  });

  it('let receive-piece read the version of a piece it was told of, and no other function read objects', () => {
    const reads = statementsOf('prod').filter(({ statement }) =>
      statement.Action.some((a) => a.startsWith('s3:Get')),
    );

    expect(reads).toHaveLength(1);
    expect(reads[0]?.holder.logicalId).toMatch(/^ReceivePieceRole/);
    expect(reads[0]?.statement.Action).toEqual(['s3:GetObject', 's3:GetObjectVersion']);
    expect(JSON.stringify(reads[0]?.statement.Resource)).toContain('PiecesBucket');
  });

  it('give functions no resource «*» but the listing of streams, and no managed policy', () => {
    const open = statementsOf('prod').filter(
      ({ holder, statement }) => holder.Type === 'AWS::IAM::Policy' && statement.Resource?.includes('*'),
    );

    expect(open.map(({ statement }) => statement.Action)).toEqual([
      ['dynamodb:ListStreams'],
      ['dynamodb:ListStreams'],
    ]);
    for (const { Properties } of resourcesOf('prod', 'AWS::IAM::Role')) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });
});
