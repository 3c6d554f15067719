/** A decision on its way: kept in this tab until the hub has it, so that a network lost for a minute loses nothing. */
type Waiting = { id: string; action: string; body: string };
type Answered = { vue?: string; dit?: string; text?: string };

const KEPT = 'passerelle-salle';
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 10_000;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement
    ? target.type !== 'checkbox'
    : target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

const isWaiting = (one: unknown): one is Waiting =>
  typeof one === 'object' && one !== null && 'id' in one && 'action' in one && 'body' in one;

/**
 * The session in a room: one household at a time, outcomes by keys, decisions sent behind what is shown. What cannot be sent is tried again until it
 * is; what somebody else has decided meanwhile is shown, and waits for a person.
 */
export const inRoom = (room: HTMLElement): void => {
  const households = [...room.querySelectorAll<HTMLElement>('[data-menage]')];
  const status = room.querySelector<HTMLElement>('[data-salle-etat]');
  const path = location.pathname;
  let waiting: Waiting[] = kept(path);
  let current = Math.max(
    0,
    households.findIndex(({ id }) => `#${id}` === location.hash),
  );
  let wait = FIRST_WAIT_MS;
  let isSending = false;
  let isOffline = false;

  const formOf = (household: HTMLElement | undefined): HTMLFormElement | null | undefined =>
    household?.querySelector('form');
  const keep = (): void => sessionStorage.setItem(`${KEPT}${path}`, JSON.stringify(waiting));
  const isDecided = (household: HTMLElement): boolean =>
    household.querySelector<HTMLInputElement>('[name="vue"]')?.value !== '';

  const say = (): void => {
    if (!status) return;
    const left = households.filter(
      (one) => !isDecided(one) && !waiting.some(({ id }) => id === one.id),
    ).length;
    const lost = isOffline
      ? ` Réseau perdu : ${waiting.length} ${waiting.length < 2 ? 'décision attend' : 'décisions attendent'}, rien n’est perdu. Continuez.`
      : waiting.length > 0
        ? ' Enregistrement…'
        : '';
    status.textContent = `${left === 0 ? 'Tout est décidé' : `${left} à décider`} sur ${households.length}.${lost}`;
  };

  const show = (at: number): void => {
    current = Math.min(Math.max(at, 0), households.length - 1);
    households.forEach((one, n) => {
      one.hidden = n !== current;
    });
    const household = households[current];
    if (!household) return;
    history.replaceState(null, '', `#${household.id}`);
    household.querySelector('h2')?.focus();
  };

  const message = (id: string, text: string, again?: () => void): void => {
    const place = households.find((one) => one.id === id)?.querySelector<HTMLElement>('[data-message]');
    if (!place) return;
    place.textContent = text;
    if (again === undefined) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'fr-btn fr-btn--secondary fr-btn--sm';
    button.textContent = 'Garder la mienne';
    button.addEventListener('click', again);
    place.append(' ', button);
  };

  const taken = ({ id }: Waiting, { vue = '', dit = '' }: Answered): void => {
    const household = households.find((one) => one.id === id);
    const seen = household?.querySelector<HTMLInputElement>('[name="vue"]');
    if (seen) seen.value = vue;
    const decision = household?.querySelector<HTMLElement>('[data-decision]');
    if (decision) decision.textContent = `Décidé : ${dit}`;
    message(id, '');
  };

  const refused = (one: Waiting, status: number, { text, vue }: Answered): void => {
    const at = households.findIndex(({ id }) => id === one.id);
    if (status === 409 && vue !== undefined)
      message(one.id, text ?? '', () => {
        const body = new URLSearchParams(one.body);
        body.set('vue', vue);
        queue({ ...one, body: body.toString() });
      });
    else
      message(
        one.id,
        text ??
          'Ce n’est pas enregistré : votre session s’est peut-être arrêtée. Reconnectez-vous dans un autre onglet, puis enregistrez de nouveau.',
      );
    if (at >= 0) show(at);
  };

  const send = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    for (let [one] = waiting; one !== undefined; [one] = waiting) {
      say();
      try {
        const answer = await fetch(one.action, {
          method: 'POST',
          headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
          body: one.body,
        });
        const isJson = answer.headers.get('content-type')?.includes('application/json') === true;
        const said: Answered = isJson ? await answer.json() : {};
        // A fault of the hub's, or too many at once, is tried again as a lost network is.
        if (answer.status >= 500 || answer.status === 429) throw new Error(String(answer.status));
        waiting = waiting.slice(1);
        keep();
        isOffline = false;
        wait = FIRST_WAIT_MS;
        if (answer.ok && isJson) taken(one, said);
        else refused(one, answer.status, said);
      } catch {
        isOffline = true;
        say();
        await new Promise((resolve) => setTimeout(resolve, wait));
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      }
    }
    isSending = false;
    say();
  };

  const queue = (one: Waiting): void => {
    waiting = [...waiting.filter(({ id }) => id !== one.id), one];
    keep();
    void send();
  };

  const next = (): void => {
    const later = households.findIndex(
      (one, n) => n > current && !isDecided(one) && !waiting.some(({ id }) => id === one.id),
    );
    show(later >= 0 ? later : current + 1);
  };

  for (const household of households)
    formOf(household)?.addEventListener('submit', (event) => {
      event.preventDefault();
      const form = event.currentTarget;
      if (!(form instanceof HTMLFormElement)) return;
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
      if (!body.has('issues')) {
        message(household.id, 'Choisissez une issue au moins, ou « revue à la prochaine séance ».');
        return;
      }
      message(household.id, '');
      queue({ id: household.id, action: form.action, body: body.toString() });
      next();
      say();
    });

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const household = households[current];
    if (
      event.key === 'Enter' &&
      !(event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement)
    ) {
      event.preventDefault();
      formOf(household)?.requestSubmit();
      return;
    }
    if (isTyping(event.target)) return;
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault();
      show(current + (event.key === 'ArrowRight' ? 1 : -1));
      return;
    }
    const box = household?.querySelector<HTMLInputElement>(`[data-cle="${CSS.escape(event.key)}"]`);
    if (!box) return;
    event.preventDefault();
    box.click();
  });
  window.addEventListener('beforeunload', (event) => {
    if (waiting.length > 0) event.preventDefault();
  });
  window.addEventListener('online', () => {
    wait = FIRST_WAIT_MS;
  });

  // What waited before the page was loaded again is shown as it was typed.
  for (const { id, body } of waiting) {
    const typed = new URLSearchParams(body);
    const household = households.find((one) => one.id === id);
    for (const box of household?.querySelectorAll<HTMLInputElement>('[name="issues"]') ?? [])
      box.checked = typed.getAll('issues').includes(box.value);
    const note = household?.querySelector<HTMLInputElement>('[name="note"]');
    if (note) note.value = typed.get('note') ?? '';
  }
  if (location.hash === '')
    current = Math.max(
      0,
      households.findIndex((one) => !isDecided(one)),
    );
  show(current);
  say();
  if (waiting.length > 0) void send();
};

const kept = (path: string): Waiting[] => {
  try {
    const all: unknown = JSON.parse(sessionStorage.getItem(`${KEPT}${path}`) ?? '[]');
    return Array.isArray(all) ? all.filter(isWaiting) : [];
  } catch {
    return [];
  }
};
