import { chapitres, delaisMesures, inOrder, nomsDeDelais, parChapitre } from '../indicateurs/catalogue.ts';
import {
  caseDe,
  celluleDe,
  dit,
  ligne,
  mots,
  nombre,
  nombreDe,
  partDe,
  places,
  table,
  texte,
} from './cases.ts';
import {
  AVEC_LOYER,
  indicateursParLieu,
  type Lecteur,
  lieuxDuRapport,
  nomDuDelai,
  nomsDesLieux,
} from './chiffres.ts';
import type { Bloc, Section, Table } from './document.ts';
import type { Lecteurs, MatiereDuRapport } from './matiere.ts';

/** Figures by place, a place a row. */
const parLieu = (
  titre: string,
  lecteur: Lecteur,
  ids: readonly [id: string, titre: string][],
  note?: string,
): Table =>
  table(
    titre,
    [mots('Arrondissement'), ...ids.map(([, un]) => nombre(un))],
    places.map((ou) => ligne(texte(nomsDesLieux[ou]), ...ids.map(([id]) => caseDe(lecteur, id, ou)))),
    note,
  );

const etapes: readonly [id: string, titre: string][] = [
  ['parcours.assignations', 'Assignations'],
  ['parcours.dsf', 'Diagnostic transmis au juge'],
  ['parcours.cfpDemandes', 'Concours demandé'],
  ['parcours.cfpAccordes', 'Concours accordé'],
  ['parcours.cfpEffectifs', 'Expulsion exécutée'],
];
/** What became of the year's assignations. */
export const parcours = ({ annee: { annee } }: MatiereDuRapport, { courante }: Lecteurs): Section => {
  const base = celluleDe(courante, 'parcours.assignations');
  return {
    id: 'parcours',
    feuille: 'Parcours',
    titre: `Ce que sont devenues les assignations de ${annee}`,
    blocs: [
      {
        genre: 'entonnoir',
        titre: `De l’assignation à l’expulsion, procédures assignées en ${annee}`,
        etapes: etapes.map(([id, nom]) => ({ nom, cellule: celluleDe(courante, id) })),
      },
      table(
        'Étape par étape',
        [mots('Étape'), nombre('Procédures'), nombre('Part des assignations')],
        etapes.map(([id, nom]) =>
          ligne(texte(nom), caseDe(courante, id), nombreDe(partDe(celluleDe(courante, id), base), 'part')),
        ),
        'Une procédure de l’année peut avoir ses suites l’année d’après : ces chiffres augmentent encore. Le diagnostic n’est pas une étape de l’expulsion : une procédure peut aller plus loin sans lui.',
      ),
      parLieu('Par arrondissement', courante, etapes),
    ],
  };
};

/** How long each step took. */
export const delais = ({ version }: MatiereDuRapport, { courante }: Lecteurs): Section => ({
  id: 'delais',
  feuille: 'Délais',
  titre: 'Les délais entre deux étapes',
  blocs: [
    {
      genre: 'barres',
      titre: 'Durée médiane de chaque étape, en jours',
      unite: 'jours',
      barres: nomsDeDelais.map((cle) => ({
        nom: nomDuDelai(cle),
        cellule: celluleDe(courante, `delai.${cle}.mediane`),
      })),
    },
    table(
      'En jours',
      [
        ...[mots('De'), mots('À')],
        ...(version === 'etat' ? [nombre('Dossiers')] : []),
        ...[nombre('Médiane'), nombre('Neuf sur dix au plus')],
      ],
      nomsDeDelais.map((cle) =>
        ligne(
          texte(delaisMesures[cle].de),
          texte(delaisMesures[cle].a),
          ...[...(version === 'etat' ? ['n'] : []), 'mediane', 'p90'].map((nom) =>
            caseDe(courante, `delai.${cle}.${nom}`),
          ),
        ),
      ),
      'Compté l’année où vient la seconde étape. Médiane : la moitié des dossiers ne la passent pas. Par arrondissement : voir plus loin.',
    ),
  ],
});

/** Days and euros of the State's liability, by arrondissement. */
export const responsabilite = ({ version }: MatiereDuRapport, { courante }: Lecteurs): Section => ({
  id: 'responsabilite',
  feuille: 'Responsabilité',
  titre: 'La responsabilité de l’État, par arrondissement',
  blocs: [
    dit(
      'Un concours refusé, ou demandé et resté sans réponse deux mois, engage la responsabilité de l’État jusqu’à ce que le bailleur retrouve son logement (CPCE, art. L. 153-1). Les euros sont une estimation : le loyer sans les charges, jour par jour, là où un loyer est connu.',
    ),
    {
      genre: 'barres',
      titre: 'Jours de responsabilité dans l’année',
      unite: 'jours',
      barres: lieuxDuRapport.map((ou) => ({
        nom: nomsDesLieux[ou],
        cellule: celluleDe(courante, 'parcours.joursResponsabilite', ou),
      })),
    },
    parLieu(
      'Dossiers, jours et euros',
      courante,
      [
        ['parcours.responsabilites', 'Dossiers'],
        ['parcours.joursResponsabilite', 'Jours'],
        ...(version === 'etat' ? loyersConnus : []),
        ['parcours.coutResponsabilite', 'Loyers de ces jours'],
      ],
      'Les dossiers sans loyer connu comptent pour zéro euro. Le point de départ et la fin de plusieurs périodes sont à confirmer en droit.',
    ),
  ],
});

