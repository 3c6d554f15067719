import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { routes } from '../../shared/api/routes.ts';
import { resourcesOf, STAGE_NAMES, statementsOf, synthesise } from './synth.ts';

const QueueSchema = z.object({
  QueueName: z.string().optional(),
  SqsManagedSseEnabled: z.literal(true),
  VisibilityTimeout: z.number().optional(),
  MaximumMessageSize: z.number().optional(),
  RedrivePolicy: z.object({ maxReceiveCount: z.number() }).optional(),
});

/** The queues that do the work have a name; the others are dead-letter queues. */
const namedQueues = () =>
  resourcesOf('dev', 'AWS::SQS::Queue').filter(({ Properties }) => QueueSchema.parse(Properties).QueueName);

const mentions = (value: unknown, text: string): boolean => (JSON.stringify(value) ?? '').includes(text);

describe('the functions', () => {
  it('are the fifteen of the hub, on Node 24 and arm64, with a log that is not kept for ever', () => {
    const functions = resourcesOf('prod', 'AWS::Lambda::Function');

    expect(functions.map(({ Properties }) => Properties.Description).sort()).toEqual([
      'api',
      'canary',
      'count',
      'issue-token',
      'notify',
      'portal',
      'portal-admin',
      'portal-commissions',
      'receive-file',
      'receive-message',
      'receive-piece',
      'record-delivery',
      'reply',
      'retire-case',
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
    // One for each function, and the access logs of the API and of the pages.
    expect(logs.map(({ Properties }) => Properties.RetentionInDays)).toEqual(
      [...functions, 'api', 'portal'].map(() => 365),
    );
  });

  it('read their queues ten at a time, each message acknowledged on its own; the watch and the files one at a time, what counts a hundred', () => {
    const mappings = resourcesOf('dev', 'AWS::Lambda::EventSourceMapping');
    const sorted = mappings.toSorted(
      (a, b) => Number(a.Properties.BatchSize) - Number(b.Properties.BatchSize),
    );
    const [first, second, ...others] = sorted.slice(0, -1);
    expect(sorted.at(-1)?.Properties).toMatchObject({
      FunctionName: { Ref: expect.stringMatching(/^Count/) },
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 60,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });

    // The API's messages, the pieces, the cases to drop, the canary, and the two stream consumers, each of which has a retry queue
    // too. Partners' own are in their stacks.
    expect(others).toHaveLength(8);
    for (const { Properties } of others) {
      expect(Properties).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    }
    for (const one of [first, second])
      expect(one?.Properties).toMatchObject({
        BatchSize: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      });
  });

  it('that feed a queue they read say so to Lambda, which would stop the chain at some sixteen hops; the others do not', () => {
    const functions = resourcesOf('prod', 'AWS::Lambda::Function');
    const nameOf = (reference: unknown): string | undefined =>
      /"(?:Fn::GetAtt|Ref|Fn::ImportValue)":(?:\["([^"]+)"|"([^"]+)")/
        .exec(JSON.stringify(reference))
        ?.slice(1)
        .find((name) => name !== undefined);
    const reads = resourcesOf('prod', 'AWS::Lambda::EventSourceMapping').map(({ Properties }) => [
      nameOf(Properties.FunctionName),
      nameOf(Properties.EventSourceArn),
    ]);
    const feeds = statementsOf('prod').filter(({ statement }) =>
      mentions(statement.Action, 'sqs:SendMessage'),
    );
    const loops = functions.filter(({ logicalId, Properties }) => {
      const role = nameOf(Properties.Role);
      const queues = reads.flatMap(([name, queue]) => (name === logicalId && queue ? [queue] : []));
      return feeds.some(
        ({ holder, statement }) =>
          mentions(holder.Properties.Roles, String(role)) &&
          queues.some((queue) => mentions(statement.Resource, queue)),
      );
    });
    expect(loops.map(({ Properties }) => Properties.Description).sort()).toEqual([
      'notify',
      'receive-file',
      'receive-piece',
      'reply',
      'watch-deadlines',
    ]);
    const allowed = functions.filter(({ Properties }) => Properties.RecursiveLoop === 'Allow');
    expect(allowed).toEqual(loops);
  });

  it.each([
    [
      'Notify',
      [
        { entity: { S: ['NOTICE', 'DIGEST', 'COURRIEL', 'DEMANDE'] }, status: { S: ['due'] } },
        { entity: { S: ['NOTICE'] }, about: { S: ['alerte'] }, recipient: { S: ['arrondissement'] } },
        { entity: { S: ['CASE'] } },
      ],
    ],
    [
      'Reply',
      [{ entity: { S: ['MESSAGE'] } }, { entity: { S: ['DECISION_AIDE'] }, replyBy: { S: ['queue'] } }],
    ],
  ])('%s reads the table’s stream, filtered, and what fails for good is kept', (name, newImages) => {
    synthesise('dev').hub.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionName: { Ref: Match.stringLikeRegexp(`^${name}`) },
      FilterCriteria: {
        Filters: newImages.map((image) => ({
          Pattern: JSON.stringify({ eventName: ['INSERT', 'MODIFY'], dynamodb: { NewImage: image } }),
        })),
      },
      BisectBatchOnFunctionError: true,
      // Its age ends a record, not a number of tries.
      MaximumRetryAttempts: 10_000,
      DestinationConfig: {
        OnFailure: {
          Destination: { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${name}StreamFailures`), 'Arn'] },
        },
      },
    });
  });
});

describe('what fails in a reader of the stream', () => {
  it.each(['Notify', 'Reply'])(
    '%s puts on a queue that feeds it again, and at last in its failures',
    (name) => {
      const { hub } = synthesise('dev');
      const retries = { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${name}StreamRetries`), 'Arn'] };
      const failures = Match.stringLikeRegexp(`^${name}StreamFailures`);
      hub.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
        FunctionName: { Ref: Match.stringLikeRegexp(`^${name}`) },
        EventSourceArn: retries,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      });
      hub.hasResourceProperties('AWS::SQS::Queue', {
        VisibilityTimeout: 180,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [failures, 'Arn'] }, maxReceiveCount: 5 },
      });
      hub.hasResourceProperties('AWS::Lambda::Function', {
        Description: name.toLowerCase(),
        Environment: {
          Variables: {
            RETRY_QUEUE_URL: { Ref: Match.stringLikeRegexp(`^${name}StreamRetries`) },
            FAILURES_QUEUE_URL: { Ref: failures },
          },
        },
      });
    },
  );
});

