import type { AlertName } from '../../domain/delays/rules/all.ts';

/**
 * What a mail says about an alert: its name, and what is expected of whom; `passed`, once its date has gone by. The notice gives
 * its legal source.
 */
export type AlertText = { title: string; expected: string; passed?: { title: string; expected: string } };

/** The texts of each alert, in French. A title goes in a subject: no digit, no amount, no name. */
export const alertTexts: Record<AlertName, AlertText> = {
  signalementImpayeProche: {
    title: 'Impayé à signaler à la CAF ou à la MSA',
    expected: 'Bailleur : saisir la CAF ou la MSA de l’impayé avant l’échéance.',
  },
  impayeNonSignale: {
    title: 'Impayé : signalement à la CAF ou à la MSA non connu',
    expected: 'Bailleur : saisir la CAF ou la MSA sans attendre. État : vérifier que c’est fait.',
  },
  planApurementAttendu: {
    title: 'Plan d’apurement non reçu',
    expected:
      'Bailleur : transmettre le plan à la CAF ou à la MSA, ou dire pourquoi il n’y en a pas. État : vérifier que c’est fait.',
  },
  reponseFslAttendue: {
    title: 'Réponse du FSL non reçue',
    expected: 'Demander au FSL, et à la CAF ou à la MSA, où en est la réponse.',
  },
  regimeAConfirmer: {
    title: 'Impayé signalé avant la réforme de l’aide au logement : régime à confirmer',
    expected:
      'Vérifier auprès de la CAF ou de la MSA si le dossier relève de la CCAPEX. S’il relève des règles de 2027, l’aide est maintenue tant qu’aucune suspension n’est notifiée ; les délais d’avant ne sont plus comptés.',
  },
  assignationPossibleApresCcapex: {
    title: 'Saisine de la CCAPEX : fin du délai avant assignation',
    expected:
      'L’assignation n’est possible qu’après ce délai ; le juge apprécie celle qui viendrait avant. Un accord amiable reste possible.',
  },
  commandementSignale: {
    title: 'Commandement de payer signalé à la CCAPEX',
    expected: 'Prendre connaissance du dossier et l’examiner s’il y a lieu.',
  },
  accordLocataireAttendu: {
    title: 'Lettre au locataire attendue avant la CLPIL',
    expected:
      'Bailleur : écrire au locataire pour recueillir son accord, puis dire à quelle date. CLPIL : s’en assurer avant d’examiner sa situation.',
  },
  orientationMenage: {
    title: 'Ménage à orienter vers l’ADIL, la MDS et le CCAS',
    expected:
      'Secrétariat de la CCAPEX : envoyer au ménage la lettre d’orientation, jointe au message du secrétariat. ADIL, MDS, CCAS : recevoir le ménage ou prendre contact avec lui.',
  },
  assignationPossible: {
    title: 'Commandement de payer : fin du délai pour payer',
    expected:
      'Une assignation peut être délivrée après l’échéance. Vérifier que le ménage a été orienté et aidé.',
  },
  enqueteDemandee: {
    title: 'Enquête sociale à réaliser avant l’audience',
    expected:
      'MDS, CCAS : proposer un entretien au ménage et remettre l’enquête au préfet trente jours avant l’audience.',
  },
  entretienAttendu: {
    title: 'Entretien à proposer au locataire',
    expected:
      'MDS, CCAS : si ce n’est fait, proposer sans attendre l’entretien du diagnostic social et financier.',
  },
  enqueteProche: {
    title: 'Enquête sociale bientôt attendue',
    expected:
      'MDS, CCAS : remettre l’enquête au préfet avant l’échéance. Si le ménage ne répond pas, remettre un rapport qui le dit.',
  },
  enqueteTardive: {
    title: 'Enquête sociale non remise',
    expected:
      'MDS, CCAS : remettre l’enquête sans attendre. État : relancer, pour que le juge l’ait à l’audience.',
  },
  diagnosticManquant: {
    title: 'Diagnostic social et financier manquant avant l’audience',
    expected: 'Obtenir le diagnostic et le transmettre au juge, ou l’informer de son absence.',
    passed: {
      title: 'Diagnostic social et financier non reçu à temps pour l’audience',
      expected: 'Le transmettre au juge sans attendre s’il n’a pas statué, ou l’informer de son absence.',
    },
  },
  diagnosticCcapexManquant: {
    title: 'Diagnostic social et financier à transmettre à la CCAPEX',
    expected: 'Transmettre aussi le diagnostic à la CCAPEX, ou l’informer de son absence.',
    passed: {
      title: 'Diagnostic social et financier non transmis à temps à la CCAPEX',
      expected: 'Le transmettre sans attendre à la CCAPEX, ou l’informer de son absence.',
    },
  },
  audienceInconnue: {
    title: 'Date d’audience inconnue',
    expected:
      'Demander la date au commissaire de justice : sans elle, aucun délai d’avant l’audience n’est suivi.',
  },
  audienceProche: {
    title: 'Audience proche',
    expected: 'Vérifier que le juge a reçu l’enquête sociale.',
    passed: {
      title: 'Audience passée',
      expected: 'L’audience a eu lieu, ou a été renvoyée : dire ce qui a été décidé.',
    },
  },
  finDelaiDePaiement: {
    title: 'Délai de paiement : dernier terme',
    expected:
      'Bailleur : dire si la dette est soldée ou si une échéance a été manquée. État : vérifier que c’est fait.',
    passed: {
      title: 'Délai de paiement : dernier terme passé',
      expected:
        'Bailleur : dire si la dette est soldée ou si une échéance a été manquée. État : vérifier que c’est fait.',
    },
  },
  protocoleAEtudier: {
    title: 'Protocole de cohésion sociale à étudier',
    expected:
      'Bailleur : étudier un protocole avec le ménage et en donner l’issue. État : en tenir compte avant de décider du concours ; le délai de deux mois court quand même.',
  },
  delaiPourQuitterProche: {
    title: 'Délai pour quitter les lieux : fin proche',
    expected: 'Vérifier, avant l’échéance, où en est le relogement du ménage.',
  },
  delaiPourQuitterEchu: {
    title: 'Délai pour quitter les lieux : dernier jour',
    expected: 'Vérifier si le logement est libéré et, sinon, où en est le relogement.',
    passed: {
      title: 'Délai pour quitter les lieux : terminé',
      expected: 'Vérifier si le logement est libéré et, sinon, où en est le relogement.',
    },
  },
  cfpPossible: {
    title: 'Commandement de quitter les lieux : fin du délai',
    expected:
      'Le concours de la force publique peut être demandé après l’échéance. Vérifier où en est le relogement du ménage.',
  },
  enqueteRequisitionDemandee: {
    title: 'Seconde enquête sociale à réaliser',
    expected: 'MDS, CCAS : remettre l’enquête au préfet avant sa décision sur le concours.',
  },
  enqueteRequisitionTardive: {
    title: 'Seconde enquête sociale non remise',
    expected:
      'MDS, CCAS : remettre l’enquête sans attendre. État : relancer, la décision sur le concours approche.',
  },
  protocoleRappel: {
    title: 'Protocole de cohésion sociale : issue attendue',
    expected: 'Bailleur : donner l’issue du protocole. État : l’étudier avant de décider du concours.',
  },
  cfpDansTrenteJours: {
    title: 'Concours de la force publique : décision à préparer',
    expected:
      'Préparer la décision. Sans réponse à l’échéance, le silence vaut refus. La période de responsabilité de l’État a sa propre date : voir le dossier.',
  },
  cfpDansSeptJours: {
    title: 'Concours de la force publique : décision sous une semaine',
    expected:
      'Décider avant l’échéance. Sans réponse, le silence vaut refus. La période de responsabilité de l’État a sa propre date : voir le dossier.',
  },
  cfpRefusImplicite: {
    title: 'Concours de la force publique : refus implicite',
    expected:
      'Sans décision à l’échéance, le silence vaut refus. Une décision expresse reste possible. La période de responsabilité de l’État a sa propre date.',
  },
  receptionCommandementAVerifier: {
    title: 'Concours demandé : le préfet a-t-il reçu le commandement de quitter les lieux ?',
    expected:
      'État : dire quel jour le commandement a été reçu. Commissaire de justice : le porter à la connaissance du préfet si ce n’est fait ; le délai en dépend.',
  },
  receptionCommandementRappel: {
    title: 'Réception du commandement de quitter les lieux toujours à vérifier',
    expected:
      'Si le préfet l’a reçu deux mois au moins avant la demande de concours, le silence vaudra refus à l’échéance.',
  },
  responsabiliteProche: {
    title: 'Responsabilité de l’État : début proche',
    expected:
      'Sans octroi du concours avant ce jour, la période de responsabilité de l’État pour son refus commencerait alors. Points à confirmer : voir le dossier.',
  },
  responsabiliteEngagee: {
    title: 'Responsabilité de l’État : début de la période',
    expected:
      'La période de responsabilité de l’État commence. L’octroi y met fin, sauf exécution plus de quinze jours après. Points à confirmer : voir le dossier.',
    passed: {
      title: 'Responsabilité de l’État : période commencée',
      expected:
        'La période de responsabilité de l’État a commencé. L’octroi y met fin, sauf exécution plus de quinze jours après. Points à confirmer : voir le dossier.',
    },
  },
  responsabiliteDure: {
    title: 'Responsabilité de l’État : un mois de plus',
    expected:
      'Aucune fin de la période de responsabilité de l’État n’est connue. Vérifier où en est le relogement, et si le concours peut être accordé. Points à confirmer : voir le dossier.',
  },
  indemnisationARepondre: {
    title: 'Indemnisation demandée : réponse à préparer',
    expected:
      'Statuer sur la responsabilité et sur le droit à indemnisation ; s’il est reconnu, proposer une transaction. Le délai est à confirmer.',
  },
  compteRenduManquant: {
    title: 'Concours accordé : compte rendu d’exécution non reçu',
    expected: 'Commissaire de justice : dire si l’expulsion a eu lieu et, sinon, pourquoi. État : relancer.',
  },
  suspensionAProposer: {
    title: 'Surendettement recevable : suspension à proposer',
    expected:
      'Commission de surendettement : demander au juge, s’il y a lieu, la suspension de l’expulsion. État, commissaire de justice : s’y préparer ; la recevabilité ne suspend pas l’expulsion par elle-même.',
  },
  avisSuspension: {
    title: 'Surendettement : avis de l’État sur la suspension',
    expected:
      'État : donner à la Banque de France un avis sur la suspension de l’expulsion. Banque de France : le demander s’il tarde.',
  },
  finSuspensionProche: {
    title: 'Suspension de l’expulsion : fin proche',
    expected: 'Vérifier, avant l’échéance, le relogement du ménage et l’issue du surendettement.',
  },
  finSuspension: {
    title: 'Suspension de l’expulsion : dernier jour',
    expected: 'L’expulsion peut être reprise après l’échéance. Vérifier la situation du ménage.',
    passed: {
      title: 'Suspension de l’expulsion : terminée',
      expected: 'L’expulsion peut être reprise. Vérifier la situation du ménage.',
    },
  },
  rapprochementATrancher: {
    title: 'Rapprochement de dossiers à trancher',
    expected:
      'Dire si ce dossier est celui d’un ménage déjà connu : les alertes attendent la réponse, sauf celles qui engagent l’État.',
  },
  rapprochementRappel: {
    title: 'Rapprochement de dossiers toujours à trancher',
    expected:
      'Dire si ce dossier est celui d’un ménage déjà connu : ses alertes sont retenues, sauf celles qui engagent l’État.',
  },
};
