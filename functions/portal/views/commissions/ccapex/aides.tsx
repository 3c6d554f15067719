import type { FC } from 'hono/jsx';
import type { DossierAide, lireAvant2027 } from '../../../../../shared/cases/commissions/aides.ts';
import type { CasSaisi } from '../../../../../shared/cases/commissions/saisines.ts';
import type { CivilDate } from '../../../../../shared/domain/calendar/civil-date.ts';
import { avantReforme, effetDe } from '../../../../../shared/domain/ccapex/saisines.ts';
import type { Commission } from '../../../../../shared/domain/commissions/commission.ts';
import { nomDuPartenaire } from '../../../../../shared/domain/commissions/nom-du-partenaire.ts';
import type { Urgence } from '../../../../../shared/domain/commissions/urgence.ts';
import { decisionsAide, raisonsAide } from '../../../../../shared/domain/events/support.ts';
import { words } from '../../../../../shared/domain/notices/words.ts';
import { titleOf } from '../../../../../shared/domain/procedure/stage.ts';
import type { DecisionAide } from '../../../../../shared/store/decision-aide.ts';
import { Choices, type FieldErrors, Input } from '../../kit/fields.tsx';
import { Buttons, ErrorSummary, Form, Submit } from '../../kit/form.tsx';
import { P } from '../../kit/prose.tsx';
import { Table } from '../../kit/table.tsx';
import { countOf, Day, eurosOf, Facts, Notice } from '../../kit/words.tsx';
import { Page, type Reader } from '../../layout.tsx';
import { commissionPath, logementDe, menageDe } from '../words.tsx';
import { UrgenceSaid } from './words.tsx';

const crumbsOf = ({ code, nom }: Commission, more: { href: string; text: string }[] = []) => [
  { href: '/commissions', text: 'Commissions' },
  { href: commissionPath(code), text: nom },
  ...more,
];

/** What the pages of aids say first: what happens without a decision. */
const Regle: FC<{ today: CivilDate }> = ({ today }) => {
  const early = avantReforme(today);
  return (
    <>
      <P>
        L’aide est maintenue tant que la commission n’a pas décidé de la suspendre. Une suspension prend effet
        le premier jour du mois qui suit sa notification à la CAF ou à la MSA. Aucun texte ne fixe de délai
        pour décider.
      </P>
      {early === undefined ? null : (
        <Notice kind="warning" title="Rien ne se décide encore ici">
          <P>{early}</P>
        </Notice>
      )}
    </>
  );
};

const remiseDite = ({ status, notifieeLe }: DecisionAide): string | undefined => {
  switch (status) {
    case 'due':
      return 'en cours de remise';
    case 'sansFile':
      return 'à notifier autrement';
    default:
      return notifieeLe;
  }
};
const Remise: FC<{ of: DecisionAide }> = ({ of }) => {
  const said = remiseDite(of);
  return of.notifieeLe !== undefined && said === of.notifieeLe ? (
    <Day of={of.notifieeLe} />
  ) : (
    <span>{said}</span>
  );
};

