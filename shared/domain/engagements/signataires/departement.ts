import { type Dit, hors, porte } from '../engagement.ts';

/** Département: charter, annexe 1. */
export const departement = {
  'departement-01': hors('information', 'réunions d’information collectives', 'rencontres', {
    indicateurs: ['departement.actionsCollectives'],
  }),
  'departement-02': porte(
    'amiable',
    'participer aux CLPIL par les MDS',
    'siège, invitation, ce que la MDS sait du ménage : `/commissions/:commission/seances/:seance/liste`',
  ),
  'departement-03': porte(
    'amiable',
    'envoyer à l’État le relevé quand la MDS tient le secrétariat',
    '`/commissions/:commission/seances/:seance/releve` ; mél `releveManquant`',
  ),
  'departement-04': porte('maintien', 'mobiliser le FSL', '`aideFsl accordee` ; `fsl.v1`', {
    indicateurs: ['departement.fslDemandes', 'departement.fslAccordes'],
  }),
  'departement-05': porte(
    'accompagnement',
    'mobiliser les services sociaux et l’ASLL',
    '`accompagnement asll` ; `mds.v1`, `association.v1`',
    { indicateurs: ['departement.menagesAsll'] },
  ),
  'departement-06': porte(
    'accompagnement',
    'ne pas doubler l’ASLL',
    'signalement `doublonAccompagnement` ; `accompagnement asll`',
  ),
  'departement-07': porte(
    'accompagnement',
    'accompagner les ménages orientés au commandement de payer',
    '`suiteOrientation mds`, qui clôt l’alerte `orientationMenage`',
  ),
  'departement-08': porte(
    'relogement',
    'reloger par l’aide à la médiation locative (AML)',
    '`relogement mediationLocative`',
  ),
  'departement-09': hors('relogement', 'assouplir les règles de relogement', 'groupe de réflexion'),
  'departement-10': hors(
    'coordination',
    'inviter l’État et l’AORIF à la commission FSL',
    'commission tenue ailleurs',
  ),
  'departement-11': porte(
    'coordination',
    'faire les enquêtes d’avant l’audience, ménage connu ou non',
    '`/diagnostics`, `/diagnostics/:dossier/:moment` ; `enqueteSociale` ; alerte `enqueteTardive` ; « inconnu de nous » n’est pas un motif : `/alertes/:dossier/:alerte/renvoyer`',
    { indicateurs: ['departement.enquetesAssignation'] },
  ),
  'departement-12': porte(
    'coordination',
    'faire celles d’avant le concours',
    '`enqueteSociale requisition` ; alerte `enqueteRequisitionTardive`',
    { indicateurs: ['departement.enquetesRequisition'] },
  ),
  'departement-13': hors('coordination', 'sensibiliser les professionnels des MDS', 'formation'),
  'departement-14': hors(
    'coordination',
    'dire aux partenaires ce qui change au règlement du FSL',
    'courrier du Département ; aucun dossier n’y est en cause',
  ),
  'departement-15': porte(
    'coordination',
    'présenter le bilan du FSL en CCAPEX doctrinale',
    'point permanent de la séance, compte rendu au relevé : `/commissions/:commission/seances/:seance`',
  ),
} as const satisfies Record<string, Dit>;
