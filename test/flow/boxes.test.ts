import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveBoxes } from '../../cli/boxes/serve.ts';
import { CREDENTIALS, REGION } from '../../local/constants.ts';
import { type Engine, startSes } from '../../local/engines.ts';
import { behind } from '../../local/front.ts';
import { type Listener, listen } from '../../local/listen.ts';

let ses: Engine;
let pages: Listener;
let isStarted = false;
const home = `<link rel="icon" href="/i.svg"><link rel="stylesheet" href="/p.css"><script src="/propre/apparence-1.js"></script>`;
beforeAll(async () => {
  ses = await startSes();
  pages = await listen('the pages');
  const front = serveBoxes(() => (isStarted ? { ses: ses.url, portal: pages.url } : undefined));
  pages.answer(behind([front], (_, response) => response.end(home)));
});
afterAll(async () => {
  await pages?.stop();
  await ses?.stop();
});

const HOSTILE =
  '<script>top.document.title="pris"</script><img src="https://ailleurs.example/x.png" onerror="alert(1)">';
const send = (
  to: string,
  subject: string,
  html: string,
  files: { name: string; type: string; text: string }[] = [],
) =>
  new SESv2Client({ region: REGION, credentials: CREDENTIALS, endpoint: ses.url }).send(
    new SendEmailCommand({
      FromEmailAddress: 'hub@local.example',
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: subject },
          Body: { Html: { Data: html }, Text: { Data: 'en texte' } },
          ...(files.length > 0 && {
            Attachments: files.map(({ name, type, text }) => ({
              FileName: name,
              ContentType: type,
              RawContent: Buffer.from(text),
            })),
          }),
        },
      },
    }),
  );
const get = async (path: string) => {
  const answer = await fetch(`${pages.url}${path}`);
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
};
const linkTo = (html: string, text: string): string =>
  new RegExp(`<a href="([^"]+)"[^>]*>${text}`)
    .exec(html)?.[1]
    ?.replaceAll('&amp;', '&')
    .replaceAll('&#x3D;', '=')
    .replaceAll('&#x2F;', '/') ?? '';

describe('the mails of a local hub', () => {
  it('are not there before it has started', async () => {
    expect((await get('/boites')).html).toBe(home);
    isStarted = true;
    expect((await get('/boites')).html).toContain('Aucun mél n’est encore parti.');
  });

  it('are counted by mailbox, and read one by one, the last first', async () => {
    await send('provins@exemple.fr', 'Premier', '<p>un</p>');
    await send('provins@exemple.fr', 'Second', '<p>deux</p>');
    await send('meaux@exemple.fr', 'Ailleurs', '<p>trois</p>');

    const { html } = await get('/boites');
    expect(html).toMatch(/provins@exemple.fr <span class="nombre">2 méls/);
    expect(html).toMatch(/meaux@exemple.fr <span class="nombre">1 mél</);
    const box = (await get(linkTo(html, 'provins@exemple.fr'))).html;
    expect(box.indexOf('Second')).toBeLessThan(box.indexOf('Premier'));
    expect(box).not.toContain('Ailleurs');
    const mail = (await get(linkTo(box, 'Premier'))).html;
    expect(mail).toContain('<h1 id="titre">Premier</h1>');
    expect(mail).toContain('en texte');
  });

  it('have the look of the pages', async () => {
    const { html } = await get('/boites');
    for (const path of ['/i.svg', '/p.css', '/propre/apparence-1.js'])
      expect(html.replaceAll('&#x2F;', '/')).toContain(path);
  });

  it('run nothing, load nothing and are of no origin, whatever was written in them', async () => {
    await send('provins@exemple.fr', '<script>alert(1)</script>', HOSTILE);
    const box = (await get('/boites?boite=provins%40exemple.fr')).html;
    expect(box).not.toContain('<script>alert');
    const mail = await get(linkTo(box, '&lt;script&gt;'));
    expect(mail.html).not.toContain('<script>alert');
    expect(mail.html).toMatch(/<iframe [^>]*sandbox="allow-top-navigation-by-user-activation"/);
    expect(mail.headers.get('content-security-policy')).toContain("script-src 'self'");

    const [, frame = ''] = /<iframe src="([^"]+)"/.exec(mail.html) ?? [];
    const { html, headers } = await get(frame.replaceAll('&#x2F;', '/'));
    expect(html).toContain(HOSTILE);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^sandbox allow-top-navigation-by-user-activation;/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/allow-scripts|allow-same-origin|script-src/);
  });

  it('open a PDF and a date, and save what is anything else', async () => {
    await send('provins@exemple.fr', 'Pièces', '<p></p>', [
      { name: 'lettre.pdf', type: 'application/pdf', text: '%PDF-1.7' },
      { name: 'dates.ics', type: 'text/calendar; method=PUBLISH', text: 'BEGIN:VCALENDAR' },
      { name: 'page.html', type: 'text/html', text: HOSTILE },
      { name: 'image.svg', type: 'image/svg+xml', text: '<svg onload="alert(1)"/>' },
    ]);
    const mail = linkTo((await get('/boites?boite=provins%40exemple.fr')).html, 'Pièces');
    const types = await Promise.all(
      [0, 1, 2, 3].map(async (n) => {
        const { headers } = await get(`${mail}/pieces/${n}`);
        return [headers.get('content-type'), headers.get('content-disposition')?.split(';')[0]];
      }),
    );
    expect(types).toEqual([
      ['application/pdf', 'inline'],
      ['text/calendar; charset=utf-8', 'inline'],
      ['application/octet-stream', 'attachment'],
      ['application/octet-stream', 'attachment'],
    ]);
  });

  it.each(['/boites/absent', '/boites/absent/html', '/boites/%', '/boites/x/pieces/9'])(
    'that are not there are said not to be: %s',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );
});
