import type { Chance } from '../../../../cli/demo/random.ts';
import type { WorldRecord } from '../columns.ts';
import { writeHabits } from '../corrupt/habits.ts';
import type { Hand } from '../corrupt/hand.ts';
import { misnumber } from '../corrupt/text.ts';
import { dateOfDay } from '../days.ts';
import type { Dossier, PartnerKind } from '../model.ts';
import type { HabitName, HazardName } from '../options.ts';
import { profiles } from '../profiles.ts';
import { drawShown, writeFile } from './file.ts';
import type { Draft } from './timeline.ts';

export type Arrival = { day: number; record: WorldRecord };
type File = { record: WorldRecord; shown: readonly number[]; old: boolean; habits: readonly HabitName[] };

const sourceOf = (partner: PartnerKind, { etude, body }: Dossier): string =>
  ({ etude, body, bdf: 'bdf', bailleur: 'bailleur' })[partner];

/** A number copied from one screen to another: blanks and dashes move, a digit is misread now and then. */
const copied = (hand: Hand, number: string, rate: number): string => {
  if (number === '') return '';
  const read = hand.slip(rate) ? misnumber(hand, number) : number;
  return hand.slip(1.5) ? read.replace(/[-/. ]/, hand.pick(['', ' ', '/'])) : read;
};

const number = (hand: Hand, record: WorldRecord, partner: PartnerKind, dossier: Dossier): void => {
  switch (partner) {
    case 'etude':
      record.reference = copied(hand, dossier.etudeReference, 1);
      break;
    case 'body':
      record.reference = copied(hand, dossier.bodyReference, 0.2);
      record.allocataire = hand.slip(1) ? '' : copied(hand, dossier.allocataire.number, 0.4);
      break;
    case 'bdf':
      record.numero_bdf = copied(hand, dossier.bdf.number, 0.3);
      record.reference = record.numero_bdf;
      break;
    case 'bailleur':
      record.reference = copied(hand, dossier.accountReference, 0.8);
      record.reference_bail = copied(hand, record.reference_bail, 0.8);
      break;
  }
};

/** The first message names one spouse, the second the other; later ones name both. */
const splitOrder: readonly (readonly number[])[] = [[0], [1]];
const together: readonly number[] = [0, 1];
const splitShown = (n: number): readonly number[] => splitOrder[n] ?? together;

/**
 * The messages of one case as the hub gets them.
 *
 * @param oldAddress share, out of a hundred, of Banque de France files that still have the former address
 * @param habits chance of the habits, apart from the hand's: the same slips come whatever the habits
 * @param rate of a habit, out of a hundred
 */
export const writeMessages = (
  handOf: (partner: PartnerKind) => Hand,
  dossier: Dossier,
  drafts: readonly Draft[],
  oldAddress: number,
  habits: Chance,
  rate: (name: HabitName) => number,
): Arrival[] => {
  const has = (name: HabitName): boolean => habits.percent(rate(name));
  const fresh = has('fresh-reference');
  const split = dossier.tags.includes('split-couple');
  const files = new Map<PartnerKind, File>();
  const fileOf = (hand: Hand, old: boolean, shown: readonly number[], partner: PartnerKind): File => {
    const record = writeFile(hand, dossier, partner, shown, old ? dossier.former : dossier.dwelling);
    const persons = shown.flatMap((rank) => dossier.family.persons[rank] ?? []);
    return { shown, old, record, habits: writeHabits(habits, record, persons, has) };
  };
  // One message in the étude's series borrows the other file's reference.
  const borrower = drafts.findLast(({ partner }) => partner === 'etude');
  return drafts.map((draft, n) => {
    const { partner, kind, act, arrival } = draft;
    const hand = handOf(partner);
    const profile = profiles[partner];
    const known = files.get(partner);
    const outdated = { etude: 0.06, body: 0.25, bdf: 1, bailleur: 0 }[partner] * oldAddress;
    const retyped = hand.percent(profile.retyped);
    const drawn = known && !retyped ? known.shown : drawShown(hand, dossier, partner);
    const shown = split ? splitShown(n) : drawn;
    // Once a body has learnt the address it keeps it.
    const old = known ? known.old && hand.percent(75) : hand.percent(outdated);
    const kept = known && !retyped && known.shown === shown && known.old === old;
    const file = kept ? known : fileOf(hand, old, shown, partner);
    files.set(partner, file);
    const tags: HazardName[] = [...dossier.tags, ...(old ? (['old-address'] as const) : []), ...file.habits];
    const record: WorldRecord = {
      ...file.record,
      dossier: dossier.id,
      source: sourceOf(partner, dossier),
      kind,
      act_date: dateOfDay(act),
      hazard: tags.join(' '),
    };
    number(hand, record, partner, dossier);
    if (fresh && partner === 'body') {
      record.reference = `IMP26${String(habits.between(0, 99_999_999)).padStart(8, '0')}`;
      record.hazard = [...tags, 'fresh-reference'].join(' ');
    }
    if (draft === borrower && dossier.borrowedReference !== undefined)
      record.reference = dossier.borrowedReference;
    // Notice is given two months ahead.
    if (dossier.end !== undefined && act >= dossier.end - 60 && hand.percent(profile.tenancyEnd))
      record.tenancy_end = dateOfDay(dossier.end);
    return { day: arrival, record };
  });
};