describe('the daily watch', () => {
  it('is ordered every day at 6:00 Europe/Paris, with the instant it is scheduled for, and a missed order rings', () => {
    const [schedule, canary, ...others] = resourcesOf('dev', 'AWS::Scheduler::Schedule');

    expect(others).toEqual([]);
    expect(canary?.Properties.ScheduleExpression).toBe('cron(30 * * * ? *)');
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
    const watch = statementsOf('dev').filter(
      ({ holder, statement }) =>
        holder.logicalId.startsWith('WatchDeadlines') && statement.Effect === 'Allow',
    );
    const actions = watch.flatMap(({ statement }) => [statement.Action].flat());

    expect(actions).toContain('dynamodb:Query');
    expect(actions.filter((action) => /Scan|BatchWrite|\*/.test(String(action)))).toEqual([]);
    // The watch may finish what a receiver left half written, and so take a case out of a block. It deletes nothing else.
    const deletes = watch.filter(({ statement }) =>
      [statement.Action].flat().includes('dynamodb:DeleteItem'),
    );
    expect(deletes).toHaveLength(1);
    expect(mentions(deletes, '"dynamodb:LeadingKeys":["BLOCK#*"]')).toBe(true);
    expect(mentions(watch, '/index/deadlines')).toBe(true);
  });

  it('leaves to one function, which reads no object, to delete cases and objects in every version', () => {
    const deletes = (action: unknown): boolean =>
      /^(dynamodb:BatchWriteItem|s3:DeleteObjectVersion)$/.test(String(action));
    const holders = statementsOf('dev')
      .filter(({ statement }) => statement.Effect === 'Allow' && [statement.Action].flat().some(deletes))
      .map(({ holder }) => holder.logicalId);
    const drop = statementsOf('dev').filter(({ holder }) => holder.logicalId.startsWith('RetireCase'));
    const actions = drop.flatMap(({ statement }) => [statement.Action].flat());

    // The receiver of pieces moves an infected piece to quarantine, one version at a time.
    expect([...new Set(holders.map((id) => id.replace(/Role.*/, '')))].sort()).toEqual([
      'ReceivePiece',
      'RetireCase',
    ]);
    expect(actions.filter((action) => /s3:Get|Scan|\*/.test(String(action)))).toEqual([]);
  });
});

