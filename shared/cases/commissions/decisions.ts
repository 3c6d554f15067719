import { parisDay } from '../../domain/calendar/paris-day.ts';
import { type DecisionIssue, enMots, responsablesDe } from '../../domain/commissions/issues.ts';
import {
  type Contribution,
  clotureImpossible,
  estInscrite,
  inscrites,
  type Seance,
  type Situation,
  type Suite,
  situationSchema,
} from '../../domain/commissions/seance.ts';
import type { CaseEvent } from '../../domain/events/case-event.ts';
import { canonicalJson, sha256 } from '../../domain/text/canonical.ts';
import type { Answer } from '../recording/record-event.ts';
import { takeBackAct } from '../recording/undo-act.ts';
import { caseOfMessages } from './cases-of.ts';
import { type CommissionDeps, type EnSeance, type Issue, refus } from './deps.ts';
import { rendreALaFile } from './ordre-du-jour.ts';
import { recordAgain, toCase } from './record-again.ts';

/** What a member says of a household before a session, or in it, in the place of what it said before. */
export const contribuer = async (
  { store }: Pick<CommissionDeps, 'store'>,
  { commission, seance }: EnSeance,
  id: string,
  membre: string,
  { connu, texte }: Pick<Contribution, 'connu' | 'texte'>,
  { by, at }: Answer,
): Promise<Issue> => {
  // Another member may say its own at the same moment: what one writes is never the other's.
  for (let tries = 0; tries < 5; tries += 1) {
    const found = await store.situation(commission.code, seance.date, id);
    if (!found || !estInscrite(found, seance))
      return refus('SITUATION_INCONNUE', 'Ce ménage n’est pas sur la liste.');
    if (seance.etat === 'close' || seance.etat === 'annulee')
      return refus('SEANCE_CLOSE', 'La séance est close : dites-le au secrétariat.');
    const next = {
      ...found,
      version: found.version + 1,
      contributions: { ...found.contributions, [membre]: { connu, texte, by, at } },
    };
    if (!situationSchema.safeParse(next).success)
      return refus('TEXTE_TROP_LONG', 'Mille caractères au plus : dites l’essentiel.');
    const failed = await store.change(
      seance,
      { situations: [next] },
      { by, at, what: `contribution de ${membre}` },
    );
    if (failed.length === 0) return { kind: 'fait' };
  }
  return { kind: 'change' };
};

/** What is decided of a household. */
export type Decision = {
  issues: readonly DecisionIssue[];
  recommandations: Situation['recommandations'];
  note: string;
  /** CCAPEX: an opinion, or a recommendation. */
  nature?: Situation['nature'];
};

const NON_OUVERTE = refus('SEANCE_NON_OUVERTE', 'La séance n’est pas ouverte.');

/** What tells one decision of a household from another: what its page has, and gives back with the next. */
export const marqueDe = ({ decidee }: Pick<Situation, 'decidee'>): string =>
  decidee ? `${decidee.at} ${decidee.by}` : '';

/**
 * Decides of a household, upon the decision that was read of it: when somebody else has decided meanwhile, nothing is written, and who decided what
 * is told. What members say at the same moment is kept.
 *
 * @param vue `marqueDe` what the person had before their eyes
 */
