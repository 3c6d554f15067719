import type { EventWhy } from '../../shared/cases/review/read-why.ts';
import { dateInFrench } from '../../shared/domain/calendar/civil-date.ts';

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
