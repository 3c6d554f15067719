import type { FC } from 'hono/jsx';
import { writtenCommune } from '../../../../shared/cases/directory/communes.ts';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import { type Commission, sitsOn } from '../../../../shared/domain/commissions/commission.ts';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import { arrondissementNames } from '../../../../shared/domain/territory/arrondissements.ts';
import { communesByInsee } from '../../../../shared/domain/territory/table.ts';
import { Table } from '../kit/table.tsx';
import { countOf } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { commissionPath } from './words.tsx';

/** Which communes have a CLPIL (charter, annexe 5), arrondissement by arrondissement, and which do not. */
export const CoveragePage: FC<{ reader: Reader; commissions: readonly Commission[]; today: CivilDate }> = ({
  reader,
  commissions,
  today,
}) => {
  const clpil = commissions.filter((one) => one.nature === 'clpil' && sitsOn(one, today));
  const covered = new Set(clpil.flatMap(({ communes }) => communes));
  const all = [...communesByInsee().values()];
  const codes = Object.keys(arrondissementNames).filter((code): code is ArrondissementCode =>
    Object.hasOwn(arrondissementNames, code),
  );
  return (
    <Page
      title="Communes et CLPIL"
      reader={reader}
      path="/commissions/couverture"
      crumbs={[{ href: '/commissions', text: 'Commissions' }]}
    >
      <p>
        {countOf(covered.size, 'commune')} sur {all.length} ont au moins une commission locale (charte, annexe
        5). Les CCAS encouragent la création de nouvelles (annexe 1).
      </p>
      <Table
        caption="Communes couvertes, par arrondissement"
        captionHidden
        columns={['Arrondissement', 'Couvertes', 'Commissions'].map((text) => ({ text }))}
        rows={codes.map((code) => {
          const own = all.filter(({ arrondissement }) => arrondissement === code);
          const here = clpil.filter(({ communes }) => own.some(({ insee }) => communes.includes(insee)));
          return [
            arrondissementNames[code],
            `${own.filter(({ insee }) => covered.has(insee)).length} sur ${own.length}`,
            here.length === 0
              ? 'aucune'
              : here.map((one, n) => (
                  <>
                    {n === 0 ? '' : ', '}
                    <a class="fr-link" href={commissionPath(one.code)}>
                      {one.nom}
                    </a>
                  </>
                )),
          ];
        })}
      />
      <h2>Sans commission locale</h2>
      {codes.map((code) => {
        const without = all.filter(
          ({ arrondissement, insee }) => arrondissement === code && !covered.has(insee),
        );
        return without.length === 0 ? null : (
          <details class="fr-mb-1w">
            <summary>
              {arrondissementNames[code]} : {countOf(without.length, 'commune')}
            </summary>
            <p>{without.map(writtenCommune).join(', ')}</p>
          </details>
        );
      })}
    </Page>
  );
};
