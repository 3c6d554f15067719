import type { FC } from 'hono/jsx';
import { type CivilDate, dateInFrench, daysBetween } from '../../../../shared/domain/calendar/civil-date.ts';
import { notUndone } from '../../../../shared/domain/case/standing.ts';
import type { CaseEvent } from '../../../../shared/domain/events/case-event.ts';
import { eurosOf } from '../kit/words.tsx';

/** What is owed, as an event tells it. */
export type Debt = { event: CaseEvent; cents: number };

const centsIn = (event: CaseEvent): number | undefined => {
  if (event.kind === 'surendettement') return event.detteLocative;
  if (event.kind === 'paiement') return event.solde;
  return 'dette' in event ? event.dette : undefined;
};

/** The debts that were told, by the dates of their acts; those of an act that was undone were never owed. */
export const debtsOf = (events: readonly CaseEvent[]): Debt[] =>
  notUndone(events)
    .flatMap((event) => {
      const cents = centsIn(event);
      return cents === undefined ? [] : [{ event, cents }];
    })
    .sort((a, b) => (a.event.actDate < b.event.actDate ? -1 : 1));

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [480, 132, 20, 34, 28];

/** The debt over time, as a picture, when it was told twice at least: the table beneath has the amounts. */
export const DebtSvg: FC<{ debts: readonly Debt[] }> = ({ debts }) => {
  const [first, last] = [debts[0]?.event.actDate, debts.at(-1)?.event.actDate];
  if (first === undefined || last === undefined || first === last) return null;
  const most = Math.max(1, ...debts.map(({ cents }) => cents));
  const x = (day: CivilDate): number =>
    LEFT + ((WIDTH - 2 * LEFT) * daysBetween(first, day)) / daysBetween(first, last);
  const y = (cents: number): number => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * cents) / most;
  const points = debts.map(({ event, cents }) => ({
    x: x(event.actDate),
    y: y(cents),
    cents,
    day: event.actDate,
  }));
  const ends = [points[0], points.at(-1)].filter((one) => one !== undefined);
  return (
    <svg
      class="courbe"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-labelledby="courbe-titre courbe-texte"
    >
      <title id="courbe-titre">La dette dans le temps</title>
      <desc id="courbe-texte">
        {points.map(({ day, cents }) => `${dateInFrench(day)} : ${eurosOf(cents)}`).join('. ')}
      </desc>
      <path class="ligne-suite" d={`M${LEFT} ${HEIGHT - BOTTOM}H${WIDTH - LEFT}`} stroke-width={1} />
      <path
        class="ligne-faite"
        d={`M${points.map((one) => `${one.x} ${one.y}`).join('L')}`}
        fill="none"
        stroke-width={2}
      />
      {points.map((one) => (
        <circle class="ligne-atteint" cx={one.x} cy={one.y} r={4} />
      ))}
      {ends.map((one, n) => (
        <>
          <text class="ligne-fort" x={one.x} y={one.y - 10} text-anchor={n === 0 ? 'start' : 'end'}>
            {eurosOf(one.cents)}
          </text>
          <text x={one.x} y={HEIGHT - 8} text-anchor={n === 0 ? 'start' : 'end'}>
            {dateInFrench(one.day)}
          </text>
        </>
      ))}
    </svg>
  );
};
