import type { FC } from 'hono/jsx';
import { addMonths, type CivilDate } from '../../../shared/domain/calendar/civil-date.ts';
import type { CaseRow, Silence } from '../../../shared/domain/lists/row.ts';
import { Day, eurosOf } from './kit/words.tsx';
import { daysAway } from './state-words.ts';

/** A case's reference, which leads to it. */
export const CaseLink: FC<{ of: string }> = ({ of }) => (
  <a class="fr-link reference" href={`/dossiers/${of}`}>
    {of}
  </a>
);

/** Where a demande de CFP stands, and since when the State answers for it. @param today Europe/Paris */
export const SilenceSaid: FC<{ of: Silence; today: CivilDate }> = ({
  of: { refus, expres, debut },
  today,
}) => {
  if (refus >= today)
    return (
      <>
        refus par le silence <strong>{daysAway(today, refus)}</strong> (<Day of={refus} />)
      </>
    );
  const refused = (
    <>
      {expres ? 'refusé le ' : 'refus par le silence le '}
      <Day of={refus} />
    </>
  );
  if (debut === undefined) return <>{refused} ; responsabilité à déterminer</>;
  return (
    <>
      {refused} ;{' '}
      <strong>
        {debut <= today ? 'l’État est responsable depuis le ' : 'l’État sera responsable à partir du '}
        <Day of={debut} />
      </strong>
    </>
  );
};

/** Whole months that have begun since a day. */
const monthsSince = (from: CivilDate, today: CivilDate): number => {
  let months = 0;
  while (months < 600 && addMonths(from, months) <= today) months += 1;
  return months;
};

/** What the State's liability costs, where the rent is known: a month, and since it began. */
export const costOf = (
  { loyer, silence }: Pick<CaseRow, 'loyer' | 'silence'>,
  today: CivilDate,
): string | undefined => {
  if (loyer === undefined || loyer === 0 || silence?.debut === undefined) return undefined;
  const month = `${eurosOf(loyer)} de loyer par mois`;
  return silence.debut > today
    ? month
    : `${month}, environ ${eurosOf(loyer * monthsSince(silence.debut, today))} à ce jour`;
};
