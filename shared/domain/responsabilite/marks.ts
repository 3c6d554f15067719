import { laterOf } from '../calendar/civil-date.ts';
import type { Mark } from '../procedure/mark.ts';
import { endOf, type Periode } from './periodes.ts';

/** The refusals by silence, dated on the last day of the silence, be it still to come. */
export const refusImplicites = (periodes: readonly Periode[]): Mark[] =>
  periodes.flatMap(({ demande, refus, knownOn }) =>
    refus && !refus.expres
      ? [{ name: 'refusImplicite' as const, date: refus.date, toldOn: demande.date, knownOn }]
      : [],
  );

/** The first and the last day of each period of liability, as facts that delays run from. */
export const marksOfPeriodes = (periodes: readonly Periode[]): Mark[] =>
  periodes.flatMap((periode) => {
    const { debut, demande, refus, knownOn } = periode;
    if (debut === undefined) return [];
    const end = endOf(periode);
    // Told by the refusal: a liability that starts with it is not announced twice.
    const told = { toldOn: refus?.date ?? debut, knownOn };
    return [
      { name: 'responsabilite' as const, date: debut, ...told, doubts: periode.aConfirmer },
      ...(end === undefined
        ? []
        : [
            {
              name: 'responsabiliteFinie' as const,
              date: end,
              toldOn: laterOf(demande.date, end),
              knownOn,
            },
          ]),
    ];
  });
