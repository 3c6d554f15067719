import type { FC } from 'hono/jsx';
import { marqueDe } from '../../../../shared/cases/commissions/decisions.ts';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import { type Rubrique, voit, vueDe } from '../../../../shared/domain/commissions/acces.ts';
import type { Eclairage } from '../../../../shared/domain/commissions/eclairage.ts';
import { enMots } from '../../../../shared/domain/commissions/issues.ts';
import type { Refus, Situation } from '../../../../shared/domain/commissions/seance.ts';
import { organismes } from '../../../../shared/domain/events/organismes.ts';
import { etatsSuite, raisonsSuite } from '../../../../shared/domain/events/support.ts';
import { words } from '../../../../shared/domain/notices/words.ts';
import type { InSeance } from '../../in-seance.ts';
import { Choices, Input, Select, TextArea } from '../kit/fields.tsx';
import { Buttons, Form, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { Day, eurosOf, Facts, Moment, Notice } from '../kit/words.tsx';
import { CcapexParts } from './ccapex/situation-parts.tsx';
import { DecisionFields } from './decision-fields.tsx';
import { InSeancePage } from './in-seance.tsx';
import { logementDe, menageDe, seancePath } from './words.tsx';

const faits: Readonly<Record<string, string>> = {
  decider: 'La décision est enregistrée.',
  contribuer: 'Ce que vous dites est enregistré ; les membres de la commission le lisent.',
  compte: 'Le compte rendu est enregistré.',
  interroger: 'La Banque de France est interrogée ; sa réponse sera lue ici.',
  repondre: 'Votre réponse est enregistrée ; la commission la lit.',
};

/** One household of a session: what is known, what each body says, what is decided, what became of it. */
export const SituationPage: FC<{
  here: InSeance;
  situation: Situation;
  /** CCAPEX: what its case says. */
  eclairage?: Eclairage | undefined;
  today: CivilDate;
  refused: Refus | undefined;
  done: string | undefined;
}> = ({ here, situation, eclairage, today, refused, done }) => {
  const { commission, seance, sieges, reader, membres } = here;
  const shows = (rubrique: Rubrique): boolean => voit(commission.nature, sieges, rubrique, vueDe(situation));
  const nameOf = (id: string): string => commission.membres.find((one) => one.id === id)?.nom ?? id;
  const action = `${seancePath(seance)}/situations/${situation.id}`;
  const [member] = membres;
  const mine = member && situation.contributions[member.id];
  const speaks =
    member !== undefined &&
    member.organisme !== 'bailleur' &&
    // Banque de France answers what it is asked, and says nothing else.
    member.organisme !== 'bdf' &&
    seance.etat !== 'close';
  const decided = [
    ...situation.issues.map((one) => ({ mesure: one.issue, organisme: one.organisme, text: enMots(one) })),
    ...situation.recommandations.map((one) => ({ mesure: one, organisme: undefined, text: words[one] })),
  ];
  const said = done === undefined ? undefined : faits[done];
  return (
    <InSeancePage here={here} title={menageDe(situation)} path={`/situations/${situation.id}`}>
      {refused === undefined ? null : (
        <Notice kind="error" title="Rien n’a été fait">
          <p>{refused.text}</p>
        </Notice>
      )}
      {said === undefined ? null : (
        <Notice kind="success">
          <p>{said}</p>
        </Notice>
      )}
      <Facts
        of={[
          ['Bailleur', commission.nature === 'clpil' ? nameOf(situation.bailleur) : undefined],
          [
            'Dossier',
            situation.caseId === undefined ? undefined : <CaseRef here={here} caseId={situation.caseId} />,
          ],
          ['Logement', shows('adresse') ? logementDe(situation) : undefined],
          ['Dette', shows('dette') && situation.dette !== undefined ? eurosOf(situation.dette) : undefined],
          ['Loyer', shows('dette') && situation.loyer !== undefined ? eurosOf(situation.loyer) : undefined],
          ['Pourquoi', shows('demarches') ? situation.motifs.map((one) => words[one]).join(', ') : undefined],
          [
            'Le bailleur a fait',
            shows('demarches') ? situation.actions.map((one) => words[one]).join(', ') : undefined,
          ],
          [
            'Lettre au locataire',
            shows('demarches') && situation.lettreLe !== undefined ? (
              <Day of={situation.lettreLe} aloud />
            ) : undefined,
          ],
          [
            'Protection',
            situation.protecteur && shows('protection') ? words[situation.protecteur.nature] : undefined,
          ],
          ['Déjà examiné', situation.deja === undefined ? undefined : <Day of={situation.deja} aloud />],
        ]}
      />
      <CcapexParts here={here} situation={situation} eclairage={eclairage} today={today} />
      {shows('connu') ? (
        <>
          <h2>Ce que les organismes en disent</h2>
          {Object.keys(situation.contributions).length === 0 ? <p>Personne n’a encore rien dit.</p> : null}
          <Facts
            of={Object.entries(situation.contributions).map(([id, { connu, texte, at }]) => [
              nameOf(id),
              <>
                {connu ? 'connaît le ménage' : 'ne connaît pas le ménage'}
                {shows('contributions') && texte !== '' ? ` : ${texte}` : ''}{' '}
                <span class="mention">
                  <Moment of={at} />
                </span>
              </>,
            ])}
          />
        </>
      ) : null}
      {speaks ? (
        <details open={mine === undefined}>
          <summary>{mine === undefined ? 'Dire ce que vous savez' : 'Changer ce que vous avez dit'}</summary>
          <Form action={action} reader={reader} kept>
            <input type="hidden" name="faire" value="contribuer" />
            <Choices
              name="connu"
              label="Connaissez-vous ce ménage ?"
              values={mine === undefined ? [] : [mine.connu ? 'oui' : 'non']}
              choices={[
                { value: 'oui', text: 'Oui' },
                { value: 'non', text: 'Non' },
              ]}
            />
            <TextArea
              name="texte"
              label="Ce qui aide la commission"
              hint="Aides, suivi en cours, ce qui est possible. Mille caractères au plus ; rien de plus que nécessaire."
              value={mine?.texte}
              required={false}
              most={1000}
            />
            <Buttons>
              <Submit>Enregistrer</Submit>
            </Buttons>
          </Form>
        </details>
      ) : null}
      {shows('decisions') ? (
        <>
          <h2>Décision</h2>
          {situation.decidee === undefined ? (
            <p>La commission n’a pas encore décidé.</p>
          ) : (
            <>
              <ul class="puces">
                {decided.map(({ text }) => (
                  <li>{text}</li>
                ))}
              </ul>
              {shows('contributions') && situation.note ? <P>Note : {situation.note}</P> : null}
              <p class="mention">
                {situation.decidee.by}, <Moment of={situation.decidee.at} />
              </p>
            </>
          )}
        </>
      ) : null}
      {here.does('animation') && seance.etat === 'ouverte' ? (
        <Form action={action} reader={reader} kept>
          <input type="hidden" name="faire" value="decider" />
          <input type="hidden" name="vue" value={marqueDe(situation)} />
          <DecisionFields commission={commission} situation={situation} id="une" keys={false} />
          <TextArea name="note" label="Note" required={false} value={situation.note} most={1000} rows={2} />
          <Buttons>
            <Submit>Enregistrer la décision</Submit>
          </Buttons>
        </Form>
      ) : null}
      {shows('suites') && situation.suites.length > 0 ? (
        <>
          <h2>Ce qui en a été fait</h2>
          <Table
            caption="Comptes rendus"
            captionHidden
            columns={['Mesure', 'Où elle en est', 'Depuis le', 'Dit par'].map((text) => ({ text }))}
            rows={situation.suites.map(({ mesure, etat, raison, le, membre }) => [
              words[mesure],
              `${words[etat]}${raison ? ` : ${words[raison]}` : ''}`,
              <Day of={le} />,
              nameOf(membre),
            ])}
          />
        </>
      ) : null}
      {member && decided.length > 0 && seance.etat === 'close' && shows('suites') ? (
        <details>
          <summary>Rendre compte</summary>
          <Form action={action} reader={reader}>
            <input type="hidden" name="faire" value="compte" />
            <Select
              name="mesure"
              label="Mesure"
              choices={decided.map(({ mesure, text }) => ({ value: mesure, text }))}
            />
            <Select
              name="etat"
              label="Où elle en est"
              choices={etatsSuite.map((value) => ({ value, text: words[value] }))}
            />
            <Select
              name="raison"
              label="Raison, si elle n’est pas faite"
              required={false}
              empty="sans objet"
              choices={raisonsSuite.map((value) => ({ value, text: words[value] }))}
            />
            <Input name="le" label="Depuis le" type="date" value={today} />
            <Buttons>
              <Submit>Enregistrer</Submit>
            </Buttons>
          </Form>
        </details>
      ) : null}
      {commission.nature === 'clpil' &&
      (here.does('suivi') || membres.some(({ id }) => id === situation.bailleur)) ? (
        <details class="fr-mt-3w">
          <summary>Le ménage ne veut pas être examiné</summary>
          <P>
            Il disparaît aussitôt, et pour la suite, de toutes les listes, fichiers, messages et exports de
            cette commission. Il n’y revient qu’avec son accord écrit. Ceci ne s’annule pas.
          </P>
          <Form action={action} reader={reader}>
            <input type="hidden" name="faire" value="retirer" />
            <Submit quiet>Retirer ce ménage maintenant</Submit>
          </Form>
        </details>
      ) : null}
      <p class="mention">
        {sieges.every(({ kind }) => kind === 'invite')
          ? 'Vous êtes invité.'
          : `Vous siégez pour : ${organismes[member?.organisme ?? 'etat']}.`}
      </p>
    </InSeancePage>
  );
};

/** A case's reference: a link for the State's agents, whose it is. */
const CaseRef: FC<{ here: InSeance; caseId: string }> = ({ here, caseId }) =>
  here.reader.scope.agent.size > 0 ? <a href={`/dossiers/${caseId}`}>{caseId}</a> : caseId;
