import { createHash } from 'node:crypto';
import { lineOf, type StoredItem } from './item-lines.ts';

/** How many items of each entity there are, and one hash of all items, whatever their order. */
export type Sum = { items: number; entities: Record<string, number>; sha256: string };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Counts and hashes items one by one. Call `result` after the last. */
export const createSum = () => {
  const hashes: string[] = [];
  const entities: Record<string, number> = {};
  return {
    add: (item: StoredItem): void => {
      const entity = item.entity?.S ?? 'sans entité';
      entities[entity] = (entities[entity] ?? 0) + 1;
      hashes.push(sha256(lineOf(item)));
    },
    result: (): Sum => ({
      items: hashes.length,
      entities: Object.fromEntries(Object.entries(entities).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      sha256: sha256(hashes.toSorted().join('\n')),
    }),
  };
};

/** Whether two sums are those of tables with the same items. */
export const sameSum = (a: Sum, b: Sum): boolean => a.items === b.items && a.sha256 === b.sha256;
