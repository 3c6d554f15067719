import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoPartners, startDemoHub } from '../../cli/demo/hub.ts';
import { summaryOf } from '../../cli/demo/summary.ts';
import { createApp } from '../../infra/create-app.ts';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { hasIntake } from '../../shared/store/partners.ts';

/** The partners' intakes, and the API's. */
const partners = ['api', ...demoPartners.filter(hasIntake).map(({ code }) => code)];

let hub: LocalHub;
let sqs: SQSClient;

beforeAll(async () => {
  const assembly = mkdtempSync(join(tmpdir(), 'passerelle-canary-'));
  createApp('local', assembly).synth();
  // Enables the hourly schedule, as in every deployed stage: the local stage has it disabled.
  for (const name of readdirSync(assembly).filter((file) => file.endsWith('.template.json'))) {
    const file = join(assembly, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll(/"State": ?"DISABLED"/g, '"State":"ENABLED"'));
  }
  hub = await startDemoHub({ assembly, now: '2026-03-02T09:00:00.000Z' });
  ({ sqs } = clientsOf(hub.endpoints));
  expect(await hub.advanceTo('2026-03-02T10:00:00.000Z')).toBe(1);
}, 300_000);
afterAll(() => hub?.stop());

const linesOf = (event: string): Record<string, unknown>[] =>
  readdirSync(hub.logDir)
    .flatMap((name) => readFileSync(join(hub.logDir, name), 'utf8').split('\n'))
    .filter((line) => line.startsWith(`{"event":"${event}"`))
    .map((line) => JSON.parse(line));
const repliesTo = async (partner: string): Promise<string[]> => {
  const QueueUrl = hub.queues.get(`passerelle-local-replies-${partner}`);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body }) => Body ?? '');
};

describe('the hourly canary', () => {
  it('goes through every intake, its receiver and its reply, and is counted', () => {
    expect(
      linesOf('message.canary')
        .map(({ sender }) => sender)
        .sort(),
    ).toEqual(partners.toSorted());
    const answered = linesOf('canary.answered');
    expect(answered.map(({ sender }) => sender).sort()).toEqual(partners.toSorted());
    for (const line of answered)
      expect(line).toMatchObject({ CanaryReplies: 1, CanaryAge: expect.any(Number) });
  });

  it('opens no case, tells nobody, answers no partner, counts as no message of theirs', async () => {
    const { cases, mails, messages } = await summaryOf(hub, 0);

    expect(cases.total).toBe(0);
    expect(mails).toEqual({});
    expect(messages.deadLettered).toBe(0);
    expect(linesOf('message.ended')).toEqual([]);
    for (const { code } of demoPartners) expect(await repliesTo(code)).toEqual([]);
  });

  it('cannot be forged: a partner that sends one is answered on its own queue', async () => {
    const at = '2026-03-02T09:59:00.000Z';
    const forged = {
      version: '1',
      kind: 'canary',
      messageId: `canary:caf:${at}`,
      sender: 'caf',
      at,
      proof: '0'.repeat(64),
    };
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: hub.queues.get('passerelle-local-caf-intake'),
        MessageBody: JSON.stringify(forged),
      }),
    );
    await hub.idle();

    const [reply = '{}'] = await repliesTo('caf');
    expect(JSON.parse(reply)).toMatchObject({ outcome: 'refused' });
    expect(linesOf('canary.answered')).toHaveLength(partners.length);
  });
});
