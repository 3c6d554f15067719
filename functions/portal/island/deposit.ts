/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { completeCommunes } from './commune.ts';
import { copyTyped } from './copy-typed.ts';
import { sendFile } from './send-file.ts';

/** Most files of one batch. */
const MOST = 20;
/** States of a line whose file the hub has. */
const SENT = ['analysed', 'accepted', 'pending'];
/** Milliseconds between two looks at a piece, and how many times one looks. */
const PAUSE = 3_000;
const LOOKS = 60;

type Line = { file: File; item: HTMLLIElement; said: HTMLParagraphElement; body: HTMLDivElement; n: number };

const make = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  { text, ...attributes }: { text?: string } & Record<string, string> = {},
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
};

const pageOf = async (answer: Response): Promise<Document> =>
  new DOMParser().parseFromString(await answer.text(), 'text/html');

/** Letters and figures of a text alone, to find an act's name in a file's. */
const bare = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** The act that a file's name tells, when it names one and no other. */
const actIn = (name: string, acts: readonly { value: string; text: string }[]): string | undefined => {
  const found = acts.filter(({ text }) => bare(name).includes(bare(text)));
  const longest = Math.max(...found.map(({ text }) => text.length));
  return found.find(({ text }) => text.length === longest)?.value;
};

/** Tells a form's names in a page from those of the other lines: ids, and what refers to them. */
const apart = (part: Element, n: number): void => {
  const own = (id: string): string => `ligne-${n}-${id}`;
  for (const element of part.querySelectorAll('[id]')) element.id = own(element.id);
  for (const element of part.querySelectorAll('[for]'))
    element.setAttribute('for', own(element.getAttribute('for') ?? ''));
  for (const name of ['aria-describedby', 'aria-labelledby'])
    for (const element of part.querySelectorAll(`[${name}]`))
      element.setAttribute(name, (element.getAttribute(name) ?? '').split(' ').map(own).join(' '));
  for (const link of part.querySelectorAll('a[href^="#"]'))
    link.setAttribute('href', `#${own((link.getAttribute('href') ?? '').slice(1))}`);
};

const say = ({ said, item }: Line, text: string, state: string): void => {
  said.textContent = text;
  item.dataset.etat = state;
};

/** The piece has a page, and is followed there. */
const leadTo = ({ body, item }: Line, path: string): void => {
  item.dataset.suivi = '';
  body.replaceChildren(make('a', { href: path, text: 'Voir la page de cette pièce' }));
};

/** Looks at a piece until its outcome is known, then tells it in its page's own words. */
const follow = async (line: Line, path: string): Promise<void> => {
  for (let look = 0; look < LOOKS; look++) {
    const page = await pageOf(await fetch(`${path}?envoi=fait`));
    const state = page.querySelector<HTMLElement>('[data-etat]');
    const end = state?.dataset.etat ?? 'analysed';
    say(line, [...(state?.children ?? [])].map((one) => one.textContent?.trim()).join(' : '), end);
    if (end !== 'analysed') {
      leadTo(line, path);
      const receipt = page.querySelector('a[href$="/accuse"]');
      if (receipt) line.body.prepend(document.importNode(receipt, true), ' ');
      for (const reason of page.querySelectorAll('[data-motifs]'))
        line.body.prepend(document.importNode(reason, true));
      return;
    }
    await new Promise((wake) => setTimeout(wake, PAUSE));
  }
  say(line, 'L’analyse dure : son résultat sera sur la page de la pièce.', 'analysed');
  leadTo(line, path);
};

/** Sends the file of a piece that was announced. */
const send = async (line: Line, path: string): Promise<void> => {
  const page = await pageOf(await fetch(`${path}?envoi=script`));
  const form = page.querySelector<HTMLFormElement>('form[data-envoi]');
  // Announced and sent before: the page says what became of it.
  if (!form) return follow(line, path);
  if (line.file.size > Number(form.dataset.envoi)) {
    say(line, 'Le fichier est trop volumineux : 25 Mo au plus.', 'refused');
    return leadTo(line, path);
  }
  const bar = make('progress', { max: '100', 'aria-label': `Envoi de ${line.file.name}` });
  line.body.replaceChildren(bar);
  say(line, 'Envoi en cours…', 'awaited');
  const isSent = await sendFile(form, line.file, (percent) => {
    bar.value = percent;
  });
  if (isSent) return follow(line, path);
  say(line, 'Le fichier n’a pas pu être envoyé d’ici. Envoyez-le depuis la page de la pièce.', 'refused');
  leadTo(line, path);
};

/** Does what asks the server, and says so where it did not answer: nothing of what was typed is lost. */
const asking = (line: Line, ask: () => Promise<unknown>): void => {
  ask().catch(() => say(line, 'Le réseau n’a pas répondu. Réessayez.', 'refused'));
};

