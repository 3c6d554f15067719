import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { type Field, levels } from '../../shared/domain/matching/compare/levels.ts';
import type { Weights } from '../../shared/domain/matching/weights.ts';

const frequenciesSchema = z.object({ values: z.record(z.string(), z.number()), rest: z.number() });
const levelsSchema = z.record(z.string(), z.object({ m: z.number(), u: z.number() }));
const weightsSchema = z.object({
  version: z.string(),
  trainedOn: z.string(),
  prior: z.number(),
  fields: z.partialRecord(
    z.custom<Field>((name) => typeof name === 'string' && Object.hasOwn(levels, name)),
    levelsSchema,
  ),
  frequencies: z.object({ surname: frequenciesSchema, firstName: frequenciesSchema }),
});

/** @throws Error when the file was not written by training */
export const readWeights = async (file: string): Promise<Weights> =>
  weightsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
