import { addDays, type CivilDate } from '../../../shared/domain/calendar/civil-date.ts';
import type { Motif } from '../../../shared/domain/events/common.ts';
import { householdOf } from '../households.ts';
import { createChance } from '../random.ts';
import { tellProcedure } from './procedure-of.ts';
import { createStory, type Happening } from './story.ts';

/** First and last day of the year that is played, in Europe/Paris. */
export const FIRST_DAY: CivilDate = '2026-01-05';
export const LAST_DAY: CivilDate = '2027-01-04';

/** Five of each, so that each motif is met in the five arrondissements. Most are unpaid rents, as in the charter. */
const motifs: readonly Motif[] = [
  'impaye',
  'troubleDeJouissance',
  'impaye',
  'congeVente',
  'impaye',
  'adjudication',
  'impaye',
  'divorce',
  'impaye',
  'congeReprise',
  'impaye',
  'impaye',
];

/**
 * A year of invented households of every motif and arrondissement, in the order of the days. It is seeded: the year is the same
 * each time. What a story would bring after the year is left out, so that some procedures are still under way at its end.
 */
export const yearOf = (households: number, seed = 77): Happening[] => {
  const chance = createChance(seed);
  const all = Array.from({ length: households }, (_, n) => {
    const household = householdOf(chance, n);
    const story = createStory(household, () =>
      chance.percent(70) ? chance.between(0, 3) : chance.between(4, 25),
    );
    const start = addDays(FIRST_DAY, 45 + chance.between(0, 150));
    tellProcedure(story, chance, household, motifs[Math.floor(n / 5) % motifs.length] ?? 'impaye', start);
    return story.happenings;
  });
  return all
    .flat()
    .filter(({ day }) => day <= LAST_DAY)
    .map((happening, order) => ({ happening, order }))
    .sort((a, b) =>
      a.happening.day < b.happening.day ? -1 : a.happening.day > b.happening.day ? 1 : a.order - b.order,
    )
    .map(({ happening }) => happening);
};
