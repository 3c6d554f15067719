import type { FC } from 'hono/jsx';
import type { Saisine } from '../../../../../shared/domain/ccapex/saisines.ts';
import type { Urgence } from '../../../../../shared/domain/commissions/urgence.ts';
import { words } from '../../../../../shared/domain/notices/words.ts';
import { Badge } from '../../kit/words.tsx';

/** How urgent a household is: the three first ranks commit the State, or may put it out. */
export const UrgenceSaid: FC<{ of: Urgence }> = ({ of: { rang, raison } }) =>
  rang <= 2 ? <Badge kind="warning">{raison}</Badge> : <span>{raison}</span>;

/** The criteria of a referral: those that were said, then those that the case shows. */
export const criteresDits = ({ criteres, constates }: Pick<Saisine, 'criteres' | 'constates'>): string =>
  [...criteres.map((one) => words[one]), ...constates.map((one) => `${words[one]} (constaté)`)].join(', ') ||
  'aucun critère dit';
