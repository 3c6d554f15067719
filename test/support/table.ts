import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { assemblyFor } from '../../infra/assembly.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { type Engine, startDynamodb } from '../../local/engines.ts';
import { loadAssembly } from '../../local/template.ts';
import { createDocumentClient } from '../../shared/store/client.ts';

/** The most writes in one BatchWriteItem. */
const MOST_WRITES = 25;

const names = z.string();
const keySchema = z.array(z.object({ AttributeName: names, KeyType: z.enum(['HASH', 'RANGE']) }));
const tableSchema = z.object({
  Type: z.literal('AWS::DynamoDB::Table'),
  Properties: z.object({
    KeySchema: keySchema,
    AttributeDefinitions: z.array(z.object({ AttributeName: names, AttributeType: z.enum(['S', 'N', 'B']) })),
    GlobalSecondaryIndexes: z.array(
      z.object({
        IndexName: names,
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(names).optional(),
        }),
      }),
    ),
  }),
});

const unitsSchema = z.object({ CapacityUnits: z.number() });
const capacitySchema = z.object({
  ConsumedCapacity: z.union([unitsSchema, z.array(unitsSchema)]).optional(),
});

/**
 * The deployed table, made from its own template on an engine of its own. The caller stops it.
 *
 * @param dataDir folder of the engine's data; a temporary one when absent
 * @example const store = await startTable(); await store.client.send(command); await store.stop();
 */
export const startTable = async (dataDir?: string) => {
  const resources = loadAssembly(await assemblyFor('local', { bundle: false })).flatMap(({ template }) =>
    Object.values(Object(template.Resources)),
  );
  const table = resources.map((one) => tableSchema.safeParse(one)).find(({ success }) => success)?.data;
  if (!table) throw new Error('no table in the template');
  const engine = await startDynamodb(undefined, dataDir);
  const base = new DynamoDBClient({ region: REGION, credentials: CREDENTIALS, endpoint: engine.url });
  try {
    await base.send(
      new CreateTableCommand({ TableName: 'hub', BillingMode: 'PAY_PER_REQUEST', ...table.Properties }),
    );
  } catch (error) {
    await engine.stop();
    throw error;
  } finally {
    base.destroy();
  }
  return tableOn(engine, 'hub');
};

/** A table of a running engine, through clients that count their requests. */
export const tableOn = (engine: Engine, table: string) => {
  const base = new DynamoDBClient({ region: REGION, credentials: CREDENTIALS, endpoint: engine.url });
  let requests = 0;
  let readUnits = 0;
  let writeUnits = 0;
  base.middlewareStack.add(
    (next, context) => async (args) => {
      requests += 1;
      const counted = { ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } };
      const result = await next(counted);
      const { ConsumedCapacity } = capacitySchema.parse(result.output);
      const units = [ConsumedCapacity ?? []]
        .flat()
        .reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
      if (/Write|Update|Put/.test(context.commandName ?? '')) writeUnits += units;
      else readUnits += units;
      return result;
    },
    { step: 'initialize' },
  );
  const client = createDocumentClient(base);
  return {
    client,
    /** The same client, without the conversions of lib-dynamodb. */
    base,
    table,
    /** URL of the engine. */
    url: engine.url,
    /** Requests sent since the last call. */
    takeRequests: (): number => {
      const taken = requests;
      requests = 0;
      return taken;
    },
    /** Capacity units consumed since the last call. */
    takeUnits: (): { readUnits: number; writeUnits: number } => {
      const taken = { readUnits, writeUnits };
      readUnits = 0;
      writeUnits = 0;
      return taken;
    },
    items: async (entity: string): Promise<Record<string, unknown>[]> => {
      const found: Record<string, unknown>[] = [];
      for await (const { Items } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
        found.push(...(Items ?? []).filter((item) => item.entity === entity));
      }
      return found;
    },
    /** Deletes every item. */
    clear: async (): Promise<void> => {
      const left = [];
      for await (const { Items } of paginateScan({ client }, { TableName: table, ConsistentRead: true }))
        left.push(...(Items ?? []).map(({ PK, SK }) => ({ DeleteRequest: { Key: { PK, SK } } })));
      for (let at = 0; at < left.length; at += MOST_WRITES)
        await client.send(
          new BatchWriteCommand({ RequestItems: { [table]: left.slice(at, at + MOST_WRITES) } }),
        );
    },
    stop: engine.stop,
  };
};
