import type { Child, FC } from 'hono/jsx';
import type { Case } from '../../../../shared/domain/case/case-of.ts';
import type { CaseEvent } from '../../../../shared/domain/events/case-event.ts';
import { actTitles } from '../../../../shared/domain/notices/act-titles.ts';
import type { RecordedKind } from '../../../../shared/intake/partners/etat/recorded.ts';
import { Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { AboutCase, crumbsOf, recordPath } from './about-case.tsx';
import { actGroups, likelyActs } from './acts.ts';
import { ActLine, UndoForm } from './recorded-notice.tsx';

const ActLinks: FC<{ caseId: string; kinds: readonly RecordedKind[] }> = ({ caseId, kinds }) => (
  <ul>
    {kinds.map((kind) => (
      <li>
        <a class="fr-link" href={`${recordPath(caseId)}/${kind}`}>
          {actTitles[kind]}
        </a>
      </li>
    ))}
  </ul>
);

/** What was recorded today, and may be undone. */
const Today: FC<{ caseId: string; acts: readonly CaseEvent[]; reader: Reader }> = ({
  caseId,
  acts,
  reader,
}) =>
  acts.length === 0 ? null : (
    <section aria-labelledby="aujourdhui" class="fr-mt-4w">
      <h2 id="aujourdhui">Consigné aujourd’hui</h2>
      <p>Un acte consigné par erreur s’annule le jour même. Ensuite, un autre acte le corrige.</p>
      <ul class="fr-raw-list">
        {acts.map((act) => (
          <li class="consigne">
            <p class="fr-mb-1w">
              <ActLine act={act} />
            </p>
            <UndoForm caseId={caseId} act={act} reader={reader} />
          </li>
        ))}
      </ul>
    </section>
  );

/** The acts that a person may record in a case, the likely ones at its stage first. @param children what was just done, or refused */
export const RecordListPage: FC<{
  caseId: string;
  state: Case;
  /** Those that may still be undone. */
  acts: readonly CaseEvent[];
  reader: Reader;
  children?: Child;
}> = ({ caseId, state, acts, reader, children }) => (
  <Page title="Consigner un acte" reader={reader} crumbs={crumbsOf(caseId)}>
    {children}
    <AboutCase caseId={caseId} state={state} />
    {state.mergedInto === undefined ? (
      <>
        <section aria-labelledby="probables">
          <h2 id="probables">À cette étape</h2>
          <ActLinks caseId={caseId} kinds={likelyActs[state.stage]} />
        </section>
        <Today caseId={caseId} acts={acts} reader={reader} />
        <section aria-labelledby="tous" class="fr-mt-4w">
          <h2 id="tous">Tous les actes</h2>
          <div class="fr-grid-row fr-grid-row--gutters">
            {actGroups.map(({ title, kinds }) => (
              <div class="fr-col-12 fr-col-md-6">
                <h3 class="fr-h6">{title}</h3>
                <ActLinks caseId={caseId} kinds={kinds} />
              </div>
            ))}
          </div>
        </section>
      </>
    ) : (
      <Notice kind="info" title="Ce dossier a été réuni à un autre">
        <p>
          Rien ne s’y consigne plus : consignez dans le dossier{' '}
          <a href={recordPath(state.mergedInto)}>{state.mergedInto}</a>.
        </p>
      </Notice>
    )}
  </Page>
);
