import { createHash } from 'node:crypto';
import { type Household, householdOf } from '../../cli/demo/households.ts';
import type { DemoLine } from '../../cli/demo/play.ts';
import { type Chance, createChance } from '../../cli/demo/random.ts';
import { tellProcedure } from '../../cli/demo/year/procedure-of.ts';
import { createStory, type Happening } from '../../cli/demo/year/story.ts';
import { addDays, type CivilDate } from '../../shared/domain/calendar/civil-date.ts';

/** What a partner does at once: it sends a message, the two halves of a piece, or a file. */
export type Sending = {
  /** The household concerned; undefined when none can be. */
  readonly household: number | undefined;
  readonly day: CivilDate;
  readonly lines: readonly Line[];
};
export type Line =
  | DemoLine
  | { readonly channel: 'queue'; readonly queue: string; readonly body: string }
  | DroppedFile;
type DroppedFile = { readonly channel: 'drop'; readonly key: string; readonly text: string };

/** First day of the traffic. It is a year ahead, so that no TTL has passed by the engine's own clock. */
export const FIRST_DAY: CivilDate = '2027-01-11';

const motifs = ['impaye', 'impaye', 'impaye', 'troubleDeJouissance', 'congeVente', 'adjudication'] as const;

/** A name unlike any other household's: matching is never in doubt, so that a clean run has one right answer. */
const nameOf = (n: number): string =>
  [...createHash('sha256').update(String(n)).digest().subarray(0, 5)]
    .map((byte) => `${'bcdfgjklmnprstvz'[byte & 15]}${'aeiou'[(byte >> 4) % 5]}`)
    .join('')
    .replace(/^./, (first) => first.toUpperCase());

/** A birth date that few other households have, and none that registries write for an unknown day. */
const bornOn = (n: number): CivilDate => `19${50 + (n % 47)}-0${1 + (n % 9)}-${10 + (n % 18)}`;

/**
 * At least `messages` sendings, in the order of their days, the same for the same seed: procedures of invented households as
 * their partners tell them, mixed with repeats, messages to be refused, social measures and a file.
 */
export const trafficOf = (seed: number, messages: number): Sending[] => {
  const chance = createChance(seed * 7919 + 17);
  const sendings: Sending[] = [];
  for (let n = 0; sendings.length < messages; n++) {
    const own = procedureOf(chance, n);
    sendings.push(...own.slice(0, Math.max(1, messages - sendings.length)));
  }
  const extra = sendings.flatMap((sending, n) => extrasOf(chance, sending, n));
  const others = [fileOf(chance, sendings.length), ...poisonOf(chance, sendings.length)];
  return [...sendings, ...extra, ...others].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
};

const procedureOf = (chance: Chance, n: number): Sending[] => {
  const drawn = householdOf(chance, n);
  const person = { ...drawn.person, nomNaissance: nameOf(n), dateNaissance: bornOn(n) };
  const household = { ...drawn, person, street: `${2 * n + 1} rue du Moulin ${nameOf(n)}` };
  const story = createStory(household, () => chance.between(0, 5));
  tellProcedure(
    story,
    chance,
    household,
    motifs[n % motifs.length] ?? 'impaye',
    addDays(FIRST_DAY, chance.between(0, 40)),
  );
  const own = story.happenings.filter(
    (one): one is Extract<Happening, { by: 'partner' }> => one.by === 'partner',
  );
  const sendings: Sending[] = [];
  for (const { day, line } of own) {
    const last = sendings.at(-1);
    const half = line.channel === 'pieces' && line.key.endsWith('.json');
    if (half && last) sendings[sendings.length - 1] = { ...last, lines: [...last.lines, line] };
    else sendings.push({ household: n, day, lines: [line] });
  }
  const [first] = sendings;
  const last = sendings.at(-1);
  return [
    ...sendings,
    // On the day that the household is first told of, another partner tells of it too, without any number the two share, and
    // without the address that would bring the two together.
    ...(first && chance.percent(50)
      ? [measureOf({ ...household, street: undefined }, first.day, first.day)]
      : []),
    ...(last && chance.percent(40) ? [measureOf(household, last.day, addDays(last.day, 4))] : []),
  ];
};

/** A CCAS reports what it does for the household. */
const measureOf = (
  {
    n,
    commune,
    person,
    street,
  }: Pick<Household, 'n' | 'commune' | 'person'> & { street: string | undefined },
  actDate: CivilDate,
  day: CivilDate,
): Sending => {
  const body = JSON.stringify({
    version: '1',
    messageId: `CCAS-${n}-${actDate}-${street ? 'suite' : 'premier'}`,
    sender: 'ccas-meaux',
    reference: `CCAS-${n}`,
    actDate,
    kind: 'intervention',
    nature: 'visite',
    dwelling: { insee: commune.insee, street },
    household: [person],
  });
  return { household: n, day, lines: [{ channel: 'queue', queue: 'ccas-meaux-intake', body }] };
};

