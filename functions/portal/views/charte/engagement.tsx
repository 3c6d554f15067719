import type { FC } from 'hono/jsx';
import type { EngagementDeLAnnee } from '../../../../shared/cases/engagements/read.ts';
import {
  type Declaration,
  etatCodes,
  etats,
  sortesPreuve,
} from '../../../../shared/domain/engagements/declaration.ts';
import {
  type Engagement,
  objectifs,
  portages,
  preuvesDe,
  signataires,
} from '../../../../shared/domain/engagements/engagement.ts';
import { NOTE_MAX, type Saisie } from '../../../../shared/domain/engagements/saisie.ts';
import { indicateurDe } from '../../../../shared/domain/indicateurs/catalogue.ts';
import { capital } from '../case/words.ts';
import { indicateurPath } from '../indicateurs/words.tsx';
import { Choices, type FieldErrors, Select, TextArea } from '../kit/fields.tsx';
import { Buttons, ErrorSummary, Form, Submit } from '../kit/form.tsx';
import { Bullets, held, P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { Facts, Moment, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { EtatSaid, engagementPath, Montre, PreuveSaid, suiviPath } from './words.tsx';

/** What was just done, by the word of the address that says so. */
const gestes: Readonly<Record<string, string>> = {
  dit: 'C’est enregistré. Vous pouvez l’annuler jusqu’à ce soir, plus bas.',
  confirme: 'C’est confirmé. Vous pouvez l’annuler jusqu’à ce soir, plus bas.',
  annule: 'Ce que vous aviez dit est annulé : ce qui valait avant vaut de nouveau.',
};
/** Why nothing was kept. */
const obstacles = {
  changee:
    'Quelqu’un a dit autre chose de cet engagement entre-temps : rien n’a été enregistré. Relisez ce qui est dit plus haut et dans l’historique, puis recommencez.',
  rien: 'Il n’y a rien à confirmer, ni à annuler : ce qui est dit a été confirmé, annulé, ou date d’un autre jour.',
} as const;
export type Obstacle = keyof typeof obstacles;

/** What the hub carries of it, and the indicators that tell of it. */
const Portee: FC<{ of: Engagement; annee: number }> = ({ of, annee }) => {
  const names = preuvesDe(of);
  return (
    <section aria-labelledby="plateforme">
      <h2 id="plateforme">Ce que la plateforme en montre</h2>
      {of.portage === 'porte' ? null : (
        <P>
          {`${capital(portages[of.portage])} : ${(of.portage === 'hors' ? of.pourquoi : of.manque).replaceAll('`', '')}.`}
        </P>
      )}
      {of.portage !== 'porte' || names.length === 0 ? null : (
        <Bullets of={names.map((name) => <Montre name={name} />)} />
      )}
      {of.portage === 'porte' && of.manque !== undefined ? <P>{`Ce qui manque : ${of.manque}.`}</P> : null}
      {of.indicateurs === undefined ? null : (
        <>
          <p>Les chiffres qui le disent :</p>
          <Bullets
            of={of.indicateurs.map((id) => (
              <a class="fr-link" href={indicateurPath(annee, id)}>
                {indicateurDe(id).libelle}
              </a>
            ))}
          />
        </>
      )}
    </section>
  );
};

const saidIn = (one: Declaration) => {
  if (one.nature === 'annule') return 'annule son dernier mot';
  return one.confirme === undefined ? etats[one.etat] : `${etats[one.etat]} (confirme ${one.confirme})`;
};
const History: FC<{ of: readonly Declaration[] }> = ({ of }) => (
  <section aria-labelledby="historique">
    <h2 id="historique">Historique</h2>
    {of.length === 0 ? (
      <p>Personne n’en a encore rien dit.</p>
    ) : (
      <Table
        caption="Tout ce qui a été dit, le plus récent d’abord"
        captionHidden
        columns={['Quand', 'Qui', 'Pour', 'Ce qui est dit', 'Ce qui le montre'].map((text) => ({ text }))}
        rows={of
          .toReversed()
          .map((one) => [
            <Moment of={one.at} />,
            one.by,
            String(one.annee),
            saidIn(one),
            one.nature === 'dit' && one.preuve ? <PreuveSaid of={one.preuve} annee={one.annee} /> : '-',
          ])}
      />
    )}
  </section>
);

/** What a form carries of what its author saw: nothing is said upon anything else. */
const Seen: FC<{ of: EngagementDeLAnnee }> = ({ of: { position } }) => (
  <>
    <input type="hidden" name="version" value={String(position.version)} />
    <input type="hidden" name="vueAnnee" value={String(position.parole?.annee ?? '')} />
    <input type="hidden" name="vueVersion" value={String(position.parole?.version ?? '')} />
  </>
);

const SayForm: FC<{
  reader: Reader;
  action: string;
  of: EngagementDeLAnnee;
  typed: Saisie;
  errors: FieldErrors;
}> = ({ reader, action, of, typed, errors }) => (
  <Form action={action} reader={reader} class="saisie">
    <Seen of={of} />
    <Choices
      name="etat"
      label={`Où en est-il en ${of.annee} ?`}
      errors={errors}
      choices={etatCodes.map((value) => ({ value, text: capital(etats[value]) }))}
      values={[typed.etat]}
    />
    <Select
      name="sorte"
      label="Ce qui le montre est"
      required={false}
      empty="rien encore"
      value={typed.sorte}
      errors={errors}
      choices={Object.entries(sortesPreuve).map(([value, text]) => ({ value, text }))}
    />
    <TextArea
      name="dit"
      label="Lequel, ou la note"
      hint={held(
        `L’adresse d’une page (/commissions), une sorte d’événement (relogement), l’identifiant d’un indicateur, ou une note de ${NOTE_MAX} caractères au plus. Une note ne nomme personne d’un ménage : ni nom, ni adresse, ni référence de dossier. Tous les signataires la lisent.`,
      )}
      required={false}
      rows={3}
      most={NOTE_MAX}
      value={typed.dit}
      errors={errors}
    />
    <Buttons>
      <Submit name="faire" value="dire" quiet={of.reprisDe !== undefined}>
        Enregistrer
      </Submit>
    </Buttons>
  </Form>
);

/** A commitment in a year: what became of it, what shows it, who said what, and the form to say it. */
export const EngagementPage: FC<{
  reader: Reader;
  of: EngagementDeLAnnee;
  /** The reader speaks for its signatory. */
  may: boolean;
  /** The last word is theirs, of this day. */
  mayUndo: boolean;
  typed: Saisie;
  errors: FieldErrors;
  done: string | undefined;
  obstacle: Obstacle | undefined;
}> = ({ reader, of, may, mayUndo, typed, errors, done, obstacle }) => {
  const { engagement, annee, etat, preuve, reprisDe, by, at, position } = of;
  const { signataire } = engagement;
  const action = engagementPath(annee, engagement.id);
  return (
    <Page
      // Its text may be longer than a tab's title.
      title={`Engagement ${engagement.id}, ${annee}`}
      reader={reader}
      path={action}
      hasErrors={errors.size > 0}
      crumbs={[
        { href: suiviPath({ annee, signataire, etat: 'tous' }), text: `Suivi de la charte, ${annee}` },
      ]}
    >
      <P class="fr-text--lead">{`${capital(engagement.texte)}.`}</P>
      <ErrorSummary errors={errors} />
      {done === undefined || gestes[done] === undefined ? null : (
        <Notice kind="success">
          <p>{gestes[done]}</p>
        </Notice>
      )}
      {obstacle === undefined ? null : (
        <Notice kind="error">
          <p>{obstacles[obstacle]}</p>
        </Notice>
      )}
      <Facts
        of={[
          ['Signataire', signataires[signataire]],
          [
            engagement.objectifs.length > 1 ? 'Objectifs' : 'Objectif',
            engagement.objectifs.map((one) => objectifs[one]).join(' ; '),
          ],
          [`En ${annee}`, <EtatSaid etat={etat} reprisDe={reprisDe} />],
          ['Ce qui le montre', preuve && <PreuveSaid of={preuve} annee={annee} />],
          [
            'Dit par',
            by !== undefined && at !== undefined ? (
              <>
                {by}, <Moment of={at} />
              </>
            ) : undefined,
          ],
        ]}
      />
      {may ? (
        <section aria-labelledby="dire">
          <h2 id="dire">Dire où il en est</h2>
          {reprisDe === undefined ? null : (
            <>
              <P>{`Ce qui est dit vient de ${reprisDe}. Confirmez-le pour ${annee}, ou dites autre chose.`}</P>
              <Form action={action} reader={reader} class="fr-mb-3w">
                <Seen of={of} />
                <Submit name="faire" value="confirmer">
                  Confirmer pour {annee}
                </Submit>
              </Form>
            </>
          )}
          <SayForm reader={reader} action={action} of={of} typed={typed} errors={errors} />
          {mayUndo ? (
            <Form action={action} reader={reader} class="fr-mt-3w">
              <Seen of={of} />
              <P>C’est vous qui avez dit ce qui vaut, aujourd’hui : vous pouvez l’annuler.</P>
              <Submit name="faire" value="annuler" quiet>
                Annuler ce que j’ai dit
              </Submit>
            </Form>
          ) : null}
        </section>
      ) : (
        <P>
          {signataire === 'annexe2'
            ? 'Cet engagement est pris par tous : un agent de l’État dit où il en est.'
            : `Les personnes habilitées pour ${signataires[signataire]}, et les agents de l’État, disent où il en est.`}
        </P>
      )}
      <Portee of={engagement} annee={annee} />
      <History of={position.historique} />
    </Page>
  );
};
