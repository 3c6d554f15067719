import * as z from 'zod/mini';
import { readEnv } from '../read-env.ts';
import { type LogFields, writeLine } from './log.ts';

const { METRICS_NAMESPACE } = readEnv(
  z.object({
    /** One a stage: its metrics are never added to another's. */
    METRICS_NAMESPACE: z._default(z.string(), 'passerelle'),
  }),
);

type Unit = 'Count' | 'Milliseconds';
type Metric = {
  readonly unit: Unit;
  /** Sets of the line's fields it is counted by; the empty set counts all together. */
  readonly by: readonly (readonly string[])[];
};

/**
 * Every metric the hub gives. Dashboards and alarms name them (`infra/constructs/metrics.ts`). Each value of each set is a metric
 * that CloudWatch bills each month (ADR 36): a set is here because an alarm or a graph over weeks needs it. The other fields are in the line, for a query.
 */
export const metrics = {
  /** Messages that came to an end: by partner, whose silence rings, and by outcome. */
  Messages: { unit: 'Count', by: [['sender'], ['outcome']] },
  /** From a message's reception to the mail that tells of it. */
  MailAge: { unit: 'Milliseconds', by: [[]] },
  /** Notices and digests sent. */
  Notices: { unit: 'Count', by: [['recipient']] },
  Unaddressed: { unit: 'Count', by: [[]] },
  Undelivered: { unit: 'Count', by: [[]] },
  /** Rows of partners' files. */
  FileRows: { unit: 'Count', by: [[]] },
  /** Those of them that could not be filed, by our own fault, and are told so. */
  RowsSetApart: { unit: 'Count', by: [[]] },
  /** Batches of a queue or of the stream of which every record failed: no record alone makes one. */
  BatchFailed: { unit: 'Count', by: [[]] },
  WatchRuns: { unit: 'Count', by: [[]] },
  WatchCases: { unit: 'Count', by: [[]] },
  WatchNotices: { unit: 'Count', by: [[]] },
  /** Cases whose term has come beyond how many a run may have dropped. */
  DropsWaiting: { unit: 'Count', by: [[]] },
  /** Reviews that wait for a person, when the daily watch ends. */
  ReviewsOpen: { unit: 'Count', by: [[]] },
  /** Canaries answered in time, and how long each took. */
  CanaryReplies: { unit: 'Count', by: [[]] },
  CanaryAge: { unit: 'Milliseconds', by: [[]] },
} as const satisfies Record<string, Metric>;
export type MetricName = keyof typeof metrics;

/**
 * Logs a line that is also a point of each metric it holds, in CloudWatch's embedded format
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 *
 * @param fields those the metrics are counted by are among them
 */
export const measure = (
  event: string,
  fields: LogFields,
  values: Partial<Record<MetricName, number>>,
): void =>
  writeLine(event, fields, {
    ...values,
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: Object.keys(values).filter(isMetric).map(directiveOf) },
  });

const isMetric = (name: string): name is MetricName => Object.hasOwn(metrics, name);

const directiveOf = (name: MetricName) => ({
  Namespace: METRICS_NAMESPACE,
  Dimensions: metrics[name].by,
  Metrics: [{ Name: name, Unit: metrics[name].unit }],
});
