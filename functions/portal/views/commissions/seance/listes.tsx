import type { FC } from 'hono/jsx';
import { retards } from '../../../../../shared/cases/commissions/retards.ts';
import { bailleursDe } from '../../../../../shared/domain/commissions/commission.ts';
import { echeancesDe, estTardive } from '../../../../../shared/domain/commissions/echeances.ts';
import { estOuverteAuxListes } from '../../../../../shared/domain/commissions/seance.ts';
import { P } from '../../kit/prose.tsx';
import { Table } from '../../kit/table.tsx';
import { countOf, Day, Notice } from '../../kit/words.tsx';
import { Avant, logementDe, menageDe, seancePath } from '../words.tsx';
import { Geste } from './geste.tsx';
import type { SeancePageProps } from './props.ts';

/** The lists of landlords, with the days by which each step is due. A landlord is shown its own line alone. */
export const Listes: FC<SeancePageProps> = ({ here, situations, today }) => {
  const { commission, seance, membres, works } = here;
  const due = echeancesDe(seance.date, commission.parametres.delaiReponse);
  const landlords = bailleursDe(commission).filter(
    ({ id }) =>
      works ||
      membres.some((one) => one.id === id) ||
      membres.some(({ organisme }) => organisme !== 'bailleur'),
  );
  const isOnlyLandlord = !works && membres.every(({ organisme }) => organisme === 'bailleur');
  const shown = isOnlyLandlord
    ? landlords.filter(({ id }) => membres.some((one) => one.id === id))
    : landlords;
  const isDone = !estOuverteAuxListes(seance) || shown.every(({ id }) => seance.listes[id] !== undefined);
  const { bailleursTardifs, aRappeler } = retards({ commission, seance }, situations);
  return (
    <>
      <h2 id="listes">Listes des bailleurs</h2>
      <ol>
        <li>
          Lettres aux locataires : au plus tard le <Avant of={due.lettres} today={today} fait={isDone} />,
          pour leur laisser {countOf(commission.parametres.delaiReponse, 'jour')}.
        </li>
        <li>
          Liste aux membres, sans les refus : au plus tard le{' '}
          <Avant of={due.liste} today={today} fait={isDone} />.
        </li>
        <li>
          Séance : le <Day of={seance.date} aloud />.
        </li>
      </ol>
      <Table
        caption="Où en est chaque bailleur"
        captionHidden
        columns={['Bailleur', 'Passage', 'Liste', 'Situations'].map((text) => ({ text }))}
        rows={shown.map(({ id, nom }) => {
          const list = seance.listes[id];
          const rows = situations.filter(({ bailleur, etat }) => bailleur === id && etat !== 'retiree');
          const isMine = works || membres.some((one) => one.id === id);
          return [
            isMine ? (
              <a class="fr-link" href={`${seancePath(seance)}/bailleurs/${id}`}>
                {nom}
              </a>
            ) : (
              nom
            ),
            seance.creneaux[id]?.replace(':', ' h ') ?? 'à fixer',
            list ? (
              <>
                transmise le <Day of={list.transmiseLe} />
                {estTardive(list.transmiseLe, seance.date) ? ', en retard' : ''}
              </>
            ) : (
              'attendue'
            ),
            isMine
              ? `${rows.filter(({ etat }) => etat === 'inscrite').length} inscrites, ${rows.filter(({ etat }) => etat === 'proposee').length} proposées`
              : String(rows.filter(({ etat }) => etat === 'inscrite').length),
          ];
        })}
      />
      {here.does('invitation') && estOuverteAuxListes(seance)
        ? bailleursTardifs.map((id) => (
            <Notice kind="warning" title="Liste arrivée en retard">
              <P>
                La liste de {commission.membres.find((one) => one.id === id)?.nom ?? id} est arrivée moins
                d’un mois avant la séance. Aucun membre n’est tenu d’en parler s’il est absent. Vous pouvez
                annuler l’examen de ces situations.
              </P>
              <Geste here={here} faire="tardives" quiet champs={{ bailleur: id }}>
                Annuler leur examen
              </Geste>
            </Notice>
          ))
        : null}
      {here.does('invitation') && estOuverteAuxListes(seance) && aRappeler.length > 0 ? (
        <>
          <P>N’ont encore rien dit : {aRappeler.map(({ nom }) => nom).join(', ')}.</P>
          <Geste here={here} faire="rappeler" quiet>
            Les rappeler
          </Geste>
        </>
      ) : null}
    </>
  );
};

/** Rows that look like another landlord's household: the secretariat alone sees both. */
export const AVerifier: FC<SeancePageProps> = ({ here, situations, charte }) => {
  const waiting = situations.filter(({ aVerifier, etat }) => aVerifier !== undefined && etat !== 'retiree');
  if (waiting.length === 0 || !charte || !here.does('suivi')) return null;
  const nameOf = (id: string): string => here.commission.membres.find((one) => one.id === id)?.nom ?? id;
  return (
    <>
      <h2 id="a-verifier">À vérifier avant d’inscrire</h2>
      <p>Ces lignes ressemblent à une situation d’un autre bailleur. Aucun des deux ne le sait.</p>
      <Table
        caption={countOf(waiting.length, 'ligne à vérifier', 'lignes à vérifier')}
        columns={['Ménage', 'Logement', 'Bailleur', 'Que faire'].map((text) => ({ text }))}
        rows={waiting.map((one) => [
          menageDe(one),
          logementDe(one),
          nameOf(one.bailleur),
          <div class="boutons">
            <Geste here={here} faire="verifier" champs={{ situation: one.id, garder: 'oui' }}>
              Un autre ménage : inscrire
            </Geste>
            <Geste here={here} faire="verifier" quiet champs={{ situation: one.id, garder: 'non' }}>
              Le même : écarter la ligne
            </Geste>
          </div>,
        ])}
      />
    </>
  );
};
