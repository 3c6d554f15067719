import { type CivilDate, dateInFrench } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { Membre } from '../../domain/commissions/commission.ts';
import {
  jugerLettre,
  jugerLigne,
  type Ligne,
  listeImpossible,
  type Verdict,
} from '../../domain/commissions/liste.ts';
import { creerChercheur, deuxPersonnes, sujetDe, traitsUtiles } from '../../domain/commissions/menages.ts';
import {
  estInscrite,
  estOuverteAuxListes,
  type Seance,
  type Situation,
} from '../../domain/commissions/seance.ts';
import type { EventOf } from '../../domain/events/case-event.ts';
import { canonicalJson } from '../../domain/text/canonical.ts';
import { idOfText, traitsOf } from '../../store/commissions.ts';
import type { Answer } from '../recording/record-event.ts';
import { type CommissionDeps, changeOf, type EnSeance, type Issue, refus } from './deps.ts';
import { retires } from './retrait.ts';

/** A row of a landlord's table, read. */
export type LigneLue = { ligne: number; event: EventOf<'inscriptionClpil'> };
/** What became of a row. */
type LigneJugee = { ligne: number; reference: string; prise: boolean; verdicts: Verdict[] };
/** What became of a table. */
export type Rapport = { lignes: LigneJugee[]; ajoutees: number; changees: number; otees: number };

/** Households of one landlord in one session, at most. */
const MOST_SITUATIONS = 1000;

const idDe = (membre: string, reference: string): string => idOfText(`${membre}|${reference.toLowerCase()}`);

const textsOf = ({ household }: Pick<Situation, 'household'>): (string | undefined)[] =>
  household.flatMap(({ nomNaissance, nomUsage, prenoms = [] }) => [nomNaissance, nomUsage, ...prenoms]);

const fromEvent = (event: EventOf<'inscriptionClpil'>, membre: string): Omit<Situation, 'version'> => {
  const { reference, household, dwelling, protection, protecteur } = event;
  return {
    id: idDe(membre, reference),
    etat: 'proposee',
    bailleur: membre,
    reference,
    household,
    dwelling,
    ...(protection && { protecteur: { nature: protection, ...(protecteur && { coordonnees: protecteur }) } }),
    ...(event.lettreAccordLe && { lettreLe: event.lettreAccordLe }),
    motifs: event.motifsInscription ?? [],
    actions: event.actionsBailleur ?? [],
    ...(event.dette !== undefined && { dette: event.dette }),
    ...(event.loyer !== undefined && { loyer: event.loyer }),
    contributions: {},
    issues: [],
    recommandations: [],
    suites: [],
    evenements: [],
  };
};

const ligneOf = ({
  dwelling,
  dateCommission,
  lettreAccordLe,
  parc,
  bailleur,
}: EventOf<'inscriptionClpil'>): Ligne => ({
  insee: dwelling.insee,
  commune: dwelling.commune,
  dateCommission,
  lettreLe: lettreAccordLe,
  parc,
  particulier: bailleur?.nature === 'personnePhysique' || bailleur?.nature === 'sciFamiliale',
});

/**
 * Takes a landlord's table for a session: its rows are judged one by one, those that can be are its proposals, in the place of those before. None
 * is on the list yet, and nobody but the landlord and the secretariat sees them.
 *
 * @param membre the landlord, a member of the commission
 */
