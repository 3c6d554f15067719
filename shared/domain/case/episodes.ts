import type { CivilDate } from '../calendar/civil-date.ts';
import type { CaseEvent } from '../events/case-event.ts';
import { type Mark, type MarkName, named } from '../procedure/mark.ts';
import { marksOf } from '../procedure/marks-of.ts';
import { type Situation, situationOf } from '../procedure/situation.ts';
import type { Stage } from '../procedure/stage.ts';
import { type Standing, standingAt } from '../procedure/stage-at.ts';

/** One procedure against a household: a case that ended and opens again has another. */
export type Episode = {
  /** The events dated within it. */
  events: CaseEvent[];
  /** How it ended, when another one followed. */
  end: { stage: Stage; on: CivilDate } | undefined;
};

/** The debt is paid, or a lease is signed: any step of a procedure begins another. */
const paid: readonly Stage[] = ['detteSoldee', 'nouveauBail'];
/** The household left, or the judge said no. What comes late is of the same procedure: only an act that begins one begins another. */
const gone: readonly Stage[] = ['parti', 'reloge', 'expulse', 'demandeRejetee', 'finPoursuites'];
const reopens = new Set<Stage>([...paid, ...gone]);
const beginnings: readonly MarkName[] = [
  'miseEnDemeure',
  'conge',
  'jugementDivorce',
  'adjudication',
  'commandementDePayer',
  'assignation',
];
/** The creditor gave up, or is another; or the occupant died. Only an act that begins a procedure begins another. */
const abandonments: readonly MarkName[] = ['renonciation', 'vente', 'deces'];

/** Facts that may end an episode. */
const endings: readonly MarkName[] = [
  'detteSoldee',
  'protocoleRespecte',
  'nouveauBail',
  'demandeRejetee',
  'titreInfirme',
  'parti',
  'reloge',
  'expulse',
  ...abandonments,
];

/** Facts about the persons rather than about a procedure: what is open of them goes on into the next one. */
const ofPersons: readonly CaseEvent['kind'][] = ['surendettement', 'suspensionExpulsion', 'accompagnement'];

/**
 * The episodes of a case, in order; there is always one. Nothing of an earlier one satisfies a duty of the next.
 *
 * @param ordered a case's events that count (`countedIn`), in order, each once (`inOrder`)
 * @param marks what they prove
 */
export const episodesOf = (ordered: readonly CaseEvent[], marks: readonly Mark[]): Episode[] => {
  const ended = named(marks, ...endings);
  const [first] = ended;
  // Most cases end once: nothing that could begin another procedure came since.
  const goesOn = first && marks.some((mark) => procedural.has(mark.name) && isAfter(mark, first.date));
  for (const mark of goesOn ? ended : []) {
    // What is told later, another motif for one, does not change how things stood on that day.
    const until = ordered.filter(({ actDate }) => actDate <= mark.toldOn);
    const end: Standing = abandonments.includes(mark.name)
      ? { stage: 'finPoursuites', since: mark.date }
      : standingAt(marksOf(until), situationOf(until), mark.date);
    const again = reopens.has(end.stage) ? reopening(marks, end) : undefined;
    if (!again || end.since === undefined) continue;
    const before = ordered.filter(({ actDate }) => actDate < again.toldOn);
    const after = ordered.filter(({ actDate }) => actDate >= again.toldOn);
    return [
      { events: before, end: { stage: end.stage, on: end.since } },
      ...episodesOf(after, marksOf(after)),
    ];
  }
  return [{ events: [...ordered], end: undefined }];
};

const reopening = (marks: readonly Mark[], { stage, since = '' }: Standing): Mark | undefined =>
  (paid.includes(stage)
    ? marks.filter(({ name }) => procedural.has(name))
    : named(marks, ...beginnings)
  ).find((mark) => isAfter(mark, since));

const isAfter = ({ toldOn, date }: Mark, day: CivilDate): boolean => toldOn > day && date > day;

const procedural: ReadonlySet<MarkName> = new Set([
  ...beginnings,
  'impayeConnu',
  'impayeConstitue',
  'organismeSaisi',
]);

/** What the current episode is judged on: its own events, and what is still open about the persons. */
export const currentOf = (episodes: readonly Episode[]): { events: CaseEvent[]; situation: Situation } => {
  const current = episodes.at(-1)?.events ?? [];
  const earlier = episodes.slice(0, -1).flatMap(({ events }) => events);
  if (earlier.length === 0) return { events: current, situation: situationOf(current) };
  const events = [...earlier.filter(({ kind }) => ofPersons.includes(kind)), ...current];
  const [own, all] = [situationOf(current), situationOf([...earlier, ...current])];
  return {
    events,
    situation: {
      ...own,
      parc: own.parc ?? all.parc,
      bailleur: {
        nom: own.bailleur.nom ?? all.bailleur.nom,
        nature: own.bailleur.nature ?? all.bailleur.nature,
      },
      etude: own.etude ?? all.etude,
      loyer: own.loyer ?? all.loyer,
      accompagnants: all.accompagnants,
    },
  };
};
