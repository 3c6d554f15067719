import type * as z from 'zod/mini';
import { parisDay } from '../domain/calendar/paris-day.ts';
import { type CaseEvent, caseEventSchema } from '../domain/events/case-event.ts';
import type { Dwelling } from '../domain/events/household.ts';
import { messageIdOf } from '../domain/reference/message-id.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { type Issue, issueCodes } from './issue.ts';
import { MAX_DEPTH, parseJson } from './parse-json.ts';
import { placeDwelling } from './place.ts';
import { tolerantParse } from './tolerant-parse.ts';
import type { WireEnvelope } from './wire.ts';

/** A message as it came: who sent it is told by the channel, never by the message. */
export type Incoming = {
  sender: string;
  raw: string;
  /** Instant of reception, ISO 8601 UTC. */
  receivedAt: string;
  /** Anything outside `raw` that makes it another message, such as a piece's fingerprint. */
  attachment?: string;
  /**
   * Names one arrival where the channel itself may tell of it several times (a piece and its data each raise a
   * notification): the same source again is not a repeat by the sender, and gets no second reply.
   */
  source?: string;
  /** The channel hands it over again, an earlier delivery not having ended: what that one left undone is done. */
  redelivered?: boolean;
  /** What the intake itself found wrong, when that is not for the schema to say. */
  refusal?: Issue;
  /** The hub's own: refused, answered to the hub, counted apart. */
  canary?: boolean;
  /** Set: the sender reads what became of it in a file's report, and the file is its raw form, at this place. */
  reported?: { rawKey: string };
  /** Where the sender finds the receipt of what it sent, once it is filed. */
  receipt?: string;
};

/** What a normaliser is given beside the wire message. */
export type EventBase = Pick<
  CaseEvent,
  'id' | 'sender' | 'reference' | 'actDate' | 'receivedAt' | 'dwelling' | 'household' | 'rawKey'
>;

/** One partner's format: how it is validated, what it becomes, which secondary fields it is asked for. */
export type WireFormat<W extends WireEnvelope> = {
  schema: z.ZodMiniType<W>;
  normalise(wire: W, base: EventBase): CaseEvent;
  /** Paths of the secondary fields whose absence makes the message incomplete. */
  asked(wire: W): string[];
};
/** Any partner's format; its methods take what its own schema has parsed. */
export type AnyFormat = WireFormat<WireEnvelope>;
/** Which format a message has, by what it says of itself. */
export type ChooseFormat = (message: unknown) => AnyFormat;

/** What is known of a message before its end is. */
export type ReadingBase = {
  /**
   * Under which it is recorded (`messageIdOf`, or the content's hash). A refusal takes no id: the sender may correct the
   * message and send it again.
   */
  messageId: string;
  /** The sender's own id as it typed it, else the content's hash: what its reply names, and nothing else does. */
  toldId: string;
  contentHash: string;
  reference: string | undefined;
};
export type Reading =
  | (ReadingBase & { kind: 'event'; event: CaseEvent; warnings: Issue[] })
  | (ReadingBase & { kind: 'refusal'; errors: Issue[] });

export const rawKeyOf = (incoming: Incoming, messageId: string): string =>
  incoming.reported?.rawKey ??
  `${incoming.sender}/${incoming.receivedAt.slice(0, 10).replaceAll('-', '/')}/${sha256(messageId).slice(0, 32)}.json`;

/** An id that only this very content has. */
export const contentIdOf = ({
  messageId,
  contentHash,
}: Pick<ReadingBase, 'messageId' | 'contentHash'>): string =>
  messageId === contentHash ? contentHash : `${messageId}#${contentHash.slice(0, 16)}`;

/** Reads a message: an event to file, or why it cannot be one. Pure. */
export const readMessage = (choose: ChooseFormat, incoming: Incoming): Reading => {
  const json = parseJson(incoming.raw);
  const content = json.ok ? canonicalJson(json.value) : incoming.raw;
  const contentHash = sha256(`${incoming.sender}\n${content}\n${incoming.attachment ?? ''}`);
  const own = json.ok ? textAt(json.value, 'messageId') : undefined;
  const messageId = own && /^[\w.:@/-]{1,100}$/.test(own) ? messageIdOf(incoming.sender, own) : contentHash;
  const base = {
    messageId,
    toldId: messageId === contentHash ? contentHash : (own ?? contentHash),
    contentHash,
    reference: json.ok ? textAt(json.value, 'reference') : undefined,
  };
  const refusal = (errors: Issue[]): Reading => ({
    ...base,
    messageId: contentIdOf(base),
    kind: 'refusal',
    errors,
  });

  if (incoming.refusal) return refusal([incoming.refusal]);
  if (!json.ok) return refusal([unreadable]);
  const format = choose(json.value);
  const parsed = tolerantParse(format.schema, json.value);
  if (!parsed.ok) return refusal(parsed.issues);
  if (parsed.value.sender !== incoming.sender) return refusal([unexpectedSender(incoming.sender)]);
  const placed = placeDwelling(parsed.value.dwelling);
  if (!placed.ok) return refusal([placed.issue]);
  return {
    ...base,
    kind: 'event',
    ...eventOf(format, parsed.value, placed.dwelling, incoming, messageId, [
      ...parsed.warnings,
      ...placed.warnings,
    ]),
  };
};

const eventOf = (
  format: AnyFormat,
  wire: WireEnvelope,
  dwelling: Dwelling,
  incoming: Incoming,
  messageId: string,
  found: Issue[],
): { event: CaseEvent; warnings: Issue[] } => {
  const event = format.normalise(wire, {
    id: messageId,
    sender: wire.sender,
    reference: wire.reference,
    actDate: wire.actDate,
    receivedAt: incoming.receivedAt,
    dwelling,
    household: wire.household,
    rawKey: rawKeyOf(incoming, messageId),
  });
  const told = new Set(found.map(({ path }) => path));
  const missing = [...askedOfHousehold(wire), ...format.asked(wire)].filter((path) => !told.has(path));
  const future = wire.actDate > parisDay(incoming.receivedAt);
  return {
    event: caseEventSchema.parse(event),
    warnings: [...found, ...missing.map(missingSecondary), ...(future ? [futureDate] : [])],
  };
};

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

const unreadable: Issue = {
  code: issueCodes.illisible,
  path: '',
  expected: `un objet JSON en UTF-8, de ${MAX_DEPTH} niveaux au plus`,
  message: 'Le message n’est pas du JSON lisible.',
};
const unexpectedSender = (sender: string): Issue => ({
  code: issueCodes.expediteur,
  path: 'sender',
  expected: `« ${sender} », le titulaire du canal`,
  message: 'L’expéditeur annoncé n’est pas celui du canal.',
});
const futureDate: Issue = {
  code: issueCodes.dateFuture,
  path: 'actDate',
  expected: 'une date passée ou du jour',
  message: 'La date de l’acte est dans le futur.',
};
const missingSecondary = (path: string): Issue => ({
  code: issueCodes.manquant,
  path,
  expected: 'ce renseignement, s’il est connu',
  message: 'Renseignement absent : dossier enregistré, à compléter.',
});
