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

/** Every metric the hub gives, by its unit. Dashboards and alarms name them (`infra/constructs/metrics.ts`). */
export const metricUnits = {
  /** Messages that came to an end, by `sender`, and by `sender` and `outcome`. */
  Messages: 'Count',
  /** From a message's reception to the mail that tells of it. */
  MailAge: 'Milliseconds',
  /** Notices and digests sent, by `recipient`. */
  Notices: 'Count',
  Unaddressed: 'Count',
  Undelivered: 'Count',
  /** Rows of partners' files, by `sender`. */
  FileRows: 'Count',
  WatchRuns: 'Count',
  WatchCases: 'Count',
  WatchNotices: 'Count',
  /** Reviews that wait for a person, when the daily watch ends. */
  ReviewsOpen: 'Count',
  /** Canaries answered in time, and how long each took, by `sender`. */
  CanaryReplies: 'Count',
  CanaryAge: 'Milliseconds',
} as const satisfies Record<string, Unit>;
export type MetricName = keyof typeof metricUnits;

/**
 * Logs a line that is also a point of each metric it holds, in CloudWatch's embedded format
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 *
 * @param by sets of the line's fields each metric is counted by; the empty set counts all together
 */
export const measure = (
  event: string,
  fields: LogFields,
  by: readonly (readonly string[])[],
  values: Partial<Record<MetricName, number>>,
): void =>
  writeLine(event, fields, {
    ...values,
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: METRICS_NAMESPACE,
          Dimensions: by,
          Metrics: Object.keys(values).map((Name) => ({ Name, Unit: unitOf(Name) })),
        },
      ],
    },
  });

const isMetric = (name: string): name is MetricName => Object.hasOwn(metricUnits, name);
const unitOf = (name: string): Unit => (isMetric(name) ? metricUnits[name] : 'Count');
