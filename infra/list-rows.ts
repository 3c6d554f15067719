/** What the indexes of lists hold of a case, and of an alert or of news, beside their keys. */
export const CASE_ROW = ['caseId', 'row'] as const;
export const ALERT_ROW = [
  'noticeId',
  'about',
  'template',
  'rule',
  'from',
  'day',
  'due',
  'urgent',
  'commune',
  'createdAt',
  'actDate',
  'sender',
  'answerBy',
  'handling',
  'reminded',
  'waitsSince',
] as const;
