import type * as z from 'zod/mini';
import type { CivilDate } from '../domain/calendar/civil-date.ts';
import { parisDay } from '../domain/calendar/paris-day.ts';
import { type CaseEvent, caseEventSchema } from '../domain/events/case-event.ts';
import type { Dwelling } from '../domain/events/household.ts';
import { expectedOf, isPlausible, numbersOf } from '../domain/matching/numbers.ts';
import { messageIdOf } from '../domain/reference/message-id.ts';
import { canonicalJson, sha256 } from '../domain/text/canonical.ts';
import { MAX_DEPTH, parseTold } from '../domain/text/parse-json.ts';
import { damagedPaths } from '../domain/text/plain-text.ts';
import { bytesOf, limits } from '../limits.ts';
import {
  doubledIssues,
  type Issue,
  issueCodes,
  pathText,
  toldIssues,
  toldText,
} from '../outbound/replies/issue.ts';
import { rawKeyOf } from '../store/raw-key.ts';
import type { ChiffreFormat } from './chiffres/format.ts';
import { type ChiffreLu, readChiffre } from './chiffres/read-chiffre.ts';
import { disorderedDates } from './date-orders.ts';
import { setFarAside } from './far-dates.ts';
import { placeDwelling, withPlainPlace } from './place.ts';
import { tolerantParse } from './tolerant-parse.ts';
import { unexpectedSender } from './unexpected-sender.ts';
import type { WireEnvelope } from './wire.ts';

/** A message as it came. The channel says who sent it, never the message. */
export type Incoming = {
  sender: string;
  raw: string;
  /** Instant of reception, ISO 8601 UTC. */
  receivedAt: string;
  /**
   * The fingerprint of what came with the data, such as a piece. It does not change the event, which is its data's; but a refusal
   * is of the data with this attachment. With one set, the channel counts repeats itself.
   */
  attachment?: string;
  /**
   * Identifies one arrival when the channel may notify it several times (a piece and its data each raise a notification). The
   * same source again is not a repeat by the sender, and gets no second reply.
   */
  source?: string;
  /** The channel delivers it again because an earlier delivery failed: what that one left undone is done. */
  redelivered?: boolean;
  /** Warnings of the intake itself, with which the message is filed all the same. */
  warnings?: readonly Issue[];
  /** Why the intake itself refuses it, when the schema cannot tell. */
  refusal?: Issue;
  /** Name of the file it came in: the path of an issue about the whole message. */
  path?: string;
  /** A canary: refused, answered to the hub, counted apart. */
  canary?: boolean;
  /** Set for a row of a file: the sender reads its outcome in the file's report, and its raw form is that file, at this place. */
  reported?: { rawKey: string };
  /** Where the sender finds the receipt of what it sent, once it is filed. */
  receipt?: string;
};

/** What a normaliser is given beside the partner's message. */
type EventBase = Pick<
  CaseEvent,
  'id' | 'sender' | 'reference' | 'actDate' | 'receivedAt' | 'dwelling' | 'household' | 'rawKey'
>;

/** One format of a partner: how a message is validated, which event it becomes, which secondary fields are asked for. */
export type WireFormat = {
  schema: z.ZodMiniType<WireEnvelope>;
  /** The event that a message becomes; the vocabulary's schema then parses it. @param wire what `schema` has parsed */
  normalise: (wire: WireEnvelope, base: EventBase) => Readonly<Record<string, unknown>>;
  /** Paths of the secondary fields whose absence makes the message incomplete. @param wire what `schema` has parsed */
  asked: (wire: WireEnvelope) => string[];
};
/** Chooses the format of a message by its content: of an event, or of a figure. */
export type ChooseFormat = (message: unknown) => WireFormat | ChiffreFormat;

/** What is known of a message before its outcome is. */
export type ReadingBase = {
  /**
   * The id under which it is recorded (`messageIdOf`, or the hash of its content). A refusal does not use up the sender's id: the
   * sender may correct the message and send it again.
   */
  messageId: string;
  /** The sender's own id as typed, else the content's hash. Only the reply shows it. */
  toldId: string;
  contentHash: string;
  reference: string | undefined;
};
export type Reading =
  | (ReadingBase & { kind: 'event'; event: CaseEvent; warnings: Issue[] })
  /** A figure of its sender's: of no case. */
  | (ReadingBase & { kind: 'chiffre'; chiffre: ChiffreLu; warnings: Issue[] })
  | (ReadingBase & { kind: 'refusal'; errors: Issue[] });

