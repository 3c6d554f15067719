/** What each log event says, in French, in the order of a message’s way. */
export const eventWords: Record<string, string> = {
  'message.received': 'message reçu',
  'message.ended': 'message traité',
  'message.failed': 'échec, repris par la file',
  'message.idReused': 'identifiant déjà utilisé pour un autre contenu',
  'message.archived': 'message archivé',
  'message.answered': 'réponse déposée',
  'message.unanswerable': 'réponse conservée : pas de file de réponses',
  'record.failed': 'échec, repris',
  'notice.sent': 'avis envoyé',
  'digest.sent': 'récapitulatif envoyé',
  'notice.unaddressed': 'avis sans adresse',
  'notice.undelivered': 'avis non remis',
  'digest.undelivered': 'récapitulatif non remis',
  'mail.delayed': 'remise retardée',
  'watch.read': 'veille : échéances lues',
  'watch.closed': 'veille : envois faits',
};
