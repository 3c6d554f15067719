import { join } from 'node:path';
import { ACCOUNT_ID, REGION } from '../constants.ts';
import { LocalHubError } from '../errors.ts';
import type { Physical } from '../intrinsics.ts';
import { type Json, objectOf } from '../json.ts';
import { generatedName } from '../names.ts';
import { attributes, sendTo } from './data.ts';
import { arrayOf, type Deployment, nameInArn, type Resource, whereOf } from './deployment.ts';

/** Loads the function's bundle in its own worker, with its own environment. */
export const deployFunction = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const { properties } = resource;
  const name = String(properties.FunctionName ?? generatedName(resource.stack, resource.logicalId, 64));
  const key = String(objectOf(properties.Code).S3Key).replace(/\.zip$/, '');
  const folder = resource.assets.get(key);
  if (!folder)
    throw new LocalHubError(`${resource.stack}/${resource.logicalId}: no asset ${key} for its code`);
  const arn = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${name}`;
  const own = Object.entries(objectOf(objectOf(properties.Environment).Variables));
  const fn = await to.startFunction({
    name,
    arn,
    description: String(properties.Description ?? ''),
    folder: join(folder),
    handler: String(properties.Handler),
    timeoutMs: Number(properties.Timeout ?? 3) * 1000,
    memoryMb: Number(properties.MemorySize ?? 128),
    environment: {
      ...to.environment,
      AWS_LAMBDA_FUNCTION_NAME: name,
      ...Object.fromEntries(own.map(([variable, value]) => [variable, to.given[variable] ?? String(value)])),
    },
    logDir: to.logDir,
    clock: to.clock.shared,
  });
  to.functions.set(name, fn);
  return { ref: name, attribute: attributes(resource, { Arn: arn }) };
};

export const deployMapping = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const { properties } = resource;
  const fn = to.functions.get(nameInArn(properties.FunctionName));
  if (!fn)
    throw new LocalHubError(
      `${resource.stack}/${resource.logicalId}: maps to a function that is not deployed`,
    );
  const source = String(properties.EventSourceArn);
  const filters = arrayOf(objectOf(properties.FilterCriteria).Filters).map(
    (filter): Json => JSON.parse(String(objectOf(filter).Pattern)),
  );
  const reportsFailures = arrayOf(properties.FunctionResponseTypes).includes('ReportBatchItemFailures');
  if (source.startsWith('arn:aws:sqs:')) {
    const name = nameInArn(source);
    const concurrency = Math.min(Number(objectOf(properties.ScalingConfig).MaximumConcurrency ?? 4), 4);
    const queue = { name, url: to.queues.get(name) ?? '' };
    const batchSize = Number(properties.BatchSize ?? 10);
    to.sqsMappings.push({ queue, fn, batchSize, reportsFailures, filters, concurrency });
  } else if (source.includes(':dynamodb:')) {
    const failures = objectOf(objectOf(properties.DestinationConfig).OnFailure).Destination;
    const queue = failures === undefined ? undefined : nameInArn(failures);
    if (queue) to.deadLetters.add(queue);
    to.streamMappings.push({
      id: resource.logicalId,
      streamArn: source,
      fn,
      batchSize: Number(properties.BatchSize ?? 100),
      startingPosition: properties.StartingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
      filters,
      reportsFailures,
      bisects: properties.BisectBatchOnFunctionError === true,
      parallelization: Number(properties.ParallelizationFactor ?? 1),
      maximumRetries: Number(properties.MaximumRetryAttempts ?? -1),
      maximumAge: Number(properties.MaximumRecordAgeInSeconds ?? -1),
      ...(queue && { onFailure: (body: string) => sendTo(to, queue, body) }),
    });
  } else {
    throw new LocalHubError(
      `${resource.stack}/${resource.logicalId}: event source ${source} is not supported locally`,
    );
  }
  return { ref: resource.logicalId, attribute: attributes(resource, { Id: resource.logicalId }) };
};

/** Members of a target that would change the event. */
const TRANSFORMS = ['Input', 'InputPath', 'InputTransformer'];

/**
 * A rule with an event pattern, whose targets are functions and queues. A rule with a schedule is refused:
 * AWS::Scheduler::Schedule does that.
 */
export const deployRule = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const { EventPattern, ScheduleExpression } = resource.properties;
  const where = whereOf(resource);
  if (ScheduleExpression !== undefined || EventPattern === undefined) {
    throw new LocalHubError(`${where}: scheduled rules are not supported locally`);
  }
  const targets = arrayOf(resource.properties.Targets).map(objectOf);
  for (const target of targets) {
    const { Arn } = objectOf(target.DeadLetterConfig);
    if (Arn !== undefined) to.deadLetters.add(nameInArn(Arn));
    const transform = TRANSFORMS.find((member) => target[member] !== undefined);
    if (transform) throw new LocalHubError(`${where}: ${transform} of a target is not supported locally`);
    if (!/^arn:aws:(lambda|sqs):/.test(String(target.Arn))) {
      throw new LocalHubError(`${where}: target ${target.Arn} is not supported locally`);
    }
  }
  const named = (service: string): string[] =>
    targets
      .map(({ Arn }) => String(Arn))
      .filter((arn) => arn.startsWith(`arn:aws:${service}:`))
      .map(nameInArn);
  to.bus.rules.push({ pattern: EventPattern, functions: named('lambda'), queues: named('sqs') });
  const arn = `arn:aws:events:${REGION}:${ACCOUNT_ID}:rule/${resource.logicalId}`;
  return { ref: resource.logicalId, attribute: attributes(resource, { Arn: arn }) };
};
