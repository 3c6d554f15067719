import { CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { addAlarm, addDeploymentAlarm, addFunctionAlarms } from '../constructs/alarms.ts';
import {
  grantAdministration,
  grantCommissions,
  grantDeposits,
  grantPieces,
  grantPortal,
  grantSecret,
  grantSend,
} from '../constructs/grants.ts';
import { setHttpStage } from '../constructs/http-stage.ts';
import { HubFunction } from '../constructs/hub-function.ts';
import { removalOf } from '../constructs/removal.ts';
import type { Stage } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import type { HubStack } from './hub-stack.ts';

export type PortalStackProps = { stage: Stage; data: DataStack; hub: HubStack };

/** The pages. It stores nothing: persons, their rights and their sessions are items of the table. */
export class PortalStack extends Stack {
  constructor(scope: Construct, id: string, { stage, data, hub }: PortalStackProps) {
    super(scope, id, {
      stackName: `passerelle-${stage.name}-portal`,
      description: 'Passerelle: pages of agents and partners',
      env: { region: stage.region },
      terminationProtection: stage.deletionProtection,
    });
    const { url, issuer, clientId, levels, etat = false, editeur } = stage.portal;
    const secret = new Secret(this, 'ClientSecret', {
      description: 'What the portal proves itself with to the identity provider, which gives it: put it here',
      encryptionKey: data.key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: removalOf(stage),
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The identity provider gives it, and changes it.',
    });
    const http = new HttpApi(this, 'Http', {
      apiName: `passerelle-${stage.name}-portal`,
      description: 'Passerelle: pages',
    });
    const site = JSON.stringify({
      stage: stage.name,
      region: stage.region,
      etat,
      contact: stage.contact,
      editeur,
    });
    const portal = new HubFunction(this, 'Portal', {
      stage,
      name: 'portal',
      timeout: Duration.seconds(10),
      environment: {
        TABLE_NAME: data.table.tableName,
        MATCHING_KEY_SECRET: data.matchingKey.secretArn,
        DEPARTEMENT: '77',
        PORTAL_URL: url ?? http.apiEndpoint,
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: clientId,
        OIDC_CLIENT_SECRET: secret.secretArn,
        OIDC_LEVELS: JSON.stringify(levels),
        PIECES_BUCKET: data.piecesBucket.bucketName,
        DROP_BUCKET: data.dropBucket.bucketName,
        PIECES_QUEUE_URL: data.piecesIntake.queue.queueUrl,
        MESSAGES_QUEUE_URL: hub.apiIntake.queueUrl,
        PIECE_DAYS: String(stage.retention.pieceDays),
        MESSAGE_TTL_DAYS: String(stage.retention.messageDays),
        SITE: site,
      },
    });
    grantPortal(portal, data.table, data.key);
    grantDeposits(portal, data.table, {
      pieces: data.piecesBucket,
      drop: data.dropBucket,
      queues: [data.piecesIntake.queue, hub.apiIntake],
    });
    grantPieces(portal, data.piecesBucket);
    for (const one of [secret, data.matchingKey]) grantSecret(portal, one, data.key);
    // What strangers open must not be able to write a right: administration is a function of its own.
    const admin = new HubFunction(this, 'PortalAdmin', {
      stage,
      name: 'portal-admin',
      timeout: Duration.seconds(29),
      environment: {
        TABLE_NAME: data.table.tableName,
        STAGE: stage.name,
        MAILBOXES: JSON.stringify(stage.mailboxes),
        SITE: site,
        PORTAL_URL: url ?? http.apiEndpoint,
        OIDC_ISSUER: issuer,
      },
    });
    grantAdministration(admin, data.table, data.key);
    // It makes documents, writes sessions and reads the directory: the pages that strangers open do none of these.
    const commissions = new HubFunction(this, 'PortalCommissions', {
      stage,
      name: 'portal-commissions',
      timeout: Duration.seconds(29),
      environment: {
        TABLE_NAME: data.table.tableName,
        MATCHING_KEY_SECRET: data.matchingKey.secretArn,
        MAILBOXES: JSON.stringify(stage.mailboxes),
        CCAPEX_FORMATIONS: JSON.stringify(stage.ccapexFormations),
        POSTAL_ADDRESSES: JSON.stringify(stage.postalAddresses),
        MESSAGES_QUEUE_URL: hub.apiIntake.queueUrl,
        SITE: site,
        PORTAL_URL: url ?? http.apiEndpoint,
        OIDC_ISSUER: issuer,
      },
    });
    grantCommissions(commissions, data.table, data.key);
    grantSend(commissions, [hub.apiIntake]);
    grantSecret(commissions, data.matchingKey, data.key);
    const toPages = new HttpLambdaIntegration('Portal', portal);
    const toCommissions = new HttpLambdaIntegration('PortalCommissions', commissions);
    const toAdmin = new HttpLambdaIntegration('PortalAdmin', admin);
    const routes = [
      new HttpRoute(this, 'Pages', { httpApi: http, routeKey: HttpRouteKey.DEFAULT, integration: toPages }),
      new HttpRoute(this, 'Commissions', {
        httpApi: http,
        routeKey: HttpRouteKey.with('/commissions', HttpMethod.ANY),
        integration: toCommissions,
      }),
      new HttpRoute(this, 'CommissionsPages', {
        httpApi: http,
        routeKey: HttpRouteKey.with('/commissions/{proxy+}', HttpMethod.ANY),
        integration: toCommissions,
      }),
      new HttpRoute(this, 'Diagnostics', {
        httpApi: http,
        routeKey: HttpRouteKey.with('/diagnostics', HttpMethod.ANY),
        integration: toCommissions,
      }),
      new HttpRoute(this, 'DiagnosticsPages', {
        httpApi: http,
        routeKey: HttpRouteKey.with('/diagnostics/{proxy+}', HttpMethod.ANY),
        integration: toCommissions,
      }),
      ...Object.entries({
        QuiSuit: '/qui-suit',
        Letters: '/communications',
        LettersPages: '/communications/{proxy+}',
        Communications: '/dossiers/{dossier}/communications',
        CommunicationsPages: '/dossiers/{dossier}/communications/{proxy+}',
      }).map(
        ([name, path]) =>
          new HttpRoute(this, name, {
            httpApi: http,
            routeKey: HttpRouteKey.with(path, HttpMethod.ANY),
            integration: toCommissions,
          }),
      ),
      new HttpRoute(this, 'Administration', {
        httpApi: http,
        routeKey: HttpRouteKey.with('/administration', HttpMethod.ANY),
        integration: toAdmin,
      }),
      new HttpRoute(this, 'AdministrationPages', {
        httpApi: http,
        routeKey: HttpRouteKey.with('/administration/{proxy+}', HttpMethod.ANY),
        integration: toAdmin,
      }),
    ];
    for (const route of routes)
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'The function knows the person by their session before anything else, and signs them in.',
      });
    setHttpStage(http, stage);
    const errors = addFunctionAlarms(portal, hub.alarmTopic, 'portal', portal);
    const adminErrors = addFunctionAlarms(admin, hub.alarmTopic, 'portal-admin', admin);
    const commissionErrors = addFunctionAlarms(
      commissions,
      hub.alarmTopic,
      'portal-commissions',
      commissions,
    );
    const failed = addAlarm(this, 'ErrorsAlarm', {
      topic: hub.alarmTopic,
      metric: http.metricServerError({ period: Duration.minutes(5) }),
      above: 0,
      description: 'The portal answered 5xx.',
      runbook: 'the-api-answers-5xx',
    });
    addDeploymentAlarm(this, [errors, adminErrors, commissionErrors, failed]);
    new CfnOutput(this, 'PortalUrl', { value: url ?? http.apiEndpoint });
    new CfnOutput(this, 'PortalClientSecret', { value: secret.secretArn });
  }
}
