import { Stack, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import * as z from 'zod';
import { intakeName, queuesArn } from '../names.ts';
import type { Stage } from '../stages.ts';
import type { HubFunction } from './hub-function.ts';

/** How a template refers to a value that another stack exports. */
const ImportSchema = z.object({ 'Fn::ImportValue': z.string() });

/** Actions are listed one by one: the library's own grants on buckets, keys and indexes hold wildcards. */
function grant(
  grantee: HubFunction,
  actions: string[],
  resources: string[],
  conditions?: Record<string, unknown>,
): void {
  grantee.addToRolePolicy(
    new PolicyStatement({ actions, resources, ...(conditions === undefined ? {} : { conditions }) }),
  );
}

function grantKey(grantee: HubFunction, key: IKey, service: 's3' | 'dynamodb', actions: string[]): void {
  const { region } = Stack.of(key);
  grant(grantee, actions, [key.keyArn], {
    StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
  });
}

/** Lets a function read one secret. The key's grant is limited to the decryption of that secret. */
export function grantSecret(grantee: HubFunction, secret: Pick<Secret, 'secretArn'>, key: IKey): void {
  grant(grantee, ['secretsmanager:GetSecretValue'], [secret.secretArn]);
  const { region } = Stack.of(key);
  grant(grantee, ['kms:Decrypt'], [key.keyArn], {
    StringEquals: {
      'kms:ViaService': `secretsmanager.${region}.amazonaws.com`,
      'kms:EncryptionContext:SecretARN': secret.secretArn,
    },
  });
}

/** Lets a receiver file messages: read by key, query a partition, write. No scan, and no deletion but a case's place in a block. */
export function grantFiling(grantee: HubFunction, table: ITable, key: IKey): void {
  grantCases(grantee, table, key);
  denyCounts(grantee, table);
  // What strangers send makes no session, nor a mail of one or of figures; and appoints no body, which would then read a case.
  deny(
    grantee,
    table,
    ['BatchWriteItem', 'DeleteItem', 'PutItem', 'UpdateItem'],
    ['COMMISSION#*', 'ENQUETES#*', 'CASE#*#ENQUETES', 'DECLARES#*#DEMANDES'],
  );
  grantLeavingBlocks(grantee, table);
}

/** Lets a function take a case out of the blocks of open cases (`BLOCK#…`) when the case closes. It can delete nothing else. */
function grantLeavingBlocks(grantee: HubFunction, table: ITable): void {
  grant(grantee, ['dynamodb:DeleteItem'], [table.tableArn], {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['BLOCK#*'] },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  });
}

/**
 * Lets the watch query by index what is due and the work list, and write cases and notices. It may also finish what a receiver
 * left half written.
 */
export function grantWatching(grantee: HubFunction, table: ITable, key: IKey): void {
  grantCases(grantee, table, key);
  denyCounts(grantee, table);
  grantLeavingBlocks(grantee, table);
  grant(
    grantee,
    ['dynamodb:Query'],
    ['deadlines', 'lists', 'worklist'].map((index) => `${table.tableArn}/index/${index}`),
  );
}

/** The register of commissions, and all that is of one. */
const COMMISSIONS = ['COMMISSIONS', 'COMMISSION#*'] as const;
/** What signatories say of their commitments: pages write it, and no program. */
const ENGAGEMENTS = ['ENGAGEMENTS#*'] as const;
/** The directory in the table, and who changed it: where mails go. */
const DIRECTORY = ['DIRECTORY', 'DIRECTORY#*'] as const;

/**
 * Forbids a function that may write anywhere in the table what makes a partner or a person: entry, secrets, tokens, rights, sessions;
 * what signatories say of their commitments; and the directory, which says where mails go. Such functions read what strangers send, and an entry is a right.
 */
