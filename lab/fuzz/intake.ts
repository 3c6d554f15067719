import type * as fc from 'fast-check';

/** One intake under fuzz: the inputs to try, and how the intake takes one. An input must end; an error that is thrown is a defect. */
export type Intake = { name: string; cases: fc.Arbitrary<unknown>; take: (value: unknown) => Promise<void> };
