import { type CivilDate, earlierOf, FIRST_DAY, LAST_DAY, laterOf } from '../calendar/civil-date.ts';
import { workingDayFrom } from '../calendar/working-days.ts';
import { has, type Mark, type MarkName, named } from '../procedure/mark.ts';
import type { Became, Deadline } from './deadline.ts';
import { applyLength } from './length.ts';
import type { Facts, Version } from './rule.ts';
import { type NamedRule, rules } from './rules/all.ts';

/**
 * Every delay that runs, ran or is suspended in a case: one for each rule and each fact it runs from, in the procedure's
 * order. It depends on what happened, not on the day it is asked nor on the order of arrival.
 */
export const deadlinesOf = (facts: Facts): Deadline[] =>
  rules
    .filter((rule) => concerns(rule, facts.situation))
    .flatMap((rule) => {
      const found = startsOf(rule, facts).flatMap((from) => {
        const deadline = deadlineOf(rule, facts, from);
        return deadline ? [{ from, deadline }] : [];
      });
      return found.map(({ from, deadline }, index) => {
        // Of two that are told on one day neither replaces the other: nobody knows which holds.
        const next = found.slice(index + 1).find((later) => told(later.from) > told(from));
        return withEnd(rule, facts, from, next?.from, deadline);
      });
    });

/** A rule of rent debt applies as soon as there is rent debt, whatever other motif the case has. */
const concerns = ({ motifs }: NamedRule, { motif, otherMotifs }: Facts['situation']): boolean =>
  motifs === undefined || motif === undefined || [motif, ...otherMotifs].some((one) => motifs.includes(one));

/** The facts a rule runs from, one for each date, in the order in which they were told: a hearing is told before its date. */
const startsOf = (rule: NamedRule, { marks }: Facts): Mark[] => {
  const byDate = new Map<CivilDate, Mark>();
  for (const mark of named(marks, ...rule.from)) {
    const earlier = byDate.get(mark.date);
    // A hearing announced again counts from the first act, unless that one lapsed in between.
    const same =
      mark.name === 'audience' &&
      earlier !== undefined &&
      !named(marks, 'assignationCaduque').some(({ date }) => earlier.toldOn <= date && date <= mark.toldOn);
    if (!same) byDate.set(mark.date, mark);
  }
  // Stryker disable next-line ConditionalExpression,EqualityOperator: marks come by date: of two told on one day, the first stays first; only a hearing is told before its date
  const all = [...byDate.values()].sort((a, b) => (told(a) < told(b) ? -1 : told(a) > told(b) ? 1 : 0));
  if (!rule.once) return all;
  // Stryker disable next-line ArrayDeclaration: the invented step is none that is looked for
  const settling = named(marks, ...rule.satisfiedBy, ...(rule.mootBy ?? [])).map(told);
  const starts: Mark[] = [];
  for (const mark of all) {
    const running = starts.at(-1);
    if (!running || settling.some((day) => told(running) <= day && day < told(mark))) starts.push(mark);
  }
  return starts;
};

/** When a fact is told: a hearing or a commission by the act that announces it; any other fact on its own date. */
const told = ({ name, date, toldOn }: Mark): CivilDate =>
  name === 'audience' || name === 'clpil' ? earlierOf(date, toldOn) : date;

const versionAt = ({ versions, dated }: NamedRule, from: Mark): Version | undefined => {
  const day = dated?.(from) ?? from.date;
  return versions.findLast(
    ({ validFrom = FIRST_DAY, validTo = LAST_DAY }) => validFrom <= day && day <= validTo,
  );
};

type Counting = Pick<Deadline, 'length' | 'lengthBy'>;

const countingOf = (rule: NamedRule, facts: Facts, from: Mark, version: Version): Counting => {
  if (rule.granted && from.until) return { length: version.length, lengthBy: 'decision' };
  if (rule.stated && from.stated) return { length: from.stated, lengthBy: 'acte' };
  const judged = rule.judged?.(facts, from);
  if (judged) return { length: judged, lengthBy: 'juge' };
  return { length: version.length, lengthBy: 'regle' };
};

const deadlineOf = (rule: NamedRule, facts: Facts, from: Mark): Deadline | undefined => {
  const version = versionAt(rule, from);
  if (!version || (rule.when && !rule.when(facts, from, version))) return undefined;
  // An act that states its motif runs the delays of that motif only.
  if (from.motif !== undefined && rule.motifs?.includes(from.motif) === false) return undefined;
  const counting = countingOf(rule, facts, from, version);
  // Stryker disable next-line StringLiteral: a direction that is not «avant» is the other one
  const direction = rule.direction ?? 'apres';
  const found = rule.start?.(facts, from);
  const base = {
    rule: rule.name,
    title: rule.title,
    enClair: rule.enClair,
    nature: rule.nature,
    from: { mark: from.name, date: from.date },
    toldOn: from.toldOn,
    direction,
    ...counting,
    version,
    report: rule.report,
    inForceTo: rule.inForceTo,
    firstDay: rule.firstDay ?? false,
    commitsState: rule.commitsState ?? false,
    became: { kind: 'enCours' } as const,
  };
  if (found && 'suspendu' in found) {
    const none = {
      start: undefined,
      counted: undefined,
      reported: undefined,
      moved: undefined,
      due: undefined,
      quiet: false,
      note: undefined,
    };
    const became: Became = { kind: 'suspendu', why: found.suspendu };
    return { ...base, ...none, knownOn: from.knownOn, became };
  }
  const counted =
    counting.lengthBy === 'decision'
      ? (from.until ?? from.date)
      : applyLength(found?.date ?? from.date, counting.length, direction === 'avant' ? -1 : 1);
  // A delay that the judge removed is not carried over.
  const reported = rule.report.applies && counting.length.value > 0 ? workingDayFrom(counted) : counted;
  const moved = rule.due?.(facts, from, reported);
  const known = [found?.knownOn, moved?.knownOn].reduce<CivilDate>(
    (day, other) => (other ? laterOf(day, other) : day),
    from.knownOn,
  );
  return {
    ...base,
    start: found?.why ? found : undefined,
    counted,
    reported,
    moved,
    due: moved?.date ?? reported,
    quiet: rule.quiet?.(facts, moved?.date ?? reported) ?? false,
    note: rule.note?.(moved?.date ?? reported, from, facts),
    knownOn: known,
  };
};