function denyRegisters(
  grantee: HubFunction,
  table: ITable,
  partitions: readonly string[] = [
    'PARTNERS',
    'PARTNER#*',
    'PERSONS',
    'PERSON#*',
    'COMMISSIONS',
    ...ENGAGEMENTS,
    ...DIRECTORY,
  ],
): void {
  deny(grantee, table, ['BatchWriteItem', 'DeleteItem', 'PutItem', 'UpdateItem'], partitions);
}

function deny(
  grantee: HubFunction,
  table: ITable,
  actions: readonly string[],
  partitions: readonly string[],
): void {
  grantee.addToRolePolicy(
    new PolicyStatement({
      effect: Effect.DENY,
      actions: actions.map((one) => `dynamodb:${one}`),
      resources: [table.tableArn],
      conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': partitions } },
    }),
  );
}

function grantCases(grantee: HubFunction, table: ITable, key: IKey): void {
  denyRegisters(grantee, table);
  grantCaseItems(grantee, table, key);
}

function grantCaseItems(grantee: HubFunction, table: ITable, key: IKey): void {
  grant(
    grantee,
    // TransactWriteItems needs the permission of each action in it, ConditionCheckItem among them.
    [
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'dynamodb:ConditionCheckItem',
    ],
    [table.tableArn],
  );
  grantTableKey(grantee, key);
}

/**
 * Lets a function erase a case: read and delete its items in the table, and delete every version of its objects. The function
 * reads no object.
 */
