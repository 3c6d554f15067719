import type { CaseReport } from '../../../../shared/cases/reading/case-report.ts';
import { type CivilDate, laterOf } from '../../../../shared/domain/calendar/civil-date.ts';
import type { Case } from '../../../../shared/domain/case/case-of.ts';
import type { CaseEvent } from '../../../../shared/domain/events/case-event.ts';
import type { Motif } from '../../../../shared/domain/events/common.ts';
import { type Mark, type MarkName, named } from '../../../../shared/domain/procedure/mark.ts';
import { marksOf } from '../../../../shared/domain/procedure/marks-of.ts';
import { type Band, bandsOf } from './bands.ts';
import { lateIn } from './stake.ts';

/** A step of the procedure: it was reached, is expected, is late, is a refusal, or the State's liability that runs. */
export type Point = {
  /** As the picture says it. */
  short: string;
  /** As the table says it. */
  full: string;
  /** Absent where nobody knows when. */
  date: CivilDate | undefined;
  state: 'atteint' | 'attendu' | 'retard' | 'refus' | 'engage';
  /** The code of who told it; absent where the hub computed it, or it has not come. */
  sender?: string | undefined;
  /** Where the hub has it from, when nobody told it. */
  source?: string | undefined;
};

/** The line of a procedure: its steps in order, those that are dated first, and what suspended it. */
export type Procedure = { today: CivilDate; points: Point[]; bands: Band[] };

type Step = { marks: readonly MarkName[]; short: string; full: string };

const beginnings: Record<Motif, Step> = {
  impaye: {
    marks: ['impayeConnu', 'impayeConstitue', 'organismeSaisi'],
    short: 'Impayé',
    full: 'Impayé signalé',
  },
  troubleDeJouissance: { marks: ['miseEnDemeure'], short: 'Mise en demeure', full: 'Mise en demeure' },
  congeReprise: { marks: ['conge'], short: 'Congé', full: 'Congé pour reprise' },
  congeVente: { marks: ['conge'], short: 'Congé', full: 'Congé pour vente' },
  divorce: { marks: ['jugementDivorce'], short: 'Jugement de divorce', full: 'Jugement de divorce' },
  adjudication: { marks: ['adjudication'], short: 'Adjudication', full: 'Jugement d’adjudication' },
};
const payer: Step = {
  marks: ['commandementDePayer'],
  short: 'Commandement de payer',
  full: 'Commandement de payer',
};
const judged: readonly Step[] = [
  { marks: ['assignation'], short: 'Assignation', full: 'Assignation' },
  { marks: ['audience'], short: 'Audience', full: 'Audience' },
  {
    marks: ['decision', 'delaiDePaiement', 'expulsionOrdonnee', 'demandeRejetee'],
    short: 'Décision',
    full: 'Décision du juge',
  },
];
const executed: readonly Step[] = [
  {
    marks: ['commandementDeQuitterLesLieux'],
    short: 'Commandement de quitter',
    full: 'Commandement de quitter les lieux',
  },
  { marks: ['demandeCfp'], short: 'Concours demandé', full: 'Concours de la force publique demandé' },
];
const granted: Step = {
  marks: ['cfpAccorde', 'cfpSursis'],
  short: 'Concours accordé',
  full: 'Concours accordé',
};

/** The steps that a motif leads through. A judgment of divorce or of adjudication needs no assignation. */
const pathOf = (motif: Motif): readonly Step[] => {
  const begins = beginnings[motif];
  if (motif === 'impaye') return [begins, payer, ...judged, ...executed];
  return motif === 'divorce' || motif === 'adjudication'
    ? [begins, ...executed]
    : [begins, ...judged, ...executed];
};
const allSteps: readonly Step[] = [payer, ...judged, ...executed];

/** How many late duties the picture shows; the table of delays has them all. */
const LATE_SHOWN = 2;

