import {
  chapitreDe,
  chapitres,
  type Indicateur,
  indicateurDe,
  indicateurs,
  inOrder,
  parChapitre,
} from '../indicateurs/catalogue.ts';
import { caseDe, celluleDe, dit, ligne, mots, nombre, nombreDe, table, texte } from './cases.ts';
import { estBailleurDit, type Lecteur, libelleDe, uniteDe, valeur } from './chiffres.ts';
import type { Colonne, LigneDeTable, Section } from './document.ts';
import type { Lecteurs, MatiereDuRapport } from './matiere.ts';
import { emetteursDe, famillesDEmetteurs } from './provenance.ts';

/** What the report says of a figure beside it: who declared it, or where it is counted. */
const sourceEcrite = (one: Indicateur, { annee, nom }: MatiereDuRapport): string => {
  const declarants = annee.declarants[one.id] ?? [];
  switch (one.source) {
    case 'declare':
      return declarants.length > 0 ? `Déclaré par ${declarants.map(nom).join(', ')}` : 'À déclarer';
    case 'compte':
      return 'Compté dans les dossiers';
    case 'somme':
      return declarants.length > 0
        ? `Déclaré par ${declarants.map(nom).join(', ')}`
        : 'Somme des lignes suivantes';
    case 'rapport':
      return 'Calculé';
  }
};

/** Under a table: whose silence its lines tell of. */
const silences = (own: readonly Indicateur[], lecteur: Lecteur): string | undefined => {
  const qui = own.flatMap(({ id }) =>
    lecteur.chiffre(id)?.cellule.statut === 'nonRecu' ? emetteursDe(id) : [],
  );
  const noms = [...new Set(qui.map((code) => famillesDEmetteurs[code] ?? code))];
  return noms.length === 0
    ? undefined
    : `« rien reçu » : dans l’année, la plateforme n’a rien reçu de ceux qui le disent (${noms.join(', ')}) ; ce n’est pas un zéro.`;
};

const numero = ({ origine }: Indicateur): string =>
  origine.annexe === 3 || origine.annexe === 6 ? String(origine.ligne) : '';

/** An indicator's line: its rank, its words, last year's figure and this one's, and where it comes from. */
const ligneDIndicateur = (one: Indicateur, matiere: MatiereDuRapport, lecteurs: Lecteurs): LigneDeTable => {
  const unite = uniteDe(one);
  const told = matiere.annee.textes.some(({ id }) => id === one.id);
  const cases =
    one.unite === 'texte'
      ? [
          ...(lecteurs.precedente ? [texte('')] : []),
          texte(told ? 'plus bas' : matiere.version === 'public' ? 'non publié' : 'non déclaré'),
        ]
      : [
          ...(lecteurs.precedente ? [nombreDe(celluleDe(lecteurs.precedente, one.id), unite)] : []),
          nombreDe(celluleDe(lecteurs.courante, one.id), unite),
        ];
  return {
    cases: [
      texte(
        one.detailDe !== undefined && numero(indicateurDe(one.detailDe)) === numero(one) ? '' : numero(one),
      ),
      texte(one.libelle, one.inconnu),
      ...cases,
      texte(sourceEcrite(one, matiere)),
    ],
    ...(one.detailDe !== undefined && { retrait: true }),
  };
};

const colonnesDIndicateurs = (
  { annee: { annee } }: MatiereDuRapport,
  { precedente }: Lecteurs,
): Colonne[] => [
  mots('Ligne'),
  mots('Indicateur'),
  ...(precedente ? [nombre(String(annee - 1))] : []),
  nombre(String(annee)),
  mots('Source'),
];

