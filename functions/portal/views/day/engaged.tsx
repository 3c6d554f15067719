import type { FC } from 'hono/jsx';
import type { Engaged } from '../../../../shared/cases/reading/engaged.ts';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import type { ListedCase } from '../../../../shared/store/lists.ts';
import { CaseLink, costOf, SilenceSaid } from '../case-words.tsx';
import { Table } from '../kit/table.tsx';
import { countOf, eurosOf } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';

/** Rents of a month of the cases whose liability runs, and how many of them have a known rent. */
const monthly = (cases: readonly ListedCase[], today: CivilDate) => {
  const running = cases.filter(({ row }) => row.silence?.debut !== undefined && row.silence.debut <= today);
  const known = running.filter(({ row }) => row.loyer !== undefined);
  return {
    running: running.length,
    known: known.length,
    cents: known.reduce((sum, { row }) => sum + (row.loyer ?? 0), 0),
  };
};

const Cases: FC<{ caption: string; cases: readonly ListedCase[]; today: CivilDate }> = ({
  caption,
  cases,
  today,
}) => (
  <Table
    caption={caption}
    columns={[
      { text: 'Dossier' },
      { text: 'Commune' },
      { text: 'Où en est la demande' },
      { text: 'Ce que coûte le refus' },
    ]}
    rows={cases.map(({ caseId, row }) => [
      <CaseLink of={caseId} />,
      row.commune,
      row.silence === undefined ? '' : <SilenceSaid of={row.silence} today={today} />,
      costOf(row, today) ?? 'loyer inconnu',
    ])}
  />
);

/** Every demande de CFP of an arrondissement that commits the State. */
export const EngagedPage: FC<{
  engaged: Engaged;
  reader: Reader;
  today: CivilDate;
  arrondissement: ArrondissementCode;
  mine: readonly ArrondissementCode[];
}> = ({ engaged: { pending, refused, more }, reader, today, arrondissement, mine }) => {
  const { running, known, cents } = monthly(refused, today);
  return (
    <Page
      title="Ce qui engage l’État"
      reader={reader}
      path="/journee/engagements"
      crumbs={[{ href: '/journee', text: 'Ma journée' }]}
    >
      <nav aria-label="Arrondissement" class="choix">
        <ul>
          {mine.map((code) => (
            <li>
              <a
                class="fr-tag"
                href={`/engagements?arrondissement=${code}`}
                aria-current={code === arrondissement ? 'true' : undefined}
              >
                {arrondissementNames[code]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {running === 0 ? null : (
        <p class="fr-text--lead">
          La responsabilité de l’État court pour {countOf(running, 'dossier')} :{' '}
          {known === 0
            ? 'aucun loyer n’est connu.'
            : `${eurosOf(cents)} de loyers par mois${known < running ? `, pour ${known === 1 ? 'le seul' : `les ${known}`} dont le loyer est connu` : ''}.`}
        </p>
      )}
      {more ? <p class="mention">Il y en a plus que cette page n’en montre.</p> : null}
      {pending.length === 0 ? (
        <p>Aucune demande de concours n’attend de réponse.</p>
      ) : (
        <Cases
          caption={countOf(
            pending.length,
            'demande de concours sans réponse',
            'demandes de concours sans réponse',
          )}
          cases={pending}
          today={today}
        />
      )}
      {refused.length === 0 ? null : (
        <Cases
          caption={countOf(refused.length, 'demande refusée', 'demandes refusées')}
          cases={refused}
          today={today}
        />
      )}
    </Page>
  );
};
