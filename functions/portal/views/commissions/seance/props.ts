import type { CivilDate } from '../../../../../shared/domain/calendar/civil-date.ts';
import type { Refus, Situation } from '../../../../../shared/domain/commissions/seance.ts';
import type { Charte, Courriel } from '../../../../../shared/store/commissions.ts';
import type { InSeance } from '../../../in-seance.ts';

/** What a session's page is made of. */
export type SeancePageProps = {
  here: InSeance;
  situations: readonly Situation[];
  /** Whether the reader has acknowledged the charter. */
  charte: boolean;
  chartes: readonly Charte[];
  courriels: readonly Courriel[];
  today: CivilDate;
  refused: Refus | undefined;
  done: string | undefined;
};
