import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DescribeTableCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { demoPartners, startDemoHub } from '../../cli/demo/hub.ts';
import { playDemo, readDemo } from '../../cli/demo/play.ts';
import { type Summary, summaryOf } from '../../cli/demo/summary.ts';
import { assemblyFor } from '../../infra/assembly.ts';
import { stageOf } from '../../infra/stages.ts';
import { clientsOf } from '../../local/clients.ts';
import type { LocalHub } from '../../local/hub.ts';
import { daysBetween } from '../../shared/domain/calendar/civil-date.ts';
import { communesByInsee } from '../../shared/domain/territory/table.ts';
import { alertTexts } from '../../shared/outbound/texts/alert-texts.ts';
import { eventTexts } from '../../shared/outbound/texts/event-texts.ts';
import { personalIn, searchFor } from '../support/personal.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/demo');
const mailSchema = z.object({
  destination: z.object({ to: z.array(z.string()) }),
  subject: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  body: z.object({ html: z.string(), text: z.string() }),
});
type Mail = z.infer<typeof mailSchema>;

let hub: LocalHub;
let summary: Summary;
let mails: Mail[];
/** What one mailbox was told of one case, alone in its mail or in a summary: of an event, or of a delay. */
type Told = { mailbox: string; caseId: string; commune: string; title: string; text: string };
let told: Told[];
let ofEvents: Told[];
let ofDelays: Told[];
const eventTitles = new Set(Object.values(eventTexts).map(({ title }) => title));
const alertTitles = new Set(
  Object.values(alertTexts).flatMap(({ title, passed }) => [title, ...(passed ? [passed.title] : [])]),
);

/** The whole of a mail about one notice; each line, with its case, of a mail about many. */
const toldIn = ({ destination, subject, body }: Mail): Told[] => {
  const mailbox = destination.to[0] ?? '';
  const [, caseId = '', title = '', commune = ''] =
    /^\[passerelle\] (?:\[URGENT\] )?(77-\d{4}-\d{6}) · (.+) · (.+)$/.exec(subject) ?? [];
  if (caseId) return [{ mailbox, caseId, commune, title, text: body.text }];
  return [...body.text.matchAll(/^(77-\d{4}-\d{6}) · (.+)\n.+\n((?:(?:- | {2}).+\n)+)/gm)].flatMap(
    ([, id = '', place = '', lines = '']) =>
      lines.split(/^- /m).flatMap((text) => {
        const found =
          [...eventTitles].find((one) => text.startsWith(`${one}, `)) ??
          [...alertTitles].find((one) => text.startsWith(`${one} : `));
        return found ? [{ mailbox, caseId: id, commune: place, title: found, text }] : [];
      }),
  );
};

beforeAll(async () => {
  const assembly = await assemblyFor('local');
  // The hub's clock stands after the months played: which delays are late must not depend on the day of the test.
  hub = await startDemoHub({ assembly, now: '2026-11-02T08:00:00.000Z' });
  await playDemo(hub, FIXTURES);
  // A piece may wait for its data, or the data for the piece: let that wait end.
  await hub.advanceTo('2026-11-02T08:15:00.000Z');
  summary = await summaryOf(hub, 0);
  const store: unknown = await (await fetch(`${hub.endpoints.ses}/store`)).json();
  mails = z.object({ emails: z.array(mailSchema) }).parse(store).emails;
  told = mails.flatMap(toldIn);
  ofDelays = told.filter(({ title }) => alertTitles.has(title));
  ofEvents = told.filter(({ title }) => eventTitles.has(title));
}, 300_000);
afterAll(() => hub?.stop());

const replySchema = z.object({
  outcome: z.string(),
  reference: z.string().optional(),
  case: z.string().optional(),
});
type Reply = z.infer<typeof replySchema>;

const repliesOf = async (partner: string): Promise<Reply[]> => {
  const { sqs } = clientsOf(hub.endpoints);
  const QueueUrl = hub.queues.get(`passerelle-local-replies-${partner}`);
  const replies: Reply[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return replies;
    replies.push(...Messages.map(({ Body }) => replySchema.parse(JSON.parse(Body ?? ''))));
  }
};

/** Every item of the table: the values of its keys (the table's and the indexes'), and the whole item as text. */
const everyItem = async (): Promise<{ keys: string[]; text: string }[]> => {
  const { dynamodb } = clientsOf(hub.endpoints);
  const TableName = hub.outputs.get('TableName') ?? '';
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  const names = Table?.AttributeDefinitions?.map(({ AttributeName }) => AttributeName ?? '') ?? [];
  const found: { keys: string[]; text: string }[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName }))
    for (const item of Items)
      found.push({ keys: names.flatMap((name) => item[name]?.S ?? []), text: JSON.stringify(item) });
  return found;
};

/** Names of every object in every bucket. */
const everyObject = async (): Promise<string[]> => {
  const { s3 } = clientsOf(hub.endpoints);
  const names: string[] = [];
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const { Name: Bucket } of Buckets)
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket }))
      names.push(...Contents.flatMap(({ Key }) => Key ?? []));
  return names;
};

