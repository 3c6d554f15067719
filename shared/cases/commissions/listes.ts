import { type CivilDate, dateInFrench } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { Membre } from '../../domain/commissions/commission.ts';
import { estTardive } from '../../domain/commissions/echeances.ts';
import {
  jugerLettre,
  jugerLigne,
  type Ligne,
  listeImpossible,
  type Verdict,
} from '../../domain/commissions/liste.ts';
import {
  creerChercheur,
  deuxPersonnes,
  memesTraits,
  sujetDe,
  traitsUtiles,
} from '../../domain/commissions/menages.ts';
import {
  effacee,
  estInscrite,
  estOuverteAuxListes,
  type Seance,
  type Situation,
} from '../../domain/commissions/seance.ts';
import type { EventOf } from '../../domain/events/case-event.ts';
import { canonicalJson } from '../../domain/text/canonical.ts';
import { type Courriel, idOfText, type Retrait, traitsOf } from '../../store/commissions.ts';
import type { Answer } from '../recording/record-event.ts';
import type { CommissionDeps, EnSeance, Issue } from './deps.ts';
import { refus } from './deps.ts';

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

/** The fingerprints of the households that withdrew from a commission, and did not agree again since. */
const retires = (retraits: readonly Retrait[]): ((traits: readonly string[]) => boolean) => {
  const standing = retraits
    .filter(({ accord, at }) => accord === undefined || accord.at < at)
    .map(({ traits }) => new Set(traits));
  return (traits) => standing.some((other) => memesTraits(traits, other));
};

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

const changeOf = ({ by, at }: Answer) => ({ by, at });

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

/**
 * Of which rows another landlord's is the same household, though neither was when it was deposited: both came at one instant. Those of which the
 * secretariat is asked, or has said that they are two, are asked of no more.
 */
