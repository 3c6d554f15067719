import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { Situation } from '../../domain/commissions/seance.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import type { Answer } from '../recording/record-event.ts';
import { caseOfMessages } from './cases-of.ts';
import type { CommissionDeps, EnSeance } from './deps.ts';
import { retirerMenage } from './listes.ts';
import { recordAgain } from './record-again.ts';

/** Tells the household's case that it does not want to be examined, where it has one. */
const direAuDossier = async (
  deps: CommissionDeps,
  { commission, seance }: EnSeance,
  situation: Situation,
  answer: Answer,
): Promise<void> => {
  const caseId = (await caseOfMessages(deps, [situation])).get(situation.id);
  if (caseId === undefined) return;
  await recordAgain(
    deps,
    caseId,
    {
      kind: 'retraitClpil',
      id: sha256(canonicalJson(['retraitClpil', commission.code, seance.date, situation.id])),
      sender: commission.code,
      reference: caseId,
      by: answer.by,
      actDate: parisDay(answer.at),
      receivedAt: answer.at,
      dwelling: situation.dwelling,
      household: [],
      commission: commission.code,
    },
    answer,
  );
};

/** The household withdrew: its case learns it, then nothing of it is left in any session of the commission (`retirerMenage`). */
export const retirerDuDossier = (
  deps: CommissionDeps,
  en: EnSeance,
  id: string,
  answer: Answer,
): ReturnType<typeof retirerMenage> =>
  retirerMenage(deps, en, id, (situation) => direAuDossier(deps, en, situation, answer), answer);
