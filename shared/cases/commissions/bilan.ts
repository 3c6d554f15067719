import {
  type Apres,
  apresSeance,
  type Bilan,
  bilanDe,
  type SeanceDeLAnnee,
} from '../../domain/commissions/bilan.ts';
import type { Commission } from '../../domain/commissions/commission.ts';
import { readCase } from '../../store/case-store.ts';
import { caseOfMessages } from './cases-of.ts';
import type { CommissionDeps } from './deps.ts';

/** Cases read at the same time. */
const AT_ONCE = 10;

/** The yearly evaluation of a CLPIL: one request for each session and for each case that it examined. */
export const bilanDeLAnnee = async (
  deps: Pick<CommissionDeps, 'client' | 'table' | 'store'>,
  { code }: Commission,
  annee: number,
): Promise<Bilan> => {
  const { client, table, store } = deps;
  const seances = (await store.seances(code)).filter(({ date }) => date.startsWith(`${annee}-`));
  const held: SeanceDeLAnnee[] = await Promise.all(
    seances.map(async (seance) => {
      const situations = await store.situations(code, seance.date);
      const cases = await caseOfMessages(deps, situations);
      return {
        seance,
        situations: situations.map((one) => {
          const caseId = cases.get(one.id);
          return caseId === undefined ? one : { ...one, caseId };
        }),
      };
    }),
  );
  const since = new Map<string, string>();
  for (const { seance, situations } of held)
    for (const { caseId } of situations)
      if (caseId !== undefined && (since.get(caseId) ?? '9') > seance.date) since.set(caseId, seance.date);
  const apres = new Map<string, Apres>();
  const asked = [...since];
  for (let start = 0; start < asked.length; start += AT_ONCE)
    await Promise.all(
      asked.slice(start, start + AT_ONCE).map(async ([caseId, date]) => {
        const found = await readCase(client, table, caseId);
        if (found) apres.set(caseId, apresSeance(found.events, date));
      }),
    );
  return bilanDe(annee, held, apres);
};
