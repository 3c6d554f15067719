import '../test/support/quiet.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { CANNOT, DONE } from '../cli/arguments.ts';
import { command } from '../cli/command.ts';
import { startDemoHub } from '../cli/demo/hub.ts';
import { DEMO_STARTS, playDemo } from '../cli/demo/play.ts';
import { playCcapex } from '../cli/demo/play-ccapex.ts';
import { playClpil } from '../cli/demo/play-clpil.ts';
import { assemblyFor } from '../infra/assembly.ts';
import { chromiumPath, openBrowser, signInAs, withoutChromium } from '../test/support/pages.ts';
import { type Scene, scenes } from './pictures/scenes.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, 'docs/fr/images');
const WIDTH = 1280;
/** The Monday on which the pictures are taken: some weeks after the demonstration's last act, so that delays have come. */
const SHOWN_ON = '2026-11-16T07:30:00.000Z';

const open = async (page: Page, origin: string, { path, from, follow, press = [] }: Scene): Promise<void> => {
  await page.goto(`${origin}${from ?? path}`);
  if (follow !== undefined) {
    await page.locator(follow).first().click();
    await page.waitForLoadState();
    await acknowledge(page);
  }
  for (const text of press) {
    await page.locator('main').getByText(text, { exact: true }).first().click();
    await page.waitForLoadState();
    await acknowledge(page);
  }
};
/** A list is read once its charter is: whoever opens one for the first time reads it. */
const acknowledge = async (page: Page): Promise<void> => {
  const box = page.getByLabel('J’ai lu cette charte et je m’y engage');
  if ((await box.count()) === 0) return;
  await box.check({ force: true });
  const read = page.url();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.waitForLoadState();
  await page.goto(read);
};

export const pictures = command({
  about: `Les images du guide (docs/fr), prises sur la démonstration par Chromium.`,
  usage: '',
  options: {},
  run: async () => {
    if (chromiumPath === undefined) {
      process.stderr.write(`${withoutChromium}\n`);
      return CANNOT;
    }
    await mkdir(FOLDER, { recursive: true });
    const hub = await startDemoHub({
      assembly: await assemblyFor('local'),
      now: `${DEMO_STARTS}T03:00:00.000Z`,
    });
    const browser = await openBrowser();
    try {
      await playDemo(hub, join(ROOT, 'test/fixtures/demo'));
      await hub.advanceTo(SHOWN_ON);
      await playClpil(hub);
      await playCcapex(hub);
      const origin = hub.outputs.get('PortalUrl') ?? '';
      const pages = new Map<string, Page>();
      for (const scene of scenes) {
        const { name, reader, width = WIDTH, whole = false } = scene;
        const key = `${reader} ${width}`;
        const page = pages.get(key) ?? (await browser.open({ width })).page;
        if (!pages.has(key)) await signInAs(page, origin, reader);
        pages.set(key, page);
        await open(page, origin, scene);
        await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: whole });
        process.stdout.write(`${name}.png\n`);
      }
    } finally {
      await browser.close();
      await hub.stop();
    }
    return DONE;
  },
});
