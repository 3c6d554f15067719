/** Most names remembered; beyond, all are forgotten. */
const MOST = 200_000;

/** Remembers the answers of a function of a name: the same names come again and again. */
export const remembered = <T>(of: (name: string) => T): ((name: string) => T) => {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const answer = of(name);
    // Stryker disable next-line ConditionalExpression,EqualityOperator: emptied sooner or later, the answers are the same
    if (known.size > MOST) known.clear();
    known.set(name, answer);
    return answer;
  };
};
