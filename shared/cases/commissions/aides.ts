import { addDays, type CivilDate } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { Case } from '../../domain/case/case-of.ts';
import { notUndone } from '../../domain/case/standing.ts';
import { avantReforme, type Saisine } from '../../domain/ccapex/saisines.ts';
import type { Commission } from '../../domain/commissions/commission.ts';
import type { CaseEvent, EventOf } from '../../domain/events/case-event.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import type { OrganismePayeur } from '../../domain/events/signals.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import type { StoredCase } from '../../store/case-store.ts';
import type { CcapexStore } from '../../store/ccapex.ts';
import type { DecisionAide } from '../../store/decision-aide.ts';
import { casesList } from '../../store/keys.ts';
import { casesIn, type ListedCase, readSlice, type Slice } from '../../store/lists.ts';
import { nameFor } from '../filing/case-names.ts';
import { readCurrentCase } from '../reading/current-case.ts';
import type { Answer } from '../recording/record-event.ts';
import { type CommissionDeps, type Issue, refus } from './deps.ts';
import { arrondissementsDeCommission } from './destinataires.ts';
import { recordAgain } from './record-again.ts';
import { lireDossierSaisi } from './saisines.ts';

/** Days for which decided aids are listed, and decisions that were handed over are told to their cases. */
export const DECISIONS_LISTEES = 400;

/** The referral of an aid, as CAF or MSA told it, or another; the body that pays the aid; what was decided before. */
export type DossierAide = {
  found: StoredCase;
  state: Case;
  /** The referral that waits; the last that was decided, where none waits. */
  saisine: Omit<Saisine, 'constates'> & { reference: string };
  organisme: OrganismePayeur | undefined;
  allocataire: string | undefined;
  decisions: EventOf<'decisionCcapex'>[];
};

const isPayeur = (sender: string): sender is OrganismePayeur => sender === 'caf' || sender === 'msa';

/** The referrals of the aid in a case, the last last, whether or not they were decided. */
const saisinesAide = (events: readonly CaseEvent[]): EventOf<'saisineCcapex'>[] =>
  notUndone(events)
    .flatMap((event) => (event.kind === 'saisineCcapex' && event.objet === 'aideLogement' ? [event] : []))
    .toSorted((a, b) => (a.actDate < b.actDate ? -1 : 1));

/** What there is to decide of a household's aid. */
export const lireDossierAide = async (
  deps: Pick<CommissionDeps, 'client' | 'table'>,
  commission: Commission,
  caseId: string,
  at: string,
): Promise<Issue<{ dossier: DossierAide }>> => {
  const read = await lireDossierSaisi(deps, commission, caseId, at);
  if ('refus' in read) return { kind: 'refus', refus: read.refus };
  const { found, state } = read;
  const last = saisinesAide(found.events).at(-1);
  if (!last)
    return refus('AUCUNE_SAISINE', 'Aucune saisine sur l’aide au logement de ce dossier n’est connue.');
  const signals = notUndone(found.events).flatMap((event) => (event.kind === 'impaye' ? [event] : []));
  const payer = isPayeur(last.sender) ? last.sender : signals.map(({ sender }) => sender).findLast(isPayeur);
  return {
    kind: 'fait',
    dossier: {
      found,
      state,
      saisine: {
        objet: 'aideLogement',
        depuis: last.actDate,
        par: last.sender,
        criteres: last.criteres ?? [],
        reference: last.reference,
        ...(last.accompagnementLe && { accompagnementLe: last.accompagnementLe }),
        ...(last.diagnosticLe && { diagnosticLe: last.diagnosticLe }),
      },
      organisme: payer,
      allocataire: signals.findLast(({ allocataire }) => allocataire !== undefined)?.allocataire,
      decisions: notUndone(found.events)
        .flatMap((event) => (event.kind === 'decisionCcapex' ? [event] : []))
        .toSorted((a, b) => (a.actDate < b.actDate ? -1 : 1)),
    },
  };
};

/** What is decided of an aid. */
export type Aide = Pick<DecisionAide, 'aide' | 'raisons'>;

/**
 * Decides that an aid goes on or stops, and has the decision handed over to the body that pays it. Nothing is decided before 2027, and nothing
 * happens without a decision: the aid goes on.
 *
 * @param vue how many decisions the person had before their eyes: when there are more, nothing is written
 */
