import { type CivilDate, dateInFrench } from '../../domain/calendar/civil-date.ts';
import { parisDay } from '../../domain/calendar/paris-day.ts';
import { type Commission, sitsOn } from '../../domain/commissions/commission.ts';
import { estEnVigueur, vieDuProtocole } from '../../domain/commissions/protocole.ts';
import { type Invite, type Presence, type Seance, seanceSchema } from '../../domain/commissions/seance.ts';
import type { Courriel } from '../../store/commissions.ts';
import type { Answer } from '../recording/record-event.ts';
import { type CommissionDeps, type EnSeance, type Issue, refus } from './deps.ts';

/** Where a CLPIL's protocol stands; undefined for a commission of the law, which needs none. */
export const protocoleDe = (commission: Commission, today: CivilDate) => {
  if (commission.nature !== 'clpil') return undefined;
  const { membres, protocole = { signatures: [], bilans: [], denonciations: [], avenants: [] } } = commission;
  const parties = membres.filter(({ qualite }) => qualite === 'droit');
  return vieDuProtocole(
    protocole,
    parties.map(({ id }) => id),
    parties.flatMap(({ id, organisme }) => (organisme === 'bailleur' ? [id] : [])),
    today,
  );
};

/** What a session is planned to be. */
export type SeancePrevue = Pick<Seance, 'date' | 'type' | 'heure' | 'lieu'> &
  Partial<Pick<Seance, 'creneaux' | 'points'>>;

/** Points of the standing agenda of a doctrinale session (charter §V.1, §VI, annexe 1 Département). */
const POINTS_DOCTRINALE: readonly string[] = [
  'Pilotage du dispositif départemental de prévention des expulsions',
  'Bilan de la charte et de ses indicateurs',
  'Bilan du FSL',
  'Décisions de l’État à la suite des avis',
  'Règlement intérieur, commissions locales et délégations',
];

/** Plans a session of a commission. */
export const prevoirSeance = async (
  { store }: Pick<CommissionDeps, 'store'>,
  commission: Commission,
  prevue: SeancePrevue,
  { by, at }: Answer,
): Promise<Issue<{ seance: Seance }>> => {
  const today = parisDay(at);
  const read = seanceSchema.safeParse({
    commission: commission.code,
    etat: 'prevue',
    creneaux: {},
    points: prevue.type === 'doctrinale' ? [...POINTS_DOCTRINALE] : [],
    ...prevue,
    invites: [],
    presences: {},
    listes: {},
    version: 1,
  });
  if (!read.success)
    return refus(
      'SEANCE_INVALIDE',
      `À revoir : ${read.error.issues.map(({ path }) => path.join('.')).join(', ')}.`,
    );
  if (prevue.date < today) return refus('DATE_PASSEE', `Le ${dateInFrench(prevue.date)} est passé.`);
  if (prevue.type === 'doctrinale' && commission.nature !== 'ccapex')
    return refus('SEANCE_DOCTRINALE', 'Seule la CCAPEX tient des séances doctrinales.');
  if (!sitsOn(commission, prevue.date))
    return refus('COMMISSION_FERMEE', `La commission ne siège pas le ${dateInFrench(prevue.date)}.`);
  const vie = protocoleDe(commission, prevue.date);
  if (vie && !estEnVigueur(vie))
    return refus(
      'PROTOCOLE_ABSENT',
      vie.etat === 'aSigner'
        ? 'Le protocole n’est pas signé de tous : la commission ne siège pas encore.'
        : 'Le protocole est terminé à cette date.',
    );
  const unknown = Object.keys(read.data.creneaux).filter(
    (id) => !commission.membres.some((one) => one.id === id),
  );
  if (unknown.length > 0)
    return refus('MEMBRE_INCONNU', `${unknown.join(', ')} : ce n’est pas un des membres.`);
  // The first session of a year hears the evaluation of the year before (annexe 6, art. 6).
  const points = await pointsDe(store, commission, read.data);
  const seance = { ...read.data, points };
  const failed = await store.change(seance, { seance }, { by, at, what: 'séance prévue' });
  return failed.length > 0
    ? refus('SEANCE_EXISTANTE', `Une séance est déjà prévue le ${dateInFrench(prevue.date)}.`)
    : { kind: 'fait', seance };
};

const POINT_BILAN = 'Présentation du bilan annuel';

const pointsDe = async (
  store: CommissionDeps['store'],
  { nature, code, protocole }: Commission,
  seance: Seance,
): Promise<string[]> => {
  const year = Number(seance.date.slice(0, 4));
  if (nature !== 'clpil' || protocole?.bilans.some(({ annee }) => annee === year - 1)) return seance.points;
  const seances = await store.seances(code);
  const isFirst = !seances.some(
    ({ date, etat }) => etat !== 'annulee' && date.startsWith(`${year}-`) && date < seance.date,
  );
  const hadSome = seances.some(({ date, etat }) => etat === 'close' && date.startsWith(`${year - 1}-`));
  return isFirst && hadSome ? [`${POINT_BILAN} ${year - 1}`, ...seance.points] : seance.points;
};

const save = async (
  { store }: Pick<CommissionDeps, 'store'>,
  before: Seance,
  next: Partial<Seance>,
  { by, at }: Answer,
  what: string,
  courriels: readonly Courriel[] = [],
): Promise<Issue<{ seance: Seance }>> => {
  const seance = { ...before, ...next, version: before.version + 1 };
  const failed = await store.change(before, { seance, courriels }, { by, at, what });
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait', seance };
};

