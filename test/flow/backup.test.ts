import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExport, writeExport } from '../../cli/backup/export-files.ts';
import { createLike, importInto, itemsIn, sumOf } from '../../cli/backup/table.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { impayeFormat } from '../../shared/intake/partners/caf-msa/partner.ts';
import { createReceive } from '../../shared/intake/receive.ts';
import { createReceiveDeps } from '../../shared/intake/wiring.ts';
import { exampleOf } from '../support/examples.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
let client: DynamoDBClient;
let endpoint: string;
const folder = () => mkdtempSync(join(tmpdir(), 'export-'));
const freshTable = async (): Promise<string> => {
  const name = `fresh-${Math.random().toString(36).slice(2)}`;
  await createLike(client, 'hub', name);
  return name;
};
const readAll = async (from: string): Promise<unknown[]> => {
  const items: unknown[] = [];
  for await (const item of readExport(from)) items.push(item);
  return items;
};

beforeAll(async () => {
  store = await startTable();
  const configured = await store.client.config.endpoint?.();
  endpoint = `http://${configured?.hostname}:${configured?.port}`;
  client = new DynamoDBClient({ region: REGION, credentials: CREDENTIALS, endpoint });
  const env = { TABLE_NAME: 'hub', MATCHING_KEY: 'k'.repeat(32), DEPARTEMENT: '77', MESSAGE_TTL_DAYS: 30 };
  const receive = createReceive(createReceiveDeps(store.client, env), () => impayeFormat);
  for (let n = 0; n < 30; n++) {
    const raw = JSON.stringify({ ...exampleOf('impaye.v1'), messageId: `M-${n}`, reference: `R-${n % 7}` });
    await receive({ sender: 'caf', raw, receivedAt: '2026-03-02T08:00:00.000Z' });
  }
  // Every type of value, including those the hub does not write.
  await client.send(
    new PutItemCommand({
      TableName: 'hub',
      Item: {
        PK: { S: 'TEST#é ’ "\\ \n' },
        SK: { S: 'TEST' },
        n: { N: '12345678901234567890.5' },
        b: { B: new Uint8Array([0, 255, 10]) },
        set: { SS: ['z', 'a'] },
        nums: { NS: ['2', '1'] },
        list: { L: [{ BOOL: false }, { NULL: true }, { M: { S: { S: 'nested' } } }] },
      },
    }),
  );
});
afterAll(() => store?.stop());

describe('an export', () => {
  it('taken back into a fresh table gives the same items, entity by entity and bit by bit', async () => {
    const { path, sum } = await writeExport(folder(), 'hub', itemsIn(client, 'hub'));
    const table = await freshTable();

    const imported = await importInto(client, table, readExport(path));

    expect(sum.entities).toMatchObject({ CASE: expect.any(Number), MESSAGE: 30, EVENT: expect.any(Number) });
    expect(imported).toEqual(sum);
    expect(await sumOf(client, table)).toEqual(await sumOf(client, 'hub'));
  });

  it('has the layout of AWS’s own: lines of DynamoDB JSON, gzipped, with manifests', async () => {
    const to = folder();
    const { path, sum } = await writeExport(to, 'hub', itemsIn(client, 'hub'));

    expect(path).toMatch(/\/AWSDynamoDB\/\d+-[0-9a-f]{8}$/);
    expect(readdirSync(path).sort()).toEqual(['data', 'manifest-files.json', 'manifest-summary.json']);
    expect(JSON.parse(readFileSync(join(path, 'manifest-summary.json'), 'utf8'))).toMatchObject({
      outputFormat: 'DYNAMODB_JSON',
      itemCount: sum.items,
    });
    expect(await readAll(to)).toHaveLength(sum.items);
  });

  it('of AWS’s own making is read', async () => {
    const from = folder();
    const path = join(from, 'AWSDynamoDB/01693685827463-2d8752fd');
    mkdirSync(join(path, 'data'), { recursive: true });
    // The example in AWS's documentation, with one more line.
    const lines = [
      '{"Item":{"Authors":{"SS":["Author1","Author2"]},"Dimensions":{"S":"8.5 x 11.0 x 1.5"},"ISBN":{"S":"333-3333333333"},"Id":{"N":"103"},"InPublication":{"BOOL":false}}}',
      '{"Item":{"Id":{"N":"104"},"Cover":{"B":"AP8K"}}}',
    ];
    const content = gzipSync(`${lines.join('\n')}\n`);
    writeFileSync(join(path, 'data/asdl123dasas.json.gz'), content);
    const md5Checksum = createHash('md5').update(content).digest('base64');
    writeFileSync(
      join(path, 'manifest-files.json'),
      `${JSON.stringify({ itemCount: 2, md5Checksum, etag: 'x-1', dataFileS3Key: 'AWSDynamoDB/01693685827463-2d8752fd/data/asdl123dasas.json.gz' })}\n`,
    );

    expect(await readAll(from)).toMatchObject([
      { Authors: { SS: ['Author1', 'Author2'] }, InPublication: { BOOL: false } },
      { Cover: { B: new Uint8Array([0, 255, 10]) } },
    ]);
  });

  it('that was altered is refused before any item of the file is given', async () => {
    const { path } = await writeExport(folder(), 'hub', itemsIn(client, 'hub'));
    const [name = ''] = readdirSync(join(path, 'data'));
    writeFileSync(join(path, 'data', name), gzipSync('{"Item":{"PK":{"S":"x"}}}\n'));

    await expect(readAll(path)).rejects.toThrow(`${name} : le contenu n’est pas celui du manifeste`);
  });

  it('is taken into no table that holds anything', async () => {
    const { path } = await writeExport(folder(), 'hub', itemsIn(client, 'hub'));

    await expect(importInto(client, 'hub', readExport(path))).rejects.toThrow('n’est pas vide');
  });
});

describe('the command', () => {
  const command = (args: string[], env: object = { AWS_ENDPOINT_URL_DYNAMODB: endpoint }) =>
    promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, '../../cli/passerelle.ts'), 'backup', ...args],
      {
        env: {
          AWS_REGION: REGION,
          AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
          AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
          TABLE_NAME: 'hub',
          ...env,
        },
      },
    );

  it('drills: exports, takes back, compares, and leaves nothing', async () => {
    const { stdout } = await command(['drill', '--by', 'Claire Martin']);

    expect(stdout).toMatch(/Table reprise : \d+ éléments, empreinte [0-9a-f]{64}/);
    expect(stdout.trim().split('\n').at(-1)).toBe('identiques');
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('passerelle-drill-'))).toEqual([]);
  });

  it('writes to AWS only when told to', async () => {
    await expect(command(['drill', '--by', 'Claire Martin'], {})).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--aws'),
    });
  });
});
