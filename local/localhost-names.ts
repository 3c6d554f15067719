import dns from 'node:dns';

/**
 * Makes `*.localhost` names resolve in this thread, which Node does not do by itself: the queue URLs that the engine returns have
 * such a host.
 */
export const resolveLocalhostNames = (): void => {
  const lookup = dns.lookup;
  const shim = (name: string, ...rest: unknown[]): unknown =>
    Reflect.apply(lookup, dns, [name.endsWith('.localhost') ? '127.0.0.1' : name, ...rest]);
  Reflect.set(dns, 'lookup', shim);
};
