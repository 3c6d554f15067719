import { describe, expect, it } from 'vitest';
import { type Ask, type Asker, arnIn, isAllowed, OWN_ACCOUNT } from './access.ts';

/**
 * What each identity can do to what is not its own, by IAM's logic over the template. Each refusal stands beside the permission
 * that it bounds.
 */
const stage = 'prod' as const;
const queue = (name: string): string =>
  arnIn(stage, ({ Properties }) => Properties.QueueName === `passerelle-${stage}-${name}`);
const bucket = (id: string): string =>
  arnIn(stage, ({ Type, logicalId }) => Type === 'AWS::S3::Bucket' && logicalId.startsWith(id));
const table = (): string => arnIn(stage, ({ Type }) => Type === 'AWS::DynamoDB::Table');

const ask = (who: Asker, action: string, on: string, context?: Ask['context']): Promise<boolean> =>
  isAllowed({ stage, who, action, on, ...(context && { context }) });
const stranger: Asker = { account: '123456789012' };
const nobody: Asker = { anonymous: true };
const etude = 'etude-moreau-meaux';

describe('a queue of the hub', () => {
  it.each<[string, Asker, string, string]>([
    ['a stranger sends to the API’s intake', stranger, 'sqs:SendMessage', 'api-intake'],
    ['nobody signed sends to it', nobody, 'sqs:SendMessage', 'api-intake'],
    ['a stranger orders a watch', stranger, 'sqs:SendMessage', 'watch'],
    ['a stranger orders a case retired', stranger, 'sqs:SendMessage', 'retire-cases'],
    ['a stranger writes to the intake of pieces', stranger, 'sqs:SendMessage', 'uploads-pieces'],
  ])('is closed: %s', async (_, who, action, name) => {
    expect(await ask(who, action, queue(name))).toBe(false);
  });

  it('takes the API’s word, and nothing in clear', async () => {
    const send = (context?: Ask['context']) =>
      ask({ function: 'api' }, 'sqs:SendMessage', queue('api-intake'), context);
    expect(await send()).toBe(true);
    expect(await send({ 'aws:SecureTransport': 'false' })).toBe(false);
  });

  it('of uploads is not read by what reads partners’ intakes', async () => {
    const read = (name: string) => ask({ function: 'receive-message' }, 'sqs:ReceiveMessage', queue(name));
    expect(await read('api-intake')).toBe(true);
    expect(await read('uploads-pieces')).toBe(false);
    expect(await read('uploads-files')).toBe(false);
  });

  it('takes S3’s word for our bucket, and for nobody else’s', async () => {
    const s3: Asker = { service: 's3.amazonaws.com' };
    const told = (source: string, account: string) =>
      ask(s3, 'sqs:SendMessage', queue('uploads-files'), {
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
  it.each<[string, Asker, string, string]>([
    ['a stranger deposits', stranger, 's3:PutObject', 'PiecesBucket/etude-a/acte.pdf'],
    ['a stranger drops', stranger, 's3:PutObject', 'DropBucket/drop/caf/t.csv'],
    ['nobody signed reads', nobody, 's3:GetObject', 'PiecesBucket/etude-a/acte.pdf'],
    ['a stranger reads a report', stranger, 's3:GetObject', 'DropBucket/reports/caf/t.csv'],
    ['a stranger reads the raw archive', stranger, 's3:GetObject', 'RawBucket/caf/2026/03/03/m.json'],
    ['a stranger reads what is set apart', stranger, 's3:GetObject', 'QuarantineBucket/x'],
  ])('is closed: %s', async (_, who, action, place) => {
    const [id = '', ...key] = place.split('/');
    expect(await ask(who, action, `${bucket(id)}/${key.join('/')}`)).toBe(false);
  });

  it('takes nothing in clear, nor by an old TLS', async () => {
    const put = (context?: Ask['context']) =>
      ask({ function: 'api' }, 's3:PutObject', `${bucket('DropBucket')}/drop/caf/t.csv`, context);
    expect(await put()).toBe(true);
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
    ['the API knows a token', 'api', 'dynamodb:BatchGetItem', keys('PARTNERS', 'PARTNER#caf#TOKENS'), true],
    ['the API reads a secret', 'api', 'dynamodb:BatchGetItem', keys('PARTNER#caf#SECRETS'), false],
    ['the API makes itself a token', 'api', 'dynamodb:PutItem', keys('PARTNER#caf#TOKENS'), false],
    [
      'the portal knows a session',
      'portal',
      'dynamodb:BatchGetItem',
      keys('PERSONS', 'PERSON#0a#SESSIONS'),
      true,
    ],
    ['the portal opens a session', 'portal', 'dynamodb:PutItem', keys('PERSON#0a#SESSIONS'), true],
    ['the portal gives a right', 'portal', 'dynamodb:PutItem', keys('PERSONS'), false],
    ['the portal rewrites who gave a right', 'portal', 'dynamodb:PutItem', keys('PERSON#0a#CHANGES'), false],
    ['the portal reads a token', 'portal', 'dynamodb:BatchGetItem', keys('PARTNER#caf#TOKENS'), false],
    ['the portal reads the whole table', 'portal', 'dynamodb:Scan', undefined, false],
    ['the portal reads a secret', 'portal', 'dynamodb:Query', keys('PARTNER#caf#SECRETS'), false],
    ['the portal reads a partner’s replies', 'portal', 'dynamodb:Query', keys('PARTNER#caf#REPLIES'), false],
    ['the portal knows a partner', 'portal', 'dynamodb:GetItem', keys('PARTNERS'), true],
    ['the portal reads who gave a right', 'portal', 'dynamodb:GetItem', keys('PERSON#0a#CHANGES'), false],
    ['the portal reads the directory', 'portal', 'dynamodb:Query', keys('DIRECTORY'), false],
    ['the portal lists persons', 'portal', 'dynamodb:Query', keys('PERSONS'), false],
    ['the portal lists somebody’s sessions', 'portal', 'dynamodb:Query', keys('PERSON#0a#SESSIONS'), false],
    ['the portal finds a person', 'portal', 'dynamodb:GetItem', keys('PERSONS'), true],
    ['the portal keeps saved searches', 'portal', 'dynamodb:PutItem', keys('PERSON#0a#VIEWS'), true],
    ['the portal records a read', 'portal', 'dynamodb:PutItem', keys('TRACE#2026-11-30'), true],
    ['the portal lists reads', 'portal', 'dynamodb:Query', keys('TRACE#2026-11-30'), true],
    ['the portal changes a read', 'portal', 'dynamodb:UpdateItem', keys('TRACE#2026-11-30'), false],
    ['the portal drops a read', 'portal', 'dynamodb:DeleteItem', keys('TRACE#2026-11-30'), false],
    ['the portal writes a case', 'portal', 'dynamodb:PutItem', keys('CASE#77-2026-000001'), true],
    ['the portal draws a reference', 'portal', 'dynamodb:UpdateItem', keys('COUNTER#77#2026'), true],
    ['the portal notes what was sent', 'portal', 'dynamodb:PutItem', keys('SENT#caf'), true],
    ['the portal keeps a word on a commitment', 'portal', 'dynamodb:PutItem', keys('ENGAGEMENTS#2026'), true],
    ['the portal reads the commitments', 'portal', 'dynamodb:Query', keys('ENGAGEMENTS#2026'), true],
    ['the portal changes such a word', 'portal', 'dynamodb:UpdateItem', keys('ENGAGEMENTS#2026'), false],
    ['the portal drops such a word', 'portal', 'dynamodb:DeleteItem', keys('ENGAGEMENTS#2026'), false],
    [
      'commissions keep a word on a commitment',
      'portal-commissions',
      'dynamodb:PutItem',
      keys('ENGAGEMENTS#2026'),
      false,
    ],
    ...['DIGEST#2026-11-30', 'FILE#caf#0a', 'MAILBOXES', 'REKEY'].flatMap(
      (partition): [string, string, string, Ask['context'], boolean][] => [
        [`the portal writes ${partition}`, 'portal', 'dynamodb:PutItem', keys(partition), false],
        [`the portal changes ${partition}`, 'portal', 'dynamodb:UpdateItem', keys(partition), false],
      ],
    ),
    [
      'the portal changes a case and a register at once',
      'portal',
      'dynamodb:PutItem',
      keys('CASE#77-2026-000001', 'MAILBOXES'),
      false,
    ],
    [
      'the portal notes an EXPLOC receipt',
      'portal',
      'dynamodb:DeleteItem',
      keys('ETUDE#etude-a#EXPLOC'),
      true,
    ],
    ['the portal drops a piece', 'portal', 'dynamodb:DeleteItem', keys('ETUDE#etude-a'), false],
    ['the portal changes the directory', 'portal', 'dynamodb:PutItem', keys('DIRECTORY'), false],
    ['commissions read the directory', 'portal-commissions', 'dynamodb:Query', keys('DIRECTORY'), true],
    ['commissions change the directory', 'portal-commissions', 'dynamodb:PutItem', keys('DIRECTORY'), false],
    ['commissions count who asks', 'portal-commissions', 'dynamodb:UpdateItem', keys('ASKS#0a'), true],
    [
      'commissions keep a letter',
      'portal-commissions',
      'dynamodb:PutItem',
      keys('CASE#77-2026-000001'),
      true,
    ],
    [
      'commissions change a read',
      'portal-commissions',
      'dynamodb:UpdateItem',
      keys('TRACE#2026-11-30'),
      false,
    ],
    ['administration gives a right', 'portal-admin', 'dynamodb:PutItem', keys('PERSONS'), true],
    ['administration keeps who did', 'portal-admin', 'dynamodb:PutItem', keys('PERSON#0a#CHANGES'), true],
    [
      'administration ends a session',
      'portal-admin',
      'dynamodb:DeleteItem',
      keys('PERSON#0a#SESSIONS'),
      true,
    ],
    ['administration opens a session', 'portal-admin', 'dynamodb:PutItem', keys('PERSON#0a#SESSIONS'), false],
    ['administration changes the directory', 'portal-admin', 'dynamodb:PutItem', keys('DIRECTORY'), true],
    ['administration drops who did', 'portal-admin', 'dynamodb:DeleteItem', keys('PERSON#0a#CHANGES'), false],
    ['administration enters a partner', 'portal-admin', 'dynamodb:PutItem', keys('PARTNERS'), false],
    ['administration reads a secret', 'portal-admin', 'dynamodb:Query', keys('PARTNER#caf#SECRETS'), false],
    ['administration reads a case', 'portal-admin', 'dynamodb:GetItem', keys('CASE#77-2026-000001'), false],
    ['administration writes a case', 'portal-admin', 'dynamodb:PutItem', keys('CASE#77-2026-000001'), false],
    ['administration reads who read what', 'portal-admin', 'dynamodb:Query', keys('TRACE#2026-11-30'), false],
    ['the API enters a partner', 'api', 'dynamodb:PutItem', keys('PARTNERS'), false],
    ['the API drops a read reply', 'api', 'dynamodb:DeleteItem', keys('PARTNER#caf#REPLIES'), true],
    ['the issuer checks a secret', 'issue-token', 'dynamodb:BatchGetItem', keys('PARTNER#caf#SECRETS'), true],
    ['the issuer adds a secret', 'issue-token', 'dynamodb:PutItem', keys('PARTNER#caf#SECRETS'), false],
    ['the issuer reads a case', 'issue-token', 'dynamodb:BatchGetItem', keys('CASE#77-2026-000001'), false],
    ['the answerer leaves a reply', 'reply', 'dynamodb:PutItem', keys('PARTNER#caf#REPLIES'), true],
    ['the answerer enters a partner', 'reply', 'dynamodb:PutItem', keys('PARTNERS'), false],
    ...(
      ['receive-message', 'receive-piece', 'receive-file', 'watch-deadlines', 'retire-case'] as const
    ).flatMap((name): [string, string, string, Ask['context'], boolean][] => [
      [`${name} enters a partner`, name, 'dynamodb:PutItem', keys('PARTNERS'), false],
      [`${name} adds a secret`, name, 'dynamodb:PutItem', keys('PARTNER#caf#SECRETS'), false],
      [`${name} makes a token`, name, 'dynamodb:PutItem', keys('PARTNER#caf#TOKENS'), false],
      [`${name} changes an entry`, name, 'dynamodb:UpdateItem', keys('PARTNERS'), false],
      [`${name} gives a person a right`, name, 'dynamodb:PutItem', keys('PERSONS'), false],
      [`${name} says where mails go`, name, 'dynamodb:PutItem', keys('DIRECTORY'), false],
      [`${name} speaks for a signatory`, name, 'dynamodb:PutItem', keys('ENGAGEMENTS#2026'), false],
      [`${name} opens a session`, name, 'dynamodb:PutItem', keys('PERSON#0a1b#SESSIONS'), false],
      [`${name} writes a case`, name, 'dynamodb:PutItem', keys('CASE#77-2026-000001'), true],
    ]),
    ['the sender of mails changes an entry', 'notify', 'dynamodb:UpdateItem', keys('PARTNERS'), false],
    ['the sender of mails reads the directory', 'notify', 'dynamodb:Query', keys('DIRECTORY'), true],
    ['the sender of mails reads persons', 'notify', 'dynamodb:Query', keys('PERSONS'), false],
    ['the sender of mails says where they go', 'notify', 'dynamodb:UpdateItem', keys('DIRECTORY'), false],
    ['who notes deliveries does', 'record-delivery', 'dynamodb:UpdateItem', keys('PARTNERS'), false],
    ['the canary reads the registry', 'canary', 'dynamodb:Query', keys('PARTNERS'), true],
    ['the canary reads secrets', 'canary', 'dynamodb:Query', keys('PARTNER#caf#SECRETS'), false],
    ['a receiver files', 'receive-message', 'dynamodb:PutItem', undefined, true],
    [
      'a receiver takes a case out of a block',
      'receive-message',
      'dynamodb:DeleteItem',
      keys('BLOCK#nom#abc'),
      true,
    ],
    [
      'a receiver deletes a case',
      'receive-message',
      'dynamodb:DeleteItem',
      keys('CASE#77-2026-000001'),
      false,
    ],
    ['a receiver reads the whole table', 'receive-message', 'dynamodb:Scan', undefined, false],
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

  it.each([
    ['s3:GetObject', 'NO_THREATS_FOUND', true],
    ['s3:GetObjectVersion', 'NO_THREATS_FOUND', true],
    ['s3:GetObject', 'THREATS_FOUND', false],
    ['s3:GetObject', undefined, false],
    // To sign the form by which a person sends one.
    ['s3:PutObject', undefined, true],
    ['s3:DeleteObject', 'NO_THREATS_FOUND', false],
  ])('that shows pages reads clean pieces alone: %s, %s', async (action, found, allowed) => {
    const context = found === undefined ? {} : { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': found };
    const piece = `${bucket('PiecesBucket')}/${etude}/acte.pdf`;
    expect(await ask({ function: 'portal' }, action, piece, context)).toBe(allowed);
  });
});
