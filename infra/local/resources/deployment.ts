import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { FauxqsServer } from 'fauxqs';
import type { Clock } from '../clock.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Notifier } from '../notifications.ts';
import type { LocalFunction } from '../runtime.ts';
import type { Schedule } from '../schedules.ts';
import type { SqsMapping } from '../sqs-poller.ts';
import type { StreamMapping } from '../stream-poller.ts';

/** A rule of the event bus: what it matches, whom it calls. */
type Rule = { readonly pattern: Json; readonly functions: readonly string[] };

/** What deploying fills, and the engines it deploys on. */
export type Deployment = {
  readonly dynamodb: DynamoDBClient;
  readonly aws: FauxqsServer;
  readonly clock: Clock;
  readonly notifier: Notifier;
  readonly logDir: string;
  /** Environment every function gets: region, credentials, endpoints. */
  readonly environment: Readonly<Record<string, string>>;
  readonly tables: Map<string, string>;
  /** Queue name → URL. */
  readonly queues: Map<string, string>;
  readonly buckets: Set<string>;
  /** Function name → function. */
  readonly functions: Map<string, LocalFunction>;
  readonly sqsMappings: SqsMapping[];
  readonly streamMappings: StreamMapping[];
  readonly rules: Rule[];
  readonly schedules: Schedule[];
  /** Names of queues that take what failed. */
  readonly deadLetters: Set<string>;
  readonly secrets: Map<string, string>;
};

/** One resource to deploy, its properties resolved. */
export type Resource = {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly assets: ReadonlyMap<string, string>;
};

/** Last part of an ARN: a queue's, function's or bucket's name. */
export const nameInArn = (arn: unknown): string => String(arn).split(':').at(-1) ?? '';

export const arrayOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
