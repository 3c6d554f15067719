import { runSimulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, it } from 'vitest';
import { createPartnerApp } from '../../infra/create-app.ts';
import { ACCOUNT_ID, REGION } from '../../local/constants.ts';
import { type Made, partnerStackOf, roleIn } from './partner-template.ts';
import { resourcesOf, STAGE_NAMES, statementsOf } from './synth.ts';

/** What a partner that has an AWS account can do, by IAM's logic over the template of its own stack. */
const STAGE = 'prod';
const CAF = '111122223333';
const ETUDE = '444455556666';

const caf = () => partnerStackOf(STAGE, { code: 'caf', account: CAF });
const etude = () => partnerStackOf(STAGE, { code: 'etude-moreau-meaux', account: ETUDE });

const queue = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:passerelle-${STAGE}-${name}`;
const place = (path: string): string => {
  const [bucket, ...key] = path.split('/');
  return `arn:aws:s3:::passerelle-${STAGE}-${bucket}-${ACCOUNT_ID}/${key.join('/')}`;
};
/** Whether a policy allows its holder an action. The queues and buckets add nothing but the refusal of what is not TLS. */
const allows = async (made: readonly Made[], action: string, resource: string): Promise<boolean> => {
  const { policy, arn } = roleIn(made);
  const answer = await runSimulation(
    {
      request: {
        principal: `${arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/session`,
        action,
        resource: { resource, accountId: ACCOUNT_ID },
        contextVariables: { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' },
      },
      identityPolicies: [{ name: 'own', policy }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: undefined,
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult === 'Allowed';
};
/** Whether somebody of an account, whose administrator allows them everything there, may take the role. */
const takes = async (made: readonly Made[], account: string): Promise<boolean> => {
  const { trust, arn } = roleIn(made);
  const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const answer = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${account}:role/Administrator`,
        action: 'sts:AssumeRole',
        resource: { resource: arn, accountId: ACCOUNT_ID },
        contextVariables: {},
      },
      identityPolicies: [{ name: 'own', policy: everything }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: trust,
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(JSON.stringify(answer.errors));
  return answer.overallResult === 'Allowed';
};

describe('the role of a partner', () => {
  it('is taken from its own account, and from no other', async () => {
    const { made } = await caf();
    expect(await takes(made, CAF)).toBe(true);
    expect(await takes(made, ETUDE)).toBe(false);
    expect(await takes(made, '123456789012')).toBe(false);
  });

  it.each([
    ['sends on its queue', 'sqs:SendMessage', queue('caf-intake'), true],
    ['sends on another’s', 'sqs:SendMessage', queue('msa-intake'), false],
    ['sends on one that begins as its own', 'sqs:SendMessage', queue('caf-bis-intake'), false],
    ['reads what it sent', 'sqs:ReceiveMessage', queue('caf-intake'), false],
    ['empties its queue', 'sqs:PurgeQueue', queue('caf-intake'), false],
    ['sends on the API’s intake, in anybody’s name', 'sqs:SendMessage', queue('api-intake'), false],
    ['orders a watch', 'sqs:SendMessage', queue('watch'), false],
    ['reads its replies', 'sqs:ReceiveMessage', queue('replies-caf'), true],
    ['reads another’s replies', 'sqs:ReceiveMessage', queue('replies-msa'), false],
    ['writes itself a reply', 'sqs:SendMessage', queue('replies-caf'), false],
    ['drops a file', 's3:PutObject', place('drop/drop/caf/t.csv'), true],
    ['drops one in another’s name', 's3:PutObject', place('drop/drop/msa/t.csv'), false],
    ['drops one under a prefix like its own', 's3:PutObject', place('drop/drop/caf-bis/t.csv'), false],
    ['reads its reports', 's3:GetObject', place('drop/reports/caf/t.json'), true],
    ['reads another’s', 's3:GetObject', place('drop/reports/msa/t.json'), false],
    ['writes a report', 's3:PutObject', place('drop/reports/caf/t.json'), false],
    ['deletes what it dropped', 's3:DeleteObject', place('drop/drop/caf/t.csv'), false],
    ['deposits a piece', 's3:PutObject', place('pieces/caf/acte.pdf'), false],
    ['takes another role', 'sts:AssumeRole', `arn:aws:iam::${ACCOUNT_ID}:role/passerelle-prod-msa`, false],
  ])('%s', async (_, action, resource, allowed) => {
    expect(await allows((await caf()).made, action, resource)).toBe(allowed);
  });

  it.each([
    ['an étude deposits a piece', 's3:PutObject', place('pieces/etude-moreau-meaux/acte.pdf'), true],
    ['an étude under another’s prefix', 's3:PutObject', place('pieces/etude-petit/acte.pdf'), false],
    [
      'an étude under a prefix like its own',
      's3:PutObject',
      place('pieces/etude-moreau-meaux-bis/a.pdf'),
      false,
    ],
    ['an étude reads a piece back', 's3:GetObject', place('pieces/etude-moreau-meaux/acte.pdf'), false],
    ['an étude drops a file', 's3:PutObject', place('drop/drop/etude-moreau-meaux/t.csv'), false],
    [
      'an étude reads its receipts',
      's3:GetObject',
      place('drop/reports/etude-moreau-meaux/accuses/p.pdf'),
      true,
    ],
    ['an étude reads its replies', 'sqs:ReceiveMessage', queue('replies-etude-moreau-meaux'), true],
    ['an étude sends on a queue', 'sqs:SendMessage', queue('etude-moreau-meaux-intake'), false],
  ])('%s', async (_, action, resource, allowed) => {
    expect(await allows((await etude()).made, action, resource)).toBe(allowed);
  });

  it('once it has left, only reads', async () => {
    const { made } = await partnerStackOf(STAGE, { code: 'caf', account: CAF, sending: 'closed' });
    expect(await allows(made, 'sqs:SendMessage', queue('caf-intake'))).toBe(false);
    expect(await allows(made, 's3:PutObject', place('drop/drop/caf/t.csv'))).toBe(false);
    expect(await allows(made, 'sqs:ReceiveMessage', queue('replies-caf'))).toBe(true);
    expect(await allows(made, 's3:GetObject', place('drop/reports/caf/t.json'))).toBe(true);
  });
});

