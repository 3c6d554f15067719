import { ACCOUNT_ID, REGION } from './constants.ts';
import { LocalHubError } from './errors.ts';
import { isObject, type Json, type JsonObject, objectOf } from './json.ts';

/** A deployed resource: the values that `Ref` and `Fn::GetAtt` give. */
export type Physical = {
  readonly ref: string;
  /** Value of an attribute; throws when the type has no such attribute locally. */
  readonly attribute: (name: string) => string;
};

/** Everything that the intrinsic functions of one stack may read. */
export type Scope = {
  readonly stack: string;
  readonly template: JsonObject;
  /** Values given to the template's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly resources: ReadonlyMap<string, Physical>;
  readonly exports: ReadonlyMap<string, string>;
  /** The string of a secret, or the value of one key of its JSON. */
  readonly secret: (idOrArn: string, jsonKey: string) => string;
};

const DYNAMIC = /\{\{resolve:([a-z-]+):(.+?)\}\}/g;

const dynamicReferences = (text: string, scope: Scope): string =>
  text.replace(DYNAMIC, (_all, service: string, rest: string) => {
    if (service !== 'secretsmanager') {
      throw new LocalHubError(`${scope.stack}: {{resolve:${service}:…}} is not supported locally`);
    }
    const [id, fields] = rest.split(':SecretString');
    return scope.secret(id ?? '', fields?.split(':')[1] ?? '');
  });

const pseudo = (name: string, stack: string): Json | undefined => {
  switch (name) {
    case 'AWS::Region':
      return REGION;
    case 'AWS::AccountId':
      return ACCOUNT_ID;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::StackName':
      return stack;
    case 'AWS::StackId':
      return `arn:aws:cloudformation:${REGION}:${ACCOUNT_ID}:stack/${stack}/local`;
    case 'AWS::NotificationARNs':
      return [];
    default:
      throw new LocalHubError(`${stack}: pseudo parameter ${name} is not supported locally`);
  }
};

const refOf = (name: string, scope: Scope): Json | undefined => {
  if (name === 'AWS::NoValue') return undefined;
  if (name.startsWith('AWS::')) return pseudo(name, scope.stack);
  const resource = scope.resources.get(name);
  if (resource) return resource.ref;
  const given = scope.parameters?.[name];
  if (given !== undefined) return given;
  const parameter = objectOf(objectOf(scope.template.Parameters)[name]);
  if (parameter.Default !== undefined) return parameter.Default;
  throw new LocalHubError(
    `${scope.stack}: Ref to ${name}, which is neither deployed nor a parameter with a value`,
  );
};

const attributeOf = (logicalId: string, name: string, scope: Scope): string => {
  const resource = scope.resources.get(logicalId);
  if (!resource) throw new LocalHubError(`${scope.stack}: Fn::GetAtt on ${logicalId}, which is not deployed`);
  return resource.attribute(name);
};

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);

const listOf = (value: Json | undefined, scope: Scope): readonly Json[] => {
  const resolved = resolve(value, scope);
  if (Array.isArray(resolved)) return resolved;
  throw new LocalHubError(`${scope.stack}: a list was expected, got ${JSON.stringify(value)}`);
};

const substitute = (argument: Json | undefined, scope: Scope): string => {
  const [template, own] = Array.isArray(argument) ? [argument[0], objectOf(argument[1])] : [argument, {}];
  return textOf(template).replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (own[name] !== undefined) return textOf(resolve(own[name], scope));
    const dot = name.indexOf('.');
    return dot < 0 ? textOf(refOf(name, scope)) : attributeOf(name.slice(0, dot), name.slice(dot + 1), scope);
  });
};

/**
 * Value of a named condition of the stack's template.
 *
 * @throws LocalHubError when the template has no such condition
 */
export const conditionHolds = (name: string, scope: Scope): boolean => {
  const condition = objectOf(scope.template.Conditions)[name];
  if (condition === undefined) throw new LocalHubError(`${scope.stack}: unknown condition ${name}`);
  return resolve(condition, scope) === true;
};

