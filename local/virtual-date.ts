/**
 * Makes `Date` give the instant that the shared memory holds, in this thread. Only reading the current time changes:
 * dates made from arguments, `Date.parse`, `Date.UTC`, `instanceof` and timers are as they were.
 *
 * @param shared one 64-bit integer, milliseconds since the epoch; another thread may change it at any time
 */
export const installVirtualDate = (shared: SharedArrayBuffer): void => {
  const cell = new BigInt64Array(shared);
  const now = (): number => Number(Atomics.load(cell, 0));
  // A proxy and not a subclass: `Date()` without `new` must go on giving a string.
  const virtual = new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
  // `date.constructor === Date` holds for the one `Date` that code sees.
  Reflect.set(Date.prototype, 'constructor', virtual);
  globalThis.Date = virtual;
};
