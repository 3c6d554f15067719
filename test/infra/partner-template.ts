import { partnerTemplatesOf } from '../../infra/assembly.ts';
import type { StageName } from '../../infra/stages.ts';
import { ACCOUNT_ID, REGION } from '../../local/constants.ts';
import { conditionHolds, type Physical, resolve, type Scope } from '../../local/intrinsics.ts';
import { type JsonObject, objectOf, parseObject } from '../../local/json.ts';
import { resourcesOf } from '../../local/template.ts';

/** One resource of a partner's stack, with every reference replaced. */
export type Made = { readonly id: string; readonly type: string; readonly properties: JsonObject };
type Of = { code: string; account: string; sending?: 'open' | 'closed' };

const templates = new Map<StageName, Promise<{ partner: string; etude: string }>>();

/** The stack of a partner, as CloudFormation would make it with its parameters: its text, and its resources by what they become. */
export const partnerStackOf = async (
  stage: StageName,
  { code, account, sending = 'open' }: Of,
): Promise<{ template: JsonObject; made: Made[] }> => {
  const both = templates.get(stage) ?? partnerTemplatesOf(stage);
  templates.set(stage, both);
  const { partner, etude } = await both;
  const template = parseObject(code.startsWith('etude-') ? etude : partner, 'the template');
  const resources = new Map<string, Physical>();
  const scope: Scope = {
    stack: `passerelle-${stage}-partner-${code}`,
    template,
    parameters: { Code: code, Account: account, Sending: sending },
    resources,
    exports: new Map([
      [`passerelle-${stage}-receiver`, `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:receiver`],
      [`passerelle-${stage}-alarms`, `arn:aws:sns:${REGION}:${ACCOUNT_ID}:alarms`],
    ]),
    secret: () => '',
  };
  const made = resourcesOf(scope).map(({ logicalId: id, type, properties: declared }) => {
    const properties = objectOf(resolve(declared, scope));
    const name = String(properties.QueueName ?? properties.RoleName ?? id);
    const arn =
      type === 'AWS::IAM::Role'
        ? `arn:aws:iam::${ACCOUNT_ID}:role/${name}`
        : `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:${name}`;
    resources.set(id, { ref: name, attribute: (asked) => (asked === 'Arn' ? arn : name) });
    return { id, type, properties };
  });
  if (!conditionHolds('IsOpen', scope) && sending === 'open') throw new Error('the condition does not hold');
  return { template, made };
};

/** What a partner's role may do, as one policy; who may take it; and its name. */
export const roleIn = (made: readonly Made[]) => {
  const role = made.find(({ type }) => type === 'AWS::IAM::Role');
  const policies = made.filter(({ type }) => type === 'AWS::IAM::Policy');
  if (!role || policies.length === 0) throw new Error('a role and its policies are expected');
  return {
    arn: `arn:aws:iam::${ACCOUNT_ID}:role/${String(role.properties.RoleName)}`,
    trust: role.properties.AssumeRolePolicyDocument,
    policy: {
      Version: '2012-10-17',
      Statement: policies.flatMap(({ properties }) => Object(properties.PolicyDocument).Statement),
    },
  };
};
