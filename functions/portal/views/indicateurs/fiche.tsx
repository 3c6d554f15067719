import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import { lieux } from '../../../../shared/domain/indicateurs/apport.ts';
import {
  estListe,
  type Indicateur,
  indicateurDe,
  indicateurs,
  reference2016,
  signataireDe,
  signataires,
} from '../../../../shared/domain/indicateurs/catalogue.ts';
import type { Tableau } from '../../../../shared/domain/indicateurs/tableau.ts';
import type { ListedCase } from '../../../../shared/store/lists.ts';
import { CaseLink } from '../case-words.tsx';
import { Bullets } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { Facts } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { cellsOf } from '../list/cases.tsx';
import {
  Barre,
  figureOf,
  indicateurPath,
  indicateursPath,
  lieuNames,
  noFigure,
  sourceOf,
  unitOf,
  valueIn,
} from './words.tsx';

/** Where an indicator is in the charter. */
const originOf = ({ origine }: Indicateur): string => {
  switch (origine.annexe) {
    case 3:
      return `annexe 3, ligne ${origine.ligne}`;
    case 6:
      return `annexe 6, article 6, indicateur ${origine.ligne}`;
    case 1:
      return `annexe 1, engagement : ${origine.cible}`;
    case 0:
      return 'aucune ligne de la charte : le rapport annuel le montre';
  }
};

const Link: FC<{ annee: number; id: string }> = ({ annee, id }) => (
  <a class="fr-link" href={indicateurPath(annee, id)}>
    {indicateurDe(id).libelle}
  </a>
);

/** What it is made of, and what is made of it. */
const Around: FC<{ of: Indicateur; annee: number }> = ({ of, annee }) => {
  const parts =
    of.source === 'somme' ? of.parties : of.source === 'rapport' ? [of.numerateur, of.denominateur] : [];
  const details = indicateurs.filter(({ id, detailDe }) => detailDe === of.id && !parts.includes(id));
  const all = [...parts, ...details.map(({ id }) => id)];
  return (
    <>
      {of.detailDe === undefined ? null : (
        <p>
          Fait partie de : <Link annee={annee} id={of.detailDe} />
        </p>
      )}
      {all.length === 0 ? null : (
        <section aria-labelledby="parties">
          <h2 id="parties">De quoi il est fait</h2>
          <Bullets of={all.map((id) => <Link annee={annee} id={id} />)} />
        </section>
      )}
    </>
  );
};

const ByPlace: FC<{
  of: Indicateur;
  tableau: Tableau;
  /** Arrondissements whose cases the reader may open. */
  mine: ReadonlySet<ArrondissementCode>;
}> = ({ of, tableau, mine }) => {
  const value = tableau.valeurs.get(of.id);
  const most = Math.max(0, ...Object.values(value?.parLieu ?? {}));
  const listed = estListe(of.id);
  return (
    <section aria-labelledby="lieux">
      <h2 id="lieux">Par arrondissement</h2>
      <Table
        caption={`${of.libelle}, ${tableau.annee}`}
        captionHidden
        columns={['Arrondissement', 'En un regard', 'Valeur', ...(listed ? ['Dossiers'] : [])].map(
          (text) => ({ text }),
        )}
        rows={lieux
          .filter((lieu) => lieu !== 'hub')
          .map((lieu) => {
            const n = valueIn(of, value, lieu);
            const can = lieu !== 'sans' && mine.has(lieu) && (n ?? 0) > 0;
            return [
              lieuNames[lieu],
              <Barre n={n ?? 0} of={most} />,
              figureOf(of, n) ?? noFigure(of, lieu),
              ...(listed
                ? [
                    can ? (
                      <a
                        class="fr-link"
                        href={`${indicateurPath(tableau.annee, of.id)}?arrondissement=${lieu}#dossiers`}
                      >
                        Voir<span class="fr-sr-only"> les dossiers de {lieuNames[lieu]}</span>
                      </a>
                    ) : (
                      ''
                    ),
                  ]
                : []),
            ];
          })}
      />
    </section>
  );
};

/** Cases behind a figure. */
export type Behind = {
  lieu: ArrondissementCode;
  cases: readonly Pick<ListedCase, 'caseId' | 'row'>[];
  next: string | undefined;
};

