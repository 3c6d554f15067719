/**
 * Runs pieces of work of the same key one after another, those of different keys in parallel. One that fails holds up nobody.
 *
 * @example const inTurn = createTurns(); await Promise.all([inTurn('a', first), inTurn('a', second), inTurn('b', third)]);
 */
export const createTurns = () => {
  const last = new Map<string, Promise<unknown>>();
  return <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(key, mine);
    const leave = (): void => {
      if (last.get(key) === mine) last.delete(key);
    };
    mine.then(leave, leave);
    return mine;
  };
};
