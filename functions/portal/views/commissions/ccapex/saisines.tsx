import type { Child, FC } from 'hono/jsx';
import type { CasSaisi, SorteSaisine } from '../../../../../shared/cases/commissions/saisines.ts';
import type { CivilDate } from '../../../../../shared/domain/calendar/civil-date.ts';
import { dateAloud } from '../../../../../shared/domain/calendar/civil-date.ts';
import type { Commission } from '../../../../../shared/domain/commissions/commission.ts';
import { nomDuPartenaire } from '../../../../../shared/domain/commissions/nom-du-partenaire.ts';
import { nomDe, type Seance } from '../../../../../shared/domain/commissions/seance.ts';
import { etatsOrientation } from '../../../../../shared/domain/events/support.ts';
import { words } from '../../../../../shared/domain/notices/words.ts';
import type { Repartition } from '../../../../../shared/store/ccapex.ts';
import { orientationDe } from '../../../../../shared/store/ccapex.ts';
import { Input, Select } from '../../kit/fields.tsx';
import { Buttons, Form, Submit } from '../../kit/form.tsx';
import { P } from '../../kit/prose.tsx';
import { Table } from '../../kit/table.tsx';
import { countOf, Day, eurosOf, Notice } from '../../kit/words.tsx';
import { Page, type Reader } from '../../layout.tsx';
import { commissionPath, logementDe } from '../words.tsx';
import { criteresDits, UrgenceSaid } from './words.tsx';

/** Cases that a page shows. */
export const MOST_SHOWN = 100;

export const sorteNames = {
  examen: 'À examiner',
  signalement: 'Signalements des commissaires',
  bailleur: 'Saisines des bailleurs avant assignation',
} as const satisfies Partial<Record<SorteSaisine, string>>;
export type SorteMontree = keyof typeof sorteNames;
const sortes = ['examen', 'signalement', 'bailleur'] as const;

const intros: Record<SorteMontree, string> = {
  examen:
    'Ce que les CLPIL, la CAF, la MSA, l’État, la COMED, le FSL et les bailleurs demandent à la commission d’examiner. Inscrire une situation copie le ménage et le logement à l’ordre du jour.',
  signalement:
    'Commandements de payer de bailleurs particuliers au-delà du seuil. La commission les répartit entre ses membres (loi n° 90-449, art. 7-2, 3°) ; celui qui en est chargé dit ce qu’il en a fait.',
  bailleur:
    'Un bailleur personne morale saisit la CCAPEX deux mois au moins avant d’assigner (loi n° 89-462, art. 24 II). Ces saisines ne demandent rien ; vous pouvez les examiner.',
};

export type SaisinesPageProps = {
  reader: Reader;
  commission: Commission;
  sorte: SorteMontree;
  cas: readonly CasSaisi[];
  partiel: boolean;
  /** The signalements that somebody is in charge of, by case. */
  repartitions: ReadonlyMap<string, Repartition>;
  /** Sessions that still take households. */
  seances: readonly Seance[];
  /** Whether the reader puts on agendas and shares out; the members they sit for. */
  works: boolean;
  voitTout: boolean;
  membres: readonly string[];
  today: CivilDate;
  refused: readonly string[];
  done: string | undefined;
};

const faits: Readonly<Record<string, string>> = {
  inscrire: 'Les situations choisies sont à l’ordre du jour ; leurs dossiers le disent.',
  confier: 'Les signalements choisis sont confiés ; le membre les voit sur cette page.',
  compte: 'Ce que vous en avez fait est au dossier.',
  proposer: 'La situation est à l’ordre du jour.',
};

