/** A list price: US dollars a unit, the region it was read for, and where it was read. */
export type Price = {
  readonly usd: number;
  readonly per: string;
  readonly region: 'eu-west-3' | 'us-east-1';
  readonly source: string;
};

/** When the prices below were put together. */
export const PRICED_ON = '2026-11-28';

/** AWS's own price list for Paris, as published by others who asked it. */
const LIST = 'AWS Price List Query API, as read on 2026-09-07';
/** Read from a published bill of an account in Paris. */
const BILL = 'a bill of eu-west-3, as published';
/** What Cognito asks for programs since May 2024, as others published it; a client is paid whether it speaks or not. */
const M2M = 'Cognito’s machine-to-machine prices, as published by its customers';
const KNOWN = 'general knowledge of the service’s page';

/**
 * List prices, without free tiers, volume discounts or taxes. Those of Paris are the ones that could be found; the others are us-east-1's
 * and are multiplied by `PARIS`. Before a budget is signed, take them all from AWS's calculator.
 */
export const prices = {
  tableWrite: { usd: 0.7423e-6, per: 'write unit, on demand', region: 'eu-west-3', source: LIST },
  tableRead: { usd: 0.1487e-6, per: 'read unit, on demand', region: 'eu-west-3', source: LIST },
  tableGbMonth: { usd: 0.25, per: 'GB and month of table', region: 'us-east-1', source: KNOWN },
  backupGbMonth: {
    usd: 0.2,
    per: 'GB and month of point-in-time recovery',
    region: 'us-east-1',
    source: KNOWN,
  },
  functionGbSecond: { usd: 0.0000133334, per: 'GB-second, arm64', region: 'eu-west-3', source: LIST },
  functionRequest: { usd: 0.2e-6, per: 'invocation', region: 'eu-west-3', source: LIST },
  queueRequest: { usd: 0.4e-6, per: 'request, standard queue', region: 'eu-west-3', source: LIST },
  objectPut: { usd: 5.3e-6, per: 'PUT', region: 'eu-west-3', source: BILL },
  objectGet: { usd: 0.42e-6, per: 'GET', region: 'eu-west-3', source: BILL },
  objectGbMonth: { usd: 0.024, per: 'GB and month', region: 'eu-west-3', source: BILL },
  mail: { usd: 1e-4, per: 'mail', region: 'us-east-1', source: KNOWN },
  mailGb: { usd: 0.12, per: 'GB of attachments', region: 'us-east-1', source: KNOWN },
  logGb: { usd: 0.5, per: 'GB of logs taken in', region: 'us-east-1', source: KNOWN },
  metricMonth: { usd: 0.3, per: 'custom metric and month', region: 'us-east-1', source: KNOWN },
  alarmMonth: { usd: 0.1, per: 'alarm and month', region: 'us-east-1', source: KNOWN },
  dashboardMonth: { usd: 3, per: 'dashboard and month', region: 'us-east-1', source: KNOWN },
  keyMonth: { usd: 1, per: 'key and month', region: 'us-east-1', source: KNOWN },
  keyRequest: { usd: 3e-6, per: 'request', region: 'us-east-1', source: KNOWN },
  secretMonth: { usd: 0.4, per: 'secret and month', region: 'us-east-1', source: KNOWN },
  clientMonth: { usd: 6, per: 'client of programs and month', region: 'us-east-1', source: M2M },
  token: { usd: 2.25e-3, per: 'token', region: 'us-east-1', source: M2M },
  apiRequest: { usd: 1e-6, per: 'request, HTTP API', region: 'us-east-1', source: KNOWN },
  scanObject: { usd: 0.215e-3, per: 'object scanned', region: 'us-east-1', source: KNOWN },
  scanGb: { usd: 0.09, per: 'GB scanned', region: 'us-east-1', source: KNOWN },
} as const satisfies Record<string, Price>;

/** The most that Paris costs over us-east-1, as far as is known: the ratio for the table's units. */
export const PARIS = 1.19;

/** US dollars for this many units, in Paris. */
export const inParis = (count: number, { usd, region }: Price): number =>
  count * usd * (region === 'us-east-1' ? PARIS : 1);
