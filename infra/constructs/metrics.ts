import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Stage } from '../stages.ts';

/** Namespace of a stage's own metrics. It holds the stage's name because two stages may share an account. */
export const metricsNamespace = ({ name }: Pick<Stage, 'name'>): string => `passerelle-${name}`;

/** One of the hub's own metrics (`shared/log/measure.ts`): its sum over an hour, unless `options` says otherwise. */
export const hubMetric = (
  stage: Pick<Stage, 'name'>,
  metricName: string,
  options: {
    by?: Record<string, string>;
    period?: Duration;
    statistic?: string;
    label?: string;
  } = {},
): Metric =>
  new Metric({
    namespace: metricsNamespace(stage),
    metricName,
    dimensionsMap: options.by ?? {},
    period: options.period ?? Duration.hours(1),
    statistic: options.statistic ?? Stats.SUM,
    ...(options.label !== undefined && { label: options.label }),
  });
