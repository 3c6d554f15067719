import { communesLike } from '../../../shared/domain/territory/search.ts';
import { type Answers, anyReader, type PageDeps, readerOf } from '../page.ts';
import { portalRoutes } from '../routes.ts';
import { AccountPage } from '../views/account.tsx';
import { HomePage } from '../views/home.tsx';
import { homeOf } from '../views/navigation.ts';
import { AccessibilityPage } from '../views/public/accessibility.tsx';
import { HelpPage } from '../views/public/help.tsx';
import { LegalPage } from '../views/public/legal.tsx';
import { PrivacyPage } from '../views/public/privacy.tsx';
import { SignInPage } from '../views/public/sign-in.tsx';
import { SiteMapPage } from '../views/public/site-map.tsx';
import { pageAsked } from './signing.ts';

type PublicRoute =
  | 'home'
  | 'account'
  | 'accessibility'
  | 'legal'
  | 'privacy'
  | 'siteMap'
  | 'help'
  | 'signIn'
  | 'communes';

/** Communes proposed at once: more are not read. */
const MOST_COMMUNES = 8;

/** The pages that show nothing of anybody's, and what a person was given. */
export const publicPages = (_: PageDeps): Answers<PublicRoute> => ({
  home: (c, signedIn) => {
    const home = homeOf(signedIn?.scope);
    return home === portalRoutes.home.path
      ? c.html(<HomePage reader={anyReader(signedIn)} />)
      : c.redirect(home, 303);
  },
  account: (c, signedIn) => c.html(<AccountPage person={signedIn} reader={readerOf(signedIn)} />),
  accessibility: (c, signedIn) => c.html(<AccessibilityPage reader={anyReader(signedIn)} />),
  legal: (c, signedIn) => c.html(<LegalPage reader={anyReader(signedIn)} />),
  privacy: (c, signedIn) => c.html(<PrivacyPage reader={anyReader(signedIn)} />),
  siteMap: (c, signedIn) => c.html(<SiteMapPage reader={anyReader(signedIn)} />),
  help: (c, signedIn) => c.html(<HelpPage reader={anyReader(signedIn)} />),
  signIn: (c, signedIn) =>
    c.html(<SignInPage reader={anyReader(signedIn)} next={pageAsked(c.req.query('suite'))} />),
  communes: (c) =>
    c.json(
      communesLike(c.req.query('cherche') ?? '', MOST_COMMUNES).map(({ insee, name, postcodes }) => ({
        insee,
        name,
        postcodes,
      })),
    ),
});
