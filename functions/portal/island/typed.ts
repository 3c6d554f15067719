/**
 * Asks before a form that was begun is left (`<form data-garder>`). A form that is sent back with its errors counts as begun: what it
 * holds was typed.
 */
export const keepTyped = (form: HTMLFormElement): void => {
  const asSent = (): string =>
    [...new FormData(form)]
      .map(([name, value]) => `${name}=${value instanceof File ? value.name : value}`)
      .join('&');
  const first = form.querySelector('[aria-invalid="true"]') === null ? asSent() : undefined;
  let isSent = false;
  form.addEventListener('submit', () => {
    isSent = true;
  });
  // A page that comes back from the browser's history was not sent.
  window.addEventListener('pageshow', () => {
    isSent = false;
  });
  window.addEventListener('beforeunload', (event) => {
    if (!isSent && asSent() !== first) event.preventDefault();
  });
};
