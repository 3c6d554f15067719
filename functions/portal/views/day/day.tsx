import type { Child, FC } from 'hono/jsx';
import type { DayCounts, Day as DayRead, Some } from '../../../../shared/cases/reading/day.ts';
import { DAY_LINES, NEWS_DAYS } from '../../../../shared/cases/reading/day.ts';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import { lateBodyOf } from '../../../../shared/domain/notices/late.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import type { AlertItem, NewsItem } from '../../../../shared/store/alerts.ts';
import type { ListedCase } from '../../../../shared/store/lists.ts';
import { CaseLink, costOf, SilenceSaid } from '../case-words.tsx';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, Day, Moment } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { alertTitle, daysAway, eventTitle } from '../state-words.ts';

/** How many there are, or more than how many. */
const countSome = <T,>({ items, more }: Some<T>, one: string, many?: string): string =>
  more ? `plus de ${countOf(items.length, one, many)}` : countOf(items.length, one, many);

const Card: FC<{ title: string; kind?: 'etat'; children: Child }> = ({ title, kind, children }) => (
  <section class={`carte${kind === undefined ? '' : ` carte--${kind}`}`}>
    <h2 class="fr-h6">{title}</h2>
    {children}
  </section>
);

const Nothing: FC<{ children: Child }> = ({ children }) => <p class="rien">{children}</p>;

const More: FC<{ href: string; children: Child }> = ({ href, children }) => (
  <p class="fr-mb-0">
    <a class="fr-link" href={href}>
      {children}
    </a>
  </p>
);

/** The cases that commit the State. */
const Engaged: FC<{ day: DayRead; today: CivilDate }> = ({ day: { pending, refused }, today }) => {
  const line = ({ caseId, row }: ListedCase) => {
    const cost =
      row.silence?.debut !== undefined && row.silence.refus < today ? costOf(row, today) : undefined;
    return (
      <li>
        <CaseLink of={caseId} /> {row.commune}
        <br />
        {row.silence === undefined ? null : <SilenceSaid of={row.silence} today={today} />}
        {cost === undefined ? null : <span class="mention">{cost}</span>}
      </li>
    );
  };
  return (
    <Card title="Ce qui engage l’État" kind="etat">
      {pending.items.length === 0 ? (
        <Nothing>Aucune demande de concours n’attend de réponse.</Nothing>
      ) : (
        <>
          <p class="fr-text--bold">
            {countSome(pending, 'demande de concours sans réponse', 'demandes de concours sans réponse')}
          </p>
          <ul class="lignes">{pending.items.slice(0, DAY_LINES).map(line)}</ul>
        </>
      )}
      {refused.items.length === 0 ? null : (
        <>
          <p class="fr-text--bold fr-mt-2w">{countSome(refused, 'demande refusée', 'demandes refusées')}</p>
          <ul class="lignes">{refused.items.slice(0, DAY_LINES).map(line)}</ul>
        </>
      )}
      <More href="/engagements">Toutes les demandes de concours, et ce qu’elles coûtent</More>
    </Card>
  );
};

/** Alerts by their case, in the order of the first of each. */
const byCase = (alerts: readonly AlertItem[]): [string, AlertItem[]][] => [
  ...Map.groupBy(alerts, ({ caseId }) => caseId),
];

/** How many alerts of a case are not told beside the first. */
const others = ({ length }: readonly AlertItem[]): string =>
  length === 1 ? '' : ` · et ${countOf(length - 1, 'autre alerte', 'autres alertes')} de ce dossier`;

/** A case's alerts in one line: the first, how many others, and by when. */
const AlertLine: FC<{ caseId: string; alerts: readonly AlertItem[]; today: CivilDate }> = ({
  caseId,
  alerts,
  today,
}) => {
  const [first] = alerts;
  if (first === undefined) return null;
  const by = first.answerBy ?? first.due;
  return (
    <li>
      {first.urgent ? <Badge kind="warning">Urgent</Badge> : null}
      <a class="fr-link" href={`/alertes/${caseId}/${first.noticeId}`}>
        {alertTitle(first.template)}
      </a>
      <span class="mention">
        <CaseLink of={caseId} /> {first.commune}
        {by === undefined ? '' : ` · ${daysAway(today, by)}`}
        {others(alerts)}
      </span>
    </li>
  );
};

