import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { findingsOf } from './findings.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { BackupStack } from './stacks/backup-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { HubStack } from './stacks/hub-stack.ts';
import { PartnerStack } from './stacks/partner-stack.ts';
import { PortalStack } from './stacks/portal-stack.ts';
import { VaultStack } from './stacks/vault-stack.ts';
import { isStageName, type Stage, type StageName, stageOf, stages } from './stages.ts';

/** The account that keeps the backups of a trial of `prod`: no account has this number. */
const TRIAL_BACKUP_ACCOUNT = '999999999999';

const CdkJsonSchema = z.object({ context: z.record(z.string(), z.unknown()) });

/** What a caller that creates the application in process may choose, to save time. */
export type AppOptions = {
  /** Mailbox of CCAPEX's secretariat, for a stage that holds none; when absent, the CDK context's `ccapex`. */
  ccapex?: string;
  /**
   * `true`: a stage that still holds placeholders is synthesised, to be read or tried on this machine; when absent, the context's
   * `trial`.
   */
  trial?: boolean;
  /** For a trial, `restoredOn` of the stage; when absent, the context's. */
  restoredOn?: string;
  /** `false`: functions are not bundled, for tests that only read templates. */
  bundle?: boolean;
  /**
   * `true`: CloudFormation's own rules and the AWS Solutions rules are checked; `synth()` throws on a finding that is not acknowledged.
   */
  check?: boolean;
};

/**
 * The whole CDK application of a stage, not yet synthesised: stacks `passerelle-<stage>-data`, `-hub`, `-api`, `-portal`, and `-backup`
 * where another account keeps the backups.
 *
 * The feature flags are read from cdk.json, so that an application synthesised in process is the one the CLI deploys.
 *
 * @param stageName when absent: the CDK context's `stage`, or `local` without one
 * @param outdir where `synth()` writes; when absent, where the CLI says, or a temporary folder
 * @throws Error when there is no such stage, when it holds what no deployment may (`findingsOf`) and is no trial, or when a function
 *   has no `handler.ts`
 */
export function createApp(stageName?: string, outdir?: string, options: AppOptions = {}): App {
  const app = newApp(outdir, options);
  const ccapex = options.ccapex ?? z.optional(z.string()).parse(app.node.tryGetContext('ccapex'));
  const asked = stageOf(stageName ?? String(app.node.tryGetContext('stage') ?? 'local'), ccapex);
  const trial = options.trial ?? app.node.tryGetContext('trial') === 'true';
  const restoredOn = trial
    ? (options.restoredOn ?? z.optional(z.string()).parse(app.node.tryGetContext('restoredOn')))
    : undefined;
  const stage = { ...asked, ...(restoredOn === undefined ? {} : { restoredOn }) };
  const stopping = trial ? [] : findingsOf(stage).filter(({ stops }) => stops);
  if (stopping.length > 0)
    throw new Error(
      `Stage ${stage.name} cannot be deployed: ${stopping.map(({ path, found }) => `${path} (${found})`).join(', ')}. See «passerelle doctor».`,
    );
  const data = new DataStack(app, 'Data', stage);
  const hub = new HubStack(app, 'Hub', { stage, data });
  new ApiStack(app, 'Api', { stage, data, hub });
  new PortalStack(app, 'Portal', { stage, data, hub });
  const account = stage.backupAccount ?? (trial && stage.name === 'prod' ? TRIAL_BACKUP_ACCOUNT : undefined);
  if (account !== undefined) new BackupStack(app, 'Backup', { stage, data, alarms: hub.alarmTopic, account });
  return finished(app, stage, options);
}

/** The stacks of one partner of a stage, `Partner` and `Etude`: two templates that serve all (`PartnerStack`). */
export function createPartnerApp(stageName: StageName, outdir?: string, options: AppOptions = {}): App {
  const app = newApp(outdir, options);
  const stage = stages[stageName];
  new PartnerStack(app, 'Partner', { stage, isEtude: false });
  new PartnerStack(app, 'Etude', { stage, isEtude: true });
  return finished(app, stage, options);
}

/**
 * The stack of the account that keeps a stage's backups.
 *
 * @param stageName when absent: the CDK context's `stage`
 * @param account number of the account that the stage runs in; when absent, the context's `account`
 * @throws Error when there is no such stage, or the number is not one
 */
export function createVaultApp(
  stageName?: string,
  account?: string,
  outdir?: string,
  options: AppOptions = {},
): App {
  const app = newApp(outdir, options);
  const name = stageName ?? String(app.node.tryGetContext('stage'));
  const number = account ?? String(app.node.tryGetContext('account'));
  if (!isStageName(name) || !/^\d{12}$/.test(number))
    throw new Error('Give the stage and the 12 digits of its account: -c stage=prod -c account=123456789012');
  new VaultStack(app, 'Vault', { stage: stages[name], account: number });
  return finished(app, stages[name], options);
}

function newApp(outdir: string | undefined, options: AppOptions): App {
  return new App({
    ...(outdir === undefined ? {} : { outdir }),
    analyticsReporting: false,
    // It takes eight seconds of each synthesis: only when the rules are checked.
    builtinCloudFormationValidation: options.check === true,
    context: {
      ...CdkJsonSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8')))
        .context,
      ...(options.bundle === false ? { 'aws:cdk:bundling-stacks': [] } : {}),
    },
  });
}

function finished(app: App, stage: Stage, options: AppOptions): App {
  Tags.of(app).add('application', 'passerelle');
  Tags.of(app).add('stage', stage.name);
  if (options.check === true) {
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  }
  return app;
}
