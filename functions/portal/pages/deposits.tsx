import { type Answers, type PageDeps, readerOf } from '../page.ts';
import { DepositsPage } from '../views/deposits.tsx';

/** What a partner deposits, and what became of it. */
export const depositPages = (_: PageDeps): Answers<'deposits'> => ({
  deposits: (c, signedIn, partner) => c.html(<DepositsPage partner={partner} reader={readerOf(signedIn)} />),
});