const jumeaux = (
  situations: readonly Situation[],
  membre: string,
  today: CivilDate,
): ((one: Situation) => Situation['aVerifier']) => {
  const among = creerChercheur(today);
  for (const one of situations)
    if (
      one.bailleur !== membre &&
      one.etat !== 'retiree' &&
      one.aVerifier === undefined &&
      one.verifiee === undefined
    )
      among.add(one.id, sujetDe(one));
  return (one) => one.aVerifier ?? (one.verifiee === undefined ? among.find(sujetDe(one))?.sur : undefined);
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

/** Tells the household's case that it is on a list; gives the message's id, or why the hub cannot. */
export type DireInscription = (
  sender: string,
  situation: Situation,
  date: CivilDate,
) => Promise<string | undefined>;

/**
 * Sends a landlord's list to the members: the households whose letter left in time, and whose days to answer are over. The others stay off it.
 * Each one listed is told to its case. Rows are judged again against withdrawals and other landlords' rows: what came at the instant of their deposit
 * was not seen then. Of who has withdrawn nothing is kept.
 */
export const transmettreListe = async (
  { store, matchingKey }: CommissionDeps,
  { commission, seance }: EnSeance,
  membre: Membre,
  { dire, courriels }: { dire: DireInscription; courriels: (genre: 'liste') => Promise<Courriel[]> },
  answer: Answer,
): Promise<
  Issue<{
    inscrites: number;
    /** Rows whose household has withdrawn since they were deposited. */
    retirees: number;
    attendent: { reference: string; verdicts: Verdict[] }[];
    tardive: boolean;
  }>
> => {
  const impossible = listeImpossible(commission, seance, membre.id);
  if (impossible) return { kind: 'refus', refus: impossible };
  const today = parisDay(answer.at);
  // A long list goes in several transactions: what an interrupted one left half-way goes with this one.
  const [all, retraits] = await Promise.all([
    store.situations(commission.code, seance.date),
    store.retraits(commission.code),
  ]);
  const retire = retires(retraits);
  const jumeau = jumeaux(all, membre.id, today);
  const mine = all.filter(
    (one) =>
      one.bailleur === membre.id &&
      (one.etat === 'proposee' || (one.etat === 'inscrite' && !estInscrite(one, seance))),
  );
  const gone = mine.filter((one) => retire(traitsOf(matchingKey, traitsUtiles(sujetDe(one)))));
  const own = mine.flatMap((one) => {
    if (gone.includes(one)) return [];
    const aVerifier = jumeau(one);
    return [aVerifier === undefined ? one : { ...one, aVerifier }];
  });
  const judged = own.map((one) => ({ one, verdicts: attentes(one, { commission, seance }, today) }));
  const before = new Map(mine.map((one) => [one.id, one]));
  const doubtful = own.filter((one) => one.aVerifier !== before.get(one.id)?.aVerifier);
  const apart = [
    ...gone.map(effacee),
    ...doubtful.map((one) => ({ ...one, version: one.version + 1, etat: 'proposee' as const })),
  ];
  const ready = judged.flatMap(({ one, verdicts }) => (verdicts.length === 0 ? [one] : []));
  const waiting = judged.flatMap(({ one, verdicts }) =>
    verdicts.length > 0 ? [{ reference: one.reference, verdicts }] : [],
  );
  if (apart.length > 0 && ready.length === 0) {
    const failed = await store.change(
      seance,
      { situations: apart },
      { ...changeOf(answer), what: `liste relue : ${membre.id}` },
    );
    if (failed.length > 0) return { kind: 'change' };
  }
  if (ready.length === 0 && gone.length > 0)
    return { kind: 'fait', inscrites: 0, retirees: gone.length, attendent: waiting, tardive: false };
  if (ready.length === 0)
    return refus(
      'LISTE_VIDE',
      own.length === 0
        ? 'Aucune situation n’est proposée : déposez d’abord votre tableau.'
        : 'Aucune situation ne peut être inscrite aujourd’hui : voyez pourquoi, ligne par ligne.',
    );
  const { partenaire = '' } = membre;
  const lot = (seance.listes[membre.id]?.lot ?? 0) + 1;
  const told: Situation[] = [];
  for (let start = 0; start < ready.length; start += TOLD_AT_ONCE)
    told.push(
      ...(await Promise.all(
        ready.slice(start, start + TOLD_AT_ONCE).map(async (one): Promise<Situation> => {
          const messageId = one.messageId ?? (await dire(partenaire, one, seance.date));
          return {
            ...one,
            version: one.version + 1,
            etat: 'inscrite',
            inscriteLe: today,
            lot,
            ...(messageId !== undefined && { messageId }),
          };
        }),
      )),
    );
  const liste = {
    transmiseLe: seance.listes[membre.id]?.transmiseLe ?? today,
    ...(lot > 1 && { completeeLe: today }),
    lot,
  };
  const failed = await store.change(
    seance,
    {
      situations: [...told, ...apart],
      courriels: await courriels('liste'),
      seance: { ...seance, version: seance.version + 1, listes: { ...seance.listes, [membre.id]: liste } },
    },
    { ...changeOf(answer), what: `liste transmise : ${membre.id}, ${told.length} situations` },
  );
  if (failed.length > 0) return { kind: 'change' };
  return {
    kind: 'fait',
    inscrites: told.length,
    retirees: gone.length,
    attendent: waiting,
    tardive: estTardive(today, seance.date),
  };
};

const TOLD_AT_ONCE = 20;

/** The secretariat cancels the examination of households whose list was late (charter, annexe 6, art. 4). */
export const annulerTardives = async (
  { store }: CommissionDeps,
  { commission, seance }: EnSeance,
  bailleur: string,
  answer: Answer,
): Promise<Issue<{ annulees: number }>> => {
  if (!estOuverteAuxListes(seance))
    return refus('LISTES_CLOSES', 'La séance est ouverte ou close : rien n’est annulé.');
  const late = (await store.situations(commission.code, seance.date)).filter(
    (one) =>
      one.bailleur === bailleur &&
      estInscrite(one, seance) &&
      one.inscriteLe !== undefined &&
      estTardive(one.inscriteLe, seance.date),
  );
  if (late.length === 0)
    return refus('AUCUNE_TARDIVE', 'La liste de ce bailleur n’est pas arrivée en retard.');
  const failed = await store.change(
    seance,
    { situations: late.map((one) => ({ ...one, version: one.version + 1, etat: 'annulee' })) },
    { ...changeOf(answer), what: `examen annulé, liste tardive : ${bailleur}, ${late.length} situations` },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait', annulees: late.length };
};

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

/**
 * The household withdrew: it is on no list of this commission from now on, whatever the landlord and the session. What named it is erased in
 * every session that is kept; fingerprints alone remain, by which a later row is recognised.
 *
 * @param dire tells the household's case, where one of what the sessions hold of it knows that case; gives the cases that it told, which the
 * household's written agreement is told to
 */
export const retirerMenage = async (
  { store, matchingKey }: CommissionDeps,
  { commission, seance }: EnSeance,
  id: string,
  dire: (situations: readonly Situation[]) => Promise<string[]>,
  answer: Answer,
): Promise<Issue<{ seances: CivilDate[] }>> => {
  const found = await store.situation(commission.code, seance.date, id);
  if (!found || found.etat === 'retiree')
    return refus('SITUATION_INCONNUE', 'Ce ménage n’est pas, ou n’est plus, sur cette liste.');
  const subject = sujetDe(found);
  const traits = traitsOf(matchingKey, traitsUtiles(subject));
  const isSame = (one: Situation): boolean =>
    one.etat !== 'retiree' &&
    (one.id === id ||
      (one.caseId !== undefined && one.caseId === found.caseId) ||
      memesTraits(traitsOf(matchingKey, traitsUtiles(sujetDe(one))), new Set(traits)));
  const changed: CivilDate[] = [];
  const seances = await store.seances(commission.code);
  // The session of the request last: as long as it says nothing of a withdrawal, asking again does the rest.
  const ordered = [...seances.filter(({ date }) => date !== seance.date), seance];
  const held: { one: Seance; same: Situation[] }[] = [];
  for (const one of ordered)
    held.push({ one, same: (await store.situations(commission.code, one.date)).filter(isSame) });
  const cases = await dire(held.flatMap(({ same }) => same));
  const retrait: Retrait = {
    id: idOfText(`${commission.code}|${traits.toSorted().join('|')}`),
    traits,
    at: answer.at,
    by: answer.by,
    bailleurs: [...new Set(held.flatMap(({ same }) => same.map(({ bailleur }) => bailleur)))],
    ...(cases.length > 0 && { cases }),
  };
  for (const { one, same } of held) {
    if (same.length === 0) continue;
    const failed = await store.change(
      one,
      { situations: same.map(effacee), also: [store.retraitWrite(commission.code, retrait)] },
      { ...changeOf(answer), what: 'un ménage s’est retiré' },
    );
    if (failed.length > 0) return { kind: 'change' };
    changed.push(one.date);
  }
  return { kind: 'fait', seances: changed };
};

/** Who notes a written agreement, and its day. */
export type Accord = { bailleur: string | undefined; le: CivilDate };

/**
 * A household that had withdrawn agrees again, in writing: it may be listed. A landlord notes it of who it had listed; of who another had, the
 * secretariat does, and the landlord is told no more of it than of a household that nobody knows.
 *
 * @param bailleur the landlord that notes it; undefined for the secretariat
 * @param le the day of its letter
 * @param dire tells the cases that had learnt its withdrawal
 */
export const accorder = async (
  { store, matchingKey }: CommissionDeps,
  { commission, seance }: EnSeance,
  menage: Pick<Situation, 'household' | 'dwelling'>,
  { bailleur, le }: Accord,
  dire: (cases: readonly string[]) => Promise<void>,
  answer: Answer,
): Promise<Issue> => {
  const traits = traitsOf(matchingKey, traitsUtiles(sujetDe(menage)));
  const same = (await store.retraits(commission.code)).filter(
    (one) =>
      memesTraits(traits, new Set(one.traits)) &&
      (bailleur === undefined || one.bailleurs.includes(bailleur)),
  );
  if (same.length === 0)
    return refus(
      'MENAGE_NON_RETIRE',
      bailleur === undefined
        ? 'Ce ménage ne s’est pas retiré de cette commission.'
        : 'Aucun de vos ménages qui se sont retirés n’est celui-ci. D’un ménage qu’un autre bailleur avait présenté, le secrétariat note l’accord.',
    );
  if (le > parisDay(answer.at)) return refus('DATE_FUTURE', `Le ${dateInFrench(le)} n’est pas venu.`);
  await dire([...new Set(same.flatMap(({ cases = [] }) => cases))]);
  const failed = await store.change(
    seance,
    {
      also: same.map((one) =>
        store.retraitWrite(commission.code, { ...one, accord: { at: answer.at, by: answer.by, le } }),
      ),
    },
    { ...changeOf(answer), what: 'accord écrit d’un ménage qui s’était retiré' },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait' };
};
