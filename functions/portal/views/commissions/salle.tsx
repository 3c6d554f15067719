import type { FC } from 'hono/jsx';
import { marqueDe } from '../../../../shared/cases/commissions/decisions.ts';
import { dateAloud } from '../../../../shared/domain/calendar/civil-date.ts';
import { type Rubrique, voit, vueDe } from '../../../../shared/domain/commissions/acces.ts';
import { enMots } from '../../../../shared/domain/commissions/issues.ts';
import { nomDuPartenaire } from '../../../../shared/domain/commissions/nom-du-partenaire.ts';
import type { Situation } from '../../../../shared/domain/commissions/seance.ts';
import { words } from '../../../../shared/domain/notices/words.ts';
import type { InSeance } from '../../in-seance.ts';
import { Form, Submit } from '../kit/form.tsx';
import { countOf, Day, eurosOf, Facts, Notice } from '../kit/words.tsx';
import { criteresDits } from './ccapex/words.tsx';
import { DecisionFields } from './decision-fields.tsx';
import { InSeancePage } from './in-seance.tsx';
import { logementDe, menageDe, seancePath } from './words.tsx';

/**
 * The session as the room sees it on a projector: one household at a time, outcomes by keys. All households are in one page, so that a network lost
 * for a minute stops nobody; where no script runs, they stand one under another and each form is sent by itself.
 */
export const SallePage: FC<{
  here: InSeance;
  situations: readonly Situation[];
  done: string | undefined;
}> = ({ here, situations, done }) => {
  const { commission, seance, reader } = here;
  const left = situations.filter(({ decidee }) => decidee === undefined).length;
  const own = seancePath(seance);
  const nameOf = (id: string): string => commission.membres.find((one) => one.id === id)?.nom ?? '';
  return (
    <InSeancePage here={here} title={`En salle, ${dateAloud(seance.date)}`} path="/salle">
      {done === 'ouvrir' ? (
        <Notice kind="success">
          <p>La séance est ouverte.</p>
        </Notice>
      ) : null}
      {situations.length === 0 ? <p>Aucune situation n’est inscrite à cette séance.</p> : null}
      <div data-salle={situations.length === 0 ? undefined : ''}>
        <p class="salle-etat" role="status" data-salle-etat data-total={String(situations.length)}>
          {situations.length === 0 ? '' : `${countOf(left, 'situation')} à décider sur ${situations.length}`}
        </p>
        {situations.map((one, n) => (
          <Household
            here={here}
            situation={one}
            rang={`${n + 1} sur ${situations.length}`}
            suivante={situations[n + 1]?.id ?? ''}
            bailleur={
              nameOf(one.bailleur) || (one.saisine ? nomDuPartenaire(commission, one.saisine.par) : '')
            }
          />
        ))}
      </div>
      <Form action={own} reader={reader}>
        <p class="mention">
          Quand la dernière situation est décidée, clore la séance prépare le relevé et toutes les lettres.
          Les touches : chiffres et lettres pour les issues, Entrée pour enregistrer et passer à la suivante,
          flèches pour aller d’un ménage à l’autre.
        </p>
        <Submit name="faire" value="clore">
          Clore la séance
        </Submit>
      </Form>
    </InSeancePage>
  );
};

const Household: FC<{
  here: InSeance;
  situation: Situation;
  rang: string;
  suivante: string;
  bailleur: string;
}> = ({ here, situation, rang, suivante, bailleur }) => {
  const { commission, seance, sieges, reader } = here;
  const shows = (rubrique: Rubrique): boolean => voit(commission.nature, sieges, rubrique, vueDe(situation));
  const nameOf = (id: string): string => commission.membres.find((one) => one.id === id)?.nom ?? id;
  const { contributions, decidee, issues, recommandations, suites } = situation;
  const said = Object.entries(contributions);
  return (
    <section class="menage" id={`s-${situation.id}`} aria-labelledby={`s-${situation.id}-nom`} data-menage>
      <p class="mention">
        {bailleur} · {rang}
      </p>
      <h2 id={`s-${situation.id}-nom`} tabindex={-1}>
        {menageDe(situation)}
      </h2>
      <Facts
        of={[
          ['Logement', shows('adresse') ? logementDe(situation) : undefined],
          ['Urgence', shows('procedure') ? situation.urgence?.raison : undefined],
          ['Critères', situation.saisine && shows('demarches') ? criteresDits(situation.saisine) : undefined],
          [
            'Surendettement',
            situation.surendettement && shows('surendettement')
              ? situation.surendettement.ouvert
                ? 'dossier ouvert'
                : 'aucun dossier ouvert'
              : undefined,
          ],
          ['Dette', shows('dette') && situation.dette !== undefined ? eurosOf(situation.dette) : undefined],
          ['Loyer', shows('dette') && situation.loyer !== undefined ? eurosOf(situation.loyer) : undefined],
          ['Pourquoi', shows('demarches') ? situation.motifs.map((one) => words[one]).join(', ') : undefined],
          [
            'Le bailleur a fait',
            shows('demarches') ? situation.actions.map((one) => words[one]).join(', ') : undefined,
          ],
          [
            'Protection',
            situation.protecteur && shows('protection') ? words[situation.protecteur.nature] : undefined,
          ],
          [
            'Connu de',
            shows('connu')
              ? said.flatMap(([id, { connu }]) => (connu ? [nameOf(id)] : [])).join(', ')
              : undefined,
          ],
          [
            'Depuis la dernière séance',
            shows('suites') && suites.length > 0
              ? suites.map(({ mesure, etat, le }) => (
                  <>
                    {words[mesure]} : {words[etat]} (<Day of={le} />
                    ).{' '}
                  </>
                ))
              : undefined,
          ],
        ]}
      />
      {shows('contributions') && said.some(([, { texte }]) => texte !== '') ? (
        <details>
          <summary>Ce que les organismes en disent (à ne pas projeter devant le bailleur)</summary>
          <Facts
            of={said.flatMap(([id, { texte }]) => (texte === '' ? [] : [[nameOf(id), texte] as const]))}
          />
        </details>
      ) : null}
      <p class="decision" data-decision>
        {decidee === undefined
          ? 'À décider'
          : `Décidé par ${decidee.by} : ${[...issues.map(enMots), ...recommandations.map((one) => words[one])].join(', ')}`}
      </p>
      <Form action={`${seancePath(seance)}/situations/${situation.id}`} reader={reader}>
        <input type="hidden" name="faire" value="decider" />
        <input type="hidden" name="suite" value="salle" />
        <input type="hidden" name="suivante" value={suivante} />
        <input type="hidden" name="vue" value={marqueDe(situation)} />
        <DecisionFields commission={commission} situation={situation} id={situation.id} keys />
        <div class="fr-input-group">
          <label class="fr-label" for={`note-${situation.id}`}>
            Note (facultatif)
          </label>
          <input
            type="text"
            class="fr-input"
            id={`note-${situation.id}`}
            name="note"
            value={situation.note}
            maxlength={1000}
            autocomplete="off"
          />
        </div>
        <p class="salle-message" role="alert" data-message></p>
        <div class="boutons">
          <Submit>Enregistrer et passer à la suivante</Submit>
        </div>
      </Form>
    </section>
  );
};
