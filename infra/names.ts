import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Stage } from './stages.ts';

/*
 * Names that partners have in their configuration, and those by which their stacks find the hub's parts. They never change (ADR 3).
 */

/** Name of a partner's intake; the partner's code may be a parameter. */
export const intakeName = (stage: Stage, code: string): string => `passerelle-${stage.name}-${code}-intake`;
/** Name of the queue of the replies to a partner. */
export const repliesName = (stage: Stage, code: string): string => `passerelle-${stage.name}-replies-${code}`;
/** Name of the role that a partner takes. */
export const partnerRoleName = (stage: Stage, code: string): string => `passerelle-${stage.name}-${code}`;
/** Name of a bucket that partners write to. */
export const bucketName = (scope: Construct, stage: Stage, name: 'pieces' | 'drop'): string =>
  `passerelle-${stage.name}-${name}-${Stack.of(scope).account}`;
/** Name under which the hub stack exports a part of it to partners' stacks. */
export const exportName = (stage: Stage, part: 'receiver' | 'alarms'): string =>
  `passerelle-${stage.name}-${part}`;
/** Name of the vault of a stage's backups, and of that of their copies in the other account. */
export const vaultName = (stage: Stage): string => `passerelle-${stage.name}`;
/** ARN of every queue of the stage with a name of this form, where `*` stands for a code. */
export const queuesArn = (scope: Construct, name: string): string =>
  Stack.of(scope).formatArn({ service: 'sqs', resource: name });
