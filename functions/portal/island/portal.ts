import { completeCommunes } from './commune.ts';
import { deposit } from './deposit.ts';
import { handleKeys } from './keys.ts';
import { inRoom } from './salle.ts';
import { keepTyped } from './typed.ts';

/** What a page does with less typing when scripts run. Each part looks for its own marks in the page, and is silent where there are none. */
for (const field of document.querySelectorAll<HTMLInputElement>('input[data-commune]'))
  completeCommunes(field);
handleKeys(document);
document.querySelector<HTMLElement>('[data-erreurs]')?.focus();
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-garder]')) keepTyped(form);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-depot]')) deposit(form);
for (const room of document.querySelectorAll<HTMLElement>('[data-salle]')) inRoom(room);
