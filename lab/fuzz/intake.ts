import type * as fc from 'fast-check';

/** One intake under fuzz: what it is given, and what it does of it. It ends, or throws: then something is wrong. */
export type Intake = { name: string; cases: fc.Arbitrary<unknown>; take: (value: unknown) => Promise<void> };
