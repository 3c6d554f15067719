import { Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { TRIAL_CCAPEX } from '../../infra/assembly.ts';
import { createApp, createVaultApp } from '../../infra/create-app.ts';
import { STAGE_NAMES } from './synth.ts';

describe('AWS Solutions rules', () => {
  it.each(STAGE_NAMES)('find nothing unacknowledged in any stack of %s', (stage) => {
    const app = createApp(stage, undefined, {
      bundle: false,
      check: true,
      ccapex: TRIAL_CCAPEX,
      trial: true,
    });

    expect(() => app.synth()).not.toThrow();
  });

  it('find nothing in the stack of the account that keeps the backups', () => {
    const app = createVaultApp('prod', '123456789012', undefined, { check: true });

    expect(() => app.synth()).not.toThrow();
  });

  it('stop the synthesis of a stack that breaks one', () => {
    const app = createApp('local', undefined, { bundle: false, check: true });
    new CfnBucket(new Stack(app, 'Careless'), 'OpenBucket');

    expect(() => app.synth()).toThrow(/AwsSolutions-S1/);
  });
});