const Cases: FC<{ of: Indicateur; annee: number; behind: Behind; today: CivilDate }> = ({
  of,
  annee,
  behind: { lieu, cases, next },
  today,
}) => (
  <section aria-labelledby="dossiers">
    <h2 id="dossiers">Les dossiers comptés à {lieuNames[lieu]}</h2>
    {cases.length === 0 ? (
      <p>Aucun dossier : ceux qui étaient comptés ici sont effacés, ou le compte vient de changer.</p>
    ) : (
      <Table
        caption="Dossiers, par référence"
        captionHidden
        columns={[
          'Dossier',
          'Commune',
          'Étape',
          'Prochaine échéance',
          'Qui doit agir',
          'Dette',
          'À vérifier',
        ].map((text) => ({ text }))}
        rows={cases.map(({ caseId, row }) => [<CaseLink of={caseId} />, row.commune, ...cellsOf(row, today)])}
      />
    )}
    {next === undefined ? null : (
      <ul class="suite">
        <li>
          <a
            class="fr-link"
            href={`${indicateurPath(annee, of.id)}?arrondissement=${lieu}&apres=${next}#dossiers`}
          >
            Dossiers suivants
          </a>
        </li>
      </ul>
    )}
    <p class="mention">Un dossier effacé reste compté, et n’est plus dans cette liste.</p>
  </section>
);

/** An indicator: what it means, what it is worth, over the years and by place, and the cases behind it. */
export const IndicateurPage: FC<{
  reader: Reader;
  of: Indicateur;
  /** The year, then those before. */
  tableaux: readonly [Tableau, ...Tableau[]];
  /** Undefined for who sees the whole département only. */
  mine: ReadonlySet<ArrondissementCode> | undefined;
  behind: Behind | undefined;
  today: CivilDate;
}> = ({ reader, of, tableaux, mine, behind, today }) => {
  const [tableau] = tableaux;
  const value = tableau.valeurs.get(of.id);
  const baseline = reference2016[of.id];
  const years = [
    ...(baseline === undefined ? [] : [{ annee: '2016 (charte)', n: baseline }]),
    ...tableaux.toReversed().map((one) => ({ annee: String(one.annee), n: one.valeurs.get(of.id)?.total })),
  ];
  const most = Math.max(0, ...years.map(({ n }) => n ?? 0));
  return (
    <Page
      title={`Indicateur ${of.id}, ${tableau.annee}`}
      reader={reader}
      path={indicateurPath(tableau.annee, of.id)}
      crumbs={[
        {
          href: indicateursPath({ annee: tableau.annee, lieu: 'total', signataire: signataireDe(of.id) }),
          text: `Indicateurs, ${tableau.annee}`,
        },
      ]}
    >
      <p class="fr-text--lead">{of.libelle}</p>
      <Facts
        of={[
          [`En ${tableau.annee}`, figureOf(of, value?.total) ?? noFigure(of, 'total')],
          [
            'Objectif',
            of.source === 'rapport' && of.cible !== undefined ? figureOf(of, of.cible) : undefined,
          ],
          ['Définition', of.definition],
          ['Unité', unitOf(of)],
          ['Signataire', signataires[signataireDe(of.id)]],
          ['Source', sourceOf(of)],
          ['Déclaré par', value && value.declarants.length > 0 ? value.declarants.join(', ') : undefined],
          ['Dans la charte', originOf(of)],
          ['Ce qu’on n’en sait pas', of.inconnu],
        ]}
      />
      {(value?.textes ?? []).map(({ partenaire, texte }) => (
        <blockquote>
          <p>{texte}</p>
          <p class="mention">{partenaire}</p>
        </blockquote>
      ))}
      <Around of={of} annee={tableau.annee} />
      <section aria-labelledby="annees">
        <h2 id="annees">Au fil des années</h2>
        <Table
          caption="Au fil des années"
          captionHidden
          columns={['Année', 'En un regard', 'Valeur'].map((text) => ({ text }))}
          rows={years.map(({ annee, n }) => [annee, <Barre n={n ?? 0} of={most} />, figureOf(of, n) ?? '-'])}
        />
      </section>
      {mine === undefined || of.source === 'declare' ? null : (
        <ByPlace of={of} tableau={tableau} mine={mine} />
      )}
      {behind === undefined ? null : <Cases of={of} annee={tableau.annee} behind={behind} today={today} />}
    </Page>
  );
};
