import { describe, expect, it } from 'vitest';
import { partnersOf, stages } from '../../infra/stages.ts';
import { resourcesOf, type Statement, statementsOf } from './synth.ts';

const STAGE = 'prod';

const allowedOn = (logicalIdPrefix: string): Statement[] =>
  statementsOf(STAGE)
    .filter(
      ({ holder, statement }) =>
        ['AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy'].includes(holder.Type) &&
        holder.logicalId.startsWith(logicalIdPrefix) &&
        statement.Effect === 'Allow',
    )
    .map(({ statement }) => statement);

const accountsIn = (statement: Statement): string[] => [
  ...new Set(JSON.stringify(statement.Principal).match(/\d{12}/g) ?? []),
];

describe('a partner', () => {
  const senders = partnersOf(stages[STAGE]).filter(([partner]) => !partner.startsWith('etude-'));
  it.each(senders)('%s alone may send to its intake, and only send', (partner, accountId) => {
    const id = partner
      .split('-')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('');

    const statements = allowedOn(`${id}IntakeQueuePolicy`);

    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatchObject({
      Action: ['sqs:GetQueueUrl', 'sqs:SendMessage'],
      Condition: { StringEquals: { 'aws:PrincipalAccount': accountId } },
    });
    expect(statements.flatMap(accountsIn)).toEqual([accountId]);
  });

  it.each(partnersOf(stages[STAGE]))('%s alone may read its replies', (partner, accountId) => {
    const queue = resourcesOf(STAGE, 'AWS::SQS::Queue').find(
      ({ Properties }) => Properties.QueueName === `passerelle-${STAGE}-replies-${partner}`,
    );
    const statements = statementsOf(STAGE)
      .filter(
        ({ holder, statement }) =>
          holder.Type === 'AWS::SQS::QueuePolicy' &&
          statement.Effect === 'Allow' &&
          JSON.stringify(statement.Resource).includes(`"${queue?.logicalId}"`),
      )
      .map(({ statement }) => statement);

    expect(statements).toHaveLength(1);
    expect(statements[0]?.Action).toEqual([
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ReceiveMessage',
    ]);
    expect(statements.flatMap(accountsIn)).toEqual([accountId]);
  });

  it('has an account of its own, so that none stands for another', () => {
    for (const stage of Object.values(stages)) {
      const accounts = partnersOf(stage).map(([, accountId]) => accountId);
      expect(new Set(accounts).size).toBe(accounts.length);
    }
  });
});

describe('an étude', () => {
  it('may write under its own prefix of the pieces bucket, and nothing else', () => {
    const statements = allowedOn('PiecesBucketPolicy');

    expect(
      statements.map((statement) => ({
        actions: statement.Action,
        accounts: accountsIn(statement),
        resource: JSON.stringify(statement.Resource).match(/"\/([^"]*)"/)?.[1],
      })),
    ).toEqual(
      Object.entries(stages[STAGE].partners.etudes).map(([etude, accountId]) => ({
        actions: ['s3:PutObject'],
        accounts: [accountId],
        resource: `${etude}/*`,
      })),
    );
  });
});

describe('the drop bucket', () => {
  it('lets each partner write its own files and read its own reports; an étude reads its receipts', () => {
    const allowed = allowedOn('DropBucketPolicy').map((statement) => [
      accountsIn(statement)[0],
      statement.Action.join(),
      JSON.stringify(statement.Resource).match(/"\/([^"]*)"/)?.[1],
    ]);

    expect(allowed.sort()).toEqual(
      partnersOf(stages[STAGE])
        .flatMap(([partner, account]) => [
          ...(partner.startsWith('etude-') ? [] : [[account, 's3:PutObject', `drop/${partner}/*`]]),
          [account, 's3:GetObject', `reports/${partner}/*`],
        ])
        .sort(),
    );
  });
});

describe('the pieces intake', () => {
  it('hears the pieces bucket of this account and the end of its scans, and no partner', () => {
    expect(allowedOn('PiecesIntakeQueuePolicy')).toMatchObject([
      {
        Action: ['sqs:SendMessage'],
        Principal: { Service: 's3.amazonaws.com' },
        Condition: {
          ArnEquals: { 'aws:SourceArn': expect.anything() },
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        },
      },
      {
        Principal: { Service: 'events.amazonaws.com' },
        Condition: {
          ArnEquals: {
            'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching('^PiecesScanResult'), 'Arn'] },
          },
        },
      },
    ]);
  });
});
