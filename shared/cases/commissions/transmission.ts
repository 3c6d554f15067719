import type { CivilDate } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { Membre } from '../../domain/commissions/commission.ts';
import { estTardive } from '../../domain/commissions/echeances.ts';
import { listeImpossible, type Verdict } from '../../domain/commissions/liste.ts';
import { creerChercheur, sujetDe, traitsUtiles } from '../../domain/commissions/menages.ts';
import {
  effacee,
  estInscrite,
  estOuverteAuxListes,
  type Situation,
} from '../../domain/commissions/seance.ts';
import { type Courriel, traitsOf } from '../../store/commissions.ts';
import type { Answer } from '../recording/record-event.ts';
import { type CommissionDeps, changeOf, type EnSeance, type Issue, refus } from './deps.ts';
import { attentes } from './listes.ts';
import { retires } from './retrait.ts';

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
