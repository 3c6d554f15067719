import { type Dit, hors, manque, porte } from '../engagement.ts';

/** Associations d'action sociale pour le logement: charter, annexe 1. */
export const associations = {
  'associations-01': hors('information', 'informer les ménages au fil du suivi', 'accompagnement'),
  'associations-02': hors('information', 'sensibiliser locataires et bailleurs', 'information'),
  'associations-03': hors('information', 'expliquer les procédures et les aides', 'accompagnement'),
  'associations-04': hors('information', 'actions collectives', 'rencontres'),
  'associations-05': porte(
    'maintien',
    'mobiliser toutes les aides',
    'ce qui a été fait d’une décision : `suiteDecision aideFsl`',
    { manque: 'les démarches hors commission (secours, surendettement)' },
  ),
  'associations-06': porte(
    'maintien',
    'mobiliser le FSL et LOCA-PASS',
    '`aideFsl accordee`, `aideActionLogement locaPass`',
  ),
  'associations-07': porte(
    'accompagnement',
    'mener ASLL et AVDL',
    '`accompagnement asll`, `accompagnement avdl` ; `association.v1`',
  ),
  'associations-08': porte(
    'accompagnement',
    'saisir les mesures de protection',
    '`accompagnement masp` ; `inscriptionClpil curatelleRenforcee`',
    { manque: 'une mesure de protection hors CLPIL' },
  ),
  'associations-09': manque(
    'relogement',
    'saisir les réservataires',
    'une sorte d’événement pour ces démarches',
  ),
  'associations-10': porte(
    'relogement',
    'mobiliser l’accord collectif (ACD)',
    '`relogement accordCollectif`',
  ),
  'associations-11': porte('relogement', 'mobiliser le recours DALO', '`recoursDalo depose`'),
  'associations-12': hors('coordination', 'échanger les savoir-faire', 'rencontres'),
  'associations-13': porte(
    'coordination',
    'éclairer CLPIL et CCAPEX',
    'siège, ce que l’association sait du ménage : `/commissions/:commission/seances/:seance/situations/:situation`',
  ),
  'associations-14': hors(
    'coordination',
    'évaluer l’ASLL et l’AVDL',
    'évaluation du dispositif départemental',
  ),
  'associations-15': hors('coordination', 'proposer des améliorations', 'groupe de réflexion'),
} as const satisfies Record<string, Dit>;
