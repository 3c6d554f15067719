import type { FC } from 'hono/jsx';
import { type Rubrique, voit, vueDe } from '../../../../../shared/domain/commissions/acces.ts';
import { enMots } from '../../../../../shared/domain/commissions/issues.ts';
import { nomDuPartenaire } from '../../../../../shared/domain/commissions/nom-du-partenaire.ts';
import type { Situation } from '../../../../../shared/domain/commissions/seance.ts';
import { words } from '../../../../../shared/domain/notices/words.ts';
import type { InSeance } from '../../../in-seance.ts';
import { Table } from '../../kit/table.tsx';
import { countOf, eurosOf } from '../../kit/words.tsx';
import { InSeancePage } from '../in-seance.tsx';
import { commissionPath, logementDe, menageDe, seancePath } from '../words.tsx';
import { criteresDits, UrgenceSaid } from './words.tsx';

/** The households of a session of a CCAPEX, or of a synthesis, the most urgent first, as far as their reader may see them. */
export const OrdreDuJourPage: FC<{ here: InSeance; situations: readonly Situation[] }> = ({
  here,
  situations,
}) => {
  const { commission, seance, sieges } = here;
  const shows = (one: Situation, rubrique: Rubrique): boolean =>
    voit(commission.nature, sieges, rubrique, vueDe(one));
  const own = seancePath(seance);
  return (
    <InSeancePage here={here} title="Ordre du jour" path="/liste">
      {situations.length === 0 ? (
        <p>
          Aucune situation que vous puissiez voir n’est inscrite.{' '}
          {here.works ? <a href={`${commissionPath(commission.code)}/saisines`}>Voir ce qui attend</a> : null}
        </p>
      ) : (
        <Table
          caption={`${countOf(situations.length, 'situation')}, la plus urgente d’abord`}
          columns={['Ménage', 'Urgence', 'Logement', 'Dette', 'Saisi par', 'Critères', 'Décision'].map(
            (text) => ({ text }),
          )}
          rows={situations.map((one) => [
            <a class="fr-link" href={`${own}/situations/${one.id}`}>
              {menageDe(one)}
            </a>,
            one.urgence && shows(one, 'procedure') ? <UrgenceSaid of={one.urgence} /> : '',
            shows(one, 'adresse') ? logementDe(one) : '',
            shows(one, 'dette') && one.dette !== undefined ? eurosOf(one.dette) : '',
            one.saisine && shows(one, 'demarches') ? nomDuPartenaire(commission, one.saisine.par) : '',
            one.saisine && shows(one, 'demarches') ? criteresDits(one.saisine) : '',
            shows(one, 'decisions')
              ? [...one.issues.map(enMots), ...one.recommandations.map((of) => words[of])].join(', ')
              : '',
          ])}
        />
      )}
    </InSeancePage>
  );
};
