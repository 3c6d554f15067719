import type { FC } from 'hono/jsx';
import { noteLesReponses } from '../../../../../shared/domain/commissions/acces.ts';
import { invitesAcceptes, type Situation } from '../../../../../shared/domain/commissions/seance.ts';
import { Choices, Input, Select } from '../../kit/fields.tsx';
import { Buttons, Form, Submit } from '../../kit/form.tsx';
import { P } from '../../kit/prose.tsx';
import { countOf } from '../../kit/words.tsx';
import { menageDe, seancePath } from '../words.tsx';
import type { SeancePageProps } from './props.ts';

/** Guests: proposed by a member, seen by none before all others accepted (annexe 6, art. 2). */
export const Invites: FC<SeancePageProps & { seen: readonly Situation[] }> = ({ here, seen }) => {
  const { commission, seance, membres, reader } = here;
  const [own] = membres;
  const ids = commission.membres.map(({ id }) => id);
  const accepted = new Set(invitesAcceptes(seance, ids).map(({ id }) => id));
  if (!own) return null;
  const nameOf = (id: string): string => commission.membres.find((one) => one.id === id)?.nom ?? id;
  const isOpen = seance.etat !== 'close' && seance.etat !== 'annulee';
  return (
    <>
      <h2 id="invites">Invités</h2>
      {seance.invites.length === 0 ? <p>Aucun organisme n’est invité en plus des membres.</p> : null}
      {seance.invites.map((one) => {
        const missing = ids.filter((id) => id !== one.par && one.reponses[id] === undefined);
        const no = ids.filter((id) => one.reponses[id]?.oui === false);
        return (
          <div class="fr-mb-2w">
            <P>
              {one.nom}, invité par {nameOf(one.par)}
              {one.menages === undefined ? '' : ` pour ${countOf(one.menages.length, 'ménage')}`} :{' '}
              {accepted.has(one.id)
                ? 'accepté de tous'
                : no.length > 0
                  ? `refusé par ${no.map(nameOf).join(', ')}`
                  : `attend ${missing.map(nameOf).join(', ')}`}
              .
            </P>
            {isOpen && noteLesReponses(commission, here.sieges) && missing.length > 0 ? (
              <details>
                <summary>Noter la réponse d’un membre</summary>
                <Form action={`${seancePath(seance)}/invites`} reader={reader}>
                  <input type="hidden" name="faire" value="repondre" />
                  <input type="hidden" name="invite" value={one.id} />
                  <Select
                    name={`pour-${one.id}`}
                    label="Membre"
                    hint="Qui a répondu par mél, ou en séance"
                    choices={missing.map((id) => ({ value: id, text: nameOf(id) }))}
                  />
                  <Buttons>
                    <Submit name="oui" value="oui">
                      Il accepte
                    </Submit>
                    <Submit name="oui" value="non" quiet>
                      Il n’accepte pas
                    </Submit>
                  </Buttons>
                </Form>
              </details>
            ) : null}
            {isOpen && own.id !== one.par && one.reponses[own.id] === undefined ? (
              <Form action={`${seancePath(seance)}/invites`} reader={reader} class="boutons">
                <input type="hidden" name="faire" value="repondre" />
                <input type="hidden" name="invite" value={one.id} />
                <Submit name="oui" value="oui">
                  Accepter {one.nom}
                </Submit>
                <Submit name="oui" value="non" quiet>
                  Ne pas accepter
                </Submit>
              </Form>
            ) : null}
          </div>
        );
      })}
      {isOpen ? (
        <details>
          <summary>Inviter un organisme</summary>
          <Form action={`${seancePath(seance)}/invites`} reader={reader}>
            <Input
              name="partenaire"
              label="Son code au registre des partenaires"
              hint="Par exemple association-exemple. Les autres membres doivent l’accepter."
              most={40}
            />
            {seen.length === 0 ? null : (
              <Choices
                name="menages"
                label="Pour quels ménages"
                hint="Un tuteur, une association qui suit un locataire : ceux-là seuls. Sans choix, tous."
                many
                required={false}
                choices={seen.map((one) => ({ value: one.id, text: menageDe(one) }))}
              />
            )}
            <Buttons>
              <Submit>Inviter</Submit>
            </Buttons>
          </Form>
        </details>
      ) : null}
    </>
  );
};
