import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { Case } from '../../domain/case/case-of.ts';
import { demandeExamen } from '../../domain/ccapex/saisines.ts';
import type { Commission, Membre } from '../../domain/commissions/commission.ts';
import {
  estInscrite,
  estOuverteAuxListes,
  type Seance,
  type Situation,
} from '../../domain/commissions/seance.ts';
import { urgenceDe } from '../../domain/commissions/urgence.ts';
import type { CaseEvent, EventOf } from '../../domain/events/case-event.ts';
import { rowOf } from '../../domain/lists/row.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import { normaliseName } from '../../domain/text/normalise-name.ts';
import type { StoredCase } from '../../store/case-store.ts';
import { idOfText } from '../../store/commissions.ts';
import type { Answer } from '../recording/record-event.ts';
import { idAgain, takeBackAct } from '../recording/undo-act.ts';
import { type CommissionDeps, type EnSeance, type Issue, refus } from './deps.ts';
import { recordAgain } from './record-again.ts';
import { lireDossierSaisi } from './saisines.ts';

/** The member that a sender's code is, or the landlord whose name it has. */
const membreDuCode = ({ membres }: Commission, code: string): Membre | undefined =>
  membres.find(({ partenaire }) => partenaire === code) ??
  (code === 'etat' ? membres.find(({ organisme }) => organisme === 'etat') : undefined);

/** The members whose household it is, besides who refers it: those that told something of the case, and its landlord. */
const siensDe = ({ membres }: Commission, { events }: StoredCase, state: Case): string[] => {
  const senders = new Set(events.map(({ sender }) => sender));
  const landlord = normaliseName(state.chronology.situation.bailleur.nom ?? '');
  return membres.flatMap(({ id, partenaire = '' }) =>
    senders.has(partenaire) ||
    (landlord !== '' &&
      partenaire.startsWith('bailleur-') &&
      normaliseName(partenaire.slice('bailleur-'.length)) === landlord)
      ? [id]
      : [],
  );
};

/** The last protection that a landlord told of, for the letters. */
const protecteurDe = (events: readonly CaseEvent[]): Situation['protecteur'] => {
  const told = events.flatMap((event): EventOf<'inscriptionClpil'>[] =>
    event.kind === 'inscriptionClpil' && event.protection !== undefined ? [event] : [],
  );
  const last = told.at(-1);
  return last?.protection === undefined
    ? undefined
    : { nature: last.protection, ...(last.protecteur && { coordonnees: last.protecteur }) };
};

const idDe = (commission: string, caseId: string): string => idOfText(`${commission}|${caseId}`);

/** How often an agenda is read again when somebody else changes it. */
const MOST_TRIES = 5;

/**
 * Puts a household that is referred to the CCAPEX on the agenda of a session: who lives there and where is copied, so that the room, the relevé and
 * the letters are of that day. Its case is told, which answers the referral. A synthesis of the SIAO takes any case that the SIAO knows.
 */
