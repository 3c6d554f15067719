import type { FC } from 'hono/jsx';
import type { CaseReport } from '../../../../shared/cases/reading/case-report.ts';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import { alertTexts } from '../../../../shared/outbound/texts/alert-texts.ts';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, Day } from '../kit/words.tsx';
import { daysAway, recipientWords } from '../state-words.ts';
import { lateIn, openIn } from './stake.ts';
import { capital, statusOf } from './words.ts';

type Row = CaseReport['deadlines'][number];

/** What is expected of whom about a delay: by the alert that was sent last, else by the next one. */
const expectedIn = ({ alerts }: Row): string | undefined => {
  const alert = alerts.findLast(({ when }) => when === 'envoyée') ?? alerts[0];
  return alert && alertTexts[alert.name].expected;
};
const toldTo = ({ alerts }: Row): string =>
  [...new Set(alerts.flatMap(({ to }) => to))].map((recipient) => recipientWords[recipient]).join(', ');

const NEXT = 4;

/** Who must do what next: what is late, then what comes first. */
export const NextSteps: FC<{ report: CaseReport }> = ({ report }) => {
  const { today } = report;
  const next = [...lateIn(report), ...openIn(report)].slice(0, NEXT);
  return next.length === 0 ? null : (
    <section aria-labelledby="suite">
      <h2 id="suite" class="petit">
        Et maintenant
      </h2>
      <ul class="prochain">
        {next.map((row) => (
          <li>
            <strong>{whenOf(today, row)}</strong> : {row.title}.
            {expectedIn(row) === undefined ? null : <span class="prochain-attendu"> {expectedIn(row)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
};

const whenOf = (today: CivilDate, { due, nature, status }: Row): string => {
  if (nature === 'demande' || due === undefined) return 'À faire sans attendre';
  const days = daysAway(today, due);
  return status === 'echu' ? `En retard, ${days}` : capital(days);
};

const StatusOf: FC<{ row: Row }> = ({ row }) => {
  const { text, kind } = statusOf(row);
  return kind === undefined ? <span>{text}</span> : <Badge kind={kind}>{text}</Badge>;
};

const Delays: FC<{ caption: string; today: CivilDate; rows: readonly Row[] }> = ({
  caption,
  today,
  rows,
}) => (
  <Table
    caption={caption}
    captionHidden
    columns={['Échéance', 'Date', 'État', 'Qui est prévenu'].map((text) => ({ text }))}
    rows={rows.map((row) => [
      <>
        {row.title}
        <details class="pourquoi">
          <summary>
            Pourquoi<span class="fr-sr-only"> cette date : {row.title}</span>
          </summary>
          {row.explanation.slice(1).map((line) => (
            <p>{line}</p>
          ))}
        </details>
      </>,
      row.due === undefined ? (
        row.nature === 'demande' ? (
          'sans attendre'
        ) : (
          'pas de date'
        )
      ) : (
        <>
          <Day of={row.due} />
          {row.status === 'ouvert' || row.status === 'echu' ? `, ${daysAway(today, row.due)}` : null}
        </>
      ),
      <StatusOf row={row} />,
      toldTo(row) || '–',
    ])}
  />
);

/** Every delay of the case: what is to be done, and what is settled, folded. */
export const DelaysSection: FC<{ report: CaseReport }> = ({ report }) => {
  const { today, deadlines } = report;
  const running = [
    ...lateIn(report),
    ...openIn(report),
    ...deadlines.filter(({ status }) => status === 'suspendu'),
  ];
  const settled = deadlines.filter((row) => !running.includes(row));
  return (
    <section aria-labelledby="echeances">
      <h2 id="echeances">Échéances</h2>
      {running.length === 0 ? <p>Aucune échéance n’est en cours.</p> : null}
      {running.length === 0 ? null : <Delays caption="Échéances en cours" today={today} rows={running} />}
      {settled.length === 0 ? null : (
        <details class="replie">
          <summary>{countOf(settled.length, 'échéance passée', 'échéances passées')} ou sans objet</summary>
          <Delays caption="Échéances passées" today={today} rows={settled} />
        </details>
      )}
    </section>
  );
};
