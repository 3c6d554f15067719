import { fork } from './chance.ts';
import type { WorldRecord } from './columns.ts';
import { createHand } from './corrupt/hand.ts';
import { SPAN } from './days.ts';
import { createRegistry } from './dossiers.ts';
import type { OpeningHazard, Situation } from './hazards/recipe.ts';
import { plainHousehold, recipes } from './hazards/recipes.ts';
import { rateOf, resolveOptions, type WorldOptions } from './options.ts';
import { type Arrival, writeMessages } from './partners/messages.ts';
import { createReferences } from './partners/references.ts';
import { draftCase } from './partners/timeline.ts';
import { createPlaces } from './places/places.ts';
import { profiles } from './profiles.ts';

export type World = {
  options: WorldOptions;
  /**
   * The records in order of arrival. Each call draws the same world again, and holds in memory only the messages that have not arrived.
   */
  records: () => Generator<WorldRecord>;
};

const isOpening = (name: string): name is OpeningHazard => Object.hasOwn(recipes, name);
const openings = Object.keys(recipes).filter(isOpening);

/** Situations one after another, in the order of their first unpaid rent. */
function* situations(options: WorldOptions): Generator<{ n: number; start: number; situation: Situation }> {
  const { seed, households } = options;
  const places = createPlaces(seed);
  const registry = createRegistry(places, createReferences(seed));
  for (let n = 0, made = 0; made < households; n += 1) {
    // The truth has its own source of chance, so that the same households come whatever the noise.
    const chance = fork(seed, `household/${n}`);
    const start = Math.floor((made / households) * SPAN);
    let drawn = chance.random() * 100;
    const hazard = openings.find((name) => {
      drawn -= rateOf(options, name);
      return drawn < 0;
    });
    const situation = (hazard === undefined ? plainHousehold : recipes[hazard])({
      chance,
      places,
      registry,
      start,
    });
    made += situation.households;
    yield { n, start, situation };
  }
}

function* messagesOf(options: WorldOptions, n: number, { dossiers, atLeast }: Situation): Generator<Arrival> {
  const { seed, noise } = options;
  for (const [rank, dossier] of dossiers.entries()) {
    const drafts = draftCase(fork(seed, `timeline/${n}/${rank}`), dossier, atLeast);
    const typing = fork(seed, `typing/${n}/${rank}`);
    yield* writeMessages(
      (partner) => createHand(typing, noise, profiles[partner].care),
      dossier,
      drafts,
      rateOf(options, 'old-address'),
      fork(seed, `habits/${n}/${rank}`),
      (name) => rateOf(options, name),
    );
  }
}

function* recordsOf(options: WorldOptions): Generator<WorldRecord> {
  const onTheirWay = new Map<number, WorldRecord[]>();
  const sorting = fork(options.seed, 'sorting');
  let day = 0;
  let rank = 0;
  function* deliver(until: number): Generator<WorldRecord> {
    for (; day < until; day += 1) {
      const today = onTheirWay.get(day) ?? [];
      onTheirWay.delete(day);
      // Within a day the order means nothing, and messages of one case must not stand together: shuffle them.
      for (let left = today.length - 1; left > 0; left -= 1) {
        const other = sorting.between(0, left);
        const [one, two] = [today[left], today[other]];
        if (one && two) [today[left], today[other]] = [two, one];
      }
      for (const record of today) {
        rank += 1;
        yield { ...record, rec_id: `r${String(rank).padStart(7, '0')}`, arrival: String(rank) };
      }
    }
  }
  for (const { n, start, situation } of situations(options)) {
    // No message comes before its case's first unpaid rent: the days before are complete.
    yield* deliver(start);
    for (const { day: due, record } of messagesOf(options, n, situation)) {
      const waiting = onTheirWay.get(due);
      if (waiting) waiting.push(record);
      else onTheirWay.set(due, [record]);
    }
  }
  yield* deliver(Math.max(day, ...onTheirWay.keys()) + 1);
}

/**
 * A world of invented households as their partners' records, the truth known.
 *
 * @example
 * for (const record of createWorld({ households: 2_000, seed: 1 }).records()) console.log(record.p1_nom_naissance);
 */
export const createWorld = (
  given: Pick<WorldOptions, 'households' | 'seed'> & Partial<WorldOptions>,
): World => {
  const options = resolveOptions(given);
  return { options, records: () => recordsOf(options) };
};
