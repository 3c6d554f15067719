import { parisDay } from '../../domain/calendar/paris-day.ts';
import { caseOf } from '../../domain/case/case-of.ts';
import { notUndone } from '../../domain/case/standing.ts';
import type { Defaut } from '../../domain/dsf/champs.ts';
import { lireValeurs } from '../../domain/dsf/champs.ts';
import {
  type Diagnostic,
  type Fin,
  type Nomination,
  versionDe,
  vierge,
} from '../../domain/dsf/diagnostic.ts';
import { champsDe, estContenu, type Partie } from '../../domain/dsf/formulaire.ts';
import { type Manque, manquesDe } from '../../domain/dsf/manques.ts';
import type { CaseEvent, EventOf } from '../../domain/events/case-event.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import { codeOf } from '../../errors.ts';
import { itemBytes } from '../../limits.ts';
import { DIAGNOSTIC } from '../../store/diagnostics.ts';
import { transactAgain } from '../../store/transact.ts';
import { type Answer, recordEvent } from '../recording/record-event.ts';
import { takeBackAct } from '../recording/undo-act.ts';
import { type DiagnosticDeps, refuser, type Suite } from './deps.ts';
import { currentCase } from './enquete.ts';

/** Most bytes of a diagnostic: a table's item holds 400 KB, a report for a judge some ten. */
const MOST_BYTES = 100_000;
/** Attempts to write beside others who save other parts at the same moment. */
const TRIES = 6;

/** A body's diagnostic as it stands; an empty one where nobody saved any of it. */
export const diagnosticDe = async (
  { store }: Pick<DiagnosticDeps, 'store'>,
  nomination: Nomination,
): Promise<Diagnostic> => (await store.diagnostic(nomination)) ?? vierge(nomination);

/**
 * Saves one part of a draft, upon the one that was read of that part. Two persons may save two parts at once; of one part, the second is told
 * what the first wrote, and nothing of theirs is lost.
 *
 * @param told the part's fields: amounts in euros, days as `AAAA-MM-JJ`
 * @param vue version of the part that the person read (`versionDe`)
 */
export const enregistrer = async (
  deps: DiagnosticDeps,
  nomination: Nomination,
  { partie, told, vue }: { partie: Partie; told: unknown; vue: number },
  { by, at }: Answer,
): Promise<
  | Suite<{ diagnostic: Diagnostic }>
  | { kind: 'defauts'; defauts: Defaut[] }
  | { kind: 'autre'; diagnostic: Diagnostic }
> => {
  const { store, client } = deps;
  const read = lireValeurs(champsDe(partie), told, parisDay(at));
  if (!read.ok) return { kind: 'defauts', defauts: read.defauts };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const found = await diagnosticDe(deps, nomination);
    if (found.etat !== 'enCours')
      return refuser(
        'DEJA_RENDU',
        'Le diagnostic est rendu : reprenez-le d’abord, tant qu’il n’est pas transmis.',
      );
    const contenu: unknown = { ...found.contenu, [partie]: read.valeurs };
    if (!estContenu(contenu)) throw new RangeError('what was read of a part is not valid');
    if (versionDe(found, partie) !== vue)
      // The same again, as when a form is sent twice, changes nothing.
      return canonicalJson(found.contenu[partie] ?? {}) === canonicalJson(read.valeurs)
        ? { kind: 'fait', diagnostic: found }
        : { kind: 'autre', diagnostic: found };
    const next: Diagnostic = {
      ...found,
      version: found.version + 1,
      contenu,
      saisies: { ...found.saisies, [partie]: { version: vue + 1, by, at } },
    };
    if (itemBytes(next) > MOST_BYTES)
      return refuser('TROP_LONG', 'Le diagnostic est trop long pour être gardé : dites l’essentiel.');
    const written = await transactAgain(client, store.keepWrites(next, nomination));
    if (written.kind === 'written') return { kind: 'fait', diagnostic: next };
    if (written.failed.some(({ name }) => name !== DIAGNOSTIC)) return { kind: 'change' };
  }
  return { kind: 'change' };
};

