import { interrogerBdf, repondreBdf } from '../../../../shared/cases/commissions/bdf.ts';
import { desinscrire } from '../../../../shared/cases/commissions/ordre-du-jour.ts';
import { isDay } from '../../../../shared/domain/calendar/civil-date.ts';
import type { InSeance } from '../../in-seance.ts';
import type { CommissionWork } from './deps.ts';

/** What is done to a household of a CCAPEX besides deciding: Banque de France is asked, or answers; the household is taken off the agenda. */
export const gesteCcapex = async (
  record: CommissionWork['record'],
  here: InSeance,
  id: string,
  sent: (name: string) => string,
  answer: ReturnType<CommissionWork['by']>,
) => {
  const { commission, seance, membres } = here;
  const at = { commission, seance };
  if (commission.nature === 'clpil') return 'notYours' as const;
  switch (sent('faire')) {
    case 'interroger':
      return here.does('suivi') ? interrogerBdf(record, at, id, answer) : ('notYours' as const);
    case 'repondre': {
      const bdf = membres.find(({ organisme }) => organisme === 'bdf');
      if (!bdf) return 'notYours' as const;
      const depuis = sent('depuis');
      return repondreBdf(
        record,
        at,
        id,
        bdf.id,
        { ouvert: sent('ouvert') === 'oui', ...(isDay(depuis) && { depuis }) },
        answer,
      );
    }
    default:
      return here.does('suivi') ? desinscrire(record, at, id, answer) : ('notYours' as const);
  }
};