describe('the queues', () => {
  it('have names: the hub’s own, and none of a partner’s', () => {
    expect(
      namedQueues()
        .map(({ Properties }) => Properties.QueueName)
        .sort(),
    ).toEqual(
      ['api-intake', 'count', 'retire-cases', 'uploads-files', 'replies-canary', 'uploads-pieces', 'watch']
        .map((name) => `passerelle-dev-${name}`)
        .sort(),
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
        // The API quotes a partner's message in its own.
        expect(queue.MaximumMessageSize, logicalId).toBe(
          queue.QueueName === 'passerelle-dev-api-intake' ? 1_048_576 : 262_144,
        );
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

    expect(mappings).toHaveLength(9);
    for (const { Properties } of mappings) {
      const { Ref } = z.object({ Ref: z.string() }).parse(Properties.FunctionName);
      const queue = queues.find(({ logicalId }) => mentions(Properties.EventSourceArn, logicalId));
      const visibility = QueueSchema.parse(queue?.Properties).VisibilityTimeout;
      expect(visibility).toBeGreaterThanOrEqual(6 * z.number().parse(timeouts.get(Ref)));
    }
  });

  it('ring: each dead-letter queue at its first message, each queue of retries when it stays full, each other at the age of its oldest', () => {
    const alarms = resourcesOf('dev', 'AWS::CloudWatch::Alarm');
    const watched = (metric: string, logicalId: string) =>
      alarms.some(
        ({ Properties }) =>
          Properties.MetricName === metric &&
          mentions(Properties.Dimensions, logicalId) &&
          mentions(Properties.AlarmActions, 'AlarmsTopic'),
      );

    for (const { logicalId, Properties } of resourcesOf('dev', 'AWS::SQS::Queue')) {
      const metric = /Retries/.test(logicalId)
        ? 'ApproximateNumberOfMessagesDelayed'
        : Properties.QueueName === undefined
          ? 'ApproximateNumberOfMessagesVisible'
          : 'ApproximateAgeOfOldestMessage';
      expect(watched(metric, logicalId), `${logicalId} ${metric}`).toBe(true);
    }
  });
});

describe('the scan of pieces', () => {
  it('tags every object of the pieces bucket, and its end is told to the pieces intake, or kept', () => {
    const { data } = synthesise('prod');

    data.hasResourceProperties('AWS::GuardDuty::MalwareProtectionPlan', {
      ProtectedResource: { S3Bucket: { BucketName: { Ref: Match.stringLikeRegexp('^PiecesBucket') } } },
      Actions: { Tagging: { Status: 'ENABLED' } },
    });
    data.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({
        source: ['aws.guardduty'],
        'detail-type': ['GuardDuty Malware Protection Object Scan Result'],
      }),
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^PiecesIntakeQueue'), 'Arn'] },
          DeadLetterConfig: Match.anyValue(),
          Id: Match.anyValue(),
        },
      ],
    });
  });
});

describe('the HTTP API', () => {
  it('asks a token of the pool for every route, with the scope of the operation', () => {
    const { api } = synthesise('prod');
    const found = Object.values(api.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => [
      Properties.RouteKey,
      Properties.AuthorizationType ?? 'NONE',
    ]);

    expect(found.sort()).toEqual(
      [...routes.map(({ method, path }) => `${method} ${path}`), 'POST /oauth2/token']
        .map((key) => [key, 'NONE'])
        .sort(),
    );
  });
});

