import { parisDay } from '../../domain/calendar/paris-day.ts';
import { caseOf } from '../../domain/case/case-of.ts';
import { notUndone } from '../../domain/case/standing.ts';
import type { Nomination } from '../../domain/dsf/diagnostic.ts';
import { enqueteurDe, type Moment } from '../../domain/dsf/organisme.ts';
import type { CaseEvent, EventOf } from '../../domain/events/case-event.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import { codeOf } from '../../errors.ts';
import type { StoredCase } from '../../store/case-store.ts';
import { hasLeft, type PartnerEntry } from '../../store/partners.ts';
import { transactAgain } from '../../store/transact.ts';
import { type Answer, recordEvent } from '../recording/record-event.ts';
import { idAgain, undoAct } from '../recording/undo-act.ts';
import { type DiagnosticDeps, refuser, type Suite } from './deps.ts';

/** The partners that an agent may appoint: those of the two families that make enquiries, while they are partners. @param today Europe/Paris */
export const enqueteursDe = (all: readonly PartnerEntry[], today: string): PartnerEntry[] =>
  all
    .filter((one) => enqueteurDe(one.kind) !== undefined && enqueteurDe(one.code) !== undefined)
    .filter((one) => one.from <= today && !hasLeft(one, today))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** The request, as an agent would record it: appointing a body and recording the request of the same day are one act. */
const demandeDe = (
  { summary, events }: StoredCase,
  told: Pick<EventOf<'demandeEnqueteSociale'>, 'moment' | 'organisme'>,
  { by, at }: Answer,
): EventOf<'demandeEnqueteSociale'> => {
  const today = parisDay(at);
  const act = { kind: 'demandeEnqueteSociale', actDate: today, ...told } as const;
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

/** The act that calls for another enquiry of the same moment: a new procedure, after a diagnostic that was ended. */
const callsAgain = (events: readonly CaseEvent[], moment: Moment, since: string): boolean =>
  notUndone(events).some(
    ({ kind, actDate }) =>
      kind === (moment === 'assignation' ? 'assignation' : 'demandeCfp') && actDate > since,
  );

/**
 * Appoints one body for a case and moment, in place of another one's if there was one: the request is an event of the case, the body's people find
 * the case by it, and both families are told who is in charge (`shared/domain/notices`). All in one transaction.
 *
 * @param found the case as read
 * @param vue version of the appointment that the person read; 0 where there was none
 */
export const designer = async (
  deps: DiagnosticDeps,
  found: StoredCase,
  { moment, partner, vue }: { moment: Moment; partner: PartnerEntry; vue: number },
  answer: Answer,
): Promise<Suite<{ nomination: Nomination }>> => {
  const { store } = deps;
  const { caseId, mergedInto } = found.summary;
  const today = parisDay(answer.at);
  const organisme = enqueteurDe(partner.code);
  if (mergedInto !== undefined)
    return refuser('DOSSIER_REUNI', `Ce dossier est réuni avec ${mergedInto} : désignez dans celui-là.`);
  if (organisme === undefined || hasLeft(partner, today))
    return refuser('PAS_ENQUETEUR', 'Choisissez une MDS ou un CCAS du registre, encore partenaire.');
  const before = await store.nomination(caseId, moment);
  if ((before?.version ?? 0) !== vue) return { kind: 'change' };
  if (before?.partenaire === partner.code && before.demandeLe === today)
    return { kind: 'fait', nomination: before };
  const done = before && (await store.diagnostic(before));
  if (
    done &&
    done.etat !== 'enCours' &&
    !callsAgain(found.events, moment, parisDay(done.fini?.at ?? answer.at))
  )
    return refuser(
      'DEJA_RENDU',
      'L’enquête est rendue : elle ne change plus d’organisme. L’organisme peut la reprendre tant qu’elle n’est pas transmise.',
    );
  const event = demandeDe(found, { moment, organisme }, answer);
  const nomination: Nomination = {
    caseId,
    moment,
    version: vue + 1,
    organisme,
    partenaire: partner.code,
    nom: partner.name,
    demandeLe: today,
    evenement: event.id,
    by: answer.by,
    at: answer.at,
  };
  const begun = await store.diagnostic(nomination);
  try {
    await recordEvent(
      deps,
      caseId,
      found,
      event,
      answer,
      store.appointWrites(nomination, before, begun?.etat ?? 'enCours'),
    );
  } catch (error) {
    if (codeOf(error) !== 'CASE_CHANGED') throw error;
    return { kind: 'change' };
  }
  return { kind: 'fait', nomination };
};

/**
 * Withdraws the body appointed: its people find the case no more. The request goes with it the same day, as any act; later it stays in the case,
 * without anybody in charge.
 *
 * @param vue version of the appointment that the person read
 */
export const retirer = async (
  deps: DiagnosticDeps,
  found: StoredCase,
  { moment, vue }: { moment: Moment; vue: number },
  answer: Answer,
): Promise<Suite> => {
  const { store, client } = deps;
  const nomination = await store.nomination(found.summary.caseId, moment);
  if (!nomination || nomination.version !== vue) return { kind: 'change' };
  const done = await store.diagnostic(nomination);
  if (done && done.etat !== 'enCours')
    return refuser('DEJA_RENDU', 'L’enquête est rendue : la désignation ne se retire plus.');
  const written = await transactAgain(client, store.withdrawWrites(nomination));
  if (written.kind === 'refused') return { kind: 'change' };
  if (parisDay(nomination.at) === parisDay(answer.at))
    await undoAct(deps, found, nomination.evenement, answer);
  return { kind: 'fait' };
};
