import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import { type Rubrique, voit, vueDe } from '../../../../shared/domain/commissions/acces.ts';
import { enMots } from '../../../../shared/domain/commissions/issues.ts';
import type { Situation } from '../../../../shared/domain/commissions/seance.ts';
import { words } from '../../../../shared/domain/notices/words.ts';
import type { InSeance } from '../../in-seance.ts';
import { Table } from '../kit/table.tsx';
import { Badge, countOf, eurosOf } from '../kit/words.tsx';
import { InSeancePage } from './in-seance.tsx';
import { logementDe, menageDe, seancePath } from './words.tsx';

/** The list of a session, as far as its reader may see it. */
export const ListePage: FC<{ here: InSeance; situations: readonly Situation[]; today: CivilDate }> = ({
  here,
  situations,
}) => {
  const { commission, seance, sieges } = here;
  const shows = (one: Situation, rubrique: Rubrique): boolean =>
    voit(commission.nature, sieges, rubrique, vueDe(one));
  const nameOf = (id: string): string => commission.membres.find((one) => one.id === id)?.nom ?? '';
  const groups = [...Map.groupBy(situations, ({ bailleur }) => bailleur)];
  const own = seancePath(seance);
  return (
    <InSeancePage here={here} title="Liste des situations" path="/liste">
      {situations.length === 0 ? (
        <p>Aucune situation n’est inscrite à ce jour. Les listes arrivent un mois avant la séance.</p>
      ) : (
        <p>
          {countOf(situations.length, 'situation')}.{' '}
          <a href={`${own}/fichiers/liste.xlsx`}>Télécharger le tableau</a> : il est confidentiel.
        </p>
      )}
      {groups.map(([bailleur, rows]) => (
        <section>
          <h2>{nameOf(bailleur) || 'Autres saisines'}</h2>
          <Table
            caption={countOf(rows.length, 'situation')}
            columns={['Ménage', 'Logement', 'Dette', 'Pourquoi', 'Connu de', 'Décision'].map((text) => ({
              text,
            }))}
            rows={rows.map((one) => [
              <>
                <a class="fr-link" href={`${own}/situations/${one.id}`}>
                  {menageDe(one)}
                </a>
                {one.deja === undefined ? null : <Badge kind="info">déjà examiné</Badge>}
                {one.protecteur && shows(one, 'protection') ? (
                  <span class="mention">{words[one.protecteur.nature]}</span>
                ) : null}
              </>,
              shows(one, 'adresse') ? logementDe(one) : '',
              shows(one, 'dette') && one.dette !== undefined ? eurosOf(one.dette) : '',
              shows(one, 'demarches') ? one.motifs.map((motif) => words[motif]).join(', ') : '',
              shows(one, 'connu')
                ? Object.entries(one.contributions)
                    .flatMap(([id, { connu }]) => (connu ? [nameOf(id)] : []))
                    .join(', ')
                : '',
              shows(one, 'decisions')
                ? [...one.issues.map(enMots), ...one.recommandations.map((of) => words[of])].join(', ')
                : '',
            ])}
          />
        </section>
      ))}
    </InSeancePage>
  );
};
