import { countDay, readDay } from '../../../shared/cases/reading/day.ts';
import { readEngaged } from '../../../shared/cases/reading/engaged.ts';
import { readWaiting } from '../../../shared/cases/review/waiting.ts';
import { parisDay } from '../../../shared/domain/calendar/paris-day.ts';
import { arrondissementCodeSchema } from '../../../shared/domain/events/household.ts';
import type { Scope } from '../../../shared/domain/habilitation/habilitation.ts';
import { type Answers, type PageDeps, readerOf } from '../page.ts';
import { DayPage } from '../views/day/day.tsx';
import { EngagedPage } from '../views/day/engaged.tsx';
import { refuse } from './refuse.tsx';
import { reachOf } from './review-sides.ts';

/** The arrondissements whose cases a person works on, in the order of their codes. */
export const arrondissementsOf = ({ agent, relecteur }: Scope) =>
  arrondissementCodeSchema.options.filter((code) => agent.has(code) || relecteur.has(code));

/** An id of a person (`personIdOf`). */
const PERSON = /^[0-9a-f]{24}$/;

/** What an agent opens in the morning. */
export const dayPages = ({ client, table, now }: PageDeps): Answers<'day' | 'engaged'> => ({
  engaged: async (c, signedIn) => {
    const today = parisDay(now());
    const mine = arrondissementsOf(signedIn.scope);
    const arrondissement = mine.find((code) => code === c.req.query('arrondissement')) ?? mine[0];
    if (arrondissement === undefined) return refuse(c, 'notYours');
    const engaged = await readEngaged(client, table, arrondissement, today);
    return c.html(
      <EngagedPage
        engaged={engaged}
        reader={readerOf(signedIn)}
        today={today}
        arrondissement={arrondissement}
        mine={mine}
      />,
    );
  },

  day: async (c, signedIn) => {
    const today = parisDay(now());
    const arrondissements = arrondissementsOf(signedIn.scope);
    const asked = c.req.query('de') ?? '';
    const of = PERSON.test(asked) ? asked : signedIn.id;
    const alerted = arrondissements.filter((code) => signedIn.scope.agent.has(code));
    const [day, questions, counts] = await Promise.all([
      readDay(client, table, {
        arrondissements,
        alerted,
        person: signedIn.id,
        of,
        today,
      }),
      signedIn.scope.relecteur.size === 0
        ? undefined
        : readWaiting(client, table, reachOf(signedIn)).then(({ waiting }) => waiting),
      c.req.query('compter') === 'oui'
        ? countDay(client, table, { arrondissements, alerted, today })
        : undefined,
    ]);
    return c.html(
      <DayPage
        day={day}
        reader={readerOf(signedIn)}
        own={of === signedIn.id}
        arrondissements={arrondissements}
        today={today}
        questions={
          questions && {
            all: questions.length,
            communes: questions.filter(({ review }) => review.reason === 'commune').length,
          }
        }
        counts={counts}
      />,
    );
  },
});
