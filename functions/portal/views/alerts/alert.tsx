import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import type { Handling, StateAlert } from '../../../../shared/store/alerts.ts';
import { CaseLink } from '../case-words.tsx';
import { Buttons, Form, Submit } from '../kit/form.tsx';
import { Day, Facts, Moment, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { alertExpected, alertTitle, daysAway, recipientWords } from '../state-words.ts';
import { done } from './list.tsx';

const states: Record<Handling['state'], string> = {
  prise: 'prise',
  rendue: 'rendue',
  faite: 'close',
  renvoyee: 'renvoyée',
};
const reasons: Readonly<Record<string, string>> = {
  horsZone: 'hors zone',
  horsCompetence: 'hors de notre compétence',
  doublon: 'doublon, proposé à la réunion',
  dossier: 'avec ses événements',
};

/** Whom an alert was sent on to, in words. */
const toWhom = (to: string): string => {
  const arrondissement = Object.entries(arrondissementNames).find(([code]) => code === to)?.[1];
  const body = Object.entries(recipientWords).find(([name]) => name === to)?.[1];
  return arrondissement === undefined ? (body ?? to) : `arrondissement de ${arrondissement}`;
};

/** Why an alert cannot be handled as asked, by the error's code. */
const problems: Readonly<Record<string, string>> = {
  ALERT_CHANGED:
    'Rien n’a été fait : quelqu’un a été plus rapide, ou l’échéance a été réglée entre-temps. Voici où en est l’alerte.',
};

/** Who did something of an alert. */
const doer = (by: string): string => (by === 'hub' ? 'la plateforme' : by);

/** Where an alert stands. */
const stateOf = ({ listKey, handling }: StateAlert, asks: boolean): string => {
  if (handling?.state === 'renvoyee') return `${states.renvoyee} par ${doer(handling.by)}`;
  if (!asks && handling?.state !== 'faite') return 'l’échéance a été réglée : rien n’est plus demandé';
  if (listKey !== undefined) return handling?.state === 'prise' ? `prise par ${handling.by}` : 'à prendre';
  return handling === undefined || handling.state === 'prise'
    ? 'une alerte plus récente de la même échéance a pris sa place'
    : `${states[handling.state]} par ${handling.by}`;
};

/** One alert: what it asks, why, and what was done of it. */
export const AlertPage: FC<{
  alert: StateAlert;
  /** Whether its delay still runs. */
  asks: boolean;
  reader: Reader;
  today: CivilDate;
  done?: string | undefined;
  problem?: string | undefined;
}> = ({ alert, asks, reader, today, done: told, problem }) => {
  const { caseId, noticeId, template, commune, due, answerBy, explanation, source, facts, handled } = alert;
  const path = `/alertes/${caseId}/${noticeId}`;
  const open = alert.listKey !== undefined && asks;
  const by = answerBy ?? due;
  const taken = alert.handling?.state === 'prise' ? alert.handling : undefined;
  return (
    <Page
      title={alertTitle(template)}
      reader={reader}
      path="/alertes/une"
      crumbs={[{ href: '/alertes', text: 'Alertes' }]}
    >
      {told === undefined || done[told] === undefined ? null : (
        <Notice kind="success">
          <p>{done[told]}</p>
        </Notice>
      )}
      {problem === undefined ? null : (
        <Notice kind="warning">
          <p>{problems[problem] ?? problem}</p>
        </Notice>
      )}
      <p class="chapeau">
        Dossier <CaseLink of={caseId} /> · {commune}
      </p>
      <p class="fr-text--lead">{alertExpected(template)}</p>
      <Facts
        of={[
          [
            'À faire avant',
            by === undefined ? (
              'sans délai'
            ) : (
              <>
                <Day of={by} /> ({daysAway(today, by)})
              </>
            ),
          ],
          ['Échéance', due === undefined ? undefined : <Day of={due} />],
          ['Reçue le', alert.createdAt === undefined ? undefined : <Moment of={alert.createdAt} />],
          ['État', stateOf(alert, asks)],
          ...facts.map(([label, value]) => [label, value] as const),
        ]}
      />
      <details class="fr-mt-2w">
        <summary>Pourquoi cette date</summary>
        {explanation.map((line) => (
          <p class="fr-mb-1w">{line}</p>
        ))}
        <p class="mention">{source}</p>
      </details>
      {open ? (
        <Form action={path} reader={reader}>
          <Buttons>
            {taken === undefined ? (
              <Submit name="geste" value="prendre">
                Prendre
              </Submit>
            ) : null}
            <Submit name="geste" value="fait" quiet={taken === undefined}>
              C’est fait
            </Submit>
            {taken === undefined ? null : (
              <Submit name="geste" value="rendre" quiet>
                Rendre à l’équipe
              </Submit>
            )}
            <a class="fr-btn fr-btn--tertiary" href={`${path}/renvoyer`}>
              Ce n’est pas pour moi
            </a>
          </Buttons>
        </Form>
      ) : null}
      {asks && alert.listKey === undefined && alert.handling?.state === 'faite' ? (
        <Form action={path} reader={reader}>
          <Buttons>
            <Submit name="geste" value="rouvrir" quiet>
              Ce n’est pas fait : la rouvrir
            </Submit>
          </Buttons>
        </Form>
      ) : null}
      {handled.length === 0 ? null : (
        <>
          <h2 class="fr-h6 fr-mt-4w">Ce qui en a été fait</h2>
          <ul>
            {handled.map(({ state, by: who, at, reason, to }) => (
              <li>
                <Moment of={at} /> : {states[state]} par {doer(who)}
                {reason === undefined
                  ? ''
                  : ` (${reasons[reason] ?? reason}${to === undefined ? '' : `, vers ${toWhom(to)}`})`}
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
};
