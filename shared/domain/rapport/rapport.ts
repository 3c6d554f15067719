import { dateAloud } from '../calendar/civil-date.ts';
import { essentiel, evolution } from './annees.ts';
import { annexe3, annexe6, cibles } from './annexes.ts';
import { type Cellule, lecteurDe } from './chiffres.ts';
import { estGraphique, type Graphique, type Rapport, type Section } from './document.ts';
import { engagements } from './engagements.ts';
import type { Lecteurs, MatiereDuRapport } from './matiere.ts';
import { methode } from './methode.ts';
import { arrondissements, ccapex, delais, lettres, parcours, responsabilite } from './procedures.ts';
import { service } from './service.ts';

const cellulesDe = (chart: Graphique): readonly Cellule[] => {
  switch (chart.genre) {
    case 'barres':
      return chart.barres.map(({ cellule }) => cellule);
    case 'entonnoir':
      return chart.etapes.map(({ cellule }) => cellule);
    case 'courbes':
      return chart.courbes.flatMap(({ points }) => points.map(({ cellule }) => cellule));
    case 'empilees':
      return chart.barres.flatMap(({ cellules }) => cellules);
  }
};
/** A chart of nothing is not drawn: its table says why. */
const sansGraphiqueVide = (sections: readonly Section[]): Section[] =>
  sections.map((section) => ({
    ...section,
    blocs: section.blocs.filter(
      (bloc) => !estGraphique(bloc) || cellulesDe(bloc).some(({ statut }) => statut === 'valeur'),
    ),
  }));

/** The yearly report of the charter's follow-up (charter, VI): its sections, tables and charts. Pure: no clock, no file. */
export const rapportDe = (matiere: MatiereDuRapport): Rapport => {
  const { annee, avant, version, publieLe } = matiere;
  const courante = lecteurDe(annee);
  const derniere = avant.find((one) => one.annee === annee.annee - 1);
  const lecteurs: Lecteurs = { courante, precedente: derniere && lecteurDe(derniere) };
  const provisoire = annee.le <= `${annee.annee}-12-31`;
  return {
    ...{ annee: annee.annee, version, le: annee.le },
    titre: `Suivi et évaluation de la charte de prévention de l’expulsion, année ${annee.annee}`,
    sousTitre:
      version === 'etat'
        ? 'Seine-et-Marne, version de l’État'
        : `Seine-et-Marne, version publique${publieLe === undefined ? ' (projet)' : ''}`,
    mentions: [
      'À la coordination du PDALHPD, pour le comité responsable et la CCAPEX doctrinale (charte 2018-2023, VI).',
      `Chiffres arrêtés au ${dateAloud(annee.le)}${provisoire ? ` : l’année n’est pas finie, tout est provisoire` : ''}.`,
      version === 'etat'
        ? 'Cette version montre de petits nombres : elle ne se diffuse pas hors des services de l’État et du comité responsable.'
        : `Les nombres inférieurs à cinq, et ceux qui permettraient de les retrouver, sont remplacés par « secret ».${publieLe === undefined ? ' Ce projet n’est pas publié.' : ` Publié le ${dateAloud(publieLe)} : ces chiffres ne changent plus.`}`,
    ],
    sections: sansGraphiqueVide([
      essentiel(matiere, lecteurs),
      evolution(matiere),
      annexe3(matiere, lecteurs),
      annexe6(matiere, lecteurs),
      cibles(lecteurs),
      parcours(matiere, lecteurs),
      delais(matiere, lecteurs),
      responsabilite(matiere, lecteurs),
      ccapex(lecteurs),
      lettres(lecteurs),
      arrondissements(lecteurs),
      engagements(matiere),
      ...(version === 'etat' ? [service(matiere, lecteurs)] : []),
      methode(version, annee),
    ]),
  };
};
