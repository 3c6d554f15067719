import { createHash, createHmac } from 'node:crypto';
import { type CivilDate, dayOf, LAST_DAY } from '../domain/calendar/civil-date.ts';
import type { BlockKey } from '../domain/matching/block-keys.ts';
import type { Identity } from '../domain/matching/identity.ts';

export type Key = { PK: string; SK: string };

/*
 * Keys surface in service logs and metrics: an id in them is the hub's own or a hash (`messageIdOf`), never what a partner typed.
 */

export const caseKey = (caseId: string): Key => ({ PK: `CASE#${caseId}`, SK: 'CASE' });
/** @throws DateOutOfRange when `actDate` is not a day, as all the keys below that hold a day */
export const eventKey = (caseId: string, actDate: CivilDate, eventId: string): Key => ({
  PK: `CASE#${caseId}`,
  SK: `EVENT#${dayOf(actDate)}#${eventId}`,
});
export const noticeKey = (caseId: string, noticeId: string): Key => ({
  PK: `CASE#${caseId}`,
  SK: `NOTICE#${noticeId}`,
});
/** In a partition of its own: filing does not read it, only whoever asks why. */
export const decisionKey = (caseId: string, eventId: string): Key => ({
  PK: `CASE#${caseId}#DECISIONS`,
  SK: `DECISION#${eventId}`,
});
/** What a sender calls a case: it sorts before the summary, and is read with it. */
export const nameKey = (caseId: string, sender: string): Key => ({
  PK: caseKey(caseId).PK,
  SK: `ALIAS#${sender}`,
});
/** Worklist partition of the cases that bear a name. */
export const namesOfCases = (name: string): string => `ALIAS#${name}`;
/** A review lies in the partition of the case it is about. */
export const caseReviewKey = (caseId: string, messageId: string): Key => ({
  PK: `CASE#${caseId}`,
  SK: `REVIEW#${messageId}`,
});
/** A letter that tells a household to whom its situation was told. It sorts after all that filing reads, as what follows. */
export const letterKey = (caseId: string, letter: string): Key => ({
  PK: caseKey(caseId).PK,
  SK: `POSTED#${letter}`,
});
/** What was told of a case to a body that asked who follows it. */
export const answeredKey = (caseId: string, id: string): Key => ({
  PK: caseKey(caseId).PK,
  SK: `TOLD#${id}`,
});
/** Letters that were prepared together. */
export const lotKey = (arrondissement: string, lot: string): Key => ({
  PK: `LETTERS#${arrondissement}`,
  SK: `LOT#${lot}`,
});
/** How often a person asked who follows a household, in one hour of the clock. @param person its id, never a name */
export const asksKey = (person: string, hour: string): Key => ({
  PK: `ASKS#${person}`,
  SK: `HOUR#${hour}`,
});
/** Who read a case, beside its notices and reviews, by their id. */
export const readerKey = (caseId: string, person: string): Key => ({
  PK: caseKey(caseId).PK,
  SK: `READER#${person}`,
});
export const messageKey = (messageId: string): Key => ({ PK: `MESSAGE#${messageId}`, SK: 'MESSAGE' });
export const counterKey = (departement: string, year: number): Key => ({
  PK: `COUNTER#${departement}#${year}`,
  SK: 'COUNTER',
});

/**
 * Keys surface in service logs and metrics, so what names a person is a keyed hash (HMAC-SHA-256, 128 bits kept).
 *
 * @param matchingKey the hub's secret; with another one, no earlier claim is found (`rekey.ts` moves them)
 */
export const identityKey = (matchingKey: string, { kind, value }: Identity): Key => ({
  PK: `IDENTITY#${kind}#${createHmac('sha256', matchingKey).update(value).digest('hex').slice(0, 32)}`,
  SK: 'IDENTITY',
});