/** Referrals of aids, the most urgent household first; then what was decided. */
export const AidesPage: FC<{
  reader: Reader;
  commission: Commission;
  cas: readonly CasSaisi[];
  partiel: boolean;
  decisions: readonly DecisionAide[];
  works: boolean;
  /** Whether the reader sees all of them, and not their own body's alone. */
  voitTout: boolean;
  today: CivilDate;
  refused: string | undefined;
  done: string | undefined;
}> = ({ reader, commission, cas, partiel, decisions, works, voitTout, today, refused, done }) => {
  const own = `${commissionPath(commission.code)}/aides`;
  return (
    <Page title="Aides au logement" reader={reader} path={own} crumbs={crumbsOf(commission)}>
      {done === 'decider' ? (
        <Notice kind="success">
          <p>La décision est prise. Elle part aussitôt vers l’organisme ; le dossier en gardera le jour.</p>
        </Notice>
      ) : null}
      {done === 'notifier' ? (
        <Notice kind="success">
          <p>Le jour de la notification est au dossier.</p>
        </Notice>
      ) : null}
      {refused === undefined ? null : (
        <Notice kind="error" title="Rien n’a été fait">
          <p>{refused}</p>
        </Notice>
      )}
      <Regle today={today} />
      {voitTout ? (
        <p>
          <a class="fr-link" href={`${own}/avant-2027`}>
            Impayés signalés avant 2027 : régime à confirmer
          </a>
        </p>
      ) : null}
      <h2>À décider</h2>
      {cas.length === 0 ? (
        <p>Aucune saisine sur une aide n’attend.</p>
      ) : (
        <Table
          caption={countOf(cas.length, 'saisine')}
          columns={['Ménage', 'Organisme', 'Accompagnement', 'Diagnostic', 'Dette', 'Urgence'].map(
            (text) => ({
              text,
            }),
          )}
          rows={cas.map((one) => {
            const saisine = one.saisines.at(-1);
            return [
              <>
                <a class="fr-link" href={`${own}/${one.caseId}`}>
                  {menageDe({ household: one.household, reference: one.caseId })}
                </a>
                <span class="mention"> {one.caseId}</span>
              </>,
              saisine === undefined ? (
                ''
              ) : (
                <>
                  {nomDuPartenaire(commission, saisine.par)}, le <Day of={saisine.depuis} />
                </>
              ),
              saisine?.accompagnementLe === undefined ? 'manque' : <Day of={saisine.accompagnementLe} />,
              saisine?.diagnosticLe === undefined ? 'manque' : <Day of={saisine.diagnosticLe} />,
              one.row.dette === undefined ? '' : eurosOf(one.row.dette),
              <UrgenceSaid of={one.urgence} />,
            ];
          })}
        />
      )}
      {partiel ? (
        <p>D’autres saisines, plus récentes, n’ont pas été lues : décidez d’abord de celles-ci.</p>
      ) : null}
      <h2>Décidé</h2>
      {decisions.length === 0 ? (
        <p>Aucune décision n’a été prise depuis un an.</p>
      ) : (
        <Table
          caption={countOf(decisions.length, 'décision')}
          columns={['Dossier', 'Décision', 'Prise le', 'Organisme', 'Notifiée', 'Effet'].map((text) => ({
            text,
          }))}
          rows={decisions.map((one) => [
            <a class="fr-link" href={`${own}/${one.caseId}`}>
              {one.caseId}
            </a>,
            `${words[one.aide]}${one.raisons.length > 0 ? ` : ${one.raisons.map((raison) => words[raison]).join(', ')}` : ''}`,
            <Day of={one.decideeLe} />,
            nomDuPartenaire(commission, one.organisme),
            <>
              <Remise of={one} />
              {works && one.status === 'sansFile' ? (
                <Form action={`${own}/${one.caseId}`} reader={reader}>
                  <input type="hidden" name="decision" value={one.id} />
                  <Input name={`le-${one.id}`} label="Notifiée le" type="date" />
                  <Submit name="faire" value="notifier" quiet>
                    Enregistrer
                  </Submit>
                </Form>
              ) : null}
            </>,
            one.aide === 'suspension' && one.notifieeLe ? <Day of={effetDe(one.notifieeLe)} /> : '',
          ])}
        />
      )}
    </Page>
  );
};

