import type { Stage } from '../stages.ts';

/** Namespace of a stage's own metrics (`shared/log/measure.ts`): two stages may share an account. */
export const metricsNamespace = ({ name }: Pick<Stage, 'name'>): string => `passerelle-${name}`;