export const decider = async (
  { store }: Pick<CommissionDeps, 'store'>,
  { commission, seance }: EnSeance,
  id: string,
  { issues, recommandations, note, nature }: Decision,
  vue: string,
  { by, at }: Answer,
): Promise<Issue<{ situation: Situation }> | { kind: 'autre'; situation: Situation }> => {
  if (seance.etat !== 'ouverte') return NON_OUVERTE;
  if (issues.length === 0 && recommandations.length === 0)
    return refus('ISSUE_MANQUANTE', 'Choisissez une issue au moins, ou « revue à la prochaine séance ».');
  const misplaced = issues.find(({ issue, organisme }) => !responsablesDe(issue).includes(organisme));
  if (misplaced)
    return refus('ORGANISME_INATTENDU', `${enMots(misplaced)} : cet organisme ne peut pas en être chargé.`);
  for (let tries = 0; tries < 5; tries += 1) {
    const found = await store.situation(commission.code, seance.date, id);
    if (!found || !estInscrite(found, seance))
      return refus('SITUATION_INCONNUE', 'Ce ménage n’est pas, ou n’est plus, sur la liste.');
    if (isSame(found, { issues, recommandations, note, nature })) return { kind: 'fait', situation: found };
    if (marqueDe(found) !== vue) return { kind: 'autre', situation: found };
    const { note: _, nature: __, ...rest } = found;
    const next: Situation = {
      ...rest,
      version: found.version + 1,
      issues: [...issues],
      recommandations: [...recommandations],
      ...(note !== '' && { note }),
      ...(nature !== undefined && { nature }),
      decidee: { by, at },
    };
    if (!situationSchema.safeParse(next).success)
      return refus('TEXTE_TROP_LONG', 'Mille caractères au plus : dites l’essentiel.');
    // A session that closes at this moment has made its events of what was decided before.
    const change = { situations: [next], also: [store.seanceIs(seance)] };
    const failed = await store.change(seance, change, { by, at, what: 'situation décidée' });
    if (failed.length === 0) return { kind: 'fait', situation: next };
    if (failed.includes('seance')) return NON_OUVERTE;
  }
  return { kind: 'change' };
};

const isSame = (found: Situation, { issues, recommandations, note, nature }: Decision): boolean =>
  found.decidee !== undefined &&
  canonicalJson([found.issues, found.recommandations, found.note ?? '', found.nature ?? '']) ===
    canonicalJson([issues, recommandations, note, nature ?? '']);

/** The events that a household's case has of a session: one for each body in charge, as article 6 counts orientations. */
const evenementsDe = (
  { commission, seance }: EnSeance,
  situation: Situation,
  caseId: string,
  fois: number,
  { by, at }: Answer,
): CaseEvent[] => {
  const { date } = seance;
  const own = {
    sender: commission.code,
    reference: caseId,
    by,
    actDate: date,
    receivedAt: at,
    dwelling: situation.dwelling,
    household: [],
    commission: commission.code,
  };
  const idOf = (what: string): string =>
    sha256(canonicalJson([commission.code, date, situation.id, what, fois]));
  // What a synthesis of the SIAO recommends is no opinion of the CCAPEX: it stays with its session.
  if (commission.nature === 'synthese') return [];
  if (commission.nature === 'ccapex')
    return situation.recommandations.length === 0
      ? []
      : [
          {
            ...own,
            id: idOf('avis'),
            kind: 'avisCcapex',
            nature: situation.nature ?? 'recommandation',
            recommandations: situation.recommandations,
          },
        ];
  const bodies = [...new Set(situation.issues.map(({ organisme }) => organisme))];
  return bodies.map((organisme) => ({
    ...own,
    id: idOf(organisme),
    kind: 'decisionClpil',
    dateCommission: date,
    issues: situation.issues.flatMap((one) => (one.organisme === organisme ? [one.issue] : [])),
    organisme,
  }));
};

/** Households whose events are filed at the same time. */
const AT_ONCE = 8;

/**
 * Closes a session: what it decided becomes events of each household's case, and the relevé may go. Closing again does what was left.
 *
 * @returns `sansDossier`: households whose case is not there yet; their events wait for the next closing
 */