/** The earliest of what settles a delay, replaces it or leaves it without object. */
const withEnd = (
  rule: NamedRule,
  facts: Facts,
  from: Mark,
  next: Mark | undefined,
  deadline: Deadline,
): Deadline => {
  const { due } = deadline;
  // A delay that has not started is settled by nothing that follows: only what ends the procedure leaves it without object.
  const stopped = deadline.became.kind === 'suspendu' && rule.nature === 'attente';
  // An assignation does not lapse on the day it is made: what lapsed that day is another one.
  const since = (mark: Mark): boolean =>
    mark.name === 'assignationCaduque' ? mark.date > from.toldOn : told(mark) >= told(from);
  const settled = named(facts.marks, ...(stopped ? [] : rule.satisfiedBy))
    .filter((mark) => rule.counts?.(facts, mark, from) ?? true)
    .filter((mark) => since(mark) || (rule.satisfiedBefore && stands(facts, mark, from)))
    .sort(
      // Stryker disable next-line EqualityOperator: marks come by date: of two told on one day, the first stays first; only a hearing is told before its date
      (a, b) => (told(a) < told(b) ? -1 : 1),
    )[0];
  // Stryker disable next-line ArrayDeclaration: the invented step is none that is looked for
  const closing = [
    ...named(facts.marks, ...(rule.mootBy ?? [])).filter((mark) => rule.counts?.(facts, mark, from) ?? true),
    ...closingsOf(facts),
  ]
    .filter(since)
    .sort(
      // Stryker disable next-line EqualityOperator: marks come by date: of two told on one day, the first stays first; only a hearing is told before its date
      (a, b) => (told(a) < told(b) ? -1 : 1),
    )[0];
  // Stryker disable next-line EqualityOperator: marks come by date: of two told on one day, the first stays first; only a hearing is told before its date
  const later = next && (!closing || told(next) < told(closing)) ? next : closing;
  if (settled && (!later || told(settled) <= told(later))) {
    const on = told(settled);
    // Stryker disable next-line ConditionalExpression: for the types: the other conditions already say so
    const late =
      rule.nature === 'obligation' && due !== undefined && on > due && due <= (rule.inForceTo ?? LAST_DAY);
    return { ...deadline, became: { kind: 'satisfait', on, by: settled.name, late } };
  }
  if (!later) return deadline;
  const on = told(later);
  // Stryker disable next-line ConditionalExpression: for the types: the other conditions already say so
  if (rule.nature !== 'demande' && due !== undefined && due < on)
    return { ...deadline, became: { kind: 'depasse', on, by: later.name } };
  if (later === next) return { ...deadline, became: { kind: 'deplace', on, to: next.date } };
  return { ...deadline, became: { kind: 'sansObjet', on, by: later.name } };
};

/** Whether an earlier fact still settles the delay: a protocole de cohésion sociale that was denounced since does not. */
const stands = ({ marks }: Facts, mark: Mark, from: Mark): boolean =>
  // What was done for a hearing that will not be held is to be done again for the next one.
  !named(marks, 'assignationCaduque').some(({ date }) => mark.date <= date && date < told(from)) &&
  standsAlone(marks, mark, from);

const standsAlone = (marks: readonly Mark[], mark: Mark, from: Mark): boolean =>
  mark.name !== 'protocoleSigne' ||
  !named(marks, 'protocoleDenonce').some(({ date }) => mark.date <= date && date <= from.date);

const beforeResolution: readonly MarkName[] = ['expulsionOrdonnee', 'echeanceManquee', 'adjudication'];

/**
 * Facts that leave every running delay without object: the household left, the judge rejected the request, the debt was paid in
 * time.
 */
const closingsOf = ({ marks, situation }: Facts): Mark[] => {
  const paid = named(marks, 'detteSoldee').filter(
    ({ date }) =>
      (situation.motif ?? 'impaye') === 'impaye' &&
      situation.otherMotifs.length === 0 &&
      !has(
        marks.filter((mark) => mark.date <= date),
        ...beforeResolution,
      ),
  );
  return [
    ...named(
      marks,
      'parti',
      'reloge',
      'expulse',
      'demandeRejetee',
      'renonciation',
      'deces',
      'nouveauBail',
      'titreInfirme',
    ),
    ...paid,
  ];
};
