import { randomBytes } from 'node:crypto';
import { ACCOUNT_ID, REGION } from '../constants.ts';
import { LocalHubError } from '../errors.ts';
import { type Physical, resolve, type Scope } from '../intrinsics.ts';
import { objectOf } from '../json.ts';
import { generatedName } from '../names.ts';
import { resourcesOf, type Stack } from '../template.ts';
import { deployFunction, deployMapping, deployRule } from './compute.ts';
import { attributes, deployBucket, deployQueue, deployTable } from './data.ts';
import type { Deployment, Resource } from './deployment.ts';
import { deployMalwareProtection } from './guardduty.ts';
import { deployApi, deployIntegration, deployRoute, deployStage } from './http.ts';
import { inertTypes } from './inert.ts';
import { deploySchedule, deployScheduleGroup } from './schedule.ts';

type Deployer = (resource: Resource, to: Deployment) => Promise<Physical>;

const named =
  (property: string): Deployer =>
  async (resource) => ({
    ref: String(resource.properties[property] ?? generatedName(resource.stack, resource.logicalId)),
    attribute: attributes(resource, {}),
  });

/** A random secret, drawn once: a hub with a data folder keeps it over restarts. */
const deploySecret: Deployer = async (resource, to) => {
  const name = String(resource.properties.Name ?? generatedName(resource.stack, resource.logicalId));
  const arn = `arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:${name}`;
  if (!to.secrets.has(arn)) to.secrets.set(arn, randomBytes(32).toString('hex'));
  return { ref: arn, attribute: attributes(resource, { Id: arn }) };
};

/** A role: nobody takes it here, but its name is told. */
const deployRole: Deployer = async (resource) => {
  const name = String(resource.properties.RoleName ?? generatedName(resource.stack, resource.logicalId, 64));
  return { ref: name, attribute: attributes(resource, { Arn: `arn:aws:iam::${ACCOUNT_ID}:role/${name}` }) };
};

/** A sender's domain or a recipient. Nobody looks its records up here: their names and values only have their shape. */
const deployIdentity: Deployer = async (resource) => {
  const identity = String(resource.properties.EmailIdentity);
  const records = [1, 2, 3].flatMap((n): [string, string][] => [
    [`DkimDNSTokenName${n}`, `local${n}._domainkey.${identity}`],
    [`DkimDNSTokenValue${n}`, `local${n}.dkim.amazonses.com`],
  ]);
  return { ref: identity, attribute: attributes(resource, Object.fromEntries(records)) };
};

const deployers: Readonly<Record<string, Deployer>> = {
  'AWS::DynamoDB::Table': deployTable,
  'AWS::SQS::Queue': deployQueue,
  'AWS::S3::Bucket': deployBucket,
  'AWS::Lambda::Function': deployFunction,
  'AWS::Lambda::EventSourceMapping': deployMapping,
  'AWS::Events::Rule': deployRule,
  'AWS::Scheduler::Schedule': deploySchedule,
  'AWS::Scheduler::ScheduleGroup': deployScheduleGroup,
  'AWS::SecretsManager::Secret': deploySecret,
  'AWS::IAM::Role': deployRole,
  'AWS::ApiGatewayV2::Api': deployApi,
  'AWS::ApiGatewayV2::Integration': deployIntegration,
  'AWS::ApiGatewayV2::Route': deployRoute,
  'AWS::ApiGatewayV2::Stage': deployStage,
  'AWS::GuardDuty::MalwareProtectionPlan': deployMalwareProtection,
  'AWS::SES::ConfigurationSet': named('Name'),
  'AWS::SES::EmailIdentity': deployIdentity,
};

const inert: Deployer = async (resource) => ({
  ref: generatedName(resource.stack, resource.logicalId),
  attribute: (name) => `local:${resource.logicalId}:${name}`,
});

/**
 * Deploys a stack's resources, each after those it refers to. Returns the stack's outputs by key.
 *
 * @param parameters values of the template's parameters
 *
 * @throws LocalHubError naming the stack, logical id and type of a resource this runner does not know
 */
export const deployStack = async (
  stack: Stack,
  exports: Map<string, string>,
  to: Deployment,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Map<string, string>> => {
  const resources = new Map<string, Physical>();
  const secret = (id: string): string => {
    const value = to.secrets.get(id);
    if (value === undefined) throw new LocalHubError(`${stack.name}: no secret ${id}`);
    return value;
  };
  const scope: Scope = {
    stack: stack.name,
    template: stack.template,
    parameters,
    resources,
    exports,
    secret,
  };
  for (const { logicalId, type, properties } of resourcesOf(scope)) {
    const deploy = deployers[type] ?? (inertTypes[type] === undefined ? undefined : inert);
    if (!deploy) throw new LocalHubError(`${stack.name}/${logicalId}: ${type} is not supported locally`);
    const resolved = objectOf(type in deployers ? resolve(properties, scope) : {});
    const resource: Resource = {
      stack: stack.name,
      logicalId,
      type,
      properties: resolved,
      assets: stack.assets,
    };
    resources.set(logicalId, await deploy(resource, to));
  }
  const outputs = new Map<string, string>();
  for (const [key, output] of Object.entries(objectOf(stack.template.Outputs))) {
    const { Value, Export } = objectOf(output);
    const value = String(resolve(Value, scope));
    outputs.set(key, value);
    const name = objectOf(Export).Name;
    if (name !== undefined) exports.set(String(resolve(name, scope)), value);
  }
  return outputs;
};
