import {
  BootstraplessSynthesizer,
  CfnOutput,
  type IStackSynthesizer,
  RemovalPolicy,
  Stack,
  Validations,
} from 'aws-cdk-lib';
import { CfnLogicallyAirGappedBackupVault } from 'aws-cdk-lib/aws-backup';
import { AccountPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { vaultName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { COPY_DAYS } from './backup-stack.ts';

/**
 * In the account that keeps a stage's backups: the vault of the copies, and the place of the matching key, without which a restored
 * table recognises nobody (ADR 60). Deployed with that account's credentials, apart from the stage's own stacks.
 *
 * The vault is logically air-gapped: no backup in it can be deleted before its day, by anybody.
 */
export class VaultStack extends Stack {
  /** @param account number of the account that the stage runs in */
  constructor(scope: Construct, id: string, { stage, account }: { stage: Stage; account: string }) {
    super(scope, id, {
      stackName: `passerelle-${stage.name}-vault`,
      description: 'Passerelle: copies of the backups of another account',
      env: { region: stage.region },
      terminationProtection: stage.deletionProtection,
      // Nothing is uploaded: this account needs no bootstrap. Under exactOptionalPropertyTypes the class does not fit its interface.
      synthesizer: new BootstraplessSynthesizer() as IStackSynthesizer,
    });
    const vault = new CfnLogicallyAirGappedBackupVault(this, 'Vault', {
      backupVaultName: vaultName(stage),
      minRetentionDays: COPY_DAYS,
      maxRetentionDays: COPY_DAYS,
      accessPolicy: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'TheStageCopies',
            principals: [new AccountPrincipal(account)],
            actions: ['backup:CopyIntoBackupVault'],
            resources: ['*'],
          }),
        ],
      }),
    });
    const secret = new CfnSecret(this, 'MatchingKey', {
      name: `passerelle-${stage.name}-matching-key`,
      description: 'Copy of the key of the stage’s keyed hashes, written by two people',
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'It is a copy, written again each time that the key itself changes.',
    });
    for (const kept of [vault, secret]) kept.applyRemovalPolicy(RemovalPolicy.RETAIN);
    new CfnOutput(this, 'VaultArn', { value: vault.attrBackupVaultArn });
    new CfnOutput(this, 'MatchingKeySecret', { value: secret.ref });
  }
}
