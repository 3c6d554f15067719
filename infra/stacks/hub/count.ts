import { Duration } from 'aws-cdk-lib';
import { grantCounting } from '../../constructs/grants.ts';
import { Intake } from '../../constructs/intake.ts';
import { COUNT_TIMEOUT, type HubParts } from './parts.ts';

/** The function that keeps the indicators: it counts what the stream's consumers tell. */
export function addCount(parts: HubParts): void {
  const { table, key } = parts.data;
  const count = parts.createFunction(
    'Count',
    'count',
    { TABLE_NAME: table.tableName },
    { timeout: COUNT_TIMEOUT },
  );
  grantCounting(count, table, key);
  new Intake(parts.stack, 'CountMapping', {
    name: 'count',
    queues: parts.count,
    receiver: count,
    batchSize: 100,
    // What is counted together is written together: a figure may be a minute late.
    window: Duration.minutes(1),
    // The fewest that Lambda takes: all add to the same rows.
    maxConcurrency: 2,
    alarms: parts.alarms,
  });
}