/** What waits for the CCAPEX, the most urgent first. */
export const SaisinesPage: FC<SaisinesPageProps> = (props) => {
  const { reader, commission, sorte, cas, partiel, works, voitTout, refused, done } = props;
  const own = `${commissionPath(commission.code)}/saisines`;
  const shown = cas.slice(0, MOST_SHOWN);
  const said = done === undefined ? undefined : faits[done];
  return (
    <Page
      title="Saisines"
      reader={reader}
      path={own}
      crumbs={[
        { href: '/commissions', text: 'Commissions' },
        { href: commissionPath(commission.code), text: commission.nom },
      ]}
    >
      {said === undefined ? null : (
        <Notice kind="success">
          <p>{said}</p>
        </Notice>
      )}
      {refused.length === 0 ? null : (
        <Notice kind="error" title="Tout n’a pas été fait">
          <ul>
            {refused.map((text) => (
              <li>{text}</li>
            ))}
          </ul>
        </Notice>
      )}
      <nav aria-label="Sortes de saisines" class="fr-mb-3w">
        <ul class="boutons fr-raw-list">
          {sortes
            .filter((one) => voitTout || one !== 'bailleur')
            .map((one) => (
              <li>
                <a
                  class={`fr-tag${one === sorte ? ' fr-tag--dismiss-none' : ''}`}
                  aria-current={one === sorte ? 'page' : undefined}
                  href={one === 'examen' ? own : `${own}?sorte=${one}`}
                >
                  {sorteNames[one]}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      <h2>{sorteNames[sorte]}</h2>
      <P>{intros[sorte]}</P>
      {voitTout ? null : <p>Vous voyez ce qui vous est confié, et ce que vous avez saisi.</p>}
      {shown.length === 0 ? (
        <p>Rien n’attend.</p>
      ) : works && sorte !== 'signalement' ? (
        <Inscription {...props} cas={shown} />
      ) : works ? (
        <Partage {...props} cas={shown} />
      ) : (
        <Liste {...props} cas={shown} />
      )}
      {cas.length > shown.length || partiel ? (
        <P>
          {cas.length > shown.length
            ? `${MOST_SHOWN} situations sont montrées, les plus urgentes, sur ${cas.length}.`
            : ''}
          {partiel
            ? ' D’autres saisines, plus récentes, n’ont pas été lues : traitez d’abord celles-ci.'
            : ''}
        </P>
      ) : null}
      {sorte === 'signalement' ? <Comptes {...props} /> : null}
    </Page>
  );
};

const Cocher: FC<{ of: CasSaisi }> = ({ of }) => (
  <div class="fr-checkbox-group">
    <input type="checkbox" id={`d-${of.caseId}`} name="dossier" value={of.caseId} />
    <label class="fr-label" for={`d-${of.caseId}`}>
      {nomDe(of) || of.caseId}
    </label>
  </div>
);

/** What a row says of a case, whatever is done with it. */
const cellules = ({ commission, reader }: SaisinesPageProps, one: CasSaisi): Child[] => [
  <UrgenceSaid of={one.urgence} />,
  <>
    {logementDe(one)}
    <span class="mention">
      {' '}
      {reader.scope.agent.size > 0 ? <a href={`/dossiers/${one.caseId}`}>{one.caseId}</a> : one.caseId}
      {one.row.provisional ? ', rapprochement à trancher' : ''}
    </span>
  </>,
  one.row.dette === undefined ? '' : eurosOf(one.row.dette),
  <div>
    {one.saisines.map((saisine) => (
      <div>
        {nomDuPartenaire(commission, saisine.par)}, le <Day of={saisine.depuis} /> : {criteresDits(saisine)}
      </div>
    ))}
  </div>,
];
const COLONNES = ['Ménage', 'Urgence', 'Logement', 'Dette', 'Saisi par, et pourquoi'];
const colonnes = (...more: string[]) => [...COLONNES, ...more].map((text) => ({ text }));

const Liste: FC<SaisinesPageProps> = (props) => (
  <Table
    caption={countOf(props.cas.length, 'situation')}
    columns={colonnes()}
    rows={props.cas.map((one) => [nomDe(one) || one.caseId, ...cellules(props, one)])}
  />
);

/** Households are chosen, then a session. */
const Inscription: FC<SaisinesPageProps> = (props) => {
  const { cas, seances, commission, reader, sorte } = props;
  return (
    <Form action={`${commissionPath(commission.code)}/saisines`} reader={reader}>
      <input type="hidden" name="sorte" value={sorte} />
      <Table
        caption={countOf(cas.length, 'situation')}
        columns={colonnes()}
        rows={cas.map((one) => [<Cocher of={one} />, ...cellules(props, one)])}
      />
      {seances.length === 0 ? (
        <p>
          Aucune séance ne prend de situations :{' '}
          <a href={`${commissionPath(commission.code)}#calendrier`}>prévoyez-en une</a>.
        </p>
      ) : (
        <>
          <Select
            name="seance"
            label="Séance"
            choices={seances.map(({ date }) => ({ value: date, text: dateAloud(date) }))}
          />
          <Buttons>
            <Submit name="faire" value="inscrire">
              Inscrire les situations choisies
            </Submit>
          </Buttons>
        </>
      )}
    </Form>
  );
};

/** Signalements are chosen, then a member. */
const Partage: FC<SaisinesPageProps> = (props) => {
  const { cas, commission, reader, repartitions } = props;
  const nameOf = (id: string): string => commission.membres.find((one) => one.id === id)?.nom ?? id;
  return (
    <Form action={`${commissionPath(commission.code)}/saisines`} reader={reader}>
      <input type="hidden" name="sorte" value="signalement" />
      <Table
        caption={countOf(cas.length, 'signalement')}
        columns={colonnes('Confié à')}
        rows={cas.map((one) => {
          const given = repartitions.get(one.caseId);
          return [
            <Cocher of={one} />,
            ...cellules(props, one),
            given ? (
              <>
                {nameOf(given.membre)}, par {given.by}
              </>
            ) : (
              'à confier'
            ),
          ];
        })}
      />
      <Select
        name="membre"
        label="Membre chargé"
        choices={commission.membres.map(({ id, nom }) => ({ value: id, text: nom }))}
      />
      <Buttons>
        <Submit name="faire" value="confier">
          Confier les signalements choisis
        </Submit>
      </Buttons>
    </Form>
  );
};

/** What a member says of the signalements that it is in charge of. */
const Comptes: FC<SaisinesPageProps> = ({ cas, commission, reader, repartitions, membres, today }) => {
  const mine = cas.filter(({ caseId }) => membres.includes(repartitions.get(caseId)?.membre ?? ''));
  const says = commission.membres.some(
    ({ id, organisme }) => membres.includes(id) && orientationDe(organisme) !== undefined,
  );
  if (mine.length === 0 || !says) return null;
  return (
    <details open>
      <summary>Dire ce que vous en avez fait</summary>
      <Form action={`${commissionPath(commission.code)}/saisines`} reader={reader}>
        <input type="hidden" name="sorte" value="signalement" />
        <Select
          name="confie"
          label="Ménage"
          choices={mine.map((one) => ({ value: one.caseId, text: nomDe(one) || one.caseId }))}
        />
        <Select
          name="etat"
          label="Où vous en êtes"
          choices={etatsOrientation.map((value) => ({ value, text: words[value] }))}
        />
        <Input name="le" label="Depuis le" type="date" value={today} />
        <Buttons>
          <Submit name="faire" value="compte">
            Enregistrer
          </Submit>
        </Buttons>
      </Form>
    </details>
  );
};

/** A case that the SIAO proposes to its monthly synthesis. */
export const ProposerPage: FC<
  Pick<SaisinesPageProps, 'reader' | 'commission' | 'seances' | 'works' | 'refused' | 'done'>
> = ({ reader, commission, seances, works, refused, done }) => {
  const own = `${commissionPath(commission.code)}/saisines`;
  return (
    <Page
      title="Proposer une situation"
      reader={reader}
      path={own}
      crumbs={[
        { href: '/commissions', text: 'Commissions' },
        { href: commissionPath(commission.code), text: commission.nom },
      ]}
    >
      {done === 'proposer' ? (
        <Notice kind="success">
          <p>{faits.proposer}</p>
        </Notice>
      ) : null}
      {refused.map((text) => (
        <Notice kind="error" title="Rien n’a été fait">
          <p>{text}</p>
        </Notice>
      ))}
      <P>
        Chaque mois, le SIAO propose les situations difficiles qu’il connaît (charte, annexe 1). Un dossier
        dont il n’a rien dit ne se propose pas.
      </P>
      {!works ? (
        <p>Le secrétariat de la commission propose les situations.</p>
      ) : seances.length === 0 ? (
        <p>
          Aucune séance ne prend de situations :{' '}
          <a href={`${commissionPath(commission.code)}#calendrier`}>prévoyez-en une</a>.
        </p>
      ) : (
        <Form action={own} reader={reader}>
          <Input
            name="dossier"
            label="Dossier"
            hint="Sa référence, par exemple 77-2026-000123, ou le nom que le hub vous en a donné, par exemple K7QF-2M9X-4TRB"
            most={20}
          />
          <Select
            name="seance"
            label="Séance"
            choices={seances.map(({ date }) => ({ value: date, text: dateAloud(date) }))}
          />
          <Buttons>
            <Submit name="faire" value="proposer">
              Proposer
            </Submit>
          </Buttons>
        </Form>
      )}
    </Page>
  );
};