export const deciderAide = async (
  deps: CommissionDeps & { ccapex: CcapexStore },
  commission: Commission,
  caseId: string,
  { aide, raisons }: Aide,
  vue: number,
  answer: Answer,
): Promise<Issue<{ decision: DecisionAide }>> => {
  const today = parisDay(answer.at);
  const early = avantReforme(today);
  if (early !== undefined) return refus('AVANT_2027', early);
  if (commission.nature !== 'ccapex') return refus('PAS_UNE_CCAPEX', 'Seule la CCAPEX décide d’une aide.');
  if (aide === 'suspension' && raisons.length === 0)
    return refus('RAISON_MANQUANTE', 'Dites pourquoi l’aide est suspendue.');
  const read = await lireDossierAide(deps, commission, caseId, answer.at);
  if (read.kind !== 'fait') return read;
  const { found, saisine, organisme, allocataire } = read.dossier;
  if (organisme === undefined)
    return refus('ORGANISME_INCONNU', 'Ni la CAF ni la MSA n’a rien dit de ce dossier : à qui notifier ?');
  const before = (await deps.ccapex.decisions(commission.code, addDays(today, -DECISIONS_LISTEES))).filter(
    (one) => one.caseId === found.summary.caseId,
  );
  if (before.length !== vue) return { kind: 'change' };
  const { by, at } = answer;
  const own = found.events.findLast(({ sender }) => sender === organisme);
  const decision: DecisionAide = {
    // One id for the decision that follows those: two who decide at once are told apart.
    id: sha256(canonicalJson(['decisionAide', found.summary.caseId, today, before.length])).slice(0, 24),
    commission: commission.code,
    nom: commission.nom,
    caseId: found.summary.caseId,
    organisme,
    reference: saisine.par === organisme ? saisine.reference : (own?.reference ?? saisine.reference),
    ...(allocataire !== undefined && { allocataire }),
    caseName: nameFor(deps.matchingKey, organisme, found.summary.caseId, found),
    aide,
    raisons: aide === 'suspension' ? raisons : [],
    decideeLe: today,
    by,
    at,
    saisineDu: saisine.depuis,
    status: 'due',
  };
  return (await deps.ccapex.decider(decision)) ? { kind: 'fait', decision } : { kind: 'change' };
};

/** A person notified a decision to a body that has no queue. */
export const noterNotification = async (
  deps: CommissionDeps & { ccapex: CcapexStore },
  commission: Commission,
  id: string,
  le: CivilDate,
  answer: Answer,
): Promise<Issue> => {
  const today = parisDay(answer.at);
  const decisions = await deps.ccapex.decisions(commission.code, addDays(today, -DECISIONS_LISTEES));
  const decision = decisions.find((one) => one.id === id && one.status === 'sansFile');
  if (!decision) return refus('DECISION_INCONNUE', 'Cette décision n’attend pas d’être notifiée.');
  if (le < decision.decideeLe || le > today)
    return refus('DATE_INATTENDUE', 'Une date entre la décision et aujourd’hui est attendue.');
  await deps.ccapex.noter(decision, { status: 'remise', notifieeLe: le });
  return { kind: 'fait' };
};

/**
 * Tells cases of the decisions on aids that were handed over: each with the day of its notification. Done again, it changes nothing.
 *
 * @returns how many
 */
export const consignerRemises = async (
  deps: CommissionDeps & { ccapex: CcapexStore },
  { code }: Pick<Commission, 'code'>,
  at: string,
): Promise<number> => {
  const since = addDays(parisDay(at), -DECISIONS_LISTEES);
  const handed = (await deps.ccapex.decisions(code, since)).filter(
    ({ status, notifieeLe }) => status === 'remise' && notifieeLe !== undefined,
  );
  for (const decision of handed) {
    const { id, caseId, aide, raisons, decideeLe, notifieeLe, by } = decision;
    if (notifieeLe === undefined) continue;
    const current = (await readCurrentCase(deps.client, deps.table, caseId))?.summary.caseId;
    if (current !== undefined)
      await recordAgain(
        deps,
        current,
        {
          kind: 'decisionCcapex',
          id: sha256(canonicalJson(['decisionCcapex', code, id])),
          sender: code,
          reference: current,
          by,
          actDate: decideeLe,
          receivedAt: at,
          dwelling: {},
          household: [],
          aide,
          ...(raisons.length > 0 && { raisonsAide: raisons }),
          commission: code,
          notifieeLe,
        },
        { by, at },
      );
    await deps.ccapex.noter(decision, { status: 'consignee', notifieeLe });
  }
  return handed.length;
};

/** Requests made for a page of what was signalled before 2027. */
const MOST_REQUESTS = 6;

/**
 * Cases whose unpaid rent was signalled before 2027 and whose law is to be confirmed (décret n° 2026-84, art. 5), as lists have them: by their rows,
 * which name nobody. One request for each megabyte of an arrondissement's open cases, some three thousand.
 *
 * @returns `partiel`: whether there are more than were read
 */
export const lireAvant2027 = async (
  { client, table }: Pick<CommissionDeps, 'client' | 'table'>,
  commission: Commission,
): Promise<{ cas: (ListedCase & { arrondissement: ArrondissementCode })[]; partiel: boolean }> => {
  let requests = 0;
  let partiel = false;
  const cas: (ListedCase & { arrondissement: ArrondissementCode })[] = [];
  for (const arrondissement of arrondissementsDeCommission(commission)) {
    const range = {
      index: 'lists' as const,
      key: casesList(arrondissement, 'open'),
      filter: { expression: 'attribute_exists(#row.regime)', values: {} },
    };
    let next: Slice['next'];
    do {
      const slice = await readSlice(client, table, range, { next });
      next = slice.next;
      requests += 1;
      cas.push(...casesIn(slice, 'lists').map((one) => ({ ...one, arrondissement })));
    } while (next !== undefined && requests < MOST_REQUESTS);
    partiel ||= next !== undefined;
  }
  return {
    cas: cas.toSorted((a, b) => ((a.row.regime ?? '') < (b.row.regime ?? '') ? -1 : 1)),
    partiel,
  };
};
