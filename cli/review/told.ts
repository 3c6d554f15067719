import type { EventWhy } from '../../shared/cases/review/read-why.ts';
import { dateInFrench } from '../../shared/domain/calendar/civil-date.ts';
import { HubError } from '../../shared/errors.ts';

const causes: Record<NonNullable<EventWhy['moved']>['cause'], string> = {
  fusion: 'réunion',
  detachement: 'sortie',
  annulation: 'annulation',
};

/** Why one event is in its case, in a few lines. */
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

const refusals: Readonly<Record<string, string>> = {
  REVIEW_UNKNOWN: 'aucune question de ce nom n’attend ici (review list les donne)',
  CASE_UNKNOWN: 'ce dossier n’existe pas',
  NAME_WRONG:
    'ni une référence (77-2026-000123), ni un nom de dossier dont les lettres concordent : faites-le relire',
  NAME_UNKNOWN: 'aucun dossier ne porte ce nom',
  CASE_CHANGED: 'le dossier a changé entre-temps : regardez de nouveau, puis répondez',
  SAME_CASE: 'c’est un seul dossier, dit deux fois',
  MERGED_ALREADY:
    'l’un de ces dossiers est déjà réuni à un autre, sans rien à y ajouter (review why dit lequel)',
  SECOND_READER: 'une autre personne doit confirmer',
  REVIEW_OTHERWISE: 'cette question se répond autrement (review --help dit comment)',
  NOTHING_TO_UNDO:
    'rien à annuler ici ; une réunion ou une sortie s’annule par undo, depuis le dossier d’arrivée',
  TEXT_TOO_LONG: 'le texte est trop long',
  EVENT_UNKNOWN: 'ce dossier n’a pas cet événement (review why les donne)',
};

/** What went wrong, for whoever answers. */
export const errorInFrench = (error: unknown): string => {
  if (error instanceof HubError && Object.hasOwn(refusals, error.code))
    return `${refusals[error.code]} (${error.code})`;
  return error instanceof Error ? error.message : String(error);
};
