import type { FC } from 'hono/jsx';
import type { CivilDate } from '../../../../shared/domain/calendar/civil-date.ts';
import type { CaseRow } from '../../../../shared/domain/lists/row.ts';
import { SilenceSaid } from '../case-words.tsx';
import { Badge, Day } from '../kit/words.tsx';
import { daysAway, ruleTitle } from '../state-words.ts';

/** What is late, else what is next, and when. */
export const NextSaid: FC<{ row: CaseRow; today: CivilDate }> = ({ row: { late, next, silence }, today }) => {
  if (silence !== undefined && silence.refus < today) return <SilenceSaid of={silence} today={today} />;
  const shown = late ?? next;
  if (shown === undefined) return <>aucune</>;
  return (
    <>
      {late === undefined ? null : <Badge kind="error">En retard</Badge>} <Day of={shown.due} /> (
      {daysAway(today, shown.due)})<span class="mention">{ruleTitle(shown.rule)}</span>
    </>
  );
};