/** A block: its value is hashed as identities are. */
export const blockPartition = (matchingKey: string, { kind, value }: BlockKey): string =>
  `BLOCK#${kind}#${createHmac('sha256', matchingKey).update(value).digest('hex').slice(0, 32)}`;
/** A case's place in a block: open cases are read first. */
export const blockKey = (matchingKey: string, key: BlockKey, open: boolean, caseId: string): Key => ({
  PK: blockPartition(matchingKey, key),
  SK: `${open ? 'A' : 'Z'}#${caseId}`,
});

export const openReviews = 'REVIEW#open';

/** Partition of the index `lists`: cases of an arrondissement by status. */
export const casesList = (arrondissement: string | undefined, status: string): string =>
  `DOSSIERS#${arrondissement ?? 'none'}#${status}`;
/** A place in a list by day: cases by nearest delay, alerts by the day to act; without any day, last. */
export const listSort = (day: CivilDate | undefined, id: string): string => `${dayOf(day ?? LAST_DAY)}#${id}`;
/** Which alerts to an arrondissement are in a list: those to take, or those taken. */
export type AlertState = 'recue' | 'prise';
/** Partition of the index `lists`: the alerts to an arrondissement. */
export const alertsList = (arrondissement: string, state: AlertState): string =>
  `ALERTES#${arrondissement}#${state}`;
/** Partition of the index `lists`: what partners told of an arrondissement's cases, by instant. */
export const newsList = (arrondissement: string): string => `NOUVELLES#${arrondissement}`;
/** Partition of the index `lists`: what was told to partners of an arrondissement's households, and no letter to them says yet; by instant. */
export const lettersOwed = (arrondissement: string): string => `LETTRES#${arrondissement}`;
/** A place in `lettersOwed`. */
export const owedPlace = (
  arrondissement: string,
  at: string,
  id: string,
): { listKey: string; listSort: string } => ({
  listKey: lettersOwed(arrondissement),
  listSort: `${at}#${id}`,
});
/** Partition of the index `engaged`: the cases of an arrondissement for which the State answers, or will, by day of refusal. */
export const engagedKey = (arrondissement: string): string => `ENGAGE#${arrondissement}`;

/** Partitions of the index `deadlines`: what is due is spread over them, and read from each. */
export const DUE_SHARDS = 16;
export const dueKey = (shard: number): string => `DUE#${String(shard).padStart(2, '0')}`;
/**
 * A case's place in the index `deadlines`: its next day, in a partition chosen by its reference; none without a next day.
 *
 * @example dueOf('77-2026-000123', '2026-03-02') // { dueKey: 'DUE#09', dueSort: '2026-03-02#77-2026-000123' }
 */
export const dueOf = (
  caseId: string,
  nextDay: CivilDate | undefined,
): { dueKey?: string; dueSort?: string } => {
  if (nextDay === undefined) return {};
  const shard = (createHash('sha256').update(caseId).digest()[0] ?? 0) % DUE_SHARDS;
  return { dueKey: dueKey(shard), dueSort: `${dayOf(nextDay)}#${caseId}` };
};

/** Worklist partition of an arrondissement's cases that are referred to the CCAPEX and wait for it. */
export const saisinesList = (arrondissement: string): string => `CCAPEX#${arrondissement}`;
/** A case's place there: those that ask for something before those that only signal, and the oldest first. */
export const saisineSort = (asks: boolean, depuis: CivilDate, caseId: string): string =>
  `${asks ? 'A' : 'B'}#${dayOf(depuis)}#${caseId}`;

/** Worklist partition of the notices that wait for their mailbox's summary. */
export const gatheredNotices = 'GATHERED';
/** A gathered notice's place: those of a mailbox together and, within it, those of a case. */
export const gatheredSort = (mailbox: string, caseId: string, noticeId: string): string =>
  [mailbox, caseId, noticeId].join('#');
