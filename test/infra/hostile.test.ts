import { describe, expect, it } from 'vitest';
import { TRIAL_CCAPEX } from '../../infra/assembly.ts';
import { partnersOf, stageOf } from '../../infra/stages.ts';
import { type Ask, type Asker, arnIn, isAllowed, OWN_ACCOUNT } from './access.ts';

/**
 * What each identity can do to what is not its own, by IAM's logic over the template. Each refusal stands beside the permission
 * that it bounds.
 */
const stage = 'prod' as const;
const accounts = new Map(partnersOf(stageOf(stage, TRIAL_CCAPEX)));
const accountOf = (partner: string): string => {
  const account = accounts.get(partner);
  if (!account) throw new Error(`no account of ${partner}`);
  return account;
};
const queue = (name: string): string =>
  arnIn(stage, ({ Properties }) => Properties.QueueName === `passerelle-${stage}-${name}`);
const bucket = (id: string): string =>
  arnIn(stage, ({ Type, logicalId }) => Type === 'AWS::S3::Bucket' && logicalId.startsWith(id));
const table = (): string => arnIn(stage, ({ Type }) => Type === 'AWS::DynamoDB::Table');

const ask = (who: Asker, action: string, on: string, context?: Ask['context']): Promise<boolean> =>
  isAllowed({ stage, who, action, on, ...(context && { context }) });
const as = (partner: string): Asker => ({ account: accountOf(partner) });
const stranger: Asker = { account: '123456789012' };
const nobody: Asker = { anonymous: true };
const etudes = Object.keys(stageOf(stage, TRIAL_CCAPEX).partners.etudes);
const [etude = '', otherEtude = ''] = etudes;

describe('a queue', () => {
  it.each<[string, Asker, string, string, boolean]>([
    ['CAF sends to its intake', as('caf'), 'sqs:SendMessage', 'caf-intake', true],
    ['MSA to CAF’s', as('msa'), 'sqs:SendMessage', 'caf-intake', false],
    ['a stranger to CAF’s', stranger, 'sqs:SendMessage', 'caf-intake', false],
    ['nobody signed to CAF’s', nobody, 'sqs:SendMessage', 'caf-intake', false],
    ['CAF reads what others may have sent it for', as('caf'), 'sqs:ReceiveMessage', 'caf-intake', false],
    ['CAF empties its intake', as('caf'), 'sqs:PurgeQueue', 'caf-intake', false],
    ['CAF reads its replies', as('caf'), 'sqs:ReceiveMessage', 'replies-caf', true],
    ['MSA reads CAF’s replies', as('msa'), 'sqs:ReceiveMessage', 'replies-caf', false],
    ['CAF writes itself a reply', as('caf'), 'sqs:SendMessage', 'replies-caf', false],
    ['a partner orders a watch', as('caf'), 'sqs:SendMessage', 'watch', false],
    ['a partner orders a case retired', as('caf'), 'sqs:SendMessage', 'retire-cases', false],
    ['a partner writes to the pieces intake', as(etude), 'sqs:SendMessage', 'pieces-intake', false],
  ])('%s', async (_, who, action, name, allowed) => {
    expect(await ask(who, action, queue(name))).toBe(allowed);
  });

  it('takes nothing in clear', async () => {
    expect(
      await ask(as('caf'), 'sqs:SendMessage', queue('caf-intake'), { 'aws:SecureTransport': 'false' }),
    ).toBe(false);
  });

  it('takes S3’s word for our bucket, and for nobody else’s', async () => {
    const s3: Asker = { service: 's3.amazonaws.com' };
    const told = (source: string, account: string) =>
      ask(s3, 'sqs:SendMessage', queue('files-intake'), {
        'aws:SourceArn': source,
        'aws:SourceAccount': account,
      });
    const own = bucket('DropBucket');
    expect(await told(own, OWN_ACCOUNT)).toBe(true);
    expect(await told('arn:aws:s3:::a-bucket-of-theirs', OWN_ACCOUNT)).toBe(false);
    // Another account takes the name of our deleted bucket.
    expect(await told(own, '123456789012')).toBe(false);
  });
});

