import { arrondissementsDe } from '../../domain/commissions/acces.ts';
import type { Commission, Membre } from '../../domain/commissions/commission.ts';
import type { Seance } from '../../domain/commissions/seance.ts';
import type { ArrondissementCode } from '../../domain/events/household.ts';
import { arrondissementCodeSchema } from '../../domain/events/household.ts';
import { communesByInsee } from '../../domain/territory/table.ts';
import { type Courriel, ETAT, idOfText } from '../../store/commissions.ts';

/** Where mails about sessions go. */
export type Boites = {
  /** The State's mailbox of an arrondissement. */
  etat: (arrondissement: ArrondissementCode) => string;
  /** A partner's contact, as the registry has it. */
  partenaire: (code: string) => Promise<string | undefined>;
};

/** The arrondissement of a commune of the département. */
export const arrondissementDeCommune = (insee: string): ArrondissementCode | undefined =>
  arrondissementCodeSchema.safeParse(communesByInsee().get(insee)?.arrondissement).data;

/** The arrondissements whose State mailbox hears of a commission. */
export const arrondissementsDeCommission = (commission: Commission): ArrondissementCode[] => {
  const over = arrondissementsDe(commission, arrondissementDeCommune);
  return over === 'tous' ? [...arrondissementCodeSchema.options] : [...over].toSorted();
};

const mailboxOf = async (membre: Membre, boites: Boites): Promise<string | undefined> =>
  membre.mail ?? (membre.partenaire === undefined ? undefined : await boites.partenaire(membre.partenaire));

/**
 * The mails that tell members something of a session, one for each mailbox; of a relevé, which is made for one member, one for each member, though
 * two share a mailbox. A member without an address gets none: its page says so.
 *
 * @param to which members; `etat`: the State's mailboxes of the commission's arrondissements too, whether or not it is a member
 * @param once what tells this telling from another of its kind: the same gives the same ids
 */
export const courrielsPour = async (
  commission: Commission,
  { date }: Pick<Seance, 'date'>,
  genre: Courriel['genre'],
  { membres, etat = false }: { membres: readonly Membre[]; etat?: boolean },
  boites: Boites,
  { at, once }: { at: string; once: string },
): Promise<Courriel[]> => {
  const found = new Map<string, { mailbox: string; membre: string }>();
  const nameOf = (mailbox: string, membre: string): string =>
    genre === 'releve' ? `${mailbox}|${membre}` : mailbox;
  const add = (mailbox: string, membre: string): void => {
    const name = nameOf(mailbox, membre);
    if (!found.has(name)) found.set(name, { mailbox, membre });
  };
  for (const membre of membres) {
    const mailbox =
      membre.organisme === 'etat' && membre.mail === undefined ? undefined : await mailboxOf(membre, boites);
    if (mailbox !== undefined) add(mailbox, membre.id);
  }
  const state = membres.find(({ organisme }) => organisme === 'etat');
  if (etat || state)
    for (const code of arrondissementsDeCommission(commission)) add(boites.etat(code), state?.id ?? ETAT);
  return [...found].map(([name, { mailbox, membre }]) => ({
    id: idOfText(`${commission.code}|${date}|${genre}|${name}|${once}`),
    commission: commission.code,
    date,
    genre,
    membre,
    mailbox,
    at,
    status: 'due',
  }));
};