/** What may come with a sending: the same again, or something that must be refused. */
const extrasOf = (chance: Chance, sending: Sending, n: number): Sending[] => {
  const [line] = sending.lines;
  if (!line || !('body' in line) || !chance.percent(25)) return [];
  const later = { ...sending, household: undefined, day: addDays(sending.day, chance.between(1, 6)) };
  const message: Record<string, unknown> = JSON.parse(line.body);
  const changed = (over: object): Sending => ({
    ...later,
    lines: [{ ...line, body: JSON.stringify({ ...message, ...over }) }],
  });
  const drawn = chance.between(0, 5);
  if (drawn === 0) return [{ ...later, lines: [{ ...line, body: line.body.slice(0, -7) }] }];
  if (drawn === 1) return [changed({ version: '9', messageId: `X-${n}` })];
  if (drawn === 2) return [changed({ dwelling: { insee: '75112' }, messageId: `Y-${n}` })];
  if (drawn === 3) return [changed({ household: [], messageId: `Z-${n}` })];
  return [{ ...later, lines: [line] }];
};

/** A CAF signal about a household that no other message tells of. */
const signalOf = (chance: Chance, n: number) => {
  const { commune, rent } = householdOf(chance, n);
  return {
    version: '1',
    messageId: `SIGNAL-${n}`,
    sender: 'caf',
    reference: `IMP-F-${n}`,
    actDate: FIRST_DAY,
    allocataire: String(5_823_417 + 7 * n),
    loyer: rent,
    dette: Math.round(rent * 300) / 100,
    dwelling: { insee: commune.insee, street: `${2 * n} chemin ${nameOf(n)}` },
    household: [{ nomNaissance: nameOf(n), prenoms: ['Camille'], dateNaissance: bornOn(n) }],
  };
};

/**
 * A CAF table of its own households, some of whose rows cannot be filed. Half the time another table of the same name is dropped
 * over it at once.
 */
const fileOf = (chance: Chance, from: number): Sending => {
  const tableOf = (first: number): DroppedFile => {
    const rows = Array.from({ length: chance.between(3, 30) }, (_, i) => ({
      ...signalOf(chance, first + i),
      ...(i % 9 === 8 && { dwelling: { insee: '75112' } }),
      ...(i % 13 === 12 && unknownFields(5_000)),
    }));
    const text = rows.map((row) => JSON.stringify(row)).join('\n');
    return { channel: 'drop', key: 'drop/caf/janvier.jsonl', text };
  };
  const [first, second] = [tableOf(from + 1000), tableOf(from + 1100)];
  const lines = chance.percent(50) ? [first, second] : [first];
  return { household: undefined, day: addDays(FIRST_DAY, 3), lines };
};

const unknownFields = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`inconnu${n}`, 'x']));

/**
 * Messages made to hold up the others in their batch: very many fields, long texts, huge households, deep nesting, impossible days.
 */
const poisonOf = (chance: Chance, from: number): Sending[] => {
  const poisons: readonly ((signal: ReturnType<typeof signalOf>) => object)[] = [
    (signal) => ({ ...signal, ...unknownFields(2_800) }),
    (signal) => ({ ...signal, version: '9', ...unknownFields(9_000) }),
    (signal) => ({ ...signal, reference: 'R'.repeat(150_000) }),
    (signal) => ({ ...signal, messageId: `M${'m'.repeat(90_000)}` }),
    (signal) => ({ ...signal, household: Array(1_500).fill(signal.household[0]) }),
    (signal) => ({ ...signal, loyer: JSON.parse(`${'['.repeat(900)}${']'.repeat(900)}`) }),
    (signal) => ({ ...signal, dateConstitution: '9999-12-31' }),
    (signal) => ({ ...signal, actDate: '9999-12-31' }),
  ];
  return poisons
    .filter(() => chance.percent(40))
    .map((poison, n) => ({
      household: undefined,
      day: addDays(FIRST_DAY, chance.between(0, 30)),
      lines: [
        {
          channel: 'queue',
          queue: 'caf-intake',
          body: JSON.stringify(poison(signalOf(chance, from + 2_000 + n))),
        },
      ],
    }));
};

/**
 * Sendings grouped in waves: a wave begins once the hub has finished the one before. A wave has at most one sending about each
 * household, so that what a message meets does not depend on the order within the wave.
 */
export const wavesOf = (sendings: readonly Sending[]): { day: CivilDate; sendings: Sending[] }[] => {
  const waves: { day: CivilDate; sendings: Sending[] }[] = [];
  const seen = new Map<string, number>();
  for (const sending of sendings) {
    // A repeat, or a message to be refused, may be about a household of the same day.
    const key = sending.household === undefined ? 'any' : String(sending.household);
    const after = Math.max(
      seen.get(key) ?? -1,
      key === 'any' ? Math.max(-1, ...seen.values()) : (seen.get('any') ?? -1),
    );
    const found = waves.findIndex(({ day }, index) => day === sending.day && index > after);
    const at = found < 0 ? waves.push({ day: sending.day, sendings: [] }) - 1 : found;
    waves[at]?.sendings.push(sending);
    seen.set(key, at);
  }
  return waves;
};
