import { type Answers, anyReader, readerOf } from '../page.ts';
import { AccountPage } from '../views/account.tsx';
import { HomePage } from '../views/home.tsx';

/** The pages that show nothing of anybody's, and what a person was given. */
export const publicPages = (): Answers<'home' | 'account'> => ({
  home: (c, signedIn) => c.html(<HomePage reader={anyReader(signedIn)} />),
  account: (c, signedIn) => c.html(<AccountPage person={signedIn} reader={readerOf(signedIn)} />),
});
