import type { FC } from 'hono/jsx';
import { dateInFrench } from '../../../../shared/domain/calendar/civil-date.ts';
import { type Line, lineOf, ROW } from './line.ts';
import type { Procedure } from './procedure.ts';

/** The sign of a step: its form says what its colour says. */
const Sign: FC<{ point: Line['points'][number]; y: number }> = ({ point: { x, state }, y }) => {
  switch (state) {
    case 'atteint':
      return <circle class="ligne-atteint" cx={x} cy={y} r={8} />;
    case 'attendu':
      return <circle class="ligne-attendu" cx={x} cy={y} r={7} stroke-width={2} stroke-dasharray="3 2" />;
    case 'retard':
      return (
        <>
          <path class="ligne-retard" d={`M${x} ${y - 11}l11 20h-22z`} />
          <path class="ligne-dessus" d={`M${x} ${y - 4}v6M${x} ${y + 4}v2`} stroke-width={2} />
        </>
      );
    case 'refus':
    case 'engage':
      return (
        <>
          <rect class="ligne-retard" x={x - 9} y={y - 9} width={18} height={18} />
          <path class="ligne-dessus" d={`M${x - 4} ${y - 4}l8 8M${x + 4} ${y - 4}l-8 8`} stroke-width={2} />
        </>
      );
  }
};

const Words: FC<{ point: Line['points'][number]; y: number }> = ({
  point: { x, lines, under, below },
  y,
}) => {
  const first = below ? y + 28 : y - 18 - (lines.length + under.length - 1) * ROW;
  return (
    <text x={x} y={first} text-anchor="middle">
      {lines.map((line, n) => (
        <tspan class="ligne-fort" x={x} dy={n === 0 ? 0 : ROW}>
          {line}
        </tspan>
      ))}
      {under.map((line) => (
        <tspan x={x} dy={ROW}>
          {line}
        </tspan>
      ))}
    </text>
  );
};

/** What the picture shows, for who does not see it; the table beneath has the rest. */
const descriptionOf = ({ points, bands }: Procedure): string =>
  [
    ...points.map(
      ({ full, date, state }) =>
        `${full} : ${date === undefined ? 'date inconnue' : dateInFrench(date)}${state === 'attendu' ? ', attendu' : state === 'retard' ? ', en retard' : ''}`,
    ),
    ...bands.map(
      ({ text, from, to }) =>
        `${text} : du ${dateInFrench(from)}${to === undefined ? ', en cours' : ` au ${dateInFrench(to)}`}`,
    ),
  ].join('. ');

/** The line of a procedure, as a picture. It is left out where there is no room for its words: its table says the same. */
export const ProcedureSvg: FC<{ procedure: Procedure }> = ({ procedure }) => {
  const { width, height, y, points, reachedTo, today, bands } = lineOf(procedure);
  const [first, last] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 0];
  return (
    <svg
      class="ligne"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby="ligne-titre ligne-texte"
      xmlns="http://www.w3.org/2000/svg"
    >
      <title id="ligne-titre">La procédure, étape par étape</title>
      <desc id="ligne-texte">{descriptionOf(procedure)}</desc>
      <defs>
        <pattern
          id="ligne-hachures"
          width={7}
          height={7}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path class="ligne-hachure" d="M0 0v7" stroke-width={4} />
        </pattern>
      </defs>
      {bands.map(({ text, x, width: length, y: top, textX, anchor, open }) => (
        <>
          <rect
            class="ligne-bande"
            x={x}
            y={top + 16}
            width={length}
            height={10}
            fill="url(#ligne-hachures)"
            stroke-width={1}
          />
          <text x={textX} y={top + 11} text-anchor={anchor}>
            {open ? `${text}, en cours` : text}
          </text>
        </>
      ))}
      <path class="ligne-jour" d={`M${today} 16V${height}`} stroke-width={1} stroke-dasharray="4 4" />
      <text x={today} y={12} text-anchor={today > width - 60 ? 'end' : 'middle'}>
        aujourd’hui
      </text>
      <path class="ligne-suite" d={`M${reachedTo} ${y}H${last}`} stroke-width={2} stroke-dasharray="4 4" />
      <path class="ligne-faite" d={`M${first} ${y}H${reachedTo}`} stroke-width={3} />
      {points.map((point) => (
        <>
          <Sign point={point} y={y} />
          <Words point={point} y={y} />
        </>
      ))}
    </svg>
  );
};
