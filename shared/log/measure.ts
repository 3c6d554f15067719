import * as z from 'zod/mini';
import { readEnv } from '../read-env.ts';
import { type LogFields, writeLine } from './log.ts';

const { METRICS_NAMESPACE } = readEnv(
  z.object({
    /** One namespace for each stage, so that their metrics are never added together. */
    METRICS_NAMESPACE: z._default(z.string(), 'passerelle'),
  }),
);

type Unit = 'Count' | 'Milliseconds';
type Metric = {
  readonly unit: Unit;
  /** Sets of fields of the line by which it is counted (dimensions); the empty set counts everything together. */
  readonly by: readonly (readonly string[])[];
};

/**
 * Every metric of the hub. Dashboards and alarms name them (`infra/constructs/metrics.ts`). Each value of each set is a metric
 * that CloudWatch bills every month (ADR 36): a set is here only because an alarm, or a graph over weeks, needs it. The line's
 * other fields can be queried in the logs.
 */
export const metrics = {
  /** Messages with an outcome: by partner, so that an alarm tells when one falls silent, and by outcome. */
  Messages: { unit: 'Count', by: [['sender'], ['outcome']] },
  /** Time from an event's filing to the mail about it, or to its place in a mailbox's summary. */
  MailAge: { unit: 'Milliseconds', by: [[]] },
  /** Notices put in their mailbox's summary. */
  Gathered: { unit: 'Count', by: [[]] },
  /** Notices and digests sent. */
  Notices: { unit: 'Count', by: [['recipient']] },
  Unaddressed: { unit: 'Count', by: [[]] },
  Undelivered: { unit: 'Count', by: [[]] },
  /** Rows of partners' files. */
  FileRows: { unit: 'Count', by: [[]] },
  /** Rows that could not be filed by our own fault; their report says so. */
  RowsSetApart: { unit: 'Count', by: [[]] },
  /** Batches of a queue or of the stream in which every record failed. A single failing record never counts as one. */
  BatchFailed: { unit: 'Count', by: [[]] },
  WatchRuns: { unit: 'Count', by: [[]] },
  WatchCases: { unit: 'Count', by: [[]] },
  WatchNotices: { unit: 'Count', by: [[]] },
  /** Cases whose term has come, but beyond the number that a run may drop. */
  RetirementsWaiting: { unit: 'Count', by: [[]] },
  /** Reviews that wait for a person, when the daily watch ends. */
  ReviewsOpen: { unit: 'Count', by: [[]] },
  /** Canaries sent, those answered in time, and how long each took. */
  CanariesSent: { unit: 'Count', by: [[]] },
  CanaryReplies: { unit: 'Count', by: [[]] },
  CanaryAge: { unit: 'Milliseconds', by: [[]] },
} as const satisfies Record<string, Metric>;
export type MetricName = keyof typeof metrics;

/**
 * Logs a line that is also a point of each metric in `values`, in CloudWatch's embedded metric format
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 *
 * @param fields must include those by which the metrics are counted
 *
 * @example measure('message.ended', { sender: 'caf', outcome: 'accepted' }, { Messages: 1 })
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
