import type { Page } from 'playwright-core';

/*
 * What persons do on their pages, in a browser.
 */

/** The State's sheet draws a radio or a box over the field itself. */
export const DRAWN = { force: true } as const;

/** Deposits a commandement de payer, as an étude does. @param partner the étude's address: origin and path */
export const depositPiece = async (
  page: Page,
  partner: string,
  piece: string,
  scripts: boolean,
  fields: Readonly<Record<string, string>>,
): Promise<void> => {
  await page.goto(`${partner}/depots/nouveau`);
  const form = scripts ? page.locator('.depot-ligne') : page.locator('main');
  if (scripts) {
    await page.locator('#depot-fichiers').setInputFiles(piece);
    await page.locator('.depot-ligne select').first().selectOption({ label: 'Commandement de payer' });
  } else {
    await page.getByLabel('Commandement de payer', { exact: true }).check(DRAWN);
    await page.getByRole('button', { name: 'Continuer' }).click();
  }
  for (const [name, text] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(text);
  await form.getByRole('button', { name: 'Continuer vers le fichier' }).click();
  if (scripts) return;
  await page.locator('input[type="file"]').setInputFiles(piece);
  await page.getByRole('button', { name: 'Envoyer le fichier', exact: true }).click();
  await page.waitForURL(/\/depots\/\d{8}-/);
};

/** Tells a payment, as a landlord does. Gives the event's path. */
export const tellPayment = async (
  page: Page,
  partner: string,
  fields: Readonly<Record<string, string>>,
): Promise<string> => {
  await page.goto(`${partner}/evenements/nouveau/paiement`);
  for (const [name, text] of Object.entries(fields)) await page.locator(`main [name="${name}"]`).fill(text);
  await page.locator('main form').getByRole('button', { name: 'Envoyer' }).click();
  await page.waitForURL(/\/evenements\/(?!nouveau)/);
  return new URL(page.url()).pathname;
};

/** Drops a table, as a landlord does. Gives the file's path. */
export const dropTable = async (page: Page, partner: string, csv: string): Promise<string> => {
  await page.goto(`${partner}/fichiers`);
  await page.locator('main form button').first().click();
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'paiements.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.locator('main form button[type="submit"]').first().click();
  await page.waitForURL(/\/fichiers\/[^/?]+/);
  return new URL(page.url()).pathname;
};

/** What a page says, its spaces alike. */
export const main = async (page: Page): Promise<string> =>
  ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ' ').replaceAll('\u00a0', ' ');
export const press = (page: Page, button: string): Promise<void> =>
  page.getByRole('button', { name: button, exact: true }).first().click();
export const unfold = (page: Page, summary: string): Promise<void> =>
  page.getByText(summary, { exact: true }).first().click();

/** Opens a page of a session, its charter read first by whoever has not. @param address origin and path */
export const acknowledge = async (page: Page, address: string): Promise<string> => {
  await page.goto(address);
  const box = page.getByLabel('J’ai lu cette charte et je m’y engage');
  if ((await box.count()) > 0) {
    await box.check(DRAWN);
    await press(page, 'Continuer');
    await page.goto(address);
  }
  return main(page);
};
