import { Duration, type Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { FunctionName } from '../../bundling/functions.ts';
import { addFunctionAlarms } from '../../constructs/alarms.ts';
import { HubFunction } from '../../constructs/hub-function.ts';
import { IntakeQueue, type QueuePair } from '../../constructs/queues.ts';
import { StreamConsumer } from '../../constructs/stream-consumer.ts';
import { intakeName } from '../../names.ts';
import type { Stage } from '../../stages.ts';
import type { DataStack } from '../data-stack.ts';

/** In the place of a partner's code, in the name of the API's own intake. */
export const API_INTAKE = 'api';

/** Timeout of a function, unless it needs longer. */
export const TIMEOUT = Duration.seconds(30);

/** Timeout of the function that counts: a batch is a few transactions. */
export const COUNT_TIMEOUT = Duration.minutes(1);

/**
 * What every part of the hub stack is built from. The parts add their functions, intakes and alarms to its lists, which the
 * dashboard and the deployment alarm then read.
 */
export class HubParts {
  readonly functions: HubFunction[] = [];
  readonly errors: Alarm[] = [];
  readonly intakes: QueuePair[] = [];
  /** Where the API puts partners' messages. */
  readonly apiIntake: IntakeQueue;
  /** Where what counts is told. */
  readonly count: IntakeQueue;
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
    this.count = new IntakeQueue(stack, 'CountQueue', {
      queueName: `passerelle-${stage.name}-count`,
      consumerTimeout: COUNT_TIMEOUT,
    });
    this.apiIntake = new IntakeQueue(stack, 'ApiIntake', {
      queueName: intakeName(stage, API_INTAKE),
      consumerTimeout: TIMEOUT,
      // A message of 256 KB, quoted in what the API says of it.
      maxMessageBytes: 1024 * 1024,
    });
  }

  /** Creates a function and its alarms, and adds both to the lists. */
  createFunction(
    id: string,
    name: FunctionName,
    environment: Record<string, string>,
    options: Partial<Pick<ConstructorParameters<typeof HubFunction>[2], 'timeout' | 'deadLetters'>> = {},
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

  /** Feeds a function from the table's stream, filtered by the attributes of the new image. The stream has two such functions, as many as it takes. */
  addStreamConsumer(
    id: string,
    name: FunctionName,
    consumer: HubFunction,
    newImages: readonly Record<string, string[]>[],
    partitions: readonly string[],
  ): void {
    new StreamConsumer(this.stack, id, {
      name,
      table: this.data.table,
      key: this.data.key,
      consumer,
      consumerTimeout: TIMEOUT,
      newImages,
      countQueue: this.count.queue,
      partitions,
      restoredOn: this.stage.restoredOn,
      alarms: this.alarms,
    });
  }

  /** Environment of a function that addresses mails. */
  mailboxEnvironment(): Record<string, string> {
    return {
      TABLE_NAME: this.data.table.tableName,
      STAGE: this.stage.name,
      MAILBOXES: JSON.stringify(this.stage.mailboxes),
      CCAPEX_FORMATIONS: JSON.stringify(this.stage.ccapexFormations),
    };
  }

  /** Environment of a function that files messages. */
  filingEnvironment(): Record<string, string> {
    return {
      TABLE_NAME: this.data.table.tableName,
      // ARNs only: a function reads the secrets' values as it starts, and its configuration never holds them.
      MATCHING_KEY_SECRET: this.data.matchingKey.secretArn,
      CANARY_KEY_SECRET: this.data.canaryKey.secretArn,
      DEPARTEMENT: '77',
      MESSAGE_TTL_DAYS: String(this.stage.retention.messageDays),
    };
  }
}
