import { type Answer, type RecordDeps, recordEvent } from '../cases/recording/record-event.ts';
import { idAgain } from '../cases/recording/undo-act.ts';
import { dateInFrench } from '../domain/calendar/civil-date.ts';
import { parisDay } from '../domain/calendar/paris-day.ts';
import { type Case, caseOf } from '../domain/case/case-of.ts';
import { departedFrom, type Opinion } from '../domain/case/opinions.ts';
import type { CaseEvent } from '../domain/events/case-event.ts';
import { type Issue, issueCodes } from '../outbound/replies/issue.ts';
import type { StoredCase } from '../store/case-store.ts';
import { readRecorded } from './partners/etat/recorded.ts';

/** An act that a person tells of a case, as it would be filed. Nothing is written yet. */
export type Act = {
  event: CaseEvent;
  /** The case has it already: recording it changes nothing. */
  already: boolean;
  /** The opinions of the CCAPEX in force that it departs from. */
  opposed: readonly Opinion[];
  /** The case without it, and with it, on the day it is told. */
  before: Case;
  after: Case;
};

/**
 * Reads an act that a person tells of a case, the same from a page as from a command. A grant of the concours that departs from an
 * opinion in force must say why.
 *
 * @param text JSON: the kind, the act's date, the fields of that kind; amounts in euros
 */
export const readAct = (
  found: StoredCase,
  text: string,
  { by, at }: Answer,
): { ok: true; act: Act } | { ok: false; issues: Issue[] } => {
  const { summary, events } = found;
  const today = parisDay(at);
  const before = caseOf(events, today);
  const read = readRecorded(text, { caseId: summary.caseId, dwelling: before.dwelling, by, at });
  if (!read.ok) return read;
  const told = { ...read.event, id: idAgain(read.event.id, events) };
  const known = events.find(({ id }) => id === told.id);
  if (known) return { ok: true, act: { event: known, already: true, opposed: [], before, after: before } };
  const opposed = told.kind === 'decisionCfp' ? departedFrom(told, events) : [];
  const issues = told.kind === 'decisionCfp' ? reasonIssues(told.motifEcart, opposed) : [];
  if (issues.length > 0) return { ok: false, issues };
  const avisDu = opposed.at(-1)?.on;
  const event = told.kind === 'decisionCfp' && avisDu !== undefined ? { ...told, avisDu } : told;
  return {
    ok: true,
    act: { event, already: false, opposed, before, after: caseOf([...events, event], today) },
  };
};

const reasonIssues = (motifEcart: string | undefined, opposed: readonly Opinion[]): Issue[] => {
  const last = opposed.at(-1);
  if (last && motifEcart === undefined)
    return [
      {
        code: issueCodes.manquant,
        path: 'motifEcart',
        expected: 'la raison de s’en écarter',
        message: `cet octroi s’écarte de l’avis de la CCAPEX du ${dateInFrench(last.on)}. Dites pourquoi.`,
      },
    ];
  if (!last && motifEcart !== undefined)
    return [
      {
        code: issueCodes.invalide,
        path: 'motifEcart',
        expected: 'aucune raison',
        message:
          'aucun avis en vigueur de la CCAPEX ne recommande autre chose que cette décision. Ne donnez pas de raison.',
      },
    ];
  return [];
};

/**
 * Writes an act in its case, with what it makes due. One that the case already has changes nothing.
 *
 * @throws HubError as `recordEvent`
 */
export const recordAct = async (
  deps: RecordDeps,
  found: StoredCase,
  { event, already }: Act,
  answer: Answer,
): Promise<void> => {
  if (!already) await recordEvent(deps, found.summary.caseId, found, event, answer);
};
