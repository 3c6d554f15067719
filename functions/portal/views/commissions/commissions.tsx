import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import { organismeDe, type Siege } from '../../../../shared/domain/commissions/acces.ts';
import { type Commission, natureNames, sitsOn } from '../../../../shared/domain/commissions/commission.ts';
import type { Seance } from '../../../../shared/domain/commissions/seance.ts';
import { organismes } from '../../../../shared/domain/events/organismes.ts';
import { Table } from '../kit/table.tsx';
import { Day } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { commissionPath, seancePath } from './words.tsx';

export type Seat = {
  commission: Commission;
  sieges: readonly Siege[];
  works: boolean;
  next: Seance | undefined;
};

const seatOf = ({ sieges, works }: Seat): string => {
  const names = sieges.map((siege) => {
    const organisme = organismeDe(siege);
    return organisme === 'invite' ? 'invité' : organismes[organisme];
  });
  return [...new Set(names), ...(works ? ['secrétariat'] : [])].join(', ');
};

/** The commissions in which a reader has a seat. */
export const CommissionsPage: FC<{
  reader: Reader;
  rows: readonly Seat[];
  /** Whether the next session of each is known: past a dozen, only their own pages say. */
  withNext: boolean;
  today: CivilDate;
}> = ({ reader, rows, withNext, today }) => (
  <Page title="Commissions" reader={reader} path="/commissions" crumbs={[]}>
    {rows.length === 0 ? (
      <p>
        Vous n’avez de siège dans aucune commission. Le secrétariat d’une commission y inscrit votre organisme
        ; l’exploitant du hub la crée.
      </p>
    ) : (
      <Table
        caption="Les commissions où vous siégez"
        captionHidden
        columns={[
          'Commission',
          'Nature',
          ...(withNext ? ['Prochaine séance'] : []),
          'Vous y siégez pour',
        ].map((text) => ({ text }))}
        rows={rows.map((one) => [
          <a class="fr-link" href={commissionPath(one.commission.code)}>
            {one.commission.nom}
          </a>,
          `${natureNames[one.commission.nature]}${sitsOn(one.commission, today) ? '' : ', ne siège pas à ce jour'}`,
          ...(withNext
            ? [
                one.next ? (
                  <a class="fr-link" href={seancePath(one.next)}>
                    <Day of={one.next.date} aloud />
                  </a>
                ) : (
                  'aucune'
                ),
              ]
            : []),
          seatOf(one),
        ])}
      />
    )}
    {reader.scope.agent.size > 0 || reader.scope.relecteur.size > 0 ? (
      <p>
        <a class="fr-link" href="/commissions/couverture">
          Quelles communes ont une CLPIL
        </a>
      </p>
    ) : null}
  </Page>
);
