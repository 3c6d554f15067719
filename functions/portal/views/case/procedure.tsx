import type { FC } from 'hono/jsx';
import type { CaseReport } from '../../../../shared/cases/reading/case-report.ts';
import { dateInFrench } from '../../../../shared/domain/calendar/civil-date.ts';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, Day } from '../kit/words.tsx';
import type { Point, Procedure } from './procedure.ts';
import { ProcedureSvg } from './procedure-svg.tsx';
import { tellerOf } from './told.tsx';
import { capital } from './words.ts';

const StateOf: FC<{ state: Point['state'] }> = ({ state }) => {
  switch (state) {
    case 'atteint':
      return <span>fait</span>;
    case 'attendu':
      return <span>attendu</span>;
    case 'retard':
      return <Badge kind="error">en retard</Badge>;
    case 'refus':
      return <Badge kind="error">refusé</Badge>;
    case 'engage':
      return <Badge kind="error">engagé</Badge>;
  }
};

/** The procedure: its picture, and the same facts in a table; earlier procedures, folded. */
export const ProcedureSection: FC<{ procedure: Procedure; report: CaseReport }> = ({ procedure, report }) => (
  <section class="etapes" aria-labelledby="procedure">
    <h2 id="procedure">La procédure</h2>
    <ProcedureSvg procedure={procedure} />
    <Table
      caption="Les étapes, et ce qui a suspendu la procédure"
      captionHidden
      columns={['Étape', 'Date', 'État', 'D’où on le sait'].map((text) => ({ text }))}
      rows={[
        ...procedure.points.map(({ full, date, state, sender, source }) => [
          full,
          date === undefined ? 'pas de date connue' : <Day of={date} />,
          <StateOf state={state} />,
          sender === undefined ? (source ?? '–') : tellerOf(sender),
        ]),
        ...procedure.bands.map(({ text, from, to }) => [
          text,
          to === undefined ? (
            <>
              depuis le <Day of={from} />
            </>
          ) : (
            <>
              du <Day of={from} /> au <Day of={to} />
            </>
          ),
          'suspension',
          text === 'Trêve hivernale' ? 'CPCE, art. L412-6' : '–',
        ]),
      ]}
    />
    {report.episodes.map((episode) => (
      <details class="replie">
        <summary>
          Procédure antérieure, du {dateInFrench(episode.depuis ?? '')} au{' '}
          {dateInFrench(episode.jusquAu ?? '')}
          {episode.fin === undefined ? '' : ` : ${episode.fin.toLowerCase()}`} (
          {countOf(episode.facts.length, 'fait')})
        </summary>
        <Table
          caption="Faits de la procédure antérieure"
          captionHidden
          columns={[{ text: 'Date' }, { text: 'Fait' }]}
          rows={episode.facts.map(({ date, title, until }) => [
            <Day of={date} />,
            `${capital(title)}${until === undefined ? '' : `, jusqu’au ${dateInFrench(until)}`}`,
          ])}
        />
      </details>
    ))}
  </section>
);
