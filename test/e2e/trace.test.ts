import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startDemoHub } from '../../cli/demo/hub.ts';
import { linesIn } from '../../cli/trace/logs.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { clientsOf } from '../../local/clients.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import type { LocalHub } from '../../local/hub.ts';
import { messageIdOf } from '../../shared/domain/reference/message-id.ts';
import { traceOfMessage } from '../../shared/log/trace-id.ts';
import { exampleOf } from '../support/examples.ts';

const run = promisify(execFile);
/** An id as a careless partner makes it, from a name and a birth date. */
const OWN_ID = 'DUPONT.Jeanne-1984-05-17';
const mailSchema = z.object({
  emails: z.array(
    z.object({
      headers: z.array(z.object({ name: z.string(), value: z.string() })),
      body: z.object({ text: z.string() }),
    }),
  ),
});

const COMMAND = join(import.meta.dirname, '../../cli/passerelle.ts');

let hub: LocalHub;
let trace: string;
let headers: Map<string, string>;
let text: string;
let environment: Record<string, string>;

const command = (...args: string[]) =>
  run(process.execPath, [COMMAND, 'trace', '--by', 'Claire Martin', ...args], {
    env: environment,
  });

beforeAll(async () => {
  const assembly = await assemblyFor('local');
  hub = await startDemoHub({ assembly, now: '2026-03-02T09:00:00.000Z' });
  const { sqs } = clientsOf(hub.endpoints);
  const message = { ...exampleOf('impaye.v1'), messageId: OWN_ID };
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: hub.queues.get('passerelle-local-caf-intake'),
      MessageBody: JSON.stringify(message),
    }),
  );
  await hub.idle();
  // The summary goes without the watch's own alerts: alone in it, the notice of the message has its own mail.
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: hub.outputs.get('WatchQueueUrl'),
      MessageBody: JSON.stringify({ day: '2026-03-02', step: 'close', all: true }),
    }),
  );
  await hub.idle();
  const [matchingKey = ''] = hub.secrets.values();
  trace = traceOfMessage(matchingKey, messageIdOf('caf', OWN_ID));
  const store: unknown = await (await fetch(`${hub.endpoints.ses}/store`)).json();
  // The same morning asks partners for the year's figures: those mails are of no case.
  const mail = mailSchema
    .parse(store)
    .emails.find((one) => one.headers.some(({ name }) => name === 'X-Passerelle-Notice'));
  text = mail?.body.text ?? '';
  headers = new Map(mail?.headers.map(({ name, value }) => [name, value]));
  const tag = (name: string): string[] => [headers.get(name) ?? ''];
  await hub.putEvent({
    source: 'aws.ses',
    'detail-type': 'Email Bounced',
    time: '2026-03-02T09:05:00Z',
    detail: {
      eventType: 'Bounce',
      bounce: { bounceType: 'Permanent', bounceSubType: 'General' },
      mail: {
        tags: {
          'ses:configuration-set': [hub.outputs.get('ConfigurationSetName') ?? ''],
          noticeId: tag('X-Passerelle-Notice'),
          caseId: tag('X-Passerelle-Reference'),
          trace: tag('X-Passerelle-Trace'),
        },
      },
    },
  });
  await hub.idle();
  environment = {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: hub.endpoints.dynamodb,
    TABLE_NAME: hub.outputs.get('TableName') ?? '',
  };
}, 300_000);
afterAll(() => hub?.stop());

