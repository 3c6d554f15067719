import * as z from 'zod';
import type { ZodMiniType } from 'zod/mini';

/** A JSON Schema, draft 2020-12, as far as these documents look into it. */
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

/** The schema a partner must meet (`input`), or can rely on (`output`). */
export const schemaOf = (schema: ZodMiniType<unknown>, io: 'input' | 'output'): Schema =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io, target: 'draft-2020-12' })));

/** Examples a schema carries. */
export const examplesOf = (schema: ZodMiniType<unknown>): unknown[] => {
  const { examples } = z.globalRegistry.get(schema) ?? {};
  return Array.isArray(examples) ? examples : [];
};

/** A schema as part of a larger document, which says the dialect once. */
export const embedded = ({ $schema: _, ...schema }: Schema): Schema => schema;