/** Puts the form of an act in its line, and announces the piece once it is filled. */
const show = (line: Line, part: Element): void => {
  const own = document.importNode(part, true);
  apart(own, line.n);
  line.body.replaceChildren(own);
  for (const field of own.querySelectorAll<HTMLInputElement>('input[data-commune]')) completeCommunes(field);
  const form = own.querySelector('form');
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    asking(line, () => announce(line, form));
  });
};

/** Announces a piece by its form, then sends its file; what is wrong comes back in the form. */
const announce = async (line: Line, form: HTMLFormElement): Promise<void> => {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  say(line, 'Renseignements envoyés…', 'awaited');
  const answer = await fetch(form.action, { method: 'POST', body: fields });
  if (answer.ok) return send(line, new URL(answer.url).pathname);
  const again = (await pageOf(answer)).querySelector('[data-acte]');
  if (!again) return say(line, 'La session a pris fin, ou la page a changé : rechargez-la.', 'refused');
  say(line, 'Des points sont à revoir, ci-dessous.', 'refused');
  show(line, again);
  line.body.querySelector<HTMLElement>('[tabindex]')?.focus();
};

/**
 * Deposits several files from the first page of a deposit, by choosing or dropping them: each has a line, its act, the form that the
 * server makes for it, and what becomes of it, in the words of its page. Without it, the page deposits one at a time.
 *
 * @param root `<form data-depot="address of the page">`, whose radios are the acts
 */
export const deposit = (root: HTMLFormElement): void => {
  const address = root.dataset.depot ?? '';
  const acts = [...root.querySelectorAll<HTMLInputElement>('input[type="radio"]')].map((radio) => ({
    value: radio.value,
    text: radio.labels?.[0]?.textContent?.trim() ?? radio.value,
  }));
  const zone = make('div', { class: 'depot' });
  const label = make('label', {
    class: 'fr-label',
    for: 'depot-fichiers',
    text: 'Déposer plusieurs fichiers à la fois',
  });
  label.append(
    make('span', {
      class: 'fr-hint-text',
      text: `PDF ; choisissez-les, ou glissez-les ici. ${MOST} au plus.`,
    }),
  );
  const field = make('input', {
    class: 'fr-upload',
    type: 'file',
    id: 'depot-fichiers',
    accept: 'application/pdf',
    multiple: '',
  });
  const list = make('ol', { class: 'depot-lignes' });
  zone.append(label, field, list);
  root.before(zone);

  let count = 0;
  const add = (file: File): void => {
    count += 1;
    const n = count;
    const item = make('li', { class: 'depot-ligne' });
    const said = make('p', { role: 'status', text: 'Choisissez l’acte.' });
    const body = make('div');
    const line: Line = { file, item, said, body, n };
    const name = make('label', { class: 'fr-label', for: `depot-acte-${n}` });
    name.append(make('strong', { text: file.name }), ' : quel acte ?');
    const select = make('select', { class: 'fr-select', id: `depot-acte-${n}` });
    select.append(
      make('option', { value: '', text: 'Choisir' }),
      ...acts.map(({ value, text }) => make('option', { value, text })),
    );
    const choose = async (): Promise<void> => {
      if (select.value === '') return;
      const page = await pageOf(await fetch(`${address}?acte=${encodeURIComponent(select.value)}`));
      const part = page.querySelector('[data-acte]');
      if (!part) return say(line, 'La session a pris fin : rechargez la page.', 'refused');
      say(line, 'À remplir.', 'awaited');
      const before = body.firstElementChild;
      show(line, part);
      if (before) copyTyped(before, body);
    };
    select.addEventListener('change', () => asking(line, choose));
    item.append(name, select, said, body);
    list.append(item);
    select.value = actIn(file.name, acts) ?? '';
    asking(line, choose);
  };
  const addAll = (files: Iterable<File>): void => {
    for (const file of files) if (count < MOST) add(file);
    // Sent from here on, the page's own form would leave the lines behind.
    if (count === 0 || root.hidden) return;
    root.hidden = true;
    document.querySelector('[data-erreurs]')?.remove();
  };
  // What is typed in a line, and its file, are lost with the page until its file is in.
  window.addEventListener('beforeunload', (event) => {
    const isWaiting = [...list.children].some(
      (item) =>
        item instanceof HTMLElement &&
        item.dataset.suivi === undefined &&
        !SENT.includes(item.dataset.etat ?? ''),
    );
    if (isWaiting) event.preventDefault();
  });

  field.addEventListener('change', () => {
    addAll(field.files ?? []);
    field.value = '';
  });
  zone.addEventListener('dragover', (event) => event.preventDefault());
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    addAll(event.dataTransfer?.files ?? []);
  });
};