export const inscrire = async (
  deps: CommissionDeps,
  { commission, seance }: EnSeance,
  asked: string,
  answer: Answer,
): Promise<Issue<{ situation: Situation }>> => {
  if (seance.type !== 'situations' || !estOuverteAuxListes(seance))
    return refus('SEANCE_FERMEE', 'Cette séance ne prend plus de situations.');
  const read = await lireDossierSaisi(deps, commission, asked, answer.at);
  if ('refus' in read) return { kind: 'refus', refus: read.refus };
  const { found, state } = read;
  const { caseId } = found.summary;
  const today = parisDay(answer.at);
  const isCcapex = commission.nature === 'ccapex';
  const asks = state.saisines.find(demandeExamen) ?? state.saisines[0];
  if (isCcapex && !asks) return refus('AUCUNE_SAISINE', 'Aucune saisine de ce dossier n’attend la CCAPEX.');
  if (!isCcapex && !found.names.has('siao'))
    return refus('DOSSIER_NON_CONNU', 'Le SIAO n’a rien dit de ce dossier : il ne peut pas le proposer.');
  const par = asks?.par ?? 'siao';
  const referent = membreDuCode(commission, par)?.id ?? par;
  const id = idDe(commission.code, caseId);
  const protecteur = protecteurDe(found.events);
  const { loyer } = state.chronology.situation;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const [now, before] = await Promise.all([
      deps.store.seance(commission.code, seance.date),
      deps.store.situation(commission.code, seance.date, id),
    ]);
    if (!now || !estOuverteAuxListes(now))
      return refus('SEANCE_FERMEE', 'Cette séance ne prend plus de situations.');
    if (before) {
      // A crash may have left the case untold: it is told again, by the same event.
      if (isCcapex) await direAuDossier(deps, { commission, seance }, before, answer);
      return refus('DEJA_INSCRITE', 'Ce ménage est déjà à l’ordre du jour de cette séance.');
    }
    const situation: Situation = {
      id,
      version: 1,
      etat: 'inscrite',
      bailleur: referent,
      reference: found.events.findLast(({ sender }) => sender === par)?.reference ?? caseId,
      household: state.household,
      dwelling: state.dwelling,
      ...(protecteur && { protecteur }),
      inscriteLe: today,
      lot: 1,
      motifs: [],
      actions: [],
      ...(state.dette !== undefined && { dette: state.dette }),
      ...(loyer !== undefined && { loyer }),
      caseId,
      // What its case is told has an id of its own each time it is put on an agenda: taken off, then put on again, it is another fact.
      ...(isCcapex && {
        messageId: idAgain(
          sha256(canonicalJson(['inscription', commission.code, seance.date, caseId])),
          found.events,
        ),
      }),
      siens: siensDe(commission, found, state),
      ...(asks && {
        saisine: {
          par: asks.par,
          depuis: asks.depuis,
          objet: asks.objet,
          criteres: asks.criteres,
          constates: asks.constates,
        },
      }),
      urgence: urgenceDe(rowOf(state), today),
      contributions: {},
      issues: [],
      recommandations: [],
      suites: [],
      evenements: [],
    };
    const listed = now.listes[referent];
    const next: Seance | undefined = listed
      ? undefined
      : {
          ...now,
          version: now.version + 1,
          listes: { ...now.listes, [referent]: { transmiseLe: today, lot: 1 } },
        };
    const { by, at } = answer;
    const failed = await deps.store.change(
      seance,
      { situations: [situation], ...(next && { seance: next }) },
      { by, at, what: `situation inscrite : dossier ${caseId}` },
    );
    if (failed.length > 0) continue;
    if (isCcapex) await direAuDossier(deps, { commission, seance }, situation, answer);
    return { kind: 'fait', situation };
  }
  return { kind: 'change' };
};

/** Tells a case that it is on an agenda of the CCAPEX. */
const direAuDossier = async (
  deps: CommissionDeps,
  { commission, seance }: EnSeance,
  { caseId, messageId, dwelling }: Situation,
  answer: Answer,
): Promise<void> => {
  if (caseId === undefined || messageId === undefined) return;
  await recordAgain(
    deps,
    caseId,
    {
      kind: 'inscriptionCcapex',
      id: messageId,
      sender: commission.code,
      reference: caseId,
      by: answer.by,
      actDate: parisDay(answer.at),
      receivedAt: answer.at,
      dwelling,
      household: [],
      commission: commission.code,
      dateCommission: seance.date,
    },
    answer,
  );
};

/** Takes a household off an agenda before its session: its referral waits again. */
export const desinscrire = async (
  deps: CommissionDeps,
  { commission, seance }: EnSeance,
  id: string,
  answer: Answer,
): Promise<Issue> => {
  const found = await deps.store.situation(commission.code, seance.date, id);
  if (!found || !estInscrite(found, seance) || !estOuverteAuxListes(seance))
    return refus(
      'SITUATION_INCONNUE',
      'Ce ménage n’est pas de ceux qui peuvent être ôtés de l’ordre du jour.',
    );
  await reprendre(deps, found, answer);
  const { by, at } = answer;
  const failed = await deps.store.change(
    seance,
    { oter: [found] },
    { by, at, what: `situation ôtée de l’ordre du jour : dossier ${found.caseId}` },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait' };
};

const reprendre = async (
  deps: CommissionDeps,
  { caseId, messageId }: Situation,
  answer: Answer,
): Promise<void> => {
  if (caseId !== undefined && messageId !== undefined) await takeBackAct(deps, caseId, messageId, answer);
};

/**
 * Gives back to the queue the households of a session that did not examine them: all of them when it was cancelled, and those that it put off when it
 * was closed. Done again, it changes nothing.
 */
export const rendreALaFile = async (
  deps: CommissionDeps,
  { commission, seance }: EnSeance,
  answer: Answer,
): Promise<number> => {
  if (commission.nature !== 'ccapex') return 0;
  const left = (await deps.store.situations(commission.code, seance.date)).filter(
    ({ etat, recommandations }) => etat === 'inscrite' && recommandations.length === 0,
  );
  for (const one of left) await reprendre(deps, one, answer);
  return left.length;
};
