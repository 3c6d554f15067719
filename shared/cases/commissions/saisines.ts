import * as z from 'zod/mini';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { type Case, caseOf } from '../../domain/case/case-of.ts';
import { demandeExamen, estSignalement, type Saisine } from '../../domain/ccapex/saisines.ts';
import { arrondissementsDe } from '../../domain/commissions/acces.ts';
import type { Commission, Membre } from '../../domain/commissions/commission.ts';
import {
  estInscrite,
  estOuverteAuxListes,
  type Refus,
  type Seance,
  type Situation,
} from '../../domain/commissions/seance.ts';
import { parUrgence, type Urgence, urgenceDe } from '../../domain/commissions/urgence.ts';
import type { CaseEvent, EventOf } from '../../domain/events/case-event.ts';
import { type ArrondissementCode, dwellingSchema, personSchema } from '../../domain/events/household.ts';
import { type CaseRow, rowOf } from '../../domain/lists/row.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import { normaliseName } from '../../domain/text/normalise-name.ts';
import type { StoredCase } from '../../store/case-store.ts';
import type { CcapexStore, Repartition } from '../../store/ccapex.ts';
import { orientationDe } from '../../store/ccapex.ts';
import { idOfText } from '../../store/commissions.ts';
import { caseRowSchema } from '../../store/items.ts';
import { saisinesList } from '../../store/keys.ts';
import { readSlice, type Slice } from '../../store/lists.ts';
import { readCurrentCase } from '../reading/current-case.ts';
import type { Answer } from '../recording/record-event.ts';
import { idAgain, takeBackAct } from '../recording/undo-act.ts';
import { type CommissionDeps, type EnSeance, type Issue, refus } from './deps.ts';
import { arrondissementDeCommune, arrondissementsDeCommission } from './destinataires.ts';
import { recordAgain } from './record-again.ts';

/** A case that is referred to the CCAPEX: what lists show of it, who lives there, and how urgent it is. */
export type CasSaisi = {
  caseId: string;
  row: CaseRow;
  arrondissement: ArrondissementCode;
  household: Situation['household'];
  dwelling: Situation['dwelling'];
  urgence: Urgence;
  /** Those of its referrals that were asked for. */
  saisines: Saisine[];
};

/** What is read of the queue: what asks for an examination, what asks for a decision on an aid, or what commissaires signalled. */
export const sortesSaisine = ['examen', 'aide', 'signalement', 'bailleur'] as const;
export type SorteSaisine = (typeof sortesSaisine)[number];

const estDe: Record<SorteSaisine, (saisine: Saisine) => boolean> = {
  examen: (one) => one.objet === 'situation' && demandeExamen(one),
  aide: ({ objet }) => objet === 'aideLogement',
  signalement: estSignalement,
  bailleur: (one) => one.objet === 'situation' && !demandeExamen(one) && !estSignalement(one),
};

/** Cases of one arrondissement that are read to be sorted by urgency: the oldest referrals. */
const MOST_CASES = 400;

const queuedSchema = z.object({
  caseId: z.string(),
  row: caseRowSchema,
  household: z.array(personSchema),
  dwelling: dwellingSchema,
});

/**
 * What waits for a commission, the most urgent first. One request for each arrondissement and megabyte, some three hundred cases.
 *
 * @returns `partiel`: whether there are more than were read; the oldest are
 */
export const lireSaisines = async (
  { client, table }: Pick<CommissionDeps, 'client' | 'table'>,
  commission: Commission,
  sorte: SorteSaisine,
  at: string,
): Promise<{ cas: CasSaisi[]; partiel: boolean }> => {
  const today = parisDay(at);
  const asks = sorte === 'examen' || sorte === 'aide';
  const read = await Promise.all(
    arrondissementsDeCommission(commission).map(async (arrondissement) => {
      const range = {
        index: 'worklist' as const,
        key: saisinesList(arrondissement),
        // What asks for something sorts before what only signals (`saisineSort`).
        ...(asks ? { before: 'B' } : { from: 'B' }),
      };
      const cas: CasSaisi[] = [];
      let next: Slice['next'];
      do {
        const slice = await readSlice(client, table, range, { next });
        next = slice.next;
        for (const item of slice.items) {
          const { success, data } = queuedSchema.safeParse(item);
          const saisines = (data?.row.saisines ?? []).filter(estDe[sorte]);
          if (success && saisines.length > 0)
            cas.push({ ...data, arrondissement, saisines, urgence: urgenceDe(data.row, today) });
        }
      } while (next !== undefined && cas.length < MOST_CASES);
      return { cas, partiel: next !== undefined };
    }),
  );
  return {
    cas: read
      .flatMap(({ cas }) => cas)
      .toSorted(
        (a, b) =>
          parUrgence(a.urgence, b.urgence) ||
          (firstDay(a) < firstDay(b) ? -1 : firstDay(a) > firstDay(b) ? 1 : a.caseId < b.caseId ? -1 : 1),
      ),
    partiel: read.some(({ partiel }) => partiel),
  };
};
const firstDay = ({ saisines }: CasSaisi): string => saisines[0]?.depuis ?? '';

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

/** Whether a case is one that a commission may examine. */
const horsCompetence = (commission: Commission, state: Case): Refus | undefined => {
  const over = arrondissementsDe(commission, arrondissementDeCommune);
  const { arrondissement, motif, status, chronology } = state;
  if (over !== 'tous' && (arrondissement === undefined || !over.has(arrondissement)))
    return { code: 'HORS_RESSORT', text: 'Ce logement n’est pas du ressort de cette commission.' };
  if (
    commission.nature === 'ccapex' &&
    (motif === 'adjudication' || chronology.situation.otherMotifs.includes('adjudication'))
  )
    return {
      code: 'ADJUDICATION',
      text: 'La CCAPEX n’est pas compétente après une adjudication : orientez le ménage vers l’ADIL ou l’UDAF (charte, II ; annexe 1).',
    };
  if (status === 'closed') return { code: 'DOSSIER_CLOS', text: 'Ce dossier est terminé.' };
  return undefined;
};

/** A household's case as it is now, folded; or why a commission does not examine it. */
export const lireDossierSaisi = async (
  { client, table }: Pick<CommissionDeps, 'client' | 'table'>,
  commission: Commission,
  caseId: string,
  at: string,
): Promise<{ found: StoredCase; state: Case } | { refus: Refus }> => {
  const found = await readCurrentCase(client, table, caseId);
  if (!found) return { refus: { code: 'DOSSIER_INCONNU', text: 'Aucun dossier ne porte cette référence.' } };
  const state = caseOf(found.events, parisDay(at));
  const refusal = horsCompetence(commission, state);
  return refusal ? { refus: refusal } : { found, state };
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
      if (isCcapex) await direInscription(deps, { commission, seance }, before, answer);
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
    if (isCcapex) await direInscription(deps, { commission, seance }, situation, answer);
    return { kind: 'fait', situation };
  }
  return { kind: 'change' };
};

/** Tells a case that it is on an agenda of the CCAPEX. */
const direInscription = async (
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