const sentSchema = z.object({
  sender: z.string(),
  reference: z.string(),
  actDate: z.string(),
  kind: z.string().optional(),
  etape: z.string().optional(),
  suites: z.array(z.string()).optional(),
  dwelling: z.object({
    insee: z.string().optional(),
    postcode: z.string().optional(),
    commune: z.string().optional(),
  }),
});
type Sent = z.infer<typeof sentSchema>;

/** Everything the partners sent that can be read as a message, once each, whatever the hub made of it. */
const sentMessages = async (): Promise<Sent[]> => {
  const texts = (await readDemo(FIXTURES)).flatMap((line) =>
    line.channel === 'pieces' ? (line.text ?? []) : line.body,
  );
  const read = (text: string): Sent[] => {
    try {
      const { data } = sentSchema.safeParse(JSON.parse(text));
      return data ? [data] : [];
    } catch {
      return [];
    }
  };
  const all = texts.flatMap(read);
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
};

const stepOf = ({ kind, etape }: Sent): keyof typeof eventTexts => {
  const found = kind ?? (etape ? 'surendettement' : 'impaye');
  const step = Object.keys(eventTexts).find((name): name is keyof typeof eventTexts => name === found);
  if (!step) throw new Error(`no step ${found}`);
  return step;
};

/** The arrondissement by a plain reading of the official table: by INSEE code, else by postal code and name. */
const arrondissementOf = ({ dwelling }: Sent) => {
  const plain = (name: string) =>
    name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toUpperCase()
      .replace(/[^A-Z]+/g, ' ');
  const communes = [...communesByInsee().values()];
  return communes.find(
    ({ insee, name, postcodes }) =>
      insee === dwelling.insee ||
      (dwelling.insee === undefined &&
        postcodes.includes(dwelling.postcode ?? '') &&
        plain(name) === plain(dwelling.commune ?? '')),
  )?.arrondissement;
};

