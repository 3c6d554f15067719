/** Where a key is text, and not an answer. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/**
 * Lets a key press a button: `<button data-touche="1">`. Only keys alone, and never while something is typed; the button says its key in
 * its own words. A button that is pressed once is not pressed again by a key held down.
 */
export const handleKeys = (root: Document): void => {
  const buttons = new Map<string, HTMLElement>();
  for (const one of root.querySelectorAll<HTMLElement>('[data-touche]'))
    buttons.set(one.dataset.touche ?? '', one);
  if (buttons.size === 0) return;
  root.addEventListener('keydown', (event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const button = buttons.get(event.key);
    if (button === undefined) return;
    event.preventDefault();
    button.click();
  });
};