export function grantDropping(grantee: HubFunction, table: ITable, key: IKey, buckets: IBucket[]): void {
  grantCases(grantee, table, key);
  grant(grantee, ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem'], [table.tableArn]);
  grant(
    grantee,
    ['s3:ListBucketVersions'],
    buckets.map((bucket) => bucket.bucketArn),
  );
  for (const bucket of buckets) grantObjects(grantee, bucket, ['s3:DeleteObject', 's3:DeleteObjectVersion']);
}

/** Rows of indicators, the cases behind them, and what each thing that counts was last counted for. */
const COUNTS = ['INDICATEURS#*', 'COMPTE#*'] as const;

/** Lets the function that counts read and write counts, and nothing else. */
export function grantCounting(grantee: HubFunction, table: ITable, key: IKey): void {
  grant(
    grantee,
    ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    [table.tableArn],
    leading(...COUNTS),
  );
  grantTableKey(grantee, key);
}

/** Forbids a function to change a count: what strangers send, and persons do, counts by what becomes of cases alone. */
function denyCounts(grantee: HubFunction, table: ITable): void {
  deny(grantee, table, ['BatchWriteItem', 'DeleteItem', 'PutItem', 'UpdateItem'], COUNTS);
}

/** Lets a function update an item whose key it knows. */
export function grantUpdate(grantee: HubFunction, table: ITable, key: IKey): void {
  denyRegisters(grantee, table);
  denyCounts(grantee, table);
  grant(grantee, ['dynamodb:UpdateItem'], [table.tableArn]);
  grantTableKey(grantee, key);
}

/** Lets a stream consumer read again the items it receives, in the given partitions and in no other. */
export function grantReadItems(
  grantee: HubFunction,
  table: ITable,
  key: IKey,
  partitions: readonly string[],
): void {
  grant(grantee, ['dynamodb:GetItem'], [table.tableArn], {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  });
  grantTableKey(grantee, key);
}

function grantTableKey(grantee: HubFunction, key: IKey): void {
  grantKey(grantee, key, 'dynamodb', [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
  ]);
}

/**
 * Lets a function read objects, or a given version of an object. ListBucket makes S3 answer 404 (missing) and not 403 (forbidden)
 * for a missing object.
 */
function grantRead(grantee: HubFunction, bucket: IBucket): void {
  grant(grantee, ['s3:ListBucket'], [bucket.bucketArn]);
  grantObjects(grantee, bucket, ['s3:GetObject', 's3:GetObjectVersion']);
}

/** Lets a function add objects, encrypted with `key`. */
export function grantPut(grantee: HubFunction, bucket: IBucket, key: IKey): void {
  grantObjects(grantee, bucket, ['s3:PutObject']);
  grantKey(grantee, key, 's3', ['kms:Decrypt', 'kms:GenerateDataKey']);
}

/**
 * Lets the receiver read every queue that has an intake's name, and Lambda feed it from them: each partner's is in a stack of its own,
 * and a policy that listed 500 would be too long (10,240 characters a role).
 */
export function grantReceive(grantee: HubFunction, stage: Stage): void {
  grantQueues(grantee, intakeName(stage, '*'), [
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
  ]);
}

/** Lets a function send to every queue with a name of this form, where `*` stands for a partner's code. */
export function grantSendToAll(grantee: HubFunction, name: string): void {
  grantQueues(grantee, name, ['sqs:SendMessage', 'sqs:GetQueueUrl']);
}

function grantQueues(grantee: HubFunction, name: string, actions: string[]): void {
  grant(grantee, actions, [queuesArn(grantee, name)]);
  Validations.of(grantee.hubRole).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:aws:sqs:${Stack.of(grantee).region}:<AWS::AccountId>:${name}]`,
    reason:
      'The queues of all partners, each in a stack of its own: their names are fixed, and hold their code.',
  });
}

/** Lets a function read the registry of partners, and nothing else. */
export function grantRegistry(grantee: HubFunction, table: ITable, key: IKey): void {
  grant(grantee, ['dynamodb:Query'], [table.tableArn], leading('PARTNERS'));
  grantKey(grantee, key, 'dynamodb', ['kms:Decrypt']);
}

/** Lets the issuer check a partner's secret and keep a token. */
export function grantIssuing(grantee: HubFunction, table: ITable, key: IKey): void {
  grant(grantee, ['dynamodb:BatchGetItem'], [table.tableArn], leading('PARTNERS', 'PARTNER#*#SECRETS'));
  grant(grantee, ['dynamodb:PutItem'], [table.tableArn], leading('PARTNER#*#TOKENS'));
  grantTableKey(grantee, key);
}

/**
 * Lets the portal read cases and write what persons decide of them, by key and by index, open and end sessions, and keep what each person
 * has seen. What makes a partner or gives a right it cannot write, nor read a partner's secrets, tokens and replies or the directory, list
 * persons or sessions, or change what is kept of who read a case. What only programs keep it cannot write. A tombstone it can: it lies
 * in its case's partition.
 */
export function grantPortal(grantee: HubFunction, table: ITable, key: IKey): void {
  denyRegisters(grantee, table, [
    ...['PARTNERS', 'PARTNER#*', 'PERSONS', 'PERSON#*#CHANGES', ...DIRECTORY],
    ...['DIGEST#*', 'FILE#*', 'MAILBOXES', 'REKEY', 'DECLARES#*#DEMANDES', ...COMMISSIONS],
  ]);
  denyCounts(grantee, table);
  // What was read, and what was said of a commitment, is never changed.
  deny(grantee, table, ['DeleteItem', 'UpdateItem'], ['TRACE#*', ...ENGAGEMENTS]);
  deny(
    grantee,
    table,
    ['BatchGetItem', 'GetItem', 'Query'],
    ['PARTNER#*', 'PERSON#*#CHANGES', 'MAILBOXES', ...COMMISSIONS, ...DIRECTORY],
  );
  deny(grantee, table, ['Query'], ['PERSONS', 'PERSON#*']);
  grantCaseItems(grantee, table, key);
  grantLeavingBlocks(grantee, table);
  // A person's answer moves events from one case to another; an agent withdraws the body that makes an enquiry.
  grant(
    grantee,
    ['dynamodb:DeleteItem'],
    [table.tableArn],
    leading('CASE#*', 'PERSON#*#SESSIONS', 'ENQUETES#*'),
  );
  grant(
    grantee,
    ['dynamodb:Query'],
    ['engaged', 'lists', 'worklist'].map((index) => `${table.tableArn}/index/${index}`),
  );
}

/**
 * Lets administration give and withdraw rights, end sessions and keep the directory, and read those, the partners' entries and the last
 * proofs of mailboxes. It reaches no case, opens no session, and changes no partner.
 */
export function grantAdministration(grantee: HubFunction, table: ITable, key: IKey): void {
  grant(
    grantee,
    ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
    [table.tableArn],
    leading(
      ...['PERSONS', 'PERSON#*#SESSIONS', 'PERSON#*#CHANGES', 'PARTNERS', 'PARTNER#*#CHANGES', 'MAILBOXES'],
      ...DIRECTORY,
    ),
  );
  grant(
    grantee,
    ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'],
    [table.tableArn],
    leading('PERSONS', 'PERSON#*#CHANGES', ...DIRECTORY),
  );
  grant(grantee, ['dynamodb:UpdateItem'], [table.tableArn], leading('PERSON#*#SESSIONS', 'DIRECTORY'));
  grant(grantee, ['dynamodb:DeleteItem'], [table.tableArn], leading('PERSON#*#SESSIONS', 'DIRECTORY'));
  grantTableKey(grantee, key);
}

/**
 * Lets the pages of commissions read and write these, their sessions and mails, record in cases what a session decides, say who follows a household
 * and tell it what was told. It reads partners' entries, the directory and the sessions of who is signed in; it changes no partner, no person, no directory, reads no secret, token or reply, and writes nothing
 * that only programs keep.
 */
export function grantCommissions(grantee: HubFunction, table: ITable, key: IKey): void {
  denyRegisters(grantee, table, [
    ...['PARTNERS', 'PARTNER#*', 'PERSONS', 'PERSON#*#CHANGES', 'PERSON#*#VIEWS', ...DIRECTORY],
    ...['DIGEST#*', 'FILE#*', 'MAILBOXES', 'REKEY', 'ETUDE#*', 'MESSAGE#*', 'SENT#*', 'COUNTER#*'],
    ...ENGAGEMENTS,
    'DECLARES#*',
  ]);
  denyCounts(grantee, table);
  deny(grantee, table, ['DeleteItem', 'UpdateItem'], ['TRACE#*']);
  deny(
    grantee,
    table,
    ['BatchGetItem', 'GetItem', 'Query'],
    ['PARTNER#*', 'PERSON#*#CHANGES', 'MAILBOXES', 'ETUDE#*', 'DIRECTORY#*'],
  );
  deny(grantee, table, ['Query'], ['PERSONS', 'PERSON#*']);
  grantCaseItems(grantee, table, key);
  grantLeavingBlocks(grantee, table);
  // Households that await a letter.
  grant(grantee, ['dynamodb:Query'], [`${table.tableArn}/index/lists`]);
  grant(grantee, ['dynamodb:DeleteItem'], [table.tableArn], leading('COMMISSION#*', 'PERSON#*#SESSIONS'));
  // What is referred to the CCAPEX, a case by the name that a partner gives it; the rows of what was signalled before 2027.
  grant(
    grantee,
    ['dynamodb:Query'],
    ['lists', 'worklist'].map((index) => `${table.tableArn}/index/${index}`),
  );
}

/** Lets a function that sends mail read the directory. */
export function grantDirectory(grantee: HubFunction, table: ITable): void {
  grant(grantee, ['dynamodb:Query'], [table.tableArn], leading('DIRECTORY'));
}

/** Lets a function that sends mail read commissions, their sessions and the households of these. */
export function grantSeances(grantee: HubFunction, table: ITable): void {
  grant(grantee, ['dynamodb:GetItem'], [table.tableArn], leading('COMMISSIONS', 'COMMISSION#*'));
  grant(grantee, ['dynamodb:Query'], [table.tableArn], leading('COMMISSION#*'));
}

/** Lets a function list replies as unread, for partners of the registry. */
export function grantLeaving(grantee: HubFunction, table: ITable, key: IKey): void {
  grant(grantee, ['dynamodb:PutItem'], [table.tableArn], leading('PARTNER#*#REPLIES'));
  grant(grantee, ['dynamodb:GetItem'], [table.tableArn], leading('PARTNERS'));
  grantTableKey(grantee, key);
}

/** Lets a function say that a decision on a housing aid was handed over. */
export function grantHandingOver(grantee: HubFunction, table: ITable): void {
  grant(grantee, ['dynamodb:UpdateItem'], [table.tableArn], leading('COMMISSION#*#AIDES'));
}

/** Lets a function send to a queue it finds by URL or by name. */
export function grantSend(grantee: HubFunction, queues: IQueue[]): void {
  grant(
    grantee,
    ['sqs:SendMessage', 'sqs:GetQueueUrl'],
    queues.map((queue) => queue.queueArn),
  );
}

/**
 * Allows `actions` on every object of a bucket of the data stack. The id of the finding to acknowledge holds the name of the
 * bucket's export.
 */
function grantObjects(
  grantee: HubFunction,
  bucket: IBucket,
  actions: string[],
  conditions?: Record<string, unknown>,
): void {
  grant(grantee, actions, [bucket.arnForObjects('*')], conditions);
  const owner = Stack.of(bucket);
  const reference = ImportSchema.parse(owner.resolve(owner.exportValue(bucket.bucketArn)));
  Validations.of(grantee.hubRole).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${reference['Fn::ImportValue']}/*]`,
    reason: `${actions.join(', ')}: for the objects of one bucket, whose names are known as they come.`,
  });
}