const loyersConnus: readonly [id: string, titre: string][] = [
  [AVEC_LOYER, 'Dossiers avec loyer connu'],
  ['parcours.responsabilitesSansLoyer', 'Dossiers sans loyer connu'],
];

const suitesDesAvis: readonly [id: string, titre: string][] = [
  ['ccapex.suivies', 'Suivies'],
  ['ccapex.enCours', 'En cours'],
  ['ccapex.nonSuivies', 'Non suivies'],
  ['ccapex.refusDuMenage', 'Refusées par le ménage'],
  ['ccapex.sansSuite', 'Sans suite connue'],
];
const empilees = (titre: string, lecteur: Lecteur, parts: readonly [id: string, nom: string][]): Bloc => ({
  ...{ genre: 'empilees', titre, parties: parts.map(([, nom]) => nom) },
  barres: lieuxDuRapport.map((ou) => ({
    nom: nomsDesLieux[ou],
    cellules: parts.map(([id]) => celluleDe(lecteur, id, ou)),
  })),
});
/** The CCAPEX's opinions, followed or not. */
export const ccapex = ({ courante }: Lecteurs): Section => ({
  id: 'ccapex',
  feuille: 'CCAPEX',
  titre: 'Les avis de la CCAPEX, suivis ou non',
  blocs: [
    empilees('Ce que sont devenues les mesures recommandées', courante, suitesDesAvis),
    parLieu('Mesures recommandées, par suite', courante, [
      ...suitesDesAvis,
      ['ccapex.recommandations', 'Ensemble'],
    ]),
    parLieu('Avis rendus, et décisions de l’État sur le concours après un avis', courante, [
      ['ccapex.avis', 'Avis et recommandations'],
      ['ccapex.decisionsConformes', 'Décisions conformes'],
      ['ccapex.decisionsContraires', 'Décisions qui s’en écartent'],
    ]),
  ],
});

const suitesDesLettres: readonly [id: string, titre: string][] = [
  ['parcours.lettresRecues', 'Ménage reçu'],
  ['parcours.lettresJointes', 'Ménage joint'],
  ['parcours.lettresRefusees', 'Aide refusée'],
  ['parcours.lettresInjoignables', 'Injoignable'],
  ['parcours.lettresNpai', 'Lettre revenue'],
  ['parcours.lettresSansSuite', 'Sans suite connue'],
];
/** Letters of orientation, and what became of them. */
export const lettres = ({ courante }: Lecteurs): Section => ({
  id: 'lettres',
  feuille: 'Lettres',
  titre: 'Les lettres d’orientation, et ce qu’elles sont devenues',
  blocs: [
    dit(
      'Chaque commandement de payer appelle une lettre d’orientation au ménage. De plusieurs suites, la plus avancée.',
    ),
    empilees('Suites des lettres dues dans l’année', courante, suitesDesLettres),
    parLieu('Par arrondissement', courante, [...suitesDesLettres, ['parcours.lettres', 'Ensemble']]),
  ],
});

const detailDelais = (courante: Lecteur): Table =>
  table(
    'Délais médians, en jours',
    [mots('Délai'), ...places.map((ou) => nombre(nomsDesLieux[ou]))],
    nomsDeDelais.map((cle) =>
      ligne(texte(nomDuDelai(cle)), ...places.map((ou) => caseDe(courante, `delai.${cle}.mediane`, ou))),
    ),
  );

/** What is in the other sections by place already. */
const ailleurs: readonly string[] = [
  ...etapes.map(([id]) => id),
  ...suitesDesAvis.map(([id]) => id),
  ...suitesDesLettres.map(([id]) => id),
];
/** All that is counted, by arrondissement. */
export const arrondissements = ({ courante }: Lecteurs): Section => {
  const shown = indicateursParLieu.filter(
    ({ id }) => !ailleurs.includes(id) && courante.chiffre(id) !== undefined,
  );
  return {
    id: 'arrondissements',
    feuille: 'Arrondissements',
    titre: 'Par arrondissement',
    paysage: true,
    blocs: [
      dit(
        'Tout ce qui se compte dans les dossiers. Ce que les partenaires déclarent ne l’est que pour le département.',
      ),
      ...[...parChapitre(shown)].map(([qui, siens]) =>
        table(
          chapitres[qui],
          [mots('Indicateur'), ...places.map((ou) => nombre(nomsDesLieux[ou]))],
          inOrder(siens).map(({ id, libelle, detailDe }) => ({
            cases: [texte(libelle), ...places.map((ou) => caseDe(courante, id, ou))],
            ...(detailDe !== undefined && { retrait: true }),
          })),
        ),
      ),
      detailDelais(courante),
    ],
  };
};
