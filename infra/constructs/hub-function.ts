import { type Duration, Stack } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  CfnFunction,
  Code,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { bundleFunction } from '../bundling/bundle-function.ts';
import type { FunctionName } from '../bundling/functions.ts';
import { FUNCTION_MB } from '../memory.ts';
import type { Stage } from '../stages.ts';
import { metricsNamespace } from './metrics.ts';
import { removalOf } from './removal.ts';
import { serviceOfAccount } from './service-principal.ts';

export type HubFunctionProps = {
  stage: Stage;
  name: FunctionName;
  environment: Record<string, string>;
  timeout: Duration;
  /** Receives an asynchronous invocation that failed every retry. */
  deadLetters?: IQueue;
};

/** A function of the hub: one bundle, and a role of its own that may write its own log and nothing else until granted. */
export class HubFunction extends LambdaFunction {
  readonly hubRole: Role;

  constructor(scope: Construct, id: string, props: HubFunctionProps) {
    const { name } = props;
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: props.stage.retention.logDays,
      removalPolicy: removalOf(props.stage),
    });
    // A role of ours: the library's managed policy would let the function write to every log group of the account.
    const role = new Role(scope, `${id}Role`, {
      assumedBy: serviceOfAccount(scope, 'lambda.amazonaws.com'),
      description: `Role of ${props.name} (${Stack.of(scope).stackName})`,
    });
    logGroup.grantWrite(role);
    super(scope, id, {
      description: props.name,
      // A caller that reads templates only turns bundling off in the CDK context (`createApp`): any folder will do.
      code: Code.fromAsset(Stack.of(scope).bundlingRequired ? bundleFunction(name) : import.meta.dirname),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: FUNCTION_MB,
      timeout: props.timeout,
      environment: { ...props.environment, METRICS_NAMESPACE: metricsNamespace(props.stage) },
      logGroup,
      role,
      ...(props.deadLetters === undefined ? {} : { deadLetterQueue: props.deadLetters }),
    });
    this.hubRole = role;
  }

  /**
   * Lets a chain of this function and a queue that it feeds and reads go on. Lambda takes one for endless at some sixteen hops, and stops
   * it (https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html).
   *
   * @param bound what ends the chain, in code; the template holds it
   */
  allowLoop(bound: string): void {
    const element = this.node.defaultChild;
    if (!(element instanceof CfnFunction))
      throw new Error('The function has no element: the library changed under us.');
    element.recursiveLoop = RecursiveLoop.ALLOW;
    element.addMetadata('passerelle:loop', bound);
  }
}
