import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';

/** What every page says of who reads it. */
export type Reader = { name: string; formToken: string };

export type PageProps = {
  /** What the page is, alone in the browser's tab with the service's name. */
  title: string;
  reader: Reader | undefined;
  children?: Child;
};

const SERVICE = 'Passerelle';

/** A whole page: one h1, the person's name, where help and obligations are. */
export const Page: FC<PageProps> = ({ title, reader, children }) => (
  <>
    {raw('<!doctype html>')}
    <html lang="fr" data-fr-scheme="system">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${SERVICE}`}</title>
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
          <div class="fr-container">
            <a href="/" title={`Accueil · ${SERVICE}`}>
              {SERVICE}
            </a>
            {reader === undefined ? (
              <a href="/connexion">Se connecter</a>
            ) : (
              <form method="post" action="/deconnexion">
                <a href="/mon-compte">{reader.name}</a>
                <input type="hidden" name="jeton" value={reader.formToken} />
                <button type="submit" class="fr-btn fr-btn--tertiary-no-outline">
                  Se déconnecter
                </button>
              </form>
            )}
          </div>
        </header>
        <main id="contenu" class="fr-container" tabindex={-1}>
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  </>
);
