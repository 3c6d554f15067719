import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../../shared/domain/calendar/civil-date.ts';
import { organismeDe, type Rubrique, voit, vueDe } from '../../../../../shared/domain/commissions/acces.ts';
import { membresDe } from '../../../../../shared/domain/commissions/commission.ts';
import { type Eclairage, reservesAvdl } from '../../../../../shared/domain/commissions/eclairage.ts';
import { nomDuPartenaire } from '../../../../../shared/domain/commissions/nom-du-partenaire.ts';
import { estOuverteAuxListes, type Situation } from '../../../../../shared/domain/commissions/seance.ts';
import { words } from '../../../../../shared/domain/notices/words.ts';
import type { InSeance } from '../../../in-seance.ts';
import { Choices, Input } from '../../kit/fields.tsx';
import { Buttons, Form, Submit } from '../../kit/form.tsx';
import { P } from '../../kit/prose.tsx';
import { Day, Facts, Moment, Notice } from '../../kit/words.tsx';
import { seancePath } from '../words.tsx';
import { criteresDits } from './words.tsx';

/** What a CCAPEX, or a synthesis, is told of a household beside what is on its agenda: procedure, support, surendettement once asked. */
export const CcapexParts: FC<{
  here: InSeance;
  situation: Situation;
  eclairage: Eclairage | undefined;
  today: CivilDate;
}> = ({ here, situation, eclairage, today }) => {
  const { commission, seance, sieges, reader, membres } = here;
  if (commission.nature === 'clpil') return null;
  const shows = (rubrique: Rubrique): boolean => voit(commission.nature, sieges, rubrique, vueDe(situation));
  const { saisine, surendettement, demandes = {}, recommandations } = situation;
  const action = `${seancePath(seance)}/situations/${situation.id}`;
  const [bdf] = membresDe(commission, 'bdf');
  const asked = bdf && demandes[bdf.id];
  const isBdf =
    sieges.some((siege) => organismeDe(siege) === 'bdf') && membres.some(({ id }) => id === bdf?.id);
  const avdl = eclairage && recommandations.includes('avdl') ? reservesAvdl(eclairage) : [];
  return (
    <>
      {saisine && shows('demarches') ? (
        <Facts
          of={[
            [
              'Saisine',
              <>
                {nomDuPartenaire(commission, saisine.par)}, le <Day of={saisine.depuis} /> :{' '}
                {words[saisine.objet]}
              </>,
            ],
            ['Critères', criteresDits(saisine)],
          ]}
        />
      ) : null}
      {eclairage && shows('procedure') ? (
        <Facts
          of={[
            [
              'Procédure',
              <>
                {eclairage.etape}
                {eclairage.depuis === undefined ? null : (
                  <>
                    , depuis le <Day of={eclairage.depuis} />
                  </>
                )}
              </>,
            ],
            ['Urgence', eclairage.urgence.raison],
            [
              'DALO',
              eclairage.dalo && (
                <>
                  {words[eclairage.dalo.etat]}, le <Day of={eclairage.dalo.actDate} />
                </>
              ),
            ],
            ['Accompagnements ouverts', eclairage.ouverts.map((one) => one.toUpperCase()).join(', ')],
            [
              'Relogement',
              eclairage.relogement &&
                `${words[eclairage.relogement.etat ?? 'effectue']}${eclairage.relogement.voie === undefined ? '' : ` (${words[eclairage.relogement.voie]})`}`,
            ],
            ['Hébergement', eclairage.hebergement && words[eclairage.hebergement.etat]],
            ['Indemnisation du bailleur', eclairage.indemnisation && words[eclairage.indemnisation.etat]],
          ]}
        />
      ) : null}
      {avdl.length > 0 ? (
        <Notice kind="warning" title="AVDL recommandé">
          {avdl.map((text) => (
            <P>{text}</P>
          ))}
        </Notice>
      ) : null}
      {bdf === undefined ? null : (
        <>
          {shows('surendettement') || here.works ? <h2>Surendettement</h2> : null}
          {surendettement && shows('surendettement') ? (
            <P>
              {surendettement.ouvert ? 'Un dossier est ouvert' : 'Aucun dossier n’est ouvert'}
              {surendettement.depuis === undefined ? null : (
                <>
                  {' '}
                  depuis le <Day of={surendettement.depuis} />
                </>
              )}
              . Réponse de la Banque de France, <Moment of={surendettement.at} />.
            </P>
          ) : asked && !isBdf && shows('surendettement') ? (
            <p>
              La Banque de France a été interrogée le <Day of={asked.at.slice(0, 10)} /> ; elle n’a pas encore
              répondu.
            </p>
          ) : null}
          {here.works && !asked ? (
            <Form action={action} reader={reader}>
              <P>
                La Banque de France informe la commission quand elle est sollicitée sur un cas (charte, annexe
                1). Elle verra alors ce ménage, et lui seul.
              </P>
              <Submit name="faire" value="interroger" quiet>
                Interroger la Banque de France
              </Submit>
            </Form>
          ) : null}
          {isBdf && asked ? (
            <Form action={action} reader={reader}>
              <Choices
                name="ouvert"
                label="Un dossier de surendettement est-il ouvert ?"
                values={surendettement === undefined ? [] : [surendettement.ouvert ? 'oui' : 'non']}
                choices={[
                  { value: 'oui', text: 'Oui' },
                  { value: 'non', text: 'Non' },
                ]}
              />
              <Input
                name="depuis"
                label="Depuis le"
                type="date"
                required={false}
                value={surendettement?.depuis}
              />
              <Buttons>
                <Submit name="faire" value="repondre">
                  Répondre à la commission
                </Submit>
              </Buttons>
            </Form>
          ) : null}
        </>
      )}
      {here.does('suivi') && estOuverteAuxListes(seance) && seance.date >= today ? (
        <details class="fr-mt-3w">
          <summary>Ôter de l’ordre du jour</summary>
          <Form action={action} reader={reader}>
            <P>La saisine attend de nouveau une séance ; le dossier le dit.</P>
            <Submit name="faire" value="oter" quiet>
              Ôter cette situation
            </Submit>
          </Form>
        </details>
      ) : null}
    </>
  );
};
