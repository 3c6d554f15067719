import type * as z from 'zod';
import { assertNever } from '../domain/assert-never.ts';
import { type CaseEvent, caseEventSchema } from '../domain/events/case-event.ts';
import type { Dwelling } from '../domain/events/household.ts';
import { log } from '../log/log.ts';
import type { Arrival, Filing } from '../store/file-event.ts';
import type { MessageItem, Outcome } from '../store/items.ts';
import type { MessageRecord } from '../store/writes.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import { type Issue, issueCodes } from './issue.ts';
import { placeDwelling } from './place.ts';
import type { Reply } from './reply.ts';
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
  /** What the intake itself found wrong, when that is not for the schema to say. */
  refusal?: Issue;
};

/** What a normaliser is given beside the wire message. */
export type EventBase = Pick<
  CaseEvent,
  'id' | 'sender' | 'reference' | 'actDate' | 'receivedAt' | 'dwelling' | 'household' | 'rawKey'
>;

/** One partner's format: how it is validated, what it becomes, which secondary fields it is asked for. */
export type WireFormat<W extends WireEnvelope> = {
  schema: z.ZodType<W>;
  normalise: (wire: W, base: EventBase) => CaseEvent;
  /** Paths of the secondary fields whose absence makes the message incomplete. */
  asked: (wire: W) => string[];
};

export type ReceiveDeps = {
  /** Days a message's marker is kept: how late a repeat is still recognised by it. */
  messageDays: number;
  fileEvent: (event: CaseEvent, arrival: Arrival) => Promise<Filing>;
  recordMessage: (message: MessageRecord) => Promise<MessageItem | undefined>;
  recordArrival: (messageId: string, at: string) => Promise<void>;
};

/**
 * Takes one message to one of its ends: filed (accepted or pending review) or refused; a throw sends it back to
 * its queue. A second arrival is answered as the first was.
 */
export const createReceive =
  <W extends WireEnvelope>(deps: ReceiveDeps, format: WireFormat<W>) =>
  async (incoming: Incoming): Promise<Outcome> => {
    const reading = readMessage(format, incoming);
    const filing =
      reading.kind === 'event'
        ? await deps.fileEvent(reading.event, arrivalOf(deps, incoming, reading))
        : await refuse(deps, incoming, reading);
    if (filing.kind === 'filed') {
      log('message.filed', { messageId: reading.messageId, outcome: filing.outcome, caseId: filing.caseId });
      return filing.outcome;
    }
    if (filing.message.contentHash === reading.contentHash) {
      if (incoming.source && filing.message.source === incoming.source) return filing.message.outcome;
      await deps.recordArrival(reading.messageId, incoming.receivedAt);
      log('message.repeated', { messageId: reading.messageId, outcome: filing.message.outcome });
      return filing.message.outcome;
    }
    return refuseReusedId(deps, incoming, reading);
  };

type ReadingBase = { messageId: string; contentHash: string; reference: string | undefined };
type Reading =
  | (ReadingBase & { kind: 'event'; event: CaseEvent; warnings: Issue[] })
  | (ReadingBase & { kind: 'refusal'; errors: Issue[] });

/** Day of an instant in Europe/Paris, `YYYY-MM-DD`. */
const parisDay = new Intl.DateTimeFormat('fr-CA', { timeZone: 'Europe/Paris' });

const rawKeyOf = (incoming: Incoming, messageId: string): string =>
  `${incoming.sender}/${incoming.receivedAt.slice(0, 10).replaceAll('-', '/')}/${sha256(messageId).slice(0, 32)}.json`;

