import type { Child, FC } from 'hono/jsx';
import type { Day as DayRead, Some } from '../../../../shared/cases/reading/day.ts';
import { NEWS_DAYS } from '../../../../shared/cases/reading/day.ts';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import { lateBodyOf } from '../../../../shared/domain/notices/late.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import type { AlertItem, NewsItem } from '../../../../shared/store/alerts.ts';
import type { ListedCase } from '../../../../shared/store/lists.ts';
import { CaseLink, costOf, SilenceSaid } from '../case-words.tsx';
import { Badge, countOf, Day, Moment } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { alertTitle, daysAway, eventTitle } from '../state-words.ts';

/** Lines that a card shows before it leads to the whole. */
const SHOWN = 6;

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
          <ul class="lignes">{pending.items.slice(0, SHOWN).map(line)}</ul>
        </>
      )}
      {refused.items.length === 0 ? null : (
        <>
          <p class="fr-text--bold fr-mt-2w">{countSome(refused, 'demande refusée', 'demandes refusées')}</p>
          <ul class="lignes">{refused.items.slice(0, SHOWN).map(line)}</ul>
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
        {alerts.length === 1
          ? ''
          : ` · et ${countOf(alerts.length - 1, 'autre alerte', 'autres alertes')} de ce dossier`}
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
            {urgent === 0 ? '' : `, dont ${countOf(urgent, 'urgente')}`}
          </p>
          <ul class="lignes">
            {cases.slice(0, SHOWN).map(([caseId, alerts]) => (
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
        {news.items.slice(0, 2 * SHOWN).map(({ caseId, commune, template, createdAt }) => (
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
    {news.items.length > 2 * SHOWN ? (
      <p class="mention">
        {news.more ? 'Et d’autres' : `Et ${news.items.length - 2 * SHOWN} autres`}, plus anciens : ils se
        montrent à mesure que ceux-ci sont lus.
      </p>
    ) : null}
  </Card>
);

const Late: FC<{ late: readonly AlertItem[]; today: CivilDate }> = ({ late, today }) => (
  <Card title="En retard chez nos partenaires">
    {late.length === 0 ? (
      <Nothing>Aucun retard connu.</Nothing>
    ) : (
      <ul class="lignes">
        {late.slice(0, 2 * SHOWN).map(({ caseId, noticeId, template, commune, due }) => (
          <li>
            <strong>{lateBodyOf(template)}</strong> :{' '}
            <a class="fr-link" href={`/alertes/${caseId}/${noticeId}`}>
              {alertTitle(template)}
            </a>
            <span class="mention">
              {caseId} · {commune}
              {due === undefined ? '' : ' · attendu '}
              {due === undefined ? null : <Day of={due} />}
              {due === undefined ? '' : `, ${daysAway(today, due)}`}
            </span>
          </li>
        ))}
      </ul>
    )}
  </Card>
);

/** Who has taken what, so that a colleague's day can be opened by whoever replaces them. */
const Taken: FC<{ taken: Some<AlertItem>; person: string; today: CivilDate; shown: string | undefined }> = ({
  taken,
  person,
  today,
  shown,
}) => {
  const whose = shown ?? person;
  const own = taken.items.filter(({ handling }) => handling?.person === whose);
  const others = new Map(
    taken.items.flatMap(({ handling }) =>
      handling?.person === undefined || handling.person === whose ? [] : [[handling.person, handling.by]],
    ),
  );
  const name = own[0]?.handling?.by ?? '';
  return (
    <Card title={shown === undefined || shown === person ? 'Ce que vous avez pris' : `Ce que ${name} a pris`}>
      {own.length === 0 ? (
        <Nothing>Aucune alerte en cours.</Nothing>
      ) : (
        <ul class="lignes">
          {byCase(own)
            .slice(0, 2 * SHOWN)
            .map(([caseId, alerts]) => (
              <AlertLine caseId={caseId} alerts={alerts} today={today} />
            ))}
        </ul>
      )}
      {others.size === 0 ? null : (
        <p class="fr-mb-0">
          Un collègue est absent ? Voir ce qu’a pris{' '}
          {[...others].map(([id, by], n) => (
            <>
              {n === 0 ? '' : ', '}
              <a class="fr-link" href={id === person ? '/journee' : `/journee?de=${id}`}>
                {by}
              </a>
            </>
          ))}
          .
        </p>
      )}
    </Card>
  );
};

/** What waits for the reader this morning. */
export const DayPage: FC<{
  day: DayRead;
  reader: Reader;
  person: string;
  arrondissements: readonly ArrondissementCode[];
  today: CivilDate;
  /** The colleague whose taken alerts are shown, by their id. */
  of: string | undefined;
  /** Questions that wait for a reviewer; undefined for who is none. */
  doubts: number | undefined;
}> = ({ day, reader, person, arrondissements, today, of, doubts }) => (
  <Page title="Ma journée" reader={reader} path="/journee">
    <p class="chapeau">
      Bonjour {reader.name} · {arrondissements.map((code) => arrondissementNames[code]).join(', ')} ·{' '}
      <Day of={today} aloud />
    </p>
    <div class="cartes">
      <Engaged day={day} today={today} />
      <ToTake toTake={day.toTake} today={today} />
      {doubts === undefined ? null : (
        <Card title="À trancher">
          {doubts === 0 ? (
            <Nothing>Aucun doute n’attend de relecteur.</Nothing>
          ) : (
            <>
              <p class="fr-text--bold">{countOf(doubts, 'question')}</p>
              <More href="/rapprochements">Les rapprochements et les communes à trancher</More>
            </>
          )}
        </Card>
      )}
      <Taken taken={day.taken} person={person} today={today} shown={of} />
      <News news={day.news} />
      <Late late={day.late} today={today} />
    </div>
  </Page>
);
