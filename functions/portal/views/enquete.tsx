import type { FC } from 'hono/jsx';
import type { Case } from '../../../shared/domain/case/case-of.ts';
import { type Diagnostic, derniereSaisie, type Nomination } from '../../../shared/domain/dsf/diagnostic.ts';
import type { Jours, Transmission } from '../../../shared/domain/dsf/jours.ts';
import {
  enqueteurDe,
  enqueteurNames,
  type Moment,
  momentNames,
} from '../../../shared/domain/dsf/organisme.ts';
import type { PartnerEntry } from '../../../shared/store/partners.ts';
import { Days, diagnosticPath, etatNames } from './diagnostics/words.tsx';
import { Choices, type FieldErrors, Select } from './kit/fields.tsx';
import { Buttons, ErrorSummary, Form, Submit } from './kit/form.tsx';
import { P } from './kit/prose.tsx';
import { countOf, Day, Facts, Moment as Instant, Notice } from './kit/words.tsx';
import { Page, type Reader } from './layout.tsx';
import { AboutCase, crumbsOf } from './record/about-case.tsx';

/** One enquiry of a case, as the State's agent follows it: never what the body is writing. */
export type SuiviEnquete = {
  moment: Moment;
  nomination: Nomination | undefined;
  diagnostic: Diagnostic | undefined;
  jours: Jours;
  transmission: Transmission | undefined;
};

const faits: Readonly<Record<string, string>> = {
  designe:
    'L’organisme est désigné : ses personnes trouvent le dossier dans leurs diagnostics. MDS et CCAS sont prévenus de qui est chargé de l’enquête.',
  retire: 'La désignation est retirée : l’organisme ne voit plus le dossier.',
  transmis: 'La transmission est au dossier. Le PDF est ce que vous remettez.',
};

const enquetePath = (caseId: string): string => `/dossiers/${caseId}/enquete`;

/** The social enquiries of a case: who makes each, how far it is, and what goes to the judge and the CCAPEX. */
export const EnquetePage: FC<{
  caseId: string;
  state: Case;
  reader: Reader;
  suivis: readonly SuiviEnquete[];
  partners: readonly PartnerEntry[];
  errors: FieldErrors;
  refused?: string | undefined;
  done?: string | undefined;
}> = ({ caseId, state, reader, suivis, partners, errors, refused, done }) => {
  const said = done === undefined ? undefined : faits[done];
  return (
    <Page
      title="Enquête sociale et diagnostic"
      reader={reader}
      crumbs={crumbsOf(caseId)}
      hasErrors={errors.size > 0}
    >
      <ErrorSummary errors={errors} />
      {refused === undefined ? null : (
        <Notice kind="error" title="Rien n’a été fait">
          <p>{refused}</p>
        </Notice>
      )}
      {said === undefined ? null : (
        <Notice kind="success">
          <p>{said}</p>
        </Notice>
      )}
      <AboutCase caseId={caseId} state={state} />
      {state.mergedInto === undefined ? null : (
        <Notice kind="info" title="Ce dossier est réuni avec un autre">
          <p>
            Ses enquêtes se lisent ici ; désignez et transmettez dans{' '}
            <a href={enquetePath(state.mergedInto)}>le dossier {state.mergedInto}</a>.
          </p>
        </Notice>
      )}
      {suivis.map((one) => (
        <Suivi caseId={caseId} reader={reader} suivi={one} partners={partners} errors={errors} />
      ))}
    </Page>
  );
};

const Suivi: FC<{
  caseId: string;
  reader: Reader;
  suivi: SuiviEnquete;
  partners: readonly PartnerEntry[];
  errors: FieldErrors;
}> = ({ caseId, reader, suivi, partners, errors }) => {
  const { moment, nomination, diagnostic, jours, transmission } = suivi;
  const last = diagnostic && derniereSaisie(diagnostic);
  const ended = diagnostic !== undefined && diagnostic.etat !== 'enCours';
  return (
    <section aria-labelledby={moment}>
      <h2 id={moment}>
        {moment === 'assignation'
          ? 'À l’assignation : diagnostic social et financier'
          : 'À la réquisition : seconde enquête'}
      </h2>
      {nomination === undefined ? (
        <P>Aucun organisme n’est désigné.</P>
      ) : (
        <Facts
          of={[
            ['Organisme désigné', `${nomination.nom} (${enqueteurNames[nomination.organisme]})`],
            [
              'Désigné',
              <>
                par {nomination.by}, <Instant of={nomination.at} />
              </>,
            ],
            ['État', etatNames[diagnostic?.etat ?? 'enCours']],
            ['Dernier enregistrement', last ? <Instant of={last.at} /> : 'rien encore'],
          ]}
        />
      )}
      <Days jours={jours} />
      {ended && nomination ? (
        <>
          <p>
            <a class="fr-link" href={`${diagnosticPath(nomination)}/fichiers/dsf.pdf`}>
              {moment === 'assignation' ? 'Le diagnostic en PDF' : 'L’enquête en PDF'}
            </a>
          </p>
          {moment === 'assignation' ? (
            <Sending
              caseId={caseId}
              reader={reader}
              nomination={nomination}
              transmission={transmission}
              errors={errors}
            />
          ) : null}
        </>
      ) : (
        <Appointing
          caseId={caseId}
          reader={reader}
          moment={moment}
          nomination={nomination}
          partners={partners}
          errors={errors}
        />
      )}
    </section>
  );
};