describe('the sender of mails', () => {
  const outputs = (stage: 'dev' | 'prod') => Object(synthesise(stage).hub.toJSON().Outputs);
  it('has records to publish: DKIM, MAIL FROM and DMARC', () => {
    const told = Object.fromEntries(
      ['MailFromMxRecord', 'MailFromSpfRecord', 'DmarcRecord'].map((name) => [
        name,
        outputs('prod')[name]?.Value,
      ]),
    );
    expect(told).toEqual({
      MailFromMxRecord: 'mail.passerelle.example MX 10 feedback-smtp.eu-west-3.amazonses.com',
      MailFromSpfRecord: 'mail.passerelle.example TXT "v=spf1 include:amazonses.com ~all"',
      DmarcRecord: expect.stringMatching(
        /^_dmarc\.passerelle\.example TXT "v=DMARC1; p=quarantine; rua=mailto:[^"]+"$/,
      ),
    });
    for (const n of [1, 2, 3]) expect(mentions(outputs('prod')[`DkimRecord${n}`], 'CNAME')).toBe(true);
    synthesise('prod').hub.hasResourceProperties('AWS::SES::EmailIdentity', {
      MailFromAttributes: {
        MailFromDomain: 'mail.passerelle.example',
        BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
      },
    });
  });

  it('keeps what bounced or complained on a list of its own configuration set', () => {
    synthesise('prod').hub.hasResourceProperties('AWS::SES::ConfigurationSet', {
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
  });

  it('has its sandbox’s recipient verified, and may write to it, where the stage has one', () => {
    const recipients = (stage: 'dev' | 'prod') =>
      resourcesOf(stage, 'AWS::SES::EmailIdentity')
        .map(({ Properties }) => String(Properties.EmailIdentity))
        .filter((name) => name.includes('@'));
    expect(recipients('dev')).toEqual(['bac-a-sable@passerelle.example']);
    expect(recipients('prod')).toEqual([]);
    const sends = statementsOf('dev').find(({ statement }) => mentions(statement.Action, 'ses:SendEmail'));
    expect(mentions(sends?.statement.Resource, 'identity/bac-a-sable@passerelle.example')).toBe(true);
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
          'Email Delivered',
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
        // A key's policy must leave the key to its account's IAM, or nobody can manage it any more.
        holder.Type !== 'AWS::KMS::Key' &&
        statement.Action.some((action) => action.includes('*')),
    );

    expect(wildcards).toEqual([]);
  });

  it('let receive-piece read scanned pieces, receive-file dropped files, and the API reports', () => {
    const reads = statementsOf('prod').filter(
      ({ holder, statement }) =>
        holder.Type === 'AWS::IAM::Policy' && statement.Action.includes('s3:GetObject'),
    );
    const byRole = Object.fromEntries(
      reads.map(({ holder, statement }) => [holder.logicalId.split(/Role|Default/)[0], statement]),
    );

    expect(Object.keys(byRole).sort()).toEqual([
      'Api',
      'PiecesScan',
      'Portal',
      'ReceiveFile',
      'ReceivePiece',
    ]);
    // To sign the addresses at which partners read their reports.
    expect(JSON.stringify(byRole.Api?.Resource)).toContain('/reports/*');
    expect(JSON.stringify(byRole.ReceivePiece?.Resource)).toContain('PiecesBucket');
    expect(byRole.ReceivePiece?.Condition).toEqual({
      StringEquals: {
        's3:ExistingObjectTag/GuardDutyMalwareScanStatus': [
          'NO_THREATS_FOUND',
          'THREATS_FOUND',
          'UNSUPPORTED',
        ],
      },
    });
    expect(JSON.stringify(byRole.ReceiveFile?.Resource)).toContain('DropBucket');
  });

  it('let the API reach the register of pieces, messages’ ends, tokens and unread replies, and no case nor secret', () => {
    const table = statementsOf('prod').filter(
      ({ holder, statement }) =>
        holder.logicalId.startsWith('ApiRole') && statement.Action.some((a) => a.startsWith('dynamodb:')),
    );

    expect(
      table.map(
        ({ statement }) => statement.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'],
      ),
    ).toEqual([['ETUDE#*'], ['MESSAGE#*'], ['PARTNERS', 'PARTNER#*#TOKENS'], ['PARTNER#*#REPLIES']]);
  });

  it('give functions no resource «*» but for two actions for which IAM knows no other, and no managed policy', () => {
    const open = statementsOf('prod').filter(
      ({ holder, statement }) => holder.Type === 'AWS::IAM::Policy' && statement.Resource?.includes('*'),
    );

    expect(open.map(({ statement }) => statement.Action)).toEqual([
      ['guardduty:SendObjectMalwareScan'],
      ['dynamodb:ListStreams'],
      ['dynamodb:ListStreams'],
    ]);
    for (const { Properties } of resourcesOf('prod', 'AWS::IAM::Role')) {
      // AWS's own, for AWS Backup alone.
      if (mentions(Properties.AssumeRolePolicyDocument, 'backup.amazonaws.com')) continue;
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    }
  });
});
