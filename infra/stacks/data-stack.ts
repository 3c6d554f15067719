import { CfnOutput, Duration, type RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { type IQueue, QueuePolicy } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { MalwareScan } from '../constructs/malware-scan.ts';
import { createPrivateBucket } from '../constructs/private-bucket.ts';
import { IntakeQueue } from '../constructs/queues.ts';
import { removalOf } from '../constructs/removal.ts';
import { ALERT_ROW, CASE_ROW } from '../list-rows.ts';
import { bucketName } from '../names.ts';
import type { Stage } from '../stages.ts';

/** Timeout of the function that reads the pieces intake: it downloads and opens PDFs of up to 25 MB. */
export const PIECE_RECEIVER_TIMEOUT = Duration.seconds(60);
/** How long a piece set apart after its scan is kept, for whoever must look into it. */
const QUARANTINE_DAYS = 90;
/** Timeout of the function that reads files: a file that needs longer goes on in the next invocation. */
export const FILE_RECEIVER_TIMEOUT = Duration.minutes(5);

/**
 * What must outlive a deployment: the table, the buckets, their key, the matching key.
 *
 * The hub stack refers to these by exports (cdk.json asks for strong references): CloudFormation then refuses to remove from here
 * what the hub still uses.
 */
export class DataStack extends Stack {
  readonly key: Key;
  readonly table: ITable;
  readonly piecesBucket: IBucket;
  readonly piecesIntake: IntakeQueue;
  readonly quarantineBucket: IBucket;
  readonly scanFailures: IQueue;
  readonly dropBucket: IBucket;
  readonly filesIntake: IntakeQueue;
  readonly rawBucket: IBucket;
  readonly holdBucket: IBucket;
  /** Read only by the functions that match or erase. */
  readonly matchingKey: Secret;
  readonly canaryKey: Secret;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id, {
      stackName: `passerelle-${stage.name}-data`,
      description: 'Passerelle: table, buckets and keys',
      env: { region: stage.region },
      terminationProtection: stage.deletionProtection,
    });
    const removalPolicy = removalOf(stage);

    this.key = new Key(this, 'Key', {
      description: `Passerelle ${stage.name}: table and raw archive`,
      enableKeyRotation: true,
      removalPolicy,
    });
    this.table = createTable(this, stage, this.key, removalPolicy);

    const accessLogs = createPrivateBucket(this, 'AccessLogsBucket', {
      stage,
      keepDays: stage.retention.accessLogDays,
    });
    this.rawBucket = createPrivateBucket(this, 'RawBucket', {
      stage,
      keepDays: stage.retention.rawDays,
      key: this.key,
      accessLogs: { bucket: accessLogs, prefix: 'raw/' },
    });

    // What is under legal hold outlives the other buckets' terms: it is deleted when the hold is lifted.
    this.holdBucket = createPrivateBucket(this, 'HoldBucket', {
      stage,
      key: this.key,
      accessLogs: { bucket: accessLogs, prefix: 'hold/' },
    });

    // When the bucket is made, S3 checks that it can send to the queue; and the queue's policy names the bucket. Both must be in
    // one stack, and only a fixed bucket name breaks the cycle.
    const piecesBucketName = bucketName(this, stage, 'pieces');
    this.piecesIntake = this.createUploadsIntake(stage, {
      id: 'PiecesIntake',
      name: 'pieces',
      bucketName: piecesBucketName,
      consumerTimeout: PIECE_RECEIVER_TIMEOUT,
    });
    // Under S3's own key: an étude's role would need rights on ours.
    this.piecesBucket = createPrivateBucket(this, 'PiecesBucket', {
      stage,
      keepDays: stage.retention.pieceDays,
      bucketName: piecesBucketName,
      postedFrom: stage.portal.url ?? '*',
      accessLogs: { bucket: accessLogs, prefix: 'pieces/' },
    });
    notifyOf(this.piecesBucket, this.piecesIntake);
    this.quarantineBucket = createPrivateBucket(this, 'QuarantineBucket', {
      stage,
      keepDays: QUARANTINE_DAYS,
      accessLogs: { bucket: accessLogs, prefix: 'quarantine/' },
    });
    this.scanFailures = new MalwareScan(this, 'PiecesScan', {
      bucket: this.piecesBucket,
      bucketName: piecesBucketName,
      results: this.piecesIntake.queue,
    }).failures;
    const dropBucketName = bucketName(this, stage, 'drop');
    this.filesIntake = this.createUploadsIntake(stage, {
      id: 'FilesIntake',
      name: 'files',
      bucketName: dropBucketName,
      consumerTimeout: FILE_RECEIVER_TIMEOUT,
    });
    this.dropBucket = createPrivateBucket(this, 'DropBucket', {
      stage,
      keepDays: stage.retention.rawDays,
      bucketName: dropBucketName,
      accessLogs: { bucket: accessLogs, prefix: 'drop/' },
    });
    notifyOf(this.dropBucket, this.filesIntake, 'drop/');

    this.matchingKey = createSecret(this, 'MatchingKey', {
      description: 'Key of the keyed hashes that matching compares',
      key: this.key,
      removalPolicy,
      whyNotRotated:
        'Every stored identity is a hash under it: it changes by npm run passerelle -- rekey, intakes paused.',
    });
    this.canaryKey = createSecret(this, 'CanaryKey', {
      description: 'Key that signs the hub’s own trial messages',
      key: this.key,
      removalPolicy,
      whyNotRotated: 'It opens nothing: whoever has it may have one of its own messages refused as a trial.',
    });

    new CfnOutput(this, 'KeyArn', { value: this.key.keyArn });
    new CfnOutput(this, 'MatchingKeySecret', { value: this.matchingKey.secretArn });
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'PiecesBucketName', { value: this.piecesBucket.bucketName });
    new CfnOutput(this, 'PiecesIntakeUrl', { value: this.piecesIntake.queue.queueUrl });
    new CfnOutput(this, 'DropBucketName', { value: this.dropBucket.bucketName });
    new CfnOutput(this, 'QuarantineBucketName', { value: this.quarantineBucket.bucketName });
    new CfnOutput(this, 'RawBucketName', { value: this.rawBucket.bucketName });
    new CfnOutput(this, 'HoldBucketName', { value: this.holdBucket.bucketName });
  }

  private createUploadsIntake(
    stage: Stage,
    props: { id: string; name: string; bucketName: string; consumerTimeout: Duration },
  ): IntakeQueue {
    const { id, name, bucketName, consumerTimeout } = props;
    const intake = new IntakeQueue(this, id, {
      // Not an intake by its name: what reads partners' intakes may not read this one.
      queueName: `passerelle-${stage.name}-uploads-${name}`,
      consumerTimeout,
    });
    intake.queue.addToResourcePolicy(
      new PolicyStatement({
        sid: `${id.replace('Intake', '')}BucketNotifies`,
        principals: [new ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [intake.queue.queueArn],
        conditions: {
          ArnEquals: {
            'aws:SourceArn': this.formatArn({ service: 's3', region: '', account: '', resource: bucketName }),
          },
          StringEquals: { 'aws:SourceAccount': this.account },
        },
      }),
    );
    return intake;
  }
}