/** Changes what was planned: hour, place, slots, agenda. Those who were invited are invited again. */
export const changerSeance = async (
  deps: Pick<CommissionDeps, 'store'>,
  { commission, seance }: EnSeance,
  next: Pick<Seance, 'heure' | 'lieu' | 'creneaux' | 'points'>,
  answer: Answer,
): Promise<Issue<{ seance: Seance }>> => {
  if (seance.etat === 'close' || seance.etat === 'annulee')
    return refus('SEANCE_CLOSE', 'Une séance close ou annulée ne change plus.');
  const read = seanceSchema.safeParse({ ...seance, ...next });
  if (!read.success)
    return refus(
      'SEANCE_INVALIDE',
      `À revoir : ${read.error.issues.map(({ path }) => path.join('.')).join(', ')}.`,
    );
  const unknown = Object.keys(next.creneaux).filter((id) => !commission.membres.some((one) => one.id === id));
  if (unknown.length > 0)
    return refus('MEMBRE_INCONNU', `${unknown.join(', ')} : ce n’est pas un des membres.`);
  return save(deps, seance, next, answer, 'séance changée');
};

/** Invites the members, or tells them that what they were invited to has changed. */
export const convoquer = (
  deps: Pick<CommissionDeps, 'store'>,
  { seance }: EnSeance,
  courriels: readonly Courriel[],
  answer: Answer,
): Promise<Issue<{ seance: Seance }>> => {
  const { etat, convocation } = seance;
  if (etat === 'close' || etat === 'annulee')
    return Promise.resolve(refus('SEANCE_CLOSE', 'La séance est close ou annulée.'));
  const { by, at } = answer;
  return save(
    deps,
    seance,
    {
      etat: etat === 'prevue' ? 'convoquee' : etat,
      convocation: { by, at, fois: (convocation?.fois ?? 0) + 1 },
    },
    answer,
    'membres invités',
    courriels,
  );
};

/** Cancels a session: who was invited is told. */
export const annulerSeance = (
  deps: Pick<CommissionDeps, 'store'>,
  { seance }: EnSeance,
  courriels: readonly Courriel[],
  answer: Answer,
): Promise<Issue<{ seance: Seance }>> =>
  seance.etat === 'close'
    ? Promise.resolve(refus('SEANCE_CLOSE', 'La séance est close : rouvrez-la d’abord.'))
    : save(
        deps,
        seance,
        { etat: 'annulee' },
        answer,
        'séance annulée',
        seance.convocation === undefined ? [] : courriels,
      );

/** Opens a session on its day, and says who is there. */
export const ouvrirSeance = (
  deps: Pick<CommissionDeps, 'store'>,
  { seance }: EnSeance,
  presences: Readonly<Record<string, Presence>>,
  answer: Answer,
): Promise<Issue<{ seance: Seance }>> => {
  if (seance.etat === 'annulee' || seance.etat === 'close')
    return Promise.resolve(refus('SEANCE_CLOSE', 'La séance est close ou annulée.'));
  if (parisDay(answer.at) < seance.date)
    return Promise.resolve(refus('TROP_TOT', `La séance a lieu le ${dateInFrench(seance.date)}.`));
  return save(deps, seance, { etat: 'ouverte', presences }, answer, 'séance ouverte');
};

/** A member invites a body to a session; the other members are asked whether they accept it. */
export const inviter = (
  deps: Pick<CommissionDeps, 'store'>,
  { commission, seance }: EnSeance,
  invite: Omit<Invite, 'reponses'>,
  courriels: readonly Courriel[],
  answer: Answer,
): Promise<Issue<{ seance: Seance }>> => {
  if (seance.etat === 'close' || seance.etat === 'annulee')
    return Promise.resolve(refus('SEANCE_CLOSE', 'La séance est close ou annulée.'));
  if (
    commission.membres.some(({ partenaire }) => partenaire === invite.partenaire) ||
    seance.invites.some(({ partenaire }) => partenaire === invite.partenaire)
  )
    return Promise.resolve(refus('DEJA_MEMBRE', 'Cet organisme est déjà membre, ou déjà invité.'));
  return save(
    deps,
    seance,
    { invites: [...seance.invites, { ...invite, reponses: {} }] },
    answer,
    `organisme invité par ${invite.par}`,
    courriels,
  );
};

/** A member accepts a guest, or does not. */
export const repondreInvite = (
  deps: Pick<CommissionDeps, 'store'>,
  { seance }: EnSeance,
  id: string,
  membre: string,
  oui: boolean,
  answer: Answer,
): Promise<Issue<{ seance: Seance }>> => {
  const { by, at } = answer;
  const invite = seance.invites.find((one) => one.id === id);
  if (!invite || invite.par === membre)
    return Promise.resolve(refus('INVITE_INCONNU', 'Cet invité n’est pas à accepter par vous.'));
  const next = { ...invite, reponses: { ...invite.reponses, [membre]: { oui, by, at } } };
  return save(
    deps,
    seance,
    { invites: seance.invites.map((one) => (one.id === id ? next : one)) },
    answer,
    `invité ${oui ? 'accepté' : 'refusé'} par ${membre}`,
  );
};
