import type { Field } from './compare/levels.ts';

/**
 * What training learnt, and a person read before committing it. For each level of each field: how often it occurs among pairs of
 * one household (`m`) and among pairs of two (`u`). Fellegi and Sunter, «A Theory for Record Linkage», 1969.
 */
export type Weights = {
  /** The version that each decision is recorded with; it changes with any value. */
  version: string;
  trainedOn: string;
  /** The prior: the share of the pairs compared that are one household. */
  prior: number;
  fields: Partial<Record<Field, Record<string, { m: number; u: number }>>>;
  /** How often each frequent value shows, normalised value → share; `rest` for the others. */
  frequencies: { surname: Frequencies; firstName: Frequencies };
};
export type Frequencies = { values: Record<string, number>; rest: number };

/** Bits that a level is worth: log2(m/u), bounded so that no single field decides alone. */
export const bitsOf = (weights: Weights, field: Field, level: string): number => {
  const found = weights.fields[field]?.[level];
  if (!found) return 0;
  return clamp(Math.log2(Math.max(found.m, 1e-6) / Math.max(found.u, 1e-9)));
};

const MOST = 24;
const clamp = (bits: number): number => Math.max(-MOST, Math.min(MOST, bits));