/** An id that only this very content has. */
export const contentIdOf = ({
  messageId,
  contentHash,
}: Pick<ReadingBase, 'messageId' | 'contentHash'>): string =>
  messageId === contentHash ? contentHash : `${messageId}#${contentHash.slice(0, 16)}`;

/**
 * A message as its record keeps it: whole or, when it is larger than a message may be, only its size and hash. Only a row of a
 * file and the data of a piece can be that large, and both are kept where they came.
 */
export const keptRaw = (raw: string): string =>
  bytesOf(raw) <= limits.messageBytes
    ? raw
    : JSON.stringify({ tropGrand: true, octets: bytesOf(raw), sha256: sha256(raw) });

/** Reads a message: gives an event to file, a figure to declare, or why it is neither. Pure. */
export function readMessage(
  choose: (message: unknown) => WireFormat,
  incoming: Incoming,
): Exclude<Reading, { kind: 'chiffre' }>;
export function readMessage(choose: ChooseFormat, incoming: Incoming): Reading;
export function readMessage(choose: ChooseFormat, incoming: Incoming): Reading {
  const tooLarge = bytesOf(incoming.raw) > limits.messageBytes;
  const json = tooLarge ? { ok: false as const } : parseTold(incoming.raw);
  const content = json.ok ? canonicalJson(json.value) : incoming.raw;
  const hashWith = (attachment: string): string => sha256(`${incoming.sender}\n${content}\n${attachment}`);
  const contentHash = hashWith('');
  const own = json.ok ? textAt(json.value, 'messageId') : undefined;
  const messageId = own && /^[\w.:@/-]{1,100}$/.test(own) ? messageIdOf(incoming.sender, own) : contentHash;
  const told = json.ok ? textAt(json.value, 'reference') : undefined;
  const base = {
    messageId,
    toldId: messageId === contentHash ? contentHash : (own ?? contentHash),
    contentHash,
    reference: told === undefined ? undefined : toldText(told, MAX_REFERENCE),
  };
  const refusal = (errors: Issue[]): Reading => {
    const whole = hashWith(incoming.attachment ?? '');
    const refused = { messageId: messageId === contentHash ? whole : messageId, contentHash: whole };
    return {
      ...base,
      ...refused,
      messageId: contentIdOf(refused),
      kind: 'refusal',
      errors: toldIssues(errors.map((error) => ({ ...error, path: error.path || (incoming.path ?? '') }))),
    };
  };

  if (incoming.refusal) return refusal([incoming.refusal]);
  if (tooLarge) return refusal([oversized]);
  if (!json.ok) return refusal([unreadable]);
  const format = choose(json.value);
  if ('declare' in format) {
    const read = readChiffre(format, json.value, incoming);
    if (!read.ok) return refusal(read.issues);
    const warnings = [...(incoming.warnings ?? []), ...doubledIssues(incoming.raw), ...read.warnings];
    return { ...base, kind: 'chiffre', chiffre: read.chiffre, warnings: toldIssues(warnings) };
  }
  const parsed = tolerantParse(format.schema, withPlainPlace(json.value));
  if (!parsed.ok) return refusal(parsed.issues);
  if (parsed.value.sender !== incoming.sender) return refusal([unexpectedSender(incoming.sender)]);
  const atFirst = located(parsed.sentPath);
  const placed = placeDwelling(parsed.value.dwelling);
  if (!placed.ok) return refusal([placed.issue]);
  const today = parisDay(incoming.receivedAt);
  const eventIn = (wire: WireEnvelope): CaseEvent =>
    eventOf(format, wire, placed.dwelling, incoming, messageId);
  const said = eventIn(parsed.value);
  const dated = setFarAside(format.schema, parsed.value, caseEventSchema, said, today);
  if (!dated.ok) return refusal(atFirst(dated.issues));
  const sent = (issues: readonly Issue[]): Issue[] => atFirst(located(dated.sentPath)(issues));
  const found = [
    ...(incoming.warnings ?? []),
    ...doubledIssues(incoming.raw),
    ...parsed.warnings,
    ...atFirst([...dated.warnings, ...placed.warnings]),
    ...sent(damagedPaths(dated.value).map(damagedText)),
  ];
  const event = dated.value === parsed.value ? said : eventIn(dated.value);
  return {
    ...base,
    kind: 'event',
    event,
    warnings: warningsOf(format, dated.value, event, found, { today, sent }),
  };
}

