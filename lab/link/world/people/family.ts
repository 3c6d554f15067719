import type { Chance } from '../../../../cli/demo/random.ts';
import { oneOf } from '../chance.ts';
import type { Family, Person } from '../model.ts';
import { drawOrigin, drawSurname, originOf } from './names.ts';
import { createPerson } from './person.ts';

const drawShape = oneOf([
  [47, 'single'],
  [32, 'couple'],
  [9, 'singleAndChild'],
  [7, 'coupleAndChild'],
  [5, 'sharers'],
] as const);

const yearOf = ({ birth }: Person): number => Number(birth.slice(0, 4));
const flip = (sex: 'F' | 'M'): 'F' | 'M' => (sex === 'F' ? 'M' : 'F');

/** Name of use marriage gave: mostly the wife takes the husband's, some join the two names. */
const usageOf = ({ percent }: Chance, own: string, other: string): string | undefined => {
  if (percent(74)) return other;
  if (percent(25)) return percent(50) ? `${own}-${other}` : `${other} ${own}`;
  return undefined;
};

/** @param usage `none`: a couple that never took one name */
export const createCouple = (chance: Chance, head: Person, usage: 'drawn' | 'none' = 'drawn'): Family => {
  const origin = chance.percent(78) ? originOf(head.origin) : drawOrigin(chance);
  const sex = chance.percent(94) ? flip(head.sex) : head.sex;
  const partner = createPerson(chance, { origin, sex, year: yearOf(head) + chance.between(-7, 7) });
  const married = usage === 'drawn' && chance.percent(56);
  const wife = head.sex === 'F' && partner.sex === 'M' ? head : partner;
  const husband = wife === head ? partner : head;
  const used = married ? usageOf(chance, wife.surname, husband.surname) : undefined;
  const named = used === undefined ? wife : { ...wife, usage: used };
  // The lease names either first, the man more often.
  const first = chance.percent(62) ? husband : named;
  return { persons: [first, first === husband ? named : husband], couple: true };
};

const createChild = (chance: Chance, [one, other]: readonly Person[]): Person | undefined => {
  if (!one) return undefined;
  const year = Math.max(yearOf(one), other ? yearOf(other) : 0) + chance.between(19, 32);
  if (year > 2005) return undefined;
  const surname = other && other.sex === 'M' ? other.surname : one.surname;
  return createPerson(chance, { origin: originOf(one.origin), surname, year });
};

/** A household of adults around a head; children under age are nobody's party. */
export const createFamily = (chance: Chance, given?: Person): Family => {
  const shape = drawShape(chance);
  const head = given ?? createPerson(chance);
  if (shape === 'couple' || shape === 'coupleAndChild') {
    const couple = createCouple(chance, head);
    const child = shape === 'coupleAndChild' ? createChild(chance, couple.persons) : undefined;
    return child ? { ...couple, persons: [...couple.persons, child] } : couple;
  }
  // A woman who was married may keep her former husband's name.
  const divorced = !given && head.sex === 'F' && chance.percent(14);
  const alone = divorced ? { ...head, usage: drawSurname(chance, originOf(head.origin)) } : head;
  if (shape === 'sharers') return { persons: [alone, createPerson(chance)], couple: false };
  const child = shape === 'singleAndChild' ? createChild(chance, [alone]) : undefined;
  return { persons: child ? [alone, child] : [alone], couple: false };
};
