import type { FC } from 'hono/jsx';
import { type Lieu, lieux } from '../../../../shared/domain/indicateurs/apport.ts';
import {
  delaisMesures,
  type Indicateur,
  indicateurs,
  type Signataire,
  signataireDe,
  signataires,
} from '../../../../shared/domain/indicateurs/catalogue.ts';
import type { Tableau } from '../../../../shared/domain/indicateurs/tableau.ts';
import { Select } from '../kit/fields.tsx';
import { Buttons, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { countOf, Day } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import {
  figureOf,
  type IndicateursQuery,
  indicateurPath,
  lieuNames,
  noFigure,
  sourceOf,
  valueIn,
} from './words.tsx';

const codes = Object.keys(signataires).filter((one): one is Signataire => Object.hasOwn(signataires, one));
/** Places that cases are counted in. */
const places = lieux.filter((lieu) => lieu !== 'hub');

const Filters: FC<{ query: IndicateursQuery; years: readonly number[]; byPlace: boolean }> = ({
  query,
  years,
  byPlace,
}) => (
  <form method="get" action="/indicateurs" class="fr-mb-3w">
    <div class="champs">
      <Select
        name="annee"
        label="Année"
        value={String(query.annee)}
        choices={years.map((annee) => ({ value: String(annee), text: String(annee) }))}
      />
      {byPlace ? (
        <Select
          name="arrondissement"
          label="Arrondissement"
          value={query.lieu}
          choices={(['total', ...places] as const).map((value) => ({ value, text: lieuNames[value] }))}
        />
      ) : null}
      <Select
        name="signataire"
        label="Signataire"
        value={query.signataire === '' ? 'tous' : query.signataire}
        choices={[
          { value: 'tous', text: 'tous ensemble' },
          ...codes.map((value) => ({ value, text: signataires[value] })),
        ]}
      />
    </div>
    <Buttons>
      <Submit>Afficher</Submit>
    </Buttons>
  </form>
);

/** Details come under what they are a part of. */
const inOrder = (all: readonly Indicateur[]): Indicateur[] => {
  const under = Map.groupBy(all, ({ detailDe }) => detailDe);
  const ids = new Set(all.map(({ id }) => id));
  const tops = all.filter(({ detailDe }) => detailDe === undefined || !ids.has(detailDe));
  const withDetails = (one: Indicateur): Indicateur[] => [
    one,
    ...(under.get(one.id) ?? []).flatMap(withDetails),
  ];
  return tops.flatMap(withDetails);
};

const Figures: FC<{ of: Signataire; tableau: Tableau; before: Tableau; lieu: Lieu | 'total' }> = ({
  of,
  tableau,
  before,
  lieu,
}) => (
  <Table
    caption={signataires[of]}
    captionHidden
    columns={['Indicateur', String(tableau.annee), String(before.annee), 'Source'].map((text) => ({ text }))}
    rows={inOrder(indicateurs.filter(({ id, unite }) => signataireDe(id) === of && unite !== 'texte')).map(
      (one) => [
        <span class={one.detailDe === undefined ? undefined : 'detail'}>
          <a class="fr-link" href={indicateurPath(tableau.annee, one.id)}>
            {one.libelle}
          </a>
        </span>,
        figureOf(one, valueIn(one, tableau.valeurs.get(one.id), lieu)) ?? (
          <span class="mention">{noFigure(one, lieu)}</span>
        ),
        figureOf(one, valueIn(one, before.valeurs.get(one.id), lieu)) ?? '-',
        sourceOf(one),
      ],
    )}
  />
);

const Delays: FC<{ tableau: Tableau; lieu: Lieu | 'total' }> = ({ tableau, lieu }) => {
  const own = tableau.delais.filter((one) => one.lieu === lieu);
  return own.length === 0 ? (
    <p>Aucun délai ne se mesure encore.</p>
  ) : (
    <Table
      caption="Délais entre deux étapes, à la date de la seconde"
      captionHidden
      columns={['De', 'À', 'Procédures', 'Médiane', 'Neuf sur dix en'].map((text) => ({ text }))}
      rows={own.map(({ cle, n, mediane, p90 }) => [
        delaisMesures[cle].de,
        delaisMesures[cle].a,
        String(n),
        countOf(mediane, 'jour'),
        countOf(p90, 'jour'),
      ])}
    />
  );
};

/** The indicators of the charter in a year: each leads to what it means and, for who may, to the cases behind it. */
export const IndicateursPage: FC<{
  reader: Reader;
  query: IndicateursQuery;
  years: readonly number[];
  tableau: Tableau;
  before: Tableau;
  /** Whether the reader may see figures by arrondissement: they are of few households. */
  byPlace: boolean;
  /** Whether they may enter what a partner declares. */
  mayDeclare: boolean;
}> = ({ reader, query, years, tableau, before, byPlace, mayDeclare }) => {
  const shown = codes.filter((code) => query.signataire === '' || code === query.signataire);
  return (
    <Page title="Indicateurs" reader={reader} path="/indicateurs" crumbs={[]}>
      <P class="fr-text--lead">
        {`Les indicateurs de la charte, ${query.lieu === 'total' ? 'pour toute la Seine-et-Marne' : `arrondissement : ${lieuNames[query.lieu]}`}, ${query.annee}.`}
      </P>
      <p class="mention">
        Comptés jusqu’au <Day of={tableau.le} /> ; un fait appris ensuite change l’année où il a eu lieu.
      </p>
      <Filters query={query} years={years} byPlace={byPlace} />
      {byPlace ? (
        <ul class="fr-links-group">
          <li>
            <a class="fr-link" href={`/indicateurs/service?annee=${query.annee}`}>
              Ce que fait la plateforme : messages, méls, alertes
            </a>
          </li>
          {mayDeclare ? (
            <li>
              <a class="fr-link" href={`/indicateurs/declares?annee=${query.annee}`}>
                Ce que les partenaires déclarent : qui a répondu
              </a>
            </li>
          ) : null}
        </ul>
      ) : null}
      {shown.map((code) => (
        <section aria-labelledby={code}>
          <h2 id={code}>{signataires[code]}</h2>
          <Figures of={code} tableau={tableau} before={before} lieu={query.lieu} />
          {code === 'parcours' ? <Delays tableau={tableau} lieu={query.lieu} /> : null}
          {code === 'clpil' && tableau.bailleurs.length > 0 && query.lieu === 'total' && byPlace ? (
            <Table
              caption="Par bailleur"
              columns={['Bailleur', 'Situations', 'Ménages'].map((text) => ({ text }))}
              rows={tableau.bailleurs.map(({ bailleur, situations, menages }) => [
                bailleur,
                String(situations),
                String(menages),
              ])}
            />
          ) : null}
        </section>
      ))}
    </Page>
  );
};
