import type { CivilDate } from '../calendar/civil-date.ts';
import { type Case, caseOf } from '../case/case-of.ts';
import { departedFrom } from '../case/opinions.ts';
import { notUndone } from '../case/standing.ts';
import type { CaseEvent, CaseEventKind, EventOf } from '../events/case-event.ts';
import { rowOf } from '../lists/row.ts';
import { titleOf } from '../procedure/stage.ts';
import { type Urgence, urgenceDe } from './urgence.ts';

/** What a commission is told of a household's case, beside what it copied on its agenda. */
export type Eclairage = {
  etape: string;
  depuis: CivilDate | undefined;
  urgence: Urgence;
  /** The last claim for a dwelling (DALO). */
  dalo: EventOf<'recoursDalo'> | undefined;
  /** Measures of support that are open. */
  ouverts: EventOf<'accompagnement'>['mesure'][];
  relogement: EventOf<'relogement'> | undefined;
  hebergement: EventOf<'hebergement'> | undefined;
  indemnisation: EventOf<'indemnisation'> | undefined;
  aideFsl: EventOf<'aideFsl'> | undefined;
  aide: EventOf<'decisionCcapex'> | undefined;
  /** What the préfet decided on the concours, the first first, and whether each departs from an opinion in force. */
  concours: { event: EventOf<'decisionCfp'>; ecarte: boolean }[];
};

/**
 * What a commission is told of a case.
 *
 * @param events the case's
 * @param since acts of that day and after alone, of what was done since an opinion; all of them without it
 */
export const eclairageDe = (
  events: readonly CaseEvent[],
  today: CivilDate,
  since: CivilDate = '',
  state: Case = caseOf(events, today),
): Eclairage => {
  const told = notUndone(events)
    .filter(({ actDate }) => actDate >= since)
    .toSorted((a, b) => (a.actDate < b.actDate ? -1 : a.actDate > b.actDate ? 1 : a.id < b.id ? -1 : 1));
  const ofKind = <K extends CaseEventKind>(kind: K): EventOf<K>[] =>
    told.filter((event): event is EventOf<K> => event.kind === kind);
  const open = new Set<EventOf<'accompagnement'>['mesure']>();
  for (const event of notUndone(events).toSorted((a, b) => (a.actDate < b.actDate ? -1 : 1)))
    if (event.kind === 'accompagnement') open[event.etat === 'ouverte' ? 'add' : 'delete'](event.mesure);
  return {
    etape: titleOf(state.stage),
    depuis: state.stageSince,
    urgence: urgenceDe(rowOf(state), today),
    dalo: notUndone(events)
      .toSorted((a, b) => (a.actDate < b.actDate ? -1 : 1))
      .findLast(
        (event): event is EventOf<'recoursDalo'> => event.kind === 'recoursDalo' && event.voie === 'dalo',
      ),
    ouverts: [...open],
    relogement: ofKind('relogement').at(-1),
    hebergement: ofKind('hebergement').at(-1),
    indemnisation: ofKind('indemnisation').at(-1),
    aideFsl: ofKind('aideFsl').at(-1),
    aide: ofKind('decisionCcapex').at(-1),
    concours: ofKind('decisionCfp').map((event) => ({
      event,
      ecarte: departedFrom(event, events).length > 0,
    })),
  };
};

/** What is to be said of an AVDL that is recommended: it goes to DALO households first, and doubles no other support (charter, annexe 1). */
export const reservesAvdl = ({ dalo, ouverts }: Pick<Eclairage, 'dalo' | 'ouverts'>): string[] => [
  ...(dalo?.etat === 'reconnu'
    ? []
    : [
        'L’AVDL va d’abord aux ménages reconnus DALO ; ce ménage n’a pas de recours reconnu (charte, annexe 1, État).',
      ]),
  ...(ouverts.length > 0
    ? [
        `Une mesure est déjà ouverte (${ouverts.map((one) => one.toUpperCase()).join(', ')}) : deux accompagnements de même sorte ne se cumulent pas.`,
      ]
    : []),
];
