import { type Dit, porte } from '../engagement.ts';

/** SIAO: charter, annexe 1. */
export const siao = {
  'siao-01': porte(
    'relogement',
    'accompagner jusqu’à une préconisation',
    '`hebergement evaluation`, `siao.v1`',
  ),
  'siao-02': porte('relogement', 'valider la préconisation', '`hebergement preconisation`'),
  'siao-03': porte('relogement', 'inscrire sur la liste d’attente', '`hebergement listeAttente`'),
  'siao-04': porte('relogement', 'orienter dès qu’une place convient', '`hebergement orientation`'),
  'siao-05': porte(
    'relogement',
    'suivre jusqu’à la sortie vers un logement',
    '`hebergement heberge`, `hebergement sortie`',
  ),
  'siao-06': porte(
    'relogement',
    'présenter les situations complexes en commission de synthèse',
    '`/commissions/:commission/saisines`, `/commissions/:commission/seances/:seance/liste`',
  ),
  'siao-07': porte('coordination', 'vérifier dès le premier appel au 115 qui suit le ménage', '`/qui-suit`'),
  'siao-08': porte(
    'coordination',
    'à l’hôtel : évaluer, en lien avec les partenaires',
    '`hebergement evaluation` ; qui appeler : `/qui-suit`',
  ),
  'siao-09': porte(
    'coordination',
    'dire aux structures les leviers vers le logement',
    'rappelés (SYPLO, ACD) sur `/qui-suit`',
    { manque: 'rien n’est envoyé aux structures d’hébergement' },
  ),
} as const satisfies Record<string, Dit>;
