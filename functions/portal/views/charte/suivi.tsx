import type { FC } from 'hono/jsx';
import type { EngagementDeLAnnee } from '../../../../shared/cases/engagements/read.ts';
import { parisDay } from '../../../../shared/domain/calendar/paris-day.ts';
import {
  compteDe,
  etatCodes,
  etats,
  NON_RENSEIGNE,
} from '../../../../shared/domain/engagements/declaration.ts';
import {
  objectifs,
  type Signataire,
  signataireCodes,
  signataires,
} from '../../../../shared/domain/engagements/engagement.ts';
import { capital } from '../case/words.ts';
import { Select } from '../kit/fields.tsx';
import { Buttons, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { countOf, Day } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { Bar, Legend } from './bar.tsx';
import { EtatSaid, engagementPath, PreuveSaid, type SuiviQuery, suiviPath } from './words.tsx';

const Years: FC<{ query: SuiviQuery; years: readonly number[] }> = ({ query, years }) =>
  years.length < 2 ? null : (
    <nav aria-label="Année" class="choix">
      <ul>
        {years.map((annee) => (
          <li>
            <a
              class="fr-tag"
              href={suiviPath({ ...query, annee })}
              aria-current={annee === query.annee ? 'true' : undefined}
            >
              {annee}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );

/** Each signatory, with a bar and its numbers; all of them last. */
const Signatories: FC<{ all: readonly EngagementDeLAnnee[]; query: SuiviQuery }> = ({ all, query }) => {
  const row = (name: string, signataire: SuiviQuery['signataire'], own: readonly EngagementDeLAnnee[]) => {
    const compte = compteDe(own);
    return [
      <a class="fr-link" href={`${suiviPath({ ...query, signataire, etat: 'tous' })}#engagements`}>
        {name}
      </a>,
      <Bar of={compte} />,
      ...etatCodes.map((etat) => String(compte[etat])),
      String(compte.sans),
      String(compte.repris),
      String(own.length),
    ];
  };
  const of = (signataire: Signataire) => all.filter(({ engagement }) => engagement.signataire === signataire);
  return (
    <>
      <Legend />
      <Table
        caption={`Ce que les engagements de chaque signataire sont devenus en ${query.annee}`}
        captionHidden
        columns={[
          'Signataire',
          'En un regard',
          ...etatCodes.map((etat) => capital(etats[etat])),
          capital(NON_RENSEIGNE),
          'À confirmer',
          'En tout',
        ].map((text) => ({ text }))}
        rows={[
          ...signataireCodes.map((code) => row(signataires[code], code, of(code))),
          row('L’ensemble', 'tous', all),
        ]}
      />
    </>
  );
};

const Filters: FC<{ query: SuiviQuery }> = ({ query }) => (
  <form method="get" action="/charte#engagements" class="fr-mb-3w">
    <input type="hidden" name="annee" value={String(query.annee)} />
    <div class="champs">
      <Select
        name="signataire"
        label="Signataire"
        value={query.signataire}
        choices={[
          { value: 'tous', text: 'tous ensemble' },
          ...signataireCodes.map((value) => ({ value, text: signataires[value] })),
        ]}
      />
      <Select
        name="etat"
        label="État"
        value={query.etat}
        choices={[
          { value: 'tous', text: 'tous' },
          ...etatCodes.map((value) => ({ value, text: etats[value] })),
          { value: 'sans', text: NON_RENSEIGNE },
          { value: 'repris', text: 'repris d’une année d’avant, à confirmer' },
        ]}
      />
    </div>
    <Buttons>
      <Submit>Afficher</Submit>
    </Buttons>
  </form>
);

const Commitments: FC<{ of: readonly EngagementDeLAnnee[]; query: SuiviQuery }> = ({ of, query }) => (
  <Table
    caption={countOf(of.length, 'engagement')}
    columns={[
      'Engagement',
      ...(query.signataire === 'tous' ? ['Signataire'] : []),
      'État',
      'Ce qui le montre',
      'Dit par',
    ].map((text) => ({ text }))}
    rows={of.map(({ engagement, etat, reprisDe, preuve, by, at }) => [
      <>
        <a class="fr-link" href={engagementPath(query.annee, engagement.id)}>
          {capital(engagement.texte)}
        </a>
        <span class="mention">
          {engagement.id} ·{' '}
          {engagement.objectifs.length > 1
            ? `${engagement.objectifs.length} objectifs`
            : engagement.objectifs.map((one) => objectifs[one])}
        </span>
      </>,
      ...(query.signataire === 'tous' ? [signataires[engagement.signataire]] : []),
      <EtatSaid etat={etat} reprisDe={reprisDe} />,
      preuve === undefined ? '' : <PreuveSaid of={preuve} annee={query.annee} />,
      by === undefined || at === undefined ? (
        ''
      ) : (
        <>
          {by}
          <span class="mention">
            <Day of={parisDay(at)} />
          </span>
        </>
      ),
    ])}
  />
);

/** The register of the charter in a year: where each signatory is, then the commitments of one of them, or of all. */
export const SuiviPage: FC<{
  reader: Reader;
  query: SuiviQuery;
  years: readonly number[];
  all: readonly EngagementDeLAnnee[];
  /** Signatories for which the reader speaks. */
  own: readonly Signataire[];
}> = ({ reader, query, years, all, own }) => {
  const shown = all
    .filter(({ engagement }) => query.signataire === 'tous' || engagement.signataire === query.signataire)
    .filter(({ etat, reprisDe }) =>
      query.etat === 'tous'
        ? true
        : query.etat === 'repris'
          ? reprisDe !== undefined
          : (etat ?? 'sans') === query.etat,
    );
  return (
    <Page title="Suivi de la charte" reader={reader} path="/charte" crumbs={[]}>
      <P>
        Les {String(all.length)} engagements de la charte de prévention des expulsions, et ce que chacun est
        devenu en {String(query.annee)}. Une année commence par le dernier mot de la précédente, à confirmer.
        Rien ici ne nomme un ménage.{' '}
        {own.length === signataireCodes.length
          ? 'En tant qu’agent de l’État, vous pouvez dire où en est chacun.'
          : `Vous pouvez dire où en sont ceux de : ${own.map((one) => signataires[one]).join(' ; ')}.`}
      </P>
      <Years query={query} years={years} />
      <h2>Où en sont les signataires</h2>
      <div class="signataires">
        <Signatories all={all} query={query} />
      </div>
      <h2 id="engagements">
        Les engagements :{' '}
        {query.signataire === 'tous' ? 'tous les signataires' : signataires[query.signataire]}
      </h2>
      <Filters query={query} />
      {shown.length === 0 ? (
        <p>Aucun engagement n’est dans cet état.</p>
      ) : (
        <div class="engagements">
          <Commitments of={shown} query={query} />
        </div>
      )}
    </Page>
  );
};
