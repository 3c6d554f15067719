import type { Finding } from '../../shared/cases/rights/finding.ts';
import { findCopies, outOfReach, type RequestDeps } from '../../shared/cases/rights/request.ts';
import type { Target, TargetCase } from '../../shared/cases/rights/target.ts';
import { dateInFrench } from '../../shared/domain/calendar/civil-date.ts';
import { parisDay } from '../../shared/domain/calendar/paris-day.ts';
import { caseOf } from '../../shared/domain/case/case-of.ts';
import { without } from '../../shared/domain/erasure/without.ts';
import { titleOf } from '../../shared/domain/procedure/stage.ts';
import { caseLines } from '../../shared/domain/retention/table.ts';
import { termOf } from '../../shared/domain/retention/term.ts';

/** All that the hub knows of the persons, to be given to them. What concerns others is taken out (RGPD, art. 15(4)). */
export type Exported = Awaited<ReturnType<typeof exportOf>>;

export const exportOf = async (deps: RequestDeps, target: Target, at: string) => {
  const copies: Omit<Finding, 'apply' | 'act' | 'why'>[] = [];
  const mixed = target.cases.filter(({ others }) => others.length > 0);
  const others = mixed.flatMap((one) => one.others);
  const own = (content: unknown): unknown =>
    others.length === 0 || content === undefined ? content : without(content, others, target.persons);
  // A copy that may be a homonym's must not be given to the person.
  for await (const { apply: _, act, why: __, ...copy } of findCopies(deps, target, new Map()))
    if (act !== 'à vérifier')
      copies.push({ ...copy, ...(copy.content !== undefined && { content: own(copy.content) }) });
  return {
    faitLe: at,
    dossiers: target.cases.map((one) => dossierOf(one, parisDay(at))),
    copies,
    horsDePortee: outOfReach(at),
  };
};

const dossierOf = ({ caseId, gone, others, events }: TargetCase, today: string) => {
  const state = caseOf(events, today);
  const term = termOf(state);
  return {
    dossier: caseId,
    etape: titleOf(state.stage),
    depuis: state.stageSince,
    commune: state.dwelling.commune,
    adresse: [state.dwelling.street, state.dwelling.complement].filter(Boolean).join(', ') || undefined,
    personnes: gone,
    autresPersonnes: new Set(
      others.map(({ nomNaissance, prenoms }) => JSON.stringify([nomNaissance, prenoms])),
    ).size,
    evenements: without(events, others, gone),
    conservation: term
      ? `${caseLines[term.ending].what} ; jusqu’au ${dateInFrench(term.day)} (${caseLines[term.ending].source.text})`
      : 'dossier gelé : conservé jusqu’à la levée du gel',
  };
};