describe('the demonstration through the whole hub', () => {
  it('files, holds or refuses each message, and lets none die', () => {
    expect(summary.messages).toEqual({
      accepted: 230,
      pending: 4,
      refused: 15,
      repeated: 13,
      deadLettered: 0,
    });
  });

  it('plays acts that follow one another as the law has them', async () => {
    const acts = Map.groupBy(
      (await sentMessages()).filter(({ sender }) => sender.startsWith('etude-')),
      ({ reference }) => reference,
    );
    const gaps: [string, string, number][] = [
      ['commandementDePayer', 'assignation', 42],
      ['assignation', 'decision', 57],
      ['decision', 'commandementDeQuitterLesLieux', 30],
      ['commandementDeQuitterLesLieux', 'demandeCfp', 62],
    ];
    const seen = gaps.map(([first, then, least]) => {
      const days = [...acts.values()].flatMap((own) => {
        const dayOf = (kind: string) => own.find((one) => one.kind === kind)?.actDate;
        const [from, to] = [dayOf(first), dayOf(then)];
        return from && to ? [daysBetween(from, to)] : [];
      });
      expect(Math.min(...days), `${first} → ${then}`).toBeGreaterThanOrEqual(least);
      return days.length;
    });
    expect(Math.min(...seen)).toBeGreaterThan(5);
  });

  it('tells each thing once, in few mails', () => {
    const ids = mails.map(
      ({ headers }) => headers.find(({ name }) => /^X-Passerelle-(Notice|Digest)$/.test(name))?.value,
    );
    expect(ids).not.toContain(undefined);
    expect(new Set(ids).size).toBe(mails.length);
    expect(new Set(told.map(({ mailbox, caseId, text }) => `${mailbox} ${caseId} ${text}`)).size).toBe(
      told.length,
    );
    expect(ofEvents).toHaveLength(230 + 3);
    expect(ofDelays.length).toBeGreaterThan(100);
    expect(mails.length).toBeLessThan(20);
  });

  it('tells the mailbox of the commune’s arrondissement, or CCAPEX', () => {
    const { mailboxes } = stageOf('local');
    const byName = new Map([...communesByInsee().values()].map((commune) => [commune.name, commune]));
    for (const { destination } of mails) expect(destination.to).toHaveLength(1);
    for (const { mailbox, title, ...of } of told) {
      const commune = byName.get(of.commune);
      const own = commune ? mailboxes.arrondissements[commune.arrondissement] : '';
      // CCAPEX's secretariat writes to households: Nord for Meaux and Torcy, Sud for the others.
      const north = ['771', '775'].includes(commune?.arrondissement ?? '');
      const orients = title === alertTexts.orientationMenage.title;
      const secretariat = mailboxes.secretariatsCcapex[north ? 'nord' : 'sud'];
      expect([orients ? secretariat : own, mailboxes.ccapex], `${of.caseId} ${title}`).toContain(mailbox);
    }
    expect(ofEvents.filter(({ mailbox }) => mailbox === mailboxes.ccapex)).toHaveLength(3);
  });

  it('keeps names, birth dates and amounts out of every subject', () => {
    for (const { subject } of mails)
      expect(subject).toMatch(
        /^\[passerelle\] (\[URGENT\] )?(77-\d{4}-\d{6} · [^€\d]+|(Récapitulatif du 02\/11\/2026 : )?\d+ nouvelles?, \d+ dossiers?(, 02\/11\/2026)?( \(\d\/\d\))?)$/u,
      );
  });

  it('names nobody in any log line, key of the table, object’s name or mail', async () => {
    const texts = (await readDemo(FIXTURES)).map((line) =>
      line.channel === 'pieces' ? (line.text ?? '') : line.body,
    );
    const parsed = texts.flatMap((text): unknown[] => {
      try {
        return [JSON.parse(text)];
      } catch {
        return [];
      }
    });
    const personal = personalIn(parsed);
    const found = searchFor(personal);
    const logs = (await readdir(hub.logDir)).map((name) => readFileSync(join(hub.logDir, name), 'utf8'));
    const lines = logs.join('').split('\n');
    const items = await everyItem();
    const keys = items.flatMap((item) => item.keys);
    const names = await everyObject();
    const sent = mails.flatMap(({ subject, headers, body }) => [
      subject,
      ...headers.map(({ value }) => value),
      body.text,
      body.html,
    ]);

    // The search must be able to find something: these values are in the table's items, outside their keys.
    expect(new Set(personal).size).toBeGreaterThan(300);
    expect(new Set(items.flatMap(({ text }) => found(text))).size).toBeGreaterThan(300);
    expect(lines.length).toBeGreaterThan(1000);
    expect(keys.length).toBeGreaterThan(3000);
    expect(names.length).toBeGreaterThan(400);
    for (const text of [...lines, ...keys, ...names, ...sent]) expect(found(text), text).toEqual([]);
  });

  it('answers each partner once for each arrival, and each message accepted has its mail at its mailbox, once', async () => {
    const lines = await readDemo(FIXTURES);
    const { mailboxes } = stageOf('local');
    /** Partner and reference → the names by which that partner knows its cases. */
    const accepted = new Map<string, string[]>();
    for (const { code: partner } of demoPartners) {
      const replies = await repliesOf(partner);
      if (!partner.startsWith('etude-')) {
        expect(replies, partner).toHaveLength(lines.filter(({ channel }) => channel === partner).length);
      }
      for (const { outcome, reference, case: name } of replies) {
        const key = `${partner} ${reference}`;
        if (outcome === 'accepted' && name) accepted.set(key, [...(accepted.get(key) ?? []), name]);
      }
    }
    const expected = (await sentMessages()).filter(
      (one) => accepted.has(`${one.sender} ${one.reference}`) && arrondissementOf(one),
    );
    expect(expected.length).toBeGreaterThan(200);
    for (const one of expected) {
      const code = arrondissementOf(one);
      const title = eventTexts[stepOf(one)].title;
      const names = accepted.get(`${one.sender} ${one.reference}`) ?? [];
      const matching = ofEvents.filter(
        (notice) =>
          notice.title === title &&
          names.some((name) => new RegExp(`Connu de l’expéditeur sous : ${name}( ·|\n)`).test(notice.text)) &&
          notice.text.includes(one.actDate.split('-').reverse().join('/')),
      );
      const to = matching.map(({ mailbox }) => mailbox).sort();
      const wanted = [code && mailboxes.arrondissements[code], one.suites?.length ? mailboxes.ccapex : []]
        .flat()
        .sort();
      expect(to, `${one.sender} ${one.reference} ${one.actDate} ${title}`).toEqual(wanted);
    }
  });

  it('sends no alert for a message it refused or holds', () => {
    expect(summary.notices).toEqual({ waiting: 4, undelivered: 0 });
  });

  it('counts what was in a bounced summary as undelivered', async () => {
    const [summaryMail] = mails.filter(({ subject }) => subject.includes('Récapitulatif'));
    const digestId = /Récapitulatif n° (\w+)\./.exec(summaryMail?.body.text ?? '')?.[1] ?? '';
    const [, count] = / : (\d+) nouvelles/.exec(summaryMail?.subject ?? '') ?? [];
    const taken = await hub.putEvent({
      source: 'aws.ses',
      'detail-type': 'Email Bounced',
      time: '2026-10-31T12:00:00Z',
      detail: {
        eventType: 'Bounce',
        bounce: { bounceType: 'Permanent', bounceSubType: 'General' },
        mail: {
          tags: {
            digestId: [digestId],
            day: ['2026-11-02'],
            'ses:configuration-set': [String(hub.outputs.get('ConfigurationSetName'))],
          },
        },
      },
    });
    expect(taken).toBe(1);
    expect((await summaryOf(hub, 0)).notices.undelivered).toBe(Number(count));
  });
});
