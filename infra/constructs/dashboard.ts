import { Duration } from 'aws-cdk-lib';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  MathExpression,
  Metric,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { hubMetric, metricsNamespace } from './metrics.ts';
import type { QueuePair } from './queues.ts';

export type HubDashboardProps = {
  stage: Stage;
  functions: readonly LambdaFunction[];
  intakes: readonly QueuePair[];
  table: ITable;
};

const HOUR = Duration.hours(1);
const graph = (title: string, left: IMetric[], width = 12): GraphWidget =>
  new GraphWidget({ title, left, width, height: 6 });
const heading = (text: string): TextWidget =>
  new TextWidget({ markdown: `## ${text}`, width: 24, height: 1 });

/** One page for each stage, top to bottom: what came in, how long it took, what went out, what failed, what it costs. */
export class HubDashboard extends Construct {
  constructor(scope: Construct, id: string, props: HubDashboardProps) {
    super(scope, id);
    const { stage, functions, intakes, table } = props;
    const own = (name: string, statistic: string = Stats.SUM, label?: string) =>
      hubMetric(stage, name, { statistic, ...(label !== undefined && { label }) });
    /**
     * One curve for each value of the field `by`. SEARCH finds them when the page is drawn, so that a partner added later shows too.
     */
    const all = (name: string, by: string) =>
      new MathExpression({
        expression: `SEARCH('{${metricsNamespace(stage)},${by}} MetricName="${name}"', 'Sum', 3600)`,
        usingMetrics: {},
        label: '',
        period: HOUR,
      });
    /**
     * Counts that no metric gives: computed from the log lines, over the page's time range, only when somebody opens the page (ADR 36).
     */
    const lines = (title: string, ...queryLines: string[]) =>
      new LogQueryWidget({
        title,
        logGroupNames: functions.map(({ logGroup }) => logGroup.logGroupName),
        view: LogQueryVisualizationType.TABLE,
        queryLines,
        width: 8,
        height: 6,
      });
    const hourly = { period: HOUR };
    const units = (metricName: string) =>
      new Metric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: table.tableName },
        statistic: Stats.SUM,
        period: HOUR,
      });
    new Dashboard(this, 'Page', {
      dashboardName: `passerelle-${stage.name}`,
      widgets: [
        [heading('Réception')],
        [
          graph('Messages par partenaire', [all('Messages', 'sender')], 8),
          graph('Messages par issue', [all('Messages', 'outcome')], 8),
          graph('Lignes de fichiers', [own('FileRows'), own('RowsSetApart')], 8),
        ],
        [
          lines(
            'Issues par partenaire',
            "filter event = 'message.ended'",
            'stats count(*) as messages by sender, outcome',
            'sort messages desc',
          ),
          lines(
            'Fichiers par partenaire',
            "filter event = 'file.ended'",
            'stats count(*) as fichiers, sum(FileRows) as lignes, sum(refused) as refusees by sender',
          ),
          lines(
            'Messages d’essai par partenaire',
            "filter event in ['canary.answered', 'canary.late']",
            'stats count(*) as reponses, max(CanaryAge) as delai, latest(at) as derniere by sender',
            'sort derniere asc',
          ),
        ],
        [
          graph(
            'Messages d’essai : envoyés, répondus, délai (ms)',
            [own('CanariesSent'), own('CanaryReplies'), own('CanaryAge', Stats.MAXIMUM)],
            24,
          ),
        ],
        [heading('Délais')],
        [
          graph(
            'Plus ancien message en file (s)',
            intakes.map(({ queue }) =>
              queue.metricApproximateAgeOfOldestMessage({ statistic: Stats.MAXIMUM }),
            ),
          ),
          graph('De la réception au mél ou au récapitulatif (ms)', [
            own('MailAge', 'p50'),
            own('MailAge', 'p99'),
          ]),
        ],
        [heading('Méls')],
        [
          graph('Avis envoyés, par destinataire', [all('Notices', 'recipient')]),
          graph(
            'Mis au récapitulatif, sans adresse, non remis',
            [own('Gathered'), own('Unaddressed'), own('Undelivered')],
            6,
          ),
          graph(
            'Veille, doutes ouverts',
            [
              own('WatchRuns'),
              own('WatchCases'),
              own('WatchNotices'),
              own('RetirementsWaiting'),
              own('ReviewsOpen', Stats.MAXIMUM),
            ],
            6,
          ),
        ],
        [heading('Échecs')],
        [
          graph('Erreurs', [...functions.map((fn) => fn.metricErrors(hourly)), own('BatchFailed')], 8),
          graph(
            'Refus faute de capacité',
            functions.map((fn) => fn.metricThrottles(hourly)),
            8,
          ),
          graph(
            'Messages mis de côté',
            intakes.map(({ deadLetters }) =>
              deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
            ),
            8,
          ),
        ],
        [heading('Coût : ce qui est facturé')],
        [
          graph(
            'Unités DynamoDB',
            [units('ConsumedReadCapacityUnits'), units('ConsumedWriteCapacityUnits')],
            8,
          ),
          graph(
            'Durée des fonctions (ms)',
            functions.map((fn) => fn.metricDuration({ ...hourly, statistic: Stats.SUM })),
            8,
          ),
          graph(
            'Appels des fonctions',
            functions.map((fn) => fn.metricInvocations(hourly)),
            8,
          ),
        ],
      ],
    });
  }
}
