import type { FC } from 'hono/jsx';
import {
  type Chapitre,
  chapitreDe,
  chapitres,
  delaisMesures,
  type Indicateur,
  indicateurs,
  inOrder,
  nomsDeDelais,
} from '../../../../shared/domain/indicateurs/catalogue.ts';
import {
  type Annee,
  type ChiffreDuRapport,
  type Lecteur,
  lecteurDe,
  lieuxDuRapport,
  nomsDesLieux,
  type Ou,
} from '../../../../shared/domain/rapport/chiffres.ts';
import { celluleEcrite } from '../../../../shared/outbound/indicateurs/nombres.ts';
import { Select } from '../kit/fields.tsx';
import { Buttons, Submit } from '../kit/form.tsx';
import { P } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { countOf, Day } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { figureIn, type IndicateursQuery, indicateurPath, Secret, sourceOf } from './words.tsx';

const codes = Object.keys(chapitres).filter((one): one is Chapitre => Object.hasOwn(chapitres, one));
type Lu = { annee: number; lecteur: Lecteur };

const Filters: FC<{
  query: IndicateursQuery;
  years: readonly number[];
  read: readonly Chapitre[];
  byPlace: boolean;
}> = ({ query, years, read, byPlace }) => (
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
          choices={(['total', ...lieuxDuRapport] as const).map((value) => ({
            value,
            text: nomsDesLieux[value],
          }))}
        />
      ) : null}
      <Select
        name="chapitre"
        label="Chapitre"
        value={query.chapitre === '' ? 'tous' : query.chapitre}
        choices={[
          { value: 'tous', text: 'tous ensemble' },
          ...read.map((value) => ({ value, text: chapitres[value] })),
        ]}
      />
    </div>
    <Buttons>
      <Submit>Afficher</Submit>
    </Buttons>
  </form>
);

/** The indicators of a chapter that the reader reads. */
const ofIn = (code: Chapitre, lecteur: Lecteur): Indicateur[] =>
  indicateurs.filter(({ id }) => chapitreDe(id) === code && lecteur.chiffre(id) !== undefined);

const Figures: FC<{ of: Chapitre; annees: readonly [Lu, Lu]; lieu: Ou }> = ({
  of,
  annees: [own, before],
  lieu,
}) => (
  <Table
    caption={chapitres[of]}
    captionHidden
    columns={['Indicateur', String(own.annee), String(before.annee), 'Source'].map((text) => ({ text }))}
    rows={inOrder(ofIn(of, own.lecteur)).map((one) => [
      <span class={one.detailDe === undefined ? undefined : 'detail'}>
        <a class="fr-link" href={indicateurPath(own.annee, one.id)}>
          {one.libelle}
        </a>
      </span>,
      figureIn(own.lecteur, one, lieu),
      figureIn(before.lecteur, one, lieu),
      sourceOf(one),
    ])}
  />
);

const Delays: FC<{ lecteur: Lecteur; lieu: Ou }> = ({ lecteur, lieu }) => {
  const own = nomsDeDelais.filter((cle) => {
    const cellule = lecteur.chiffre(`delai.${cle}.n`, lieu)?.cellule;
    return cellule !== undefined && !(cellule.statut === 'valeur' && cellule.valeur === 0);
  });
  const said = (id: string): string => {
    const { cellule, unite } = lecteur.chiffre(id, lieu) ?? {};
    if (cellule === undefined || unite === undefined) return '';
    return cellule.statut === 'valeur' && unite === 'jours'
      ? countOf(cellule.valeur, 'jour')
      : celluleEcrite(cellule, unite);
  };
  return own.length === 0 ? (
    <p>Aucun délai ne se mesure encore.</p>
  ) : (
    <Table
      caption="Délais entre deux étapes, à la date de la seconde"
      captionHidden
      columns={['De', 'À', 'Procédures', 'Médiane', 'Neuf sur dix en'].map((text) => ({ text }))}
      rows={own.map((cle) => [
        delaisMesures[cle].de,
        delaisMesures[cle].a,
        ...['n', 'mediane', 'p90'].map((nom) => said(`delai.${cle}.${nom}`)),
      ])}
    />
  );
};

const Landlords: FC<{ lecteur: Lecteur }> = ({ lecteur }) => {
  const own = lecteur.details('clpil.situations');
  const said = ({ cellule, unite }: ChiffreDuRapport): string => celluleEcrite(cellule, unite);
  return own.length === 0 ? null : (
    <Table
      caption="Par bailleur"
      columns={['Bailleur', 'Situations', 'Ménages'].map((text) => ({ text }))}
      rows={own.map((one) => {
        const menages = lecteur.chiffre('clpil.menages', 'total', one.detail);
        return [one.detail, said(one), menages ? said(menages) : ''];
      })}
    />
  );
};

/** The indicators of the charter in a year: each leads to what it means and, for who may, to the cases behind it. */
export const IndicateursPage: FC<{
  reader: Reader;
  query: IndicateursQuery;
  years: readonly number[];
  /** The year, and the one before. */
  annees: readonly [Annee, Annee];
  /** Whether the reader may see figures by arrondissement: they are of few households. */
  byPlace: boolean;
  /** Whether they may enter what a partner declares. */
  mayDeclare: boolean;
}> = ({ reader, query, years, annees: [own, before], byPlace, mayDeclare }) => {
  const lus = [own, before].map((une) => ({ annee: une.annee, lecteur: lecteurDe(une) })) as [Lu, Lu];
  const read = codes.filter((code) => ofIn(code, lus[0].lecteur).length > 0);
  const asked = read.filter((code) => code === query.chapitre);
  const shown = asked.length > 0 ? asked : read;
  return (
    <Page title="Indicateurs" reader={reader} path="/indicateurs" crumbs={[]}>
      <P class="fr-text--lead">
        {`Les indicateurs de la charte, ${query.lieu === 'total' ? 'pour toute la Seine-et-Marne' : `arrondissement : ${nomsDesLieux[query.lieu]}`}, ${query.annee}.`}
      </P>
      <p class="mention">
        Comptés jusqu’au <Day of={own.le} /> ; un fait appris ensuite change l’année où il a eu lieu.
      </p>
      <Filters query={query} years={years} read={read} byPlace={byPlace} />
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
      ) : (
        <Secret />
      )}
      {shown.map((code) => (
        <section aria-labelledby={code}>
          <h2 id={code}>{chapitres[code]}</h2>
          <Figures of={code} annees={lus} lieu={query.lieu} />
          {code === 'parcours' ? <Delays lecteur={lus[0].lecteur} lieu={query.lieu} /> : null}
          {code === 'clpil' && query.lieu === 'total' ? <Landlords lecteur={lus[0].lecteur} /> : null}
        </section>
      ))}
    </Page>
  );
};
