import { CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import {
  FeaturePlan,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { apiRoutes, apiScopes } from '../api-routes.ts';
import { addAlarm, addDeploymentAlarm, addFunctionAlarms } from '../constructs/alarms.ts';
import { grantRegister, grantSend, grantUploads } from '../constructs/grants.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { removalOf } from '../constructs/removal.ts';
import type { Stage } from '../stages.ts';
import type { DataStack } from './data-stack.ts';

export type ApiStackProps = { stage: Stage; data: DataStack; alarms: ITopic };

/**
 * The HTTP API of the études, and the issuer of their tokens: one client for each étude, none shared. It stores nothing but the clients.
 */
export class ApiStack extends Stack {
  private readonly stage: Stage;

  constructor(scope: Construct, id: string, { stage, data, alarms }: ApiStackProps) {
    super(scope, id, {
      stackName: `passerelle-${stage.name}-api`,
      description: 'Passerelle: HTTP API of the études',
      env: { region: stage.region },
      terminationProtection: stage.deletionProtection,
    });
    this.stage = stage;
    const pool = this.createPool();
    const server = createResourceServer(pool);
    const clients = Object.keys(stage.partners.etudes).map((etude): [string, UserPoolClient] => [
      etude,
      createClient(pool, server, etude),
    ]);
    const api = new HubFunction(this, 'Api', {
      stage,
      name: 'api',
      timeout: Duration.seconds(10),
      environment: {
        TABLE_NAME: data.table.tableName,
        PIECES_QUEUE_URL: data.piecesIntake.queue.queueUrl,
        PIECES_BUCKET: data.piecesBucket.bucketName,
        PIECE_DAYS: String(stage.retention.pieceDays),
        CLIENTS: this.toJsonString(
          Object.fromEntries(clients.map(([etude, client]) => [etude, client.userPoolClientId])),
        ),
      },
    });
    const errors = addFunctionAlarms(api, alarms, 'api', api);
    grantRegister(api, data.table, data.key);
    grantUploads(api, data.piecesBucket);
    grantSend(api, [data.piecesIntake.queue]);

    const http = this.createApi(
      api,
      pool,
      clients.map(([, client]) => client),
    );
    const failed = addAlarm(this, 'ErrorsAlarm', {
      topic: alarms,
      metric: http.metricServerError({ period: Duration.minutes(5) }),
      above: 0,
      description: 'The HTTP API answered 5xx.',
      runbook: 'the-api-answers-5xx',
    });
    addDeploymentAlarm(this, [errors, failed]);
    new CfnOutput(this, 'ApiUrl', { value: http.apiEndpoint });
    new CfnOutput(this, 'TokenDomain', { value: this.tokenDomain });
  }

  /** The prefix of a Cognito domain is one for all of AWS's customers in a region: the account's number makes it ours. */
  private get tokenDomain(): string {
    return `passerelle-${this.stage.name}-${this.account}`;
  }

  private createPool(): UserPool {
    const pool = new UserPool(this, 'Clients', {
      userPoolName: `passerelle-${this.stage.name}`,
      selfSignUpEnabled: false,
      featurePlan: FeaturePlan.ESSENTIALS,
      // Nobody signs in: the pool holds programs only. The AWS Solutions rule asks for a password policy all the same.
      passwordPolicy: {
        minLength: 16,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      deletionProtection: this.stage.deletionProtection,
      removalPolicy: removalOf(this.stage),
    });
    pool.addDomain('Domain', { cognitoDomain: { domainPrefix: this.tokenDomain } });
    for (const id of ['AwsSolutions-COG2', 'AwsSolutions-COG3', 'AwsSolutions-COG8']) {
      Validations.of(pool).acknowledge({
        id,
        reason: 'The pool has no user: only programs, by client credentials.',
      });
    }
    return pool;
  }

  private createApi(handler: HubFunction, pool: UserPool, clients: UserPoolClient[]): HttpApi {
    const authorizer = new HttpJwtAuthorizer('Tokens', pool.userPoolProviderUrl, {
      jwtAudience: clients.map((client) => client.userPoolClientId),
    });
    const http = new HttpApi(this, 'Http', {
      apiName: `passerelle-${this.stage.name}`,
      description: 'Passerelle: HTTP API of the études',
      defaultAuthorizer: authorizer,
    });
    const integration = new HttpLambdaIntegration('Integration', handler);
    for (const { method, path, scope } of apiRoutes()) {
      http.addRoutes({ path, methods: [HttpMethod[method]], integration, authorizationScopes: [scope] });
    }
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: this.stage.retention.logDays,
      removalPolicy: removalOf(this.stage),
    });
    const stage = http.defaultStage?.node.defaultChild;
    if (!(stage instanceof CfnStage)) throw new Error('The API has no stage: the library changed under us.');
    // Fields that hold no personal data: a path holds ids only, never a name.
    stage.accessLogSettings = {
      destinationArn: accessLog.logGroupArn,
      format: JSON.stringify({
        requestId: '$context.requestId',
        route: '$context.routeKey',
        status: '$context.status',
        client: '$context.authorizer.claims.client_id',
        ms: '$context.responseLatency',
      }),
    };
    stage.defaultRouteSettings = { throttlingBurstLimit: 100, throttlingRateLimit: 50 };
    return http;
  }
}

function createResourceServer(pool: UserPool): {
  server: UserPoolResourceServer;
  scopes: ResourceServerScope[];
} {
  const scopes = apiScopes().map(
    ([name, scopeDescription]) => new ResourceServerScope({ scopeName: name, scopeDescription }),
  );
  return { server: pool.addResourceServer('Api', { identifier: 'passerelle', scopes }), scopes };
}

function createClient(
  pool: UserPool,
  { server, scopes }: ReturnType<typeof createResourceServer>,
  etude: string,
): UserPoolClient {
  return pool.addClient(etude, {
    userPoolClientName: etude,
    generateSecret: true,
    authFlows: {},
    oAuth: {
      flows: { clientCredentials: true },
      scopes: scopes.map((scope) => OAuthScope.resourceServer(server, scope)),
    },
    accessTokenValidity: Duration.hours(1),
    enableTokenRevocation: true,
  });
}
