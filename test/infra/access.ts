import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';
import type { StageName } from '../../infra/stages.ts';
import { type Resource, resourcesOf, synthesise } from './synth.ts';

/** The account that a stage is deployed to, in these simulations. */
export const OWN_ACCOUNT = '999999999999';
const REGION = 'eu-west-3';

/** A bucket's name, which may include the account's number; undefined when AWS names the bucket. */
const bucketName = (name: unknown): string | undefined => {
  if (name === undefined || typeof name === 'string') return name;
  const parts: unknown = Object(name)['Fn::Join']?.[1];
  return Array.isArray(parts)
    ? parts.map((part) => (typeof part === 'string' ? part : OWN_ACCOUNT)).join('')
    : undefined;
};

/** ARN of a resource of the template, built from its type. */
const arnOf = ({ Type, Properties, logicalId }: Resource): string => {
  const service = (name: string, rest: string): string => `arn:aws:${name}:${REGION}:${OWN_ACCOUNT}:${rest}`;
  switch (Type) {
    case 'AWS::SQS::Queue':
      return service('sqs', String(Properties.QueueName ?? logicalId));
    case 'AWS::S3::Bucket':
      return `arn:aws:s3:::${bucketName(Properties.BucketName) ?? logicalId.toLowerCase()}`;
    case 'AWS::DynamoDB::Table':
      return service('dynamodb', `table/${logicalId}`);
    case 'AWS::KMS::Key':
      return service('kms', `key/${logicalId}`);
    case 'AWS::SNS::Topic':
      return service('sns', logicalId);
    case 'AWS::SecretsManager::Secret':
      return service('secretsmanager', `secret:${logicalId}`);
    case 'AWS::Lambda::Function':
      return service('lambda', `function:${logicalId}`);
    case 'AWS::IAM::Role':
      return `arn:aws:iam::${OWN_ACCOUNT}:role/${logicalId}`;
    default:
      return service(Type.split('::')[1]?.toLowerCase() ?? '', logicalId);
  }
};

const byId = (stage: StageName): Map<string, Resource> =>
  new Map(synthesise(stage).resources.map((resource) => [resource.logicalId, resource]));

const exportsOf = (stage: StageName): Map<string, unknown> => {
  const { data, hub, api } = synthesise(stage);
  return new Map(
    [data, hub, api].flatMap((template) =>
      Object.values(Object(template.toJSON().Outputs)).map((output): [string, unknown] => [
        String(Object(Object(output).Export).Name),
        Object(output).Value,
      ]),
    ),
  );
};

const PSEUDO: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::AccountId': OWN_ACCOUNT,
  'AWS::URLSuffix': 'amazonaws.com',
};

/** A value of the template with its references replaced, as CloudFormation does. */
const resolved = (stage: StageName, value: unknown): unknown => {
  const resources = byId(stage);
  const exported = exportsOf(stage);
  const named = (id: string, attribute?: string): string => {
    const resource = resources.get(id);
    if (!resource) return PSEUDO[id] ?? id;
    const arn = arnOf(resource);
    if (attribute === 'StreamArn') return `${arn}/stream/2026-01-01T00:00:00.000`;
    return attribute === 'Arn' || ['AWS::SNS::Topic', 'AWS::SecretsManager::Secret'].includes(resource.Type)
      ? arn
      : (arn.split(/[:/]/).at(-1) ?? arn);
  };
  const walk = (given: unknown): unknown => {
    if (Array.isArray(given)) return given.map(walk);
    if (typeof given !== 'object' || given === null) return given;
    const [entry] = Object.entries(given);
    const [name, argument]: [string, unknown] = entry ?? ['', undefined];
    if (name === 'Ref') return named(String(argument));
    if (name === 'Fn::GetAtt' && Array.isArray(argument))
      return named(String(argument[0]), String(argument[1]));
    if (name === 'Fn::ImportValue') return walk(exported.get(String(walk(argument))));
    if (name === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1]))
      return argument[1].map(walk).join(String(argument[0]));
    return Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value);
};

export const arnIn = (stage: StageName, find: (resource: Resource) => boolean): string => {
  const resource = synthesise(stage).resources.find(find);
  if (!resource) throw new Error('no such resource');
  return arnOf(resource);
};

/** The policy of a resource of the template: its own, or the one that another resource attaches to it. */
const resourcePolicyOf = (stage: StageName, arn: string): unknown => {
  const laid = [
    ...resourcesOf(stage, 'AWS::SQS::QueuePolicy').map((one) => ({ on: one.Properties.Queues, one })),
    ...resourcesOf(stage, 'AWS::S3::BucketPolicy').map((one) => ({ on: [one.Properties.Bucket], one })),
    ...resourcesOf(stage, 'AWS::SNS::TopicPolicy').map((one) => ({ on: one.Properties.Topics, one })),
  ];
  const statements = laid
    .filter(({ on }) =>
      JSON.stringify(resolved(stage, on)).includes(`${arn.split(':').at(-1)?.split('/')[0]}"`),
    )
    .flatMap(({ one }) => Object(resolved(stage, one.Properties.PolicyDocument)).Statement ?? []);
  const key = resourcesOf(stage, 'AWS::KMS::Key').find((one) => arnOf(one) === arn);
  if (key) statements.push(...(Object(resolved(stage, key.Properties.KeyPolicy)).Statement ?? []));
  return statements.length === 0 ? undefined : { Version: '2012-10-17', Statement: statements };
};