/** Gives issues the paths that the sender knows. */
const located =
  (sentPath: (path: string) => string) =>
  (issues: readonly Issue[]): Issue[] =>
    issues.map((issue) => ({ ...issue, path: sentPath(issue.path) }));

const eventOf = (
  format: WireFormat,
  wire: WireEnvelope,
  dwelling: Dwelling,
  incoming: Incoming,
  messageId: string,
): CaseEvent =>
  caseEventSchema.parse(
    format.normalise(wire, {
      id: messageId,
      sender: wire.sender,
      reference: wire.reference,
      actDate: wire.actDate,
      receivedAt: incoming.receivedAt,
      dwelling,
      household: wire.household,
      rawKey: rawKeyOf(incoming, messageId),
    }),
  );

/** The warnings found, then the missing secondary fields that none of them names. */
const warningsOf = (
  format: WireFormat,
  wire: WireEnvelope,
  event: CaseEvent,
  found: readonly Issue[],
  { today, sent }: { today: CivilDate; sent: (issues: readonly Issue[]) => Issue[] },
): Issue[] => {
  const told = new Set(found.map(({ path }) => path));
  const missing = sent([...askedOfHousehold(wire), ...format.asked(wire)].map(missingSecondary));
  const future = event.actDate > today ? [futureDate] : [];
  return toldIssues([
    ...future,
    ...found,
    ...missing.filter(({ path }) => !told.has(path)),
    ...sent(disorderedDates(event)),
    ...implausible(event),
  ]);
};

/** Paths of what is asked of each person. */
const askedOfHousehold = ({ household }: WireEnvelope): string[] =>
  household.flatMap((person, index) => [
    ...(person.prenoms ? [] : [`household[${index}].prenoms`]),
    ...(person.dateNaissance ? [] : [`household[${index}].dateNaissance`]),
  ]);

const textAt = (value: unknown, key: string): string | undefined => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : undefined;
};

/** Longest reference that a format accepts, in characters. A longer one is refused, and cut in the reply. */
const MAX_REFERENCE = 100;

const oversized: Issue = {
  code: issueCodes.tropGrand,
  path: '',
  expected: `un message de ${limits.messageBytes / 1024} Ko au plus`,
  message: 'Le message est trop volumineux : il n’a pas été lu.',
};
const unreadable: Issue = {
  code: issueCodes.illisible,
  path: '',
  expected: `un objet JSON en UTF-8, de ${MAX_DEPTH} niveaux au plus`,
  message: 'Le message n’est pas du JSON lisible.',
};
const futureDate: Issue = {
  code: issueCodes.dateFuture,
  path: 'actDate',
  expected: 'une date passée ou du jour',
  message: 'La date de l’acte est dans le futur.',
};
/** Warnings for numbers that name nobody: the message is filed by its persons and dwelling, as if it had none. */
const implausible = (event: CaseEvent): Issue[] =>
  numbersOf(event)
    .filter(({ kind, value }) => !isPlausible(kind, value, event.sender))
    .map(({ kind, path }) => ({
      code: issueCodes.numero,
      path,
      expected: expectedOf(kind),
      message: 'Ce numéro ne peut pas en être un : il ne sert pas à reconnaître le dossier.',
    }));
const damagedText = (path: readonly PropertyKey[]): Issue => ({
  code: issueCodes.abime,
  path: pathText(path),
  expected: 'ce texte avec ses accents, en UTF-8',
  message: 'Texte abîmé par un changement d’encodage : il est enregistré tel quel.',
});
const missingSecondary = (path: string): Issue => ({
  code: issueCodes.manquant,
  path,
  expected: 'ce renseignement, s’il est connu',
  message: 'Renseignement absent : dossier enregistré, à compléter.',
});

/**
 * Paths of the fields that the hub asks of a message of a kind that has none but those it must have; without a kind, of one whose format has
 * none.
 */
export const askedOfKind = (format: WireFormat, kind: string | undefined): string[] => {
  const wire: WireEnvelope & { kind?: string } = {
    version: '1',
    sender: '',
    reference: '',
    actDate: '2026-03-02',
    dwelling: {},
    household: [{}],
    ...(kind && { kind }),
  };
  return [...askedOfHousehold(wire), ...format.asked(wire)];
};
