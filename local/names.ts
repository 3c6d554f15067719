import { createHash } from 'node:crypto';

/**
 * Name of a resource that the template leaves unnamed: `<stack>-<logical id without CDK's 8 hex digits>` in kebab case. A name
 * longer than `max` characters is cut and gets a hash of the whole, so that two long names stay different.
 *
 * @example generatedName('passerelle-local-hub', 'WatchQueue3A1B2C4D') // 'passerelle-local-hub-watch-queue'
 */
export const generatedName = (stack: string, logicalId: string, max = 80): string => {
  const kebab = `${stack}-${logicalId.replace(/[0-9A-F]{8}$/, '')}`
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .toLowerCase();
  if (kebab.length <= max) return kebab;
  const hash = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex').slice(0, 8);
  return `${kebab.slice(0, max - 9)}-${hash}`;
};

/** An id of lower-case letters and digits. It depends only on the stack and the logical id: it is the same at each start. */
export const generatedId = (stack: string, logicalId: string, length: number): string =>
  BigInt(`0x${createHash('sha256').update(`${stack}/${logicalId}`).digest('hex')}`)
    .toString(36)
    .padStart(length, '0')
    .slice(-length);
