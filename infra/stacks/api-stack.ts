import { CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import { apiRoutes, TOKEN_PATH } from '../api-routes.ts';
import { addAlarm, addDeploymentAlarm, addFunctionAlarms } from '../constructs/alarms.ts';
import { grantDrops, grantIssuing, grantRegister, grantSend, grantUploads } from '../constructs/grants.ts';
import { setHttpStage } from '../constructs/http-stage.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import type { Stage } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import type { HubStack } from './hub-stack.ts';

export type ApiStackProps = { stage: Stage; data: DataStack; hub: HubStack };

/** The HTTP API of the partners, and the issuer of their tokens. It stores nothing: partners and tokens are items of the table. */
export class ApiStack extends Stack {
  private readonly stage: Stage;

  constructor(scope: Construct, id: string, { stage, data, hub }: ApiStackProps) {
    super(scope, id, {
      stackName: `passerelle-${stage.name}-api`,
      description: 'Passerelle: HTTP API of the partners',
      env: { region: stage.region },
      terminationProtection: stage.deletionProtection,
    });
    this.stage = stage;
    const alarms = hub.alarmTopic;
    const api = new HubFunction(this, 'Api', {
      stage,
      name: 'api',
      timeout: Duration.seconds(10),
      environment: {
        TABLE_NAME: data.table.tableName,
        PIECES_QUEUE_URL: data.piecesIntake.queue.queueUrl,
        PIECES_BUCKET: data.piecesBucket.bucketName,
        PIECE_DAYS: String(stage.retention.pieceDays),
        MESSAGES_QUEUE_URL: hub.apiIntake.queueUrl,
        DROP_BUCKET: data.dropBucket.bucketName,
      },
    });
    grantRegister(api, data.table, data.key);
    grantUploads(api, data.piecesBucket);
    grantDrops(api, data.dropBucket);
    grantSend(api, [data.piecesIntake.queue, hub.apiIntake]);
    const issuer = new HubFunction(this, 'IssueToken', {
      stage,
      name: 'issue-token',
      timeout: Duration.seconds(10),
      environment: { TABLE_NAME: data.table.tableName },
    });
    grantIssuing(issuer, data.table, data.key);
    const errors = [
      addFunctionAlarms(api, alarms, 'api', api),
      addFunctionAlarms(issuer, alarms, 'issue-token', issuer),
    ];

    const http = this.createApi(api, issuer);
    const failed = addAlarm(this, 'ErrorsAlarm', {
      topic: alarms,
      metric: http.metricServerError({ period: Duration.minutes(5) }),
      above: 0,
      description: 'The HTTP API answered 5xx.',
      runbook: 'the-api-answers-5xx',
    });
    addDeploymentAlarm(this, [...errors, failed]);
    new CfnOutput(this, 'ApiUrl', { value: http.apiEndpoint });
    // A command that tells what a partner would sends it here.
    new CfnOutput(this, 'MessagesQueueUrl', { value: hub.apiIntake.queueUrl });
  }

  /**
   * The gateway asks no authorizer: its own check of tokens takes 50 audiences at most
   * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html). The function knows each partner by its token,
   * before it reads anything else (ADR 59).
   */
  private createApi(handler: HubFunction, issuer: HubFunction): HttpApi {
    const http = new HttpApi(this, 'Http', {
      apiName: `passerelle-${this.stage.name}`,
      description: 'Passerelle: HTTP API of the partners',
    });
    const integration = new HttpLambdaIntegration('Integration', handler);
    for (const { method, path } of apiRoutes()) {
      for (const route of http.addRoutes({ path, methods: [HttpMethod[method]], integration }))
        Validations.of(route).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason:
            'The function knows the caller by its token before anything else: no authorizer of the gateway takes 500 of them.',
        });
    }
    const tokens = new HttpLambdaIntegration('Tokens', issuer);
    for (const route of http.addRoutes({ path: TOKEN_PATH, methods: [HttpMethod.POST], integration: tokens }))
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Who asks for a token has none: it proves itself by its secret.',
      });
    setHttpStage(http, this.stage);
    return http;
  }
}
