import { LocalHubError } from './errors.ts';
import { isObject, type Json, objectOf } from './json.ts';

const compare: Record<string, (a: number, b: number) => boolean> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const numeric = (value: Json | undefined, rule: readonly Json[]): boolean => {
  if (typeof value !== 'number' && !(typeof value === 'string' && value !== '')) return false;
  for (let i = 0; i < rule.length; i += 2) {
    if (!compare[String(rule[i])]?.(Number(value), Number(rule[i + 1]))) return false;
  }
  return true;
};

const anythingBut = (value: Json | undefined, rule: Json | undefined): boolean => {
  if (value === undefined) return false;
  if (Array.isArray(rule)) return !rule.includes(value);
  return isObject(rule) ? !matchesOne(value, rule) : value !== rule;
};

const matchesOne = (value: Json | undefined, rule: Json): boolean => {
  if (!isObject(rule)) return value === rule;
  const [operator, operand] = Object.entries(rule)[0] ?? [];
  const text = typeof value === 'string' ? value : undefined;
  switch (operator) {
    case 'exists':
      return operand === (value !== undefined);
    case 'prefix':
      return text?.startsWith(String(operand)) ?? false;
    case 'suffix':
      return text?.endsWith(String(operand)) ?? false;
    case 'equals-ignore-case':
      return text?.toLowerCase() === String(operand).toLowerCase();
    case 'anything-but':
      return anythingBut(value, operand);
    case 'numeric':
      return numeric(value, Array.isArray(operand) ? operand : []);
    default:
      throw new LocalHubError(`event pattern operator ${operator} is not supported locally`);
  }
};

/**
 * Whether an event matches an EventBridge pattern, as rules and filters of event source mappings have them:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * @throws LocalHubError on an operator that this runner does not have
 * @example matches({ detail: { key: [{ prefix: 'drop/' }] } }, { detail: { key: 'drop/caf/1.csv' } }) // true
 */
export const matches = (pattern: Json | undefined, value: Json | undefined): boolean =>
  Object.entries(objectOf(pattern)).every(([key, rule]) => {
    if (key === '$or' && Array.isArray(rule)) return rule.some((one: Json) => matches(one, value));
    const member = objectOf(value)[key];
    if (!Array.isArray(rule)) return matches(rule, member);
    const candidates: readonly (Json | undefined)[] =
      Array.isArray(member) && member.length > 0 ? member : [member];
    return rule.some((one: Json) => candidates.some((candidate) => matchesOne(candidate, one)));
  });