export const deposerListe = async (
  { store, matchingKey }: CommissionDeps,
  { commission, seance }: EnSeance,
  membre: Membre,
  lignes: readonly LigneLue[],
  answer: Answer,
): Promise<Issue<{ rapport: Rapport }>> => {
  const impossible = listeImpossible(commission, seance, membre.id);
  if (impossible) return { kind: 'refus', refus: impossible };
  if (lignes.length > MOST_SITUATIONS)
    return refus(
      'LISTE_TROP_LONGUE',
      `${MOST_SITUATIONS} lignes au plus : donnez le reste à une autre séance.`,
    );
  const today = parisDay(answer.at);
  const [before, retraits, seances] = await Promise.all([
    store.situations(commission.code, seance.date),
    store.retraits(commission.code),
    store.seances(commission.code),
  ]);
  const sessions = seances.filter(estOuverteAuxListes).map(({ date }) => date);
  const retire = retires(retraits);
  const examined = await precedentes(store, seances, { commission, seance }, membre.id);
  const dejaVues = new Map(examined.map(({ id, date }) => [id, date]));
  const others = before.filter((one) => one.bailleur !== membre.id && one.etat !== 'retiree');
  const among = creerChercheur(today);
  for (const one of others) among.add(one.id, sujetDe(one));
  const here = creerChercheur(today);
  // Of a household that withdrew nothing is kept: its row, once it agreed again, is as new.
  const earlier = new Map(before.filter(({ etat }) => etat !== 'retiree').map((one) => [one.id, one]));
  const versions = new Map(before.map(({ id, version }) => [id, version]));
  const taken = new Map<string, { ligne: number; situation: Situation }>();
  const judged: LigneJugee[] = [];
  const isAlike = (known: Situation, subject: ReturnType<typeof sujetDe>): boolean => {
    const one = creerChercheur(today);
    one.add(known.id, sujetDe(known));
    return one.find(subject) !== undefined;
  };
  const isAsked = (known: Situation | undefined, subject: ReturnType<typeof sujetDe>): boolean =>
    known === undefined || known.aVerifier !== undefined || !isAlike(known, subject);

  for (const { ligne, event } of lignes) {
    const own = fromEvent(event, membre.id);
    const subject = sujetDe(own);
    const alike = here.find(subject);
    const double =
      taken.get(own.id)?.ligne ?? (alike?.sur === 'certain' ? taken.get(alike.id)?.ligne : undefined);
    const other = among.find(subject);
    const examineLe = dejaVues.get(own.id);
    const known = earlier.get(own.id);
    const verdicts = jugerLigne(
      ligneOf(event),
      {
        retire: retire(traitsOf(matchingKey, traitsUtiles(subject))),
        ...(double !== undefined && { ligne: double }),
        ...(double === undefined && alike && { ressemble: taken.get(alike.id)?.ligne ?? 0 }),
        // The secretariat has said of a row that it may be listed: it is not asked again.
        ...(other && isAsked(known, subject) && { autreBailleur: other.sur }),
        deuxEnUn: deuxPersonnes(textsOf(own)),
        ...(examineLe !== undefined && { examineLe }),
        referencePrise: known !== undefined && known.etat !== 'proposee' && !isAlike(known, subject),
      },
      { commission, seance, sessions, today },
    );
    const prise = !verdicts.some(({ gravite }) => gravite === 'refus');
    judged.push({ ligne, reference: own.reference, prise, verdicts });
    if (!prise) continue;
    const isWaiting = verdicts.some(({ code }) => code === 'A_VERIFIER_PAR_LE_SECRETARIAT');
    here.add(own.id, subject);
    taken.set(own.id, {
      ligne,
      situation: {
        ...own,
        version: (versions.get(own.id) ?? 0) + 1,
        ...(isWaiting && other && { aVerifier: other.sur }),
        ...(examineLe !== undefined && { deja: examineLe }),
        ...kept(known),
        ...(known?.verifiee && isAlike(known, subject) && { verifiee: known.verifiee }),
      },
    });
  }
  // What the new table no longer says was a proposal, and is one no more; what is on the list stays until it is taken off by name.
  const gone = before.filter(
    (one) => one.bailleur === membre.id && one.etat === 'proposee' && !taken.has(one.id),
  );
  const situations = [...taken.values()].map(({ situation }) => situation);
  const changed = situations.filter((one) => {
    const known = earlier.get(one.id);
    return !known || canonicalJson({ ...known, version: 0 }) !== canonicalJson({ ...one, version: 0 });
  });
  const failed = await store.change(
    seance,
    { situations: changed, oter: gone },
    { ...changeOf(answer), what: `liste déposée : ${membre.id}, ${taken.size} lignes` },
  );
  if (failed.length > 0) return { kind: 'change' };
  return {
    kind: 'fait',
    rapport: {
      lignes: judged,
      ajoutees: changed.filter(({ version }) => version === 1).length,
      changees: changed.filter(({ version }) => version > 1).length,
      otees: gone.length,
    },
  };
};

/**
 * The landlord's households of the last session that was held before this one, that are still to be followed: they did not withdraw, and their
 * situation is not restored. Without the day of their letter: another is owed for this session.
 */
