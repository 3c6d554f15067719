import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import {
  etatSeanceNames,
  nomDe,
  type Seance,
  type Situation,
} from '../../../../shared/domain/commissions/seance.ts';
import { Badge, Day } from '../kit/words.tsx';

/** Address of a commission's page, and of one of its sessions'. */
export const commissionPath = (code: string): string => `/commissions/${code}`;
export const seancePath = ({ commission, date }: Pick<Seance, 'commission' | 'date'>): string =>
  `${commissionPath(commission)}/seances/${date}`;

export const SeanceBadge: FC<{ of: Seance['etat'] }> = ({ of }) => (
  <Badge kind={of === 'close' ? 'success' : of === 'annulee' ? 'error' : of === 'ouverte' ? 'new' : 'info'}>
    {etatSeanceNames[of]}
  </Badge>
);

/** A day by which something is to be done: how it stands today. */
export const Avant: FC<{ of: CivilDate; today: CivilDate; fait?: boolean }> = ({
  of,
  today,
  fait = false,
}) => (
  <>
    <Day of={of} aloud />
    {!fait && of < today ? (
      <>
        {' '}
        <Badge kind="warning" inline>
          passé
        </Badge>
      </>
    ) : null}
  </>
);

/** How a household is called on pages: its persons, else its reference. */
export const menageDe = (situation: Pick<Situation, 'household' | 'reference'>): string =>
  nomDe(situation) || situation.reference;

export const logementDe = ({ dwelling }: Pick<Situation, 'dwelling'>): string =>
  [dwelling.street, dwelling.complement, [dwelling.postcode, dwelling.commune].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ');
