import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { FauxqsServer } from 'fauxqs';
import type * as z from 'zod';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import { LocalHubError } from '../errors.ts';
import type { Api } from '../http/api.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Listener } from '../listen.ts';
import type { ScanRequest } from '../malware-scans.ts';
import type { Notifier } from '../notifications.ts';
import type { LocalFunction, StartFunction } from '../runtime.ts';
import type { CrossOriginRule } from '../s3/cross-origin.ts';
import type { ObjectTags } from '../s3/tags.ts';
import type { Versions } from '../s3/versions.ts';
import type { Schedule } from '../schedules.ts';
import type { SqsMapping } from '../sqs-poller.ts';
import type { StreamMapping } from '../stream-poller.ts';

/** The engines a cloud assembly is deployed on, and all that deploying its resources adds. */
export type Deployment = {
  readonly dynamodb: DynamoDBClient;
  readonly aws: FauxqsServer;
  readonly s3: S3Client;
  readonly clock: Clock;
  readonly notifier: Notifier;
  readonly bus: Bus;
  readonly tags: ObjectTags;
  readonly versions: Versions;
  readonly startFunction: StartFunction;
  /** Starts a server that stops with the hub, on the port of HTTP APIs or on any free one. */
  readonly listen: (what: string) => Promise<Listener>;
  readonly logDir: string;
  /** Environment every function gets: region, credentials, endpoints. */
  readonly environment: Readonly<Record<string, string>>;
  /** Variables that stand in the place of the template's. */
  readonly given: Readonly<Record<string, string>>;
  readonly tables: Map<string, string>;
  /** Queue name → URL. */
  readonly queues: Map<string, string>;
  readonly buckets: Set<string>;
  /** Function name → function. */
  readonly functions: Map<string, LocalFunction>;
  readonly sqsMappings: SqsMapping[];
  readonly streamMappings: StreamMapping[];
  readonly schedules: Schedule[];
  /** Names of the queues that receive what failed. */
  readonly deadLetters: Set<string>;
  readonly secrets: Map<string, string>;
  /** Bucket → the scan that may be asked for of its objects. */
  readonly scans: Map<string, ScanRequest>;
  /** Bucket → what scripts of other sites may do with it. */
  readonly crossOrigins: Map<string, readonly CrossOriginRule[]>;
  /** HTTP API's id → API. */
  readonly apis: Map<string, Api>;
  /** Integration's id → name of its function. */
  readonly integrations: Map<string, string>;
};

/** One resource to deploy, its properties resolved. */
export type Resource = {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly assets: ReadonlyMap<string, string>;
};

/** Last part of an ARN: the name of a queue, function or bucket. */
export const nameInArn = (arn: unknown): string => String(arn).split(':').at(-1) ?? '';

export const arrayOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

/** A resource's stack and logical id, for an error. */
export const whereOf = ({ stack, logicalId }: Resource): string => `${stack}/${logicalId}`;

/**
 * A resource's properties, parsed by a schema.
 *
 * @throws LocalHubError in one line about the first property that the runner does not support
 */
export const propertiesOf = <S extends z.ZodType>(resource: Resource, schema: S): z.infer<S> => {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new LocalHubError(
    `${whereOf(resource)} (${resource.type}): ${issue?.path.join('.')} is not supported locally: ${issue?.message}`,
  );
};
