import { createHash } from 'node:crypto';
import { type Chance, createChance } from '../../cli/demo/random.ts';
import { listReviews } from '../../shared/cases/review/open-reviews.ts';
import { addDays, type CivilDate } from '../../shared/domain/calendar/civil-date.ts';
import { type Facts, factsOf, tableOf } from './facts.ts';
import { calm, type Rates } from './faults.ts';
import { type Gate, installGate } from './gate.ts';
import {
  type Broken,
  countsHold,
  daysHold,
  foldsHold,
  householdsHold,
  messagesHold,
  noticesHold,
  recordsHold,
  repeatsIn,
} from './invariants.ts';
import { answerReviews } from './reader.ts';
import { redrive } from './redrive.ts';
import { seedBytes } from './seeded.ts';
import { FIRST_DAY, type Sending, trafficOf, wavesOf } from './traffic.ts';
import { createWorld, type World } from './world.ts';

/** What the run of one seed did, and what it broke. */
export type Result = {
  readonly seed: number;
  /**
   * `waves`: each message meets what it would in a clean run, so that the notices must be the same. `shuffled`: messages come in any order.
   */
  readonly mode: 'waves' | 'shuffled';
  readonly messages: number;
  readonly steps: number;
  readonly faults: Record<string, number>;
  /** Dead letters brought back; then items touched after a stream gave them up. */
  readonly redriven: number;
  readonly touched: number;
  readonly reviews: number;
  readonly mails: number;
  readonly repeatedMails: number;
  readonly sandboxes: number;
  /** Hash of the run's trace, the same for the same seed. */
  readonly digest: string;
  readonly broken: Broken;
};

/** What a run ended with. */
type Ended = {
  facts: Facts;
  before: Facts;
  open: { caseId: string; candidates: string[] }[];
  reviews: number;
  redriven: number;
  touched: number;
};

const ratesOf = (chance: Chance): Rates => ({
  die: chance.between(1, 4),
  refuse: chance.between(1, 5),
  lose: chance.between(1, 4),
  outage: 0,
});

/**
 * Plays a seed's traffic twice, without faults and with them, and compares the two. One process, one run at a time: everything
 * that AWS would decide (which call goes on, what fails, what is delivered again) is drawn from the seed.
 */
export const runSeed = async (assembly: string, seed: number, messages: number): Promise<Result> => {
  const mode = seed % 2 === 0 ? 'waves' : 'shuffled';
  const gate = installGate();
  seedBytes(createChance(seed));
  const sendings = trafficOf(seed, messages);
  const days = daysOf(sendings);
  const clean = await play(assembly, gate, createChance(1), sendings, 'waves', () => calm);
  const cleanFacts = clean.ended.facts;
  await clean.world.stop();
  const chance = createChance(seed);
  const rates = ratesOf(chance);
  const { world, ended } = await play(assembly, gate, chance, sendings, mode, (wave) =>
    // SES is out for a whole wave, longer than every retry.
    wave % 7 === 3 ? { ...rates, outage: 97 } : rates,
  );
  const { facts } = ended;
  const last = days.at(-1) ?? FIRST_DAY;
  const broken = [
    ...messagesHold(ended.before, clean.ended.before),
    ...householdsHold(ended.before, ended.open),
    ...foldsHold(facts, cleanFacts, days, last),
    ...noticesHold(facts, cleanFacts, last, mode === 'waves'),
    ...recordsHold(facts, cleanFacts),
    ...daysHold(facts),
    ...countsHold(facts),
    ...(facts.deadLetters > 0 ? [`${facts.deadLetters} dead letters are left`] : []),
  ];
  await world.stop();
  return {
    seed,
    mode,
    messages: sendings.length,
    steps: world.trace.length,
    faults: Object.fromEntries([...world.counts].sort()),
    redriven: ended.redriven,
    touched: ended.touched,
    reviews: ended.reviews,
    mails: facts.mails.length,
    repeatedMails: repeatsIn(facts),
    sandboxes: world.sandboxes(),
    digest: createHash('sha256').update(world.trace.join('\n')).digest('hex').slice(0, 12),
    broken,
  };
};

/** Every day on which the clock may stand, to eight days after the last sending. */
const daysOf = (sendings: readonly Sending[]): CivilDate[] => {
  const last = addDays(sendings.at(-1)?.day ?? FIRST_DAY, 8);
  const days: CivilDate[] = [];
  for (let day = FIRST_DAY; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
};

const play = async (
  assembly: string,
  gate: Gate,
  chance: Chance,
  sendings: readonly Sending[],
  mode: Result['mode'],
  ratesFor: (wave: number) => Rates,
): Promise<{ world: World; ended: Ended }> => {
  const world = await createWorld(assembly, `${FIRST_DAY}T05:00:00.000Z`, gate, chance);
  const back = { messages: 0, items: 0 };
  const bring = async (): Promise<void> => {
    const { messages, items } = await redrive(world, sendings);
    back.messages += messages;
    back.items += items;
  };
  if (mode === 'waves') {
    for (const [index, wave] of wavesOf(sendings).entries()) {
      world.setClock(`${wave.day}T05:00:00.000Z`);
      await world.orderWatch(wave.day);
      await world.drain(ratesFor(index));
      await bring();
      world.setClock(`${wave.day}T13:00:00.000Z`);
      for (const sending of wave.sendings) world.send(sending);
      await world.drain(ratesFor(index));
      await bring();
    }
  } else await playShuffled(world, chance, sendings, ratesFor);
  await bring();
  const last = daysOf(sendings).at(-1) ?? FIRST_DAY;
  world.setClock(`${last}T05:00:00.000Z`);
  await world.orderWatch(last);
  await bring();
  const before = await factsOf(world.hub);
  const { client, table } = tableOf(world.hub);
  const open = (await listReviews(client, table)).map(({ caseId, candidates }) => ({ caseId, candidates }));
  let reviews = 0;
  for (let answered = 1; answered > 0; reviews += answered) {
    answered = await answerReviews(world.hub, world.now());
    await bring();
  }
  // What was gathered after that morning, and could not wait, goes when the morning is ordered again.
  await world.orderWatch(last);
  await bring();
  const facts = await factsOf(world.hub);
  return { world, ended: { facts, before, open, reviews, redriven: back.messages, touched: back.items } };
};

/** Plays sendings out of order: days overlap, and what a partner sent first may come last. */
const playShuffled = async (
  world: World,
  chance: Chance,
  sendings: readonly Sending[],
  ratesFor: (wave: number) => Rates,
): Promise<void> => {
  const order = sendings
    .map((sending) => ({
      sending,
      at: Date.parse(sending.day) + (chance.percent(50) ? 0 : chance.between(0, 40)) * 86_400_000,
    }))
    .sort((a, b) => a.at - b.at);
  let day: CivilDate = FIRST_DAY;
  for (const [index, { sending }] of order.entries()) {
    if (sending.day > day) {
      day = sending.day;
      world.setClock(`${day}T05:00:00.000Z`);
      await world.orderWatch(day);
    }
    world.send(sending);
    // Half of the sendings go on together with the next one, so that the messages of one household meet.
    if (chance.percent(50)) await world.advance(chance.between(0, 80), ratesFor(Math.floor(index / 4)));
  }
  await world.drain(ratesFor(0));
};
