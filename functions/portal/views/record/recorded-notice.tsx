import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import { notUndone, undoableOn } from '../../../../shared/domain/case/standing.ts';
import { bookkeepingKinds, type CaseEvent } from '../../../../shared/domain/events/case-event.ts';
import { actTitles } from '../../../../shared/domain/notices/act-titles.ts';
import { Form, Submit } from '../kit/form.tsx';
import { Day, Moment, Notice } from '../kit/words.tsx';
import type { Reader } from '../layout.tsx';
import { recordPath } from './about-case.tsx';

/** What undoes an act, where it stands in a list of them or alone. */
export const UndoForm: FC<{ caseId: string; act: CaseEvent; reader: Reader }> = ({ caseId, act, reader }) => (
  <Form action={`${recordPath(caseId)}/annuler`} reader={reader}>
    <input type="hidden" name="evenement" value={act.id} />
    <Submit quiet>
      Annuler
      <span class="fr-sr-only"> : {actTitles[act.kind]}</span>
    </Submit>
  </Form>
);

/** An act that a person recorded, in a line: what, of which day, by whom. */
export const ActLine: FC<{ act: CaseEvent }> = ({ act }) => (
  <>
    {actTitles[act.kind]}, du <Day of={act.actDate} />. Consigné par {act.by} le{' '}
    <Moment of={act.receivedAt} />.
  </>
);

/**
 * What was just recorded or undone in a case, from the address that one was led to: `?fait=consigne&evenement=…`. It offers to undo
 * what was recorded the same day, and says how to correct what was before. Nothing where the address names no such act.
 *
 * @param events the case's
 * @param today Europe/Paris
 */
export const RecordedNotice: FC<{
  caseId: string;
  events: readonly CaseEvent[];
  fait: string | undefined;
  evenement: string | undefined;
  today: CivilDate;
  reader: Reader;
}> = ({ caseId, events, fait, evenement, today, reader }) => {
  const act = events.find(
    ({ id, by, kind }) => id === evenement && by !== undefined && !bookkeepingKinds.includes(kind),
  );
  if (!act) return null;
  const isHeld = notUndone(events).includes(act);
  if (fait === 'annule')
    return isHeld ? null : (
      <Notice kind="success" title="Acte annulé">
        <p>
          {actTitles[act.kind]}, du <Day of={act.actDate} /> : le dossier est comme s’il n’avait pas été
          consigné. Ceux qui en avaient été prévenus le sont de l’annulation.
        </p>
      </Notice>
    );
  if (fait !== 'consigne' || !isHeld) return null;
  return (
    <Notice kind="success" title="Acte consigné">
      <p>
        <ActLine act={act} />
      </p>
      {undoableOn(events, today).includes(act) ? (
        <>
          <p>Une erreur ? Jusqu’à ce soir minuit, l’acte s’annule ; ensuite, un autre acte le corrige.</p>
          <UndoForm caseId={caseId} act={act} reader={reader} />
        </>
      ) : (
        <p>
          Consigné le <Day of={parisDay(act.receivedAt)} />, il ne s’annule plus : un autre acte le corrige.
        </p>
      )}
    </Notice>
  );
};
