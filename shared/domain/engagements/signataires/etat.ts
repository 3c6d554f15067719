import { type Dit, hors, porte } from '../engagement.ts';

/** État: charter, annexe 1. */
export const etat = {
  'etat-01': hors('information', 'tenir à jour les pages du site de la préfecture', 'c’est un autre site'),
  'etat-02': porte(
    'amiable',
    'savoir ce que décident les CLPIL',
    'siège et relevé, envoyé à la boîte de l’arrondissement : `/commissions/:commission/seances/:seance/releve` ; relevé absent à J+15 : mél `releveManquant`',
  ),
  'etat-03': porte(
    'maintien',
    'étudier un protocole (PCS) avant de décider du concours',
    'alertes `protocoleAEtudier` et `protocoleRappel` ; `protocoleCohesionSociale`',
  ),
  'etat-04': porte(
    'accompagnement',
    'AVDL d’abord aux ménages DALO ; la CCAPEX peut le demander',
    '`avisCcapex avdl` ; réserve affichée sans `recoursDalo reconnu` : `/commissions/:commission/avis`',
  ),
  'etat-05': porte(
    'accompagnement',
    'ne pas doubler l’AVDL',
    'signalement `doublonAccompagnement`, dit à l’État et aux deux organismes ; `accompagnement avdl`',
  ),
  'etat-06': porte(
    'accompagnement',
    'orienter par lettre dès le commandement de payer',
    'alerte `orientationMenage`, avec la lettre à imprimer, au secrétariat CCAPEX Nord ou Sud',
  ),
  'etat-07': porte(
    'relogement',
    'tenir compte des avis de la CCAPEX, reloger (SYPLO, ACD, DALO)',
    'avis suivis : `/commissions/:commission/avis` ; s’en écarter se motive : `decisionCfp`, `/dossiers/:dossier/consigner/:acte` ; `relogement contingentPrefectoral`, `relogement accordCollectif`, `recoursDalo`',
    { indicateurs: ['etat.relogementsContingent', 'etat.relogementsMenaces'] },
  ),
  'etat-08': porte(
    'relogement',
    'reloger par Solibail ou l’intermédiation',
    '`relogement intermediationLocative`',
  ),
  'etat-09': hors('relogement', 'assouplir les règles de relogement', 'groupe de réflexion'),
  'etat-10': porte(
    'coordination',
    'mieux articuler CLPIL et CCAPEX',
    '`decisionClpil renvoiCcapex` attend dans `/commissions/:commission/saisines`',
  ),
  'etat-11': porte(
    'coordination',
    'articuler COMED et CCAPEX',
    'la COMED saisit : `recoursDalo depose`, `saisineCcapex recoursDalo`, `/commissions/:commission/saisines` ; elle peut siéger : `/commissions`',
    { manque: 'hors de ce siège, rien ne part de la CCAPEX vers la COMED' },
  ),
  'etat-12': porte(
    'coordination',
    'échanger avec la CAF sur les situations complexes',
    'saisines de la CAF examinées en CCAPEX, où elle siège : `/commissions/:commission/saisines`, `/commissions/:commission/seances/:seance/liste`',
    { manque: 'le registre des agents habilités à Cdap' },
  ),
  'etat-13': porte(
    'coordination',
    'des signalements d’huissiers mieux traités',
    'alerte `commandementSignale` ; signalements confiés à un membre : `/commissions/:commission/saisines`',
  ),
  'etat-14': porte(
    'coordination',
    'demander l’enquête sociale, 30 jours avant l’audience',
    'alerte `enqueteDemandee` ; `demandeEnqueteSociale` à un seul organisme, MDS ou CCAS : `/dossiers/:dossier/enquete`',
    { manque: 'communes sans CCAS, EPCI' },
  ),
  'etat-15': porte(
    'coordination',
    'demander l’enquête sociale à la réquisition',
    'alerte `enqueteRequisitionDemandee` ; `enqueteRequisitionTardive`',
  ),
  'etat-16': porte(
    'coordination',
    'donner au juge tout ce qui l’éclaire, vite',
    '`transmissionDsf`, jours comptés : `/dossiers/:dossier/enquete/transmission` ; diagnostic, `avisCcapex`, `planApurement` et `surendettement` en un PDF : `/diagnostics/:dossier/:moment/fichiers/:fichier` ; alerte `diagnosticManquant`',
  ),
  'etat-17': hors(
    'coordination',
    'réfléchir à l’indemnisation des bailleurs',
    'groupe de réflexion ; ce qui est dû se lit sur `/engagements`',
  ),
} as const satisfies Record<string, Dit>;