const ToTake: FC<{ toTake: Some<AlertItem>; today: CivilDate }> = ({ toTake, today }) => {
  const cases = byCase(toTake.items);
  const urgent = toTake.items.filter((alert) => alert.urgent).length;
  return (
    <Card title="À prendre">
      {cases.length === 0 ? (
        <Nothing>Aucune alerte n’attend : tout est pris.</Nothing>
      ) : (
        <>
          <p class="fr-text--bold">
            <a href="/alertes">{countSome(toTake, 'alerte')}</a>
            {urgent === 0
              ? ''
              : `, dont ${toTake.more && urgent === toTake.items.length ? 'plus de ' : ''}${countOf(urgent, 'urgente')}`}
          </p>
          <ul class="lignes">
            {cases.slice(0, DAY_LINES).map(([caseId, alerts]) => (
              <AlertLine caseId={caseId} alerts={alerts} today={today} />
            ))}
          </ul>
          <More href="/alertes">Toutes les alertes à prendre</More>
        </>
      )}
    </Card>
  );
};

const News: FC<{ news: Some<NewsItem> }> = ({ news }) => (
  <Card title="Ce qui a changé depuis votre dernière lecture">
    {news.items.length === 0 ? (
      <Nothing>
        {news.more
          ? 'Vous avez relu tout ce qui est arrivé de plus récent.'
          : `Rien de nouveau depuis ${NEWS_DAYS} jours dans les dossiers que vous n’avez pas relus.`}
      </Nothing>
    ) : (
      <ul class="lignes">
        {news.items.slice(0, DAY_LINES).map(({ caseId, commune, template, createdAt }) => (
          <li>
            <Badge kind="new">{eventTitle(template)}</Badge>
            <CaseLink of={caseId} /> {commune}
            {createdAt === undefined ? null : (
              <span class="mention">
                reçu le <Moment of={createdAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
    )}
    {news.items.length > DAY_LINES ? (
      <p class="mention">
        {news.more ? 'Et d’autres' : `Et ${countOf(news.items.length - DAY_LINES, 'autre')}`}, plus anciens :
        ils se montrent à mesure que ceux-ci sont lus.
      </p>
    ) : null}
  </Card>
);

const Late: FC<{ late: Some<AlertItem>; today: CivilDate }> = ({ late, today }) => (
  <Card title="En retard chez nos partenaires">
    {late.items.length === 0 ? (
      <Nothing>Aucun retard connu.</Nothing>
    ) : (
      <>
        <ul class="lignes">
          {byCase(late.items)
            .slice(0, DAY_LINES)
            .map(([caseId, alerts]) => (
              <LateLine caseId={caseId} alerts={alerts} today={today} />
            ))}
        </ul>
        {late.more ? <p class="mention">Et d’autres, plus récents, parmi les alertes à prendre.</p> : null}
      </>
    )}
  </Card>
);

/** What bodies are late for in a case, in one line: the longest, and how many others. */
const LateLine: FC<{ caseId: string; alerts: readonly AlertItem[]; today: CivilDate }> = ({
  caseId,
  alerts,
  today,
}) => {
  const [first] = alerts;
  if (first === undefined) return null;
  const { noticeId, template, commune, due } = first;
  return (
    <li>
      <strong>{lateBodyOf(template)}</strong> :{' '}
      <a class="fr-link" href={`/alertes/${caseId}/${noticeId}`}>
        {alertTitle(template)}
      </a>
      <span class="mention">
        <CaseLink of={caseId} /> {commune}
        {due === undefined ? '' : ' · attendu '}
        {due === undefined ? null : <Day of={due} />}
        {due === undefined ? '' : `, ${daysAway(today, due)}`}
        {others(alerts)}
      </span>
    </li>
  );
};

/** What one person has taken: the reader, or the colleague whom they replace. */
const Taken: FC<{ taken: Some<AlertItem>; own: boolean; today: CivilDate }> = ({ taken, own, today }) => (
  <Card
    title={own ? 'Ce que vous avez pris' : `Ce que ${taken.items[0]?.handling?.by ?? 'ce collègue'} a pris`}
  >
    {taken.items.length === 0 ? (
      <Nothing>Aucune alerte en cours.</Nothing>
    ) : (
      <ul class="lignes">
        {byCase(taken.items)
          .slice(0, DAY_LINES)
          .map(([caseId, alerts]) => (
            <AlertLine caseId={caseId} alerts={alerts} today={today} />
          ))}
      </ul>
    )}
    {own ? null : <More href="/journee">Revenir à ce que vous avez pris</More>}
    <More href="/alertes?etat=prise">Tout ce qui est pris, et par qui : un collègue est absent ?</More>
  </Card>
);

/** How many things wait in each arrondissement, each number leading to them. */
const Counts: FC<{ counts: readonly DayCounts[] }> = ({ counts }) => {
  const cell = (of: DayCounts['pending'], href: string): Child =>
    of === undefined ? (
      'non suivi'
    ) : (
      <a class="fr-link" href={href}>
        {of.more ? `plus de ${of.count}` : String(of.count)}
      </a>
    );
  return (
    <section id="nombres" class="fr-mt-4w">
      <Table
        caption="Ce qui attend, par arrondissement"
        columns={[
          { text: 'Arrondissement' },
          { text: 'Demandes de concours sans réponse' },
          { text: 'Demandes refusées' },
          { text: 'Alertes à prendre' },
          { text: 'dont retards de partenaires' },
          { text: 'Alertes prises' },
        ]}
        rows={counts.map(({ arrondissement, pending, refused, toTake, late, taken }) => {
          const engaged = `/engagements?arrondissement=${arrondissement}`;
          const alerts = `/alertes?arrondissement=${arrondissement}&etat=`;
          return [
            arrondissementNames[arrondissement],
            cell(pending, engaged),
            cell(refused, engaged),
            cell(toTake, `${alerts}recue`),
            cell(late, `${alerts}recue`),
            cell(taken, `${alerts}prise`),
          ];
        })}
      />
    </section>
  );
};

/** What waits for the reader this morning. */
export const DayPage: FC<{
  day: DayRead;
  reader: Reader;
  /** Whether the taken alerts shown are the reader's, and not a colleague's. */
  own: boolean;
  arrondissements: readonly ArrondissementCode[];
  today: CivilDate;
  /** Questions that wait for a reviewer, and those of them about a commune; undefined for who is none. */
  questions: { all: number; communes: number } | undefined;
  /** How many of each thing, where the reader asks. */
  counts: readonly DayCounts[] | undefined;
}> = ({ day, reader, own, arrondissements, today, questions, counts }) => (
  <Page title="Ma journée" reader={reader} path="/journee">
    <p class="chapeau">
      Bonjour {reader.name} · {arrondissements.map((code) => arrondissementNames[code]).join(', ')} ·{' '}
      <Day of={today} aloud />
    </p>
    <div class="cartes">
      <Engaged day={day} today={today} />
      <ToTake toTake={day.toTake} today={today} />
      {questions === undefined ? null : (
        <Card title="À trancher">
          {questions.all === 0 ? (
            <Nothing>Aucun doute n’attend de relecteur.</Nothing>
          ) : (
            <>
              <p class="fr-text--bold">
                {countOf(questions.all, 'question')}
                {questions.communes === 0 ? '' : `, dont ${countOf(questions.communes, 'commune')} à établir`}
              </p>
              <More href="/rapprochements">Les rapprochements et les communes à trancher</More>
            </>
          )}
        </Card>
      )}
      <Taken taken={day.taken} own={own} today={today} />
      <News news={day.news} />
      <Late late={day.late} today={today} />
    </div>
    {counts === undefined ? (
      <p class="fr-mt-3w">
        <a class="fr-link" href="/journee?compter=oui#nombres">
          Compter ce qui attend, par arrondissement
        </a>
      </p>
    ) : (
      <Counts counts={counts} />
    )}
  </Page>
);
