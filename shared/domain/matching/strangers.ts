import { policy } from './decide.ts';
import { frenchWeights } from './model.ts';
import { score } from './score.ts';
import type { Subject } from './subject.ts';
import { type VetoName, vetoesOf } from './vetoes.ts';

/** An event of a case, and what matching compares of it. */
type Member = { id: string; subject: Subject };

/**
 * Vetoes that show that a case holds two households. The other vetoes only say that too little is known; and a different birth
 * date or way in one message is nearly always a slip of that message (59 of 59 on the worlds that the rules were tuned on).
 */
const contradictions: readonly VetoName[] = [
  'autreAppartement',
  'autreReference',
  'autreBail',
  'autreAllocataire',
  'autreDossierBdf',
  'homonymes',
];

/**
 * The ids of a case's events that no longer fit with the others, now that the newest one is there. Each event is compared with
 * the rest, without the newest and with it. It is given when the rest now contradicts it, or when its weight falls below that of
 * a doubt. Each different description is compared once: the work grows with how much a case was told, not with how often.
 *
 * @param newest id of the event that has just come
 */
export const strangersIn = (members: readonly Member[], newest: string): string[] => {
  const before = members.filter(({ id }) => id !== newest);
  const [known, all] = [descriptionsOf(before), descriptionsOf(members)];
  // An event that repeats known descriptions changes nothing.
  if (all.size === known.size) return [];
  const against = (member: Member, among: Descriptions) => {
    const [message, found] = [all.toldBy(member), among.butFor(member)];
    const { weight, comparison } = score(message, found, frenchWeights);
    const vetoes = vetoesOf({ message, found, comparison });
    // CAF and MSA may give each signal a reference of its own: where the household's number agrees, another one says nothing.
    const renewed = comparison.allocataire === 'same';
    const contradicted = vetoes.filter(
      (name) => contradictions.includes(name) && !(renewed && name === 'autreReference'),
    );
    return { weight, contradicted };
  };
  const isStranger = (member: Member): boolean => {
    const is = against(member, all);
    // Stryker disable next-line EqualityOperator: no measure falls on the bound: they have many decimals
    if (is.contradicted.length === 0 && is.weight >= policy.review) return false;
    const was = against(member, known);
    return (
      is.contradicted.some((name) => !was.contradicted.includes(name)) ||
      // Stryker disable next-line EqualityOperator: no measure falls on the bound: they have many decimals
      (is.weight < policy.review && was.weight >= policy.review)
    );
  };
  if (before.length < 2) return [];
  const answers = new Map<string, boolean>();
  return before
    .filter((member) => {
      const told = all.keyOf(member);
      const answer = answers.get(told) ?? isStranger(member);
      answers.set(told, answer);
      return answer;
    })
    .map(({ id }) => id);
};

type Descriptions = ReturnType<typeof descriptionsOf>;

/**
 * What several events tell, each description once with the number of events that tell it: what all events but one tell can be
 * read off it.
 */
const descriptionsOf = (members: readonly Member[]) => {
  const persons = counted(members, ({ subject }) => subject.persons);
  const addresses = counted(members, ({ subject }) => subject.addresses);
  const references = counted(members, ({ subject }) => subject.references);
  const all = [persons, addresses, references] as const;
  return {
    size: all.reduce((sum, list) => sum + list.size, 0),
    /** Equal for events that tell the same. */
    keyOf: (member: Member): string => all.map((list) => list.keyOf(member)).join('\n'),
    toldBy: (member: Member): Subject => ({
      persons: persons.toldBy(member),
      addresses: addresses.toldBy(member),
      references: references.toldBy(member),
    }),
    /** What all the other events tell. */
    butFor: (member: Member): Subject => ({
      persons: persons.butFor(member),
      addresses: addresses.butFor(member),
      references: references.butFor(member),
    }),
  };
};

const counted = <T>(members: readonly Member[], of: (member: Member) => readonly T[]) => {
  const told = new Map<string, { one: T; by: number }>();
  const keys = new Map(
    members.map((member) => {
      const own = new Map(of(member).map((one) => [JSON.stringify(one), one]));
      for (const [key, one] of own)
        told.set(key, { one: told.get(key)?.one ?? one, by: (told.get(key)?.by ?? 0) + 1 });
      return [member, [...own.keys()]];
    }),
  );
  const keysOf = (member: Member): string[] => keys.get(member) ?? [];
  const entries = [...told];
  const whole = entries.map(([, { one }]) => one);
  return {
    size: told.size,
    keyOf: (member: Member): string => keysOf(member).sort().join(),
    // Stryker disable next-line OptionalChaining: for the types: what the question mark guards is there
    toldBy: (member: Member): T[] => keysOf(member).flatMap((key) => told.get(key)?.one ?? []),
    butFor: (member: Member): T[] => {
      const alone = new Set(keysOf(member).filter((key) => told.get(key)?.by === 1));
      return alone.size === 0 ? whole : entries.filter(([key]) => !alone.has(key)).map(([, { one }]) => one);
    },
  };
};
