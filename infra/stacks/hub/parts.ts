import { Duration, type Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { FunctionName } from '../../bundling/functions.ts';
import { addFunctionAlarms } from '../../constructs/alarms.ts';
import { HubFunction } from '../../constructs/hub-function.ts';
import type { QueuePair } from '../../constructs/queues.ts';
import { StreamConsumer } from '../../constructs/stream-consumer.ts';
import type { Stage } from '../../stages.ts';
import type { DataStack } from '../data-stack.ts';

/** Timeout of a function that needs no longer. */
export const TIMEOUT = Duration.seconds(30);

/** What the parts of the hub's stack are made with, and what each leaves to those that tell of all of them. */
export class HubParts {
  readonly functions: HubFunction[] = [];
  readonly errors: Alarm[] = [];
  readonly intakes: QueuePair[] = [];
  readonly partnerIntakes: Queue[] = [];
  readonly stack: Stack;
  readonly stage: Stage;
  readonly data: DataStack;
  readonly alarms: ITopic;

  /** @param alarms where every alarm rings */
  constructor(stack: Stack, stage: Stage, data: DataStack, alarms: ITopic) {
    this.stack = stack;
    this.stage = stage;
    this.data = data;
    this.alarms = alarms;
  }

  /** A function, with its alarms, told to the dashboard and to the alarm of a deployment. */
  createFunction(
    id: string,
    name: FunctionName,
    environment: Record<string, string>,
    options: Partial<
      Pick<ConstructorParameters<typeof HubFunction>[2], 'timeout' | 'memorySize' | 'deadLetters'>
    > = {},
  ): HubFunction {
    const fn = new HubFunction(this.stack, id, {
      stage: this.stage,
      name,
      environment,
      timeout: TIMEOUT,
      ...options,
    });
    this.errors.push(addFunctionAlarms(fn, this.alarms, name, fn));
    this.functions.push(fn);
    return fn;
  }

  /** What reads the table's stream, filtered by what a new image holds. */
  addStreamConsumer(
    id: string,
    name: FunctionName,
    consumer: HubFunction,
    newImage: Record<string, string[]>,
    partitions: readonly string[],
  ): void {
    new StreamConsumer(this.stack, id, {
      name,
      table: this.data.table,
      key: this.data.key,
      consumer,
      consumerTimeout: TIMEOUT,
      newImage,
      partitions,
      alarms: this.alarms,
    });
  }

  /** What a function that addresses mails is told. */
  mailboxEnvironment(): Record<string, string> {
    return {
      TABLE_NAME: this.data.table.tableName,
      STAGE: this.stage.name,
      MAILBOXES: JSON.stringify(this.stage.mailboxes),
      CCAPEX_FORMATIONS: JSON.stringify(this.stage.ccapexFormations),
    };
  }

  /** What a function that files messages is told. */
  filingEnvironment(): Record<string, string> {
    return {
      TABLE_NAME: this.data.table.tableName,
      // Where they are kept: a function reads their values as it starts, and its configuration never holds them.
      MATCHING_KEY_SECRET: this.data.matchingKey.secretArn,
      CANARY_KEY_SECRET: this.data.canaryKey.secretArn,
      DEPARTEMENT: '77',
      MESSAGE_TTL_DAYS: String(this.stage.retention.messageDays),
    };
  }
}

/** `etude-moreau-meaux` → `EtudeMoreauMeaux`. */
export function pascalCase(code: string): string {
  return code
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