/** One household's aid: what CAF or MSA did, what is missing, the decision. */
export const AidePage: FC<{
  reader: Reader;
  commission: Commission;
  dossier: DossierAide;
  decisions: readonly DecisionAide[];
  urgence: Urgence;
  decide: boolean;
  today: CivilDate;
  errors: FieldErrors;
  refused: string | undefined;
}> = ({ reader, commission, dossier, decisions, urgence, decide, today, errors, refused }) => {
  const { found, state, saisine, organisme, allocataire } = dossier;
  const { caseId } = found.summary;
  const own = `${commissionPath(commission.code)}/aides`;
  const title = menageDe({ household: state.household, reference: caseId });
  const missing = [
    ...(saisine.accompagnementLe === undefined ? ['l’accompagnement social et budgétaire'] : []),
    ...(saisine.diagnosticLe === undefined ? ['le diagnostic'] : []),
  ];
  const { regime } = state.chronology.deadlines.some(
    ({ rule, became }) => rule === 'regimeImpaye' && became.kind === 'enCours',
  )
    ? { regime: true }
    : { regime: false };
  return (
    <Page
      title={title}
      reader={reader}
      path={own}
      crumbs={crumbsOf(commission, [{ href: own, text: 'Aides au logement' }])}
      hasErrors={errors.size > 0}
    >
      <ErrorSummary errors={errors} />
      {refused === undefined ? null : (
        <Notice kind="error" title="Rien n’a été fait">
          <p>{refused}</p>
        </Notice>
      )}
      <Regle today={today} />
      {regime ? (
        <Notice kind="warning" title="Régime à confirmer">
          <P>
            Cet impayé a été signalé avant 2027. Le décret n° 2026-84 (art. 5) ne dit pas clairement si la
            CCAPEX en décide : la commission l’apprécie.
          </P>
        </Notice>
      ) : null}
      <Facts
        of={[
          ['Dossier', caseId],
          ['Logement', logementDe(state)],
          ['Étape', titleOf(state.stage)],
          ['Urgence', urgence.raison],
          ['Dette', state.dette === undefined ? undefined : eurosOf(state.dette)],
          [
            'Saisine',
            <>
              {nomDuPartenaire(commission, saisine.par)}, le <Day of={saisine.depuis} />
            </>,
          ],
          ['Numéro d’allocataire', allocataire],
          [
            'Accompagnement engagé le',
            saisine.accompagnementLe === undefined ? 'non dit' : <Day of={saisine.accompagnementLe} aloud />,
          ],
          [
            'Diagnostic du',
            saisine.diagnosticLe === undefined ? 'non dit' : <Day of={saisine.diagnosticLe} aloud />,
          ],
        ]}
      />
      {missing.length === 0 ? null : (
        <P>
          Il manque {missing.join(' et ')}. La CAF ou la MSA joint l’accompagnement et le diagnostic à sa
          saisine (CCH, art. L824-2) : demandez ce qui manque avant de suspendre.
        </P>
      )}
      <h2>Décision</h2>
      {decisions.length === 0 ? (
        <p>Rien n’est décidé : l’aide est maintenue.</p>
      ) : (
        <ul class="puces">
          {decisions.map((one) => (
            <li>
              {words[one.aide]}, décidée le <Day of={one.decideeLe} /> par {one.by} ;{' '}
              {one.notifieeLe === undefined ? remiseDite(one) : 'notifiée le '}
              {one.notifieeLe === undefined ? null : <Day of={one.notifieeLe} />}
              {one.aide === 'suspension' && one.notifieeLe !== undefined ? (
                <>
                  , effet au <Day of={effetDe(one.notifieeLe)} />
                </>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {!decide || avantReforme(today) !== undefined ? null : organisme === undefined ? (
        <p>Ni la CAF ni la MSA n’a rien dit de ce dossier : à qui notifier une décision ?</p>
      ) : (
        <Form action={`${own}/${caseId}`} reader={reader} kept>
          <input type="hidden" name="vue" value={String(decisions.length)} />
          <Choices
            name="aide"
            label="Ce que la commission décide"
            hint={`Remis aussitôt à : ${nomDuPartenaire(commission, organisme)}`}
            errors={errors}
            choices={decisionsAide.map((value) => ({
              value,
              text: value === 'maintien' ? 'Maintien de l’aide' : 'Suspension de l’aide',
              hint:
                value === 'suspension'
                  ? `Effet au ${effetDe(today).split('-').reverse().join('/')}, si elle est remise aujourd’hui`
                  : undefined,
            }))}
          />
          <Choices
            name="raisons"
            label="Raisons d’une suspension"
            hint="Une au moins pour suspendre ; aucune pour maintenir"
            many
            errors={errors}
            choices={raisonsAide.map((value) => ({ value, text: words[value] }))}
          />
          <Buttons>
            <Submit name="faire" value="decider">
              Décider et notifier
            </Submit>
          </Buttons>
        </Form>
      )}
    </Page>
  );
};

/** What was signalled before 2027, and whose law is to be confirmed. It names nobody. */
export const AvantPage: FC<{
  reader: Reader;
  commission: Commission;
  cas: Awaited<ReturnType<typeof lireAvant2027>>['cas'];
  partiel: boolean;
}> = ({ reader, commission, cas, partiel }) => {
  const own = `${commissionPath(commission.code)}/aides`;
  return (
    <Page
      title="Impayés signalés avant 2027"
      reader={reader}
      path={`${own}/avant-2027`}
      crumbs={crumbsOf(commission, [{ href: own, text: 'Aides au logement' }])}
    >
      <P>
        Le décret n° 2026-84 du 12 février 2026 s’applique à compter du 1er janvier 2027 aux impayés signalés
        à cette date, dans les conditions de son article 5, qui n’a pas été lu : reste à confirmer si la
        CCAPEX décide aussi de ceux-ci. Les délais d’avant ne sont plus comptés ; l’aide est maintenue.
      </P>
      {cas.length === 0 ? (
        <p>Aucun impayé signalé avant 2027 n’attend.</p>
      ) : (
        <Table
          caption={countOf(cas.length, 'dossier')}
          columns={['Dossier', 'Commune', 'Signalé le', 'Étape', 'Dette', 'Bailleur'].map((text) => ({
            text,
          }))}
          rows={cas.map(({ caseId, row }) => [
            reader.scope.agent.size > 0 ? (
              <a class="fr-link" href={`/dossiers/${caseId}`}>
                {caseId}
              </a>
            ) : (
              caseId
            ),
            row.commune,
            row.regime === undefined ? '' : <Day of={row.regime} />,
            titleOf(row.stage),
            row.dette === undefined ? '' : eurosOf(row.dette),
            row.bailleur ?? '',
          ])}
        />
      )}
      {partiel ? (
        <p>Les plus anciens sont montrés ; la commande « passerelle ccapex aides » les donne tous.</p>
      ) : null}
    </Page>
  );
};
