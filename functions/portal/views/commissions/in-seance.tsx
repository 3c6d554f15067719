import type { Child, FC } from 'hono/jsx';
import { dateAloud } from '../../../../shared/domain/calendar/civil-date.ts';
import type { InSeance } from '../../in-seance.ts';
import { Page } from '../layout.tsx';
import { commissionPath, seancePath } from './words.tsx';

/** A page of a session: where one is, and the other pages of it. */
export const InSeancePage: FC<{
  here: InSeance;
  title: string;
  /** Its own path, after the session's. */
  path: string;
  hasErrors?: boolean;
  children?: Child;
}> = ({ here, title, path, hasErrors = false, children }) => {
  const { commission, seance, reader } = here;
  const own = seancePath(seance);
  const day = `Séance du ${dateAloud(seance.date)}`;
  return (
    <Page
      title={title}
      reader={reader}
      path={`${own}${path}`}
      hasErrors={hasErrors}
      crumbs={[
        { href: '/commissions', text: 'Commissions' },
        { href: commissionPath(commission.code), text: commission.nom },
        ...(path === '' ? [] : [{ href: own, text: day }]),
      ]}
    >
      {children}
    </Page>
  );
};
