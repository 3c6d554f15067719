import { reviewIdOf } from '../../shared/cases/filing/case-names.ts';
import type { EventWhy } from '../../shared/cases/review/read-why.ts';
import { dateInFrench } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import type { ReviewItem } from '../../shared/store/items.ts';

const causes: Record<NonNullable<EventWhy['moved']>['cause'], string> = {
  fusion: 'réunion',
  detachement: 'sortie',
  annulation: 'annulation',
};

/** A few lines on why one event is in its case. */
export const whyLine = ({
  actDate,
  kind,
  sender,
  by,
  rule,
  weight,
  explanation,
  model,
  neighbours = [],
  moved,
  eventId,
}: EventWhy) =>
  [
    `${dateInFrench(actDate)}  ${kind} (${sender}) : ${rule ?? (sender === 'hub' ? 'dit par la plateforme' : `dit par ${by ?? 'une personne'}`)}`,
    ...(weight === undefined ? [] : [`    ${weight} bits : ${explanation}`]),
    ...(neighbours.length > 0 ? [`    dossiers voisins : ${neighbours.join(', ')}`] : []),
    ...(moved ? [`    venu du dossier ${moved.from} (${causes[moved.cause]}), par ${moved.by}`] : []),
    `    événement ${eventId}${model ? `, poids ${model}` : ''}`,
  ].join('\n');

/** What is asked of a person, and how to answer: a line for the question, what speaks for and against, then each answer. */
export const reviewLines = (review: ReviewItem): string[] => {
  const { reason, caseId, candidates, openedAt, reasons = [], proposedBy, asked } = review;
  const id = reviewIdOf(review);
  const others = candidates.join(' ou ');
  const [question, answers] = questionOf(reason, id, caseId, candidates);
  return [
    `${id}  ${question}`,
    `    depuis le ${dateInFrench(parisDay(openedAt))}, dossier ${caseId}${others ? ` ; à côté : ${others}` : ''}${proposedBy ? ` ; proposé par ${proposedBy}` : ''}`,
    // Whoever audits an attachment must judge without knowing the hub's reasons.
    ...(reason === 'audit' ? [] : reasons.map((one) => `    ${one.caseId} : ${one.explanation}`)),
    ...(asked ? [`    demandé au partenaire : ${asked}`] : []),
    ...answers.map((answer) => `    → review ${answer} --by NOM`),
  ];
};

const questionOf = (
  reason: ReviewItem['reason'],
  id: string,
  caseId: string,
  [first = 'DOSSIER']: readonly string[],
): [question: string, answers: string[]] => {
  switch (reason) {
    case 'commune':
      return ['Dans quelle commune est ce logement ?', [`commune ${caseId} --insee CODE`]];
    case 'rapprochement':
      return [
        'Ce ménage est-il déjà connu ?',
        [`attach ${id} --case ${first}`, `new ${id}`, `distinct ${id}`, `ask ${id} --what "…"`],
      ];
    case 'fusion':
      return [
        'Ces deux dossiers sont-ils d’un même ménage ? Une seconde personne le dit.',
        [`merge ${caseId} ${first}`, `distinct ${id}`],
      ];
    case 'coherence':
      return [
        'Ce qui vient d’arriver est-il bien de ce dossier ?',
        [`detach ${caseId} --event ID`, `close ${id}`],
      ];
    case 'audit':
      return [
        'Ce rattachement était-il juste ? À juger sur les pièces, sans les raisons du hub.',
        [`close ${id}`, `detach ${caseId} --event ID`],
      ];
    case 'terme':
      return [
        'Ce dossier ouvert est sans nouvelle depuis longtemps : le garder ?',
        [`keep ${id}`, `drop ${id}`],
      ];
    case 'fin':
      return [
        'Un expéditeur nouveau dit un fait qui mettrait fin au dossier : est-il vrai ?',
        [`confirm ${id}`, `reject ${id}`],
      ];
  }
};
