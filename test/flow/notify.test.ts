import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNotify, itemSchema, type NotifyDeps } from '../../functions/notify/notify.ts';
import { deliveryEventSchema, undeliveredOf } from '../../functions/record-delivery/delivery-event.ts';
import { streamConsumer } from '../../shared/outbound/stream/stream-consumer.ts';
import { createDeclareStore } from '../../shared/store/declares.ts';
import {
  createGather,
  createMarkDemandeSent,
  createMarkDemandeUndelivered,
  createMarkDigestSent,
  createMarkDigestUndelivered,
  createMarkSent,
  createMarkUnaddressed,
  createMarkUndelivered,
} from '../../shared/store/delivery.ts';
import { digestKey, noticeKey } from '../../shared/store/keys.ts';
import { aContact, aDesk, aDigest, aNotice, anAlert, aRow } from '../support/notices.ts';
import { aRetry } from '../support/retries.ts';
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
const keepDigest = async (digest = aDigest()) => {
  const Item = { ...digestKey(digest.day, digest.digestId), ...digest };
  await store.client.send(new PutCommand({ TableName: 'hub', Item }));
  return digest;
};
const itemOf = async (id: string) =>
  [...(await store.items('NOTICE')), ...(await store.items('DIGEST'))].find(
    ({ noticeId, digestId }) => noticeId === id || digestId === id,
  );
const statusOf = async (id: string) => (await itemOf(id))?.status;
const notifyWith = (send: NotifyDeps['send'], desk = aDesk()) =>
  createNotify({
    policy: { stage: 'prod' },
    desk: async () => desk,
    caseUrlBase: 'https://hub.example/dossiers/',
    from: 'hub@hub.example',
    contact: aContact,
    configurationSet: 'mails',
    send,
    markSent: createMarkSent(store.client, 'hub'),
    markDigestSent: createMarkDigestSent(store.client, 'hub'),
    gather: createGather(store.client, 'hub'),
    seanceOf: async () => undefined,
    markCourrielSent: async () => {},
    portail: 'https://passerelle.example',
    markDemandeSent: createMarkDemandeSent(store.client, 'hub'),
    markUnaddressed: createMarkUnaddressed(store.client, 'hub'),
    now: () => '2026-03-03T08:00:00.000Z',
  });
type Mail = Parameters<NotifyDeps['send']>[0];
const MEAUX = 'sp-meaux-expulsionslocatives@seine-et-marne.gouv.fr';

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
    const notify = notifyWith(async (_mail, _to, { about }) => {
      const noticeId = 'noticeId' in about ? about.noticeId : '';
      if (throttling && noticeId === 'n-throttled') {
        throw Object.assign(new Error(), { name: 'TooManyRequestsException' });
      }
      sent.push(noticeId);
      return 'ses';
    });
    const record = (noticeId: string, SequenceNumber: string) => {
      const notice = aNotice({ noticeId });
      const Keys = Object(marshall(noticeKey(notice.caseId, noticeId)));
      return { dynamodb: { SequenceNumber, Keys, NewImage: Object(marshall(notice)) } };
    };
    const event = { Records: [record('n-ok', '1'), record('n-throttled', '2'), record('n-after', '3')] };
    const retries: string[] = [];
    const consumer = streamConsumer(
      itemSchema,
      notify,
      {
        tryAgain: async (body) => void retries.push(body),
        setApart: () => Promise.reject(new Error('it will be sent')),
        read: async ({ PK, SK }) =>
          (await store.client.send(new GetCommand({ TableName: 'hub', Key: { PK, SK } }))).Item,
      },
      async () => undefined,
    );
    const context = Object.create(null);
    expect(await consumer(event, context)).toEqual({ batchItemFailures: [] });
    expect(sent.toSorted()).toEqual(['n-after', 'n-ok']);
    expect(await statusOf('n-throttled')).toBe('due');

    throttling = false;
    const again = { Records: retries.map((body) => aRetry(body)) };
    expect(await consumer(again, context)).toEqual({ batchItemFailures: [] });
    expect(await statusOf('n-throttled')).toBe('sent');
    expect(sent.toSorted()).toEqual(['n-after', 'n-ok', 'n-throttled']);
  });
});

