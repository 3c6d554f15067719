import type { CivilDate } from '../calendar/civil-date.ts';
import { notUndone } from '../case/standing.ts';
import { type Siege, voitLeMenage, vueDe } from '../commissions/acces.ts';
import type { Commission, Membre } from '../commissions/commission.ts';
import type { Situation } from '../commissions/seance.ts';
import type { Recipient } from '../delays/rule.ts';
import type { CaseEvent } from '../events/case-event.ts';
import type { Organisme } from '../events/organismes.ts';

/*
 * The register of what was told of a household to partners (loi n° 2002-2 du 2 janvier 2002; charter, annexe 6, art. 7). It is made of what is kept
 * already: notices, sessions, acts and answers; nothing is written for it alone but answers and letters.
 */

/** What the hub tells the State itself: no partner is told anything by it. The CCAPEX's partners hear of a household at its sessions. */
const deLEtat = ['arrondissement', 'ccapex', 'secretariatCcapex'] as const;
/** A recipient of notices that is a partner. */
export type Partenaire = Exclude<Recipient, (typeof deLEtat)[number]>;
export const estPartenaire = (recipient: Recipient): recipient is Partenaire =>
  !deLEtat.some((one) => one === recipient);

/** To whom something was told: a recipient of notices, a body of a session, or a partner by its code. */
export type Destinataire =
  | { kind: 'avis'; partenaire: Partenaire; boite: string | undefined }
  | { kind: 'membre'; organisme: Organisme; nom: string }
  | { kind: 'partenaire'; code: string }
  | { kind: 'juge' }
  | { kind: 'ccapex' };

/** What was told. */
export type Teneur =
  | { kind: 'evenement' | 'alerte'; template: string }
  | { kind: 'liste' | 'releve'; commission: string; nom: string; seance: CivilDate }
  | { kind: 'quiSuit' }
  | { kind: 'dsf' };

export type Moyen = 'courriel' | 'recapitulatif' | 'seance' | 'page' | 'transmission';

/**
 * The letter by which the household knows. `information`: the register's own; `orientation`: the CCAPEX's, which names the three bodies; `accord`: the
 * landlord's, before a session, which names who will read; `issue`: the commission's, after it, which names who heard.
 */
type Lettre =
  | { par: 'information'; id: string; le: string }
  | { par: 'orientation' }
  | { par: 'accord'; le: CivilDate }
  | { par: 'issue'; seance: CivilDate };

/** One communication of a household's situation to a partner. Without a letter, one is owed. */
export type Communication = {
  /** Names it among those of its case. */
  id: string;
  /** When it went: an instant (ISO UTC), or a day where that is all that is known. */
  at: string;
  a: Destinataire;
  teneur: Teneur;
  moyen: Moyen;
  lettre: Lettre | undefined;
};

/** A notice, as the register reads it. */
export type Avis = {
  noticeId: string;
  about: 'evenement' | 'alerte';
  template: string;
  recipient: Recipient;
  status: string;
  mailbox?: string | undefined;
  sentAt?: string | undefined;
  digestDay?: string | undefined;
};
/** A session at which the household was listed: its members' mails, and its situation there, where it is left. */
export type SeanceDite = {
  commission: Pick<Commission, 'code' | 'nom' | 'nature' | 'membres'>;
  date: CivilDate;
  situation: Pick<Situation, 'id' | 'bailleur' | 'siens' | 'demandes' | 'decidee'> | undefined;
  /** When the household was put on the list (ISO UTC): a list that went before does not have it. */
  depuis: string;
  lettreLe: CivilDate | undefined;
  courriels: readonly { genre: string; membre: string; status: string; sentAt?: string | undefined }[];
};
export type Faits = {
  avis: readonly Avis[];
  events: readonly CaseEvent[];
  seances: readonly SeanceDite[];
  reponses: readonly { id: string; partner: string; at: string }[];
  /** Letters that told the household, each with the ids of what it told. */
  lettres: readonly { id: string; at: string; lines: readonly string[] }[];
  /** The State's own mailboxes: a notice that went there for want of a partner's address told no partner anything. */
  boitesDeLEtat: ReadonlySet<string>;
};

const ORIENTATION = 'orientationMenage';
const PARTIS: readonly string[] = ['sent', 'digested'];

/** Whether a mail to a recipient of notices is told by no letter but the register's. @param mailbox where it goes */
export const attendUneLettre = (
  { recipient, template }: Pick<Avis, 'recipient' | 'template'>,
  mailbox: string,
  boitesDeLEtat: ReadonlySet<string>,
): boolean => estPartenaire(recipient) && template !== ORIENTATION && !boitesDeLEtat.has(mailbox);

type Ligne = Omit<Communication, 'lettre'> & { lettre?: Lettre | undefined };

