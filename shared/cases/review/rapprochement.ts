import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { CaseEvent, EventOf } from '../../domain/events/case-event.ts';
import type { StoredCase } from '../../store/case-store.ts';
import { hash } from '../filing/filing-plans.ts';
import type { Answer } from '../recording/record-event.ts';

/** The event by which a person says whether a fact ends its case, or silences what runs. @param evenement the fact's id */
export const confirmationFinOf = (
  found: StoredCase,
  etat: EventOf<'confirmationFin'>['etat'],
  evenement: string,
  { by, at }: Answer,
): CaseEvent => ({
  id: hash([found.summary.caseId, 'fin', etat, at, evenement].join('|')),
  kind: 'confirmationFin',
  etat,
  evenement,
  sender: 'etat',
  reference: by,
  actDate: parisDay(at),
  receivedAt: at,
  dwelling: found.events[0]?.dwelling ?? {},
  household: [],
});

/** The event by which a person says whether a case is a household of its own. @param dossiers the cases it was compared with */
export const rapprochementOf = (
  found: StoredCase,
  etat: EventOf<'rapprochement'>['etat'],
  dossiers: string[],
  { by, at }: Answer,
): CaseEvent => ({
  id: hash([found.summary.caseId, etat, at, ...dossiers].join('|')),
  kind: 'rapprochement',
  etat,
  dossiers,
  sender: 'etat',
  reference: found.summary.caseId,
  by,
  actDate: parisDay(at),
  receivedAt: at,
  dwelling: found.events[0]?.dwelling ?? {},
  household: [],
});