describe('a due notice that can wait', () => {
  const waiting = (noticeId: string, over: object = {}) =>
    aNotice({ noticeId, sendBy: '2026-03-05', ...over });
  const sentTo: string[] = [];
  const notify = () =>
    notifyWith(async (_mail, { to }) => {
      sentTo.push(to);
      return 'ses';
    });

  it('is put in its mailbox’s summary, and sent once it comes out of it', async () => {
    const notice = await keep(waiting('n-news'));
    await notify()(notice);
    expect(sentTo).toEqual([]);
    const held = await itemOf('n-news');
    expect(held).toMatchObject({
      status: 'gathered',
      mailbox: 'sp-provins@seine-et-marne.gouv.fr',
      forward: [],
      worklistKey: 'GATHERED',
    });
    await notify()(itemSchema.parse({ ...held, status: 'due' }));
    expect(sentTo).toEqual(['sp-provins@seine-et-marne.gouv.fr']);
  });

  it.each([
    ['it is urgent', waiting('n-now', { urgent: true })],
    ['an earlier version wrote it', aNotice({ noticeId: 'n-now' })],
  ])('goes at once where %s', async (_, notice) => {
    sentTo.length = 0;
    await notify()(await keep(notice));
    expect(sentTo).toHaveLength(1);
    expect(await statusOf('n-now')).toBe('sent');
  });

  it('goes at once to a mailbox that wants each as it comes', async () => {
    const desk = aDesk();
    const atOnce = ['sp-provins@seine-et-marne.gouv.fr'];
    const sent: string[] = [];
    const send: NotifyDeps['send'] = async (_mail, { to }) => {
      sent.push(to);
      return 'ses';
    };
    const own = { ...desk, mailboxes: { ...desk.mailboxes, atOnce } };
    await notifyWith(send, own)(await keep(waiting('n-at-once')));
    expect(sent).toEqual(atOnce);
  });
});

describe('an alert for partners', () => {
  it('goes to the State with the names of those who have no address, who are marked so', async () => {
    const recipients = ['arrondissement', 'ccas'];
    const own = await keep(anAlert({ noticeId: 'n-state', recipients }));
    const other = await keep(anAlert({ noticeId: 'n-ccas', recipient: 'ccas', recipients }));
    const sent: [string, Mail][] = [];
    const notify = notifyWith(async (mail, { to }) => {
      sent.push([to, mail]);
      return 'ses';
    });
    await notify(own);
    await notify(other);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.[0]).toBe(MEAUX);
    expect(sent[0]?.[1].text).toContain('- CCAS de Meaux : adresse à compléter (annuaire de l’étape prod)');
    expect(sent[0]?.[1].attachments.map(({ filename }) => filename)).toEqual(['echeance-77-2026-000001.ics']);
    expect(await statusOf('n-state')).toBe('sent');
    expect(await itemOf('n-ccas')).toMatchObject({
      status: 'unaddressed',
      unaddressedAt: '2026-03-03T08:00:00.000Z',
    });
  });
});

