/** A comparison seen `count` times: the level of each field, undefined where one side has no value. */
export type Pattern = { levels: readonly (number | undefined)[]; count: number };

/** Estimates: the share of matches, and for each field the chance of each level among matches and others. */
export type Estimate = { prior: number; m: number[][]; u: number[][]; rounds: number };

const SMALLEST = 1e-6;

/**
 * Expectation-maximisation of Fellegi and Sunter's mixture: fields are independent given the truth, and a missing field says
 * nothing. `u` stays as given, since random pairs measure it far better.
 */
export const estimate = (
  patterns: readonly Pattern[],
  start: {
    prior: number;
    m: readonly (readonly number[])[];
    u: readonly (readonly number[])[];
    /** Fields that show only when they speak for a match: their shares are of all pairs. */
    oneSided?: readonly boolean[];
  },
  most = 200,
): Estimate => {
  const u = start.u.map((field) => [...field]);
  let m = start.m.map((field) => [...field]);
  let prior = start.prior;
  const all = patterns.reduce((sum, { count }) => sum + count, 0);
  for (let round = 1; ; round++) {
    const sums = m.map((field) => field.map(() => 0));
    let matches = 0;
    for (const { levels, count } of patterns) {
      const share = count * posterior(levels, prior, m, u);
      matches += share;
      for (const [field, level] of levels.entries()) {
        const sum = sums[field];
        if (level !== undefined && sum) sum[level] = (sum[level] ?? 0) + share;
      }
    }
    const next = sums.map((field, at) => {
      const seen = start.oneSided?.[at] ? matches : field.reduce((sum, share) => sum + share, 0);
      // Adds half a pair to each level, so that none is impossible.
      return field.map((share) => (share + 0.5) / (seen + 0.5 * field.length));
    });
    const moved = Math.max(
      Math.abs(matches / all - prior),
      ...next.flatMap((field, f) => field.map((share, level) => Math.abs(share - (m[f]?.[level] ?? 0)))),
    );
    m = next;
    prior = Math.min(1 - SMALLEST, Math.max(SMALLEST, matches / all));
    if (moved < 1e-5 || round >= most) return { prior, m, u, rounds: round };
  }
};

/** The chance that a pair with these levels is a match. */
export const posterior = (
  levels: Pattern['levels'],
  prior: number,
  m: readonly (readonly number[])[],
  u: readonly (readonly number[])[],
): number => {
  let odds = Math.log(prior / (1 - prior));
  for (const [field, level] of levels.entries())
    if (level !== undefined) odds += Math.log((m[field]?.[level] ?? 1) / (u[field]?.[level] ?? 1));
  return 1 / (1 + Math.exp(-odds));
};
