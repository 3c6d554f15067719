import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import type { Scope } from '../../../shared/domain/habilitation/habilitation.ts';
import { DSFR } from '../dsfr.ts';
import { type Crumb, Crumbs } from './kit/crumbs.tsx';
import { navigationOf } from './navigation.ts';

/** What every page says of who reads it. */
export type Reader = { name: string; formToken: string; scope: Scope };

export type PageProps = {
  /** What the page is: its h1, and with the service's name the browser's tab. */
  title: string;
  reader: Reader | undefined;
  /** The address asked for: the navigation marks the section that it is in. */
  path?: string;
  /** The pages above this one, the first after the home page. */
  crumbs?: readonly Crumb[];
  children?: Child;
};

const SERVICE = 'Passerelle';

/** Who reads, and how to leave. */
const ReaderTools: FC<{ reader: Reader | undefined }> = ({ reader }) => (
  <div class="fr-header__tools">
    <div class="fr-header__tools-links">
      {reader === undefined ? (
        <ul class="fr-btns-group">
          <li>
            <a class="fr-btn" href="/connexion">
              Se connecter
            </a>
          </li>
        </ul>
      ) : (
        <form method="post" action="/deconnexion">
          <ul class="fr-btns-group">
            <li>
              <a class="fr-btn" href="/mon-compte">
                {reader.name}
              </a>
            </li>
            <li>
              <input type="hidden" name="jeton" value={reader.formToken} />
              <button class="fr-btn" type="submit">
                Se déconnecter
              </button>
            </li>
          </ul>
        </form>
      )}
    </div>
  </div>
);

/** The sections that are the reader's. */
const Navigation: FC<{ reader: Reader; path: string }> = ({ reader, path }) => {
  const sections = navigationOf(reader.scope);
  return sections.length === 0 ? null : (
    <div class="fr-container">
      <nav class="fr-nav" aria-label="Menu principal">
        <ul class="fr-nav__list">
          {sections.map(({ href, text }) => (
            <li class="fr-nav__item">
              <a
                class="fr-nav__link"
                href={href}
                aria-current={path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined}
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
};

/**
 * A whole page: one h1, the person's name, where help and obligations are. The header is the neutral one: no State's mark but on a
 * stage that says it is the State's.
 */
export const Page: FC<PageProps> = ({ title, reader, path = '', crumbs, children }) => (
  <>
    {raw('<!doctype html>')}
    <html lang="fr" data-fr-scheme="light">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${SERVICE}`}</title>
        <link rel="stylesheet" href={`${DSFR}/dsfr.min.css`} />
        <link rel="stylesheet" href="/ressources/portail.css" />
      </head>
      <body>
        <div class="fr-skiplinks">
          <nav class="fr-container" aria-label="Accès rapide">
            <ul class="fr-skiplinks__list">
              <li>
                <a class="fr-link" href="#contenu">
                  Contenu
                </a>
              </li>
            </ul>
          </nav>
        </div>
        <header class="fr-header">
          <div class="fr-header__body">
            <div class="fr-container">
              <div class="fr-header__body-row">
                <div class="fr-header__brand fr-enlarge-link">
                  <div class="fr-header__service">
                    <a href="/" title={`Accueil · ${SERVICE}`}>
                      <p class="fr-header__service-title">{SERVICE}</p>
                    </a>
                    <p class="fr-header__service-tagline">
                      Prévenir les expulsions locatives en Seine-et-Marne
                    </p>
                  </div>
                </div>
                <ReaderTools reader={reader} />
              </div>
            </div>
          </div>
          {reader === undefined ? null : <Navigation reader={reader} path={path} />}
        </header>
        <main id="contenu" class="fr-container fr-py-4w" tabindex={-1}>
          {crumbs === undefined ? null : <Crumbs above={crumbs} here={title} />}
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  </>
);
