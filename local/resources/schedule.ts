import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ACCOUNT_ID, REGION } from '../constants.ts';
import { LocalHubError } from '../errors.ts';
import type { Physical } from '../intrinsics.ts';
import { messageOf } from '../json.ts';
import { generatedName } from '../names.ts';
import { type Timeline, timelineOf } from '../schedule-expression.ts';
import { attributes } from './data.ts';
import { type Deployment, nameInArn, type Resource } from './deployment.ts';

/** A property that is not in this schema, such as StartDate or EndDate, is refused rather than ignored. */
const scheduleSchema = z.strictObject({
  Name: z.string().optional(),
  GroupName: z.string().default('default'),
  Description: z.string().optional(),
  KmsKeyArn: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  // AWS may fire at any time within a flexible window; this runner fires at its beginning.
  FlexibleTimeWindow: z.strictObject({
    Mode: z.enum(['OFF', 'FLEXIBLE']),
    MaximumWindowInMinutes: z.coerce.number().optional(),
  }),
  Target: z.strictObject({
    Arn: z.string(),
    RoleArn: z.string().optional(),
    Input: z.string().optional(),
    SqsParameters: z.strictObject({ MessageGroupId: z.string().optional() }).optional(),
    DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
    // Neither is used: a local target always takes its message or event at the first attempt.
    RetryPolicy: z
      .strictObject({
        MaximumEventAgeInSeconds: z.coerce.number().optional(),
        MaximumRetryAttempts: z.coerce.number().optional(),
      })
      .optional(),
  }),
});
type Target = z.output<typeof scheduleSchema>['Target'];

/** Attempts of an asynchronous invocation. Lambda waits between them; this runner does not. */
const INVOCATIONS = 3;

/** The input with its keywords replaced; without an input, the event that AWS sends. */
const payloadOf = (input: string | undefined, scheduleArn: string, instant: number): string => {
  const time = new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');
  if (input === undefined) {
    return JSON.stringify({
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: ACCOUNT_ID,
      time,
      region: REGION,
      resources: [scheduleArn],
      detail: '{}',
    });
  }
  // https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
  return input
    .replaceAll('<aws.scheduler.scheduled-time>', time)
    .replaceAll('<aws.scheduler.schedule-arn>', scheduleArn)
    .replaceAll('<aws.scheduler.execution-id>', randomBytes(8).toString('hex'))
    .replaceAll('<aws.scheduler.attempt-number>', '1');
};

const toQueue = (target: Target, to: Deployment): ((payload: string) => Promise<void>) => {
  const queue = nameInArn(target.Arn);
  const group = target.SqsParameters?.MessageGroupId;
  if (!to.queues.has(queue)) throw new Error(`no queue ${queue} is deployed`);
  return async (payload) => {
    to.aws.sendMessage(queue, payload, group === undefined ? {} : { messageGroupId: group });
  };
};

const toFunction = (target: Target, to: Deployment): ((payload: string) => Promise<void>) => {
  const fn = to.functions.get(nameInArn(target.Arn));
  if (!fn) throw new Error(`no function ${nameInArn(target.Arn)} is deployed`);
  // Lambda takes JSON only. An input that is not JSON once its keywords are replaced is refused here, not when the schedule fires.
  JSON.parse(payloadOf(target.Input, '', 0));
  return async (payload) => {
    for (let invocation = 1; invocation <= INVOCATIONS; invocation += 1) {
      try {
        await fn.invoke(JSON.parse(payload));
        return;
      } catch {
        // The error is in the function's log. EventBridge Scheduler's part ended when Lambda took the event.
      }
    }
  };
};

const deliveryOf = (target: Target, to: Deployment): ((payload: string) => Promise<void>) => {
  if (target.Arn.startsWith('arn:aws:sqs:')) return toQueue(target, to);
  if (target.Arn.startsWith('arn:aws:lambda:')) return toFunction(target, to);
  throw new Error(`target ${target.Arn} is neither a queue nor a function`);
};

/** Reads a schedule's properties, timeline and target. A disabled schedule is checked too, and never fires. */
export const deploySchedule = async (resource: Resource, to: Deployment): Promise<Physical> => {
  const refuse = (reason: string): never => {
    throw new LocalHubError(
      `${resource.stack}/${resource.logicalId} (${resource.type}) is not supported locally: ${reason}`,
    );
  };
  const parsed = scheduleSchema.safeParse(resource.properties);
  if (!parsed.success) {
    return refuse(parsed.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; '));
  }
  const { ScheduleExpression, ScheduleExpressionTimezone, Target: target, ...rest } = parsed.data;
  const name = rest.Name ?? generatedName(resource.stack, resource.logicalId, 64);
  const arn = `arn:aws:scheduler:${REGION}:${ACCOUNT_ID}:schedule/${rest.GroupName}/${name}`;
  const readTimeline = (): Timeline => {
    try {
      return timelineOf(ScheduleExpression, ScheduleExpressionTimezone, to.clock.now());
    } catch (error) {
      return refuse(`${ScheduleExpression} in ${ScheduleExpressionTimezone}: ${messageOf(error)}`);
    }
  };
  const readDelivery = () => {
    try {
      return deliveryOf(target, to);
    } catch (error) {
      return refuse(messageOf(error));
    }
  };
  const timeline = readTimeline();
  const send = readDelivery();
  const deliver = (instant: number) => send(payloadOf(target.Input, arn, instant));
  if (target.DeadLetterConfig?.Arn !== undefined) to.deadLetters.add(nameInArn(target.DeadLetterConfig.Arn));
  if (rest.State === 'ENABLED') to.schedules.push({ arn, timeline, deliver });
  return { ref: name, attribute: attributes(resource, { Arn: arn }) };
};

/** A group needs only a name and an ARN: it does nothing by itself. */
export const deployScheduleGroup = async (resource: Resource): Promise<Physical> => {
  const name = String(resource.properties.Name ?? generatedName(resource.stack, resource.logicalId, 64));
  const arn = `arn:aws:scheduler:${REGION}:${ACCOUNT_ID}:schedule-group/${name}`;
  return { ref: name, attribute: attributes(resource, { Arn: arn }) };
};
