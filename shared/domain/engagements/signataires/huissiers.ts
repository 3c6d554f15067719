import { type Dit, hors, porte } from '../engagement.ts';

/** Huissiers de justice: charter, annexe 1. */
export const huissiers = {
  'huissiers-01': hors(
    'information',
    'note sur le FSL et fiche de l’ADIL à chaque acte',
    'imprimés, remis par l’officier',
  ),
  'huissiers-02': hors('information', 'documents clairs pour les locataires', 'actes de l’officier'),
  'huissiers-03': hors('information', 'dire aux bailleurs les délais de saisine', 'conseil de l’officier'),
  'huissiers-04': hors('information', 'notice pour tenir un échéancier du juge', 'imprimé'),
  'huissiers-05': hors('information', 'inciter à venir à l’audience', 'conseil de l’officier'),
  'huissiers-06': porte(
    'coordination',
    'faire suivre les dossiers toute l’année, dire si le concours a été exécuté',
    '`executionCfp` ; délai `compteRenduCfp`, alerte `compteRenduManquant`',
  ),
  'huissiers-07': porte(
    'coordination',
    'participer à la CCAPEX',
    'siège, invitation : `/commissions/:commission/seances/:seance`',
  ),
  'huissiers-08': porte(
    'coordination',
    'envoyer les pièces sans papier, puis par EXPLOC',
    '`/partenaires/:partenaire/depots/nouveau`, `/partenaires/:partenaire/depots/exploc`',
  ),
} as const satisfies Record<string, Dit>;
