import { parisDay } from '../../domain/calendar/paris-day.ts';
import type { Membre } from '../../domain/commissions/commission.ts';
import type { Invite, Seance } from '../../domain/commissions/seance.ts';
import type { Courriel } from '../../store/commissions.ts';
import type { Answer } from '../recording/record-event.ts';
import { type CommissionDeps, type EnSeance, type Issue, refus } from './deps.ts';
import { type Boites, courrielsPour } from './destinataires.ts';
import { rendreALaFile } from './ordre-du-jour.ts';
import { retards } from './retards.ts';
import { annulerSeance, convoquer, inviter } from './seances.ts';
import { type DireInscription, transmettreListe } from './transmission.ts';

/*
 * What is done to a session that somebody is written to about: the same from a page as from a command. Each mail is written with what it tells, in one
 * transaction, and sent from the stream.
 */

type Deps = CommissionDeps & { boites: Boites };

const courriels = (
  { boites }: Pick<Deps, 'boites'>,
  { commission, seance }: EnSeance,
  genre: Courriel['genre'],
  to: { membres: readonly Membre[]; etat?: boolean },
  { at }: Answer,
  once: string,
): Promise<Courriel[]> => courrielsPour(commission, seance, genre, to, boites, { at, once });

/** Invites the members, with hour, place, agenda and a file for their calendar; again, when what they were told has changed. */
export const inviterMembres = async (
  deps: Deps,
  en: EnSeance,
  answer: Answer,
): Promise<Issue<{ seance: Seance }>> => {
  const { membres } = en.commission;
  const once = String((en.seance.convocation?.fois ?? 0) + 1);
  return convoquer(deps, en, await courriels(deps, en, 'convocation', { membres }, answer, once), answer);
};

/** Cancels a session, and takes its date out of the calendars of who was invited. */
export const annulerEtPrevenir = async (
  deps: Deps,
  en: EnSeance,
  answer: Answer,
): Promise<Issue<{ seance: Seance }>> => {
  const { membres } = en.commission;
  const done = await annulerSeance(
    deps,
    en,
    await courriels(deps, en, 'annulation', { membres }, answer, 'une'),
    answer,
  );
  // What was referred to a CCAPEX waits for another session.
  if (done.kind === 'fait') await rendreALaFile(deps, en, answer);
  return done;
};

/** Asks the other members whether they accept a guest. */
export const proposerInvite = async (
  deps: Deps,
  en: EnSeance,
  invite: Omit<Invite, 'reponses'>,
  answer: Answer,
): Promise<Issue<{ seance: Seance }>> => {
  const membres = en.commission.membres.filter(({ id }) => id !== invite.par);
  const mails = await courriels(deps, en, 'acceptation', { membres }, answer, invite.partenaire);
  return inviter(deps, en, invite, mails, answer);
};

/** Reminds the members who have said nothing of a list that came in time (annexe 6, art. 4). */
export const rappelerMembres = async (
  deps: Deps,
  en: EnSeance,
  answer: Answer,
): Promise<Issue<{ rappeles: number }>> => {
  const { commission, seance } = en;
  const { aRappeler } = retards(en, await deps.store.situations(commission.code, seance.date));
  if (aRappeler.length === 0)
    return refus(
      'PERSONNE_A_RAPPELER',
      'Personne n’est à rappeler : chacun a dit ce qu’il sait, ou la liste est arrivée en retard et aucun membre n’y est tenu.',
    );
  const mails = await courriels(deps, en, 'rappel', { membres: aRappeler }, answer, parisDay(answer.at));
  const { by, at } = answer;
  const failed = await deps.store.change(
    seance,
    { courriels: mails },
    { at, by, what: `rappel à ${aRappeler.length} membres` },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait', rappeles: aRappeler.length };
};

/** Sends a landlord's list to the members that are no landlord's. */
export const transmettre = async (
  deps: Deps,
  en: EnSeance,
  membre: Membre,
  dire: DireInscription,
  answer: Answer,
): ReturnType<typeof transmettreListe> => {
  const membres = en.commission.membres.filter(({ organisme }) => organisme !== 'bailleur');
  return transmettreListe(
    deps,
    en,
    membre,
    {
      dire,
      courriels: (genre) => courriels(deps, en, genre, { membres }, answer, `${membre.id}|${answer.at}`),
    },
    answer,
  );
};

/**
 * Sends the relevé to the members, each as far as it may see, and to the State's mailbox of the commission's arrondissements (annexe 6, art. 4). Members
 * who were absent are told that the annotated table awaits them.
 */
export const envoyerReleve = async (
  deps: Deps,
  en: EnSeance,
  answer: Answer,
): Promise<Issue<{ envoyes: number }>> => {
  const { commission, seance } = en;
  if (seance.etat !== 'close') return refus('SEANCE_NON_CLOSE', 'Le relevé part une fois la séance close.');
  const { membres } = commission;
  const absents = membres.filter(
    ({ id, organisme }) => organisme !== 'bailleur' && (seance.presences[id] ?? 'present') !== 'present',
  );
  const once = `${seance.cloture?.fois ?? 1}|${answer.at}`;
  const mails = [
    ...(await courriels(deps, en, 'releve', { membres, etat: true }, answer, once)),
    ...(await courriels(deps, en, 'tableau', { membres: absents }, answer, once)),
  ];
  const { by, at } = answer;
  const failed = await deps.store.change(
    seance,
    { courriels: mails, seance: { ...seance, version: seance.version + 1, releve: { at, by } } },
    { at, by, what: `relevé envoyé, ${mails.length} messages` },
  );
  return failed.length > 0 ? { kind: 'change' } : { kind: 'fait', envoyes: mails.length };
};
