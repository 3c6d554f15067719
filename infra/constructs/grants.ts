import { Stack, Validations } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import * as z from 'zod';
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
  grantLeavingBlocks(grantee, table);
  grant(
    grantee,
    ['dynamodb:Query'],
    ['deadlines', 'worklist'].map((index) => `${table.tableArn}/index/${index}`),
  );
}

function grantCases(grantee: HubFunction, table: ITable, key: IKey): void {
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

/** Lets a function update an item whose key it knows. */
export function grantUpdate(grantee: HubFunction, table: ITable, key: IKey): void {
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
function grantObjects(grantee: HubFunction, bucket: IBucket, actions: string[]): void {
  grant(grantee, actions, [bucket.arnForObjects('*')]);
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

/** Lets a function write the receipts of pieces beside the reports. */
export function grantReceipts(grantee: HubFunction, bucket: IBucket): void {
  grant(grantee, ['s3:PutObject'], [bucket.arnForObjects('reports/*')]);
  acknowledgeObjects(grantee, bucket, 'reports');
}

/** Lets the API keep the register of pieces (`ETUDE#…`), and read what became of a message (`MESSAGE#…`). It reaches no case. */
export function grantRegister(grantee: HubFunction, table: ITable, key: IKey): void {
  const keys = (...leading: string[]) => ({
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leading },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  });
  grant(
    grantee,
    ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    [table.tableArn],
    keys('ETUDE#*'),
  );
  grant(grantee, ['dynamodb:GetItem'], [table.tableArn], keys('MESSAGE#*'));
  grantTableKey(grantee, key);
}

/** Lets the API sign uploads of pieces: a signed URL allows only what its signer may do, so the API needs PutObject itself. */
export function grantUploads(grantee: HubFunction, bucket: IBucket): void {
  grantObjects(grantee, bucket, ['s3:PutObject']);
}
