import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import type { AlertItem, Handling } from '../../../../shared/store/alerts.ts';
import type { AlertState } from '../../../../shared/store/keys.ts';
import { CaseLink } from '../case-words.tsx';
import { Form, Submit } from '../kit/form.tsx';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, Day, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { alertTitle, daysAway } from '../state-words.ts';

/** What was just done, by the word of the address that says so. */
export const done: Readonly<Record<string, string>> = {
  prise: 'L’alerte est prise : vos collègues voient que vous l’avez.',
  rendue: 'L’alerte est de nouveau à prendre.',
  faite: 'L’alerte est close.',
  renvoyee:
    'L’alerte est renvoyée. « Dit à qui », sur la page du dossier, montre à quelle boîte elle part ; si le destinataire n’a pas d’adresse connue, prévenez-le vous-même.',
  rouverte: 'L’alerte est de nouveau à prendre.',
};

export type AlertsPageProps = {
  reader: Reader;
  today: CivilDate;
  state: AlertState;
  arrondissement: ArrondissementCode;
  arrondissements: readonly ArrondissementCode[];
  alerts: readonly AlertItem[];
  /** Where the next page begins. */
  next: string | undefined;
  done: string | undefined;
};

/** Who took an alert: leads to all that they took, for whoever replaces them. */
const TakenBy: FC<{ of: Handling }> = ({ of: { by, person } }) => {
  if (person === undefined) return by;
  return (
    <a class="fr-link" href={`/journee?de=${person}`}>
      {by}
    </a>
  );
};

/** The alerts of an arrondissement: to take, or taken. */
export const AlertsPage: FC<AlertsPageProps> = ({
  reader,
  today,
  state,
  arrondissement,
  arrondissements,
  alerts,
  next,
  done: told,
}) => {
  const address = (over: { etat?: string; arrondissement?: string; suite?: string }) =>
    `/alertes?${new URLSearchParams({ arrondissement, etat: state, ...over })}`;
  return (
    <Page title="Alertes" reader={reader} path="/alertes" crumbs={[]}>
      {told === undefined || done[told] === undefined ? null : (
        <Notice kind="success">
          <p>{done[told]}</p>
        </Notice>
      )}
      <nav aria-label="Alertes" class="choix">
        <ul>
          {arrondissements.map((code) => (
            <li>
              <a
                class="fr-tag"
                href={address({ arrondissement: code })}
                aria-current={code === arrondissement ? 'true' : undefined}
              >
                {arrondissementNames[code]}
              </a>
            </li>
          ))}
          <li>
            <a
              class="fr-tag"
              href={address({ etat: 'recue' })}
              aria-current={state === 'recue' ? 'true' : undefined}
            >
              À prendre
            </a>
          </li>
          <li>
            <a
              class="fr-tag"
              href={address({ etat: 'prise' })}
              aria-current={state === 'prise' ? 'true' : undefined}
            >
              Prises
            </a>
          </li>
        </ul>
      </nav>
      {alerts.length === 0 ? (
        <p>
          {state === 'recue'
            ? `Aucune alerte n’attend à ${arrondissementNames[arrondissement]}. Les prochaines arrivent avec la veille du matin.`
            : `Aucune alerte n’est en cours à ${arrondissementNames[arrondissement]}.`}
        </p>
      ) : (
        <Table
          caption={`${countOf(alerts.length, state === 'recue' ? 'alerte à prendre' : 'alerte prise', state === 'recue' ? 'alertes à prendre' : 'alertes prises')}${next === undefined ? '' : ' sur cette page'} : ${state === 'recue' ? '' : 'par agent, '}ce qui est urgent, ce qui est à faire, puis ce qui est attendu d’autres`}
          columns={[
            { text: 'À faire avant' },
            { text: 'Alerte' },
            { text: 'Dossier' },
            { text: 'Commune' },
            { text: state === 'recue' ? 'Prendre' : 'Prise par' },
          ]}
          rows={alerts.map((alert) => {
            const by = alert.answerBy ?? alert.due;
            return [
              by === undefined ? (
                'sans délai'
              ) : (
                <>
                  <Day of={by} />
                  <span class="mention">{daysAway(today, by)}</span>
                </>
              ),
              <>
                {alert.urgent ? <Badge kind="warning">Urgent</Badge> : null}
                <a class="fr-link" href={`/alertes/${alert.caseId}/${alert.noticeId}`}>
                  {alertTitle(alert.template)}
                </a>
              </>,
              <CaseLink of={alert.caseId} />,
              alert.commune,
              alert.handling === undefined ? (
                <Form action={`/alertes/${alert.caseId}/${alert.noticeId}`} reader={reader}>
                  <input type="hidden" name="retour" value="liste" />
                  <Submit name="geste" value="prendre" quiet>
                    Prendre<span class="fr-sr-only"> l’alerte du dossier {alert.caseId}</span>
                  </Submit>
                </Form>
              ) : (
                <TakenBy of={alert.handling} />
              ),
            ];
          })}
        />
      )}
      {next === undefined ? null : (
        <p>
          <a class="fr-link" href={address({ suite: next })}>
            Alertes suivantes
          </a>
        </p>
      )}
    </Page>
  );
};
