import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { TRIAL_CCAPEX } from '../../infra/assembly.ts';
import { onlyRecipientOf, stageOf, stages } from '../../infra/stages.ts';
import { resourcesOf, STAGE_NAMES, statementsOf } from './synth.ts';

const DEPLOYED_BUT_PROD = ['dev', 'preprod'] as const;

const sendStatements = (stage: (typeof STAGE_NAMES)[number]) =>
  statementsOf(stage)
    .filter(
      ({ statement }) => statement.Effect === 'Allow' && statement.Action.some((a) => a.startsWith('ses:')),
    )
    .map(({ statement }) => statement);

const notifyEnvironment = (stage: (typeof STAGE_NAMES)[number]): Record<string, unknown> => {
  const notify = resourcesOf(stage, 'AWS::Lambda::Function').find(
    (f) => f.Properties.Description === 'notify',
  );
  return z.object({ Variables: z.record(z.string(), z.unknown()) }).parse(notify?.Properties.Environment)
    .Variables;
};

const PROD = stageOf('prod', TRIAL_CCAPEX);

describe('the real mailboxes', () => {
  it.each(DEPLOYED_BUT_PROD)(
    'cannot be reached from %s: IAM lets mail through to the sandbox recipient only',
    (stage) => {
      const statements = sendStatements(stage);

      expect(statements).toHaveLength(1);
      expect(statements[0]?.Condition).toMatchObject({
        'ForAllValues:StringEquals': { 'ses:Recipients': ['bac-a-sable@passerelle.example'] },
        Null: { 'ses:Recipients': 'false' },
      });
      expect(notifyEnvironment(stage).SANDBOX_RECIPIENT).toBe('bac-a-sable@passerelle.example');
    },
  );

  it('cannot be reached from local, deployed by mistake: nothing there may send', () => {
    expect(sendStatements('local')).toEqual([]);
    expect(notifyEnvironment('local')).not.toHaveProperty('SANDBOX_RECIPIENT');
  });

  it('appear in no policy: prod writes to them and to a directory that no policy could list (ADR 63)', () => {
    for (const stage of STAGE_NAMES) {
      const policies = JSON.stringify(statementsOf(stage).map(({ statement }) => statement));
      expect(policies.includes('gouv.fr'), stage).toBe(false);
    }
    const statements = sendStatements('prod');
    expect(statements).toHaveLength(1);
    expect(statements[0]?.Condition).toEqual({ StringEquals: { 'ses:FromAddress': PROD.senderAddress } });
    expect(notifyEnvironment('prod')).not.toHaveProperty('SANDBOX_RECIPIENT');
  });

  it('are those of the charter, by arrondissement', () => {
    expect(stages.prod.mailboxes.arrondissements).toEqual({
      '771': 'sp-meaux-expulsionslocatives@seine-et-marne.gouv.fr',
      '772': 'ddc-logements@seine-et-marne.gouv.fr',
      '773': 'sp-provins@seine-et-marne.gouv.fr',
      '774': 'ddc-logements@seine-et-marne.gouv.fr',
      '775': 'sp-meaux-expulsionslocatives@seine-et-marne.gouv.fr',
    });
    expect(onlyRecipientOf(PROD)).toBeUndefined();
  });

  it.each(STAGE_NAMES)('reach notify as the intended ones in %s', (stage) => {
    expect(JSON.parse(z.string().parse(notifyEnvironment(stage).MAILBOXES))).toEqual(
      stageOf(stage, TRIAL_CCAPEX).mailboxes,
    );
  });

  it('are refused to a stage between local and prod that lost its sandbox recipient', () => {
    const { sandboxRecipient: _, ...careless } = stages.dev;

    expect(() => onlyRecipientOf(careless)).toThrow('Stage dev has no sandboxRecipient');
  });
});

describe('stageOf', () => {
  it('gives no prod whose CCAPEX has no mailbox: the charter printed one person’s', () => {
    for (const ccapex of [undefined, '', 'ccapex', 'a b@c.fr'])
      expect(() => stageOf('prod', ccapex)).toThrow('Stage prod: no mailbox of the secretariat of CCAPEX');
    expect(PROD.mailboxes.ccapex).toBe(TRIAL_CCAPEX);
  });

  it.each(STAGE_NAMES)('gives %s', (name) => {
    expect(stageOf(name, TRIAL_CCAPEX).name).toBe(name);
  });

  it.each(['production', '', 'toString'])('names the stages there are when asked for «%s»', (name) => {
    expect(() => stageOf(name)).toThrow(
      `Unknown stage "${name}": expected one of local, dev, preprod, prod.`,
    );
  });
});
