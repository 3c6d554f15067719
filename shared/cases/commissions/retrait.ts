import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { Situation } from '../../domain/commissions/seance.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import type { Answer } from '../recording/record-event.ts';
import { caseOfMessages } from './cases-of.ts';
import type { CommissionDeps, EnSeance } from './deps.ts';
import { type Accord, accorder, retirerMenage } from './listes.ts';
import { recordAgain } from './record-again.ts';

/** Tells the household's case that it does not want to be examined, where one of what sessions hold of it knows that case. Gives the cases. */
const direAuDossier = async (
  deps: CommissionDeps,
  { commission, seance }: EnSeance,
  id: string,
  situations: readonly Situation[],
  answer: Answer,
): Promise<string[]> => {
  const told = new Set<string>();
  const actDate = parisDay(answer.at);
  for (const situation of situations) {
    // One row may be in several sessions: each is asked by itself.
    const caseId = (await caseOfMessages(deps, [situation])).get(situation.id);
    if (caseId === undefined || told.has(caseId)) continue;
    told.add(caseId);
    await recordAgain(
      deps,
      caseId,
      {
        kind: 'retraitClpil',
        id: sha256(canonicalJson(['retraitClpil', commission.code, seance.date, id, caseId, actDate])),
        sender: commission.code,
        reference: caseId,
        by: answer.by,
        actDate,
        receivedAt: answer.at,
        dwelling: situation.dwelling,
        household: [],
        commission: commission.code,
      },
      answer,
    );
  }
  return [...told];
};

/** The household withdrew: its case learns it, then nothing of it is left in any session of the commission (`retirerMenage`). */
export const retirerDuDossier = (
  deps: CommissionDeps,
  en: EnSeance,
  id: string,
  answer: Answer,
): ReturnType<typeof retirerMenage> =>
  retirerMenage(deps, en, id, (situations) => direAuDossier(deps, en, id, situations, answer), answer);

/** The household agrees again, in writing: the cases that learnt its withdrawal learn it, then its landlord may list it (`accorder`). */
export const accorderAuDossier = (
  deps: CommissionDeps,
  en: EnSeance,
  menage: Pick<Situation, 'household' | 'dwelling'>,
  accord: Accord,
  answer: Answer,
): ReturnType<typeof accorder> => {
  const { code } = en.commission;
  const dire = async (cases: readonly string[]): Promise<void> => {
    for (const caseId of cases)
      await recordAgain(
        deps,
        caseId,
        {
          kind: 'retraitClpil',
          id: sha256(canonicalJson(['accordClpil', code, caseId, accord.le])),
          sender: code,
          reference: caseId,
          by: answer.by,
          actDate: accord.le,
          receivedAt: answer.at,
          dwelling: {},
          household: [],
          commission: code,
          accordEcrit: true,
        },
        answer,
      );
  };
  return accorder(deps, en, menage, accord, dire, answer);
};
