import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { TRIAL_CCAPEX } from '../../infra/assembly.ts';
import { checkStage, stageOf, stages } from '../../infra/stages.ts';
import { STAGE_NAMES, synthesise } from './synth.ts';

const statementSchema = z.looseObject({
  Effect: z.string(),
  Principal: z.unknown(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
type Statement = z.infer<typeof statementSchema>;

/** Every statement that lets a service in, wherever it stands in a resource. */
const statementsIn = (value: unknown): Statement[] => {
  if (Array.isArray(value)) return value.flatMap(statementsIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = statementSchema.safeParse(value).data;
  const lets =
    own?.Effect === 'Allow' &&
    typeof own.Principal === 'object' &&
    own.Principal !== null &&
    'Service' in own.Principal;
  return [...(own && lets ? [own] : []), ...Object.values(value).flatMap(statementsIn)];
};

const ACCOUNT = JSON.stringify({ Ref: 'AWS::AccountId' });
/** A rule of the template: its ARN holds the account, unlike a bucket's. */
const isRule = (arn: unknown): boolean =>
  /"Fn::GetAtt":\["\w*(Rule|Result)\w*","Arn"\]/.test(JSON.stringify(arn) ?? '');
const isBound = ({ Condition = {} }: Statement): boolean =>
  JSON.stringify(Condition.StringEquals?.['aws:SourceAccount']) === ACCOUNT ||
  isRule(Condition.ArnEquals?.['aws:SourceArn']);

describe.each(STAGE_NAMES)('a service that acts in the account, in %s', (stage) => {
  const { resources } = synthesise(stage);

  it('does so for this account alone, in every role and policy of a queue, bucket, topic or key', () => {
    const all = resources
      .flatMap((resource) => statementsIn(resource.Properties).map((statement) => ({ resource, statement })))
      // AWS documents no such condition for it, and a role is passed to it within an account only.
      .filter(({ statement }) => !JSON.stringify(statement.Principal).includes('"backup.amazonaws.com"'));
    expect(all.length).toBeGreaterThan(20);
    const roles = all.filter(({ resource }) => resource.Type === 'AWS::IAM::Role');
    expect(
      roles.filter(
        ({ statement }) =>
          JSON.stringify(statement.Condition?.StringEquals?.['aws:SourceAccount']) !== ACCOUNT,
      ),
    ).toEqual([]);
    const loose = all
      .filter(({ statement }) => !isBound(statement))
      .map(
        ({ resource, statement }) =>
          `${resource.Type} ${resource.logicalId} ${JSON.stringify(statement.Principal)}`,
      );
    expect(loose).toEqual([]);
  });

  it('calls a function for a source of this account alone', () => {
    const loose = resources
      .filter(({ Type }) => Type === 'AWS::Lambda::Permission')
      .filter(
        ({ Properties: { SourceArn } }) =>
          !isRule(SourceArn) && !JSON.stringify(SourceArn ?? '').includes('AWS::AccountId'),
      )
      .map(({ logicalId }) => logicalId);
    expect(loose).toEqual([]);
  });
});

describe('an alarm', () => {
  it.each(STAGE_NAMES.filter((name) => name !== 'local'))('is heard by somebody in %s', (stage) => {
    const subscriptions = synthesise(stage).resources.filter(({ Type }) => Type === 'AWS::SNS::Subscription');
    expect(subscriptions.map(({ Properties }) => [Properties.Protocol, Properties.Endpoint])).toEqual([
      ['email', stages[stage].alarmMailbox],
    ]);
  });

  it.each(['dev', 'preprod', 'prod'] as const)('that nobody would hear stops the synthesis of %s', (name) => {
    const { alarmMailbox: _, ...unheard } = stageOf(name, TRIAL_CCAPEX);
    expect(() => checkStage(unheard)).toThrow(/alarmMailbox/);
    for (const alarmMailbox of ['', ' ', 'astreinte', 'a@b', 'a b@c.fr'])
      expect(() => checkStage({ ...unheard, alarmMailbox })).toThrow(/alarmMailbox/);
    expect(() => checkStage(stageOf(name, TRIAL_CCAPEX))).not.toThrow();
  });

  it('of the machine of whoever tries the hub rings nowhere', () => {
    const { alarmMailbox: _, ...unheard } = stages.local;
    expect(() => checkStage(unheard)).not.toThrow();
  });
});
