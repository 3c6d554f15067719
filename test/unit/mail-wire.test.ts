import { createRequire } from 'node:module';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createNotify } from '../../functions/notify/notify.ts';
import { createSendMail } from '../../shared/outbound/mail/send.ts';
import { mailboxIdOf } from '../../shared/store/mailboxes.ts';
import { aContact, aDesk, aDigest, aNotice, anAlert, aRow } from '../support/notices.ts';
import { readPdf } from '../support/pdf.ts';

const storeSchema = z.object({
  emails: z.array(
    z.object({
      from: z.string(),
      destination: z.object({ to: z.array(z.string()), cc: z.array(z.string()), bcc: z.array(z.string()) }),
      subject: z.string(),
      body: z.object({ html: z.string(), text: z.string() }),
      attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), content: z.string() })),
      headers: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
  ),
});

const ses: typeof import('aws-ses-v2-local') = createRequire(import.meta.url)('aws-ses-v2-local');
let server: Awaited<ReturnType<typeof ses.default>>;
let client: SESv2Client;
let endpoint: string;
const requests: unknown[] = [];

beforeAll(async () => {
  server = await ses.default({ port: 0, host: '127.0.0.1' });
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new SESv2Client({ endpoint, region: 'eu-west-3', credentials });
  client.middlewareStack.add(
    (next) => (args) => {
      requests.push(args.input);
      return next(args);
    },
    { step: 'initialize' },
  );
});
afterAll(() => {
  client?.destroy();
  server?.close();
});

const nothing = async () => {};
/** Sends an item as a stage would. Resolves to what SES received. */
const wired = async (item: Parameters<ReturnType<typeof createNotify>>[0], stage: string) => {
  const notify = createNotify({
    policy: { stage, sandboxRecipient: stage === 'prod' ? undefined : 'bac@sable.example' },
    desk: async () => aDesk(),
    caseUrlBase: 'https://hub.example/dossiers',
    from: 'hub@hub.example',
    contact: aContact,
    configurationSet: 'mails',
    send: createSendMail(client),
    markSent: nothing,
    markDigestSent: nothing,
    gather: nothing,
    seanceOf: async () => undefined,
    markCourrielSent: async () => {},
    portail: 'https://passerelle.example',
    markDemandeSent: async () => {},
    markUnaddressed: nothing,
    now: () => '2026-03-03T08:00:00.000Z',
  });
  await notify(item);
  const { emails } = storeSchema.parse(await (await fetch(`${endpoint}/store`)).json());
  return emails.at(-1);
};
const PROVINS = 'sp-provins@seine-et-marne.gouv.fr';
const MEAUX = 'sp-meaux-expulsionslocatives@seine-et-marne.gouv.fr';

describe('on the wire of SES', () => {
  it('a notice of a sandboxed stage reaches the sandbox alone, with its ids and whom it was for in headers', async () => {
    const commune = 'Provins\r\nBcc: tiers@ailleurs.example';
    const mail = await wired(aNotice({ noticeId: 'n-wire', commune }), 'preprod');
    expect(mail).toMatchObject({
      from: 'hub@hub.example',
      destination: { to: ['bac@sable.example'], cc: [], bcc: [] },
      headers: [
        { name: 'X-Passerelle-Notice', value: 'n-wire' },
        { name: 'X-Passerelle-Reference', value: '77-2026-000001' },
        { name: 'X-Passerelle-Destinataire', value: PROVINS },
      ],
      attachments: [],
    });
    expect(mail?.body.text).toContain(`destiné à ${PROVINS}`);
    expect(requests.at(-1)).toMatchObject({ ReplyToAddresses: ['bac@sable.example'] });
  });

  it('a date and a letter arrive as they left, in base 64', async () => {
    const recipients = ['secretariatCcapex', 'adil'];
    const alert = anAlert({ template: 'orientationMenage', recipient: 'secretariatCcapex', recipients });
    const mail = await wired(alert, 'prod');
    expect(mail?.destination.to).toEqual([MEAUX]);
    expect(requests.at(-1)).toMatchObject({ ReplyToAddresses: [aContact.mail] });
    expect(mail?.attachments).toMatchObject([
      {
        filename: 'echeance-77-2026-000001.ics',
        contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
      },
      { filename: 'lettre-77-2026-000001.pdf', contentType: 'application/pdf' },
    ]);
    const [calendar, letter] = (mail?.attachments ?? []).map(({ content }) => Buffer.from(content, 'base64'));
    expect(calendar?.toString('utf8')).toContain('Décision du préfet');
    expect((await readPdf(letter)).pages).toBe(1);
    expect(requests.at(-1)).toMatchObject({
      EmailTags: [
        { Name: 'noticeId', Value: 'n-1' },
        { Name: 'caseId', Value: '77-2026-000001' },
        { Name: 'mailbox', Value: mailboxIdOf(MEAUX) },
      ],
      Content: {
        Simple: {
          Attachments: [{ ContentTransferEncoding: 'BASE64' }, { ContentTransferEncoding: 'BASE64' }],
        },
      },
    });
  });

  it('a digest carries its id and day as tags, for a bounce to bring back', async () => {
    const mail = await wired(aDigest({ rows: [aRow({ noticeId: 'n-9' }), aRow()] }), 'dev');
    expect(mail).toMatchObject({
      destination: { to: ['bac@sable.example'] },
      subject: '[passerelle] Récapitulatif du 02/03/2026 : 2 nouvelles, 1 dossier',
      headers: [
        { name: 'X-Passerelle-Digest', value: 'd-1' },
        { name: 'X-Passerelle-Destinataire', value: MEAUX },
      ],
    });
    expect(requests.at(-1)).toMatchObject({
      EmailTags: [
        { Name: 'digestId', Value: 'd-1' },
        { Name: 'day', Value: '2026-03-02' },
        { Name: 'mailbox', Value: mailboxIdOf(MEAUX) },
      ],
    });
  });
});
