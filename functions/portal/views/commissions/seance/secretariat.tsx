import type { FC } from 'hono/jsx';
import { bailleursDe } from '../../../../../shared/domain/commissions/commission.ts';
import {
  estOuverteAuxListes,
  type Presence,
  presences,
  type Situation,
} from '../../../../../shared/domain/commissions/seance.ts';
import { organismes } from '../../../../../shared/domain/events/organismes.ts';
import { Input, Select, TextArea } from '../../kit/fields.tsx';
import { Buttons, Form, Submit } from '../../kit/form.tsx';
import { P } from '../../kit/prose.tsx';
import { countOf } from '../../kit/words.tsx';
import { seancePath } from '../words.tsx';
import { Geste } from './geste.tsx';
import type { SeancePageProps } from './props.ts';

const presenceNames = { present: 'présent', excuse: 'excusé', absent: 'absent' } as const satisfies Record<
  Presence,
  string
>;

/** What whoever does the commission's work may do to the session, in its order. */
export const Travail: FC<SeancePageProps & { listed: readonly Situation[] }> = ({
  here,
  listed,
  today,
  chartes,
}) => {
  const { commission, seance, reader } = here;
  const left = listed.filter(({ decidee }) => decidee === undefined).length;
  const isPlanned = estOuverteAuxListes(seance);
  return (
    <>
      <h2 id="secretariat">Secrétariat</h2>
      <P>
        {countOf(chartes.length, 'personne a', 'personnes ont')} pris connaissance de la charte de
        confidentialité.
      </P>
      <div class="boutons">
        {here.does('invitation') && isPlanned ? (
          <Geste here={here} faire="convoquer" quiet={seance.convocation !== undefined}>
            {seance.convocation ? 'Inviter de nouveau' : 'Inviter les membres'}
          </Geste>
        ) : null}
        {here.does('animation') && seance.etat === 'ouverte' && left === 0 ? (
          <Geste here={here} faire="clore">
            Clore la séance
          </Geste>
        ) : null}
        {here.does('releve') && seance.etat === 'close' ? (
          <Geste here={here} faire="releve" quiet={seance.releve !== undefined}>
            {seance.releve ? 'Envoyer de nouveau le relevé' : 'Envoyer le relevé'}
          </Geste>
        ) : null}
      </div>
      {here.does('animation') && isPlanned && seance.date <= today ? (
        <>
          <h3>Ouvrir la séance</h3>
          <Form action={seancePath(seance)} reader={reader}>
            {commission.membres.map(({ id, nom, organisme }) => (
              <Select
                name={`presence-${id}`}
                label={`${nom} (${organismes[organisme]})`}
                value={seance.presences[id] ?? 'present'}
                choices={presences.map((value) => ({ value, text: presenceNames[value] }))}
              />
            ))}
            <Buttons>
              <Submit name="faire" value="ouvrir">
                Ouvrir la séance
              </Submit>
            </Buttons>
          </Form>
        </>
      ) : null}
      {here.does('invitation') && (isPlanned || seance.etat === 'ouverte') ? (
        <details class="fr-mt-3w">
          <summary>Changer l’heure, le lieu, les passages, l’ordre du jour</summary>
          <Form action={seancePath(seance)} reader={reader} kept>
            <Input name="heure" label="Heure" value={seance.heure} most={5} />
            <Input name="lieu" label="Lieu" value={seance.lieu} most={200} />
            {bailleursDe(commission).map(({ id, nom }) => (
              <Input
                name={`creneau-${id}`}
                label={`Heure de passage : ${nom}`}
                value={seance.creneaux[id]}
                required={false}
                most={5}
              />
            ))}
            <TextArea
              name="points"
              label="Ordre du jour"
              hint="Un point par ligne"
              value={seance.points.join('\n')}
              required={false}
            />
            <Buttons>
              <Submit name="faire" value="changer">
                Enregistrer
              </Submit>
            </Buttons>
          </Form>
        </details>
      ) : null}
      {here.does('animation') && seance.etat === 'close' ? (
        <details class="fr-mt-3w">
          <summary>Rouvrir la séance</summary>
          <P>
            Ce que les dossiers ont reçu de cette séance est repris, et ceux qui en avaient été prévenus le
            sont. Les décisions restent, pour être corrigées. Le prochain relevé dira qu’il remplace celui-ci.
          </P>
          <Geste here={here} faire="rouvrir" quiet>
            Rouvrir maintenant
          </Geste>
        </details>
      ) : null}
      {here.does('invitation') && seance.etat !== 'close' && seance.etat !== 'annulee' ? (
        <details class="fr-mt-1w">
          <summary>Annuler la séance</summary>
          <Geste here={here} faire="annuler" quiet>
            Annuler maintenant
          </Geste>
        </details>
      ) : null}
    </>
  );
};
