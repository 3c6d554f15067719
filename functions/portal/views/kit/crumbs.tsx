import type { FC } from 'hono/jsx';

/** A page above the one that is shown. */
export type Crumb = { href: string; text: string };

/** Where the page is, from the home page down. */
export const Crumbs: FC<{ home: string; above: readonly Crumb[]; here: string }> = ({
  home,
  above,
  here,
}) => (
  <nav class="fr-breadcrumb fil" aria-label="vous êtes ici :">
    <ol class="fr-breadcrumb__list">
      {[{ href: home, text: 'Accueil' }, ...above].map(({ href, text }) => (
        <li>
          <a class="fr-breadcrumb__link" href={href}>
            {text}
          </a>
        </li>
      ))}
      <li>
        <span class="fr-breadcrumb__link" aria-current="page">
          {here}
        </span>
      </li>
    </ol>
  </nav>
);
