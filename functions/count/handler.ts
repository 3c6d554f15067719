import * as z from 'zod/mini';
import { compter } from '../../shared/cases/indicateurs/compter.ts';
import { readEnv } from '../../shared/read-env.ts';
import { createDocumentClient } from '../../shared/store/client.ts';
import { countAll } from './count.ts';

const env = readEnv(z.object({ TABLE_NAME: z.string().check(z.minLength(1)) }));

const deps = {
  client: createDocumentClient(),
  table: env.TABLE_NAME,
  now: () => new Date().toISOString(),
};

export const handler = countAll((sources) => compter(deps, sources));