export const digestKey = (day: CivilDate, digestId: string): Key => ({
  PK: `DIGEST#${dayOf(day)}`,
  SK: `DIGEST#${digestId}`,
});
/** A file a partner dropped, by its content. */
export const fileKey = (sender: string, sha256: string): Key => ({
  PK: `FILE#${sender}#${sha256}`,
  SK: 'FILE',
});
/** A piece in its étude's register. The register is one partition for each étude, so that no query reaches another's. */
export const pieceKey = (etude: string, pieceId: string): Key => ({
  PK: `ETUDE#${etude}`,
  SK: `PIECE#${pieceId}`,
});
/** A registered act whose EXPLOC receipt is not known yet. */
export const explocAwaitedKey = (etude: string, pieceId: string): Key => ({
  PK: `ETUDE#${etude}#EXPLOC`,
  SK: `PIECE#${pieceId}`,
});
/** What became of one upload of a piece, or of its data, by its name. The name is hashed: it is the étude's own text. */
export const uploadKey = (etude: string, name: string): Key => ({
  PK: `ETUDE#${etude}#UPLOADS`,
  SK: `UPLOAD#${hashed(name)}`,
});
/** The pieces of one act, by its event. */
export const actKey = (etude: string, eventId: string): Key => ({
  PK: `ETUDE#${etude}#ACTS`,
  SK: `ACT#${hashed(eventId)}`,
});
const hashed = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/**
 * One step of the writes that a version of a case has left (`writeInSteps`); without a version, the prefix of all of them. It
 * sorts after all that filing reads.
 */
export const stepKey = (caseId: string, version?: number, step = 0): Key => ({
  PK: caseKey(caseId).PK,
  SK:
    version === undefined
      ? 'STEP#'
      : `STEP#${String(version).padStart(8, '0')}#${String(step).padStart(4, '0')}`,
});
/** What is left of a case that was erased. It sorts after all that filing reads. */
export const tombstoneKey = (caseId: string): Key => ({ PK: caseKey(caseId).PK, SK: 'TOMBSTONE' });
/** A request about persons, by day. */
export const traceKey = (day: CivilDate, id: string): Key => ({
  PK: `TRACE#${dayOf(day)}`,
  SK: `TRACE#${id}`,
});
/** Worklist partition of the reads of one case, and a read's place there: by instant. */
export const readsOfCase = (caseId: string, at: string): { worklistKey: string; worklistSort: string } => ({
  worklistKey: `READS#${caseId}`,
  worklistSort: at,
});
/** The registry of partners: one partition, read as a whole. */
export const registryKey = (code: string): Key => ({ PK: 'PARTNERS', SK: `PARTNER#${code}` });
/** A secret of a partner, by its hash. What may read partners' secrets is told by its partition, as for what follows. */
export const secretKey = (code: string, hash: string): Key => ({
  PK: `PARTNER#${code}#SECRETS`,
  SK: `SECRET#${hash}`,
});
/** A token of a partner, by its hash. */
export const tokenKey = (code: string, hash: string): Key => ({
  PK: `PARTNER#${code}#TOKENS`,
  SK: `TOKEN#${hash}`,
});
/** Who changed a partner's entry, when, and how. */
export const partnerChangeKey = (code: string, at: string, what: string): Key => ({
  PK: `PARTNER#${code}#CHANGES`,
  SK: `CHANGE#${at}#${hashed(what)}`,
});
/**
 * The register of named persons: one partition, read as a whole.
 *
 * @param person its id (`personIdOf`), never its address: keys are told by metrics and errors
 */