const eventOf = (
  nomination: Nomination,
  { caseId, dwelling }: { caseId: string; dwelling: CaseEvent['dwelling'] },
  { fin, version }: { fin: Fin; version: number },
  { by, at }: Answer,
): EventOf<'enqueteSociale'> => ({
  // Taken back, then ended again, it is another act: its version tells them apart.
  id: sha256(
    canonicalJson([
      nomination.caseId,
      nomination.moment,
      nomination.partenaire,
      nomination.demandeLe,
      version,
    ]),
  ),
  kind: 'enqueteSociale',
  moment: nomination.moment,
  etat: fin === 'rendu' ? 'rendue' : 'carence',
  sender: nomination.partenaire,
  reference: caseId,
  by,
  actDate: parisDay(at),
  receivedAt: at,
  dwelling,
  household: [],
});

/**
 * Ends a diagnostic: it changes no more, and the case has the body's report, of which the State is told. Nothing is ended while something lacks.
 *
 * @param vue version of the diagnostic that the person read
 */
export const terminer = async (
  deps: DiagnosticDeps,
  nomination: Nomination,
  { fin, vue }: { fin: Fin; vue: number },
  answer: Answer,
): Promise<Suite<{ diagnostic: Diagnostic }> | { kind: 'manques'; manques: Manque[] }> => {
  const { store } = deps;
  const found = await diagnosticDe(deps, nomination);
  if (found.etat === fin) return { kind: 'fait', diagnostic: found };
  if (found.etat !== 'enCours' || found.version !== vue) return { kind: 'change' };
  const manques = manquesDe(found, fin);
  if (manques.length > 0) return { kind: 'manques', manques };
  const current = await currentCase(deps, nomination.caseId);
  const { caseId } = current.summary;
  const { dwelling } = caseOf(current.events, parisDay(answer.at));
  const version = found.version + 1;
  const event = eventOf(nomination, { caseId, dwelling }, { fin, version }, answer);
  const next: Diagnostic = {
    ...found,
    version,
    etat: fin,
    fini: { by: answer.by, at: answer.at, evenement: event.id },
  };
  try {
    await recordEvent(deps, caseId, current, event, answer, store.keepWrites(next, nomination));
  } catch (error) {
    if (codeOf(error) !== 'CASE_CHANGED') throw error;
    return { kind: 'change' };
  }
  return { kind: 'fait', diagnostic: next };
};

/** Whether the State handed a report on since it had it: it is then what the judge reads, and nobody changes it. */
const isTransmis = (events: readonly CaseEvent[], since: string): boolean =>
  notUndone(events).some((event) => event.kind === 'transmissionDsf' && event.receivedAt >= since);

/**
 * Takes an ended diagnostic back, to correct it, while the State has not handed it on: the case has the report no more, and those who were told are
 * told so.
 */
export const reprendre = async (
  deps: DiagnosticDeps,
  nomination: Nomination,
  { vue }: { vue: number },
  answer: Answer,
): Promise<Suite<{ diagnostic: Diagnostic }>> => {
  const { store, client } = deps;
  const found = await diagnosticDe(deps, nomination);
  if (found.version !== vue) return { kind: 'change' };
  const { fini, ...rest } = found;
  if (!fini || found.etat === 'enCours') return { kind: 'fait', diagnostic: found };
  const current = await currentCase(deps, nomination.caseId);
  if (nomination.moment === 'assignation' && isTransmis(current.events, fini.at))
    return refuser(
      'DEJA_TRANSMIS',
      'Le diagnostic est transmis au juge ou à la CCAPEX : il ne se reprend plus. Écrivez à l’État.',
    );
  const next: Diagnostic = { ...rest, version: found.version + 1, etat: 'enCours' };
  // The case first: stopped between the two, asking again finds the report taken back already, and opens the form.
  await takeBackAct(deps, current.summary.caseId, fini.evenement, answer);
  const written = await transactAgain(client, store.keepWrites(next, nomination));
  if (written.kind === 'refused') return { kind: 'change' };
  return { kind: 'fait', diagnostic: next };
};
