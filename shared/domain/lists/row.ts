import type { CivilDate } from '../calendar/civil-date.ts';
import type { Case } from '../case/case-of.ts';
import type { Saisine } from '../ccapex/saisines.ts';
import { delayKey } from '../delays/deadline.ts';
import { currentAudience } from '../delays/rules/judiciaire.ts';
import type { Motif } from '../events/common.ts';
import type { FlagCode } from '../flags/flag.ts';
import { saidCommune } from '../notices/said.ts';
import type { Stage } from '../procedure/stage.ts';
import { endOf } from '../responsabilite/periodes.ts';
import { normaliseName } from '../text/normalise-name.ts';
import { oneLine } from '../text/plain-text.ts';

/**
 * A demande de CFP that silence, or a refusal, makes the State answer for. Dates, and not where it stands: that is for the reader's day.
 */
export type Silence = {
  /** The refusal: the day it was told, or the last day before silence is one. */
  refus: CivilDate;
  /** Whether the refusal was told. */
  expres: boolean;
  /** First day of the State's liability. */
  debut?: CivilDate | undefined;
};

/** What a list shows of a case and filters it by: no name, and no address but the commune. */
export type CaseRow = {
  commune: string;
  stage: Stage;
  motif?: Motif | undefined;
  /** Cents. */
  dette?: number | undefined;
  loyer?: number | undefined;
  /** As its last sender wrote it, on one line; and so that its spelling does not matter. */
  bailleur?: string | undefined;
  bailleurKey?: string | undefined;
  /** The earliest obligation that is late. */
  late?: { rule: string; due: CivilDate } | undefined;
  /** The nearest delay that runs. */
  next?: { rule: string; due: CivilDate } | undefined;
  audience?: CivilDate | undefined;
  silence?: Silence | undefined;
  /** Referrals to the CCAPEX that wait. */
  saisines?: Saisine[] | undefined;
  /** The day on which an unpaid rent was signalled before 2027, while which law governs it is to be confirmed. */
  regime?: CivilDate | undefined;
  /** What an agent should look at. */
  flags: FlagCode[];
  /** Whether a person has yet to say whose case it is. */
  provisional: boolean;
};

/** Characters of a landlord's name in a list. */
const MOST_BAILLEUR = 60;
/** Flags that a list keeps: it shows the first. */
const MOST_FLAGS = 8;

/** What lists keep of a case, as of the day it was folded. */
export const rowOf = (state: Case): CaseRow => {
  const { situation, marks, flags } = state.chronology;
  const audience = currentAudience(marks)?.date;
  const bailleur = situation.bailleur.nom && oneLine(situation.bailleur.nom).slice(0, MOST_BAILLEUR);
  return {
    commune: saidCommune(state.dwelling) ?? '',
    stage: state.stage,
    motif: state.motif,
    dette: state.dette,
    loyer: situation.loyer,
    bailleur,
    bailleurKey: bailleur && normaliseName(bailleur),
    late: state.status === 'closed' ? undefined : state.overdue,
    next: state.nextDue,
    audience,
    silence: silenceOf(state),
    saisines: state.saisines.length > 0 ? state.saisines : undefined,
    regime: regimeOf(state),
    flags: [...new Set(flags.map(({ code }) => code))].slice(0, MOST_FLAGS),
    provisional: state.provisional,
  };
};

/** Since when an unpaid rent is governed by a law that is to be confirmed (décret n° 2026-84, art. 5). */
const regimeOf = ({ status, chronology }: Case): CivilDate | undefined =>
  status === 'closed'
    ? undefined
    : chronology.deadlines.find(({ rule, became }) => rule === 'regimeImpaye' && became.kind === 'enCours')
        ?.from.date;

/** Delays that a summary keeps: the latest. */
const MOST_LIVE = 60;

/** The delays that nothing has settled yet, each as `delayKey` has it: an alert about another one asks for nothing any more. */
export const liveOf = ({ status, chronology }: Pick<Case, 'status' | 'chronology'>): string[] =>
  status === 'closed'
    ? []
    : chronology.deadlines
        .filter(({ became }) => became.kind === 'enCours' || became.kind === 'suspendu')
        .map(({ rule, from }) => delayKey(rule, from.date))
        .slice(-MOST_LIVE);

/** The first demande that is refused, or will be by silence, and whose liability nothing ends. */
const silenceOf = ({ status, chronology }: Case): Silence | undefined => {
  if (status === 'closed') return undefined;
  const open = chronology.periodes.flatMap((periode) => {
    const { refus, debut, octroi, fin } = periode;
    if (refus === undefined || endOf(periode) !== undefined || fin !== undefined) return [];
    // A grant before any liability leaves none.
    if (octroi !== undefined && debut === undefined) return [];
    return [{ refus: refus.date, expres: refus.expres, debut }];
  });
  return open.sort((a, b) => (a.refus < b.refus ? -1 : 1))[0];
};