/** Sets the notification on the CfnBucket: the L2 notification would add a function with a role of its own to do it. */
function notifyOf(created: IBucket, intake: IntakeQueue, prefix?: string): void {
  const bucket = created.node.defaultChild;
  if (!(bucket instanceof CfnBucket)) {
    throw new Error('The bucket has no CfnBucket: the library changed under us.');
  }
  bucket.notificationConfiguration = {
    // The malware scan listens to the bucket through EventBridge, and would turn this on itself.
    eventBridgeConfiguration: { eventBridgeEnabled: true },
    queueConfigurations: [
      {
        event: 's3:ObjectCreated:*',
        queue: intake.queue.queueArn,
        ...(prefix === undefined
          ? {}
          : { filter: { s3Key: { rules: [{ name: 'prefix', value: prefix }] } } }),
      },
    ],
  };
  const policies = intake.node.findAll().filter((child) => child instanceof QueuePolicy);
  bucket.node.addDependency(...policies);
}

/** A secret whose value Secrets Manager draws, under the stage's key: no template, configuration or log holds it. */
function createSecret(
  scope: Construct,
  id: string,
  props: { description: string; key: Key; removalPolicy: RemovalPolicy; whyNotRotated: string },
): Secret {
  const secret = new Secret(scope, id, {
    description: props.description,
    encryptionKey: props.key,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: props.removalPolicy,
  });
  Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: props.whyNotRotated });
  return secret;
}

function createTable(scope: Construct, stage: Stage, key: Key, removalPolicy: RemovalPolicy): ITable {
  const table = new Table(scope, 'Table', {
    partitionKey: { name: 'PK', type: AttributeType.STRING },
    sortKey: { name: 'SK', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    stream: StreamViewType.NEW_IMAGE,
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey: key,
    deletionProtection: stage.deletionProtection,
    removalPolicy,
  });
  table.addGlobalSecondaryIndex({
    indexName: 'worklist',
    partitionKey: { name: 'worklistKey', type: AttributeType.STRING },
    sortKey: { name: 'worklistSort', type: AttributeType.STRING },
    projectionType: ProjectionType.ALL,
  });
  // What lists show, and no more: a page of a megabyte then holds some thousands of cases.
  for (const indexName of ['lists', 'engaged']) {
    const name = indexName === 'lists' ? 'list' : indexName;
    table.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: `${name}Key`, type: AttributeType.STRING },
      sortKey: { name: `${name}Sort`, type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: indexName === 'lists' ? [...CASE_ROW, ...ALERT_ROW] : [...CASE_ROW],
    });
  }
  table.addGlobalSecondaryIndex({
    indexName: 'deadlines',
    partitionKey: { name: 'dueKey', type: AttributeType.STRING },
    sortKey: { name: 'dueSort', type: AttributeType.STRING },
    projectionType: ProjectionType.KEYS_ONLY,
  });
  // Under exactOptionalPropertyTypes the class does not fit its own interface (`tableStreamArn`); nothing else differs.
  return table as ITable;
}
