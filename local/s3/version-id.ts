import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** What S3 calls the version of an object stored before its bucket kept any. */
export const NULL_VERSION = 'null';

/** No secret: an id that does not show its order keeps callers from sorting by it, as S3's do. */
const DISGUISE = Buffer.from('order of version');

/** Version ids that tell the order they were made in to `orderOf` alone, as S3's tell S3: 32 characters, opaque to all others. */
export const versionId = (order: number): string => {
  const plain = Buffer.alloc(16);
  plain.writeBigUInt64BE(BigInt(order));
  const cipher = createCipheriv('aes-128-ecb', DISGUISE, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final(), randomBytes(8)]).toString('base64url');
};

/** The order of a version id, above 0; 0 of `null`, the oldest; undefined of what is no version id of ours. */
export const orderOf = (id: string): number | undefined => {
  if (id === NULL_VERSION) return 0;
  if (!/^[\w-]{32}$/.test(id)) return undefined;
  const decipher = createDecipheriv('aes-128-ecb', DISGUISE, null).setAutoPadding(false);
  const plain = decipher.update(Buffer.from(id, 'base64url').subarray(0, 16));
  return plain.readBigUInt64BE(8) === 0n ? Number(plain.readBigUInt64BE()) : undefined;
};
