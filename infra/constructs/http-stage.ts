import { Stack } from 'aws-cdk-lib';
import { CfnStage, type HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Stage } from '../stages.ts';
import { removalOf } from './removal.ts';

/** Requests a second that an HTTP API takes from all its callers together, and how many at once. */
const RATE = 50;
const BURST = 100;

/** Sets an HTTP API's limits, and what it writes of each request: nothing that names anybody. */
export function setHttpStage(http: HttpApi, stage: Stage): void {
  const accessLog = new LogGroup(Stack.of(http), 'AccessLog', {
    retention: stage.retention.logDays,
    removalPolicy: removalOf(stage),
  });
  const element = http.defaultStage?.node.defaultChild;
  if (!(element instanceof CfnStage)) throw new Error('The API has no stage: the library changed under us.');
  // A path is not written: it may hold what somebody typed.
  element.accessLogSettings = {
    destinationArn: accessLog.logGroupArn,
    format: JSON.stringify({
      requestId: '$context.requestId',
      route: '$context.routeKey',
      status: '$context.status',
      ms: '$context.responseLatency',
    }),
  };
  element.defaultRouteSettings = { throttlingBurstLimit: BURST, throttlingRateLimit: RATE };
}