/** The line of a case's current procedure, as of the report's day. Pure. */
export const procedureOf = (state: Case, report: CaseReport, events: readonly CaseEvent[]): Procedure => {
  const { today } = report;
  const { marks, situation, periodes } = state.chronology;
  const path = pathOf(situation.motif ?? 'impaye');
  // What another motif would lead through is shown where it happened.
  const steps = [
    ...path,
    ...allSteps.filter((step) => !path.includes(step) && named(marks, ...step.marks).length > 0),
  ];
  const teller = tellersOf(events);
  const reached = steps.flatMap((step) => {
    const mark = named(marks, ...step.marks).at(-1);
    return mark ? [{ step, mark }] : [];
  });
  const furthest = Math.max(-1, ...reached.map(({ step }) => path.indexOf(step)));
  const ended = state.status === 'closed';
  const dated: Point[] = reached.map(({ step, mark }) => ({
    short: step.short,
    full: step.full,
    date: mark.date,
    state: mark.date <= today ? 'atteint' : 'attendu',
    sender: teller(mark),
  }));
  const grant = named(marks, ...granted.marks).at(-1);
  if (grant)
    dated.push({
      short: grant.name === 'cfpSursis' ? 'Concours accordé, sursis' : granted.short,
      full: grant.name === 'cfpSursis' ? 'Concours accordé avec sursis' : granted.full,
      date: grant.date,
      state: grant.date <= today ? 'atteint' : 'attendu',
      sender: teller(grant),
    });
  for (const { refus, debut } of periodes) {
    if (refus) dated.push(refusalOf(refus, today));
    if (debut !== undefined && (!ended || debut <= (state.stageSince ?? '')))
      dated.push(liabilityOf(debut, today));
  }
  if (!ended)
    for (const late of lateIn(report)
      .filter(({ rule }) => rule !== 'decisionCfp')
      .slice(-LATE_SHOWN))
      dated.push({
        short: late.title,
        full: late.title,
        date: late.due,
        state: 'retard',
        source: late.source,
      });
  if (ended && state.stageSince !== undefined)
    dated.push({
      short: report.stageTitle,
      full: report.stageTitle,
      date: state.stageSince,
      state: 'atteint',
    });
  const ahead: Point[] = ended
    ? []
    : [...path.slice(furthest + 1), ...(grant ? [] : [granted])].map(({ short, full }) => ({
        short: full === granted.full ? 'Octroi ?' : short,
        full: full === granted.full ? 'Octroi du concours, s’il est décidé' : full,
        date: undefined,
        state: 'attendu',
      }));
  const points = [
    ...once(dated).sort((a, b) =>
      (a.date ?? '') < (b.date ?? '') ? -1 : (a.date ?? '') > (b.date ?? '') ? 1 : 0,
    ),
    ...ahead,
  ];
  const last = points.findLast(({ date }) => date !== undefined)?.date ?? today;
  return { today, points, bands: bandsOf(marks, ended ? last : laterOf(today, last), ended) };
};

const refusalOf = ({ date, expres }: { date: CivilDate; expres: boolean }, today: CivilDate): Point => ({
  short: expres ? 'Refus' : date <= today ? 'Refus par le silence' : 'Silence : refus',
  full: expres
    ? 'Refus du concours'
    : date <= today
      ? 'Refus du concours par le silence'
      : 'Refus du concours par le silence, sans décision avant',
  date,
  state: date <= today ? 'refus' : 'attendu',
  ...(!expres && { source: 'silence de deux mois (CPCE, art. R153-1)' }),
});

const liabilityOf = (date: CivilDate, today: CivilDate): Point => ({
  short: 'L’État responsable',
  full: date <= today ? 'L’État est responsable' : 'L’État responsable, sauf octroi avant',
  date,
  state: date <= today ? 'engage' : 'attendu',
  source: 'CPCE, art. R154-1 à R154-7',
});

/** Two demandes may lead to one refusal: it is one point. */
const once = (points: readonly Point[]): Point[] => [
  ...new Map(points.map((point) => [`${point.full}|${point.date}`, point])).values(),
];

/** Who told a fact: the event of its act's day that proves it, else any of that day. */
const tellersOf = (events: readonly CaseEvent[]) => {
  const proofs = events.map((event) => ({
    sender: event.sender,
    actDate: event.actDate,
    names: new Set(marksOf([event]).map(({ name }) => name)),
  }));
  return ({ name, toldOn }: Mark): string | undefined =>
    (
      proofs.find(({ actDate, names }) => actDate === toldOn && names.has(name)) ??
      proofs.find(({ actDate }) => actDate === toldOn)
    )?.sender;
};