export const clore = async (
  deps: CommissionDeps,
  { commission, seance }: EnSeance,
  answer: Answer,
): Promise<Issue<{ seance: Seance; deposees: number; sansDossier: number }>> => {
  const { store } = deps;
  const all = await store.situations(commission.code, seance.date);
  const examined = inscrites(all, seance);
  const impossible = clotureImpossible(seance, examined);
  if (impossible) return { kind: 'refus', refus: impossible };
  const fois = seance.etat === 'close' ? (seance.cloture?.fois ?? 1) : (seance.cloture?.fois ?? 0) + 1;
  const cases = await caseOfMessages(deps, examined);
  const left = examined.filter(({ evenements }) => evenements.length === 0);
  const filed: Situation[] = [];
  for (let start = 0; start < left.length; start += AT_ONCE)
    filed.push(
      ...(
        await Promise.all(
          left.slice(start, start + AT_ONCE).map(async (one): Promise<Situation[]> => {
            const caseId = cases.get(one.id);
            if (caseId === undefined) return [];
            const events = evenementsDe({ commission, seance }, one, caseId, fois, answer);
            for (const event of events) if (!(await recordAgain(deps, caseId, event, answer))) return [];
            return [{ ...one, version: one.version + 1, caseId, evenements: events.map(({ id }) => id) }];
          }),
        )
      ).flat(),
    );
  const { by, at } = answer;
  const next: Seance = {
    ...seance,
    version: seance.version + 1,
    etat: 'close',
    cloture: seance.etat === 'close' && seance.cloture ? seance.cloture : { by, at, fois },
  };
  const failed = await store.change(
    seance,
    { situations: filed, seance: next },
    { by, at, what: 'séance close' },
  );
  if (failed.length > 0) return { kind: 'change' };
  await rendreALaFile(deps, { commission, seance: next }, answer);
  return {
    kind: 'fait',
    seance: next,
    deposees: filed.filter(({ evenements }) => evenements.length > 0).length,
    sansDossier: left.length - filed.length,
  };
};

/**
 * Opens a closed session again: what its cases had of it is taken back, and those who were told are told so. What was decided stays, to be changed;
 * the relevé that went is said to be replaced by the next.
 */
export const rouvrir = async (
  deps: CommissionDeps,
  { commission, seance }: EnSeance,
  answer: Answer,
): Promise<Issue<{ seance: Seance; reprises: number }>> => {
  if (seance.etat !== 'close') return refus('SEANCE_NON_CLOSE', 'La séance n’est pas close.');
  const { store } = deps;
  const filed = (await store.situations(commission.code, seance.date)).filter(
    ({ evenements, caseId }) => evenements.length > 0 && caseId !== undefined,
  );
  const taken: Situation[] = [];
  for (const one of filed) {
    for (const event of one.evenements)
      await toCase(() => takeBackAct(deps, one.caseId ?? '', event, answer));
    taken.push({ ...one, version: one.version + 1, evenements: [] });
  }
  const { releve: _, ...rest } = seance;
  const next: Seance = { ...rest, version: seance.version + 1, etat: 'ouverte' };
  const { by, at } = answer;
  const failed = await store.change(
    seance,
    { situations: taken, seance: next },
    { by, at, what: 'séance rouverte' },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait', seance: next, reprises: taken.length };
};

/** A body says what became of what it was in charge of: at the next session, or any day (annexe 6, art. 5). */
export const rendreCompte = async (
  deps: CommissionDeps,
  { commission, seance }: EnSeance,
  id: string,
  suite: Pick<Suite, 'mesure' | 'organisme' | 'etat' | 'raison' | 'le' | 'membre'>,
  answer: Answer,
): Promise<Issue> => {
  const found = await deps.store.situation(commission.code, seance.date, id);
  const decided = [...(found?.issues.map(({ issue }) => issue) ?? []), ...(found?.recommandations ?? [])];
  if (!found || !decided.some((one) => one === suite.mesure))
    return refus('MESURE_INCONNUE', 'Cette mesure n’a pas été décidée pour ce ménage.');
  if (suite.le > parisDay(answer.at) || suite.le < seance.date)
    return refus('DATE_INATTENDUE', 'Une date entre la séance et aujourd’hui est attendue.');
  const { by, at } = answer;
  if (found.caseId !== undefined)
    await recordAgain(
      deps,
      found.caseId,
      {
        kind: 'suiteDecision',
        id: sha256(canonicalJson([commission.code, seance.date, id, suite])),
        sender: commission.code,
        reference: found.caseId,
        by,
        actDate: suite.le,
        receivedAt: at,
        dwelling: found.dwelling,
        household: [],
        decisionDu: seance.date,
        mesure: suite.mesure,
        etat: suite.etat,
        ...(suite.organisme && { organisme: suite.organisme }),
        ...(suite.raison && { raison: suite.raison }),
      },
      answer,
    );
  const failed = await deps.store.change(
    seance,
    {
      situations: [{ ...found, version: found.version + 1, suites: [...found.suites, { ...suite, by, at }] }],
    },
    { by, at, what: `compte rendu de ${suite.membre}` },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait' };
};
