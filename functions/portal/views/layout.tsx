import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import { DSFR } from '../dsfr.ts';
import { frameNow } from '../frame.ts';
import { Footer } from './footer.tsx';
import { Header, SERVICE } from './header.tsx';
import { type Crumb, Crumbs } from './kit/crumbs.tsx';
import { homeOf, navigationOf } from './navigation.ts';
import type { Reader } from './reader.ts';

export type { Reader };

export type PageProps = {
  /** What the page is: its h1, and with the service's name the browser's tab. */
  title: string;
  reader: Reader | undefined;
  /** The address asked for, which marks a section of the menu and opens its help; by default the request's own. */
  path?: string;
  /** The pages above this one, the first after the home page. */
  crumbs?: readonly Crumb[];
  /** Whether its form came back with errors: the browser's tab says it first. */
  hasErrors?: boolean;
  children?: Child;
};

const SkipLinks: FC<{ hasMenu: boolean }> = ({ hasMenu }) => (
  <div class="fr-skiplinks">
    <nav class="fr-container" aria-label="Accès rapide">
      <ul class="fr-skiplinks__list">
        {[
          { href: '#contenu', text: 'Contenu' },
          ...(hasMenu ? [{ href: '#menu', text: 'Menu' }] : []),
          { href: '#pied', text: 'Pied de page' },
        ].map(({ href, text }) => (
          <li>
            <a class="fr-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  </div>
);

/**
 * A whole page: one h1, the person's name, where help and obligations are. The header is the neutral one: no State's mark but on a
 * stage that says it is the State's. The scripts do what the page does without them, with less typing.
 */
export const Page: FC<PageProps> = ({ title, reader, path, crumbs, hasErrors = false, children }) => {
  const { site, files, today, path: asked } = frameNow();
  const here = path ?? asked;
  const sections = reader === undefined ? [] : navigationOf(reader.scope);
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="fr" data-fr-theme="light">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${hasErrors ? 'Erreur : ' : ''}${title} · ${SERVICE}`}</title>
          <script src={`/ressources/${files['apparence.js']}`} />
          <link rel="icon" type="image/svg+xml" href={`/ressources/${files['icone.svg']}`} />
          <link rel="stylesheet" href={`${DSFR}/dsfr.min.css`} />
          <link rel="stylesheet" href={`/ressources/${files['portail.css']}`} />
          <script src={`/ressources/${files['portail.js']}`} defer />
        </head>
        <body>
          <SkipLinks hasMenu={sections.length > 0} />
          <Header reader={reader} sections={sections} path={here} etat={site.etat} />
          <main id="contenu" class="fr-container fr-py-4w" tabindex={-1}>
            {crumbs === undefined ? null : (
              <Crumbs home={homeOf(reader?.scope)} above={crumbs} here={title} />
            )}
            <h1>{title}</h1>
            {children}
          </main>
          <Footer etat={site.etat} contact={site.contact} today={today} />
        </body>
      </html>
    </>
  );
};
