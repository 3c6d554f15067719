import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { BulkWriter } from '../../lab/bench/growth/bulk.ts';
import { signals } from '../../lab/bench/growth/households.ts';
import { deliver, pipelineOn } from '../../lab/bench/receiver-costs.ts';
import { startTable } from '../support/table.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'passerelle-growth-'));
const TABLES = ['hub', 'hub::gsi::worklist', 'hub::gsi::deadlines'];

/** Rows of the engine's own tables: keys, item, size. The order of an item's attributes does not matter. */
const rowsOf = (dataDir: string) => {
  const database = new DatabaseSync(join(dataDir, 'dynamodb.sqlite'), { readOnly: true });
  const rows = TABLES.map((table) =>
    database
      .prepare(`SELECT * FROM "${table}"`)
      .all()
      .map((row) => ({
        pk: row.pk ?? row.table_pk,
        sk: row.sk ?? row.table_sk,
        index: [row.gsi_pk, row.gsi_sk],
        size: row.item_size,
        item: JSON.parse(String(row.item_json)),
      }))
      .sort((a, b) => `${a.pk} ${a.sk}`.localeCompare(`${b.pk} ${b.sk}`)),
  );
  database.close();
  return rows;
};

// Only with the embedded engine, into whose database the rows are written.
describe.skipIf(process.env.DYNAMODB_LOCAL_PATH)('a table filled without the engine', () => {
  it('has the rows that the engine writes, its sizes and its indexes', async () => {
    const [throughEngine, without] = [folder(), folder()];
    const first = await startTable(throughEngine);
    const receive = await pipelineOn(first, 'k'.repeat(32));
    const households = signals(9, 2_000);
    for (let n = 0; n < 5; n++) await deliver(receive, [households.next().value ?? {}]);
    const { Items: items = [] } = await first.client.send(new ScanCommand({ TableName: 'hub' }));
    await first.stop();

    await (await startTable(without)).stop();
    const writer = new BulkWriter(join(without, 'dynamodb.sqlite'), 'hub');
    for (const item of items) writer.put(item);
    writer.close();

    expect(items.length).toBeGreaterThan(50);
    expect(rowsOf(without)).toEqual(rowsOf(throughEngine));
    const again = await startTable(without).catch((error) => error);
    expect(String(again)).toContain('ResourceInUse');
  });
});
