import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { resolveLocalhostNames } from './localhost-names.ts';
import type { FromWorker, Setup, ToWorker } from './runtime.ts';
import { installVirtualDate } from './virtual-date.ts';

resolveLocalhostNames();
// Functions share libraries, and runs share functions: code compiled once is reused by all.
enableCompileCache();
const setup: Setup = workerData;
// Before the bundle loads: a module may keep a reference to `Date` as it starts.
if (setup.clock) installVirtualDate(setup.clock);
const send = (message: FromWorker): void => parentPort?.postMessage(message);
const failure = (error: unknown): { name: string; message: string } =>
  error instanceof Error
    ? { name: error.name, message: error.message }
    : { name: 'Error', message: String(error) };

const load = async (): Promise<(event: unknown, context: unknown) => unknown> => {
  const loaded: Record<string, unknown> = await import(pathToFileURL(setup.file).href);
  const inDefault =
    typeof loaded.default === 'object' && loaded.default
      ? Reflect.get(loaded.default, setup.export)
      : undefined;
  const handler: unknown = loaded[setup.export] ?? inDefault;
  if (typeof handler !== 'function') throw new Error(`${setup.file} exports no function ${setup.export}`);
  return (event, context) => Reflect.apply(handler, undefined, [event, context]);
};

const contextOf = (requestId: string) => {
  // By `performance.now()` and not `Date`: a function's time limit is in real time, whatever the hub's clock says.
  const deadline = performance.now() + setup.timeoutMs;
  return {
    awsRequestId: requestId,
    functionName: setup.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: setup.arn,
    memoryLimitInMB: String(setup.memoryMb),
    logGroupName: `/aws/lambda/${setup.name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
};

const started = performance.now();
try {
  const handler = await load();
  parentPort?.on('message', async ({ id, event }: ToWorker) => {
    try {
      send({ kind: 'answer', id, result: JSON.stringify(await handler(event, contextOf(id))) ?? 'null' });
    } catch (error) {
      console.error(error);
      send({ kind: 'failure', id, error: failure(error) });
    }
  });
  send({ kind: 'ready', coldStartMs: performance.now() - started });
} catch (error) {
  console.error(error);
  send({ kind: 'unloadable', error: failure(error) });
}
