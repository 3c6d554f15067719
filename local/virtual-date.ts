/**
 * Makes `Date`, in this thread, give the instant that the shared memory holds. Only reading the current time changes: dates made
 * from arguments, `Date.parse`, `Date.UTC`, `instanceof` and timers work as before.
 *
 * @param shared one 64-bit integer, milliseconds since the epoch, which another thread may change at any time
 */
export const installVirtualDate = (shared: SharedArrayBuffer): void => {
  const cell = new BigInt64Array(shared);
  const now = (): number => Number(Atomics.load(cell, 0));
  // A proxy and not a subclass: `Date()` without `new` must still give a string.
  const virtual = new Proxy(Date, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
  // Code that compares `date.constructor === Date` must see the proxy, the only `Date` it knows.
  Reflect.set(Date.prototype, 'constructor', virtual);
  globalThis.Date = virtual;
};
