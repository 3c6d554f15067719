import type { Chance } from '../../../../cli/demo/random.ts';
import { oneOf } from '../chance.ts';
import type { Dossier, PartnerKind } from '../model.ts';

/** A message to come: what it tells, the day of the fact, the day the hub gets it. */
export type Draft = { partner: PartnerKind; kind: string; act: number; arrival: number };

type Rhythm = {
  /** Kinds in the order of a procedure; the last one comes back. */
  kinds: readonly string[];
  first: readonly [number, number];
  gap: readonly [number, number];
  /** Days from the fact to the hub. */
  delay: readonly [number, number];
};

const rhythms: Readonly<Record<PartnerKind, Rhythm>> = {
  etude: {
    kinds: ['commandementDePayer', 'assignation', 'commandementDeQuitterLesLieux', 'demandeCfp'],
    first: [60, 200],
    gap: [60, 160],
    delay: [0, 12],
  },
  body: {
    kinds: ['impaye', 'planApurement', 'impaye', 'saisineCcapex'],
    first: [45, 160],
    gap: [30, 150],
    delay: [3, 45],
  },
  bdf: {
    kinds: ['surendettement'],
    first: [30, 400],
    gap: [40, 150],
    delay: [7, 60],
  },
  bailleur: {
    kinds: ['saisineOrganisme', 'saisineCcapex', 'protocoleCohesionSociale', 'impaye'],
    first: [30, 160],
    gap: [30, 140],
    delay: [1, 30],
  },
};

const drawCount = oneOf([
  [40, 1],
  [30, 2],
  [19, 3],
  [11, 4],
] as const);

const draftsOf = (chance: Chance, partner: PartnerKind, { start, end }: Dossier, count: number): Draft[] => {
  const { kinds, first, gap, delay } = rhythms[partner];
  // An étude's first message is not always the first act: the hub may hear late.
  let step =
    partner === 'etude' && chance.percent(12) ? 1 : partner === 'bailleur' && chance.percent(45) ? 1 : 0;
  let act = start + chance.between(...first);
  const drafts: Draft[] = [];
  for (let n = 0; n < count; n += 1) {
    // Once the household has left, acts for the debt go on for some months.
    if (end !== undefined && n > 0 && act > end + 180) break;
    const late = chance.percent(3) ? chance.between(30, 120) : 0;
    drafts.push({
      partner,
      kind: kinds[step] ?? kinds.at(-1) ?? '',
      act,
      arrival: act + chance.between(...delay) + late,
    });
    step += 1;
    act += chance.between(...gap);
  }
  return drafts;
};

/**
 * Messages of a case, in the order they arrive.
 *
 * @param atLeast fewest messages from each partner
 */
export const draftCase = (chance: Chance, dossier: Dossier, atLeast = 1): Draft[] =>
  dossier.partners
    .flatMap((partner) => draftsOf(chance, partner, dossier, Math.max(atLeast, drawCount(chance))))
    .sort((one, other) => one.arrival - other.arrival);
