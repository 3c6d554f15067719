import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { Page } from '../layout.tsx';
import type { Reader } from '../reader.ts';

/** A page of the contracts and guides, as it was built. @param body HTML of ours: it holds nothing that anybody typed */
export const ContractPage: FC<{
  title: string;
  body: string;
  isSummary: boolean;
  reader: Reader | undefined;
}> = ({ title, body, isSummary, reader }) => (
  <Page title={title} reader={reader} crumbs={isSummary ? [] : [{ href: '/contrats', text: 'Contrats' }]}>
    <div class="contrat">{raw(body)}</div>
  </Page>
);
