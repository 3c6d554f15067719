import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

/** An item as DynamoDB gives it to a plain client. */
export type StoredItem = Record<string, AttributeValue>;

const bytes = z.string().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
/** A value in DynamoDB JSON, where bytes are in base64. */
const valueSchema: z.ZodType<AttributeValue> = z.lazy(() =>
  z.union([
    z.strictObject({ S: z.string() }),
    z.strictObject({ N: z.string() }),
    z.strictObject({ BOOL: z.boolean() }),
    z.strictObject({ NULL: z.literal(true) }),
    z.strictObject({ B: bytes }),
    z.strictObject({ SS: z.array(z.string()) }),
    z.strictObject({ NS: z.array(z.string()) }),
    z.strictObject({ BS: z.array(bytes) }),
    z.strictObject({ L: z.array(valueSchema) }),
    z.strictObject({ M: z.record(z.string(), valueSchema) }),
  ]),
);
const lineSchema = z.strictObject({ Item: z.record(z.string(), valueSchema) });

const sorted = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, member]) => [
      key,
      isSet(key) && Array.isArray(member) ? member.map(sorted).toSorted() : sorted(member),
    ]),
  );
};
const isSet = (key: string): boolean => key === 'SS' || key === 'NS' || key === 'BS';

/**
 * A line of an export, as AWS writes it to S3
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html). Attributes and sets are sorted, so
 * that an item always gives the same line.
 */
export const lineOf = (item: StoredItem): string => JSON.stringify({ Item: sorted(item) });

/** @throws ZodError when the line is not DynamoDB JSON */
export const itemOf = (line: string): StoredItem => lineSchema.parse(JSON.parse(line)).Item;