/** Lets a function read the files partners dropped, and write reports. The parts of a report are deleted once the report is whole. */
export function grantFiles(grantee: HubFunction, bucket: IBucket): void {
  grantRead(grantee, bucket);
  const at = (prefix: string): string => bucket.arnForObjects(`${prefix}/*`);
  grant(grantee, ['s3:PutObject'], [at('reports'), at('parts')]);
  grant(grantee, ['s3:DeleteObject'], [at('parts')]);
  for (const prefix of ['reports', 'parts']) acknowledgeObjects(grantee, bucket, prefix);
}

/** Acknowledges the finding on a prefix of the bucket. Its id holds the name of the bucket's export. */
function acknowledgeObjects(grantee: HubFunction, bucket: IBucket, prefix: string): void {
  const owner = Stack.of(bucket);
  const reference = ImportSchema.parse(owner.resolve(owner.exportValue(bucket.bucketArn)));
  Validations.of(grantee.hubRole).acknowledge({
    id: `AwsSolutions-IAM5[Resource::${reference['Fn::ImportValue']}/${prefix}/*]`,
    reason: `For the objects under ${prefix}/, whose names are known as they come.`,
  });
}

/**
 * Lets a function read the objects of a bucket once the malware scan has tagged them, ask for another scan, and move to quarantine
 * those it should not keep. Before the scan the object has no tag, and S3 refuses to read it
 * (https://docs.aws.amazon.com/guardduty/latest/ug/tag-based-access-s3-malware-protection.html). With ListBucket a missing object
 * gives 404 and not 403; with ListBucketVersions the function sees the earlier versions of a name.
 */