describe('a bucket', () => {
  it.each<[string, Asker, string, string, boolean]>([
    ['an étude deposits under its prefix', as(etude), 's3:PutObject', `PiecesBucket/${etude}/acte.pdf`, true],
    ['an étude under another’s', as(etude), 's3:PutObject', `PiecesBucket/${otherEtude}/acte.pdf`, false],
    [
      'an étude under a prefix that begins like its own',
      as(etude),
      's3:PutObject',
      `PiecesBucket/${etude}-bis/acte.pdf`,
      false,
    ],
    ['an étude reads its own piece back', as(etude), 's3:GetObject', `PiecesBucket/${etude}/acte.pdf`, false],
    ['an étude reads another’s', as(etude), 's3:GetObject', `PiecesBucket/${otherEtude}/acte.pdf`, false],
    ['a stranger deposits', stranger, 's3:PutObject', `PiecesBucket/${etude}/acte.pdf`, false],
    ['nobody signed reads', nobody, 's3:GetObject', `PiecesBucket/${etude}/acte.pdf`, false],
    ['CAF drops a table', as('caf'), 's3:PutObject', 'DropBucket/drop/caf/t.csv', true],
    ['CAF in MSA’s name', as('caf'), 's3:PutObject', 'DropBucket/drop/msa/t.csv', false],
    ['CAF writes a report', as('caf'), 's3:PutObject', 'DropBucket/reports/caf/t.csv', false],
    ['CAF reads its report', as('caf'), 's3:GetObject', 'DropBucket/reports/caf/t.csv', true],
    ['MSA reads CAF’s report', as('msa'), 's3:GetObject', 'DropBucket/reports/caf/t.csv', false],
    [
      'an étude reads its receipts',
      as(etude),
      's3:GetObject',
      `DropBucket/reports/${etude}/accuses/p.pdf`,
      true,
    ],
    [
      'an étude another’s receipts',
      as(etude),
      's3:GetObject',
      `DropBucket/reports/${otherEtude}/accuses/p.pdf`,
      false,
    ],
    ['CAF reads the raw archive', as('caf'), 's3:GetObject', 'RawBucket/caf/2026/03/03/m.json', false],
    ['CAF reads what is set apart', as('caf'), 's3:GetObject', 'QuarantineBucket/x', false],
    ['a partner deletes', as('caf'), 's3:DeleteObject', 'DropBucket/drop/caf/t.csv', false],
  ])('%s', async (_, who, action, place, allowed) => {
    const [id = '', ...key] = place.split('/');
    expect(await ask(who, action, `${bucket(id)}/${key.join('/')}`)).toBe(allowed);
  });

  it('takes nothing in clear, nor by an old TLS', async () => {
    const put = (context: Ask['context']) =>
      ask(as('caf'), 's3:PutObject', `${bucket('DropBucket')}/drop/caf/t.csv`, context);
    expect(await put({ 'aws:SecureTransport': 'false' })).toBe(false);
    expect(await put({ 's3:TlsVersion': '1.1' })).toBe(false);
  });
});

describe('a function of the hub', () => {
  const keys = (...leading: string[]) => ({ 'dynamodb:LeadingKeys': leading });
  it.each<[string, string, string, Ask['context'] | undefined, boolean]>([
    ['the API reads the register', 'api', 'dynamodb:GetItem', keys('ETUDE#etude-a'), true],
    ['the API reads a case', 'api', 'dynamodb:GetItem', keys('CASE#77-2026-000001'), false],
    [
      'the API reads a case among its own',
      'api',
      'dynamodb:Query',
      keys('ETUDE#etude-a', 'CASE#77-2026-000001'),
      false,
    ],
    ['the API reads without saying which', 'api', 'dynamodb:Query', undefined, false],
    ['the API reads the whole table', 'api', 'dynamodb:Scan', undefined, false],
    ['a receiver files', 'receive-impaye', 'dynamodb:PutItem', undefined, true],
    [
      'a receiver takes a case out of a block',
      'receive-impaye',
      'dynamodb:DeleteItem',
      keys('BLOCK#nom#abc'),
      true,
    ],
    [
      'a receiver deletes a case',
      'receive-impaye',
      'dynamodb:DeleteItem',
      keys('CASE#77-2026-000001'),
      false,
    ],
    ['a receiver reads the whole table', 'receive-impaye', 'dynamodb:Scan', undefined, false],
    ['the sender of mails marks one', 'notify', 'dynamodb:UpdateItem', undefined, true],
    ['the sender of mails writes a case', 'notify', 'dynamodb:PutItem', undefined, false],
    ['the answerer reads a case', 'reply', 'dynamodb:GetItem', undefined, false],
    ['the watch deletes', 'watch-deadlines', 'dynamodb:DeleteItem', keys('CASE#77-2026-000001'), false],
    ['who retires cases deletes', 'retire-case', 'dynamodb:DeleteItem', keys('CASE#77-2026-000001'), true],
    ['the canary reads', 'canary', 'dynamodb:GetItem', undefined, false],
  ])('%s', async (_, name, action, context, allowed) => {
    expect(await ask({ function: name }, action, table(), context)).toBe(allowed);
  });

  it.each<[string, string, string, string, boolean]>([
    ['the answerer archives', 'reply', 's3:PutObject', 'RawBucket/caf/m.json', true],
    ['the answerer reads the archive', 'reply', 's3:GetObject', 'RawBucket/caf/m.json', false],
    [
      'the reader of pieces reads the archive',
      'receive-piece',
      's3:GetObject',
      'RawBucket/caf/m.json',
      false,
    ],
    [
      'the reader of files writes a report',
      'receive-file',
      's3:PutObject',
      'DropBucket/reports/caf/t.csv',
      true,
    ],
    [
      'the reader of files changes what was dropped',
      'receive-file',
      's3:PutObject',
      'DropBucket/drop/caf/t.csv',
      false,
    ],
    [
      'the reader of files deletes what was dropped',
      'receive-file',
      's3:DeleteObject',
      'DropBucket/drop/caf/t.csv',
      false,
    ],
    ['the API reads a piece', 'api', 's3:GetObject', `PiecesBucket/${etude}/acte.pdf`, false],
  ])('%s', async (_, name, action, place, allowed) => {
    const [id = '', ...key] = place.split('/');
    expect(await ask({ function: name }, action, `${bucket(id)}/${key.join('/')}`)).toBe(allowed);
  });

  it('reads no piece that no scan has spoken of', async () => {
    const read = (context: Ask['context']) =>
      ask(
        { function: 'receive-piece' },
        's3:GetObject',
        `${bucket('PiecesBucket')}/${etude}/acte.pdf`,
        context,
      );
    const tag = 's3:ExistingObjectTag/GuardDutyMalwareScanStatus';
    expect(await read({ [tag]: 'NO_THREATS_FOUND' })).toBe(true);
    expect(await read({})).toBe(false);
  });
});