/** Annexe 3, line by line, by chapter. */
export const annexe3 = (matiere: MatiereDuRapport, lecteurs: Lecteurs): Section => {
  const own = indicateurs.filter(({ origine }) => origine.annexe === 3);
  return {
    id: 'annexe-3',
    feuille: 'Annexe 3',
    titre: 'Les indicateurs de l’annexe 3 de la charte',
    blocs: [
      dit(
        'Toutes les lignes de l’annexe 3, dans l’ordre et les mots de la charte. Une ligne que personne n’a déclarée, ou dont la plateforme n’a rien reçu, le dit.',
      ),
      ...[...parChapitre(own)].flatMap(([qui, siens]) => [
        table(
          chapitres[qui],
          colonnesDIndicateurs(matiere, lecteurs),
          inOrder(siens).map((one) => ligneDIndicateur(one, matiere, lecteurs)),
          silences(siens, lecteurs.courante),
        ),
        ...matiere.annee.textes
          .filter(({ id }) => chapitreDe(id) === qui)
          .map(({ id, partenaire, texte: un }) =>
            dit(`${libelleDe(id)} (${matiere.nom(partenaire)}) : ${un}`),
          ),
      ]),
    ],
  };
};

/** The bilan of the CLPIL, by landlord too. */
export const annexe6 = (matiere: MatiereDuRapport, lecteurs: Lecteurs): Section => {
  const own = indicateurs.filter(({ origine }) => origine.annexe === 6);
  const { courante } = lecteurs;
  const bailleurs = courante.details('clpil.situations').map(({ detail }) => detail);
  return {
    id: 'clpil',
    feuille: 'CLPIL',
    titre: 'Les commissions locales (annexe 6, article 6)',
    blocs: [
      table(
        'Bilan des CLPIL',
        colonnesDIndicateurs(matiere, lecteurs),
        own.map((one) => ligneDIndicateur(one, matiere, lecteurs)),
        silences(own, courante),
      ),
      bailleurs.length === 0
        ? dit('Aucune situation n’a été étudiée dans l’année : il n’y a pas de détail par bailleur.')
        : table(
            'Situations et ménages étudiés, par bailleur',
            [mots('Bailleur'), nombre('Situations'), nombre('Ménages')],
            [
              ...bailleurs.map((bailleur) =>
                ligne(
                  texte(estBailleurDit(bailleur) ? bailleur : 'Bailleur non dit'),
                  caseDe(courante, 'clpil.situations', 'total', bailleur),
                  caseDe(courante, 'clpil.menages', 'total', bailleur),
                ),
              ),
              ligne(
                texte('Ensemble'),
                caseDe(courante, 'clpil.situations'),
                caseDe(courante, 'clpil.menages'),
              ),
            ],
            'Un ménage que deux bailleurs présentent est compté une fois dans l’ensemble.',
          ),
    ],
  };
};

/** What signatories aimed at in annexe 1, and what was reached. */
export const cibles = ({ courante }: Lecteurs): Section => ({
  id: 'cibles',
  feuille: 'Cibles',
  titre: 'Les cibles prises dans l’annexe 1',
  blocs: [
    table(
      'Ce qui était visé, et ce qui est atteint',
      [
        mots('Chapitre'),
        mots('Cible'),
        nombre('Visé'),
        nombre('Atteint'),
        nombre('Sur'),
        mots('Cible atteinte'),
      ],
      indicateurs.flatMap((one) => {
        if (one.source !== 'rapport' || one.cible === undefined) return [];
        const atteint = celluleDe(courante, one.id);
        return [
          ligne(
            texte(chapitres[chapitreDe(one.id)]),
            texte(one.libelle, one.inconnu),
            nombreDe(valeur(one.cible), 'part'),
            nombreDe(atteint, 'part'),
            caseDe(courante, one.denominateur),
            texte(
              atteint.statut !== 'valeur' ? 'on ne sait pas' : atteint.valeur >= one.cible ? 'oui' : 'non',
            ),
          ),
        ];
      }),
      '« Sur » : le nombre auquel la part se rapporte (demandes, bailleurs, audiences).',
    ),
  ],
});