/** All that a function's role may do, as one policy. */
const policyOf = (stage: StageName, functionName: string): unknown => {
  const fn = resourcesOf(stage, 'AWS::Lambda::Function').find(
    ({ Properties }) => Properties.Description === functionName,
  );
  const role = String(resolved(stage, fn?.Properties.Role)).split('/').at(-1);
  const policies = resourcesOf(stage, 'AWS::IAM::Policy').filter(({ Properties }) =>
    JSON.stringify(Properties.Roles).includes(`"${role}"`),
  );
  if (!fn || policies.length === 0) throw new Error(`no role of ${functionName}`);
  return {
    Version: '2012-10-17',
    Statement: policies.flatMap(
      ({ Properties }) => Object(resolved(stage, Properties.PolicyDocument)).Statement,
    ),
  };
};

/** One statement of a role's policy. Resources are named as in the template. */
export type Permission = {
  readonly role: string;
  /** Whether it forbids rather than allows. */
  readonly isRefusal: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: unknown;
};

/**
 * A short form of an ARN: `arn:aws:dynamodb:eu-west-3:999999999999:table/TableCD117FA1/index/x` → `dynamodb Table/index/x`. The
 * account's number and a stream's instant are left out, since no template holds them.
 */
const readable = (arn: string): string => {
  const [, , service = '', , , ...rest] = arn.split(':');
  const name = rest.join(':').replace(/^(table|key|function)[/:]/, '');
  const bare = name.replace(OWN_ACCOUNT, '<account>').replace(/(stream\/).*/, '$1<instant>');
  return arn === '*' ? arn : `${service} ${bare.replace(/[0-9A-F]{8}(?=$|\/)/i, '')}`;
};

/** All that every role of the stage may do, by role: those of functions, of schedules, and of the scan of pieces. */
export const permissionsOf = (stage: StageName): Permission[] =>
  resourcesOf(stage, 'AWS::IAM::Policy').flatMap(({ logicalId, Properties }) => {
    const role = logicalId.replace(/RoleDefaultPolicy[0-9A-F]{8}$/, '');
    const statements: unknown[] = Object(resolved(stage, Properties.PolicyDocument)).Statement;
    return statements.map((statement) => {
      const { Effect, Action, Resource, Condition } = Object(statement);
      return {
        role,
        isRefusal: Effect === 'Deny',
        actions: [Action].flat().map(String).sort(),
        resources: [Resource].flat().map((one) => readable(String(one))),
        condition: Condition,
      };
    });
  });

/** Who asks: anybody, an account (whose own administrator allows everything there), an AWS service, or a function of the hub. */
export type Asker =
  | { readonly anonymous: true }
  | { readonly account: string }
  | { readonly service: string }
  | { readonly function: string };
export type Ask = {
  readonly stage: StageName;
  readonly who: Asker;
  readonly action: string;
  /** ARN of the resource or object asked for. */
  readonly on: string;
  readonly context?: Record<string, string | string[]>;
};

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const principalOf = (who: Asker) => {
  if ('anonymous' in who) return anonymousPrincipal;
  if ('service' in who) return who.service;
  return 'account' in who
    ? `arn:aws:iam::${who.account}:role/Administrator`
    : `arn:aws:sts::${OWN_ACCOUNT}:assumed-role/${who.function}/${who.function}`;
};

/**
 * Whether IAM allows it: the template's identity and resource policies, evaluated by a simulator of IAM's logic.
 *
 * @throws Error when the question itself is wrong (an action that does not exist, a resource it does not take)
 */
export const isAllowed = async ({ stage, who, action, on, context = {} }: Ask): Promise<boolean> => {
  const bucket = on.startsWith('arn:aws:s3:::') ? (on.split('/')[0] ?? on) : on;
  const account = 'account' in who ? who.account : OWN_ACCOUNT;
  const identity =
    'account' in who ? everything : 'function' in who ? policyOf(stage, who.function) : undefined;
  const response = await runSimulation(
    {
      request: {
        principal: principalOf(who),
        action,
        resource: { resource: on, accountId: OWN_ACCOUNT },
        contextVariables: {
          'aws:SecureTransport': 'true',
          's3:TlsVersion': '1.3',
          ...('account' in who || 'function' in who ? { 'aws:PrincipalAccount': account } : {}),
          ...context,
        },
      },
      identityPolicies: identity === undefined ? [] : [{ name: 'own', policy: identity }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: resourcePolicyOf(stage, bucket),
    },
    {},
  );
  if (response.resultType === 'error')
    throw new Error(`${action} on ${on}: ${JSON.stringify(response.errors)}`);
  return response.overallResult === 'Allowed';
};
