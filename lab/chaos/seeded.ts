import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { Chance } from '../../cli/demo/random.ts';

/**
 * Makes this process draw its random bytes from a seed: the key that matching hashes with, and the ids of versions. The table's
 * keys are made from them, and so are the order of reads and the lane of each stream record.
 */
export const seedBytes = (chance: Chance): void => {
  Reflect.set(crypto, 'randomBytes', (size: number) =>
    Buffer.from(Array.from({ length: size }, () => chance.between(0, 255))),
  );
  syncBuiltinESMExports();
};