describe('one trace', () => {
  it('is in the header of the mail that a partner’s message led to', () => {
    expect(headers.get('X-Passerelle-Trace')).toBe(trace);
  });

  it('is in every line logged on the way, from reception to the bounce', async () => {
    const lines = await linesIn(hub.logDir, [trace]);
    const way = (wanted: RegExp) => lines.filter(({ event }) => wanted.test(event)).map(({ event }) => event);

    expect(way(/^message\./)).toEqual([
      'message.received',
      'message.ended',
      'message.archived',
      'message.answered',
    ]);
    expect(way(/^notice\./)).toEqual(expect.arrayContaining(['notice.sent', 'notice.undelivered']));
  });

  it('is in no other line, and no line holds the partner’s own id', async () => {
    const { stdout: all } = await run('sh', ['-c', `cat ${hub.logDir}/*.log`]);
    const lines = all.split('\n').filter((line) => line.startsWith('{'));
    const onTheWay = lines.filter((line) => /"event":"(message|notice)\./.test(line));

    expect(onTheWay.length).toBeGreaterThan(5);
    expect(onTheWay.filter((line) => !line.includes(`"trace":"${trace}"`))).toEqual([]);
    expect(all).not.toContain('DUPONT');
    expect(all).not.toContain('1984');
  });

  it('is what `trace` prints, by message or by case, with the local logs or a query for AWS', async () => {
    const byMessage = await command('--message', `caf:${OWN_ID}`, '--logs', hub.logDir);
    const byCase = await command('--reference', headers.get('X-Passerelle-Reference') ?? '');

    expect(byMessage.stdout).toContain(`Trace ${trace}`);
    expect(byMessage.stdout).toMatch(/ {2}message [0-9a-f]{64} de caf : enregistré, dossier 77-2026-\d+/);
    expect(byMessage.stdout).toMatch(/avis \w+ \(impaye, pour arrondissement\) : non remis/);
    expect(byMessage.stdout).toContain('réponse déposée [message.answered]');
    expect(byMessage.stdout).toContain('avis non remis [notice.undelivered]');
    expect(byCase.stdout).toContain(`filter trace in ["${trace}"]`);
    expect(byMessage.stdout + byCase.stdout).not.toContain('DUPONT');
    // The name that CAF would give on the phone, as the State's mail shows it; it is found however it is typed.
    const [, name = ''] = /Connu de l’expéditeur sous : (\S+)/.exec(text) ?? [];
    const byName = await command('--reference', name.toLowerCase().replaceAll('-', ' '));
    expect(byName.stdout).toBe(byCase.stdout);
    const found = await run(process.execPath, [COMMAND, 'review', 'find', name, '--by', 'Agent Essai'], {
      env: { ...environment, MATCHING_KEY: 'k'.repeat(32) },
    });
    expect(JSON.parse(found.stdout)).toEqual({ case: headers.get('X-Passerelle-Reference') });
    const wrong = command(
      '--reference',
      name.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    );
    await expect(wrong).rejects.toMatchObject({ code: 1 });
    await expect(command('--message', 'caf:none')).rejects.toMatchObject({ code: 1 });
  });
});

describe('the metrics', () => {
  it('count the message by its partner and end, and how long its notice took, in CloudWatch’s format', async () => {
    const { stdout: all } = await run('sh', ['-c', `cat ${hub.logDir}/*.log`]);
    const lines = all
      .split('\n')
      .filter((line) => line.includes('"_aws"'))
      .map((line) => JSON.parse(line));
    const ended = lines.find(({ event }) => event === 'message.ended');
    const gathered = lines.find(({ event }) => event === 'notice.gathered');
    const sent = lines.find(({ event }) => event === 'notice.sent');

    expect(ended).toMatchObject({
      sender: 'caf',
      outcome: 'accepted',
      Messages: 1,
      _aws: {
        CloudWatchMetrics: [
          {
            Namespace: 'passerelle-local',
            Dimensions: [['sender'], ['outcome']],
            Metrics: [{ Name: 'Messages', Unit: 'Count' }],
          },
        ],
      },
    });
    expect(gathered).toMatchObject({
      Gathered: 1,
      MailAge: expect.any(Number),
      recipient: 'arrondissement',
    });
    expect(sent).toMatchObject({ Notices: 1, recipient: 'arrondissement' });
  });
});
