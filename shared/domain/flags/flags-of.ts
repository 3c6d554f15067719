import type { Deadline } from '../delays/deadline.ts';
import type { Facts } from '../delays/rule.ts';
import { type Flag, flagCodes } from './flag.ts';
import { type EarlierEnd, inconsistencies } from './inconsistencies.ts';
import { missingSteps } from './missing-steps.ts';

/** Gaps and contradictions of a case, in the order of `flagCodes`, each once; they depend on what was told, not on the day. */
export const flagsOf = (facts: Facts, deadlines: readonly Deadline[], earlier?: EarlierEnd): Flag[] =>
  [...missingSteps(facts.marks, facts.situation), ...inconsistencies(facts, deadlines, earlier)].sort(
    (a, b) => flagCodes.indexOf(a.code) - flagCodes.indexOf(b.code),
  );
