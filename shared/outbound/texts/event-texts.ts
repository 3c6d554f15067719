import type { CaseEventKind } from '../../domain/events/case-event.ts';

/** What a mail says about a kind of event: its name, what is expected of the agent, and the legal source. */
export type EventText = { title: string; expected: string; source: string };

/** The texts of each step, in French as agents read them (charter A1 and A4; sources checked in the law cited). */
export const eventTexts: Record<CaseEventKind, EventText> = {
  conge: {
    title: 'Congé du bailleur',
    expected: 'Vérifier que le ménage est orienté et prépare son relogement avant la fin du bail.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 15 ; charte, § II',
  },
  miseEnDemeure: {
    title: 'Mise en demeure pour trouble de jouissance',
    expected: 'Vérifier que le ménage est connu des partenaires et orienté.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 7 b ; charte, § II',
  },
  jugementDivorce: {
    title: 'Jugement de divorce, logement attribué à l’autre époux',
    expected: 'Vérifier que l’époux qui doit partir est orienté et prépare son relogement.',
    source: 'Code civil, art. 1751 ; charte, § II',
  },
  adjudication: {
    title: 'Jugement d’adjudication',
    expected: 'Vérifier que l’ancien propriétaire est orienté : le jugement vaut titre d’expulsion.',
    source: 'Code des procédures civiles d’exécution, art. L322-13 ; charte, § II',
  },
  impaye: {
    title: 'Impayé de loyer signalé',
    expected: 'Vérifier que le ménage est connu des partenaires et orienté.',
    source: 'Charte de prévention des expulsions 2018-2023, annexe 1 (CAF, MSA)',
  },
  commandementDePayer: {
    title: 'Commandement de payer',
    expected: 'Orienter le ménage vers l’ADIL, la MDS et le CCAS, dès réception.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 I ; charte, annexe 1 (État)',
  },
  assignation: {
    title: 'Assignation',
    expected: 'Demander sans attendre l’enquête sociale à la MDS ou au CCAS.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 III ; charte, annexe 1 (État)',
  },
  renvoiAudience: {
    title: 'Renvoi de l’audience',
    expected: 'Noter la nouvelle date : les délais qui précèdent l’audience sont recalculés.',
    source: 'Charte, annexe 4',
  },
  decision: {
    title: 'Décision du juge',
    expected:
      'Noter le sens de la décision ; parc social et bail résilié : suivre le protocole de cohésion sociale.',
    source: 'Charte, annexe 4',
  },
  commandementDeQuitterLesLieux: {
    title: 'Commandement de quitter les lieux',
    expected: 'Prendre en compte le délai avant une demande de concours de la force publique.',
    source: 'Code des procédures civiles d’exécution, art. L412-1 et L412-5',
  },
  demandeCfp: {
    title: 'Demande de concours de la force publique',
    expected: 'Demander la seconde enquête sociale et décider dans les deux mois.',
    source: 'Code des procédures civiles d’exécution, art. L153-1 et R153-1',
  },
  executionCfp: {
    title: 'Compte rendu d’exécution du concours de la force publique',
    expected: 'Mettre à jour le suivi du concours accordé.',
    source: 'Charte, annexe 1 (huissiers de justice)',
  },
  procesVerbal: {
    title: 'Procès-verbal',
    expected: 'Mettre à jour le suivi du dossier.',
    source: 'Code des procédures civiles d’exécution, art. R432-1',
  },
  departVolontaire: {
    title: 'Départ volontaire',
    expected: 'Aucune action : l’occupant a quitté le logement.',
    source: 'Charte, annexe 4',
  },
  surendettement: {
    title: 'Surendettement',
    expected: 'À la recevabilité, examiner une suspension de l’expulsion ; elle n’est pas de droit.',
    source: 'Code de la consommation, art. L722-6 à L722-9 ; charte, annexe 1 (Banque de France)',
  },
  saisineOrganisme: {
    title: 'Saisine de la CAF ou de la MSA par le bailleur',
    expected: 'Aucune action : l’organisme instruit l’impayé.',
    source: 'Charte, annexe 1 (AORIF, FNAIM, SNPI)',
  },
  saisineCcapex: {
    title: 'Saisine de la CCAPEX',
    expected: 'Rechercher une solution amiable avant l’assignation.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 II ; charte, annexe 1 (AORIF)',
  },
  planApurement: {
    title: 'Plan d’apurement',
    expected: 'Plan refusé ou dénoncé : vérifier que le ménage est orienté.',
    source: 'Charte, annexe 1 (CAF, MSA)',
  },
  paiement: {
    title: 'Paiement',
    expected: 'Tenir compte de ce qui reste dû.',
    source: 'Charte, annexe 4',
  },
  echeance: {
    title: 'Échéance du délai de paiement',
    expected:
      'Échéance manquée : si le juge avait suspendu la clause résolutoire, elle reprend effet (vérifier le jugement). Orienter le ménage sans attendre.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 V et VII ; charte, annexe 4',
  },
  enqueteSociale: {
    title: 'Enquête sociale',
    expected: 'À l’assignation, la transmettre au juge ; à la réquisition, l’étudier avant de décider.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 III ; charte, annexe 1 (État, Département)',
  },
  protocoleCohesionSociale: {
    title: 'Protocole de cohésion sociale',
    expected: 'En tenir compte avant toute décision sur le concours de la force publique.',
    source:
      'Code de la construction et de l’habitation, art. L353-15-2 et L442-6-5 ; charte, annexe 1 (État)',
  },
  decisionCfp: {
    title: 'Décision sur le concours de la force publique',
    expected: 'Concours accordé : attendre le compte rendu d’exécution.',
    source: 'Code des procédures civiles d’exécution, art. L153-1 et R153-1',
  },
  suspensionExpulsion: {
    title: 'Suspension de l’expulsion par le juge',
    expected: 'Ne pas exécuter l’expulsion avant la fin de la suspension.',
    source: 'Code de la consommation, art. L722-6 à L722-9',
  },
  avisSuspension: {
    title: 'Avis de l’État sur la suspension',
    expected: 'Aucune action : l’avis est donné à la Banque de France.',
    source: 'Charte, annexe 1 (Banque de France)',
  },
  relogement: {
    title: 'Relogement du ménage',
    expected:
      'Aucune action si le ménage est relogé. La trêve ne s’applique pas à un relogement assuré dans des conditions suffisantes, respectant l’unité et les besoins de la famille ; seul le juge judiciaire en décide.',
    source: 'Code des procédures civiles d’exécution, art. L412-6 ; charte, annexe 1 (État)',
  },
  inscriptionClpil: {
    title: 'Inscription à une commission locale (CLPIL)',
    expected: 'Préparer ce que chacun sait de la situation pour la commission.',
    source: 'Charte, annexe 6, art. 4',
  },
  aideFsl: {
    title: 'Aide du FSL au maintien',
    expected: 'Tenir compte de l’aide demandée ou accordée avant toute décision.',
    source: 'Loi n° 90-449 du 31 mai 1990, art. 6 ; charte, annexe 3 (Département)',
  },
  accompagnement: {
    title: 'Accompagnement du ménage (ASLL, AVDL, MASP)',
    expected: 'Vérifier qu’ASLL et AVDL ne sont pas menés à la fois.',
    source: 'Charte, annexe 1 (État, Département)',
  },
  intervention: {
    title: 'Intervention d’une association',
    expected: 'Aucune action : le suivi du dossier est mis à jour.',
    source: 'Charte, annexe 1 (associations, UDAF, CGL)',
  },
  hebergement: {
    title: 'Hébergement du ménage (SIAO)',
    expected: 'Sans solution : chercher un relogement ou un hébergement.',
    source: 'Charte, annexe 1 (SIAO)',
  },
  aideActionLogement: {
    title: 'Aide d’Action Logement',
    expected: 'Tenir compte de la garantie ou du prêt avant toute décision.',
    source: 'Charte, annexe 1 (Action Logement)',
  },
  decisionClpil: {
    title: 'Décision de la commission locale (CLPIL)',
    expected: 'Suivre ce que la commission a décidé ; renvoi : préparer la CCAPEX.',
    source: 'Charte, annexe 6',
  },
  avisCcapex: {
    title: 'Avis de la CCAPEX',
    expected: 'En tenir compte dans la décision ; relogement recommandé : le porter à SYPLO.',
    source: 'Charte, § V.1',
  },
  demandeEnqueteSociale: {
    title: 'Demande d’enquête sociale',
    expected: 'Aucune action : l’enquête est demandée.',
    source: 'Charte, annexe 1 (État)',
  },
  transmissionDsf: {
    title: 'Diagnostic social et financier transmis',
    expected:
      'Vérifier qu’il est transmis au juge et à la CCAPEX, au plus tard cinq jours ouvrés avant l’audience.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 III ; décret n° 2021-8 du 5 janvier 2021',
  },
  indemnisation: {
    title: 'Indemnisation du bailleur',
    expected: 'Aucune action : l’indemnisation est suivie par la préfecture.',
    source: 'Code des procédures civiles d’exécution, art. L153-1 ; charte, annexe 3',
  },
  caduciteAssignation: {
    title: 'Assignation caduque',
    expected:
      'Ne plus attendre l’audience annoncée : elle n’aura pas lieu. Une nouvelle assignation est possible.',
    source: 'Code de procédure civile, art. 754',
  },
  suiteJugement: {
    title: 'Suite donnée au jugement',
    expected:
      'Vérifier que le jugement peut être exécuté : un appel seul ne l’arrête pas, sauf exécution provisoire écartée ; l’arrêt de l’exécution provisoire et l’infirmation le font.',
    source: 'Code de procédure civile, art. 503, 514, 514-3 et 539',
  },
  retraitDemandeCfp: {
    title: 'Demande de concours retirée',
    expected:
      'Aucune décision n’est plus due sur cette demande ; une nouvelle demande ouvre un nouveau délai.',
    source: 'Code des procédures civiles d’exécution, art. R153-1 et R154-4',
  },
  receptionPrefet: {
    title: 'Acte reçu par le préfet',
    expected: 'Vérifier les délais : ceux qui courent de la réception par le préfet sont comptés de ce jour.',
    source:
      'Loi n° 89-462 du 6 juillet 1989, art. 24 III ; code des procédures civiles d’exécution, art. L412-5 et R153-1',
  },
  finPoursuites: {
    title: 'Fin des poursuites',
    expected: 'Vérifier la fin de la période de responsabilité de l’État, s’il y en avait une.',
    source: 'Code des procédures civiles d’exécution, art. R154-4',
  },
  nouveauBail: {
    title: 'Nouveau bail signé',
    expected: 'Aucune action : le ménage a de nouveau un titre.',
    source: 'Code de la construction et de l’habitation, art. L353-15-2 (bailleur social)',
  },
  recoursDalo: {
    title: 'Recours devant la commission de médiation',
    expected: 'Prendre en compte le recours dans l’examen du dossier.',
    source: 'Code de la construction et de l’habitation, art. L441-2-3 ; charte, annexe 1 (État)',
  },
  suiteOrientation: {
    title: 'Suite donnée à l’orientation du ménage',
    expected: 'Si le ménage n’a pas été joint, chercher un autre moyen de le joindre.',
    source: 'Charte, annexe 1 (Département, CCAS, ADIL)',
  },
  decisionCcapex: {
    title: 'Décision de la CCAPEX sur l’aide au logement',
    expected:
      'Aucune action : une suspension prend effet le premier jour du mois qui suit sa notification à la CAF ou à la MSA.',
    source:
      'Code de la construction et de l’habitation, art. L824-2 et R824-1 et suivants (à compter de 2027)',
  },
  rapprochement: {
    title: 'Rapprochement de dossiers',
    expected: 'Aucune action.',
    source: 'Aucun texte : règle du hub, un dossier par ménage et par logement',
  },
  deplacement: {
    title: 'Alertes annulées : événements passés dans un autre dossier',
    expected:
      'Ne plus tenir compte des avis reçus pour ces événements sous ce dossier ; suivre l’autre dossier.',
    source: 'Aucun texte : règle du hub, un dossier par ménage et par logement',
  },
  gel: {
    title: 'Gel du dossier, posé ou levé',
    expected: 'Aucune action.',
    source: 'RGPD, art. 17(3) e et 18',
  },
  confirmationFin: {
    title: 'Fin du dossier confirmée ou écartée par une personne',
    expected: 'Aucune action.',
    source: 'Aucun texte : règle du hub, un dossier par ménage et par logement',
  },
  communeConfirmee: {
    title: 'Commune confirmée',
    expected: 'Aucune action.',
    source: 'Charte, annexe 6',
  },
};
