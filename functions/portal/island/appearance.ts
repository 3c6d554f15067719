/**
 * Light or dark, as the reader's system is set. The State's sheet asks for an attribute, which a page cannot set by itself: this runs before
 * the page is painted. Without it, pages are light.
 */
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const show = (): void => {
  document.documentElement.dataset.frTheme = dark.matches ? 'dark' : 'light';
};
show();
dark.addEventListener('change', show);
