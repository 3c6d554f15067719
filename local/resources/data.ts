import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { ACCOUNT_ID, REGION } from '../constants.ts';
import { LocalHubError } from '../errors.ts';
import type { Physical } from '../intrinsics.ts';
import { objectOf } from '../json.ts';
import { generatedName } from '../names.ts';
import { arrayOf, type Deployment, nameInArn, type Resource, whereOf } from './deployment.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const projectionSchema = z.object({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const tableSchema = z.object({
  TableName: z.string().optional(),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: z
    .array(z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: projectionSchema }))
    .optional(),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']) })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

/**
 * Makes the attributes of a resource readable by name. An unknown name throws a LocalHubError that names the resource and the
 * attribute.
 */
export const attributes =
  (resource: Resource, known: Readonly<Record<string, string | undefined>>) =>
  (name: string): string => {
    const value = known[name];
    if (value === undefined) {
      throw new LocalHubError(
        `${resource.stack}/${resource.logicalId} (${resource.type}): no attribute ${name} locally`,
      );
    }
    return value;
  };

/** Creates the table, unless a previous run left it. */
export const deployTable = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const table = tableSchema.parse(resource.properties);
  const TableName = table.TableName ?? generatedName(resource.stack, resource.logicalId);
  const describe = () => to.dynamodb.send(new DescribeTableCommand({ TableName }));
  try {
    await describe();
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    await to.dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: table.KeySchema,
        AttributeDefinitions: table.AttributeDefinitions,
        GlobalSecondaryIndexes: table.GlobalSecondaryIndexes,
        ...(table.StreamSpecification && {
          StreamSpecification: { StreamEnabled: true, ...table.StreamSpecification },
        }),
      }),
    );
    if (table.TimeToLiveSpecification) {
      const { TimeToLiveSpecification } = table;
      await to.dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
    }
  }
  const { Table } = await describe();
  to.tables.set(resource.logicalId, TableName);
  return {
    ref: TableName,
    attribute: attributes(resource, { Arn: Table?.TableArn, StreamArn: Table?.LatestStreamArn }),
  };
};

/** Queue attributes that CloudFormation and the SQS API give the same name. */
const queueAttributes = [
  'VisibilityTimeout',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
] as const;

export const deployQueue = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const { properties } = resource;
  const name = String(properties.QueueName ?? generatedName(resource.stack, resource.logicalId));
  const redrive = properties.RedrivePolicy;
  const known = queueAttributes.flatMap((attribute) =>
    properties[attribute] === undefined ? [] : [[attribute, String(properties[attribute])]],
  );
  // The engine's `createQueue` would empty a queue of that name: a queue that a previous run left is kept as it is.
  const left = to.aws.inspectQueue(name);
  const { queueUrl, queueArn } = left
    ? { queueUrl: left.url, queueArn: left.arn }
    : to.aws.createQueue(name, {
        attributes: Object.fromEntries([
          ...known,
          ...(redrive ? [['RedrivePolicy', JSON.stringify(redrive)]] : []),
        ]),
      });
  if (redrive) to.deadLetters.add(nameInArn(objectOf(redrive).deadLetterTargetArn));
  to.queues.set(name, queueUrl);
  return {
    ref: queueUrl,
    attribute: attributes(resource, { Arn: queueArn, QueueName: name, QueueUrl: queueUrl }),
  };
};

export const deployBucket = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const name = String(
    resource.properties.BucketName ?? generatedName(resource.stack, resource.logicalId, 63),
  );
  to.aws.createBucket(name);
  to.buckets.add(name);
  to.crossOrigins.set(
    name,
    arrayOf(objectOf(resource.properties.CorsConfiguration).CorsRules).map((rule) => {
      const { AllowedMethods, AllowedOrigins } = objectOf(rule);
      return { methods: arrayOf(AllowedMethods).map(String), origins: arrayOf(AllowedOrigins).map(String) };
    }),
  );
  const versioned = objectOf(resource.properties.VersioningConfiguration).Status;
  if (versioned === 'Enabled') to.versions.keep(name);
  else if (versioned !== undefined)
    throw new LocalHubError(`${whereOf(resource)}: versioning ${versioned} is not supported locally`);
  const configurations = objectOf(resource.properties.NotificationConfiguration);
  to.notifier.set(
    name,
    arrayOf(configurations.QueueConfigurations).map((configuration, index) => {
      const { Event, Queue, Filter } = objectOf(configuration);
      const rules = arrayOf(objectOf(objectOf(Filter).S3Key).Rules).map(objectOf);
      const rule = (kind: string): string =>
        String(rules.find(({ Name }) => String(Name).toLowerCase() === kind)?.Value ?? '');
      const queue = nameInArn(Queue);
      return {
        id: `${resource.logicalId}-${index}`,
        events: [String(Event)],
        prefix: rule('prefix'),
        suffix: rule('suffix'),
        deliver: (message) => sendTo(to, queue, JSON.stringify(message)),
      };
    }),
  );
  if (configurations.LambdaConfigurations || configurations.TopicConfigurations) {
    throw new LocalHubError(
      `${resource.stack}/${resource.logicalId}: only queue notifications are supported locally`,
    );
  }
  const host = `${name}.s3.${REGION}.amazonaws.com`;
  return {
    ref: name,
    attribute: attributes(resource, {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: host,
      RegionalDomainName: host,
    }),
  };
};

/** Puts a JSON message on a deployed queue, through the engine's own method. The engine refuses some characters: they are escaped. */
export const sendTo = (to: Pick<Deployment, 'aws' | 'queues'>, queue: string, body: string): void => {
  if (!to.queues.has(queue)) throw new LocalHubError(`no queue ${queue} in account ${ACCOUNT_ID}`);
  const escaped = body.replace(
    /[\ud800-\udfff\ufffe\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16)}`,
  );
  to.aws.sendMessage(queue, escaped);
};