export const personKey = (person: string): Key => ({ PK: 'PERSONS', SK: `PERSON#${person}` });
/** A session of a person, by its hash. */
export const sessionKey = (person: string, hash: string): Key => ({
  PK: `PERSON#${person}#SESSIONS`,
  SK: `SESSION#${hash}`,
});
/** Who changed a person's habilitations, when, and how. */
export const personChangeKey = (person: string, at: string, what: string): Key => ({
  PK: `PERSON#${person}#CHANGES`,
  SK: `CHANGE#${at}#${hashed(what)}`,
});
/** The searches that a person saved. */
export const viewsKey = (person: string): Key => ({ PK: `PERSON#${person}#VIEWS`, SK: 'VIEWS' });
/** An entry of the directory, among those of its kind of body. The directory is one partition, read as a whole. */
export const directoryKey = (kind: string, id: string): Key => ({
  PK: 'DIRECTORY',
  SK: `ENTRY#${kind}#${id}`,
});
/** How many times the directory was changed: each change is made upon the one before. */
export const directoryVersionKey: Key = { PK: 'DIRECTORY', SK: 'VERSION' };
/** Who changed the directory, when, and how. */
export const directoryChangeKey = (at: string, what: string): Key => ({
  PK: 'DIRECTORY#CHANGES',
  SK: `CHANGE#${at}#${hashed(what)}`,
});
/** What became of the last mails to a mailbox: one partition, read as a whole. @param mailbox its id (`mailboxIdOf`) */
export const mailboxKey = (mailbox: string): Key => ({ PK: 'MAILBOXES', SK: `MAILBOX#${mailbox}` });
/** A reply that a partner has not read yet. Its name is hashed: a message's id may be the partner's own. */
export const unreadKey = (code: string, at: string, messageId: string): Key => ({
  PK: `PARTNER#${code}#REPLIES`,
  SK: `REPLY#${at}#${hashed(messageId)}`,
});
/** What a partner sent by the portal's forms: an event, or a file. @param id the day it was sent, then a hash or a number nobody guesses */
export const sentKey = (code: string, what: 'event' | 'file', id: string): Key => ({
  PK: `SENT#${code}`,
  SK: `${what === 'event' ? 'EVENT' : 'FILE'}#${id}`,
});
/** The progress of a change of the matching key. */
export const rekeyKey: Key = { PK: 'REKEY', SK: 'REKEY' };

/**
 * A row of the indicators of a year: where, and of whom (`rangDe`). A year is one partition, read as a whole; what cases that are erased
 * since count for is kept in another too.
 */
export const indicateursKey = (annee: string, lieu: string, ligne: string): Key => ({
  PK: `INDICATEURS#${annee}`,
  SK: `${lieu}#${ligne}`,
});
export const effacesKey = (annee: string, lieu: string, ligne: string): Key => ({
  PK: `INDICATEURS#${annee}#EFFACES`,
  SK: `${lieu}#${ligne}`,
});
/** A case behind a count. */
export const derriereKey = (annee: string, cle: string, lieu: string, caseId: string): Key => ({
  PK: `INDICATEURS#${annee}#${cle}`,
  SK: `${lieu}#${caseId}`,
});
/** The figures of a year as they were published: nothing changes them any more. */
export const publieKey = (annee: number): Key => ({ PK: `INDICATEURS#${annee}#PUBLIE`, SK: 'PUBLIE' });
/** What a source was last counted for, by its hashed name. */
export const compteKey = (source: string): Key => ({ PK: `COMPTE#${hashed(source)}`, SK: 'COMPTE' });

/** The register of commissions: one partition, read as a whole. */
export const commissionKey = (code: string): Key => ({ PK: 'COMMISSIONS', SK: `COMMISSION#${code}` });
/** Who changed a commission, when, and how. */
export const commissionChangeKey = (code: string, at: string, what: string): Key => ({
  PK: `COMMISSION#${code}`,
  SK: `CHANGE#${at}#${hashed(what)}`,
});
/** A session of a commission, among the others of its calendar. It names nobody. */
export const seanceKey = (code: string, date: CivilDate): Key => ({
  PK: `COMMISSION#${code}`,
  SK: `SEANCE#${dayOf(date)}`,
});
/** A household that withdrew from a commission: known again by fingerprints alone. */
export const retraitKey = (code: string, id: string): Key => ({
  PK: `COMMISSION#${code}`,
  SK: `RETRAIT#${id}`,
});
const ofSeance = (code: string, date: CivilDate, SK: string): Key => ({
  PK: `COMMISSION#${code}#${dayOf(date)}`,
  SK,
});
/** A household that a session examines. @param id the hub's own: 24 hex digits */
export const situationKey = (code: string, date: CivilDate, id: string): Key =>
  ofSeance(code, date, `SITUATION#${id}`);
