/** A commune, as `/communes` gives it. */
type Found = { insee: string; name: string; postcodes: string[] };

const isFound = (value: unknown): value is Found =>
  typeof value === 'object' &&
  value !== null &&
  'insee' in value &&
  'name' in value &&
  typeof value.name === 'string' &&
  'postcodes' in value &&
  Array.isArray(value.postcodes);

/** Milliseconds without a key before communes are looked for. */
const PAUSE = 150;
let made = 0;

const search = async (text: string, signal: AbortSignal): Promise<Found[]> => {
  const answer = await fetch(`/communes?cherche=${encodeURIComponent(text)}`, {
    signal,
    headers: { accept: 'application/json' },
  });
  const all: unknown = answer.ok && !answer.redirected ? await answer.json() : [];
  return Array.isArray(all) ? all.filter(isFound) : [];
};

/**
 * Completes a commune's name while it is typed: a combobox with a list, as ARIA describes it
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). The field stays the form's: what is not chosen from the list is sent as typed.
 *
 * @param field `<input data-commune>`; with `data-commune="id"`, the INSEE code of what is chosen goes into the field of that id
 */
export const completeCommunes = (field: HTMLInputElement): void => {
  const id = `communes-${++made}`;
  const list = document.createElement('ul');
  list.id = id;
  list.className = 'propositions';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Communes');
  list.hidden = true;
  const said = document.createElement('p');
  said.className = 'fr-sr-only';
  said.setAttribute('role', 'status');
  const frame = document.createElement('div');
  frame.className = 'proposer';
  field.replaceWith(frame);
  frame.append(field, list, said);
  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', id);
  field.setAttribute('aria-expanded', 'false');
  field.autocomplete = 'off';
  const code = document.getElementById(field.dataset.commune ?? '');

  let found: Found[] = [];
  let at = -1;
  let timer = 0;
  let asked = new AbortController();

  const setCode = (insee: string): void => {
    if (code instanceof HTMLInputElement) code.value = insee;
  };
  const close = (): void => {
    list.hidden = true;
    at = -1;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  };
  const point = (to: number): void => {
    at = to;
    for (const [n, item] of [...list.children].entries())
      item.setAttribute('aria-selected', String(n === at));
    const item = list.children[at];
    if (item === undefined) field.removeAttribute('aria-activedescendant');
    else {
      field.setAttribute('aria-activedescendant', item.id);
      item.scrollIntoView({ block: 'nearest' });
    }
  };
  const choose = (one: Found | undefined): void => {
    if (one === undefined) return;
    field.value = one.name;
    setCode(one.insee);
    said.textContent = `${one.name} choisie.`;
    close();
  };
  const show = (): void => {
    list.replaceChildren(
      ...found.map((one, n) => {
        const item = document.createElement('li');
        item.id = `${id}-${n}`;
        item.className = 'proposition';
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', 'false');
        item.textContent = `${one.name} (${one.postcodes.join(', ')})`;
        // Before the field loses the focus, which closes the list.
        item.addEventListener('pointerdown', (event) => {
          event.preventDefault();
          choose(one);
        });
        return item;
      }),
    );
    at = -1;
    field.removeAttribute('aria-activedescendant');
    list.hidden = found.length === 0;
    field.setAttribute('aria-expanded', String(found.length > 0));
    said.textContent =
      found.length === 0
        ? 'Aucune commune de Seine-et-Marne ne porte ce nom.'
        : `${found.length} commune${found.length > 1 ? 's' : ''} : flèches pour choisir, Entrée pour valider.`;
  };
  const look = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const text = field.value.trim();
    if (text.length < 2) {
      close();
      return;
    }
    try {
      found = await search(text, asked.signal);
      if (document.activeElement === field) show();
    } catch {
      // Nothing is proposed: what is typed is sent as it is.
      close();
    }
  };

  field.addEventListener('input', () => {
    setCode('');
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void look(), PAUSE);
  });
  field.addEventListener('blur', close);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) {
        if (found.length > 0) show();
        return;
      }
      const step = event.key === 'ArrowDown' ? 1 : -1;
      point((at + step + found.length + (at < 0 && step < 0 ? 1 : 0)) % found.length);
    } else if (event.key === 'Enter' && !list.hidden && at >= 0) {
      event.preventDefault();
      choose(found[at]);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
};
