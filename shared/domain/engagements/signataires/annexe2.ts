import { type Dit, hors, porte } from '../engagement.ts';

/** What all signatories committed themselves to together: charter, annexe 2. */
export const annexe2 = {
  'annexe2-1': hors('culture', 'se former ensemble, prendre le temps d’échanger', 'rencontres', {
    indicateurs: ['partenariat.formations'],
  }),
  'annexe2-2': hors('liens', 'se réunir par thème', 'rencontres', {
    indicateurs: ['partenariat.reunionsThematiques'],
  }),
  'annexe2-3': hors(
    'liens',
    'tenir les sites à jour, et renvoyer de l’un à l’autre',
    'ce sont d’autres sites',
  ),
  'annexe2-4': porte(
    'liens',
    'mieux se dire les choses',
    'qui suit un ménage, et qui appeler : `/qui-suit` ; ce qui a été dit d’un ménage, à qui : `/dossiers/:dossier/communications` ; siège et invitation en commission : `/commissions/:commission/seances/:seance`',
  ),
  'annexe2-5': porte(
    'liens',
    'partager des outils, moins de papier',
    'chaque format, publié : `/contrats` ; événements, fichiers et pièces, en ligne : `/partenaires/:partenaire/evenements`, `/partenaires/:partenaire/fichiers`, `/partenaires/:partenaire/depots/nouveau`',
  ),
  'annexe2-6': hors('ouverture', 'aller vers la chambre des commissaires de justice', 'rencontres', {
    indicateurs: ['partenariat.rencontres'],
  }),
  'annexe2-7': hors('ouverture', 'développer l’accès au droit avec le CDAD', 'groupe de réflexion', {
    indicateurs: ['partenariat.rencontres'],
  }),
  'annexe2-8': porte(
    'ouverture',
    'aller vers les magistrats et les tribunaux',
    'le greffe dit ses audiences et ses décisions : `tribunal.v1` ; le juge reçoit le diagnostic : `transmissionDsf`',
    { manque: 'les rencontres elles-mêmes', indicateurs: ['partenariat.rencontres'] },
  ),
  'annexe2-9': hors(
    'ouverture',
    'rapprocher le logement et la santé',
    'rencontres ; aucun acteur de santé n’échange ici',
    {
      indicateurs: ['partenariat.rencontres'],
    },
  ),
} as const satisfies Record<string, Dit>;