const lignesDesAvis = ({ avis, boitesDeLEtat }: Faits): Ligne[] => {
  const gone = avis.filter(({ status }) => PARTIS.includes(status));
  const oriented = gone.some(
    ({ recipient, template }) => recipient === 'secretariatCcapex' && template === ORIENTATION,
  );
  return gone.flatMap(({ noticeId, about, template, recipient, mailbox, sentAt, digestDay }): Ligne[] => {
    const at = sentAt ?? digestDay;
    if (!estPartenaire(recipient) || at === undefined) return [];
    if (mailbox !== undefined && boitesDeLEtat.has(mailbox)) return [];
    return [
      {
        id: `avis-${noticeId}`,
        at,
        a: { kind: 'avis', partenaire: recipient, boite: mailbox },
        teneur: { kind: about, template },
        moyen: sentAt === undefined ? 'recapitulatif' : 'courriel',
        lettre: template === ORIENTATION && oriented ? { par: 'orientation' } : undefined,
      },
    ];
  });
};

const siegeDe = (membre: Membre): Siege => ({ kind: 'membre', membre });

/** The list that members first had once the household was on it, then each relevé; of those only that the member may see the household. */
const lignesDeSeance = ({
  commission,
  date,
  situation,
  depuis,
  lettreLe,
  courriels,
}: SeanceDite): Ligne[] => {
  const { code, nom, nature, membres } = commission;
  const vue = situation && vueDe(situation);
  const first = new Map<string, Ligne>();
  for (const { genre, membre: id, status, sentAt } of courriels.toSorted((a, b) =>
    (a.sentAt ?? '') < (b.sentAt ?? '') ? -1 : 1,
  )) {
    const membre = membres.find((one) => one.id === id);
    const kind =
      genre === 'liste' ? 'liste' : genre === 'releve' || genre === 'tableau' ? 'releve' : undefined;
    if (!membre || kind === undefined || status !== 'sent' || sentAt === undefined) continue;
    // The State hears by its own mailbox; a landlord knows its own tenants.
    if (membre.organisme === 'etat' || (kind === 'liste' && sentAt < depuis)) continue;
    if (membre.id === situation?.bailleur) continue;
    if (vue ? !voitLeMenage(nature, [siegeDe(membre)], vue) : membre.organisme === 'bailleur') continue;
    // A withdrawn household is in no relevé.
    if (kind === 'releve' && situation === undefined) continue;
    const line: Ligne = {
      id: `seance-${code}-${date}-${kind}-${id}`,
      at: sentAt,
      a: { kind: 'membre', organisme: membre.organisme, nom: membre.nom },
      teneur: { kind, commission: code, nom, seance: date },
      moyen: 'seance',
      lettre:
        kind === 'liste'
          ? lettreLe === undefined
            ? undefined
            : { par: 'accord', le: lettreLe }
          : situation?.decidee && { par: 'issue', seance: date },
    };
    if (!first.has(line.id)) first.set(line.id, line);
  }
  return [...first.values()];
};

const lignesDesActes = (events: readonly CaseEvent[]): Ligne[] =>
  notUndone(events).flatMap((event): Ligne[] =>
    event.kind === 'transmissionDsf'
      ? [
          {
            id: `acte-${event.id}`,
            at: event.actDate,
            a: { kind: event.destinataire === 'ccapex' ? 'ccapex' : 'juge' },
            teneur: { kind: 'dsf' },
            moyen: 'transmission',
          },
        ]
      : [],
  );

/**
 * Every communication of a household's situation to a partner, the latest first, each with the letter by which the household knows.
 *
 * @example registre(faits).filter(({ lettre }) => lettre === undefined) // what the next letter is to tell
 */
export const registre = (faits: Faits): Communication[] => {
  const told = new Map(
    faits.lettres.flatMap(({ id, at, lines }) =>
      lines.map((line): [string, Lettre] => [line, { par: 'information', id, le: at }]),
    ),
  );
  const lines: Ligne[] = [
    ...lignesDesAvis(faits),
    ...faits.seances.flatMap(lignesDeSeance),
    ...lignesDesActes(faits.events),
    ...faits.reponses.map(
      ({ id, partner, at }): Ligne => ({
        id: `reponse-${id}`,
        at,
        a: { kind: 'partenaire', code: partner },
        teneur: { kind: 'quiSuit' },
        moyen: 'page',
      }),
    ),
  ];
  return lines
    .map((line) => ({ ...line, lettre: told.get(line.id) ?? line.lettre }))
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1));
};

/** What the household was told of by no letter yet. */
export const aDire = (communications: readonly Communication[]): Communication[] =>
  communications.filter(({ lettre }) => lettre === undefined);

/** What one letter told. */
export const ditesPar = (communications: readonly Communication[], letter: string): Communication[] =>
  communications.filter(({ lettre }) => lettre?.par === 'information' && lettre.id === letter);
