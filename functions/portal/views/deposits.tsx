import type { FC } from 'hono/jsx';
import { Page, type Reader } from './layout.tsx';

/** What a partner deposited. */
export const DepositsPage: FC<{ partner: string; reader: Reader | undefined }> = ({ partner, reader }) => (
  <Page title="Dépôts" reader={reader}>
    <p>{partner}</p>
  </Page>
);
