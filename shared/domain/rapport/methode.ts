import { dateAloud } from '../calendar/civil-date.ts';
import { chapitres, type Indicateur, indicateurs, parChapitre } from '../indicateurs/catalogue.ts';
import type { Annee } from './chiffres.ts';
import type { Bloc, Section, Version } from './document.ts';

const liste = (...textes: string[]): Bloc => ({ genre: 'liste', textes });
const definitions = (qui: keyof typeof chapitres, own: readonly Indicateur[]): Bloc => ({
  ...{ genre: 'table', titre: `Définitions : ${chapitres[qui]}` },
  colonnes: [
    { titre: 'Indicateur', nombre: false },
    { titre: 'Ce qui est compté', nombre: false },
  ],
  lignes: own.map(({ libelle, definition, inconnu }) => ({
    cases: [{ texte: libelle }, { texte: definition, precision: inconnu }],
  })),
});

/** Notes of method: what is counted, when, and what is not known. */
export const methode = (version: Version, { annee, le }: Annee): Section => {
  const own = indicateurs.filter(({ id }) => version === 'etat' || !id.startsWith('hub.'));
  return {
    id: 'methode',
    feuille: 'Méthode',
    titre: 'Méthode, et ce qui n’est pas connu',
    blocs: [
      liste(
        `Les chiffres comptés le sont dans les dossiers de la plateforme, au ${dateAloud(le)}. Un fait compte l’année de sa date, non celle où il est parvenu : un chiffre d’une année passée peut changer si un fait est connu plus tard.`,
        'Un dossier compte dans l’arrondissement de son logement ; « commune inconnue » tant que la commune n’est pas certaine.',
        'Le même fait dit par deux partenaires compte une fois. Un fait que personne n’a dit n’est pas compté : un nombre est un minimum.',
        'Les chiffres déclarés le sont une fois par an par le partenaire nommé ; plusieurs partenaires d’une même ligne sont ajoutés, ceux qui n’ont pas répondu n’y sont pas.',
        '« non déclaré » : personne n’a déclaré ce chiffre. « rien reçu » : ceux qui le disent n’ont rien envoyé à la plateforme dans l’année. « inconnu » : l’année n’a pas ce chiffre. « sans objet » : une part de rien, un délai que personne n’a mis. Aucun n’est un zéro.',
        `Les suites des assignations de ${annee} se lisent au jour où le rapport est arrêté ; elles augmentent ensuite.`,
        'Les petits nombres varient beaucoup d’une année à l’autre sans que rien n’ait changé : un écart de quelques unités ne dit rien.',
        'Responsabilité de l’État : la date de réception du commandement par le préfet, l’effet d’une demande prématurée, celui d’un sursis et la fin de la période sont à confirmer en droit ; les euros ne sont pas une dette reconnue.',
        'La charte court de 2018 à 2023 : ses indicateurs sont suivis tels quels, faute d’un texte qui les remplace.',
      ),
      ...(version === 'public'
        ? [
            liste(
              'Secret statistique : un nombre de ménages, de dossiers, d’actes ou de personnes inférieur à cinq, zéro compris, n’est pas montré. D’autres nombres sont cachés avec lui, autant qu’il en faut pour qu’aucune soustraction entre tableaux, arrondissements, totaux ou années ne le redonne. La marque est la même.',
              'Les jours de responsabilité et leurs euros sont cachés avec le nombre de dossiers qui les fait ; une part, avec les nombres qui la font. Un délai est montré à partir de dix dossiers, sans leur nombre.',
              'Les personnes hébergées et les montants d’indemnisation ne sont montrés que pour tout le département, à partir de cinq ménages ou dossiers dont ils sont dits ; ce que les bailleurs déclarent, à partir de trois bailleurs.',
              'Les réunions, les actions collectives, les logements d’un parc, les bailleurs et les engagements ne sont pas des personnes : leurs nombres sont montrés.',
              'Ce qui a été publié ne change plus : une année passée est reprise telle qu’elle l’a été.',
              'Ne sont pas dans cette version : ce que fait la plateforme elle-même, les textes écrits par les partenaires, ce qui montre l’état d’un engagement.',
            ),
          ]
        : []),
      ...[...parChapitre(own)].map(([qui, siens]) => definitions(qui, siens)),
    ],
  };
};
