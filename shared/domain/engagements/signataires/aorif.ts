import { type Dit, hors, porte } from '../engagement.ts';

/** AORIF, bailleurs sociaux: charter, annexe 1. */
export const aorif = {
  'aorif-01': hors('information', 'livret d’accueil du locataire', 'imprimé'),
  'aorif-02': porte(
    'amiable',
    'agir dès le premier impayé, plan d’apurement réaliste',
    '`planApurement signe` ; alerte `planApurementAttendu`',
    { indicateurs: ['aorif.menagesEnImpaye', 'aorif.tauxImpayes'] },
  ),
  'aorif-03': porte(
    'amiable',
    'se concerter avec le travailleur social qui suit le locataire',
    'l’issue de séance nomme l’organisme : `decisionClpil`, `suiteDecision`',
    { manque: 'hors CLPIL, le bailleur ne sait pas qui suit le ménage' },
  ),
  'aorif-04': hors('maintien', 'IDEAL', 'logiciel de la CAF'),
  'aorif-05': hors('maintien', 'constituer les dossiers d’aide au logement', 'service du bailleur'),
  'aorif-06': porte(
    'maintien',
    'nouveau bail après une période probatoire',
    '`nouveauBail` ; compté au bilan : `/commissions/:commission/bilans/:annee`',
  ),
  'aorif-07': porte(
    'maintien',
    'étudier un protocole (PCS)',
    '`protocoleCohesionSociale signe`, `protocoleCohesionSociale refuse` ; alerte `protocoleRappel`',
    { indicateurs: ['aorif.pcsSignes'] },
  ),
  'aorif-08': porte('relogement', 'mutations entre bailleurs et chez le bailleur', '`relogement mutation`'),
  'aorif-09': hors('relogement', 'assouplir les règles de relogement', 'groupe de réflexion'),
  'aorif-10': porte(
    'coordination',
    'saisir la CCAPEX avant d’assigner, sans papier',
    '`saisineCcapex` ; délai `saisineCcapexAvantAssignation` ; signalement `assignationSansSaisineCcapex`',
  ),
  'aorif-11': porte(
    'coordination',
    'signaler l’impayé à la CAF ou à la MSA en deux mois',
    '`saisineOrganisme` ; délai `signalementImpaye` ; alerte `impayeNonSignale`',
  ),
  'aorif-12': porte(
    'coordination',
    'informer la CCAPEX et y participer',
    'siège, invitation : `/commissions/:commission/seances/:seance`',
  ),
  'aorif-13': hors('coordination', 'réfléchir à l’indemnisation des bailleurs', 'groupe de réflexion'),
} as const satisfies Record<string, Dit>;
