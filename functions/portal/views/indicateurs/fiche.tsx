import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import type { ArrondissementCode } from '../../../../shared/domain/events/household.ts';
import {
  chapitreDe,
  chapitres,
  estListe,
  type Indicateur,
  indicateurDe,
  indicateurs,
  reference2016,
} from '../../../../shared/domain/indicateurs/catalogue.ts';
import {
  type Annee,
  indicateursParLieu,
  type Lecteur,
  lecteurDe,
  lieuxDuRapport,
  nomsDesLieux,
  uniteDe,
} from '../../../../shared/domain/rapport/chiffres.ts';
import { marques, nombreEcrit } from '../../../../shared/outbound/indicateurs/nombres.ts';
import type { ListedCase } from '../../../../shared/store/lists.ts';
import { CaseLink } from '../case-words.tsx';
import { Bullets } from '../kit/prose.tsx';
import { Table } from '../kit/table.tsx';
import { Facts } from '../kit/words.tsx';
import { Page, type Reader } from '../layout.tsx';
import { cellsOf } from '../list/cases.tsx';
import { Barre, figureIn, indicateurPath, indicateursPath, Secret, sourceOf, unitOf } from './words.tsx';

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
const Around: FC<{ of: Indicateur; annee: number; lecteur: Lecteur }> = ({ of, annee, lecteur }) => {
  const parts =
    of.source === 'somme' ? of.parties : of.source === 'rapport' ? [of.numerateur, of.denominateur] : [];
  const details = indicateurs.filter(({ id, detailDe }) => detailDe === of.id && !parts.includes(id));
  const all = [...parts, ...details.map(({ id }) => id)].filter((id) => lecteur.chiffre(id) !== undefined);
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
  annee: number;
  lecteur: Lecteur;
  /** Arrondissements whose cases the reader may open. */
  mine: ReadonlySet<ArrondissementCode>;
}> = ({ of, annee, lecteur, mine }) => {
  const most = Math.max(0, ...lieuxDuRapport.map((lieu) => lecteur.n(of.id, lieu) ?? 0));
  const listed = estListe(of.id);
  return (
    <section aria-labelledby="lieux">
      <h2 id="lieux">Par arrondissement</h2>
      <Table
        caption={`${of.libelle}, ${annee}`}
        captionHidden
        columns={['Arrondissement', 'En un regard', 'Valeur', ...(listed ? ['Dossiers'] : [])].map(
          (text) => ({ text }),
        )}
        rows={lieuxDuRapport.map((lieu) => {
          const n = lecteur.n(of.id, lieu) ?? 0;
          const can = lieu !== 'sans' && mine.has(lieu) && n > 0;
          return [
            nomsDesLieux[lieu],
            <Barre n={n} of={most} />,
            figureIn(lecteur, of, lieu),
            ...(listed
              ? [
                  can ? (
                    <a
                      class="fr-link"
                      href={`${indicateurPath(annee, of.id)}?arrondissement=${lieu}#dossiers`}
                    >
                      Voir<span class="fr-sr-only"> les dossiers de {nomsDesLieux[lieu]}</span>
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
    <h2 id="dossiers">Les dossiers comptés à {nomsDesLieux[lieu]}</h2>
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
    <p class="mention">
      Un dossier effacé, ou mis à part à son terme, reste compté, et n’est plus dans cette liste.
    </p>
  </section>
);

/** An indicator: what it means, what it is worth, over the years and by place, and the cases behind it. */
export const IndicateurPage: FC<{
  reader: Reader;
  of: Indicateur;
  /** The year, then those before. */
  annees: readonly [Annee, ...Annee[]];
  /** Undefined for who sees the whole département only. */
  mine: ReadonlySet<ArrondissementCode> | undefined;
  behind: Behind | undefined;
  today: CivilDate;
}> = ({ reader, of, annees, mine, behind, today }) => {
  const [own] = annees;
  const lecteur = lecteurDe(own);
  const said = (n: number): string => nombreEcrit(n, uniteDe(of));
  const baseline = reference2016[of.id];
  const years = [
    ...(baseline === undefined ? [] : [{ annee: '2016 (charte)', n: baseline, text: said(baseline) }]),
    ...annees.toReversed().map((une) => {
      const lu = lecteurDe(une);
      return { annee: String(une.annee), n: lu.n(of.id), text: figureIn(lu, of, 'total') };
    }),
  ];
  const isText = of.unite === 'texte';
  const textes = own.textes.filter(({ id }) => id === of.id);
  const declarants = own.declarants[of.id] ?? [];
  const most = Math.max(0, ...years.map(({ n }) => n ?? 0));
  return (
    <Page
      title={`Indicateur ${of.id}, ${own.annee}`}
      reader={reader}
      path={indicateurPath(own.annee, of.id)}
      crumbs={[
        {
          href: indicateursPath({ annee: own.annee, lieu: 'total', chapitre: chapitreDe(of.id) }),
          text: `Indicateurs, ${own.annee}`,
        },
      ]}
    >
      <p class="fr-text--lead">{of.libelle}</p>
      <Facts
        of={[
          [
            `En ${own.annee}`,
            isText ? (textes.length === 0 ? 'non déclaré' : undefined) : figureIn(lecteur, of, 'total'),
          ],
          ['Objectif', of.source === 'rapport' && of.cible !== undefined ? said(of.cible) : undefined],
          ['Définition', of.definition],
          ['Unité', unitOf(of)],
          ['Chapitre', chapitres[chapitreDe(of.id)]],
          ['Source', sourceOf(of)],
          ['Déclaré par', declarants.length > 0 ? declarants.join(', ') : undefined],
          ['Dans la charte', originOf(of)],
          ['Ce qu’on n’en sait pas', of.inconnu],
        ]}
      />
      {textes.map(({ partenaire, texte }) => (
        <blockquote>
          <p>{texte}</p>
          <p class="mention">{partenaire}</p>
        </blockquote>
      ))}
      <Around of={of} annee={own.annee} lecteur={lecteur} />
      {isText ? null : (
        <section aria-labelledby="annees">
          <h2 id="annees">Au fil des années</h2>
          <Table
            caption="Au fil des années"
            captionHidden
            columns={['Année', 'En un regard', 'Valeur'].map((text) => ({ text }))}
            rows={years.map(({ annee, n, text }) => [annee, <Barre n={n ?? 0} of={most} />, text])}
          />
        </section>
      )}
      {years.some(({ text }) => text === marques.secret) ? <Secret /> : null}
      {mine === undefined || !indicateursParLieu.includes(of) ? null : (
        <ByPlace of={of} annee={own.annee} lecteur={lecteur} mine={mine} />
      )}
      {behind === undefined ? null : <Cases of={of} annee={own.annee} behind={behind} today={today} />}
    </Page>
  );
};
