import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import type { Chance } from '../../cli/demo/random.ts';

/**
 * Draws from a seed the bytes this process makes at random: the key households are matched by, and the ids of versions. Keys of the
 * table are made of them, and so the order of what is read and the lane that a stream's record goes by.
 */
export const seedBytes = (chance: Chance): void => {
  Reflect.set(crypto, 'randomBytes', (size: number) =>
    Buffer.from(Array.from({ length: size }, () => chance.between(0, 255))),
  );
  syncBuiltinESMExports();
};
