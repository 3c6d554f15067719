import { join } from 'node:path';
import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogLevel, NodejsFunction, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { metricsNamespace } from './metrics.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Names of the functions: each is a folder of `functions/`, with a `handler.ts` that exports `handler`. */
export type FunctionName =
  | 'receive-impaye'
  | 'receive-surendettement'
  | 'receive-event'
  | 'receive-file'
  | 'receive-piece'
  | 'notify'
  | 'answer'
  | 'api'
  | 'record-delivery'
  | 'watch-deadlines'
  | 'drop-case'
  | 'canary';

export type HubFunctionProps = {
  stage: Stage;
  name: FunctionName;
  environment: Record<string, string>;
  timeout: Duration;
  /** MiB; 512 unless told. */
  memorySize?: number;
  /** Files laid beside the bundle, by absolute path. */
  files?: string[];
  /** Where an asynchronous invocation ends that failed every retry. */
  deadLetters?: IQueue;
};

/** A function of the hub: one bundle, its own role that may write its own log and nothing else until granted. */
export class HubFunction extends NodejsFunction {
  readonly hubRole: Role;

  constructor(scope: Construct, id: string, props: HubFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: props.stage.retention.logDays,
      removalPolicy: props.stage.removalPolicy === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // Not the role NodejsFunction makes: its managed policy lets a function write to every log group of the account.
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Role of ${props.name} (${Stack.of(scope).stackName})`,
    });
    logGroup.grantWrite(role);
    super(scope, id, {
      description: props.name,
      entry: join(ROOT, 'functions', props.name, 'handler.ts'),
      handler: 'handler',
      projectRoot: ROOT,
      depsLockFilePath: join(ROOT, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 512,
      timeout: props.timeout,
      environment: { ...props.environment, METRICS_NAMESPACE: metricsNamespace(props.stage) },
      // A variable only the SDK v2 reads.
      awsSdkConnectionReuse: false,
      logGroup,
      role,
      ...(props.deadLetters === undefined ? {} : { deadLetterQueue: props.deadLetters }),
      bundling: {
        format: OutputFormat.ESM,
        target: 'node24',
        minify: true,
        bundleAwsSDK: true,
        // Without it esbuild takes the SDK's CommonJS entry, which fails at import («Dynamic require of node:https»).
        mainFields: ['module', 'main'],
        // What is still CommonJS (yauzl) asks for Node's own modules by `require`.
        banner: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
        esbuildArgs: {
          '--alias:@aws-sdk/credential-provider-node': join(ROOT, 'shared/aws/env-credentials.ts'),
        },
        // Beside the bundle and not linked from it: a stack trace can be decoded, and no cold start reads the map.
        sourceMap: true,
        sourceMapMode: SourceMapMode.EXTERNAL,
        sourcesContent: false,
        logLevel: LogLevel.WARNING,
        commandHooks: {
          beforeBundling: () => [],
          beforeInstall: () => [],
          afterBundling: (_, outputDir) => (props.files ?? []).map((file) => `cp "${file}" "${outputDir}"`),
        },
      },
    });
    this.hubRole = role;
  }
}