const listArgument = (value: Json | undefined): readonly (Json | undefined)[] =>
  Array.isArray(value) ? value : [value];

const call = (fn: string, argument: Json | undefined, scope: Scope): Json | undefined => {
  const args = listArgument(argument);
  const truth = (value: Json | undefined) => resolve(value, scope) === true;
  switch (fn) {
    case 'Ref':
      return refOf(textOf(argument), scope);
    case 'Condition':
      return conditionHolds(textOf(argument), scope);
    case 'Fn::GetAtt': {
      const [id, ...path] =
        typeof argument === 'string' ? argument.split('.') : args.map((part) => textOf(resolve(part, scope)));
      return attributeOf(id ?? '', path.join('.'), scope);
    }
    case 'Fn::Join':
      return listOf(args[1], scope).map(textOf).join(textOf(args[0]));
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Select':
      return listOf(args[1], scope)[Number(resolve(args[0], scope))];
    case 'Fn::Split':
      return textOf(resolve(args[1], scope)).split(textOf(args[0]));
    case 'Fn::ImportValue': {
      const name = textOf(resolve(argument, scope));
      const value = scope.exports.get(name);
      if (value === undefined) throw new LocalHubError(`${scope.stack}: nothing exports ${name}`);
      return value;
    }
    case 'Fn::FindInMap': {
      const [map, top, second] = args.map((part) => textOf(resolve(part, scope)));
      return objectOf(objectOf(objectOf(scope.template.Mappings)[map ?? ''])[top ?? ''])[second ?? ''];
    }
    case 'Fn::Equals':
      return JSON.stringify(resolve(args[0], scope)) === JSON.stringify(resolve(args[1], scope));
    case 'Fn::And':
      return args.every(truth);
    case 'Fn::Or':
      return args.some(truth);
    case 'Fn::Not':
      return !truth(args[0]);
    case 'Fn::If':
      return resolve(conditionHolds(textOf(args[0]), scope) ? args[1] : args[2], scope);
    case 'Fn::Base64':
      return Buffer.from(textOf(resolve(argument, scope))).toString('base64');
    default:
      throw new LocalHubError(`${scope.stack}: ${fn} is not supported locally`);
  }
};

/**
 * Value of a template fragment, with every intrinsic function and dynamic reference replaced. `undefined` stands for
 * AWS::NoValue: members and elements that have it are left out.
 *
 * @throws LocalHubError on an unknown function, or a reference to something not deployed
 */
export const resolve = (value: Json | undefined, scope: Scope): Json | undefined => {
  if (typeof value === 'string') return dynamicReferences(value, scope);
  if (Array.isArray(value)) {
    return value.map((item: Json) => resolve(item, scope)).filter((item) => item !== undefined);
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (
    entries.length === 1 &&
    only &&
    (only[0].startsWith('Fn::') || only[0] === 'Ref' || only[0] === 'Condition')
  ) {
    if (only[0] !== 'Condition' || typeof only[1] === 'string') {
      const result = call(only[0], only[1], scope);
      return typeof result === 'string' ? dynamicReferences(result, scope) : result;
    }
  }
  return Object.fromEntries(
    entries
      .map(([key, member]) => [key, resolve(member, scope)])
      .filter(([, member]) => member !== undefined),
  );
};

/** Logical ids that a fragment refers to, by Ref, Fn::GetAtt or Fn::Sub. */
export const referencesIn = (value: Json | undefined): string[] => {
  if (Array.isArray(value)) return value.flatMap((item: Json) => referencesIn(item));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === 'Ref' && typeof member === 'string') return [member];
    if (key === 'Fn::GetAtt')
      return [textOf(Array.isArray(member) ? member[0] : textOf(member).split('.')[0])];
    if (key === 'Fn::Sub') {
      const text = textOf(Array.isArray(member) ? member[0] : member);
      const names = [...text.matchAll(/\$\{([^!}.]+)[^}]*\}/g)].map((match) => match[1] ?? '');
      return [...names, ...(Array.isArray(member) ? referencesIn(member[1]) : [])];
    }
    return referencesIn(member);
  });
};