const readMessage = <W extends WireEnvelope>(format: WireFormat<W>, incoming: Incoming): Reading => {
  const json = parseJson(incoming.raw);
  const content = json.ok ? canonicalJson(json.value) : incoming.raw;
  const contentHash = sha256(`${incoming.sender}\n${content}\n${incoming.attachment ?? ''}`);
  const own = json.ok ? textAt(json.value, 'messageId') : undefined;
  const messageId = own && /^[\w.:@/-]{1,100}$/.test(own) ? `${incoming.sender}:${own}` : contentHash;
  const base = { messageId, contentHash, reference: json.ok ? textAt(json.value, 'reference') : undefined };
  const refusal = (errors: Issue[]): Reading => ({ ...base, kind: 'refusal', errors });

  if (incoming.refusal) return refusal([incoming.refusal]);
  if (!json.ok) return refusal([unreadable]);
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

const eventOf = <W extends WireEnvelope>(
  format: WireFormat<W>,
  wire: W,
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
  const future = wire.actDate > parisDay.format(new Date(incoming.receivedAt));
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

const arrivalOf = (
  deps: ReceiveDeps,
  incoming: Incoming,
  reading: Extract<Reading, { kind: 'event' }>,
): Arrival => ({
  ...recordBase(deps, incoming, reading),
  replyFor: (outcome, caseId, reason) =>
    replyText(incoming, reading, outcome, {
      case: caseId,
      warnings: [...reading.warnings, ...(reason ? reviewWarning(reason) : [])],
      errors: [],
    }),
});

const reviewWarning = (reason: 'commune' | 'identity' | 'dwelling'): Issue[] => {
  switch (reason) {
    case 'commune':
      return [];
    case 'identity':
    case 'dwelling':
      return [
        {
          code: issueCodes.rapprochement,
          path: '',
          expected: 'un rapprochement certain avec un seul dossier',
          message: 'Une personne vérifie à quel dossier rattacher ce message.',
        },
      ];
    default:
      return assertNever(reason);
  }
};

const refuse = async (
  deps: ReceiveDeps,
  incoming: Incoming,
  reading: Extract<Reading, { kind: 'refusal' }>,
): Promise<Filing> => {
  const known = await deps.recordMessage({
    ...recordBase(deps, incoming, reading),
    outcome: 'refused',
    reply: replyText(incoming, reading, 'refused', { warnings: [], errors: reading.errors }),
  });
  return known ? { kind: 'known', message: known } : { kind: 'filed', outcome: 'refused', caseId: undefined };
};

/** The sender gave another message an id already used: it must not be answered as if it were the first. */
const refuseReusedId = async (
  deps: ReceiveDeps,
  incoming: Incoming,
  reading: ReadingBase,
): Promise<Outcome> => {
  const record = { ...reading, messageId: `${reading.messageId}#${reading.contentHash.slice(0, 16)}` };
  const known = await deps.recordMessage({
    ...recordBase(deps, incoming, record),
    outcome: 'refused',
    reply: replyText(incoming, reading, 'refused', { warnings: [], errors: [reusedId] }),
  });
  if (known) await deps.recordArrival(record.messageId, incoming.receivedAt);
  log('message.idReused', { messageId: reading.messageId });
  return 'refused';
};

const recordBase = (deps: ReceiveDeps, incoming: Incoming, { messageId, contentHash }: ReadingBase) => ({
  messageId,
  contentHash,
  sender: incoming.sender,
  raw: incoming.raw,
  rawKey: rawKeyOf(incoming, messageId),
  receivedAt: incoming.receivedAt,
  expiresAt: Math.floor(Date.parse(incoming.receivedAt) / 1000) + deps.messageDays * 86_400,
  ...(incoming.source && { source: incoming.source }),
});

const replyText = (
  incoming: Incoming,
  { messageId, reference }: ReadingBase,
  outcome: Outcome,
  rest: { case?: string | undefined; warnings: Issue[]; errors: Issue[] },
): string => {
  const reply: Reply = {
    version: '1',
    messageId: messageId.startsWith(`${incoming.sender}:`)
      ? messageId.slice(incoming.sender.length + 1)
      : messageId,
    reference,
    outcome,
    receivedAt: incoming.receivedAt,
    ...rest,
  };
  return JSON.stringify(reply);
};

const parseJson = (raw: string): { ok: true; value: unknown } | { ok: false } => {
  try {
    return { ok: true, value: JSON.parse(raw) };
  } catch {
    return { ok: false };
  }
};

const textAt = (value: unknown, key: string): string | undefined => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : undefined;
};

const unreadable: Issue = {
  code: issueCodes.illisible,
  path: '',
  expected: 'un objet JSON en UTF-8',
  message: 'Le message n’est pas du JSON lisible.',
};
const unexpectedSender = (sender: string): Issue => ({
  code: issueCodes.expediteur,
  path: 'sender',
  expected: `« ${sender} », le titulaire du canal`,
  message: 'L’expéditeur annoncé n’est pas celui du canal.',
});
const reusedId: Issue = {
  code: issueCodes.identifiant,
  path: 'messageId',
  expected: 'un identifiant nouveau pour un contenu nouveau',
  message: 'Cet identifiant a déjà servi pour un message différent.',
};
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
