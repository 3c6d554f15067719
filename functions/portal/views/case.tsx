import type { FC } from 'hono/jsx';
import type { Case } from '../../../shared/domain/case/case-of.ts';
import { titleOf } from '../../../shared/domain/procedure/stage.ts';
import { Page, type Reader } from './layout.tsx';

/** One case. */
export const CasePage: FC<{ caseId: string; state: Case; reader: Reader | undefined }> = ({
  caseId,
  state,
  reader,
}) => (
  <Page title={caseId} reader={reader} crumbs={[{ href: '/dossiers', text: 'Dossiers' }]}>
    <p>{titleOf(state.stage)}</p>
  </Page>
);