/** Who changed a session, when, and how. */
export const journalKey = (code: string, date: CivilDate, at: string, what: string): Key =>
  ofSeance(code, date, `JOURNAL#${at}#${hashed(what)}`);
/** A person acknowledged the confidentiality charter for a session. @param person its id, never its address */
export const charteKey = (code: string, date: CivilDate, person: string): Key =>
  ofSeance(code, date, `CHARTE#${person}`);
/** A mail about a session. */
export const courrielKey = (code: string, date: CivilDate, id: string): Key =>
  ofSeance(code, date, `COURRIEL#${id}`);

/** A figure that a partner declares for a year: a year is one partition, read as a whole. */
export const declareKey = (annee: number, partenaire: string, indicateur: string): Key => ({
  PK: `DECLARES#${annee}`,
  SK: `CHIFFRE#${partenaire}#${indicateur}`,
});
/** A value that such a figure had. It is read by whoever asks what was corrected, never with the year. */
export const correctionKey = (
  annee: number,
  partenaire: string,
  indicateur: string,
  version: number,
): Key => ({
  PK: `DECLARES#${annee}#CORRECTIONS`,
  SK: `CORRECTION#${partenaire}#${indicateur}#${String(version).padStart(6, '0')}`,
});
/** A mail by which figures of a year are asked for, or reminded. */
export const demandeKey = (annee: number, etape: string, partenaire: string): Key => ({
  PK: `DECLARES#${annee}#DEMANDES`,
  SK: `DEMANDE#${etape}#${partenaire}`,
});

/** What is kept of a case's social enquiries, in a partition of its own: filing reads none of it, and it holds what a body wrote of a household. */
const ofEnquetes = (caseId: string, SK: string): Key => ({ PK: `CASE#${caseId}#ENQUETES`, SK });
/** The body appointed for a case and moment. */
export const nominationKey = (caseId: string, moment: string): Key =>
  ofEnquetes(caseId, `NOMINATION#${moment}`);
/** A diagnostic, as one body fills it for one request. @param partner its code */
export const diagnosticKey = (
  caseId: string,
  { moment, demandeLe, partenaire }: { moment: string; demandeLe: CivilDate; partenaire: string },
): Key => ofEnquetes(caseId, `DIAGNOSTIC#${moment}#${dayOf(demandeLe)}#${partenaire}`);
/** An enquiry of a partner's: by it the partner's people find the case. It names nobody. */
export const enqueteKey = (partner: string, caseId: string, moment: string): Key => ({
  PK: `ENQUETES#${partner}`,
  SK: `ENQUETE#${caseId}#${moment}`,
});
/** A commissaire's signalement that a member of a commission is in charge of. */
export const repartitionKey = (code: string, caseId: string): Key => ({
  PK: `COMMISSION#${code}#SIGNALEMENTS`,
  SK: `CASE#${caseId}`,
});
/** A decision of a commission on a housing aid, on its way to the body that pays it. */
export const decisionAideKey = (code: string, date: CivilDate, id: string): Key => ({
  PK: `COMMISSION#${code}#AIDES`,
  SK: `AIDE#${dayOf(date)}#${id}`,
});
/** One thing said of a commitment of the charter, among all that was said for a year. @param version its rank among what was said of this one */
export const declarationKey = (annee: number, engagement: string, version: number): Key => ({
  PK: `ENGAGEMENTS#${annee}`,
  SK: `DIT#${engagement}#${String(version).padStart(6, '0')}`,
});
