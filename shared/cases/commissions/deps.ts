import type { Commission } from '../../domain/commissions/commission.ts';
import type { Refus, Seance } from '../../domain/commissions/seance.ts';
import type { CommissionStore } from '../../store/commissions.ts';
import type { Answer, RecordDeps } from '../recording/record-event.ts';

/** What the work of commissions reaches. */
export type CommissionDeps = RecordDeps & { store: CommissionStore };

/** A session, and the commission that holds it. */
export type EnSeance = { commission: Commission; seance: Seance };

/** What came of something asked: done, refused for a reason that who asks can act on, or overtaken by somebody else's change. */
export type Issue<T = object> = ({ kind: 'fait' } & T) | { kind: 'refus'; refus: Refus } | { kind: 'change' };

export const refus = (code: string, text: string): { kind: 'refus'; refus: Refus } => ({
  kind: 'refus',
  refus: { code, text },
});

/** Who writes, and when, as the journal keeps it. */
export const changeOf = ({ by, at }: Answer) => ({ by, at });
