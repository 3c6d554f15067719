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
    .filter(({ motifs }) => {
      const { motif } = facts.situation;
      return motifs === undefined || motif === undefined || motifs.includes(motif);
    })
    .flatMap((rule) => {
      const starts = startsOf(rule, facts);
      return starts.flatMap((from, index) => {
        const deadline = deadlineOf(rule, facts, from);
        return deadline ? [withEnd(rule, facts, from, starts[index + 1], deadline)] : [];
      });
    });

/** The facts a rule runs from, one for each date, in the order in which they were told: a hearing is told before its date. */
const startsOf = (rule: NamedRule, { marks }: Facts): Mark[] => {
  const byDate = new Map(named(marks, ...rule.from).map((mark) => [mark.date, mark]));
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

/** When a fact is told: a hearing by the act that announces it; any other fact on its own date. */
const told = ({ date, toldOn }: Mark): CivilDate => earlierOf(date, toldOn);

const versionAt = ({ versions }: NamedRule, { date, leaseDate }: Mark): Version | undefined => {
  const day = leaseDate ?? date;
  return versions.findLast(
    ({ validFrom = FIRST_DAY, validTo = LAST_DAY }) => validFrom <= day && day <= validTo,
  );
};

type Counting = Pick<Deadline, 'length' | 'lengthBy'>;

const countingOf = (rule: NamedRule, facts: Facts, from: Mark, version: Version): Counting => {
  if (rule.granted) return { length: version.length, lengthBy: 'decision' };
  if (rule.stated && from.stated) return { length: from.stated, lengthBy: 'acte' };
  const judged = rule.judged?.(facts, from);
  if (judged) return { length: judged, lengthBy: 'juge' };
  return { length: version.length, lengthBy: 'regle' };
};

const deadlineOf = (rule: NamedRule, facts: Facts, from: Mark): Deadline | undefined => {
  const version = versionAt(rule, from);
  if (!version || (rule.when && !rule.when(facts, from, version))) return undefined;
  const counting = countingOf(rule, facts, from, version);
  // Stryker disable next-line StringLiteral: a direction that is not «avant» is the other one
  const direction = rule.direction ?? 'apres';
  const found = rule.start?.(facts, from);
  const base = {
    rule: rule.name,
    title: rule.title,
    nature: rule.nature,
    from: { mark: from.name, date: from.date },
    direction,
    ...counting,
    version,
    report: rule.report,
    became: { kind: 'enCours' } as const,
  };
  if (found && 'suspendu' in found) {
    const none = {
      start: undefined,
      counted: undefined,
      reported: undefined,
      moved: undefined,
      due: undefined,
      note: undefined,
    };
    const became: Became = { kind: 'suspendu', why: found.suspendu };
    return { ...base, ...none, knownOn: from.knownOn, became };
  }
  const counted =
    counting.lengthBy === 'decision'
      ? (from.until ?? from.date)
      : applyLength(found?.date ?? from.date, counting.length, direction === 'avant' ? -1 : 1);
  const reported = rule.report.applies ? workingDayFrom(counted) : counted;
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
    note: rule.note?.(moved?.date ?? reported),
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
  const since = (mark: Mark): boolean => told(mark) >= told(from);
  const settled = named(facts.marks, ...rule.satisfiedBy)
    .filter((mark) => rule.satisfiedBefore || since(mark))
    .sort(
      // Stryker disable next-line EqualityOperator: marks come by date: of two told on one day, the first stays first; only a hearing is told before its date
      (a, b) => (told(a) < told(b) ? -1 : 1),
    )[0];
  // Stryker disable next-line ArrayDeclaration: the invented step is none that is looked for
  const closing = [...named(facts.marks, ...(rule.mootBy ?? [])), ...closingsOf(facts)].filter(since).sort(
    // Stryker disable next-line EqualityOperator: marks come by date: of two told on one day, the first stays first; only a hearing is told before its date
    (a, b) => (told(a) < told(b) ? -1 : 1),
  )[0];
  // Stryker disable next-line EqualityOperator: marks come by date: of two told on one day, the first stays first; only a hearing is told before its date
  const later = next && (!closing || told(next) < told(closing)) ? next : closing;
  if (settled && (!later || told(settled) <= told(later))) {
    const on = told(settled);
    // Stryker disable next-line ConditionalExpression: for the types: the other conditions already say so
    const late = rule.nature === 'obligation' && due !== undefined && on > due;
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

const beforeResolution: readonly MarkName[] = ['expulsionOrdonnee', 'echeanceManquee', 'adjudication'];

/**
 * Facts that leave every running delay without object: the household left, the judge rejected the request, the debt was paid in
 * time.
 */
const closingsOf = ({ marks, situation }: Facts): Mark[] => {
  const paid = named(marks, 'detteSoldee').filter(
    ({ date }) =>
      (situation.motif ?? 'impaye') === 'impaye' &&
      !has(
        marks.filter((mark) => mark.date <= date),
        ...beforeResolution,
      ),
  );
  return [...named(marks, 'parti', 'reloge', 'expulse', 'demandeRejetee'), ...paid];
};

/**
 * The implicit refusals: one for each demande de CFP that was not answered in time, dated at the end of its delay, be it still to
 * come.
 */
export const refusImplicites = (deadlines: readonly Deadline[]): Mark[] =>
  deadlines.flatMap(({ rule, due, from, knownOn, became }) => {
    // Stryker disable next-line ConditionalExpression: for the types: the other conditions already say so
    if (rule !== 'decisionCfp' || due === undefined) return [];
    const unanswered =
      became.kind === 'enCours' ||
      became.kind === 'depasse' ||
      // Stryker disable next-line ConditionalExpression: for the types: the other conditions already say so
      (became.kind === 'satisfait' && became.late);
    // Stryker disable next-line ArrayDeclaration: the invented step is none that is looked for
    return unanswered ? [{ name: 'refusImplicite' as const, date: due, toldOn: from.date, knownOn }] : [];
  });
