import { assertNever } from '../domain/assert-never.ts';
import type { CaseEvent } from '../domain/events/case-event.ts';
import { log } from '../log/log.ts';
import type { Arrival, Filing } from '../store/filing.ts';
import type { MessageItem, Outcome } from '../store/items.ts';
import type { MessageRecord } from '../store/writes.ts';
import { type Issue, issueCodes } from './issue.ts';
import {
  contentIdOf,
  type Incoming,
  type Reading,
  type ReadingBase,
  rawKeyOf,
  readMessage,
  type WireFormat,
} from './read-message.ts';
import type { Reply } from './reply.ts';
import type { WireEnvelope } from './wire.ts';

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

const reviewWarning = (reason: 'commune' | 'rapprochement' | 'fusion' | 'coherence' | 'audit'): Issue[] => {
  switch (reason) {
    case 'commune':
      return [
        {
          code: issueCodes.commune,
          path: 'dwelling',
          expected: 'le code INSEE de la commune',
          message: 'Une personne vérifie la commune du logement ; l’alerte attend.',
        },
      ];
    case 'rapprochement':
      return [
        {
          code: issueCodes.rapprochement,
          path: '',
          expected: 'un rapprochement certain avec un seul dossier',
          message: 'Une personne vérifie à quel dossier rattacher ce message.',
        },
      ];
    case 'fusion':
    case 'coherence':
    case 'audit':
      return [];
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
  const record = { ...reading, messageId: contentIdOf(reading) };
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
  { toldId, reference }: ReadingBase,
  outcome: Outcome,
  rest: { case?: string | undefined; warnings: Issue[]; errors: Issue[] },
): string => {
  const reply: Reply = {
    version: '1',
    messageId: toldId,
    reference,
    outcome,
    receivedAt: incoming.receivedAt,
    ...rest,
  };
  return JSON.stringify(reply);
};

const reusedId: Issue = {
  code: issueCodes.identifiant,
  path: 'messageId',
  expected: 'un identifiant nouveau pour un contenu nouveau',
  message: 'Cet identifiant a déjà servi pour un message différent.',
};
