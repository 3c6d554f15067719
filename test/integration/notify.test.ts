import { createRequire } from 'node:module';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createNotify, type NotifyDeps } from '../../functions/notify/notify.ts';
import { deliveryEventSchema, undeliveredOf } from '../../functions/record-delivery/delivery-event.ts';
import { stageOf } from '../../infra/stages.ts';
import { dueNoticeSchema, noticeSchema } from '../../shared/mail/notice.ts';
import { addressingOf } from '../../shared/mail/recipient.ts';
import { renderNotice } from '../../shared/mail/render.ts';
import { createSendMail } from '../../shared/mail/send.ts';
import { createMarkSent, createMarkUndelivered } from '../../shared/store/delivery.ts';
import { noticeKey } from '../../shared/store/keys.ts';
import { streamConsumer } from '../../shared/stream/stream-consumer.ts';
import { aNotice } from '../support/notices.ts';
import { startTable } from '../support/table.ts';

let store: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  store = await startTable();
});
afterAll(() => store?.stop());

const keep = async (notice = aNotice()) => {
  const Item = { ...noticeKey(notice.caseId, notice.noticeId), ...notice };
  await store.client.send(new PutCommand({ TableName: 'hub', Item }));
  return notice;
};
const statusOf = async (noticeId: string) =>
  (await store.items('NOTICE')).find((item) => item.noticeId === noticeId)?.status;
const notifyWith = (send: NotifyDeps['send']) =>
  createNotify({
    policy: { stage: 'prod', mailboxes: stageOf('prod').mailboxes },
    caseUrlBase: 'https://hub.example/dossiers/',
    from: 'hub@hub.example',
    configurationSet: 'mails',
    send,
    markSent: createMarkSent(store.client, 'hub'),
    now: () => '2026-03-03T08:00:00.000Z',
  });

describe('a due notice', () => {
  it('is sent to its mailbox and marked sent', async () => {
    const notice = await keep();
    const sent: string[] = [];
    await notifyWith(async (_mail, { to }) => {
      sent.push(to);
      return 'ses-1';
    })(notice);
    expect(sent).toEqual(['sp-provins@seine-et-marne.gouv.fr']);
    expect(await statusOf(notice.noticeId)).toBe('sent');
  });

  it('stays due when SES refuses it, is tried again, and nothing beside it is sent twice', async () => {
    const notices = [
      aNotice({ noticeId: 'n-ok' }),
      aNotice({ noticeId: 'n-throttled' }),
      aNotice({ noticeId: 'n-after' }),
    ];
    for (const notice of notices) await keep(notice);
    const sent: string[] = [];
    let throttling = true;
    const notify = notifyWith(async (_mail, _to, { noticeId }) => {
      if (throttling && noticeId === 'n-throttled') {
        throw Object.assign(new Error(), { name: 'TooManyRequestsException' });
      }
      sent.push(noticeId);
      return 'ses';
    });
    const record = (noticeId: string, SequenceNumber: string) => ({
      dynamodb: {
        SequenceNumber,
        NewImage: {
          ...Object.fromEntries(
            Object.entries(aNotice({ noticeId })).flatMap(([key, value]) =>
              typeof value === 'string' ? [[key, { S: value }]] : [],
            ),
          ),
          facts: { M: {} },
        },
      },
    });
    const event = { Records: [record('n-ok', '1'), record('n-throttled', '2'), record('n-after', '3')] };
    const consumer = streamConsumer(dueNoticeSchema, notify);
    const context = Object.create(null);
    expect(await consumer(event, context)).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
    expect(await statusOf('n-throttled')).toBe('due');

    throttling = false;
    expect(await consumer({ Records: event.Records.slice(1) }, context)).toEqual({ batchItemFailures: [] });
    expect(await statusOf('n-throttled')).toBe('sent');
    expect(sent.toSorted()).toEqual(['n-after', 'n-ok', 'n-throttled']);
  });
});

describe('a notice that is not due', () => {
  it.each(['waiting', 'sent', 'undelivered'])('is left alone when it is %s', async (status) => {
    const sent: string[] = [];
    const notify = notifyWith(async (_mail, { to }) => {
      sent.push(to);
      return 'ses';
    });
    await notify(noticeSchema.parse({ entity: 'NOTICE', noticeId: 'n-other', status }));
    expect(sent).toEqual([]);
  });
});

