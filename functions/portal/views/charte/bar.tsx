import type { FC } from 'hono/jsx';
import type { Compte } from '../../../../shared/domain/engagements/declaration.ts';

/** The states in the order of the bar. */
const parts = ['fait', 'enCours', 'nonFait', 'sans'] as const;
type Part = (typeof parts)[number];
const [WIDTH, HEIGHT, GAP] = [240, 16, 2];

/** One state: full, half, hollow, or a line. What its form says, its colour only repeats. */
const Block: FC<{ part: Part; x: number; width: number }> = ({ part, x, width }) => {
  switch (part) {
    case 'fait':
      return <rect class="part-fait" x={x} y={0} width={width} height={HEIGHT} />;
    case 'enCours':
      return <rect class="part-en-cours" x={x} y={HEIGHT / 2} width={width} height={HEIGHT / 2} />;
    case 'nonFait':
      return (
        <rect class="part-non-fait" x={x + 1} y={1} width={Math.max(1, width - 2)} height={HEIGHT - 2} />
      );
    case 'sans':
      return <rect class="part-sans" x={x} y={HEIGHT - 2} width={width} height={2} />;
  }
};

/** How far a signatory is, to be looked at: the numbers stand beside it. */
export const Bar: FC<{ of: Compte }> = ({ of }) => {
  const all = parts.reduce((sum, part) => sum + of[part], 0);
  const told = parts.filter((part) => of[part] > 0);
  const room = WIDTH - GAP * (told.length - 1);
  let x = 0;
  return (
    <svg class="part" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      {told.map((part) => {
        const width = (room * of[part]) / all;
        const block = <Block part={part} x={x} width={width} />;
        x += width + GAP;
        return block;
      })}
    </svg>
  );
};

const named = {
  fait: 'fait',
  enCours: 'en cours',
  nonFait: 'non fait',
  sans: 'non renseigné',
} as const satisfies Record<Part, string>;
/** What each form of a bar means. */
export const Legend: FC = () => (
  <ul class="legende">
    {parts.map((part) => (
      <li>
        <svg class="part-cle" viewBox={`0 0 ${HEIGHT} ${HEIGHT}`} aria-hidden="true" focusable="false">
          <Block part={part} x={0} width={HEIGHT} />
        </svg>
        {named[part]}
      </li>
    ))}
  </ul>
);
