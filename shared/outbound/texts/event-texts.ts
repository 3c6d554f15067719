import type { CaseEventKind } from '../../domain/events/case-event.ts';
import { actTitles } from '../../domain/notices/act-titles.ts';

/** What a mail says about a kind of event: its name, what is expected of the agent, and the legal source. */
export type EventText = { title: string; expected: string; source: string };

/** The texts of each step, in French as agents read them (charter A1 and A4; sources checked in the law cited). */
export const eventTexts: Record<CaseEventKind, EventText> = {
  conge: {
    title: actTitles.conge,
    expected: 'Vérifier que le ménage est orienté et prépare son relogement avant la fin du bail.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 15 ; charte, § II',
  },
  miseEnDemeure: {
    title: actTitles.miseEnDemeure,
    expected: 'Vérifier que le ménage est connu des partenaires et orienté.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 7 b ; charte, § II',
  },
  jugementDivorce: {
    title: actTitles.jugementDivorce,
    expected: 'Vérifier que l’époux qui doit partir est orienté et prépare son relogement.',
    source: 'Code civil, art. 1751 ; charte, § II',
  },
  adjudication: {
    title: actTitles.adjudication,
    expected: 'Vérifier que l’ancien propriétaire est orienté : le jugement vaut titre d’expulsion.',
    source: 'Code des procédures civiles d’exécution, art. L322-13 ; charte, § II',
  },
  impaye: {
    title: actTitles.impaye,
    expected: 'Vérifier que le ménage est connu des partenaires et orienté.',
    source: 'Charte de prévention des expulsions 2018-2023, annexe 1 (CAF, MSA)',
  },
  commandementDePayer: {
    title: actTitles.commandementDePayer,
    expected: 'Orienter le ménage vers l’ADIL, la MDS et le CCAS, dès réception.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 I ; charte, annexe 1 (État)',
  },
  assignation: {
    title: actTitles.assignation,
    expected: 'Demander sans attendre l’enquête sociale à la MDS ou au CCAS.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 III ; charte, annexe 1 (État)',
  },
  renvoiAudience: {
    title: actTitles.renvoiAudience,
    expected: 'Noter la nouvelle date : les délais qui précèdent l’audience sont recalculés.',
    source: 'Charte, annexe 4',
  },
  decision: {
    title: actTitles.decision,
    expected:
      'Noter le sens de la décision ; parc social et bail résilié : suivre le protocole de cohésion sociale.',
    source: 'Charte, annexe 4',
  },
  commandementDeQuitterLesLieux: {
    title: actTitles.commandementDeQuitterLesLieux,
    expected: 'Prendre en compte le délai avant une demande de concours de la force publique.',
    source: 'Code des procédures civiles d’exécution, art. L412-1 et L412-5',
  },
  demandeCfp: {
    title: actTitles.demandeCfp,
    expected: 'Demander la seconde enquête sociale et décider dans les deux mois.',
    source: 'Code des procédures civiles d’exécution, art. L153-1 et R153-1',
  },
  executionCfp: {
    title: actTitles.executionCfp,
    expected: 'Mettre à jour le suivi du concours accordé.',
    source: 'Charte, annexe 1 (huissiers de justice)',
  },
  procesVerbal: {
    title: actTitles.procesVerbal,
    expected: 'Mettre à jour le suivi du dossier.',
    source: 'Code des procédures civiles d’exécution, art. R432-1',
  },
  departVolontaire: {
    title: actTitles.departVolontaire,
    expected: 'Aucune action : l’occupant a quitté le logement.',
    source: 'Charte, annexe 4',
  },
  surendettement: {
    title: actTitles.surendettement,
    expected: 'À la recevabilité, examiner une suspension de l’expulsion ; elle n’est pas de droit.',
    source: 'Code de la consommation, art. L722-6 à L722-9 ; charte, annexe 1 (Banque de France)',
  },
  saisineOrganisme: {
    title: actTitles.saisineOrganisme,
    expected: 'Aucune action : l’organisme instruit l’impayé.',
    source: 'Charte, annexe 1 (AORIF, FNAIM, SNPI)',
  },
  saisineCcapex: {
    title: actTitles.saisineCcapex,
    expected: 'Rechercher une solution amiable avant l’assignation.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 II ; charte, annexe 1 (AORIF)',
  },
  planApurement: {
    title: actTitles.planApurement,
    expected: 'Plan refusé ou dénoncé : vérifier que le ménage est orienté.',
    source: 'Charte, annexe 1 (CAF, MSA)',
  },
  paiement: {
    title: actTitles.paiement,
    expected: 'Tenir compte de ce qui reste dû.',
    source: 'Charte, annexe 4',
  },
  echeance: {
    title: actTitles.echeance,
    expected:
      'Échéance manquée : si le juge avait suspendu la clause résolutoire, elle reprend effet (vérifier le jugement). Orienter le ménage sans attendre.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 V et VII ; charte, annexe 4',
  },
  enqueteSociale: {
    title: actTitles.enqueteSociale,
    expected: 'À l’assignation, la transmettre au juge ; à la réquisition, l’étudier avant de décider.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 III ; charte, annexe 1 (État, Département)',
  },
  protocoleCohesionSociale: {
    title: actTitles.protocoleCohesionSociale,
    expected: 'En tenir compte avant toute décision sur le concours de la force publique.',
    source:
      'Code de la construction et de l’habitation, art. L353-15-2 et L442-6-5 ; charte, annexe 1 (État)',
  },
  decisionCfp: {
    title: actTitles.decisionCfp,
    expected:
      'Concours accordé : attendre le compte rendu d’exécution. La CCAPEX est informée d’un octroi qui s’écarte de son avis.',
    source:
      'Code des procédures civiles d’exécution, art. L153-1 et R153-1 ; loi n° 90-449 du 31 mai 1990, art. 7-2',
  },
  suspensionExpulsion: {
    title: actTitles.suspensionExpulsion,
    expected: 'Ne pas exécuter l’expulsion avant la fin de la suspension.',
    source: 'Code de la consommation, art. L722-6 à L722-9',
  },
  avisSuspension: {
    title: actTitles.avisSuspension,
    expected: 'Aucune action : l’avis est donné à la Banque de France.',
    source: 'Charte, annexe 1 (Banque de France)',
  },
  relogement: {
    title: actTitles.relogement,
    expected:
      'Aucune action si le ménage est relogé. La trêve ne s’applique pas à un relogement assuré dans des conditions suffisantes, respectant l’unité et les besoins de la famille ; seul le juge judiciaire en décide.',
    source: 'Code des procédures civiles d’exécution, art. L412-6 ; charte, annexe 1 (État)',
  },
  inscriptionClpil: {
    title: actTitles.inscriptionClpil,
    expected: 'Préparer ce que chacun sait de la situation pour la commission.',
    source: 'Charte, annexe 6, art. 4',
  },
  inscriptionCcapex: {
    title: actTitles.inscriptionCcapex,
    expected: 'Préparer ce que chacun sait de la situation pour la commission.',
    source: 'Loi n° 90-449 du 31 mai 1990, art. 7-2 ; charte, § V.1',
  },
  retraitClpil: {
    title: actTitles.retraitClpil,
    expected: 'Ne plus examiner sa situation en CLPIL : le ménage n’est plus sur aucune de ses listes.',
    source: 'Charte, annexe 6, art. 4 ; code pénal, art. 226-1',
  },
  aideFsl: {
    title: actTitles.aideFsl,
    expected: 'Tenir compte de l’aide demandée ou accordée avant toute décision.',
    source: 'Loi n° 90-449 du 31 mai 1990, art. 6 ; charte, annexe 3 (Département)',
  },
  accompagnement: {
    title: actTitles.accompagnement,
    expected: 'Vérifier qu’ASLL et AVDL ne sont pas menés à la fois.',
    source: 'Charte, annexe 1 (État, Département)',
  },
  intervention: {
    title: actTitles.intervention,
    expected: 'Aucune action : le suivi du dossier est mis à jour.',
    source: 'Charte, annexe 1 (associations, UDAF, CGL)',
  },
  hebergement: {
    title: actTitles.hebergement,
    expected: 'Sans solution : chercher un relogement ou un hébergement.',
    source: 'Charte, annexe 1 (SIAO)',
  },
  aideActionLogement: {
    title: actTitles.aideActionLogement,
    expected: 'Tenir compte de la garantie ou du prêt avant toute décision.',
    source: 'Charte, annexe 1 (Action Logement)',
  },
  decisionClpil: {
    title: actTitles.decisionClpil,
    expected: 'Suivre ce que la commission a décidé ; renvoi : préparer la CCAPEX.',
    source: 'Charte, annexe 6',
  },
  avisCcapex: {
    title: actTitles.avisCcapex,
    expected: 'En tenir compte dans la décision ; relogement recommandé : le porter à SYPLO.',
    source: 'Charte, § V.1',
  },
  suiteDecision: {
    title: actTitles.suiteDecision,
    expected: 'En tenir compte ; non faite : en reparler à la prochaine séance.',
    source: 'Charte, annexe 6, art. 5',
  },
  demandeEnqueteSociale: {
    title: actTitles.demandeEnqueteSociale,
    expected:
      'L’organisme désigné mène l’enquête, que le ménage lui soit connu ou non ; l’autre lui dit ce qu’il sait, et n’en fait pas de seconde.',
    source: 'Charte, annexe 1 (État, Département, CCAS)',
  },
  transmissionDsf: {
    title: actTitles.transmissionDsf,
    expected:
      'Vérifier qu’il est transmis au juge et à la CCAPEX, au plus tard cinq jours ouvrés avant l’audience.',
    source: 'Loi n° 89-462 du 6 juillet 1989, art. 24 III ; décret n° 2021-8 du 5 janvier 2021',
  },
  indemnisation: {
    title: actTitles.indemnisation,
    expected: 'Aucune action : l’indemnisation est suivie par la préfecture.',
    source: 'Code des procédures civiles d’exécution, art. L153-1 ; charte, annexe 3',
  },
  caduciteAssignation: {
    title: actTitles.caduciteAssignation,
    expected:
      'Ne plus attendre l’audience annoncée : elle n’aura pas lieu. Une nouvelle assignation est possible.',
    source: 'Code de procédure civile, art. 754',
  },
  suiteJugement: {
    title: actTitles.suiteJugement,
    expected:
      'Vérifier que le jugement peut être exécuté : un appel seul ne l’arrête pas, sauf exécution provisoire écartée ; l’arrêt de l’exécution provisoire et l’infirmation le font.',
    source: 'Code de procédure civile, art. 503, 514, 514-3 et 539',
  },
  retraitDemandeCfp: {
    title: actTitles.retraitDemandeCfp,
    expected:
      'Aucune décision n’est plus due sur cette demande ; une nouvelle demande ouvre un nouveau délai.',
    source: 'Code des procédures civiles d’exécution, art. R153-1 et R154-4',
  },
  receptionPrefet: {
    title: actTitles.receptionPrefet,
    expected: 'Vérifier les délais : ceux qui courent de la réception par le préfet sont comptés de ce jour.',
    source:
      'Loi n° 89-462 du 6 juillet 1989, art. 24 III ; code des procédures civiles d’exécution, art. L412-5 et R153-1',
  },
  finPoursuites: {
    title: actTitles.finPoursuites,
    expected: 'Vérifier la fin de la période de responsabilité de l’État, s’il y en avait une.',
    source: 'Code des procédures civiles d’exécution, art. R154-4',
  },
  nouveauBail: {
    title: actTitles.nouveauBail,
    expected: 'Aucune action : le ménage a de nouveau un titre.',
    source: 'Code de la construction et de l’habitation, art. L353-15-2 (bailleur social)',
  },
  recoursDalo: {
    title: actTitles.recoursDalo,
    expected: 'Prendre en compte le recours dans l’examen du dossier.',
    source: 'Code de la construction et de l’habitation, art. L441-2-3 ; charte, annexe 1 (État)',
  },
  suiteOrientation: {
    title: actTitles.suiteOrientation,
    expected: 'Si le ménage n’a pas été joint, chercher un autre moyen de le joindre.',
    source: 'Charte, annexe 1 (Département, CCAS, ADIL)',
  },
  decisionCcapex: {
    title: actTitles.decisionCcapex,
    expected:
      'Aucune action : une suspension prend effet le premier jour du mois qui suit sa notification à la CAF ou à la MSA.',
    source:
      'Code de la construction et de l’habitation, art. L824-2 et R824-1 et suivants (à compter de 2027)',
  },
  rapprochement: {
    title: actTitles.rapprochement,
    expected: 'Aucune action.',
    source: 'Aucun texte : règle du hub, un dossier par ménage et par logement',
  },
  deplacement: {
    title: actTitles.deplacement,
    expected:
      'Ne plus tenir compte des avis reçus pour ces événements sous ce dossier ; suivre l’autre dossier.',
    source: 'Aucun texte : règle du hub, un dossier par ménage et par logement',
  },
  gel: {
    title: actTitles.gel,
    expected: 'Aucune action.',
    source: 'RGPD, art. 17(3) e et 18',
  },
  confirmationFin: {
    title: actTitles.confirmationFin,
    expected: 'Aucune action.',
    source: 'Aucun texte : règle du hub, un dossier par ménage et par logement',
  },
  acteAnnule: {
    title: actTitles.acteAnnule,
    expected:
      'Ne plus tenir compte de ce qui avait été annoncé de cet acte : il avait été consigné par erreur.',
    source: 'Aucun texte : règle du hub, un acte consigné par erreur s’annule le jour même',
  },
  communeConfirmee: {
    title: actTitles.communeConfirmee,
    expected: 'Aucune action.',
    source: 'Charte, annexe 6',
  },
};