describe('the queues of a partner', () => {
  it('have the names that it configures, and take nothing in clear', async () => {
    const { made } = await caf();
    const names = made.flatMap(({ properties }) => properties.QueueName ?? []);
    expect(names.sort()).toEqual(['passerelle-prod-caf-intake', 'passerelle-prod-replies-caf']);
    const policies = made.filter(({ type }) => type === 'AWS::SQS::QueuePolicy');
    expect(policies).toHaveLength(4);
    for (const { properties } of policies)
      expect(Object(properties.PolicyDocument).Statement).toMatchObject([
        { Effect: 'Deny', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ]);
  });

  it.each(['prod', 'dev'] as const)('outlive its stack where the stage keeps its data: %s', async (stage) => {
    const { template } = await partnerStackOf(stage, { code: 'caf', account: CAF });
    const kept = Object.values(Object(template.Resources))
      .map(Object)
      .filter(({ Type }) => Type === 'AWS::SQS::Queue')
      .map(({ DeletionPolicy }) => DeletionPolicy);
    expect(new Set(kept)).toEqual(new Set([stage === 'prod' ? 'RetainExceptOnCreate' : 'Delete']));
  });
});

describe('the hub’s own stacks', () => {
  it('name no partner: one more changes none of their policies', () => {
    const policies = JSON.stringify(statementsOf(STAGE).map(({ statement }) => statement));
    // But the account that keeps the backups.
    expect(policies.replaceAll('999999999999', '')).not.toMatch(/etude-|\bcaf\b|\d{12}/);
  });

  it('hear the bucket of pieces, of this account, and the end of its scans', () => {
    const heard = statementsOf(STAGE).filter(
      ({ holder, statement }) =>
        holder.logicalId.startsWith('PiecesIntakeQueuePolicy') && statement.Effect === 'Allow',
    );
    expect(heard.map(({ statement }) => statement)).toMatchObject([
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

/** 200 études, 50 CLPIL, 120 landlords and 130 CCAS, were each to have an AWS account. */
const FIVE_HUNDRED = Object.entries({ etude: 200, clpil: 50, bailleur: 120, ccas: 130 }).flatMap(
  ([kind, count]) =>
    Array.from({ length: count }, (_, n) => ({
      code: `${kind}-numero-${n}`,
      account: String(500_000_000_000 + n),
    })),
);
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html and IAM’s quotas. */
const LIMITS = { resources: 500, templateBytes: 51_200, rolePolicies: 10_240, roleName: 64, queueName: 80 };

describe('five hundred partners', () => {
  it('are five hundred stacks of one template each, far from every limit', async () => {
    const stacks = await Promise.all(FIVE_HUNDRED.map((one) => partnerStackOf(STAGE, one)));
    const figures = stacks.map(({ template, made }) => ({
      resources: made.length,
      templateBytes: JSON.stringify(template).length,
      rolePolicies: JSON.stringify(roleIn(made).policy).length,
      roleName: (roleIn(made).arn.split('/')[1] ?? '').length,
      queueName: Math.max(...made.map(({ properties }) => String(properties.QueueName ?? '').length)),
    }));
    for (const [name, limit] of Object.entries(LIMITS)) {
      const most = Math.max(...figures.map((one) => Object(one)[name]));
      expect(most, name).toBeGreaterThan(0);
      expect(most, name).toBeLessThan(limit / (name.endsWith('Name') ? 1 : 1.5));
    }
  });

  it('share no name: no queue, no role', async () => {
    const stacks = await Promise.all(FIVE_HUNDRED.map((one) => partnerStackOf(STAGE, one)));
    const names = stacks.flatMap(({ made }) =>
      made.flatMap(({ properties }) => [properties.QueueName ?? [], properties.RoleName ?? []].flat()),
    );
    expect(names).toHaveLength(200 * 2 + 300 * 3);
    expect(new Set(names).size).toBe(names.length);
  });

  it('leave the hub’s own stacks as they are: what these hold, and the longest policy of a role, do not depend on them', () => {
    const policies = resourcesOf(STAGE, 'AWS::IAM::Policy').map(
      ({ Properties }) => JSON.stringify(Properties).length,
    );
    expect(Math.max(...policies)).toBeLessThan(LIMITS.rolePolicies);
  });
});

describe('the AWS Solutions rules', () => {
  it.each(STAGE_NAMES)('find nothing unacknowledged in a partner’s stack of %s', (stage) => {
    expect(() => createPartnerApp(stage, undefined, { bundle: false, check: true }).synth()).not.toThrow();
  });
});