describe('a due digest', () => {
  it('is sent to its mailbox with its dates and letters, and marked sent', async () => {
    const { calendar } = anAlert();
    const rows = [aRow({ calendar }), aRow({ template: 'orientationMenage' })];
    const digest = await keepDigest(aDigest({ rows }));
    const sent: unknown[] = [];
    await notifyWith(async ({ subject, attachments }, { to }, { about }) => {
      sent.push([to, subject, about, attachments.map(({ filename }) => filename)]);
      return 'ses-9';
    })(digest);
    expect(sent).toEqual([
      [
        MEAUX,
        '[passerelle] Récapitulatif du 02/03/2026 : 2 nouvelles, 1 dossier',
        { digestId: 'd-1', day: '2026-03-02' },
        ['echeances-2026-03-02.ics', 'lettres-2026-03-02.pdf'],
      ],
    ]);
    expect(await itemOf('d-1')).toMatchObject({ status: 'sent', sesMessageId: 'ses-9' });
  });

  it('is due again for the next try when SES refuses it', async () => {
    const digest = await keepDigest(aDigest({ digestId: 'd-refused' }));
    const notify = notifyWith(() => Promise.reject(new Error('throttled')));
    await expect(notify(digest)).rejects.toThrow('throttled');
    expect(await statusOf('d-refused')).toBe('due');
  });
});

describe('an item that is not due', () => {
  const statuses = ['waiting', 'gathered', 'digested', 'sent', 'undelivered', 'unaddressed'];
  it.each([
    ...statuses.map((status) => ({ entity: 'NOTICE', noticeId: 'n-other', status })),
    ...['sent', 'undelivered'].map((status) => ({
      entity: 'DIGEST',
      digestId: 'd-other',
      status,
    })),
  ])('is left alone: %o', async (item) => {
    const sent: string[] = [];
    const notify = notifyWith(async (_mail, { to }) => {
      sent.push(to);
      return 'ses';
    });
    await notify(itemSchema.parse(item));
    expect(sent).toEqual([]);
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
    if (undelivered?.kind === 'notice') await createMarkUndelivered(store.client, 'hub')(undelivered);
    expect(await itemOf(notice.noticeId)).toMatchObject({
      status: 'undelivered',
      undeliveredReason: 'Bounce:Permanent:General',
    });
  });

  it('marks its digest undelivered, with why', async () => {
    await keepDigest(aDigest({ digestId: 'd-bounced' }));
    const tags = { digestId: ['d-bounced'], day: ['2026-03-02'] };
    const undelivered = undeliveredOf(bounced({ mail: { tags } }));
    expect(undelivered).toMatchObject({ kind: 'digest', day: '2026-03-02' });
    if (undelivered?.kind === 'digest') {
      await createMarkDigestUndelivered(store.client, 'hub')(undelivered);
    }
    expect(await itemOf('d-bounced')).toMatchObject({
      status: 'undelivered',
      undeliveredReason: 'Bounce:Permanent:General',
    });
  });

  it('is sent to a partner that is asked for its figures, with the table to fill in, and known again by its tags', async () => {
    const demandes = createDeclareStore(store.client, 'hub');
    await demandes.demanderOnce({
      ...{ id: '2026-demande-adil', annee: 2026, etape: 'demande', partenaire: 'adil', nom: 'ADIL' },
      ...{ mailbox: 'adil@exemple.fr', indicateurs: ['adil.contacts'], at: '2027-01-10T05:00:00.000Z' },
      status: 'due',
    });
    const [item] = await store.items('DEMANDE');
    const sent: unknown[] = [];
    await notifyWith(async ({ attachments }, { to }, { about }) => {
      sent.push([to, attachments.map(({ filename }) => filename), about]);
      return 'ses-1';
    })(itemSchema.parse(item));
    const about = { demande: '2026-demande-adil', annee: '2026', etape: 'demande', partenaire: 'adil' };
    expect(sent).toEqual([['adil@exemple.fr', ['chiffres-2026-adil.csv'], about]]);
    expect(await demandes.demandes(2026)).toMatchObject([{ status: 'sent' }]);
    const tags = Object.fromEntries(Object.entries(about).map(([name, value]) => [name, [value]]));
    const undelivered = undeliveredOf(bounced({ mail: { tags } }));
    if (undelivered?.kind === 'demande') await createMarkDemandeUndelivered(store.client, 'hub')(undelivered);
    expect(await demandes.demandes(2026)).toMatchObject([{ status: 'undelivered' }]);
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
