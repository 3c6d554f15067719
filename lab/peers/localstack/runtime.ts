/**
 * One environment of a function on LocalStack, with the manners of its containers: it says that it is ready, takes an invocation on
 * its port, and posts what became of it. Started by adaptations.py.
 */
import * as z from 'zod/mini';
import { bodyOf, listen } from '../../../local/listen.ts';
import { startFunction } from '../../../local/runtime.ts';
import { readEnv } from '../../../shared/read-env.ts';

/** More than Lambda takes (6 MB). */
const LARGEST_PAYLOAD = 16 * 1024 * 1024;

const env = readEnv(
  z.object({
    AWS_LAMBDA_FUNCTION_NAME: z.string(),
    AWS_LAMBDA_FUNCTION_TIMEOUT: z.coerce.number(),
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: z.coerce.number(),
    _HANDLER: z.string(),
    LAMBDA_TASK_ROOT: z.string(),
    LOCALSTACK_RUNTIME_ENDPOINT: z.string(),
    LOCALSTACK_RUNTIME_ID: z.string(),
    INVOCATION_PORT: z.coerce.number(),
    LOG_FOLDER: z.string(),
  }),
);
const InvocationSchema = z.object({ 'invoke-id': z.string(), payload: z.string() });

const post = async (path: string, body: unknown): Promise<void> => {
  await fetch(`${env.LOCALSTACK_RUNTIME_ENDPOINT}/${path}`, { method: 'POST', body: JSON.stringify(body) });
};
const failureOf = (error: unknown) => ({
  errorType: error instanceof Error ? error.name : 'Error',
  errorMessage: String(error),
});

try {
  const fn = await startFunction({
    name: env.AWS_LAMBDA_FUNCTION_NAME,
    arn: env.AWS_LAMBDA_FUNCTION_NAME,
    description: '',
    folder: env.LAMBDA_TASK_ROOT,
    handler: env._HANDLER,
    timeoutMs: env.AWS_LAMBDA_FUNCTION_TIMEOUT * 1000,
    memoryMb: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    environment: Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    logDir: env.LOG_FOLDER,
    clock: undefined,
  });
  const listener = await listen(env.AWS_LAMBDA_FUNCTION_NAME, env.INVOCATION_PORT);
  listener.answer(async (request, response) => {
    const body = await bodyOf(request, LARGEST_PAYLOAD);
    const { 'invoke-id': id, payload } = InvocationSchema.parse(JSON.parse(String(body)));
    response.end();
    try {
      await post(`invocations/${id}/response`, await fn.invoke(JSON.parse(payload)));
    } catch (error) {
      await post(`invocations/${id}/error`, failureOf(error));
    }
  });
  await post(`status/${env.LOCALSTACK_RUNTIME_ID}/ready`, {});
} catch (error) {
  console.error(error);
  await post(`status/${env.LOCALSTACK_RUNTIME_ID}/error`, failureOf(error));
}
