import { type Dit, hors, manque, porte } from '../engagement.ts';

/** MSA: charter, annexe 1. */
export const msa = {
  'msa-01': hors('information', 'accueillir et informer dans ses lieux d’accueil', 'accueil'),
  'msa-02': porte(
    'maintien',
    'traiter 80 % des demandes d’aide et 100 % des minima dans le mois',
    'ce que la MSA en déclare chaque année : `chiffres.v1`, `/partenaires/:partenaire/chiffres`',
    { indicateurs: ['msa.partAidesTraitees', 'msa.partMinimaTraites'] },
  ),
  'msa-03': manque('maintien', 'aides extralégales', 'une sorte d’événement pour cette aide'),
  'msa-04': porte(
    'accompagnement',
    'accueillir et orienter les allocataires en impayé signalé',
    '`impaye` de la MSA ; `saisineCcapex`',
    {
      manque: 'l’impayé d’un prêt d’accession',
      indicateurs: ['msa.impayesTraites', 'msa.maintiens', 'msa.suspensions'],
    },
  ),
  'msa-05': porte(
    'coordination',
    'participer à la CCAPEX pour ses ressortissants',
    'elle ne voit qu’eux : `/commissions/:commission/seances/:seance/liste`',
    { indicateurs: ['caf.saisinesCcapex'] },
  ),
} as const satisfies Record<string, Dit>;
