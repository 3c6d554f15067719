import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { CANNOT, DONE, type Options, type Values, wholeNumber } from '../../cli/arguments.ts';
import { command } from '../../cli/command.ts';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { createApp } from '../../infra/create-app.ts';
import { clientsOf } from '../../local/clients.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { tableOf } from './tables.ts';

const options = {
  rows: { type: 'string', value: 'N', about: 'lignes du fichier (200000)', default: '200000' },
  bad: {
    type: 'string',
    value: 'N',
    about: 'une ligne sur N ne peut pas être enregistrée (20)',
    default: '20',
  },
  json: { type: 'string', value: 'F', about: 'écrit aussi les mesures dans F' },
} as const satisfies Options;

/** Resolves to whether all rows were filed, within the function's memory. */
const measure = async (values: Values<typeof options>): Promise<boolean> => {
  const rowCount = wholeNumber(values.rows, '--rows');
  const bad = wholeNumber(values.bad, '--bad');
  const assembly = mkdtempSync(join(tmpdir(), 'bench-files-'));
  createApp('local', assembly).synth();
  /** The hub without the mapping that feeds the function from its queue: the bench feeds it, in another process. */
  const unfed = (): string => {
    const file = readdirSync(assembly).find((name) => /hub.*template\.json$/i.test(name)) ?? '';
    const template = z
      .object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) })
      .loose()
      .parse(JSON.parse(readFileSync(join(assembly, file), 'utf8')));
    for (const [id, resource] of Object.entries(template.Resources)) {
      const mapping = resource.Type === 'AWS::Lambda::EventSourceMapping';
      if (mapping && JSON.stringify(resource).includes('FilesIntake')) delete template.Resources[id];
    }
    const receiver = Object.values(template.Resources).find(
      ({ Type, Properties }) =>
        Type === 'AWS::Lambda::Function' && Object(Properties).Description === 'receive-file',
    );
    writeFileSync(join(assembly, file), JSON.stringify(template));
    return join(
      assembly,
      `asset.${String(Object(Object(receiver?.Properties).Code).S3Key).replace('.zip', '')}`,
    );
  };
  const folder = unfed();
  const hub = await startDemoHub({ assembly });
  const { s3, sqs } = clientsOf(hub.endpoints);
  const Bucket = hub.outputs.get('DropBucketName') ?? '';
  const QueueUrl = hub.queues.get('passerelle-local-uploads-files') ?? '';

  const bytes = tableOf(rowCount, bad);
  console.log(`${rowCount} lignes, ${(bytes.length / 1e6).toFixed(1)} Mo`);
  const began = performance.now();
  await s3.send(new PutObjectCommand({ Bucket, Key: 'drop/caf/banc.csv', Body: bytes }));

  const environment = {
    PATH: process.env.PATH,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: hub.endpoints.dynamodb,
    AWS_ENDPOINT_URL_SQS: hub.endpoints.aws,
    AWS_ENDPOINT_URL_S3: hub.endpoints.aws,
    TABLE_NAME: hub.outputs.get('TableName'),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: hub.endpoints.aws,
    MATCHING_KEY_SECRET: [...hub.secrets.keys()][0],
    CANARY_KEY_SECRET: [...hub.secrets.keys()][0],
    DEPARTEMENT: '77',
    MESSAGE_TTL_DAYS: '30',
    DROP_BUCKET: Bucket,
    FILES_QUEUE_URL: QueueUrl.replace('sqs.eu-west-3.localhost', '127.0.0.1'),
  };
  const driver = `
const { handler } = await import(process.argv[1]);
const end = performance.now() + 300000;
let body = ''; for await (const chunk of process.stdin) body += chunk;
const record = { messageId: 'bench', body, attributes: { ApproximateReceiveCount: '1' } };
const { batchItemFailures } = await handler({ Records: [record] }, { getRemainingTimeInMillis: () => end - performance.now() });
if (batchItemFailures.length > 0) throw new Error('the file was handed back');
process.stderr.write('PEAK ' + process.resourceUsage().maxRSS + '\\n');
`;
  let peak = 0;
  let invocations = 0;
  const invoke = async (body: string): Promise<void> => {
    invocations += 1;
    const bundle = join(folder, 'index.mjs');
    const child = spawn(
      process.execPath,
      [
        // The heap that Lambda leaves a function of 512 MB.
        '--max-old-space-size=460',
        '--input-type=module',
        '-e',
        driver,
        bundle,
      ],
      { env: environment },
    );
    let told = '';
    child.stdout.resume();
    child.stderr.on('data', (data) => {
      told += data;
    });
    child.stdin.end(body);
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(told.slice(-2000));
    peak = Math.max(peak, Number(/PEAK (\d+)/.exec(told)?.[1]) / 1024);
  };

  for (;;) {
    const { Messages: [message] = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2, VisibilityTimeout: 1800 }),
    );
    if (!message) break;
    await invoke(message.Body ?? '');
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    console.log(
      `  ${invocations} invocation(s), ${Math.round((performance.now() - began) / 1000)} s, ${Math.round(peak)} Mo`,
    );
  }
  const seconds = (performance.now() - began) / 1000;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'reports/caf/' }));
  const report = Contents.find(({ Key }) => Key?.endsWith('.json'));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: report?.Key }));
  const text = (await Body?.transformToString()) ?? '{}';
  const { totals, rows } = z
    .object({
      totals: z.record(z.string(), z.number()),
      rows: z.array(z.object({ line: z.number(), outcome: z.string() })),
    })
    .parse(JSON.parse(text));
  const lines = new Set(rows.map(({ line }) => line));
  const expectedRefused = Math.floor(rowCount / bad);
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model} ×${cpus().length}, Node ${process.version}`,
    rows: rowCount,
    fileMegabytes: Math.round(bytes.length / 1e5) / 10,
    seconds: Math.round(seconds),
    rowsPerSecond: Math.round(rowCount / seconds),
    invocations,
    peakMegabytes: Math.round(peak),
    totals,
    rowsInReport: lines.size,
    lost: rowCount - lines.size,
  };
  console.log(JSON.stringify(result, null, 2));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
  await hub.stop();
  const whole = totals.rows === rowCount && lines.size === rowCount && totals.refused === expectedRefused;
  return whole && peak <= 512;
};

export const files = command({
  about: `Une grosse table de la CAF, déposée comme la CAF la dépose, à travers tout le hub local. La fonction qui la lit tourne dans un
processus à elle, dont la mémoire est mesurée ; à court de temps elle passe la main, comme dans AWS.`,
  usage: '[--rows 200000] [--bad 20] [--json F]',
  options,
  run: async ({ values }) => ((await measure(values)) ? DONE : CANNOT),
});