export const precedentes = async (
  store: CommissionDeps['store'],
  seances: readonly Seance[],
  { commission, seance }: EnSeance,
  membre: string,
): Promise<(Situation & { date: CivilDate })[]> => {
  const last = seances.filter(({ date, etat }) => etat === 'close' && date < seance.date).at(-1);
  if (!last) return [];
  return (await store.situations(commission.code, last.date))
    .filter(
      (one) =>
        one.bailleur === membre &&
        estInscrite(one, last) &&
        !one.issues.some(({ issue }) => issue === 'sortiePositive'),
    )
    .map(({ lettreLe: _, ...one }) => ({ ...one, date: last.date }));
};

/** Says when the landlord's letters left, for its proposals that have none yet. */
export const noterLettres = async (
  { store }: Pick<CommissionDeps, 'store'>,
  { commission, seance }: EnSeance,
  membre: string,
  le: CivilDate,
  answer: Answer,
): Promise<Issue<{ notees: number }>> => {
  if (le > parisDay(answer.at))
    return refus(
      'DATE_FUTURE',
      `Le ${dateInFrench(le)} n’est pas venu : notez les lettres une fois parties.`,
    );
  const own = (await store.situations(commission.code, seance.date)).filter(
    ({ bailleur, etat, lettreLe }) => bailleur === membre && etat === 'proposee' && lettreLe === undefined,
  );
  if (own.length === 0) return refus('AUCUNE_LETTRE', 'Aucune situation n’attend de lettre.');
  const failed = await store.change(
    seance,
    { situations: own.map((one) => ({ ...one, version: one.version + 1, lettreLe: le })) },
    { ...changeOf(answer), what: `lettres parties le ${le} : ${membre}, ${own.length}` },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait', notees: own.length };
};

/** What a household keeps when its row comes again: where it is on the list, and all that others said of it. */
const kept = (known: Situation | undefined): Partial<Situation> =>
  known === undefined
    ? {}
    : {
        etat: known.etat,
        ...(known.inscriteLe && { inscriteLe: known.inscriteLe }),
        ...(known.lot !== undefined && { lot: known.lot }),
        ...(known.messageId && { messageId: known.messageId }),
        ...(known.caseId && { caseId: known.caseId }),
        contributions: known.contributions,
        issues: known.issues,
        recommandations: known.recommandations,
        suites: known.suites,
        evenements: known.evenements,
      };

/** Whether a proposal may be on the list on a day, and why not. */
export const attentes = (
  situation: Situation,
  { commission, seance }: EnSeance,
  today: CivilDate,
): Verdict[] => [
  ...jugerLettre(situation.lettreLe, seance.date, commission.parametres.delaiReponse, today, situation.deja),
  ...(situation.aVerifier === undefined
    ? []
    : [
        {
          gravite: 'attente' as const,
          code: 'A_VERIFIER_PAR_LE_SECRETARIAT',
          text: 'Le secrétariat vérifie cette ligne avant de l’inscrire.',
        },
      ]),
];

/** The secretariat says that a row that looked like another landlord's household may be listed, or is not. */
export const verifierLigne = async (
  { store }: CommissionDeps,
  { commission, seance }: EnSeance,
  id: string,
  garder: boolean,
  answer: Answer,
): Promise<Issue> => {
  const found = await store.situation(commission.code, seance.date, id);
  if (found?.aVerifier === undefined)
    return refus('SITUATION_INCONNUE', 'Cette ligne n’attend pas de vérification.');
  const { aVerifier: _, ...rest } = found;
  const failed = await store.change(
    seance,
    garder
      ? { situations: [{ ...rest, version: found.version + 1, verifiee: changeOf(answer) }] }
      : { oter: [found] },
    { ...changeOf(answer), what: `ligne vérifiée : ${garder ? 'gardée' : 'écartée'}` },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait' };
};

/** Takes a proposal of a landlord's off, at its own wish. */
export const oterLigne = async (
  { store }: CommissionDeps,
  { commission, seance }: EnSeance,
  id: string,
  answer: Answer,
): Promise<Issue> => {
  const found = await store.situation(commission.code, seance.date, id);
  if (!found || !estOuverteAuxListes(seance) || found.etat === 'retiree')
    return refus('SITUATION_INCONNUE', 'Cette ligne n’est pas de celles qui peuvent être ôtées.');
  const failed = await store.change(
    seance,
    { oter: [found] },
    { ...changeOf(answer), what: `ligne ôtée : ${found.bailleur}` },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait' };
};
