import type { FC } from 'hono/jsx';
import type { ToldNotice } from '../../../../shared/cases/reading/read-beside.ts';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import { Form, Submit } from '../kit/form.tsx';
import { Badge } from '../kit/words.tsx';
import type { Reader } from '../layout.tsx';
import { alertTitle, daysAway } from '../state-words.ts';

/** The alerts of a case that wait for an agent, or that one has taken, with what may be done of each. */
export const CaseAlerts: FC<{
  caseId: string;
  alerts: readonly ToldNotice[];
  reader: Reader;
  today: CivilDate;
}> = ({ caseId, alerts, reader, today }) =>
  alerts.length === 0 ? null : (
    <section aria-labelledby="alertes">
      <h2 id="alertes" class="petit">
        Alertes
      </h2>
      <ul class="lignes">
        {alerts.map(({ noticeId, template, urgent, answerBy, due, handling }) => {
          const path = `/alertes/${caseId}/${noticeId}`;
          const by = answerBy ?? due;
          return (
            <li class="ligne-geste">
              <div>
                {urgent === true ? <Badge kind="warning">Urgent</Badge> : null}
                <a class="fr-link" href={path}>
                  {alertTitle(template)}
                </a>
                <span class="mention">
                  {by === undefined ? 'sans délai' : daysAway(today, by)}
                  {handling?.state === 'prise' ? ` · prise par ${handling.by}` : ' · à prendre'}
                </span>
              </div>
              {handling?.state === 'prise' ? null : (
                <Form action={path} reader={reader}>
                  <input type="hidden" name="retour" value="dossier" />
                  <Submit name="geste" value="prendre" quiet>
                    Prendre<span class="fr-sr-only"> : {alertTitle(template)}</span>
                  </Submit>
                </Form>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
