import { parisDay } from '../../domain/calendar/paris-day.ts';
import { caseOf } from '../../domain/case/case-of.ts';
import type { Nomination } from '../../domain/dsf/diagnostic.ts';
import { transmissionDe } from '../../domain/dsf/jours.ts';
import type { EventOf } from '../../domain/events/case-event.ts';
import type { destinatairesDsf } from '../../domain/events/support.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import type { StoredCase } from '../../store/case-store.ts';
import { type Answer, readKnownCase, recordEvent } from '../recording/record-event.ts';
import { idAgain } from '../recording/undo-act.ts';
import { type DiagnosticDeps, refuser, type Suite } from './deps.ts';
import { diagnosticDe } from './remplir.ts';

type Destinataire = (typeof destinatairesDsf)[number];

/** The act, as an agent would record it by hand: both are one. */
const eventOf = (
  { summary, events }: StoredCase,
  destinataire: Destinataire,
  { by, at }: Answer,
): EventOf<'transmissionDsf'> => {
  const today = parisDay(at);
  const act = { kind: 'transmissionDsf', actDate: today, destinataire } as const;
  return {
    ...act,
    id: idAgain(sha256(`${summary.caseId}|${canonicalJson(act)}`), events),
    sender: 'etat',
    reference: summary.caseId,
    by,
    receivedAt: at,
    dwelling: caseOf(events, today).dwelling,
    household: [],
  };
};

/**
 * Records that the State hands the DSF to the judge and to the CCAPEX, each once: the PDF is what it hands. Only an ended diagnostic goes.
 *
 * @param found the case as read
 * @throws HubError `CASE_CHANGED` (retryable): the case changed meanwhile, what was left is done by asking again
 */
export const transmettre = async (
  deps: DiagnosticDeps,
  found: StoredCase,
  nomination: Nomination,
  to: readonly Destinataire[],
  answer: Answer,
): Promise<Suite> => {
  const diagnostic = await diagnosticDe(deps, nomination);
  const sent = transmissionDe(found.events, nomination.moment, parisDay(answer.at));
  if (nomination.moment !== 'assignation')
    return refuser(
      'PAS_UN_DSF',
      'L’enquête de la réquisition est pour le préfet : elle ne se transmet pas au juge.',
    );
  if (diagnostic.etat === 'enCours' || !sent)
    return refuser('PAS_RENDU', 'Le diagnostic n’est pas rendu : rien n’est à transmettre.');
  if (to.length === 0) return refuser('SANS_DESTINATAIRE', 'Choisissez le juge, la CCAPEX, ou les deux.');
  for (const destinataire of to) {
    if (sent[destinataire] !== undefined) continue;
    const current = await readKnownCase(deps, found.summary.caseId);
    await recordEvent(deps, current.summary.caseId, current, eventOf(current, destinataire, answer), answer);
  }
  return { kind: 'fait' };
};
