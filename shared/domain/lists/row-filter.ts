import type { CivilDate } from '../calendar/civil-date.ts';
import type { Motif } from '../events/common.ts';
import type { ArrondissementCode } from '../events/household.ts';
import type { FlagCode } from '../flags/flag.ts';
import type { Stage } from '../procedure/stage.ts';

/** Brackets of debts that a list is filtered by, in cents: from this one, and below that one. */
export const debts = {
  moins2000: { from: 0, below: 200_000, text: 'moins de 2 000 €' },
  moins5000: { from: 200_000, below: 500_000, text: 'de 2 000 à 5 000 €' },
  moins10000: { from: 500_000, below: 1_000_000, text: 'de 5 000 à 10 000 €' },
  plus10000: { from: 1_000_000, below: Number.MAX_SAFE_INTEGER, text: '10 000 € et plus' },
} as const;
export type Debt = keyof typeof debts;

/** Which cases a list shows: those of one arrondissement, by status, and what else must hold of each. */
export type CaseFilter = {
  arrondissement: ArrondissementCode;
  status: 'open' | 'closed';
  stage?: Stage | undefined;
  motif?: Motif | undefined;
  /** Its nearest delay, at the latest. */
  dueBy?: CivilDate | undefined;
  /** Its hearing, at the latest. */
  audienceBy?: CivilDate | undefined;
  debt?: Debt | undefined;
  /** Part of its landlord's name. */
  bailleur?: string | undefined;
  flag?: FlagCode | undefined;
  /** Only those whose household a person has yet to recognise. */
  provisional?: boolean | undefined;
};
