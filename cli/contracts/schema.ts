import * as z from 'zod';
import type { ZodMiniType } from 'zod/mini';

/** A JSON Schema, draft 2020-12: only the keywords that these documents read. */
export type Schema = {
  title?: string;
  description?: string;
  type?: string;
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  examples?: unknown[];
  $schema?: string;
};

/** The JSON Schema of what a partner must write (`input`), or can rely on when it reads (`output`). */
export const schemaOf = (schema: ZodMiniType<unknown>, io: 'input' | 'output'): Schema =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io, target: 'draft-2020-12' })));

/** The examples that a schema carries. */
export const examplesOf = (schema: ZodMiniType<unknown>): unknown[] => {
  const { examples } = z.globalRegistry.get(schema) ?? {};
  return Array.isArray(examples) ? examples : [];
};

/** A schema as part of a larger document, which states the dialect once. */
export const embedded = ({ $schema: _, ...schema }: Schema): Schema => schema;