export function grantScanned(grantee: HubFunction, bucket: IBucket, quarantine: IBucket): void {
  grant(grantee, ['s3:ListBucket', 's3:ListBucketVersions'], [bucket.bucketArn]);
  const scanned = {
    StringEquals: {
      's3:ExistingObjectTag/GuardDutyMalwareScanStatus': ['NO_THREATS_FOUND', 'THREATS_FOUND', 'UNSUPPORTED'],
    },
  };
  grant(grantee, ['s3:GetObject', 's3:GetObjectVersion'], [bucket.arnForObjects('*')], scanned);
  grantObjects(grantee, bucket, [
    's3:GetObjectTagging',
    's3:GetObjectVersionTagging',
    's3:DeleteObject',
    's3:DeleteObjectVersion',
  ]);
  // For a scan that failed. IAM knows no resource for this action.
  grant(grantee, ['guardduty:SendObjectMalwareScan'], ['*']);
  Validations.of(grantee.hubRole).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'guardduty:SendObjectMalwareScan has no resource type: the bucket’s own plan bounds what it scans.',
  });
  // CopyObject copies the tags too, which needs PutObjectTagging on the destination.
  grantObjects(grantee, quarantine, ['s3:PutObject', 's3:PutObjectTagging']);
}

/**
 * Lets the portal sign the addresses at which pieces are read: a signed address allows only what its signer may do. Only those that the
 * malware scan found clean. It lists nothing: what is not there is answered 403.
 */
