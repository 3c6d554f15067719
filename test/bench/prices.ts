/** A list price: US dollars a unit, and where it was read. */
export type Price = { readonly usd: number; readonly per: string; readonly source: string };

/** When the prices below were put together. They were not read from AWS that day: this machine reaches no AWS page. */
export const PRICED_ON = '2026-11-24';

/**
 * List prices of us-east-1, without free tiers, volume discounts or taxes. Paris (eu-west-3) is dearer, by 10 to 25 % according to the
 * service: `PARIS` is applied to the whole. Before a budget is signed, take them from AWS's calculator.
 */
export const prices = {
  tableWrite: { usd: 0.625e-6, per: 'write unit, on demand', source: 'DynamoDB pricing since November 2024' },
  tableRead: { usd: 0.125e-6, per: 'read unit, on demand', source: 'DynamoDB pricing since November 2024' },
  tableGbMonth: { usd: 0.25, per: 'GB and month of table', source: 'DynamoDB pricing' },
  backupGbMonth: { usd: 0.2, per: 'GB and month of point-in-time recovery', source: 'DynamoDB pricing' },
  functionGbSecond: { usd: 0.0000133334, per: 'GB-second, arm64', source: 'Lambda pricing' },
  functionRequest: { usd: 0.2e-6, per: 'invocation', source: 'Lambda pricing' },
  queueRequest: { usd: 0.4e-6, per: 'request, standard queue', source: 'SQS pricing' },
  objectPut: { usd: 5e-6, per: 'PUT', source: 'S3 pricing' },
  objectGet: { usd: 0.4e-6, per: 'GET', source: 'S3 pricing' },
  objectGbMonth: { usd: 0.023, per: 'GB and month', source: 'S3 pricing' },
  mail: { usd: 1e-4, per: 'mail', source: 'SES pricing' },
  mailGb: { usd: 0.12, per: 'GB of attachments', source: 'SES pricing' },
  logGb: { usd: 0.5, per: 'GB of logs taken in', source: 'CloudWatch pricing' },
  metricMonth: { usd: 0.3, per: 'custom metric and month', source: 'CloudWatch pricing' },
  alarmMonth: { usd: 0.1, per: 'alarm and month', source: 'CloudWatch pricing' },
  dashboardMonth: { usd: 3, per: 'dashboard and month', source: 'CloudWatch pricing' },
  keyMonth: { usd: 1, per: 'key and month', source: 'KMS pricing' },
  keyRequest: { usd: 3e-6, per: 'request', source: 'KMS pricing' },
  secretMonth: { usd: 0.4, per: 'secret and month', source: 'Secrets Manager pricing' },
  scanObject: { usd: 0.215e-3, per: 'object scanned', source: 'GuardDuty Malware Protection for S3 pricing' },
  scanGb: { usd: 0.09, per: 'GB scanned', source: 'GuardDuty Malware Protection for S3 pricing' },
} as const satisfies Record<string, Price>;

/** What Paris costs over us-east-1, over the whole. */
export const PARIS = 1.19;