const Appointing: FC<{
  caseId: string;
  reader: Reader;
  moment: Moment;
  nomination: Nomination | undefined;
  partners: readonly PartnerEntry[];
  errors: FieldErrors;
}> = ({ caseId, reader, moment, nomination, partners, errors }) => (
  <>
    <Form action={enquetePath(caseId)} reader={reader} class="formulaire">
      <input type="hidden" name="moment" value={moment} />
      <input type="hidden" name="lu" value={String(nomination?.version ?? 0)} />
      <Select
        name={`partenaire-${moment}`}
        label={
          nomination === undefined
            ? 'Organisme chargé de l’enquête'
            : 'Confier l’enquête à un autre organisme'
        }
        hint="Un seul organisme par enquête : l’autre est prévenu, et n’en fait pas de seconde"
        choices={partners.map(({ code, name, kind }) => {
          const famille = enqueteurDe(kind);
          return { value: code, text: famille === undefined ? name : `${name} (${enqueteurNames[famille]})` };
        })}
        empty="Choisir"
        errors={errors}
      />
      <Buttons>
        <Submit name="faire" value="designer">
          {nomination === undefined ? 'Désigner' : 'Remplacer'}
          <span class="fr-sr-only"> {momentNames[moment]}</span>
        </Submit>
        {nomination === undefined ? null : (
          <Submit name="faire" value="retirer" quiet>
            Retirer la désignation
            <span class="fr-sr-only"> {momentNames[moment]}</span>
          </Submit>
        )}
      </Buttons>
    </Form>
    {partners.length === 0 ? (
      <P class="mention">Le registre ne connaît ni MDS ni CCAS : qui exploite le hub les y inscrit.</P>
    ) : null}
  </>
);

const Sending: FC<{
  caseId: string;
  reader: Reader;
  nomination: Nomination;
  transmission: Transmission | undefined;
  errors: FieldErrors;
}> = ({ caseId, reader, nomination, transmission, errors }) => {
  if (transmission === undefined)
    return <P>Le dossier n’a pas l’enquête de l’organisme : elle a été reprise, ou annulée.</P>;
  const { recuLe, juge, ccapex, jours, ouvres } = transmission;
  const left = [
    ...(juge === undefined ? [{ value: 'juge', text: 'Au juge' }] : []),
    ...(ccapex === undefined ? [{ value: 'ccapex', text: 'À la CCAPEX' }] : []),
  ];
  return (
    <>
      <h3>Transmission</h3>
      <Facts
        of={[
          ['Reçu le', <Day of={recuLe} aloud />],
          ['Transmis au juge', juge === undefined ? 'pas encore' : <Day of={juge} aloud />],
          ['Transmis à la CCAPEX', ccapex === undefined ? 'pas encore' : <Day of={ccapex} aloud />],
          [
            juge === undefined ? 'Depuis la réception' : 'Entre réception et envoi',
            `${countOf(jours, 'jour')}, dont ${countOf(ouvres, 'ouvré')}`,
          ],
        ]}
      />
      <p>
        <a class="fr-link" href={`${diagnosticPath(nomination)}/fichiers/juge.pdf`}>
          Tout ce qui est utile au juge, en un PDF
        </a>
      </p>
      <P class="mention">
        Le diagnostic, les avis de la CCAPEX, le plan et les versements, le surendettement : ce que le dossier
        sait, sans texte libre d’un partenaire.
      </P>
      {left.length === 0 ? null : (
        <Form action={`${enquetePath(caseId)}/transmission`} reader={reader} class="formulaire">
          <Choices
            name="destinataire"
            label="Vous le transmettez aujourd’hui"
            choices={left}
            values={left.map(({ value }) => value)}
            errors={errors}
            many
          />
          <Submit>Consigner la transmission</Submit>
        </Form>
      )}
    </>
  );
};
