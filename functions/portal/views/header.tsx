import type { FC } from 'hono/jsx';
import { helpOf } from './help-topics.ts';
import type { Section } from './navigation.ts';
import type { Reader } from './reader.ts';

export const SERVICE = 'Passerelle';

/** Who reads, the help of the page they are on, and how to leave. */
const ReaderTools: FC<{ reader: Reader | undefined; path: string }> = ({ reader, path }) => {
  const help = (
    <li>
      <a class="fr-btn" href={`/aide#${helpOf(path)}`}>
        Aide
      </a>
    </li>
  );
  return (
    <div class="fr-header__tools">
      <div class="fr-header__tools-links">
        {reader === undefined ? (
          <ul class="fr-btns-group">
            {help}
            <li>
              <a class="fr-btn" href="/connexion">
                Se connecter
              </a>
            </li>
          </ul>
        ) : (
          <form method="post" action="/deconnexion">
            <input type="hidden" name="jeton" value={reader.formToken} />
            <ul class="fr-btns-group">
              <li>
                <a class="fr-btn" href="/mon-compte">
                  {reader.name}
                  <span class="fr-sr-only"> : mes droits</span>
                </a>
              </li>
              {help}
              <li>
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
};

/** The State's mark: on a site of the State, and nowhere else. */
const Mark: FC = () => (
  <div class="fr-header__brand-top">
    <div class="fr-header__logo">
      <p class="fr-logo">
        République
        <br />
        française
      </p>
    </div>
  </div>
);

/** The sections that are the reader's. */
const Navigation: FC<{ sections: readonly Section[]; path: string }> = ({ sections, path }) => (
  <div class="fr-container">
    <nav class="fr-nav" id="menu" tabindex={-1} aria-label="Menu principal">
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

/** What stands above every page. */
export const Header: FC<{
  reader: Reader | undefined;
  sections: readonly Section[];
  path: string;
  etat: boolean;
}> = ({ reader, sections, path, etat }) => (
  <header class="fr-header">
    <div class="fr-header__body">
      <div class="fr-container">
        <div class="fr-header__body-row">
          <div class="fr-header__brand fr-enlarge-link">
            {etat ? <Mark /> : null}
            <div class="fr-header__service">
              <a href="/" title={`Accueil · ${SERVICE}`}>
                <p class="fr-header__service-title">{SERVICE}</p>
              </a>
              <p class="fr-header__service-tagline">Prévenir les expulsions locatives en Seine-et-Marne</p>
            </div>
          </div>
          <ReaderTools reader={reader} path={path} />
        </div>
      </div>
    </div>
    {sections.length === 0 ? null : <Navigation sections={sections} path={path} />}
  </header>
);