export function grantPieces(grantee: HubFunction, bucket: IBucket): void {
  grantObjects(grantee, bucket, ['s3:GetObject', 's3:GetObjectVersion'], {
    StringEquals: { 's3:ExistingObjectTag/GuardDutyMalwareScanStatus': 'NO_THREATS_FOUND' },
  });
}

/** Lets a function write the receipts of pieces beside the reports. */
export function grantReceipts(grantee: HubFunction, bucket: IBucket): void {
  grant(grantee, ['s3:PutObject'], [bucket.arnForObjects('reports/*')]);
  acknowledgeObjects(grantee, bucket, 'reports');
}

const leading = (...keys: string[]) => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});

/**
 * Lets the API know whose a token is, keep the register of pieces (`ETUDE#…`), give and drop unread replies, and read what became of a
 * message (`MESSAGE#…`). It reaches no case, and no secret.
 */
export function grantRegister(grantee: HubFunction, table: ITable, key: IKey): void {
  grant(
    grantee,
    ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    [table.tableArn],
    leading('ETUDE#*'),
  );
  grant(grantee, ['dynamodb:GetItem', 'dynamodb:BatchGetItem'], [table.tableArn], leading('MESSAGE#*'));
  grant(grantee, ['dynamodb:BatchGetItem'], [table.tableArn], leading('PARTNERS', 'PARTNER#*#TOKENS'));
  grant(grantee, ['dynamodb:Query', 'dynamodb:DeleteItem'], [table.tableArn], leading('PARTNER#*#REPLIES'));
  grantTableKey(grantee, key);
}

/** Lets the API sign uploads of pieces: a signed URL allows only what its signer may do, so the API needs PutObject itself. */
export function grantUploads(grantee: HubFunction, bucket: IBucket): void {
  grantObjects(grantee, bucket, ['s3:PutObject']);
}

/** Lets the API sign uploads of files, find their reports and sign the addresses at which they are read. */
export function grantDrops(grantee: HubFunction, bucket: IBucket): void {
  grant(grantee, ['s3:PutObject'], [bucket.arnForObjects('drop/*')]);
  grant(grantee, ['s3:GetObject'], [bucket.arnForObjects('reports/*')]);
  grant(grantee, ['s3:ListBucket'], [bucket.bucketArn], { StringLike: { 's3:prefix': 'reports/*' } });
  for (const prefix of ['drop', 'reports']) acknowledgeObjects(grantee, bucket, prefix);
}

/**
 * Lets the portal do for a partner's person what the API does for a partner's program: sign uploads of pieces and files, read what was
 * answered, send messages, and take an act out of those that await EXPLOC's receipt. The register itself it writes as it writes cases
 * (`grantPortal`).
 */
export function grantDeposits(
  grantee: HubFunction,
  table: ITable,
  to: { pieces: IBucket; drop: IBucket; queues: IQueue[] },
): void {
  grant(grantee, ['dynamodb:DeleteItem'], [table.tableArn], leading('ETUDE#*#EXPLOC'));
  grantUploads(grantee, to.pieces);
  grantDrops(grantee, to.drop);
  grantSend(grantee, to.queues);
}
