import type { AlertRule, Rule } from '../rule.ts';
import { amiableRules } from './amiable.ts';
import { executionRules } from './execution.ts';
import { judiciaireRules } from './judiciaire.ts';
import { rapprochementRules } from './rapprochement.ts';
import { surendettementRules } from './surendettement.ts';

const table = [
  ...amiableRules,
  ...judiciaireRules,
  ...executionRules,
  ...surendettementRules,
  ...rapprochementRules,
] as const;

export type RuleName = (typeof table)[number]['name'];
export type AlertName = (typeof table)[number]['alerts'][number]['name'];

/** A rule of the table, with the names of the table's rules and alerts as types. */
export type NamedRule = Omit<Rule, 'name' | 'alerts'> & {
  name: RuleName;
  alerts: readonly (AlertRule & { name: AlertName })[];
};

/** Every delay the hub watches, in the procedure's order. */
export const rules: readonly NamedRule[] = table;
