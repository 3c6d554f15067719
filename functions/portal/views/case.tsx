import type { FC } from 'hono/jsx';
import type { CaseReport } from '../../../shared/cases/reading/case-report.ts';
import type { Beside } from '../../../shared/cases/reading/read-beside.ts';
import type { Case } from '../../../shared/domain/case/case-of.ts';
import type { CaseEvent, EventOf } from '../../../shared/domain/events/case-event.ts';
import type { Why } from '../../../shared/store/items.ts';
import { CaseAlerts } from './case/alerts.tsx';
import { Doubts } from './case/doubts.tsx';
import { Head, StakeBlock, Standing } from './case/head.tsx';
import { AttachedSection, EventsSection, PiecesSection, ReadersSection } from './case/history.tsx';
import { DebtSection, SupportSection, ToldSection } from './case/household.tsx';
import { procedureOf } from './case/procedure.ts';
import { ProcedureSection } from './case/procedure.tsx';
import { stakeOf } from './case/stake.ts';
import { supportsOf } from './case/support.ts';
import { DelaysSection, NextSteps } from './case/todo.tsx';
import { Told } from './case/told.tsx';
import { Form, Submit } from './kit/form.tsx';
import { Notice } from './kit/words.tsx';
import { Page, type Reader } from './layout.tsx';
import { RecordedNotice } from './record/recorded-notice.tsx';

/** All that the page of a case shows. */
export type ShownCase = Beside & {
  state: Case;
  report: CaseReport;
  events: readonly CaseEvent[];
  whys: ReadonlyMap<string, Why>;
  /** The detachment that made the case today, while it can be undone. */
  detached: EventOf<'deplacement'> | undefined;
};

/** One case: what is at stake, who must do what next, the procedure, then all that is known of it. */
export const CasePage: FC<{
  caseId: string;
  reader: Reader;
  /** What the reader may do in it. */
  as: { agent: boolean; relecteur: boolean };
  shown: ShownCase;
  /** What was just recorded or undone, as the address says it. */
  recorded: { fait: string | undefined; evenement: string | undefined };
}> = ({ caseId, reader, as, shown, recorded }) => {
  const { state, report, events, whys, notices, openReviews, readers, detached } = shown;
  return (
    <Page title={caseId} reader={reader} crumbs={[{ href: '/dossiers', text: 'Dossiers' }]}>
      <div class="dossier">
        <RecordedNotice caseId={caseId} events={events} {...recorded} today={report.today} reader={reader} />
        {state.mergedInto === undefined ? null : (
          <Notice kind="info" title="Ce dossier est réuni avec un autre">
            <p>
              Ses événements sont dans{' '}
              <a href={`/dossiers/${state.mergedInto}`}>le dossier {state.mergedInto}</a>.
            </p>
          </Notice>
        )}
        {detached === undefined ? null : (
          <Detached caseId={caseId} detached={detached} reader={reader} undoes={as.relecteur} />
        )}
        {state.mergedInto === undefined ? (
          <>
            <Head state={state} report={report} />
            <StakeBlock stake={stakeOf(state, report)} today={report.today} />
            <Standing state={state} report={report} />
            <Doubts caseId={caseId} reviews={openReviews} answers={as.relecteur} />
            <NextSteps report={report} />
            {as.agent ? (
              <CaseAlerts caseId={caseId} alerts={askingOf(notices)} reader={reader} today={report.today} />
            ) : null}
            {as.agent ? (
              <p class="actions">
                <a class="fr-btn fr-btn--secondary" href={`/dossiers/${caseId}/consigner`}>
                  Consigner un acte
                </a>{' '}
                <a class="fr-btn fr-btn--secondary" href={`/dossiers/${caseId}/enquete`}>
                  Enquête sociale
                </a>
              </p>
            ) : null}
            <Checks report={report} />
            <ProcedureSection procedure={procedureOf(state, report, events)} report={report} />
            <DelaysSection report={report} />
            <SupportSection supports={supportsOf(events)} />
          </>
        ) : null}
        <ToldSection notices={notices} caseId={caseId} agent={as.agent} />
        <DebtSection events={events} />
        <PiecesSection caseId={caseId} events={events} />
        <EventsSection events={events} waiting={state.aConfirmer} />
        {state.mergedInto === undefined ? (
          <AttachedSection caseId={caseId} events={events} whys={whys} />
        ) : null}
        <ReadersSection readers={readers} />
      </div>
    </Page>
  );
};

/** The alerts that an arrondissement is to take, or has taken. */
const askingOf = (notices: Beside['notices']): Beside['notices'] =>
  notices.filter(({ about, listKey }) => about === 'alerte' && listKey?.startsWith('ALERTES#') === true);

/** What contradicts something, or the law. */
const Checks: FC<{ report: CaseReport }> = ({ report: { flags } }) =>
  flags.length === 0 ? null : (
    <section aria-labelledby="verifier">
      <h2 id="verifier" class="petit">
        À vérifier
      </h2>
      <ul>
        {flags.map(({ message }) => (
          <li>{message}</li>
        ))}
      </ul>
    </section>
  );

/** That a person made this case today from another one's event, and how to take that back. */
const Detached: FC<{
  caseId: string;
  detached: EventOf<'deplacement'>;
  reader: Reader;
  undoes: boolean;
}> = ({ caseId, detached: { autre, by, evenements }, reader, undoes }) => (
  <Notice kind="success">
    <p>
      {evenements.length < 2 ? 'Un événement détaché' : `${evenements.length} événements détachés`}{' '}
      aujourd’hui du <a href={`/dossiers/${autre}`}>dossier {autre}</a>
      {by === undefined ? null : (
        <>
          {' par '}
          <Told>{by}</Told>
        </>
      )}
      .
    </p>
    {undoes ? (
      <Form action={`/dossiers/${caseId}/detacher/annuler`} reader={reader} class="fr-mt-1w">
        <Submit quiet>Annuler</Submit>
      </Form>
    ) : null}
  </Notice>
);
