import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** S3's version id of an object stored before its bucket kept versions. */
export const NULL_VERSION = 'null';

/** Not a secret: as with S3's ids, callers cannot sort by an id that hides its order. */
const DISGUISE = Buffer.from('order of version');

/** A version id of 32 characters that only `orderOf` can read the order from. S3's ids are opaque in the same way. */
export const versionId = (order: number): string => {
  const plain = Buffer.alloc(16);
  plain.writeBigUInt64BE(BigInt(order));
  const cipher = createCipheriv('aes-128-ecb', DISGUISE, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final(), randomBytes(8)]).toString('base64url');
};

/** The order of a version id, above 0. 0 for `null`, the oldest version; `undefined` for an id that this runner did not make. */
export const orderOf = (id: string): number | undefined => {
  if (id === NULL_VERSION) return 0;
  if (!/^[\w-]{32}$/.test(id)) return undefined;
  const decipher = createDecipheriv('aes-128-ecb', DISGUISE, null).setAutoPadding(false);
  const plain = decipher.update(Buffer.from(id, 'base64url').subarray(0, 16));
  return plain.readBigUInt64BE(8) === 0n ? Number(plain.readBigUInt64BE()) : undefined;
};