describe('on the wire of SES', () => {
  const stored = z.object({
    emails: z.array(
      z.object({
        from: z.string(),
        destination: z.object({ to: z.array(z.string()), cc: z.array(z.string()), bcc: z.array(z.string()) }),
        subject: z.string(),
        body: z.object({ html: z.string(), text: z.string() }),
        headers: z.array(z.object({ name: z.string(), value: z.string() })),
      }),
    ),
  });

  it('a notice of a sandboxed stage reaches the sandbox alone, with its ids and whom it was for in headers', async () => {
    const ses: typeof import('aws-ses-v2-local') = createRequire(import.meta.url)('aws-ses-v2-local');
    const server = await ses.default({ port: 0, host: '127.0.0.1' });
    const address = server.address();
    const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new SESv2Client({ endpoint, region: 'eu-west-3', credentials });
    const notice = aNotice({ noticeId: 'n-wire', commune: 'Provins\r\nBcc: tiers@ailleurs.example' });
    const { mailboxes } = stageOf('preprod');
    const addressing = addressingOf(notice, {
      stage: 'preprod',
      mailboxes,
      sandboxRecipient: 'bac@sable.example',
    });
    try {
      const id = await createSendMail(client)(
        renderNotice(notice, 'https://hub.example/dossiers', addressing.intended),
        addressing,
        { from: 'hub@hub.example', configurationSet: 'mails', noticeId: 'n-wire', reference: notice.caseId },
      );
      expect(id).not.toBe('');
      const { emails } = stored.parse(await (await fetch(`${endpoint}/store`)).json());
      expect(emails).toHaveLength(1);
      expect(emails[0]).toMatchObject({
        from: 'hub@hub.example',
        destination: { to: ['bac@sable.example'], cc: [], bcc: [] },
        headers: [
          { name: 'X-Passerelle-Notice', value: 'n-wire' },
          { name: 'X-Passerelle-Reference', value: '77-2026-000001' },
          { name: 'X-Passerelle-Destinataire', value: mailboxes.arrondissements['773'] },
        ],
      });
      expect(emails[0]?.body.text).toContain(`destiné à ${mailboxes.arrondissements['773']}`);
    } finally {
      client.destroy();
      server.close();
    }
  });
});

describe('a mail that did not arrive', () => {
  const bounced = (over: object = {}) =>
    deliveryEventSchema.parse({
      source: 'aws.ses',
      time: '2026-03-03T08:05:00Z',
      detail: {
        eventType: 'Bounce',
        bounce: { bounceType: 'Permanent', bounceSubType: 'General' },
        mail: { tags: { noticeId: ['n-bounced'], caseId: ['77-2026-000001'] } },
        ...over,
      },
    });

  it('marks its notice undelivered, with why', async () => {
    const notice = await keep(aNotice({ noticeId: 'n-bounced' }));
    const undelivered = undeliveredOf(bounced());
    expect(undelivered).toBeDefined();
    if (undelivered) await createMarkUndelivered(store.client, 'hub')(undelivered);
    const items = await store.items('NOTICE');
    expect(items.find(({ noticeId }) => noticeId === notice.noticeId)).toMatchObject({
      status: 'undelivered',
      undeliveredReason: 'Bounce:Permanent:General',
    });
  });

  it('stays undelivered when the bounce overtook the mark «sent»', async () => {
    const notice = await keep(aNotice({ noticeId: 'n-race' }));
    await createMarkUndelivered(
      store.client,
      'hub',
    )({ caseId: notice.caseId, noticeId: 'n-race', reason: 'Bounce', at: 'x' });
    await notifyWith(async () => 'ses')(notice);
    expect(await statusOf('n-race')).toBe('undelivered');
  });

  it('of an unknown notice is an error, not a new item', async () => {
    const mark = createMarkUndelivered(store.client, 'hub');
    await expect(mark({ caseId: 'x', noticeId: 'none', reason: 'Bounce', at: 'x' })).rejects.toThrow(
      ConditionalCheckFailedException,
    );
  });

  it.each([{ eventType: 'Send' }, { mail: { tags: {} } }])('is told loudly from an event like %o', (over) => {
    expect(() => bounced(over)).toThrow();
  });

  it('is not a mail that SES still tries to deliver', () => {
    expect(undeliveredOf(bounced({ eventType: 'DeliveryDelay' }))).toBeUndefined();
  });
});
