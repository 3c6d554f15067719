import type { Child, FC } from 'hono/jsx';
import type { Case } from '../../../../shared/domain/case/case-of.ts';
import {
  type Diagnostic,
  derniereSaisie,
  type Fin,
  type Nomination,
} from '../../../../shared/domain/dsf/diagnostic.ts';
import { nomsParties, type Partie, parties } from '../../../../shared/domain/dsf/formulaire.ts';
import type { Jours } from '../../../../shared/domain/dsf/jours.ts';
import { type Manque, manquesDe } from '../../../../shared/domain/dsf/manques.ts';
import type { Prerempli } from '../../../../shared/domain/dsf/prerempli.ts';
import { Buttons, Form, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { Badge, Day, Facts, Moment, Notice } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { Days, diagnosticPath, etatNames, partPath } from './words.tsx';

/** A page of a diagnostic: where one is. */
export const InDiagnosticPage: FC<{
  nomination: Nomination;
  title: string;
  reader: Reader;
  /** Whether it is a page under the diagnostic's own. */
  under?: boolean;
  hasErrors?: boolean;
  children?: Child;
}> = ({ nomination, title, reader, under = false, hasErrors = false, children }) => (
  <Page
    title={title}
    reader={reader}
    hasErrors={hasErrors}
    crumbs={[
      { href: '/diagnostics', text: 'Diagnostics' },
      ...(under ? [{ href: diagnosticPath(nomination), text: nomination.caseId }] : []),
    ]}
  >
    {children}
  </Page>
);

/** Whose enquiry it is: the household and the dwelling, as the case has them. */
const AboutEnquete: FC<{ nomination: Nomination; state: Case }> = ({ nomination, state }) => {
  const { household, dwelling, chronology } = state;
  const names = household.map(({ nomUsage, nomNaissance, prenoms = [] }) =>
    [prenoms[0], nomUsage ?? nomNaissance].filter(Boolean).join(' '),
  );
  const where = [dwelling.street, dwelling.complement, dwelling.postcode, dwelling.commune];
  return (
    <Facts
      of={[
        ['Ménage', names.filter(Boolean).join(', ')],
        ['Logement', where.filter(Boolean).join(', ')],
        ['Bailleur', chronology.situation.bailleur.nom],
        ['Demandée par l’État le', <Day of={nomination.demandeLe} aloud />],
      ]}
    />
  );
};

/** What lacks, each line leading to the part that says it. */
const Manques: FC<{ nomination: Nomination; of: readonly Manque[] }> = ({ nomination, of }) => (
  <ul>
    {of.map(({ partie, champ, texte }) => (
      <li>
        <a href={`${partPath(nomination, partie)}${champ === '' ? '' : `#${champ}`}`}>{texte}</a>
      </li>
    ))}
  </ul>
);

const etatPartie = (
  partie: Partie,
  { saisies }: Diagnostic,
  { contenu }: Prerempli,
  manques: readonly Manque[],
): { kind: 'success' | 'warning' | 'info'; text: string } => {
  const lacks = manques.filter((one) => one.partie === partie && one.champ !== '').length;
  if (saisies[partie] !== undefined)
    return lacks === 0
      ? { kind: 'success', text: 'remplie' }
      : { kind: 'warning', text: `${lacks} à compléter` };
  return contenu[partie] === undefined
    ? { kind: 'warning', text: 'à remplir' }
    : { kind: 'info', text: 'préremplie, à relire' };
};

/** One diagnostic: the days, the parts and what each lacks, then how it is ended. */
export const DiagnosticPage: FC<{
  nomination: Nomination;
  diagnostic: Diagnostic;
  state: Case;
  known: Prerempli;
  jours: Jours;
  reader: Reader;
  /** Why it was not ended, where that was asked. */
  lacking?: { fin: Fin; manques: readonly Manque[] } | undefined;
  refused?: string | undefined;
  done?: string | undefined;
}> = ({ nomination, diagnostic, state, known, jours, reader, lacking, refused, done }) => {
  const own = diagnosticPath(nomination);
  const { etat, fini } = diagnostic;
  const last = derniereSaisie(diagnostic);
  const rendu = manquesDe(diagnostic, 'rendu');
  const title = `${nomination.moment === 'assignation' ? 'Diagnostic' : 'Seconde enquête'} du dossier ${nomination.caseId}`;
  return (
    <InDiagnosticPage nomination={nomination} title={title} reader={reader} hasErrors={lacking !== undefined}>
      {refused === undefined ? null : (
        <Notice kind="error" title="Rien n’a été fait">
          <p>{refused}</p>
        </Notice>
      )}
      {lacking === undefined ? null : (
        <Notice kind="error" title="Il manque encore quelque chose">
          <Manques nomination={nomination} of={lacking.manques} />
        </Notice>
      )}
      {done === 'fin' && etat !== 'enCours' ? (
        <Notice kind="success" title="Le diagnostic est rendu">
          <p>L’État en est prévenu : il le transmet au juge et à la CCAPEX.</p>
        </Notice>
      ) : null}
      {done === 'reprise' && etat === 'enCours' ? (
        <Notice kind="success" title="Le diagnostic est repris">
          <p>Le dossier n’a plus votre enquête : terminez-la de nouveau.</p>
        </Notice>
      ) : null}
      <Badge kind={etat === 'enCours' ? 'info' : 'success'}>{etatNames[etat]}</Badge>
      <AboutEnquete nomination={nomination} state={state} />
      <h2>Les délais</h2>
      <Days jours={jours} />
      <h2>Les parties du formulaire</h2>
      {last === undefined ? (
        <P>Rien n’est encore enregistré. Ce que le dossier sait est déjà dans les champs : relisez-le.</P>
      ) : (
        <P>
          Enregistré en dernier par {last.by}, <Moment of={last.at} />.
        </P>
      )}
      <Table
        caption="Parties du formulaire"
        captionHidden
        columns={['Partie', 'Où elle en est', 'Enregistrée'].map((text) => ({ text }))}
        rows={nomsParties.map((partie) => {
          const { kind, text } = etatPartie(partie, diagnostic, known, rendu);
          const saved = diagnostic.saisies[partie];
          return [
            <a class="fr-link" href={partPath(nomination, partie)}>
              {parties[partie].titre}
            </a>,
            <Badge kind={kind}>{text}</Badge>,
            saved === undefined ? (
              'pas encore'
            ) : (
              <>
                {saved.by}, <Moment of={saved.at} />
              </>
            ),
          ];
        })}
      />
      <p>
        <a class="fr-link" href={`${own}/fichiers/dsf.pdf`}>
          {etat === 'enCours' ? 'Voir le projet en PDF' : 'Le diagnostic en PDF'}
        </a>
      </p>
      {etat === 'enCours' ? (
        <Ending nomination={nomination} diagnostic={diagnostic} manques={rendu} reader={reader} />
      ) : (
        <>
          <h2>Rendu</h2>
          <P>
            {fini === undefined ? '' : `Par ${fini.by}. `}
            Il ne change plus. Une erreur ? Reprenez-le, tant que l’État ne l’a pas transmis.
          </P>
          <Form action={`${own}/fin`} reader={reader}>
            <input type="hidden" name="lu" value={String(diagnostic.version)} />
            <Submit name="faire" value="reprendre" quiet>
              Reprendre le diagnostic
            </Submit>
          </Form>
        </>
      )}
    </InDiagnosticPage>
  );
};

const Ending: FC<{
  nomination: Nomination;
  diagnostic: Diagnostic;
  manques: readonly Manque[];
  reader: Reader;
}> = ({ nomination, diagnostic, manques, reader }) => {
  const carence = manquesDe(diagnostic, 'carence');
  return (
    <>
      <h2>Terminer</h2>
      {manques.length === 0 ? (
        <P>Rien ne manque. Une fois rendu, le diagnostic ne change plus.</P>
      ) : (
        <>
          <P>Avant de le rendre, il manque :</P>
          <Manques nomination={nomination} of={manques} />
        </>
      )}
      <Form action={`${diagnosticPath(nomination)}/fin`} reader={reader}>
        <input type="hidden" name="lu" value={String(diagnostic.version)} />
        <Buttons>
          <Submit name="faire" value="rendu">
            Terminer
          </Submit>
        </Buttons>
      </Form>
      <details class="pli fr-mt-4w">
        <summary>Le ménage n’a pas répondu aux invitations</summary>
        <P>
          La carence se dit après les invitations faites, dont les jours restent au dossier. Ce que dit le
          bailleur, et le logement s’il est connu, y figurent. « Nous ne connaissons pas ce ménage » n’en est
          pas une.
        </P>
        {carence.length === 0 ? null : <Manques nomination={nomination} of={carence} />}
        <Form action={`${diagnosticPath(nomination)}/fin`} reader={reader}>
          <input type="hidden" name="lu" value={String(diagnostic.version)} />
          <Submit name="faire" value="carence" quiet>
            Rendre une carence
          </Submit>
        </Form>
      </details>
    </>
  );
};
