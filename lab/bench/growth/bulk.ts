import { DatabaseSync } from 'node:sqlite';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { ALERT_ROW, CASE_ROW } from '../../../infra/list-rows.ts';

type Item = Record<string, AttributeValue>;

/** Bytes of a value, as DynamoDB counts them in an item's size. */
const sizeOf = (value: AttributeValue): number => {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.replace(/^-?0*\.?0*|\.|-|0+$/g, '').length / 2) + 1;
  if (value.L) return 3 + value.L.reduce((sum, one) => sum + 1 + sizeOf(one), 0);
  if (value.M)
    return (
      3 +
      Object.entries(value.M).reduce((sum, [name, one]) => sum + 1 + Buffer.byteLength(name) + sizeOf(one), 0)
    );
  return 1;
};

/** Each index, and what it holds beside keys; the whole item where nothing is said. */
const INDEXES: readonly {
  name: string;
  keys: readonly [string, string];
  more: readonly string[] | undefined;
}[] = [
  { name: 'worklist', keys: ['worklistKey', 'worklistSort'], more: undefined },
  { name: 'lists', keys: ['listKey', 'listSort'], more: [...CASE_ROW, ...ALERT_ROW] },
  { name: 'engaged', keys: ['engagedKey', 'engagedSort'], more: CASE_ROW },
  { name: 'deadlines', keys: ['dueKey', 'dueSort'], more: [] },
];

/**
 * Writes items into the embedded engine's database while the engine is stopped: a million cases are fifteen million items, which
 * would take hours through the engine. `test/flow/growth.test.ts` compares what it writes with what the engine writes.
 */
export class BulkWriter {
  private readonly database: DatabaseSync;
  private readonly insert;
  private readonly inIndex;
  private pending = 0;
  items = 0;
  bytes = 0;

  constructor(file: string, table: string) {
    this.database = new DatabaseSync(file);
    this.database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -4000000; PRAGMA temp_store = MEMORY');
    this.insert = this.database.prepare(
      `INSERT OR IGNORE INTO "${table}" (pk, sk, item_json, item_size) VALUES (?, ?, ?, ?)`,
    );
    this.inIndex = INDEXES.map(({ name, keys, more }) => ({
      keys,
      more,
      insert: this.database.prepare(
        `INSERT INTO "${table}::gsi::${name}" (gsi_pk, gsi_sk, table_pk, table_sk, item_json) VALUES (?, ?, ?, ?, ?)`,
      ),
    }));
    this.database.exec('BEGIN');
  }

  put(given: Record<string, unknown>): void {
    const item: Item = marshall(given, { removeUndefinedValues: true });
    const [pk, sk] = [`S:${item.PK?.S}`, `S:${item.SK?.S}`];
    const json = JSON.stringify(item);
    const size = Object.entries(item).reduce(
      (sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value),
      0,
    );
    const { changes } = this.insert.run(pk, sk, json, size);
    if (changes === 0) {
      // Another case already has this number: it stays that case's, as in the hub.
      if (item.entity?.S === 'IDENTITY') return;
      throw new Error(`${pk} is written twice`);
    }
    for (const { keys, more, insert } of this.inIndex) {
      const [hash, range] = keys.map((key) => item[key]?.S);
      if (hash === undefined || range === undefined) continue;
      const kept = ['PK', 'SK', ...keys, ...(more ?? [])];
      const projected =
        more === undefined
          ? json
          : JSON.stringify(Object.fromEntries(Object.entries(item).filter(([name]) => kept.includes(name))));
      insert.run(`S:${hash}`, `S:${range}`, pk, sk, projected);
    }
    this.items += 1;
    this.bytes += size;
    if (++this.pending === 100_000) {
      this.database.exec('COMMIT; BEGIN');
      this.pending = 0;
    }
  }

  close(): void {
    this.database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE); ANALYZE');
    this.database.close();
  }
}
