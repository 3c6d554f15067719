import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { agendaOf } from '../../domain/case/agenda.ts';
import { type Case, caseOf } from '../../domain/case/case-of.ts';
import { alertsOf } from '../../domain/delays/alerts.ts';
import { statusAt } from '../../domain/delays/deadline.ts';
import { explain, sourceOf } from '../../domain/delays/explain.ts';
import type { CaseEvent } from '../../domain/events/case-event.ts';
import type { Motif } from '../../domain/events/common.ts';
import type { Mark } from '../../domain/procedure/mark.ts';
import { markTitles } from '../../domain/procedure/mark-titles.ts';
import { marksOf } from '../../domain/procedure/marks-of.ts';
import { titleOf } from '../../domain/procedure/stage.ts';
import { responsabiliteAt } from '../../domain/responsabilite/responsabilite.ts';
import { eventTexts } from '../../outbound/texts/event-texts.ts';

/** What the hub concludes about a case as of a day, for a person or a program that asks why. */
export type CaseReport = ReturnType<typeof reportOn>;

const motifTitles: Record<Motif, string> = {
  impaye: 'impayé de loyer',
  troubleDeJouissance: 'trouble de jouissance',
  congeReprise: 'congé pour reprise',
  congeVente: 'congé pour vente',
  divorce: 'divorce, logement attribué à l’autre conjoint',
  adjudication: 'adjudication',
};

/**
 * Everything the hub concludes on a day from the acts dated up to that day, with the rule each conclusion comes from, and the day on which
 * it will look at the case again.
 *
 * @throws Error when no act is dated up to that day
 */
export const reportOf = (
  events: readonly CaseEvent[],
  today: CivilDate,
): CaseReport & { nextDay: CivilDate | undefined } => {
  const known = events.filter(({ actDate }) => actDate <= today);
  if (known.length === 0) throw new Error(`aucun acte n’est daté du ${today} ou d’avant`);
  const state = caseOf(known, today);
  return { ...reportOn(state, known, today), nextDay: nextDayOf(state, today) };
};

/** What the hub concludes of a case that is folded already, from acts none of which is dated after that day. */
export const reportOn = (state: Case, known: readonly CaseEvent[], today: CivilDate) => {
  const { marks, deadlines, flags, earlier } = state.chronology;
  const alerts = alertsOf(deadlines, state.routableFrom ?? today);
  return {
    today,
    motif: state.motif,
    motifTitle: state.motif && motifTitles[state.motif],
    stage: state.stage,
    stageTitle: titleOf(state.stage),
    stageSince: state.stageSince,
    status: state.status,
    arrondissement: state.arrondissement,
    nextDue: state.nextDue,
    responsabilite: responsabiliteAt(marks, today, state.aConfirmer.length > 0),
    flags: flags.filter(({ since }) => since <= today),
    enAttente: known
      .filter(({ id }) => state.aConfirmer.includes(id))
      .map(({ kind, actDate, sender }) => ({ kind, title: eventTexts[kind].title, actDate, sender })),
    facts: factsIn(marks),
    episodes: earlier.map(({ events: own, end }) => ({
      depuis: own[0]?.actDate,
      jusquAu: end?.on,
      fin: end && titleOf(end.stage),
      responsabilite: responsabiliteAt(marksOf(own), today),
      facts: factsIn(marksOf(own)),
    })),
    deadlines: deadlines.map((deadline) => ({
      rule: deadline.rule,
      title: deadline.title,
      nature: deadline.nature,
      status: statusAt(deadline, today),
      from: deadline.from,
      due: deadline.due,
      outcome: deadline.became,
      source: sourceOf(deadline),
      explanation: explain(deadline),
      alerts: alerts
        .filter((alert) => alert.deadline === deadline)
        .filter(
          ({ name, day }, _, own) =>
            day <= today || own.find((one) => one.name === name && one.day > today)?.day === day,
        )
        .map(({ name, day, to }) => ({ name, day, to, when: day <= today ? 'envoyée' : 'à venir' })),
    })),
  };
};

const factsIn = (marks: readonly Mark[]) =>
  marks.map(({ name, date, until }) => ({ date, fact: name, title: markTitles[name], until }));

const nextDayOf = (state: Case, today: CivilDate): CivilDate | undefined =>
  agendaOf(state, [], today).nextDay;
