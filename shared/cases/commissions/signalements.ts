import { parisDay } from '../../domain/calendar/paris-day.ts';
import { estSignalement } from '../../domain/ccapex/saisines.ts';
import type { Commission } from '../../domain/commissions/commission.ts';
import type { EventOf } from '../../domain/events/case-event.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import type { CcapexStore, Repartition } from '../../store/ccapex.ts';
import { orientationDe } from '../../store/ccapex.ts';
import type { Answer } from '../recording/record-event.ts';
import { type CommissionDeps, type Issue, refus } from './deps.ts';
import { recordAgain } from './record-again.ts';
import { lireDossierSaisi } from './saisines.ts';

/** Names the member in charge of what a commissaire signalled (loi n° 90-449, art. 7-2, 3°). */
export const confierSignalement = async (
  deps: CommissionDeps & { ccapex: CcapexStore },
  commission: Commission,
  caseId: string,
  membre: string,
  answer: Answer,
): Promise<Issue> => {
  if (!commission.membres.some(({ id }) => id === membre))
    return refus('MEMBRE_INCONNU', 'Dites à quel membre ce signalement est confié.');
  const read = await lireDossierSaisi(deps, commission, caseId, answer.at);
  if ('refus' in read) return { kind: 'refus', refus: read.refus };
  const saisine = read.state.saisines.find(estSignalement);
  if (!saisine) return refus('AUCUN_SIGNALEMENT', 'Aucun signalement de ce dossier n’attend.');
  const { by, at } = answer;
  await deps.ccapex.confier(commission.code, {
    caseId: read.found.summary.caseId,
    depuis: saisine.depuis,
    membre,
    by,
    at,
  });
  return { kind: 'fait' };
};

/** A member says what became of a signalement that it is in charge of: its case learns it, and it waits no more once the household was reached. */
export const rendreCompteSignalement = async (
  deps: CommissionDeps,
  commission: Commission,
  repartition: Repartition,
  { etat, le }: Pick<EventOf<'suiteOrientation'>, 'etat'> & { le: string },
  answer: Answer,
): Promise<Issue> => {
  const membre = commission.membres.find(({ id }) => id === repartition.membre);
  const organisme = membre && orientationDe(membre.organisme);
  if (!organisme)
    return refus(
      'SANS_ORIENTATION',
      'Ce qu’en fait cet organisme se dit par ses propres messages : aide, diagnostic, surendettement.',
    );
  const today = parisDay(answer.at);
  if (le < repartition.depuis || le > today)
    return refus('DATE_INATTENDUE', 'Une date entre le signalement et aujourd’hui est attendue.');
  const read = await lireDossierSaisi(deps, commission, repartition.caseId, answer.at);
  if ('refus' in read) return { kind: 'refus', refus: read.refus };
  const { caseId } = read.found.summary;
  await recordAgain(
    deps,
    caseId,
    {
      kind: 'suiteOrientation',
      id: sha256(
        canonicalJson(['suiteOrientation', caseId, repartition.depuis, repartition.membre, etat, le]),
      ),
      sender: membre.partenaire ?? commission.code,
      reference: caseId,
      by: answer.by,
      actDate: le,
      receivedAt: answer.at,
      dwelling: read.state.dwelling,
      household: [],
      organisme,
      etat,
    },
    answer,
  );
  return { kind: 'fait' };
};
